"""Rows → Articles: JSON objects, CSV and TSV; a bad row is a Problem and the rest is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import InputError
from dragoman.reading import dates
from dragoman.reading.document import Document, host_of, size
from dragoman.reading.options import GUESSES, ReadOptions
from dragoman.records import Article, Problem

LANGUAGE_NAMES = {
    "french": "fr", "français": "fr", "francais": "fr", "fra": "fr", "fre": "fr",
    "english": "en", "anglais": "en", "eng": "en",
}  # fmt: skip


def columns(names: list[str], document: Document, options: ReadOptions) -> dict[str, str]:
    """Field → column for a row that has `names`; InputError where a named one or the text is missing."""
    folded = {name.strip().casefold(): name for name in reversed(names)}
    made: dict[str, str] = {}
    for field, guesses in GUESSES.items():
        if field in options.columns:
            wanted = options.columns[field]
            if wanted not in names:
                raise InputError(
                    f"{document.name} has no column {wanted!r} for the {field}; it has {_listed(names)}."
                )
            made[field] = wanted
        elif found := next((folded[g] for g in guesses if g in folded), None):
            made[field] = found
    if "text" not in made:
        raise InputError(
            f"{document.name} has no column that looks like an article's text; it has {_listed(names)}: "
            "name one with --text-column."
        )
    return made


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(n) for n in names[:12]) or "none"
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def article(
    row: Mapping[str, Any], fields: Mapping[str, str], where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Problem]:
    """The article of one row; a Problem instead where it has no text, beside it for a date without sense."""
    given = {field: row.get(column) for field, column in fields.items()}
    text = given.get("text")
    if text is None or not str(text).strip():
        yield Problem(where, f"{where} has no text in {fields['text']!r} and was passed over.")
        return
    if not isinstance(text, str):
        yield Problem(
            where,
            f"{where} has {type(text).__name__} instead of text in {fields['text']!r}; it was passed over.",
        )
        return
    language = _language(_plain(given.get("language"))) or options.language
    url = _plain(given.get("url"))
    if url and not url.lower().startswith(("http://", "https://")):
        url = None
    day, origin = dates.published(given.get("date"), url, text, language=language)
    told = given.get("date")
    if told not in (None, "") and origin != "metadata":
        instead = f"the one of its {origin} was taken" if day else "it has no date of publication now"
        yield Problem(
            where,
            f"{where} has a date that cannot be read, {str(told)[:40]!r}; {instead}: write it as 2024-08-31.",
        )
    outlet = _plain(given.get("outlet"))
    yield Article(
        text,
        title=_plain(given.get("title")),
        language=language,
        published=day,
        published_from=origin,
        url=url,
        outlet=outlet or options.outlet or host_of(url),
        id=_id(given.get("id"), named="id" in options.columns),
        author=_plain(given.get("author")),
        source=where,
    )


def _id(value: Any, *, named: bool) -> str:
    # Row numbers of two files would be taken for one article's versions; they count only where asked for.
    text = _plain(value) or ""
    return "" if text.isdigit() and not named else text


def _plain(value: Any) -> str | None:
    """A field as text: lists are joined, `{"name": …}` (NewsAPI) gives its name, blanks are nothing."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("value")
    if isinstance(value, list | tuple):
        value = ", ".join(v for v in map(_plain, value) if v)
    if value is None or (isinstance(value, float) and value != value):
        return None
    return str(value).strip() or None


def _language(value: str | None) -> str | None:
    if not value:
        return None
    low = value.casefold()
    return LANGUAGE_NAMES.get(low) or low.replace("_", "-").partition("-")[0] or None


def objects(
    found: Iterator[tuple[str, Any]], document: Document, options: ReadOptions
) -> Iterator[Article | Problem]:
    """The articles of JSON objects, each with where it stands; keys may differ between rows."""
    for where, row in found:
        if isinstance(row, Problem):
            yield row
        elif not isinstance(row, dict):
            yield Problem(
                where, f"{where} is {_json_kind(row)}, not an object with fields; it was passed over."
            )
        else:
            try:
                fields = columns(list(row), document, options)
            except InputError as error:
                yield Problem(where, str(error).replace(document.name, where, 1))
            else:
                yield from article(row, fields, where, document, options)


def _json_kind(value: Any) -> str:
    return {list: "a list", str: "a string", type(None): "null", bool: "true or false"}.get(
        type(value), "a number"
    )


def read_jsonl(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """One JSON object a line; blank lines are nothing."""

    def found() -> Iterator[tuple[str, Any]]:
        for number, line in document.lines(options):
            where = f"{document.name}, line {number}"
            if isinstance(line, InputError):
                yield where, Problem(where, str(line))
            elif line.strip():
                try:
                    yield where, json.loads(line)
                except (ValueError, RecursionError) as error:
                    reason = getattr(error, "msg", "nested too deep")
                    column = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
                    yield where, Problem(where, f"{where} is not JSON: {reason}{column}; it was passed over.")

    return objects(found(), document, options)


def read_csv(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """A header and rows; the delimiter is the one of , ; tab | that the header has most of."""
    skipped: list[Problem] = []

    def lines() -> Iterator[str]:
        for number, line in document.lines(options):
            if isinstance(line, InputError):
                skipped.append(Problem(f"{document.name}, line {number}", str(line)))
            else:
                yield line

    source = lines()
    first = next((line for line in source if line.strip()), None)
    if first is None:
        yield from skipped
        raise InputError(f"{document.name} is empty; there is nothing to code in it.")
    delimiter = "\t" if document.kind == "tsv" else _delimiter(first)

    def all_lines() -> Iterator[str]:
        yield first
        yield from source

    # The csv module has one limit for the whole process; a lower one of another reader would cut ours.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    reader = csv.reader(all_lines(), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(reader)]
    except csv.Error as error:
        raise InputError(
            f"The header of {document.name} cannot be read as CSV ({error}); save it again as CSV with one line a row."
        ) from None
    fields = columns(names, document, options)
    while True:
        number = reader.line_num + 1
        where = f"{document.name}, line {number}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise InputError(
                f"{where} cannot be read as CSV ({error}); a quote that never closes is the usual cause; "
                f"the rows "
                "before it were read."
            ) from None
        finally:
            yield from skipped
            skipped.clear()
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            yield Problem(
                where, f"{where} has {len(row)} fields, the header has {len(names)}; it was passed over."
            )
            continue
        if sum(map(len, row)) > options.max_bytes:
            yield Problem(where, f"{where} is longer than {size(options.max_bytes)} and was passed over.")
            continue
        yield from article(dict(zip(names, row, strict=True)), fields, where, document, options)


def _delimiter(header: str) -> str:
    counts = {d: header.count(d) for d in (",", ";", "\t", "|")}
    return max(counts, key=lambda d: counts[d])

"""JSON files → Articles: a streamed array of objects, one object, or an envelope with a list of articles."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.errors import InputError
from dragoman.reading.document import CHUNK, Document, peek, size
from dragoman.reading.encoding import SAMPLE, detect, refuse_binary
from dragoman.reading.options import ReadOptions
from dragoman.reading.rows import objects, read_jsonl
from dragoman.records import Article, Problem

# Where APIs keep their list: NewsAPI, JSON Feed, MediaStack, Elasticsearch, GNews, Guardian.
ENVELOPES = (
    "articles",
    "items",
    "results",
    "data",
    "documents",
    "docs",
    "hits",
    "entries",
    "stories",
    "response",
)
BLANK = re.compile(r"[\s,]*")


def read(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """An array is streamed; one object that is no article itself is searched for a list of them."""
    sample, document.stream = peek(document.stream, SAMPLE)
    refuse_binary(sample, document.name)
    encoding = options.encoding or detect(sample, document.charset)
    start = sample.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return objects(_elements(document, encoding, options), document, options)
    # Many tools write one object a line and call the file .json.
    if re.match(r"\{[^\n]*\}[ \t\r]*\n\s*\{", start):
        return read_jsonl(document, options)
    return objects(_envelope(document, options), document, options)


def _envelope(document: Document, options: ReadOptions) -> Iterator[tuple[str, Any]]:
    try:
        found = json.loads(document.text(options))
    except (ValueError, RecursionError) as error:
        where = f" in line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{document.name} is not JSON{where}; nothing was taken from it.") from None
    for _ in range(3):  # {"response": {"results": […]}}, {"hits": {"hits": […]}}
        inner = next(
            (
                found[k]
                for k in ENVELOPES
                if isinstance(found, dict) and isinstance(found.get(k), list | dict)
            ),
            None,
        )
        if inner is None:
            break
        found = inner
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        where = f"{document.name}, item {number}" if len(rows) > 1 else document.name
        yield where, row["_source"] if isinstance(row, dict) and isinstance(row.get("_source"), dict) else row


def _elements(document: Document, encoding: str, options: ReadOptions) -> Iterator[tuple[str, Any]]:
    """Each element of an array; the buffer holds one at a time, and is doubled while one is not whole."""
    decoder, text = json.JSONDecoder(), codecs.getincrementaldecoder(encoding)()
    buffer, done, number, step = "", False, 0, CHUNK
    position = -1  # -1: the opening bracket is still to come
    while True:
        where = f"{document.name}, item {number + 1}"
        if position < 0 and (opened := buffer.find("[")) >= 0:
            position = opened + 1
        if position >= 0:
            position = BLANK.match(buffer, position).end()  # type: ignore[union-attr]  # it matches anything
            if buffer.startswith("]", position):
                return
            try:
                value, end = decoder.raw_decode(buffer, position)
            except ValueError as error:
                reason = str(error)
            except RecursionError:
                raise InputError(
                    f"{where} is nested too deep to be an article; the rest was not read."
                ) from None
            else:
                # "12" may go on as "123": a number is whole only when something follows it.
                if end < len(buffer) or done:
                    number += 1
                    yield where, value
                    buffer, position, step = buffer[end:], 0, CHUNK
                    continue
                reason = "it is cut off"
            if done:
                raise InputError(
                    f"{where} is not JSON ({_short(reason)}); the items before it were read, the rest "
                    f"cannot be."
                )
            if len(buffer) - position > options.max_bytes:
                raise InputError(
                    f"{where} is longer than {size(options.max_bytes)}; the rest cannot be read."
                )
        try:
            data = document.stream.read(step)
            step, done = step * 2, not data
            buffer += text.decode(data, final=done)
        except UnicodeDecodeError:
            raise InputError(f"{where} is not {encoding}; name the encoding (--encoding).") from None


def _short(reason: str) -> str:
    return reason.partition(": line")[0]

"""Gold files: JSON lines of annotated sentences, their text inline or by reference. `docs/gold-format.md` is the format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman import codebook
from dragoman.errors import InputError
from dragoman.evaluation import texts
from dragoman.evaluation.annotation import TOLLS, Annotation, Party, Toll, When, Where
from dragoman.records import MODALITIES, Article, Span

TEXTS = Path("../shared/data")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence in its article; `span` and every offset point into `article.text`."""

    article: Article
    span: Span
    events: tuple[Annotation, ...]
    source: str
    stratum: str = ""
    reader: str = ""

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.span.of(self.article.text)

    @property
    def language(self) -> str:
        """The language of the article."""
        return self.article.language or ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other sentence: article and place."""
        return self.article.id, self.span.start


@dataclass(frozen=True, slots=True)
class Gold:
    """The sentences of some gold files, those left out with the reason, and the digest of the files."""

    sentences: tuple[Sentence, ...]
    absent: Mapping[str, int]  # why a sentence was left out → how many
    digest: str

    @property
    def articles(self) -> tuple[Article, ...]:
        """Each article once, in the order of its first sentence."""
        return tuple({s.article.id: s.article for s in self.sentences}.values())


def files(paths: Iterable[str | Path]) -> list[Path]:
    """The gold files named, and of a folder its .jsonl files in order. Raises InputError where there are none."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(path.glob("*.jsonl"))
            if not inside:
                raise InputError(f"The folder {path} has no .jsonl file, so there is no gold in it.")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(
                f"There is no gold file {path}; check the path, or run from the project's folder."
            )
    return found


def digest(paths: Iterable[Path]) -> str:
    """Sixteen hex digits that change with any byte of the files; their names and order don't count."""
    parts = sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in paths)
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def load(paths: Iterable[str | Path], folder: Path | None = None) -> Gold:
    """The gold of files and folders; referenced texts are read from `folder` (default ../shared/data).

    A sentence whose text is absent, or differs from the one annotated, is left out and counted. Raises InputError for
    a faulty row, and where no sentence is left.
    """
    named = files(paths)
    rows = [(f"{path}, line {n}", row) for path in named for n, row in _rows(path)]
    found, lacking = _referenced([row for _, row in rows], folder or TEXTS)
    sentences: list[Sentence] = []
    absent: dict[str, int] = dict(lacking)
    for where, row in rows:
        try:
            article = _inline(row) if "text" in row else found.get((row["source"], row["article"]))
            if article is None:
                continue
            sentence = _sentence(row, article)
        except (KeyError, TypeError, ValueError) as fault:
            raise InputError(
                f"{where} is no gold sentence: {_fault(fault)}; mend it as docs/gold-format.md says."
            ) from None
        if "hash" in row and texts.sentence_hash(sentence.text) != row["hash"]:
            why = f"the text of {sentence.source} is not the one that was annotated"
            absent[why] = absent.get(why, 0) + 1
            continue
        sentences.append(sentence)
    if not sentences:
        why = "; ".join(f"{n}: {k}" for k, n in absent.items()) or "the files are empty"
        raise InputError(
            f"No gold sentence can be scored ({why}); name the folder of the texts with --texts."
        )
    return Gold(tuple(sentences), absent, digest(named))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text, so it is no gold file.") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as fault:
            raise InputError(f"{path}, line {number} is no JSON ({fault.msg}); mend the line.") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number} is no JSON object; mend the line.")
        yield number, row


def _referenced(
    rows: list[dict[str, Any]], folder: Path
) -> tuple[dict[tuple[str, str], Article], dict[str, int]]:
    """The articles that rows refer to, and how many rows refer to what is not there."""
    wanted: dict[str, dict[str, int]] = {}
    for row in rows:
        if "text" not in row:
            counts = wanted.setdefault(str(row.get("source")), {})
            counts[str(row.get("article"))] = counts.get(str(row.get("article")), 0) + 1
    found: dict[tuple[str, str], Article] = {}
    lacking: dict[str, int] = {}
    for source, counts in wanted.items():
        try:
            for text in texts.read(source, folder):
                if text.id in counts:
                    found[source, text.id] = Article(
                        text.text, text.title, text.language, text.published, id=f"{source}/{text.id}", source=source
                    )  # fmt: skip
        except FileNotFoundError:
            lacking[f"{folder / texts.SOURCES[source]} is absent"] = sum(counts.values())
            continue
        missing = sum(n for k, n in counts.items() if (source, k) not in found)
        if missing:
            lacking[f"{source} in {folder} lacks their articles"] = missing
    return found, lacking


def _inline(row: Mapping[str, Any]) -> Article:
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    source = row.get("source", "own")
    name = f"{source}/{row['article']}" if "article" in row else ""
    return Article(row["text"], row.get("title"), row["language"], day, id=name, source=source)


def _sentence(row: Mapping[str, Any], article: Article) -> Sentence:
    span = Span(row.get("start", 0), row.get("end", len(article.text)))
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError("start and end do not lie in the text")
    return Sentence(
        article=article,
        span=span,
        events=tuple(_event(e, article.text) for e in row["events"]),
        source=row.get("source", "own"),
        stratum=row.get("stratum") or "",
        reader=row.get("reader") or "",
    )


def _event(row: Mapping[str, Any], text: str) -> Annotation:
    kind, mode, modality = row["event_type"], row.get("event_mode"), row["modality"]
    if kind not in codebook.types():
        raise ValueError(f"there is no type {kind!r}")
    if mode and mode not in codebook.types()[kind].modes:
        raise ValueError(f"{kind} has no mode {mode!r}")
    if modality not in MODALITIES:
        raise ValueError(f"there is no modality {modality!r}")
    place, day = row.get("place"), row.get("date")
    tolls = {n: Toll(v, v, v) for n in TOLLS if (v := row.get(n)) is not None}
    return Annotation(
        event_type=kind,
        trigger=_span(row["trigger"], text),
        event_mode=mode or None,
        modality=modality,
        historical=bool(row.get("historical")),
        actor=tuple(_party(p, text) for p in row.get("actor", ())),
        recipient=tuple(_party(p, text) for p in row.get("recipient", ())),
        place=Where(_span(place["span"], text), place["country"], place.get("lat"), place.get("lon")) if place else None,
        date=When(_span(day["span"], text), day["value"]) if day else None,
        attribution=_party(row["attribution"], text) if row.get("attribution") else None,
        dead=tolls.get("dead"),
        injured=tolls.get("injured"),
        arrested=tolls.get("arrested"),
    )  # fmt: skip


def _party(row: Mapping[str, Any], text: str) -> Party:
    return Party(_span(row["span"], text), row.get("code") or "", row.get("sector_code") or "")


def _span(pair: Any, text: str) -> Span:
    start, end = pair
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {pair} does not lie in the text")
    return Span(start, end)


def _fault(fault: Exception) -> str:
    return f"it lacks {fault}" if isinstance(fault, KeyError) else str(fault)

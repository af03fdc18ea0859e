"""The news texts that annotations refer to, by source and article id, read where they lie (`--texts`, default ../shared/data).

`docs/gold-format.md` says where each source comes from.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.errors import InputError

SOURCES = {
    "wikinews-fr": "open-news/wikinews/fr.jsonl.gz",
    "wikinews-en": "open-news/wikinews/en.jsonl.gz",
    "current-events-fr": "open-news/wikipedia-current-events/fr.jsonl.gz",
    "current-events-en": "open-news/wikipedia-current-events/en.jsonl.gz",
    "tehran-times-en": "open-news/tehran-times/en.jsonl.gz",
    "masakhanews-fr": "masakhanews/fra.tsv",
    "masakhanews-en": "masakhanews/eng.tsv",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One article of a source: its text as it lies there, never altered."""

    source: str
    id: str
    language: str
    title: str | None
    text: str
    published: date | None


def sentence_hash(text: str) -> str:
    """The short hash by which an annotation knows that it reads the sentence it was made on: 8 hex of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def read(source: str, folder: Path) -> Iterator[Text]:
    """The articles of a source. The id of a MasakhaNEWS article is its row number in the file.

    Raises InputError for a source of another name, FileNotFoundError where its file does not lie in `folder`.
    """
    if source not in SOURCES:
        raise InputError(f"There is no source {source!r} of texts; those there are: {', '.join(SOURCES)}.")
    path = folder / SOURCES[source]
    language = source[-2:]
    if path.suffix == ".tsv":
        csv.field_size_limit(10**8)
        with path.open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows, delimiter="\t")):
                yield Text(source, str(number), language, row["headline"], row["text"], None)
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = date.fromisoformat(row["published"]) if row["published"] else None
            yield Text(source, row["id"], language, row["title"], row["text"], day)

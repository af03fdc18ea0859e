"""Turns a reader's notes on which mentions are one happening into gold rows without a word of the texts.

    python training/annotation/links.py NOTES... --out training/data

A note is a line of eleven fields parted by `|`: happening ("story/event"), article, number of the sentence, trigger
words, TYPE/mode, modality, actors, recipients, place ("Koro,MLI" or "MLI"), date, dead/injured/arrested. An actor is
CODE:SECTOR:name, with #actor_id where it has one; several are parted by `;`. A name with `*` is of a private person:
only a hash of it is kept. A line "@ id | language | day | outlet | title | sentence|sentence" gives an article of our own
and its notes follow it. Articles of others are named by the first letter of their source and their id.

Happenings of one story go to one part, dev or test, by a hash of the story's name: near misses stay together.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluation.texts import Text, read, sentence_hash
from dragoman.knowledge import Places

ABBREVIATED = re.compile(r"(?:\b[A-Z]|\bOct|\bSt|\bDr|\bMe)\.$")

SHORT = {
    "e": ("current-events-en", "wce-"),
    "i": ("current-events", "itn-"),
    "f": ("wikinews-fr", "wikinews-fr-"),
    "w": ("wikinews-en", "wikinews-en-"),
}
BREAK = re.compile(r'(?<=[.!?»"”])\s+(?=[A-ZÀ-Ý«"“\d])|\n+')


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notes", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("training/data"))
    options = parser.parse_args()
    articles: dict[str, dict[str, Any]] = {}
    rows = [row for path in options.notes for row in gold(path, options.texts, articles)]
    write(options.out / "links-gold.jsonl", rows)
    write(options.out / "links-articles.jsonl", list(articles.values()))
    print(
        f"{len(rows)} mentions of {len({r['happening'] for r in rows})} happenings; {len(articles)} own articles"
    )


def gold(path: Path, texts: Path, articles: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of a file of notes; ValueError names a line that does not fit its text."""
    places, known = Places(), _Texts(texts)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            article = own(line)
            articles[article["id"]] = article
            continue
        fields = [f.strip() for f in line.split("|")]
        fields += [""] * (11 - len(fields))
        try:
            yield row(fields, articles, known, places)
        except (ValueError, KeyError, IndexError) as fault:
            raise ValueError(f"{path}:{number}: {fault!r}: {line[:100]}") from fault


def own(line: str) -> dict[str, Any]:
    """An article of our own."""
    id, language, day, outlet, title, *sentences = [f.strip() for f in line.removeprefix("@").split("|")]
    return {
        "id": id,
        "language": language,
        "published": day,
        "outlet": outlet,
        "title": title,
        "text": " ".join(sentences),
    }


def row(
    fields: list[str], articles: dict[str, dict[str, Any]], known: _Texts, places: Places
) -> dict[str, Any]:
    """The gold row of one note."""
    happening, article, index, trigger, kind, modality, actors, recipients, place, day, tolls = fields
    if article in articles:
        source, language, text = "own", articles[article]["language"], articles[article]["text"]
    else:
        found = known.get(article)
        source, article, language, text = found.source, found.id, found.language, found.text
    at = text.index(trigger, sentences(text)[int(index)][0])
    start, end = around(text, at)
    event_type, _, mode = kind.partition("/")
    dead, injured, arrested = (int(n) if n else None for n in [*tolls.split("/"), "", ""][:3])
    return {
        "happening": happening,
        "part": part(happening),
        "source": source,
        "article": article,
        "language": language,
        "start": start,
        "end": end,
        "hash": sentence_hash(text[start:end]),
        "trigger": [at, at + len(trigger)],
        "event_type": event_type,
        "event_mode": mode or None,
        "modality": modality,
        "actor": [side(a) for a in actors.split(";") if a.strip()],
        "recipient": [side(a) for a in recipients.split(";") if a.strip()],
        "place": where(place, language, places),
        "date": day or None,
        "dead": dead,
        "injured": injured,
        "arrested": arrested,
    }


def part(happening: str) -> str:
    """dev or test, by the story alone."""
    story = happening.partition("/")[0]
    return ("dev", "test")[hashlib.sha256(story.encode()).digest()[0] % 2]


def side(noted: str) -> dict[str, Any]:
    """An actor; of a private person the name is hashed, so that the same person is the same."""
    who, _, id = noted.strip().partition("#")
    code, sector, name = who.split(":", 2)
    if name.startswith("*"):
        name = f"person {hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return {"code": code, "sector_code": sector, "entity_name": name, "actor_id": id or None}


def where(noted: str, language: str, places: Places) -> dict[str, Any] | None:
    """The place: coordinates from the gazetteer, checked by the reader; a bare code is a country."""
    if not noted:
        return None
    name, _, country = noted.rpartition(",")
    if not name:
        return {"name": country, "country": country, "precision": "country"}
    found = [
        m.place for m in places.find(name, near=[country], language=language) if m.place.country == country
    ]
    if not found:
        return {"name": name, "country": country, "precision": "place"}
    place = found[0]
    return {
        "name": name,
        "country": country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "geonames_id": place.geonames_id,
        "precision": place.precision,
    }


def sentences(text: str) -> list[tuple[int, int]]:
    """Runs of text between full stops, as offsets: only to number them, no claim to be right."""
    edges = [(m.start(), m.end()) for m in BREAK.finditer(text)]
    starts, ends = [0, *(e for _, e in edges)], [*(s for s, _ in edges), len(text)]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if text[s:e].strip()]


def around(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset, initials and abbreviations of one capital no end of it."""
    held = [(s, e) for s, e in sentences(text) if s <= at < e]
    start, end = held[0]
    runs = sentences(text)
    while (before := [r for r in runs if r[1] <= start]) and ABBREVIATED.search(text[: before[-1][1]]):
        start = before[-1][0]
    while ABBREVIATED.search(text[:end]) and (after := [r for r in runs if r[0] >= end]):
        end = after[0][1]
    return start, end


class _Texts:
    """Articles of others by the short name that notes give them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, dict[str, Text]] = {}

    def get(self, noted: str) -> Text:
        letter, _, id = noted.partition(":")
        source, prefix = SHORT[letter]
        if letter == "i":
            source = f"{source}-{id[-2:]}"
        if source not in self._read:
            self._read[source] = {t.id: t for t in read(source, self.folder)}
        return self._read[source][prefix + id]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Rows as JSON lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


if __name__ == "__main__":
    main()

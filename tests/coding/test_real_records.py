"""Over real articles nobody here wrote: no crash, every offset exact, every event id its own, the same again."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook import types
from dragoman.coding import Coder
from dragoman.records import MODALITIES, Actor, Article, Event

SHARED = Path(__file__).parents[3] / "shared" / "data"
EACH = 200
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the news texts of ../shared are not here"),
]


def articles(language: str) -> Iterator[Article]:
    """The first articles of each source, in turn: every kind of text that lies there."""
    masakhanews = SHARED / "masakhanews" / ("fra.tsv" if language == "fr" else "eng.tsv")
    with masakhanews.open(encoding="utf-8", newline="") as lines:
        for number, row in zip(range(EACH // 4), csv.DictReader(lines, delimiter="\t"), strict=False):
            yield Article(row["text"], title=row["headline"], language=language, id=f"masakhanews-{number}")
    sources = (
        ["wikinews/fr"]
        if language == "fr"
        else ["wikinews/en", "wikipedia-current-events/en", "tehran-times/en"]
    )
    for source in sources:
        with gzip.open(SHARED / "open-news" / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line, _ in zip(lines, range(EACH * 3 // 4 // len(sources)), strict=False):
                row = json.loads(line)
                day = date.fromisoformat(row["published"]) if row["published"] else None
                yield Article(row["text"], title=row["title"], language=language, published=day, id=row["id"])


def faults(event: Event, article: Article) -> Iterator[str]:
    """What is not exactly as the record says."""
    text = article.text
    for name, spans in event.evidence.items():
        for span in spans:
            if not 0 <= span.start < span.end <= len(text):
                yield f"{name} {span}"
    told: list[Actor] = [*event.actor, *event.recipient, *([event.attribution] if event.attribution else [])]
    for actor in told:
        if actor.span is None or actor.span.of(text) != actor.raw_text:
            yield f"actor {actor.raw_text!r} at {actor.span}"
    place = event.event_loc
    if place is not None and (place.span is None or place.span.of(text) != place.raw_text):
        yield f"place {place.raw_text!r}"
    if not event.evidence.get("trigger"):
        yield "no trigger"
    if event.event_text not in text:
        yield "its sentence is not in the text"
    if event.event_type not in types() or event.modality not in MODALITIES:
        yield f"{event.event_type} {event.modality}"
    if event.event_mode and event.event_mode not in types()[event.event_type].modes:
        yield f"mode {event.event_mode}"
    for name in ("dead", "injured", "arrested"):
        count = getattr(event, name)
        if count is not None and not (0 <= count.low <= count.best <= (count.high or count.best)):
            yield f"{name} {count}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_record_of_real_articles_holds(language: str) -> None:
    coder = Coder()
    wrong: list[str] = []
    read = events = 0
    for article in articles(language):
        coded = coder.read(article)
        read += 1
        events += len(coded.events)
        ids = [e.id for e in coded.events]
        if len(ids) != len(set(ids)):
            wrong.append(f"{article.id}: two events with one id")
        wrong += [f"{article.id} {e.event_type}: {f}" for e in coded.events for f in faults(e, article)]
        wrong += [
            f"{article.id}: claim {c.text!r}" for c in coded.claims if c.span.of(article.text) != c.text
        ]
    assert read >= EACH - 2
    assert events >= read / 2
    assert wrong == []


def test_the_same_article_again_gives_the_same_records() -> None:
    some = [a for n, a in enumerate(articles("fr")) if n % 40 == 7]
    first = [[e.to_dict() for e in Coder().code(a)] for a in some]
    again = [[e.to_dict() for e in Coder().code(a)] for a in reversed(some)][::-1]
    assert first == again

"""The samples with the facts written for them, and how a record is held against a fact."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman import Coder
from dragoman.reading import read
from dragoman.records import Article, Claim, Coded, Count, Event, Span

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"


@dataclass(frozen=True)
class Sample:
    """One article with its facts."""

    name: str
    facts: Mapping[str, Any]
    article: Article

    def spans(self, quote: str) -> list[Span]:
        """Every place where the article has `quote`."""
        found, at = [], self.article.text.find(quote)
        while at >= 0:
            found.append(Span(at, at + len(quote)))
            at = self.article.text.find(quote, at + 1)
        return found


@cache
def samples() -> tuple[Sample, ...]:
    """Every article of `facts.toml`, read as the command line reads it."""
    data = tomllib.loads((SAMPLES / "facts.toml").read_text(encoding="utf-8"))
    return tuple(Sample(row["file"], row, _article(row["file"])) for row in data["article"])


def _article(name: str) -> Article:
    path, _, number = name.partition("#")
    articles = [a for a in read([str(SAMPLES / path)]) if isinstance(a, Article)]
    return articles[int(number or 1) - 1]


@cache
def coded(name: str) -> Coded:
    """What the coder makes of a sample; each is coded once."""
    sample = next(s for s in samples() if s.name == name)
    return _coder().read(sample.article)


@cache
def _coder() -> Coder:
    return Coder()


def touches(spans: list[Span], others: Any) -> bool:
    """Whether any two of the spans share a character."""
    return any(a.overlaps(b) for a in spans for b in others)


def codes(actors: Any) -> set[str]:
    """The countries of one side; sides without one don't count."""
    return {a.code for a in actors if a.code}


def is_told(sample: Sample, fact: Mapping[str, Any], event: Event) -> bool:
    """Whether `event` is the act of `fact`: its type, told by its words."""
    return event.event_type in (fact["type"], *fact.get("also", ())) and touches(
        sample.spans(fact["trigger"]), event.evidence["trigger"]
    )


def find(sample: Sample, fact: Mapping[str, Any]) -> Event | None:
    """The record of a fact: the one among those told by its words that has most of its fields right."""
    made = [e for e in coded(sample.name).events if is_told(sample, fact, e)]
    return min(made, key=lambda e: len(faults(fact, e)), default=None)


def faults(fact: Mapping[str, Any], event: Event) -> list[str]:
    """The fields of `event` that are not as the fact has them, by name."""
    wrong: list[str] = []
    for side in ("actor", "recipient"):
        if side in fact and codes(getattr(event, side)) != set(fact[side]):
            wrong.append(side)
    if "modality" in fact and event.modality not in fact["modality"]:
        wrong.append("modality")
    if "mode" in fact and event.event_type == fact["type"] and event.event_mode != fact["mode"]:
        wrong.append("mode")
    if "date" in fact and event.date != fact["date"]:
        wrong.append("date")
    if "place" in fact and (event.event_loc is None or fact["place"] not in event.event_loc.raw_text):
        wrong.append("place")
    if "historical" in fact and event.historical != fact["historical"]:
        wrong.append("historical")
    if "attribution" in fact and (
        event.attribution is None or not _same_words(fact["attribution"], event.attribution.raw_text)
    ):
        wrong.append("attribution")
    for name in ("dead", "injured", "arrested"):
        if name in fact and not _same_count(fact[name], getattr(event, name)):
            wrong.append(name)
    if "amounts" in fact and [[a.value, a.unit] for a in event.amounts] != fact["amounts"]:
        wrong.append("amounts")
    return wrong


def _same_words(told: str, made: str) -> bool:
    return bool(made) and (told.lower() in made.lower() or made.lower() in told.lower())


def _same_count(told: list[int], made: Count | None) -> bool:
    low, best, high = told
    return made is not None and [made.low, made.best, made.high] == [low, best, high if high >= low else None]


def claim_of(sample: Sample, fact: Mapping[str, Any]) -> Claim | None:
    """The claim of a kind that meets the quoted words."""
    made = [c for c in coded(sample.name).claims if c.kind == fact["kind"]]
    return next((c for c in made if touches(sample.spans(fact["quote"]), [c.span])), None)

"""The pieces of a toll: words of harm, numbers with the people they count, the figures they make."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dragoman.coding.numbers import LEXICON, NumberHit
from dragoman.grammar.view import Token
from dragoman.records import Count, Span

Role = Literal["dead", "injured", "arrested"]
ROLES: tuple[Role, ...] = ("dead", "injured", "arrested")


@dataclass(frozen=True, slots=True)
class Kind:
    """One figure of a toll: of whom (lemma, "" where not told), how many, and whether others contain it."""

    role: Role
    noun: str
    count: Count
    included: bool = False


@cache
def words(language: str) -> Mapping[str, Any]:
    """The language's `counts.toml`, as read."""
    return tomllib.loads((LEXICON / language / "counts.toml").read_text(encoding="utf-8"))


@cache
def harm(language: str) -> tuple[tuple[Role, str, re.Pattern[str]], ...]:
    """Role, way of carrying a number, and the pattern of its words."""
    data = words(language)
    return tuple(
        (role, kind, re.compile(rf"(?<![\w-])(?:{'|'.join(data[role][kind])})(?![\w-])", re.IGNORECASE))
        for role in ROLES
        for kind in ("counted", "nominal", "participle", "active", "intransitive")
        if data[role][kind]
    )


@dataclass(slots=True)
class Mark:
    """A word of harm: its role, the ways it can carry a number, its first and last token."""

    role: Role
    kinds: set[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """A number and the people it counts; `first` to `last` are tokens, `noun` the head where told."""

    hit: NumberHit
    first: int
    last: int
    noun: Token | None


@dataclass(frozen=True, slots=True)
class Told:
    """One construct: a word of harm (token `mark`) with its figures; `toll` where a toll noun carries it."""

    role: Role
    mark: int
    kinds: tuple[Kind, ...]

    @property
    def total(self) -> Count:
        """Its figures together, without those that others contain."""
        own = [k.count for k in self.kinds if not k.included] or [k.count for k in self.kinds]
        return total_of(own)


def count_of(hit: NumberHit, span: Span) -> Count:
    """The number as a Count of people over `span`."""
    return Count(int(hit.low), int(hit.best), None if hit.high is None else int(hit.high), span)


def total_of(counts: Sequence[Count]) -> Count:
    """Counts of different people as one."""
    span = Span(min(c.span.start for c in counts), max(c.span.end for c in counts))
    highs = [c.high for c in counts]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    return Count(sum(c.low for c in counts), sum(c.best for c in counts), high, span)


def together(told: Sequence[Told]) -> Count | None:
    """One figure out of all that a sentence tells of a role."""
    if not told:
        return None
    totals: list[Count] = []
    for t in told:
        if not any((t.total.low, t.total.best, t.total.high) == (c.low, c.best, c.high) for c in totals):
            totals.append(t.total)
    if len(totals) == 1:
        return totals[0]
    nouns = [{k.noun for k in t.kinds if not k.included} for t in told]
    if (
        all(nouns)
        and all("" not in n for n in nouns)
        and len(set().union(*nouns)) == sum(len(n) for n in nouns)
    ):
        return total_of(totals)  # different people: "trois soldats ont été tués et deux civils exécutés"
    highs = [c.high for c in totals]
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    span = Span(min(c.span.start for c in totals), max(c.span.end for c in totals))
    return Count(min(c.low for c in totals), totals[0].best, high, span)

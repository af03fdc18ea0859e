"""The actor-swap audit: who does an act must not change what it is.

The actors' names of a sentence are exchanged (`swap.toml`), the sentence is coded before and after, alone, and the
records are held against each other by their triggers.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from dragoman.evaluation.gold import Sentence
from dragoman.records import Article, Coded, Event, Span

KINDS = ("countries", "armed")
Stream = Callable[[Iterable[Article]], Iterable[Coded]]


@dataclass(frozen=True, slots=True)
class Swapped:
    """A sentence with its names exchanged; each edit is the span replaced in the old text and the new words."""

    old: str
    new: str
    edits: tuple[tuple[Span, str], ...]

    def moved(self, span: Span) -> Span:
        """Where the words of a span of the old sentence stand in the new."""
        return Span(self._moved(span.start, False), self._moved(span.end, True))

    def _moved(self, at: int, is_end: bool) -> int:
        shift = 0
        for edit, words in self.edits:
            if edit.end <= at:
                shift += len(words) - (edit.end - edit.start)
            elif edit.start < at:  # inside replaced words: to their rim
                return edit.start + shift + (len(words) if is_end else 0)
        return at + shift


@dataclass(frozen=True, slots=True)
class Flip:
    """A record whose type changed with the names: (type before, type after); an empty type: no record there."""

    swapped: Swapped
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What a kind of exchange did to the records of some sentences.

    `records` were coded before; `changed` have another type after, `lost` have no record after, `gained` had none before.
    """

    kind: str
    language: str
    sentences: int
    records: int
    changed: int
    lost: int
    gained: int
    flips: tuple[Flip, ...]

    @property
    def share(self) -> float | None:
        """The records that have another type or none after the exchange, as a share of those before."""
        return (self.changed + self.lost) / self.records if self.records else None


@cache
def table() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    """Language → kind → party → its forms."""
    made: dict[str, dict[str, dict[str, Sequence[str]]]] = tomllib.loads(
        (files(__package__) / "swap.toml").read_text(encoding="utf-8")
    )
    return made


def exchange(sentence: str, language: str, kind: str) -> Swapped | None:
    """The sentence with its first two parties in each other's place, or its only one replaced by the next of the table.

    None where it names no party of the table, or one in a form that the other lacks.
    """
    rows = table()[language]
    unclear = rows["unclear"]
    text = sentence.replace("’", "'")  # one character for one: offsets hold
    if kind == "countries" and any(re.search(rf"\b{w}\b", text, re.I) for w in unclear):
        return None
    parties = rows[kind]
    forms = _forms(language, kind)
    met = [(m, forms[m.group().lower()]) for m in _pattern(language, kind).finditer(text)]
    named = list(dict.fromkeys(party for _, (party, _) in met))
    if not named:
        return None
    names = list(parties)
    other = named[1] if len(named) > 1 else names[(names.index(named[0]) + 1) % len(names)]
    into = {named[0]: other, other: named[0]}
    edits = []
    for m, (party, column) in met:
        if party in into:
            words = parties[into[party]][column]
            if not words:
                return None
            if m.group()[0].isupper():
                words = words[0].upper() + words[1:]
            edits.append((Span(m.start(), m.end()), words))
    new, at = "", 0
    for span, words in edits:
        new += sentence[at : span.start] + words
        at = span.end
    return Swapped(sentence, new + sentence[at:], tuple(edits))


@cache
def _forms(language: str, kind: str) -> Mapping[str, tuple[str, int]]:
    """Form in lower case → party and column; the first column of a form that stands in two."""
    made: dict[str, tuple[str, int]] = {}
    for party, words in table()[language][kind].items():
        for column, form in enumerate(words):
            if form:
                made.setdefault(form.lower(), (party, column))
    return made


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str]:
    forms = sorted(_forms(language, kind), key=len, reverse=True)
    # Not after a hyphen: "cubano-américain" is one word; "Rwanda-backed" names its actor.
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")\b", re.IGNORECASE)


def audit(sentences: Sequence[Sentence], stream: Stream) -> list[Audit]:
    """Both kinds of exchange over the sentences of each language. `stream` is `Coder.stream` or works as it does."""
    made = []
    for language in sorted({s.language for s in sentences} & set(table())):
        here = [s for s in sentences if s.language == language]
        for kind in KINDS:
            swaps = [(s, x) for s in here if (x := exchange(s.text, language, kind)) is not None]
            articles = [a for s, x in swaps for a in (_alone(s, x.old), _alone(s, x.new))]
            coded = [c.events for c in stream(articles)]
            made.append(_audit(kind, language, [x for _, x in swaps], coded))
    return made


def _alone(sentence: Sentence, text: str) -> Article:
    return Article(text, language=sentence.language, published=sentence.article.published)


def _audit(kind: str, language: str, swaps: Sequence[Swapped], coded: Sequence[Sequence[Event]]) -> Audit:
    flips: list[Flip] = []
    records = 0
    for k, swapped in enumerate(swaps):
        before, after = coded[2 * k], list(coded[2 * k + 1])
        records += len(before)
        for event in before:
            spans = [swapped.moved(s) for s in event.evidence["trigger"]]
            meet = [e for e in after if any(a.overlaps(b) for a in spans for b in e.evidence["trigger"])]
            answer = next((e for e in meet if e.event_type == event.event_type), meet[0] if meet else None)
            if answer is not None:
                after.remove(answer)
            if answer is None or answer.event_type != event.event_type:
                flips.append(Flip(swapped, event.event_type, answer.event_type if answer else ""))
        flips += [Flip(swapped, "", e.event_type) for e in after]
    return Audit(
        kind=kind,
        language=language,
        sentences=len(swaps),
        records=records,
        changed=sum(bool(f.before and f.after) for f in flips),
        lost=sum(not f.after for f in flips),
        gained=sum(not f.before for f in flips),
        flips=tuple(flips),
    )


def report(audits: Iterable[Audit]) -> list[dict[str, object]]:
    """JSON-ready, without the sentences: counts, the share, and how many of each flip."""
    made = []
    for a in audits:
        flips = Counter(f"{f.before or 'NONE'} > {f.after or 'NONE'}" for f in a.flips)
        row: dict[str, object] = {f.name: getattr(a, f.name) for f in fields(a) if f.name != "flips"}
        made.append({**row, "share": a.share, "flips": dict(flips.most_common())})
    return made

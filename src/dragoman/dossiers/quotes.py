"""Passages of an article's text: the sentence around some words, and those words of an act that put it on an axis."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from dragoman.dossiers.dossier import Source
from dragoman.dossiers.rules import folded
from dragoman.privacy import unblocked
from dragoman.records import Event, Span

_END = re.compile(r"(?<=[.!?…»])\s+(?=[^\s\da-zà-ÿ])|\n\s*")
"""Where a sentence ends: a full stop before a capital, or a new line."""

_AFTER = re.compile(r"(?:\s+[^\s,.;:!?…]+){0,5}")
"""The words after a trigger, as far as its phrase goes on."""

LONGEST = 600
"""Characters of a quote: a sentence longer than this is no sentence."""


def source(event: Event, text: str | None, axis: str = "") -> Source:
    """Who tells an event, quoted where it speaks of the axis; without the text, the sentence that tells it first."""
    # Records of another text than the one at hand: their own sentence is all there is to quote.
    if text is not None and event.evidence["trigger"][0].end > len(text):
        text = None
    span = _passage(text, _where(event, text, axis)) if text else None
    return Source(
        event_id=event.id,
        article_id=event.article_id,
        outlet=event.outlet,
        title=event.title,
        url=event.url,
        published=event.published,
        language=event.language,
        quote=unblocked(span.of(text), event.language) if span and text else event.event_text,
        span=span,
        speaker=(event.attribution.entity_name or event.attribution.raw_text) if event.attribution else None,
    )


def trigger(event: Event, text: str | None) -> str:
    """The words that tell the act, each time with the few after them; without the text, the sentence that tells it first.

    "Agreed … to withdraw its troops", "signé trois protocoles d'accord": what the act is about stands behind its verb.
    """
    if text is None:
        return event.event_text
    spans = event.evidence.get("trigger", ())
    return " … ".join(span.of(text) + _AFTER.match(text, span.end).group() for span in spans)  # type: ignore[union-attr]


def _where(event: Event, text: str, axis: str) -> Span:
    triggers = event.evidence["trigger"]
    words = tuple(_words(event.language).get(axis, ()))
    named = (
        [s for s in event.evidence.get("topics", ()) if folded(s.of(text)).startswith(words)] if words else []
    )
    # A sentence that tells the act and names the axis; else one that names the axis, else one that tells the act.
    both = [t for t in triggers if any(_passage(text, t).contains(s) for s in named)]
    found = both or named or triggers
    # A teaser breaks off ("…"); the article itself says it whole.
    return next((s for s in found if not _passage(text, s).of(text).endswith(("…", "..."))), found[0])


def _passage(text: str, at: Span) -> Span:
    start, end = 0, len(text)
    for found in _END.finditer(text, max(0, at.start - LONGEST), min(len(text), at.end + LONGEST)):
        if found.end() <= at.start:
            start = found.end()
        elif found.start() >= at.end:
            end = found.start()
            break
    start, end = max(start, at.start - LONGEST), min(end, at.end + LONGEST)
    while start < at.start and text[start].isspace():
        start += 1
    while end > at.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@cache
def _words(language: str) -> Mapping[str, Sequence[str]]:
    """The beginnings of the words that put an act on an axis: all but their last two letters, which inflect."""
    path = files("dragoman") / "coding" / "lexicon" / language / "topics.toml"
    if not path.is_file():
        return {}
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["topic"]
    return {
        row["code"]: [
            folded(word)[: max(4, len(word) - 2)]
            for word in (*row.get("words", ()), *row.get("anywhere", ()))
        ]
        for row in rows
    }

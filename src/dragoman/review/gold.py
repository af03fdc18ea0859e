"""Reviewed records as gold: sentences all of whose records an analyst has judged, in the format of `dragoman evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.records import Actor, Article, Event, Span
from dragoman.review.apply import Shown

SOURCE = "review"


def rows(article: Article, shown: Sequence[Shown], sentences: Mapping[str, Span]) -> Iterator[dict[str, Any]]:
    """The gold rows of an article; `sentences`: id of a record of the coder → the sentence that tells it first.

    A sentence with a record that nobody has judged is left out: it would count that record as wrong.
    """
    judged: dict[Span, list[Shown]] = {}
    open_: set[Span] = set()
    for one in shown:
        record = one.original or one.event
        assert record is not None
        span = sentences[record.id]
        if one.original is None and not one.kept:
            open_.add(span)
        else:
            judged.setdefault(span, []).append(one)
    for span in sorted(judged):
        if span not in open_:
            yield _row(article, span, [one.event for one in judged[span] if one.event])


def _row(article: Article, span: Span, events: Sequence[Event]) -> dict[str, Any]:
    return {
        "text": article.text,
        "start": span.start,
        "end": span.end,
        "source": SOURCE,
        "article": article.id,
        "language": article.language,
        "published": article.published.isoformat()[:10] if article.published else None,
        "title": article.title,
        "stratum": SOURCE,
        "events": [_event(e, span) for e in events],
    }


def _event(event: Event, sentence: Span) -> dict[str, Any]:
    place, said = event.event_loc, event.attribution
    trigger = next(
        (s for s in event.evidence["trigger"] if sentence.contains(s)), event.evidence["trigger"][0]
    )
    when = next(iter(event.evidence.get("date", ())), None) or trigger
    return {
        "event_type": event.event_type,
        "event_mode": event.event_mode,
        "modality": event.modality,
        "historical": event.historical,
        "trigger": _pair(trigger),
        "actor": [_party(a, trigger) for a in event.actor],
        "recipient": [_party(a, trigger) for a in event.recipient],
        "place": {"span": _pair(place.span or trigger), "country": place.country, "lat": place.lat, "lon": place.lon}
        if place
        else None,
        "date": {"span": _pair(when), "value": event.date} if event.date else None,
        "attribution": _party(said, trigger) if said else None,
        **{name: count.best if (count := getattr(event, name)) else None for name in ("dead", "injured", "arrested")},
    }  # fmt: skip


def _party(actor: Actor, trigger: Span) -> dict[str, Any]:
    # A side that an analyst gave by its code has no words of its own; the trigger is what tells of it.
    span = actor.span or trigger
    return {"span": _pair(span), "code": actor.code, "sector_code": actor.sector_code}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]

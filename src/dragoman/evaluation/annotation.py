"""What a sentence tells, said the same way by a reader and by a coder, so that one piece of code compares any two."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Actor, Count, Event, Modality, Span


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a side, or a speaker: its words, its country (empty: none known), its sector (empty: none said)."""

    span: Span | None
    code: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an act: its country, and degrees where they are given."""

    span: Span | None
    country: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The date of an act: ISO day, month or year; empty where its words cannot be resolved."""

    span: Span | None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people: least, best, most (null: no upper bound). A reader gives one number: all three."""

    low: int
    best: int
    high: int | None
    span: Span | None = None


TOLLS = ("dead", "injured", "arrested")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One event as one sentence tells it. `record` is the coder's record it was taken from, None for a reader's."""

    event_type: str
    trigger: Span
    event_mode: str | None = None
    modality: Modality = "happened"
    historical: bool = False
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    place: Where | None = None
    date: When | None = None
    attribution: Party | None = None
    dead: Toll | None = None
    injured: Toll | None = None
    arrested: Toll | None = None
    confidence: float = 1.0
    record: Event | None = None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Both sides."""
        return (*self.actor, *self.recipient)


def told_in(event: Event, sentence: Span) -> Annotation | None:
    """What a coder's record says of a sentence; None where none of its triggers lies in it."""
    trigger = next((s for s in event.evidence.get("trigger", ()) if sentence.contains(s)), None)
    if trigger is None:
        return None
    place, day = event.event_loc, event.evidence.get("date", ())
    return Annotation(
        event_type=event.event_type,
        trigger=trigger,
        event_mode=event.event_mode,
        modality=event.modality,
        historical=event.historical,
        actor=tuple(_party(a) for a in event.actor),
        recipient=tuple(_party(a) for a in event.recipient),
        place=Where(place.span, place.country, place.lat, place.lon) if place else None,
        date=When(day[0] if day else None, event.date) if event.date else None,
        attribution=_party(event.attribution) if event.attribution else None,
        dead=_toll(event.dead),
        injured=_toll(event.injured),
        arrested=_toll(event.arrested),
        confidence=event.confidence,
        record=event,
    )


def _party(actor: Actor) -> Party:
    return Party(actor.span, actor.code, actor.sector_code)


def _toll(count: Count | None) -> Toll | None:
    return Toll(count.low, count.best, count.high, count.span) if count else None

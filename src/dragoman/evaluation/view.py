"""An annotation as a person reads it: field by field, and its words over the sentence by role."""

from __future__ import annotations

from dragoman.evaluation.annotation import TOLLS, Annotation, Party, Toll
from dragoman.records import Span

ROLES = ("trigger", "actor", "recipient", "place", "date", "attribution", *TOLLS)


def fields(told: Annotation | None, text: str) -> dict[str, str]:
    """Field → its value in words; empty where the annotation has none. `text` is the article's."""
    if told is None:
        return {}
    place, day = told.place, told.date
    return {
        "type": told.event_type,
        "mode": told.event_mode or "",
        "modality": told.modality,
        "historical": "background" if told.historical else "",
        "trigger": told.trigger.of(text),
        "actor": "; ".join(_party(p, text) for p in told.actor),
        "recipient": "; ".join(_party(p, text) for p in told.recipient),
        "place": " ".join(x for x in (_words(place.span, text), f"[{place.country or '?'}]") if x) if place else "",
        "date": " ".join(x for x in (_words(day.span, text), f"[{day.value or '?'}]") if x) if day else "",
        "attribution": _party(told.attribution, text) if told.attribution else "",
        **{n: _toll(t) for n in TOLLS if (t := getattr(told, n)) is not None},
    }  # fmt: skip


def spans(told: Annotation, sentence: Span) -> list[tuple[Span, str]]:
    """The words of each role that stand in the sentence, in text order; longer first where two begin together."""
    found: list[tuple[Span | None, str]] = [(told.trigger, "trigger")]
    found += [(p.span, "actor") for p in told.actor] + [(p.span, "recipient") for p in told.recipient]
    for role in ROLES[3:]:
        value = getattr(told, role)
        found.append((value.span if value else None, role))
    kept = {(s, role) for s, role in found if s is not None and sentence.contains(s)}
    return sorted(kept, key=lambda m: (m[0].start, -m[0].end, ROLES.index(m[1])))


def reasons(told: Annotation) -> dict[str, str]:
    """Why the coder gave each field its value, or none; empty for a reader's annotation."""
    if told.record is None:
        return {}
    made = {"frame": told.record.coder.get("frame", ""), **told.record.reasons}
    for side in ("actor", "recipient"):
        for actor in getattr(told.record, side):
            if actor.reason:
                made[f"{side} “{actor.raw_text}”"] = actor.reason
    return {k: v for k, v in made.items() if v}


def _party(party: Party, text: str) -> str:
    codes = "/".join(x for x in (party.code, party.sector) if x)
    return f"{_words(party.span, text)} [{codes or '?'}]".strip()


def _words(span: Span | None, text: str) -> str:
    return " ".join(span.of(text).split()) if span else ""


def _toll(toll: Toll) -> str:
    if toll.low == toll.best == toll.high:
        return str(toll.best)
    return f"{toll.best} ({toll.low}-{'?' if toll.high is None else toll.high})"

"""Reviews over what a coder made: which record each is about, also after another coder read the article again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.records import Event, content_hash, event_from_dict
from dragoman.review.fields import corrected
from dragoman.review.review import Review


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as the views show it (None: rejected), and the coder's own where the two differ.

    A record that an analyst vouched for and the coder no longer makes has no `original`, but is `kept`.
    """

    event: Event | None
    original: Event | None = None
    kept: bool = False


def apply(events: Sequence[Event], reviews: Iterable[Review], text: str) -> list[Shown]:
    """What the views show of an article's records, in their order; records that only analysts keep come last."""
    about: dict[int, list[Review]] = {}
    lost: dict[tuple[str, str, int], list[Review]] = {}
    ordered = sorted(reviews, key=lambda r: (r.at, r.id))
    groups: dict[tuple[str, str], list[Review]] = {}
    for review in ordered:
        groups.setdefault((review.event_id, review.quote), []).append(review)
    for group in groups.values():
        target = _target(group, events, text)
        if target is not None:
            about.setdefault(target, []).extend(group)
        else:
            lost.setdefault((group[0].event_type, group[0].quote, group[0].start), []).extend(group)
    shown = [_shown(event, about.get(i, [])) for i, event in enumerate(events)]
    return [*shown, *(one for group in lost.values() if (one := _kept(group, text)))]


def standing(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that hold: those since the last "reopen", in order of time."""
    ordered = sorted(reviews, key=lambda r: (r.at, r.id))
    last = max((i for i, r in enumerate(ordered) if r.verdict == "reopen"), default=-1)
    return ordered[last + 1 :]


def _target(group: Sequence[Review], events: Sequence[Event], text: str) -> int | None:
    """The record that some reviews of one record are about: of the same type, told by the same words.

    The type may also be one that the analyst gave: the coder has learnt it since.
    """
    first = group[0]
    types = {first.event_type} | {r.new for r in group if r.field == "event_type"}
    same_text = first.text_hash == content_hash(text)
    found: list[tuple[bool, bool, int]] = []
    for i, event in enumerate(events):
        triggers = event.evidence.get("trigger", ())
        exact = any(s.of(text) == first.quote and (not same_text or s == first.span) for s in triggers)
        near = same_text and any(s.overlaps(first.span) for s in triggers)
        if event.id == first.event_id or (event.event_type in types and (exact or near)):
            found.append((event.id == first.event_id, exact, -i))
    return -max(found)[2] if found else None


def _shown(event: Event, reviews: Sequence[Review]) -> Shown:
    held = standing(reviews)
    if not held:
        return Shown(event)
    last = [r for r in held if r.verdict in ("confirm", "reject")]
    if last and last[-1].verdict == "reject":
        return Shown(None, event)
    return Shown(_reviewed(event, held), event)


def _kept(reviews: Sequence[Review], text: str) -> Shown | None:
    held = standing(reviews)
    # In another text the words may be gone, and a record without its words is none.
    if not held or held[-1].verdict == "reject" or held[-1].text_hash != content_hash(text):
        return None
    return Shown(_reviewed(event_from_dict(held[-1].record), held), kept=True)


def _reviewed(event: Event, reviews: Sequence[Review]) -> Event:
    made = event
    reasons = dict(event.reasons)
    for review in reviews:
        when = f"by {review.by} on {review.at[:10]}"
        if review.verdict == "correct":
            made = corrected(made, review.field, review.new)
            reasons[review.field] = f"corrected {when}" + (f": {review.note}" if review.note else "")
        elif review.verdict == "confirm":
            reasons["review"] = f"confirmed {when}" + (f": {review.note}" if review.note else "")
    return replace(made, reasons=reasons, confidence=1.0)

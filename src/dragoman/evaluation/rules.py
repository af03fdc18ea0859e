"""When two annotations of one sentence agree, field by field. Every rule is told in `docs/gold-format.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

from dragoman.evaluation.annotation import TOLLS, Annotation, Party, Toll, When, Where
from dragoman.records import Span

T = TypeVar("T", Party, Where, When, Toll)
ALWAYS_MUTUAL = frozenset({"CONSULT"})
OFTEN_MUTUAL = frozenset({"AGREE", "SUPPORT", "COOPERATE", "RETREAT", "ASSAULT"})
SIGNED = ("sign", "ratif", "paraph", "initial")  # words of a treaty that is concluded, in both languages
EARTH_KM = 6371.0
NEAR_KM = 50.0


def same_type(gold: Annotation, coded: Annotation, lenient: bool, text: str) -> bool:
    """The same type; `lenient` takes what conventions 6 and 9 take besides. `text` is the article's."""
    if gold.event_type == coded.event_type:
        return True
    if not lenient:
        return False
    pair = (gold.event_type, coded.event_type)
    if pair == ("SUPPORT", "AGREE"):
        words = gold.trigger.of(text).lower()
        return any(w in words for w in SIGNED)
    return (
        pair == ("SANCTION", "COERCE")
        and gold.event_mode in (None, "discontinue")
        and coded.event_mode in (None, "restrict")
    )


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """The countries of a side; a party without one makes no demand."""
    return frozenset(p.code for p in parties if p.code)


def is_mutual(gold: Annotation) -> bool:
    """A reciprocal act: a meeting or visit, or a deal, truce or clash whose parties a reader put all on one side."""
    if gold.event_type in ALWAYS_MUTUAL:
        return True
    return gold.event_type in OFTEN_MUTUAL and not gold.recipient and len(gold.actor) > 1


def same_side(gold: Annotation, coded: Annotation, side: str, sentence: Span) -> bool:
    """The same countries on a side; of a reciprocal act, the same countries on both sides together."""
    if is_mutual(gold):
        return codes(gold.parties) == codes(_claimed(coded.parties, gold.parties, sentence))
    wanted, told = getattr(gold, side), getattr(coded, side)
    return codes(wanted) == codes(_claimed(told, wanted, sentence))


def same_sides(gold: Annotation, coded: Annotation, sentence: Span) -> bool:
    """The same countries on both sides."""
    return all(same_side(gold, coded, side, sentence) for side in ("actor", "recipient"))


def _claimed(told: tuple[Party, ...], wanted: tuple[Party, ...], sentence: Span) -> tuple[Party, ...]:
    """Parties a record may be held to: a reader of this sentence can't know one that only another sentence names."""
    return told if wanted else tuple(p for p in told if p.span is None or sentence.contains(p.span))


def is_dyad(told: Annotation) -> bool:
    """Whether it relates two countries: one on each side, not the same, or two in a reciprocal act."""
    actor, recipient = codes(told.actor), codes(told.recipient)
    if is_mutual(told):
        return len(actor | recipient) > 1
    return bool(actor and recipient) and len(actor | recipient) > 1


def direction(gold: Annotation, coded: Annotation) -> bool | None:
    """Whether the sides point the right way; None where the question does not arise.

    It arises where both sides have countries, not the same, the act is not reciprocal, and the record has exactly
    these countries. Wrong: a country stands on the other side only.
    """
    actor, recipient = codes(gold.actor), codes(gold.recipient)
    if is_mutual(gold) or not actor or not recipient or actor == recipient:
        return None
    told_actor, told_recipient = codes(coded.actor), codes(coded.recipient)
    if told_actor | told_recipient != actor | recipient:
        return None
    crossed = ((actor - recipient) & (told_recipient - told_actor)) | (
        (recipient - actor) & (told_actor - told_recipient)
    )
    return not crossed


def parties_met(gold: Annotation, coded: Annotation) -> list[tuple[Party, Party]]:
    """Pairs of a reader's party and the coder's party that share words, whatever the side; each used once."""
    left = list(coded.parties)
    made: list[tuple[Party, Party]] = []
    for wanted in gold.parties:
        told = max((p for p in left if _shared(p.span, wanted.span)), key=lambda p: _shared(p.span, wanted.span), default=None)  # fmt: skip
        if told is not None:
            left.remove(told)
            made.append((wanted, told))
    return made


def _shared(a: Span | None, b: Span | None) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a and b else 0


def near(gold: Annotation, coded: Annotation) -> bool | None:
    """Whether the coder's place lies within 50 km; None where the gold gives no degrees."""
    wanted, told = gold.place, coded.place
    if wanted is None or wanted.lat is None or wanted.lon is None:
        return None
    if told is None or told.lat is None or told.lon is None:
        return False
    return kilometres(wanted.lat, wanted.lon, told.lat, told.lon) <= NEAR_KM


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees (haversine, sphere of 6371 km: within 0.6 %)."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def same_date(wanted: str, told: str, lenient: bool) -> bool:
    """The same ISO date; `lenient` lets the finer be cut to the coarser (2024-08-01 and 2024-08)."""
    return wanted == told or (lenient and bool(told) and (wanted.startswith(told) or told.startswith(wanted)))


def same_voice(wanted: Party, told: Party) -> bool:
    """The same speaker: their words meet, or country and sector are known and the same."""
    return _shared(wanted.span, told.span) > 0 or (
        bool(wanted.code) and (wanted.code, wanted.sector) == (told.code, told.sector)
    )


def same_toll(wanted: Toll, told: Toll) -> bool:
    """The same number, or a number between the coder's least and most where it gives both."""
    return wanted.best == told.best or (told.high is not None and told.low <= wanted.best <= told.high)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, how many the coder told, how many the gold wants."""

    right: float = 0
    told: float = 0
    wanted: float = 0

    @property
    def holds(self) -> bool:
        """Nothing is missed and nothing is wrong."""
        return self.right == self.told == self.wanted


def place(gold: Annotation, coded: Annotation, sentence: Span, lenient: bool = False) -> Tally:
    """The country of the place; a place across borders (no country) is not asked for."""
    asked = gold.place if gold.place and gold.place.country else None
    return _held(asked, coded.place, sentence, lambda w, t: w.country == t.country, gold.place is not None)


def day(gold: Annotation, coded: Annotation, sentence: Span, lenient: bool = False) -> Tally:
    """The date; one that could not be resolved is not asked for."""
    asked = gold.date if gold.date and gold.date.value else None
    return _held(
        asked, coded.date, sentence, lambda w, t: same_date(w.value, t.value, lenient), gold.date is not None
    )


def attribution(gold: Annotation, coded: Annotation, sentence: Span, lenient: bool = False) -> Tally:
    """The nearest speaker."""
    return _held(gold.attribution, coded.attribution, sentence, same_voice)


def toll(gold: Annotation, coded: Annotation, sentence: Span, name: str) -> Tally:
    """The dead, the injured or the arrested."""
    return _held(getattr(gold, name), getattr(coded, name), sentence, same_toll)


def _held(
    wanted: T | None, told: T | None, sentence: Span, same: Callable[[T, T], bool], silent: bool = False
) -> Tally:
    """One field of two annotations.

    Where the gold has the field, any value counts as told; where it has none, only one whose words stand in this
    sentence (another sentence's value is no claim about this one), and none if the gold is `silent` on its value.
    """
    if wanted is not None:
        return Tally(int(told is not None and same(wanted, told)), int(told is not None), 1)
    claims = told is not None and told.span is not None and sentence.contains(told.span) and not silent
    return Tally(0, int(claims), 0)


def wrong_fields(gold: Annotation, coded: Annotation, sentence: Span, lenient: bool, text: str) -> list[str]:
    """The names of the fields that differ; none: the whole record is right."""
    holds = {
        "type": same_type(gold, coded, lenient, text),
        "mode": gold.event_mode == coded.event_mode,
        "actor": same_side(gold, coded, "actor", sentence),
        "recipient": same_side(gold, coded, "recipient", sentence),
        "modality": gold.modality == coded.modality,
        "historical": gold.historical == coded.historical,
        "place": place(gold, coded, sentence, lenient).holds,
        "date": day(gold, coded, sentence, lenient).holds,
        "attribution": attribution(gold, coded, sentence, lenient).holds,
        **{name: toll(gold, coded, sentence, name).holds for name in TOLLS},
    }
    return [name for name, right in holds.items() if not right]

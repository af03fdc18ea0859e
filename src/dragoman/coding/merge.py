"""Told once: drafts of the same act, in one sentence or several, become one record that keeps each telling as evidence.

Titles, headings and standfirsts come last and only add an event that the body does not tell (conventions 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.coding.candidates import Verdict
from dragoman.coding.drafts import Draft
from dragoman.coding.triggers import Trigger
from dragoman.records import Actor

LAST_RESORT = frozenset({"title", "heading", "standfirst"})
FAR = 12
"""Sentences between two tellings beyond which an attack told without place or date is taken for another one."""


@dataclass
class Telling:
    """The drafts that tell one act, first telling first."""

    drafts: list[Draft] = field(default_factory=list)

    @property
    def lead(self) -> Draft:
        """The telling that says most: most sides known, then the narrowest frame, then the first."""
        return max(
            self.drafts, key=lambda d: (_fullness(d), d.candidate.trigger.weight, -self.drafts.index(d))
        )

    @property
    def verdict(self) -> Verdict | None:
        """What the judge gives the telling that it holds likeliest right; None where only the frames read."""
        told = [d.candidate.verdict for d in self.drafts if d.candidate.verdict is not None]
        return max(told, key=lambda v: v.right, default=None)


def merge(drafts: Sequence[Draft]) -> list[Telling]:
    """One Telling for each act, in the order of first telling; body first, titles only where they add something."""
    tellings: list[Telling] = []
    body = [d for d in drafts if d.zone not in LAST_RESORT]
    rest = [d for d in drafts if d.zone in LAST_RESORT]
    for draft in body:
        into = next((t for t in reversed(tellings) if _same_act(t, draft)), None)
        if into is not None:
            into.drafts.append(draft)
        else:
            tellings.append(Telling([draft]))
    for draft in rest:
        if any(_retold(t, draft) for t in tellings):
            continue
        tellings.append(Telling([draft]))
    return sorted(tellings, key=lambda t: min(d.candidate.trigger.span.start for d in t.drafts))


def _fullness(d: Draft) -> int:
    sides = (*d.candidate.actors, *d.candidate.recipients)
    return (
        sum(bool(a.code or a.actor_id) for a in sides)
        + bool(d.candidate.actors)
        + bool(d.candidate.recipients)
    )


def _same_act(telling: Telling, draft: Draft) -> bool:
    return all(_compatible(d, draft) for d in telling.drafts) and any(_tied(d, draft) for d in telling.drafts)


def _compatible(a: Draft, b: Draft) -> bool:
    """Nothing said of one contradicts the other."""
    x, y = a.candidate, b.candidate
    if x.event_type != y.event_type or a.historical != b.historical:
        return False
    if x.trigger.frame.mutual or y.trigger.frame.mutual:
        if not _sides_agree((*x.actors, *x.recipients), (*y.actors, *y.recipients)):
            return False
    elif not (_sides_agree(x.actors, y.actors) and _sides_agree(x.recipients, y.recipients)):
        return False
    if (
        x.mode
        and y.mode
        and x.mode != y.mode
        and x.event_type in ("REQUEST", "REJECT", "THREATEN", "COERCE", "RETREAT", "ACCUSE")
    ):
        return False
    if not _moods_agree(a, b):
        return False
    if a.when.value and b.when.value and not _dates_agree(a.when.value, b.when.value):
        return False
    if a.where.place and b.where.place and not _places_agree(a, b):
        return False
    return not (
        a.topics
        and b.topics
        and not set(a.topics) & set(b.topics)
        and x.event_type not in ("ASSAULT", "PROTEST", "CONSULT")
    )


def _moods_agree(a: Draft, b: Draft) -> bool:
    x, y = a.certainty.modality, b.certainty.modality
    if x == y:
        return True
    told = {"happened", "ongoing", "alleged"}
    return (x in told and y in told) or {x, y} <= {"planned", "hypothetical"}


def _sides_agree(x: Sequence[Actor], y: Sequence[Actor]) -> bool:
    """Whether two sides can be the same: one empty, or every actor of the smaller one met in the larger."""
    if not x or not y:
        return True
    small, large = (x, y) if len(x) <= len(y) else (y, x)
    return all(any(_meets(a, b) for b in large) for a in small)


def _meets(a: Actor, b: Actor) -> bool:
    if a.actor_id and a.actor_id == b.actor_id:
        return True
    if a.entity_name and a.entity_name == b.entity_name:
        return True
    if is_place(a) or is_place(b):
        # "une frappe contre Kidal, tuant 12 civils": the town and the people hurt in it are one target.
        return a.code == b.code or not (a.code and b.code)
    if a.code != b.code:
        return not a.code and not a.actor_id and a.sector_code == b.sector_code
    if not a.code:
        return a.sector_code == b.sector_code and not (a.actor_id and b.actor_id)
    if a.entity_name and b.entity_name and a.office and b.office and a.office != b.office:
        return False
    state = {"", "GOV"}
    return (
        a.sector_code == b.sector_code
        or {a.sector_code, b.sector_code} <= state
        or not (a.sector_code and b.sector_code)
    )


def is_place(a: Actor) -> bool:
    """Whether a side is a town that stands for its country."""
    return bool(a.code) and not a.sector_code and not a.actor_id


def _tied(a: Draft, b: Draft) -> bool:
    """Something says that the two tell the same act, beyond not contradicting each other."""
    x, y = a.candidate, b.candidate
    if x.sentence.index == y.sentence.index:
        return _linked(x.trigger, y.trigger, a, b)
    near = abs(x.sentence.index - y.sentence.index) <= FAR
    full = _both_known(x.actors, y.actors) or _both_known(x.recipients, y.recipients)
    if x.event_type in ("ASSAULT", "PROTEST", "MOBILIZE"):
        shared_place = a.where.place and b.where.place
        shared_date = a.when.value and b.when.value
        adjacent = abs(x.sentence.index - y.sentence.index) <= 2
        return near and bool(full or shared_place) and bool(shared_place or shared_date or adjacent)
    both = (
        _both_known(x.actors, y.actors)
        and (_both_known(x.recipients, y.recipients) or x.trigger.frame.mutual)
    ) or (full and abs(x.sentence.index - y.sentence.index) <= 2)
    return near and bool(both)


def _both_known(x: Sequence[Actor], y: Sequence[Actor]) -> bool:
    return any(_meets(a, b) and (a.code or a.actor_id) for a in x for b in y)


def _linked(x: Trigger, y: Trigger, a: Draft, b: Draft) -> bool:
    """In one sentence: one act hangs on the other ("tués dans une attaque"), or one support verb carries both words."""
    sentence = a.candidate.sentence
    if a.candidate.one_act == b.candidate.one_act >= 0:
        return True
    if x.verb is not None and y.verb is not None and x.verb.i == y.verb.i:
        return True
    for low, high in ((x, y), (y, x)):
        path = [low.token, *sentence.ancestors(low.token)]
        for k, t in enumerate(path):
            if t.i == high.token.i or (high.verb is not None and t.i == high.verb.i and k):
                return not any(p.dep == "conj" and p.pos == path[k].pos for p in path[:k])
    # A shared list of victims or a shared pair of parties, with no "and" between two verbs of their own.
    return (
        x.token.dep == "conj"
        and x.token.head == y.token.i
        and _both_known(a.candidate.recipients, b.candidate.recipients)
    )


def _dates_agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _places_agree(a: Draft, b: Draft) -> bool:
    p, q = a.where.place, b.where.place
    assert p is not None and q is not None
    if p.geonames_id and p.geonames_id == q.geonames_id:
        return True
    if p.name == q.name and p.country == q.country:
        return True
    wide = {"country", "admin1", "region", "admin2"}
    return p.country == q.country and (p.precision in wide or q.precision in wide)


def _retold(telling: Telling, draft: Draft) -> bool:
    """Whether the body tells what a title says: the same type and a shared known side, or the same two countries."""
    sides = (*draft.candidate.actors, *draft.candidate.recipients)
    for d in telling.drafts:
        own = (*d.candidate.actors, *d.candidate.recipients)
        if d.candidate.event_type == draft.candidate.event_type and (
            _both_known(own, sides) or not any(_known(sides))
        ):
            return True
        if len({a.code for a in sides if a.code} & {a.code for a in own if a.code}) >= 2:
            return True
    return False


def _known(sides: Iterable[Actor]) -> list[bool]:
    return [bool(a.code or a.actor_id) for a in sides]

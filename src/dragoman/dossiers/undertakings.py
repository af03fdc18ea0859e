"""The axes of a relation and how far each got: steps from events, statuses by the rules of `rules.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.dossiers import quotes, rules
from dragoman.dossiers.dossier import Source, Step, Undertaking
from dragoman.dossiers.parties import party_of, whose
from dragoman.dossiers.rules import Status
from dragoman.dossiers.series import day_of
from dragoman.records import Event

SAME_MATTER = 30
"""Days around a step within which a denial of the same act on the same axis is taken for the other version of it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with what the rules make of it."""

    event: Event
    status: Status
    instrument: str

    @property
    def day(self) -> str | None:
        return day_of(self.event)

    @property
    def order(self) -> tuple[str, int, str]:
        return self.day or "", self.status.rank, self.event.id


def undertakings(
    events: Iterable[Event],
    texts: Mapping[str, str],
    happenings: Mapping[str, str],
    new_since: str | None = None,
) -> tuple[Undertaking, ...]:
    """The undertakings of a dyad's events, the furthest first, those of conflict alone and the general one last.

    `texts`: article → its text. `happenings`: event → the happening it belongs to; records of one make one step.
    `new_since`: a day; what was published later is marked as new.
    """
    by_axis: dict[str, list[_Told]] = {}
    for event in events:
        words = quotes.trigger(event, texts.get(event.article_id))
        status = rules.status_of(event, words)
        if status is None:
            continue
        told = _Told(event, status, rules.instrument_of(event, words))
        for axis in event.topics or (rules.GENERAL,):
            if axis in rules.axes():
                by_axis.setdefault(axis, []).append(told)
    linked = frozenset(happenings.values())
    made = [_undertaking(axis, told, texts, happenings, linked, new_since) for axis, told in by_axis.items()]
    return tuple(sorted(made, key=_rank))


def standing(undertaking: Undertaking, until: str) -> str | None:
    """The status that the axis had by what was published until a day."""
    current: Status | None = None
    for step in undertaking.steps:
        if step.moved and any((s.published or "")[:10] <= until for s in step.sources):
            current = rules.after(current, rules.statuses()[step.status])
    return current.id if current else None


def _rank(made: Undertaking) -> tuple[bool, bool, int, int, str]:
    rank = rules.statuses()[made.status].rank if made.status else -1
    return made.axis == rules.GENERAL, made.status is None, -rank, -len(made.steps), made.axis


def _undertaking(
    axis: str,
    told: Sequence[_Told],
    texts: Mapping[str, str],
    happenings: Mapping[str, str],
    linked: frozenset[str],
    new_since: str | None,
) -> Undertaking:
    groups: dict[str, list[_Told]] = {}
    for one in sorted(told, key=lambda t: t.order):
        groups.setdefault(happenings.get(one.event.id, one.event.id), []).append(one)
    groups = _with_denials(groups)
    current: Status | None = None
    since: str | None = None
    gravest: Status | None = None
    steps: list[Step] = []
    for key, group in sorted(groups.items(), key=lambda g: _lead(g[1]).order):
        step = _step(axis, group, texts, key if key in linked else None, new_since)
        status = rules.statuses()[step.status]
        if rules.moves(_lead(group).event):
            reached = rules.after(current, status)
            if reached is not current:
                current, since = reached, step.day
                step = replace(step, moved=True)
            if status.track == "conflict" and (gravest is None or status.rank > gravest.rank):
                gravest = status
        steps.append(step)
    labels = rules.axes()[axis]
    return Undertaking(
        axis=axis,
        fr=labels["fr"],
        en=labels["en"],
        status=current.id if current else None,
        since=since,
        conflict=gravest.id if gravest else None,
        instruments=tuple(dict.fromkeys(s.instrument for s in steps if s.instrument)),
        steps=tuple(steps),
        new=any(s.new for s in steps),
    )


def _lead(group: Sequence[_Told]) -> _Told:
    """The record that speaks for a step: one that can move the status, then the surest."""
    return max(group, key=lambda t: (rules.moves(t.event), t.event.confidence, t.event.id))


def _with_denials(groups: dict[str, list[_Told]]) -> dict[str, list[_Told]]:
    """The groups, a denial put with the nearest act of its type that it may be the other version of."""
    made = {key: list(group) for key, group in groups.items()}
    acts: dict[str, list[tuple[_Told, str]]] = {}
    for key, group in groups.items():
        lead = _lead(group)
        if lead.event.modality != "denied":
            acts.setdefault(lead.event.event_type, []).append((lead, key))
    for key, group in groups.items():
        denial = group[0]
        if any(t.event.modality != "denied" for t in group):
            continue
        near = [(_apart(act.day, denial.day), k) for act, k in acts.get(denial.event.event_type, ())]
        if near and min(near)[0] <= SAME_MATTER:
            made[min(near)[1]] += made.pop(key)
    return made


def _apart(one: str | None, other: str | None) -> float:
    if not one or not other:
        return float("inf")
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _step(
    axis: str,
    group: Sequence[_Told],
    texts: Mapping[str, str],
    happening: str | None,
    new_since: str | None,
) -> Step:
    lead = _lead(group)
    event = lead.event
    others = [t.event for t in group if t is not lead]
    differing = [e for e in others if _differs(e, event)]
    sources = [event, *(e for e in others if e not in differing)]

    def told(events: Iterable[Event]) -> tuple[Source, ...]:
        made = (quotes.source(e, texts.get(e.article_id), axis) for e in events)
        return tuple({(s.article_id, s.quote): s for s in made}.values())

    return Step(
        day=lead.day,
        date=event.date,
        precision=event.date_precision,
        status=lead.status.id,
        track=lead.status.track,
        moved=False,
        event_type=event.event_type,
        event_mode=event.event_mode,
        modality=event.modality,
        historical=event.historical,
        actor=tuple(party_of(a) for a in event.actor),
        recipient=tuple(party_of(a) for a in event.recipient),
        instrument=lead.instrument,
        amounts=tuple({(a.value, a.unit, a.year): a for t in group for a in t.event.amounts}.values()),
        sources=told(sources),
        versions=told(differing),
        happening=happening,
        confidence=event.confidence,
        new=new_since is not None and all((t.event.published or "")[:10] > new_since for t in group),
    )


def _differs(event: Event, lead: Event) -> bool:
    """Whether a record is another version: it denies what the other tells, or rests on the word of another side."""
    if (event.modality == "denied") != (lead.modality == "denied"):
        return True
    return bool(
        event.attribution
        and lead.attribution
        and whose(event.attribution).key != whose(lead.attribution).key
        and (whose(event.attribution).key and whose(lead.attribution).key)
    )

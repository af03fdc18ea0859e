"""The records of one happening told as one: what they agree on, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dragoman import codebook
from dragoman.happening import Happening, Telling, Toll, Version
from dragoman.linking.copies import source_groups
from dragoman.linking.mentions import folded, mention, window
from dragoman.records import Actor, Article, Count, Event, Modality, Place, content_hash

LINKER = "1"
"""Raised with every change that can make other happenings of the same records."""

KNOWN_BEST: tuple[Modality, ...] = ("happened", "ongoing", "denied", "alleged", "planned", "hypothetical")
"""What is best known of an act that is told several ways: that it was outweighs that it was to be."""

T = TypeVar("T")


def fuse(events: Sequence[Event], articles: Mapping[str, Article]) -> Happening:
    """One happening of its records, given oldest first. The id comes from the oldest."""
    first = events[0]
    best = max(events, key=lambda e: e.confidence)  # of equals the oldest
    event_type = _most(e.event_type for e in events)
    mode = _most(e.event_mode for e in events if e.event_type == event_type and e.event_mode)
    ids = tuple(dict.fromkeys(e.article_id for e in events))
    groups = source_groups(ids, articles, _wires(events))
    group_of = {id: i for i, group in enumerate(groups) for id in group}
    dated = _dated(events)
    start, end = _window(events)
    published = sorted(e.published for e in events if e.published)
    return Happening(
        id=content_hash("happening", first.id),
        event_type=event_type or first.event_type,
        event_mode=mode,
        event_types=_by_count(e.event_type for e in events),
        actor=_parties(e.actor for e in events),
        recipient=_parties(e.recipient for e in events),
        modality=_modality(events),
        events=tuple(e.id for e in events),
        contexts=_union(e.contexts for e in events),
        topics=_union(e.topics for e in events),
        quad_class=codebook.quad_class(event_type or first.event_type),
        score=codebook.score(event_type or first.event_type, mode),
        date=dated.date if dated else None,
        date_precision=dated.date_precision if dated else None,
        day=start,
        day_end=end,
        event_loc=_placed(events),
        historical=all(e.historical for e in events),
        dead=_toll(events, lambda e: e.dead, group_of),
        injured=_toll(events, lambda e: e.injured, group_of),
        arrested=_toll(events, lambda e: e.arrested, group_of),
        articles=ids,
        source_groups=groups,
        sources=len(groups),
        outlets=tuple(dict.fromkeys(e.outlet for e in events if e.outlet)),
        languages=tuple(sorted({e.language for e in events if e.language})),
        versions=_versions(events) if len(events) > 1 else {},
        confidence=_confidence(events, group_of),
        title=best.title,
        event_text=best.event_text,
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        linker=LINKER,
    )


def _wires(events: Sequence[Event]) -> dict[str, frozenset[str]]:
    """For each article its outlet and the agencies and papers on whose word its records rest."""
    made: dict[str, set[str]] = {}
    for e in events:
        names = [a.entity_name for a in e.attribution_chain if a.sector_code == "JRN"]
        made.setdefault(e.article_id, set()).update(folded(n) for n in (*names, e.outlet) if n)
    return {id: frozenset(names) for id, names in made.items()}


def _most(values: Iterable[str | None]) -> str | None:
    """The value told most; of equals the one told first."""
    counted = Counter(values)
    return max(counted, key=lambda v: counted[v]) if counted else None


def _by_count(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(values).most_common())


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))


def _parties(sides: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Every party named, once, those told most first; one with a row in the knowledge tables before mere words."""
    found: dict[str, list[Actor]] = {}
    for side in sides:
        for actor in side:
            found.setdefault(actor.actor_id or actor.entity_name or actor.raw_text, []).append(actor)
    ranked = sorted(found.values(), key=lambda told: (-len(told), not told[0].actor_id))
    return tuple(told[0] for told in ranked)


def _modality(events: Sequence[Event]) -> Modality:
    return min((e.modality for e in events), key=KNOWN_BEST.index)


def _dated(events: Sequence[Event]) -> Event | None:
    """The record whose date counts: told to the day, by most records, first."""
    told = [e for e in events if e.date]
    days = [e for e in told if len(e.date or "") == 10 and e.date_precision == "day"] or told
    value = _most(e.date for e in days)
    return next((e for e in days if e.date == value), None)


def _window(events: Sequence[Event]) -> tuple[str | None, str | None]:
    windows = [window(mention(e)) for e in events]
    sharp = [w for w in windows if not w[2]] or [w for w in windows if w[0]]
    if not sharp:
        return None, None
    narrow = min(end - start for start, end, _ in sharp)
    told = [w for w in sharp if w[1] - w[0] == narrow]
    return _iso(min(w[0] for w in told)), _iso(max(w[1] for w in told))


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _placed(events: Sequence[Event]) -> Place | None:
    """The sharpest place; of equals the one told most."""
    ranks = {"place": 0, "admin2": 1, "admin1": 2, "region": 4, "country": 3}
    places = [e.event_loc for e in events if e.event_loc]
    if not places:
        return None
    counted = Counter((p.geonames_id, p.name) for p in places)
    return min(places, key=lambda p: (ranks.get(p.precision, 5), -counted[p.geonames_id, p.name]))


def _toll(
    events: Sequence[Event], count: Callable[[Event], Count | None], group_of: Mapping[str, int]
) -> Toll | None:
    told = tuple(
        Telling(
            e.id, e.article_id, c.low, c.best, c.high, c.span, e.outlet,
            (e.attribution.entity_name or e.attribution.raw_text) if e.attribution else None, e.published,
        )
        for e in events
        if (c := count(e))
    )  # fmt: skip
    if not told:
        return None
    newest = {group_of[t.article_id]: t for t in told}  # told is oldest first: the last word of each source
    counted = Counter(t.best for t in newest.values())
    most = max(counted.values())
    best = next(t.best for t in reversed(told) if counted[t.best] == most)
    bounds = [t.high for t in told if t.high is not None]
    return Toll(
        low=min(t.low for t in told),
        best=best,
        high=max([*bounds, *(t.best for t in told)]) if bounds else None,
        told=told,
    )


def _versions(events: Sequence[Event]) -> dict[str, tuple[Version, ...]]:
    read: dict[str, Callable[[Event], str]] = {
        "event_type": lambda e: e.event_type,
        "event_mode": lambda e: e.event_mode or "",
        "actor": lambda e: _names(e.actor),
        "recipient": lambda e: _names(e.recipient),
        "date": lambda e: e.date or "",
        "event_loc": lambda e: e.event_loc.name if e.event_loc else "",
        "modality": lambda e: e.modality,
        **{name: _counted(name) for name in ("dead", "injured", "arrested")},
    }
    made = {}
    for name, value_of in read.items():
        found: dict[str, list[Event]] = {}
        for e in events:
            if value := value_of(e):
                found.setdefault(value, []).append(e)
        if len(found) > 1:
            made[name] = tuple(
                Version(
                    value,
                    tuple(e.id for e in told),
                    tuple(dict.fromkeys(e.outlet for e in told if e.outlet)),
                )
                for value, told in found.items()
            )
    return made


def _names(actors: Sequence[Actor]) -> str:
    return ", ".join(a.entity_name or a.raw_text for a in actors)


def _counted(name: str) -> Callable[[Event], str]:
    def value(event: Event) -> str:
        count: Count | None = getattr(event, name)
        return str(count.best) if count else ""

    return value


def _confidence(events: Sequence[Event], group_of: Mapping[str, int]) -> float:
    """That at least one independent source is right: each counted at its surest record."""
    surest: dict[int, float] = {}
    for e in events:
        group = group_of[e.article_id]
        surest[group] = max(surest.get(group, 0.0), e.confidence)
    wrong = 1.0
    for confidence in surest.values():
        wrong *= 1.0 - confidence
    return round(1.0 - wrong, 3)

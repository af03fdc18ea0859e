"""A dossier from the records of a store. Pure: what it needs is handed in, and the same records give the same dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.dossiers import quotes, series, statements, thirds
from dragoman.dossiers.dossier import Changes, Dossier, Party, Statement, Undertaking, Visit
from dragoman.dossiers.parties import party
from dragoman.dossiers.undertakings import standing, undertakings
from dragoman.records import Claim, Event

OBSTACLES = ("obstacle", "concern")

LOUDEST = 3
"""Events quoted at a change point."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a dossier is made of.

    `events`: those of the dyad. `around`: other events of the articles that tell of both, and those of all three where
    somebody deals with both. `claims`: those that may be about the two. `texts`: article → text. `articles`: month →
    articles in the store. `happenings`: event → happening. `partners`: for side "a" and "b" whom it deals with.
    """

    events: Sequence[Event]
    around: Sequence[Event] = ()
    claims: Sequence[Claim] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, int] = field(default_factory=dict)
    happenings: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, Sequence[tuple[Party, int, float]]] = field(default_factory=dict)


def build(
    a: str,
    b: str,
    material: Material,
    *,
    since: str | None = None,
    until: str | None = None,
    last_visit: str | None = None,
) -> Dossier:
    """The dossier of two sides (country codes or actor_ids); `last_visit` is a day, as ISO date."""
    events = _once(material.events, material.happenings)
    told_of_both = frozenset(e.article_id for e in material.events)
    claims = [c for c in material.claims if statements.about(c, a, b, told_of_both)]
    months = series.months(events, material.articles)
    axes = undertakings(material.events, material.texts, material.happenings, last_visit)
    stakes = statements.statements(claims, a, b, ("stake",), last_visit)
    obstacles = statements.statements(claims, a, b, OBSTACLES, last_visit)
    sources: list[Event | Claim] = [*material.events, *claims]
    days = [day for e in events if (day := series.day_of(e))]
    return Dossier(
        a=party(a),
        b=party(b),
        since=since,
        until=until,
        events=len(events),
        articles=len({x.article_id for x in sources}),
        outlets=len({x.outlet for x in sources if x.outlet}),
        series=months,
        changes=_with_events(series.changes(months), events, material.texts),
        undertakings=axes,
        stakes=stakes,
        obstacles=obstacles,
        thirds=(
            *thirds.mediators([*material.events, *material.around], a, b, material.texts),
            *thirds.objectors(material.around, claims, a, b, material.texts),
            *(t for side, rows in material.partners.items() for t in thirds.neighbours(side, rows)),
        ),
        visit=_visit(last_visit, material.events, axes, (*stakes, *obstacles)) if last_visit else None,
        linked=bool(material.happenings),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _once(events: Sequence[Event], happenings: Mapping[str, str]) -> list[Event]:
    """One record of each real-world event where they are linked: the surest."""
    best: dict[str, Event] = {}
    for event in events:
        key = happenings.get(event.id, event.id)
        if key not in best or (event.confidence, event.id) > (best[key].confidence, best[key].id):
            best[key] = event
    return list(best.values())


def _with_events(changes: Changes, events: Sequence[Event], texts: Mapping[str, str]) -> Changes:
    """The changes, each with the strongest events of its first month."""

    def of(month: str) -> list[Event]:
        there = [e for e in events if series.counts(e) and (series.day_of(e) or "").startswith(month)]
        return sorted(there, key=lambda e: (-abs(e.score) * e.confidence, e.id))[:LOUDEST]

    return replace(
        changes,
        found=tuple(
            replace(c, sources=tuple(quotes.source(e, texts.get(e.article_id)) for e in of(c.month)))
            for c in changes.found
        ),
    )


def _visit(
    day: str, events: Sequence[Event], axes: Sequence[Undertaking], said: Sequence[Statement]
) -> Visit:
    new = [e for e in events if (e.published or "")[:10] > day]
    moved = {u.axis: (standing(u, day), u.status) for u in axes if standing(u, day) != u.status}
    return Visit(
        day=day,
        articles=len({e.article_id for e in new}),
        events=len(new),
        statements=sum(s.new for s in said),
        moved=moved,
    )

"""What several pages count: months, tones, facets, spots, partners; each kept while the store stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from dragoman.codebook import QUAD_CLASSES
from dragoman.records import Event
from dragoman.store import Filters
from dragoman.store.query import order_by, where
from dragoman.store.rows import event_from_record
from dragoman.web.contexts import Choice, Facet, Map, Pages, Partner, Period, Record, Tone
from dragoman.web.desk import Desk
from dragoman.web.masking import told
from dragoman.web.selection import PAGE, Paged
from dragoman.web.world import Row, drawn

COUNTED = "modality IN ('happened', 'ongoing') AND NOT coalesce(historical, false)"
"""What series and scores count: what happened or goes on and is the article's news."""

FACET = 12
"""Values of a facet that a page shows."""

SIDES = "list_distinct(list_concat(actor_keys, recipient_keys))"


def _sides(condition: str) -> str:
    """Each side of the events that count, with how many and the sum of their scores; the same sides together first."""
    return (
        f"(SELECT unnest({SIDES}) AS side, n, total FROM (SELECT actor_keys, recipient_keys, count(*) AS n, "
        f"sum(score) AS total FROM events WHERE {COUNTED} AND {condition} GROUP BY actor_keys, recipient_keys))"
    )


NEAR = 4
"""Pages of whole records that are put in order at once; from the next on ids alone are, which two queries do."""

Key = tuple[tuple[str, Any], ...]


def key(filters: Filters) -> Key:
    """Filters as a key of what is kept."""
    return tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in sorted(filters.items()))


def months(desk: Desk, filters: Filters) -> list[Period]:
    """The months of the events that count, oldest first, empty ones between them too."""
    condition, parameters = where("events", filters)
    sql = (
        "SELECT date_trunc('month', day)::DATE AS m, quad_class, count(*), sum(score) FROM events "
        f"WHERE day IS NOT NULL AND {COUNTED} AND {condition} GROUP BY m, quad_class"
    )

    def make() -> list[Period]:
        found: dict[date, dict[str, tuple[int, float]]] = {}
        for month, quad, n, total in desk.rows(sql, *parameters):
            found.setdefault(month, {})[quad] = (n, total)
        made = []
        for month in _filled(sorted(found)):
            row = found.get(month, {})
            counts = {quad: row.get(quad, (0, 0.0))[0] for quad in QUAD_CLASSES}
            n = sum(counts.values())
            net = sum(total for _, total in row.values()) / n if n else None
            made.append(Period(month.isoformat()[:7], counts, n, net))
        return made

    return desk.kept(("months", key(filters)), make)


def _filled(known: Sequence[date]) -> list[date]:
    if not known:
        return []
    first, last = known[0], known[-1]
    # One record dated to another century would give a thousand empty months: what is far before the rest is left out.
    first = max(first, date(last.year - 40, 1, 1))
    count = (last.year - first.year) * 12 + last.month - first.month
    return [
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(count + 1)
    ]


def tones(desk: Desk, filters: Filters, limit: int = 16) -> list[Tone]:
    """The countries whose states are a side of most events, with their mean score."""
    condition, parameters = where("events", filters)
    sql = (
        f"SELECT side, sum(n)::BIGINT AS n, sum(total) / sum(n) FROM {_sides(condition)} WHERE regexp_full_match(side, '[A-Z]{{3}}') "
        "AND side NOT IN ('IGO', 'NGO', 'MNC') GROUP BY side ORDER BY n DESC, side LIMIT ?"
    )
    return desk.kept(
        ("tones", key(filters), limit), lambda: [Tone(*row) for row in desk.rows(sql, *parameters, limit)]
    )


def partners(desk: Desk, who: str, filters: Filters, limit: int = 12) -> list[Partner]:
    """With whom an actor deals most: states by their code, others by their id."""
    condition, parameters = where("events", {**filters, "side": who})
    sql = (
        f"SELECT side, sum(n)::BIGINT AS n, sum(total) / sum(n) FROM {_sides(condition)} WHERE side <> ? AND NOT starts_with(side, ?) "
        "AND NOT contains(side, ':') AND NOT regexp_full_match(side, '[a-z]{3}(-(gov|mil|leg|jud|cop|spy))?') "
        "AND side NOT IN ('IGO', 'NGO', 'MNC', '') GROUP BY side ORDER BY n DESC, side LIMIT ?"
    )
    own = f"{who.lower()}-" if who.isupper() else "\x01"
    return desk.kept(
        ("partners", who, key(filters), limit),
        lambda: [Partner(*row) for row in desk.rows(sql, *parameters, who, own, limit)],
    )


def world(
    desk: Desk, filters: Filters, *, whole: bool = False, around: str = "", table: str = ""
) -> tuple[Map, bool]:
    """The map of happenings, where the store has linked its records, else of records; and which it is."""
    linked = desk.kept(("linked",), lambda: desk.store.count("happenings")) > 0
    table = table or ("happenings" if linked else "events")
    condition, parameters = where(table, filters)
    sql = (
        "SELECT round(lat, 2), round(lon, 2), quad_class, place, geonames_id, loc_country, count(*) "
        f"FROM {table} WHERE {COUNTED} AND {condition} AND coalesce(loc_precision, '') NOT IN ('country', 'region') "
        "GROUP BY ALL ORDER BY ALL"
    )

    def make() -> Map:
        rows = [Row(*row) for row in desk.rows(sql, *parameters)]
        placed = [row for row in rows if row.lat is not None and row.lon is not None]
        return drawn(placed, sum(r.n for r in rows) - sum(r.n for r in placed), whole=whole, around=around)

    return desk.kept(("map", table, key(filters), whole, around), make), linked


FACETS = {
    "events": (
        ("quad_class", "quad_class", "quad"),
        ("type", "event_type", "type"),
        ("modality", "modality", "modality"),
        ("actor", "actor_codes", "party"),
        ("recipient", "recipient_codes", "party"),
        ("country", "loc_country", "party"),
        ("topic", "topics", "topic"),
        ("context", "contexts", "context"),
        ("language", "language", "language"),
        ("outlet", "outlet", ""),
    ),
    "happenings": (
        ("quad_class", "quad_class", "quad"),
        ("type", "event_type", "type"),
        ("modality", "modality", "modality"),
        ("actor", "actor_codes", "party"),
        ("country", "loc_country", "party"),
        ("topic", "topics", "topic"),
    ),
}
"""Filter, column, kind of its labels."""


def facets(desk: Desk, table: str, selection: Paged) -> tuple[list[Facet], int]:
    """The facets of a selection, and how many records it has."""
    counted, total = desk.kept(
        ("facets", table, key(selection.filters())), lambda: _counted(desk, table, selection.filters())
    )
    made = []
    for name, column, kind in FACETS[table]:
        values = counted[column]
        asked = [v for k, v in selection.asked() if k == name]
        most = sorted(values, key=lambda v: (-values[v], v))[:FACET]
        rows = [Choice(v, values.get(v, 0), v in asked) for v in dict.fromkeys([*asked, *most])]
        if rows:
            made.append(Facet(name, kind, rows))
    return made, total


def _counted(desk: Desk, table: str, filters: Filters) -> tuple[dict[str, Counter[str]], int]:
    """Every value of every facet, in one pass over the rows.

    Lists are grouped whole and taken apart afterwards: taking a million apart takes ten times as long.
    """
    columns = [column for _, column, _ in FACETS[table]]
    condition, parameters = where(table, filters)
    sql = (
        f"SELECT grouping_id({', '.join(columns)}), {', '.join(columns)}, count(*) FROM {table} WHERE {condition} "
        f"GROUP BY GROUPING SETS ({', '.join(f'({c})' for c in columns)})"
    )
    found: dict[str, Counter[str]] = {column: Counter() for column in columns}
    total = 0
    # The bit of the one column that a row is grouped by is 0; the first column has the highest bit.
    bits = {(1 << len(columns)) - 1 - (1 << (len(columns) - 1 - i)): i for i in range(len(columns))}
    for group, *values, n in desk.rows(sql, *parameters):
        value = values[bits[group]]
        total += n if bits[group] == 0 else 0
        for one in set(value) if isinstance(value, list) else (value,):
            if one:
                found[columns[bits[group]]][str(one)] += n
    return found, total


def page_of(desk: Desk, table: str, selection: Paged, total: int) -> tuple[Pages, list[Record]]:
    """A page of the `total` records that pass the filters, and where it lies."""
    filters = selection.filters()
    pages = Pages(selection.page, max(1, -(-total // PAGE)), total)
    if table == "happenings":
        found = desk.store.happenings(limit=PAGE, offset=selection.offset, order=selection.order, **filters)
        return pages, told(desk, found)
    if selection.page > NEAR:
        return pages, told(desk, _far(desk, selection))
    events = desk.store.events(limit=PAGE, offset=selection.offset, order=selection.order, **filters)
    return pages, told(desk, events)


def _far(desk: Desk, selection: Paged) -> list[Event]:
    """A page far into a list: ids are put in order first, then fifty whole records are read instead of thousands."""
    condition, parameters = where("events", selection.filters())
    found = desk.rows(
        f"SELECT event_id, month FROM events WHERE {condition} ORDER BY {order_by('events', selection.order)} "
        "LIMIT ? OFFSET ?",
        *parameters, PAGE, selection.offset,
    )  # fmt: skip
    ids = [id for id, _ in found]
    rows = desk.rows(
        "SELECT event_id, record FROM events WHERE month IN (SELECT unnest(?::VARCHAR[])) "
        "AND event_id IN (SELECT unnest(?::VARCHAR[]))",
        sorted({month for _, month in found}), ids,
    )  # fmt: skip
    records = dict(rows)
    return [event_from_record(records[id]) for id in ids if id in records]


def latest(desk: Desk, filters: Filters, limit: int = 10) -> list[Record]:
    """The newest events."""
    return desk.kept(
        ("latest", key(filters), limit),
        lambda: told(desk, desk.store.events(limit=limit, order="-date", **filters)),
    )


def happening_of(desk: Desk, event_ids: Sequence[str]) -> dict[str, str]:
    """Event id → id of the happening that it is part of."""
    sql = (
        "SELECT e, happening_id FROM (SELECT unnest(event_ids) AS e, happening_id FROM happenings "
        "WHERE list_has_any(event_ids, ?::VARCHAR[])) WHERE e IN (SELECT unnest(?::VARCHAR[]))"
    )
    found = desk.rows(sql, list(event_ids), list(event_ids)) if event_ids else []
    return {str(e): str(h) for e, h in found}


def window(since: str, until: str) -> Filters:
    """The filters of a window of time."""
    return cast("Filters", {k: v for k, v in (("since", since), ("until", until)) if v})

"""Linking in a store: what is new or changed is linked again, with all that it could belong to.

A heap is a set of records joined by pairs above the threshold. Happenings are told apart inside it, and nothing
outside changes how: a heap that no new record touches stays as it is, and linking piece by piece ends where
linking all at once does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from dragoman import linking
from dragoman.linking import Columns, Group, Mention, Side
from dragoman.records import Article, Event, content_hash
from dragoman.store.commit import Change, Plan
from dragoman.store.duck import Row
from dragoman.store.rows import ARTICLE, article_from_row, event_from_record, happening_row
from dragoman.store.snapshot import Snapshot

BATCH = 20_000
"""Happenings a commit: each takes some 10 KB while it is made."""

MARGIN = timedelta(days=20)
"""How far around a record others are looked for: a week told as one date, `linking`'s LAG and WINDOW."""

TRIES = 5
"""How often a linking starts over because another one was quicker."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a linking did: records looked at, happenings written (new or changed), ids that went."""

    records: int = 0
    written: int = 0
    removed: int = 0


class Overtaken(Exception):  # noqa: N818 - told to nobody
    """Another process has linked since this one looked."""


class Old(NamedTuple):
    """A happening as it stood: its age first, so that the oldest is the least."""

    born: int
    first_published: str
    id: str
    aliases: tuple[str, ...]
    events: tuple[str, ...]
    month: str


class Heaps(NamedTuple):
    """The records that are linked again: their columns, their groups, and the month in which each was published."""

    of: Columns
    groups: list[Group]
    months: list[str]

    def ids(self, group: Group) -> list[str]:
        """The records of a group, oldest first."""
        return [self.of.ids[row] for row in group.rows]


def link(snapshot: Callable[[], Snapshot], change: Callable[[Plan], None], *, again: bool) -> Linked:
    """Link what is new, `again` everything; several commits where there is much, each whole by itself."""
    for left in reversed(range(TRIES)):
        try:
            return _link(snapshot, change, again)
        except Overtaken:
            if not left:
                raise
    raise AssertionError("unreachable")


def _link(snapshot: Callable[[], Snapshot], change: Callable[[Plan], None], again: bool) -> Linked:
    now = snapshot()
    stale = [heap for (heap,) in now.execute(_STALE, [again, linking.LINKER, linking.LINKER, []]).fetchall()]
    seeds = now.execute(_SEEDS, [linking.LINKER, stale]).fetchall()
    if not stale and not seeds:
        return Linked()
    heaps = _heaps(now, seeds)
    old = _old(now, heaps, stale)
    names = _names(old, [heaps.ids(g) for g in heaps.groups])
    done = Linked(records=sum(len(g.rows) for g in heaps.groups), removed=len(old))
    kept = {name for name, _, _ in names}
    done = replace(done, removed=sum(one.id not in kept for one in old))
    version = now.versions.get("happenings")
    left = {one.id: one for one in old}
    for start in range(0, len(heaps.groups) or 1, BATCH):
        some = list(zip(heaps.groups, names, strict=True))[start : start + BATCH]
        rows = list(_rows(now, heaps, some))
        told = {event for row in rows for event in row["event_ids"]}
        last = start + BATCH >= len(heaps.groups)
        replaced = [one for one in left.values() if last or not told.isdisjoint(one.events)]
        change(_plan(rows, replaced, version))
        version = snapshot().versions.get("happenings")
        for one in replaced:
            del left[one.id]
        done = replace(done, written=done.written + len(rows))
    return done


def _plan(rows: Sequence[Row], replaced: Sequence[Old], version: int | None) -> Plan:
    months = frozenset({row["month"] for row in rows} | {one.month for one in replaced})
    # delta-rs takes no row that its own predicate would not have replaced.
    ids = frozenset({one.id for one in replaced} | {row["happening_id"] for row in rows})
    made = Change(rows, months, ids if replaced else frozenset(), key="happening_id")

    def plan(now: Snapshot) -> Mapping[str, Change]:
        if version is not None and now.versions.get("happenings") != version:
            raise Overtaken
        return {"happenings": made}

    return plan


_LINKED = (
    "SELECT heap, unnest(event_ids) AS event_id, unnest(made_of) AS digest FROM happenings "
    "WHERE linker = ? AND heap NOT IN (SELECT unnest(?::VARCHAR[]))"
)

_TOLD = (
    "SELECT event_id, e.day, e.day_end, digest FROM events e JOIN articles a "
    "ON e.article_id = a.article_id AND e.month = a.month"
)

_STALE = (
    f"SELECT DISTINCT heap FROM happenings WHERE ? OR linker <> ? "
    f"UNION SELECT DISTINCT heap FROM ({_LINKED}) ANTI JOIN ({_TOLD}) USING (event_id, digest)"
)
"""Heaps with a record that is gone, or that was coded again."""

_SEEDS = f"SELECT event_id, day, day_end FROM ({_TOLD}) ANTI JOIN ({_LINKED}) USING (event_id, digest)"
"""Records that no happening holds as they are now, and all of those heaps."""

_MENTIONS = (
    "SELECT event_id, article_id, coalesce(published, ''), coalesce(language, ''), event_type, "
    "coalesce(event_mode, ''), modality, coalesce(date, ''), coalesce(date_precision, ''), "
    "actor_ids, actor_names, actor_codes, actor_sectors, "
    "recipient_ids, recipient_names, recipient_codes, recipient_sectors, "
    "coalesce(place, ''), geonames_id, lat, lon, coalesce(loc_country, ''), coalesce(admin1, ''), "
    "coalesce(loc_precision, ''), dead_best, injured_best, arrested_best, sentence, coalesce(title, ''), "
    "day, day_end, month FROM events WHERE (day IS NULL AND ?) OR EXISTS (SELECT 1 FROM "
    "(SELECT unnest(?::DATE[]) AS since, unnest(?::DATE[]) AS until) WHERE day <= until AND day_end >= since) "
    "ORDER BY 3, 2, 1"
)


def _heaps(now: Snapshot, seeds: Sequence[tuple[str, date | None, date | None]]) -> Heaps:
    """The groups of all heaps that a seed is in: looks further out until no heap reaches the border."""
    ids = {id for id, _, _ in seeds}
    undated = any(day is None for _, day, _ in seeds)
    days = {(day, end) for _, day, end in seeds if day and end}
    while True:
        spans = _merged((day - MARGIN, end + MARGIN) for day, end in days)
        looked = _merged((since - MARGIN, until + MARGIN) for since, until in spans)
        rows = now.execute(_MENTIONS, [undated, [s for s, _ in looked], [u for _, u in looked]])
        windows: list[tuple[date | None, date | None]] = []
        months: list[str] = []

        def read(rows: Any = rows, windows: Any = windows, months: Any = months) -> Iterator[Mention]:
            for row in itertools.chain.from_iterable(iter(lambda: rows.fetchmany(10_000), [])):
                windows.append((row[-3], row[-2]))
                months.append(row[-1])
                yield _mention(row)

        of = linking.columns(read())
        found = linking.groups(of, seeds=np.array([id in ids for id in of.ids], dtype=bool))
        reached = {windows[row] for group in found for row in group.rows}
        beyond = {
            (day, end)
            for day, end in reached
            if day and end and (end - day).days < linking.LONGEST and not _within(day, end, spans)
        }
        if not beyond:
            return Heaps(of, found, months)
        days |= beyond


def _merged(spans: Any) -> list[tuple[date, date]]:
    made: list[tuple[date, date]] = []
    for since, until in sorted(spans):
        if made and since <= made[-1][1] + timedelta(days=1):
            made[-1] = (made[-1][0], max(made[-1][1], until))
        else:
            made.append((since, until))
    return made


def _within(day: date, end: date, spans: Sequence[tuple[date, date]]) -> bool:
    return any(since <= day and end <= until for since, until in spans)


def _mention(row: Sequence[Any]) -> Mention:
    return Mention._make(
        (
            *row[:9],
            tuple(map(Side._make, zip(*row[9:13], strict=True))),
            tuple(map(Side._make, zip(*row[13:17], strict=True))),
            *row[17:24],
            (row[24], row[25], row[26]),
            row[27],
            row[28],
        )
    )


def _old(now: Snapshot, heaps: Heaps, stale: Sequence[str]) -> list[Old]:
    """The happenings that hold one of these records, or stand in a stale heap; oldest first."""
    ids = [heaps.of.ids[row] for group in heaps.groups for row in group.rows]
    rows = now.execute(
        "SELECT born, coalesce(first_published, ''), happening_id, aliases, event_ids, month FROM happenings "
        "WHERE heap IN (SELECT unnest(?::VARCHAR[])) OR happening_id IN (SELECT happening_id FROM "
        "(SELECT happening_id, unnest(event_ids) AS event_id FROM happenings) "
        "WHERE event_id IN (SELECT unnest(?::VARCHAR[])))",
        [stale, ids],
    ).fetchall()
    return sorted(Old(b, f, i, tuple(a), tuple(e), m) for b, f, i, a, e, m in rows)


def _names(
    old: Sequence[Old], groups: Sequence[Sequence[str]]
) -> list[tuple[str, tuple[str, ...], int | None]]:
    """For each group its id, its aliases and its age: the oldest id of those that come together in it.

    An id goes where the first record of its happening went, else where most of its records did.
    """
    group_of = {event: i for i, events in enumerate(groups) for event in events}
    taken: dict[int, list[Old]] = {}
    for one in old:
        homes = [group_of[event] for event in one.events if event in group_of]
        if homes:
            home = (
                homes[0] if one.events[0] in group_of else max(set(homes), key=lambda h: (homes.count(h), -h))
            )
            taken.setdefault(home, []).append(one)
    fresh = {i: content_hash("happening", events[0]) for i, events in enumerate(groups) if i not in taken}
    back = set(fresh.values())  # what was merged once and is told apart again
    made: list[tuple[str, tuple[str, ...], int | None]] = []
    for i in range(len(groups)):
        if i in fresh:
            made.append((fresh[i], (), None))
        else:
            eldest, *others = taken[i]
            aliases = [*eldest.aliases, *(a for one in others for a in (one.id, *one.aliases))]
            made.append((eldest.id, tuple(a for a in dict.fromkeys(aliases) if a not in back), eldest.born))
    return made


def _rows(
    now: Snapshot,
    heaps: Heaps,
    some: Sequence[tuple[Group, tuple[str, tuple[str, ...], int | None]]],
) -> Iterator[Row]:
    rows = [row for group, _ in some for row in group.rows]
    months = sorted({heaps.months[row] for row in rows})
    events, digests = _records(now, [heaps.of.ids[row] for row in rows], months)
    several = {
        events[id].article_id
        for group, _ in some
        if len({events[id].article_id for id in heaps.ids(group)}) > 1
        for id in heaps.ids(group)
    }
    articles = _articles(now, sorted(several), months)
    for group, (name, aliases, born) in some:
        ids = heaps.ids(group)
        made = linking.fuse([events[id] for id in ids], articles)
        yield happening_row(
            replace(made, id=name, aliases=aliases),
            heap=content_hash("heap", heaps.of.ids[group.heap]),
            made_of=[digests[id] for id in ids],
            born=now.version if born is None else born,
        )


def _records(
    now: Snapshot, ids: Sequence[str], months: Sequence[str]
) -> tuple[dict[str, Event], dict[str, str]]:
    rows = now.execute(
        "SELECT event_id, e.record, digest FROM events e JOIN articles a ON e.article_id = a.article_id "
        "WHERE e.month IN (SELECT unnest(?::VARCHAR[])) AND a.month IN (SELECT unnest(?::VARCHAR[])) "
        "AND event_id IN (SELECT unnest(?::VARCHAR[]))",
        [months, months, ids],
    )
    events: dict[str, Event] = {}
    digests: dict[str, str] = {}
    for id, record, digest in itertools.chain.from_iterable(iter(lambda: rows.fetchmany(1000), [])):
        events[id], digests[id] = event_from_record(record), digest
    return events, digests


def _articles(now: Snapshot, ids: Sequence[str], months: Sequence[str]) -> dict[str, Article]:
    if not ids:
        return {}
    rows = now.execute(
        f"SELECT {', '.join(ARTICLE)} FROM articles WHERE month IN (SELECT unnest(?::VARCHAR[])) "
        "AND article_id IN (SELECT unnest(?::VARCHAR[]))",
        [months, ids],
    ).fetchall()
    made = [article_from_row(dict(zip(ARTICLE, row, strict=True))) for row in rows]
    return {article.id: article for article in made}

"""`Store`: the face of a folder of Delta tables."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Unpack

from dragoman import dossiers
from dragoman.errors import ConfigError, StoreError
from dragoman.happening import Happening, happening_from_dict
from dragoman.records import Article, Claim, Coded, Event, claim_from_dict
from dragoman.review import Review, Verdict
from dragoman.store import adding, exporting, relink, reviewing
from dragoman.store import commit as writing
from dragoman.store.columns import BESIDE, COLUMNS
from dragoman.store.commit import Change, Plan
from dragoman.store.duck import connect
from dragoman.store.export import Target
from dragoman.store.exporting import stream
from dragoman.store.folder import open_folder
from dragoman.store.gather import gather
from dragoman.store.masking import Masker
from dragoman.store.query import Filters, When, days, order_by, where
from dragoman.store.relink import Linked
from dragoman.store.rows import (
    ARTICLE,
    BASE_CODER,
    article_from_row,
    event_from_record,
    month_of,
    versions_in,
)
from dragoman.store.snapshot import Snapshot, Tables

BATCH = 100
"""Articles a commit: one costs some 40 ms before the first article."""

PERIODS = ("day", "week", "month", "quarter", "year")


class Store:
    """A folder that keeps coded articles, their events and their claims, and answers questions about them.

    Any number of processes may read while others write. Opening does not write, save that `create` makes a
    missing or empty folder a store. Raises StoreError where the folder is something else or was made by a
    newer dragoman.
    """

    def __init__(self, path: str | Path, create: bool = True) -> None:
        if "://" in str(path):
            raise StoreError(
                f"{path} is an address, and a store lies in a folder; copy it here, or mount it as one."
            )
        self.path = Path(path).resolve()
        open_folder(self.path, create=create)
        self._connection = connect()
        self._read = Tables(self.path)
        self._written = Tables(self.path)
        self._guard = threading.Lock()
        self._newest: Snapshot | None = None

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    # Writing

    def add(self, coded: Coded | Iterable[Coded], *, coder: Mapping[str, str] | None = None) -> int:
        """Store one coded article or several in one commit; gives how many were new or changed.

        An article that is there already is replaced with its events and claims, whatever month it stood in;
        one that is there with the same content is passed over. `coder` names the versions of what coded them
        (default: taken from their records).
        """
        batch = [coded] if isinstance(coded, Coded) else list(coded)
        latest = {c.article.id: c for c in batch}
        for id, c in latest.items():
            if ({e.article_id for e in c.events} | {k.article_id for k in c.claims}) - {id}:
                raise ConfigError(
                    f"The records of article {id} name another article; code it with the id that it has."
                )
        count = 0

        def plan(now: Snapshot) -> Mapping[str, Change]:
            nonlocal count
            made = adding.changes(now, latest, coder)
            count = len(made["articles"].rows)
            return made

        if latest:
            self.change(plan)
        return count

    def change(self, plan: Plan) -> None:
        """Commit what `plan` says, given the newest state under the store's lock: how other tables are written."""
        snapshot = writing.commit(self._written, self._connection, plan)
        with self._guard:
            self._newest = snapshot

    def add_all(
        self, coded: Iterable[Coded], *, batch: int = BATCH, coder: Mapping[str, str] | None = None
    ) -> Iterator[Coded]:
        """Store a stream, `batch` articles a commit or those of ten seconds, and hand each on once it is stored.

        Where the stream breaks off, by a fault or by Ctrl-C, what it had given is stored before the fault goes on.
        """
        for held in adding.batches(coded, batch):
            self.add(held, coder=coder)
            yield from held

    def review(
        self,
        event_id: str,
        *,
        by: str,
        verdict: Verdict | None = None,
        changes: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> tuple[Review, ...]:
        """Say of an event that it is right ("confirm"), wrong ("reject"), or what fields should be (`changes`).

        Values are texts as `review.FIELDS` says. "reopen" takes back what was said before. All views show it at once, and after the article was coded again. InputError for an id that is not there.
        """
        said = reviewing.Said()
        self.change(reviewing.plan(said, event_id, by, verdict, changes or {}, note))
        return said.reviews

    def compact(self) -> None:
        """Join small files, remove those replaced over a day ago; comes by itself every 200 commits."""
        writing.compact(self._written, self._connection)

    def link(self, *, again: bool = False) -> Linked:
        """Bring the happenings up to what the store holds: only what is new or changed is linked, unless `again`.

        Ids stay. Readers see the happenings as they were until each commit; writers wait for no linking.
        """
        return relink.link(self.snapshot, self.change, again=again)

    # Reading

    def snapshot(self) -> Snapshot:
        """The newest whole state: views `articles`, `events`, `claims` for SQL of your own."""
        with self._guard:
            articles = self._read.newest("articles")
            if self._newest is None or self._newest.version != (articles.version() if articles else -1):
                self._newest = Snapshot(self._read, self._connection)
            return self._newest

    def events(
        self,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "date",
        raw: bool = False,
        **filters: Unpack[Filters],
    ) -> list[Event]:
        """The events that pass the filters (see `Filters`), by date or another of `query.ORDERS`.

        As analysts reviewed them; `raw`: as the coder wrote them.
        """
        return list(self.iter_events(limit=limit, offset=offset, order=order, raw=raw, **filters))

    def iter_events(
        self,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "date",
        raw: bool = False,
        **filters: Unpack[Filters],
    ) -> Iterator[Event]:
        """The same one by one, from one state of the store; however many, they take under a gigabyte."""
        source = reviewing.RAW if raw else "events"
        for (record,) in self._rows("events", "record", limit, offset, order, filters, source=source):
            yield event_from_record(record)

    def event(self, id: str, *, day: When | None = None) -> Event | None:
        """The event of that id; its `day`, where known, saves looking through the other months."""
        condition, parameters = where("events", {"since": day, "until": day} if day else {})
        for (record,) in self._fetch(
            f"SELECT record FROM events WHERE event_id = ? AND {condition}", [id, *parameters]
        ):
            return event_from_record(record)
        return None

    def claims(
        self, *, limit: int | None = None, offset: int = 0, order: str = "date", **filters: Unpack[Filters]
    ) -> list[Claim]:
        """The claims that pass the filters."""
        rows = self._rows("claims", "record", limit, offset, order, filters)
        return [claim_from_dict(json.loads(record)) for (record,) in rows]

    def happenings(
        self, *, limit: int | None = None, offset: int = 0, order: str = "date", **filters: Unpack[Filters]
    ) -> list[Happening]:
        """The happenings that pass the filters, as `link` last made them; `event="…"` finds that of a record."""
        rows = self._rows("happenings", "record", limit, offset, order, filters)
        return [happening_from_dict(json.loads(record)) for (record,) in rows]

    def happening(self, id: str) -> Happening | None:
        """The happening of that id, or that it has become part of."""
        sql = "SELECT record FROM happenings WHERE happening_id = ? OR list_contains(aliases, ?)"
        for (record,) in self._fetch(sql, [id, id]):
            return happening_from_dict(json.loads(record))
        return None

    def articles(
        self, *, limit: int | None = None, offset: int = 0, order: str = "date", **filters: Unpack[Filters]
    ) -> Iterator[Article]:
        """The articles that pass the filters, one by one."""
        for row in self._rows("articles", ", ".join(ARTICLE), limit, offset, order, filters):
            yield article_from_row(dict(zip(ARTICLE, row, strict=True)))

    def article(self, id: str) -> Article | None:
        """The article of that id."""
        return next(self.articles(article=id), None)

    def reviews(self, *, article: str | None = None, by: str | None = None) -> list[Review]:
        """What analysts said of the records, of one article or by one of them, oldest first."""
        return reviewing.listed(self.snapshot(), article, by)

    def review_gold(self) -> tuple[list[dict[str, Any]], int]:
        """The reviewed sentences as rows for `dragoman evaluate`, and how many reviews are in none of them.

        A sentence with a record that nobody has judged is left out.
        """
        return reviewing.gold(self.snapshot())

    def dossier(
        self,
        a: str,
        b: str,
        *,
        since: When | None = None,
        until: When | None = None,
        last_visit: When | None = None,
        mask_private: bool = False,
    ) -> dossiers.Dossier:
        """How two sides stand with each other: country codes ("MLI": its state) or actor_ids ("jnim").

        `since`, `until` as in `Filters`. `last_visit`: what was published after that day is marked as new.
        `mask_private`: named persons without office or organisation come as their role.
        """
        first = days(since)[0].isoformat() if since else None
        last = days(until)[1].isoformat() if until else None
        seen = days(last_visit)[1].isoformat() if last_visit else None
        window = Filters()
        if first:
            window["since"] = first
        if last:
            window["until"] = last
        made = gather(self.snapshot(), a, b, window, mask_private=mask_private)
        return dossiers.build(a, b, made, since=first, until=last, last_visit=seen)

    def known(self, article: Article, coder: Mapping[str, str] | None = None) -> bool:
        """Whether this text under this id is stored as coded by these versions: a resumed run may skip it."""
        return not list(self.unknown([article], coder))

    def unknown(
        self, articles: Iterable[Article], coder: Mapping[str, str] | None = None, *, batch: int = 256
    ) -> Iterator[Article]:
        """Of a stream of articles those that are not `known`, in their order."""
        asked = set((BASE_CODER if coder is None else versions_in(coder)).items())
        stream = iter(articles)
        while held := list(itertools.islice(stream, batch)):
            rows = self._fetch(
                "SELECT article_id, text_hash, month, coder FROM articles "
                "WHERE month IN (SELECT unnest(?::VARCHAR[])) "
                "AND article_id IN (SELECT unnest(?::VARCHAR[]))",
                [sorted({month_of(a) for a in held}), [a.id for a in held]],
            )
            there = {(i, h, m) for i, h, m, by in rows if asked <= set(json.loads(by).items())}
            yield from (a for a in held if (a.id, a.text_hash, month_of(a)) not in there)

    def counts(self) -> dict[str, int]:
        """How many articles, events and claims there are."""
        names = [name for name in COLUMNS if name not in BESIDE]
        sql = ", ".join(f"(SELECT count(*) FROM {name})" for name in names)
        return dict(zip(names, self._fetch(f"SELECT {sql}")[0], strict=True))

    def count(self, table: str = "events", **filters: Unpack[Filters]) -> int:
        """How many rows of a table pass the filters."""
        condition, parameters = where(table, filters)
        return int(self._fetch(f"SELECT count(*) FROM {table} WHERE {condition}", parameters)[0][0])

    def facets(
        self, *columns: str, table: str = "events", limit: int | None = None, **filters: Unpack[Filters]
    ) -> dict[str, list[tuple[str | None, int]]]:
        """For each column its values, as text, with how many rows have each, most first.

        Of a list column its members are counted, one that a row lists twice once. One pass over the rows serves all
        columns.
        """
        kinds = {c.name: c.type for c in COLUMNS[table]}
        if unknown := [c for c in columns if c not in kinds]:
            raise ConfigError(f"{table} have no column {unknown[0]!r}; take some of {', '.join(kinds)}.")
        if not columns:
            return {}
        condition, parameters = where(table, filters)
        counted = " UNION ALL ".join(
            f"(SELECT '{c}' AS name, value::VARCHAR AS value, count(*) AS n FROM "
            f"(SELECT {f'unnest(list_distinct({c}))' if kinds[c].endswith('[]') else c} AS value FROM chosen) "
            "GROUP BY value ORDER BY n DESC, value LIMIT ?)"
            for c in columns
        )
        rows = self._fetch(
            f"WITH chosen AS MATERIALIZED (SELECT {', '.join(columns)} FROM {table} WHERE {condition}) "
            f"SELECT * FROM ({counted}) ORDER BY name, n DESC, value",
            [*parameters, *[limit] * len(columns)],
        )
        found: dict[str, list[tuple[str | None, int]]] = {c: [] for c in columns}
        for name, value, n in rows:
            found[name].append((value, int(n)))
        return found

    def series(self, by: str = "month", **filters: Unpack[Filters]) -> list[tuple[date, int, float]]:
        """Events by day, week, month, quarter or year: first day of each, how many, and their mean score.

        Events without any date are left out; periods without events are, too.
        """
        if by not in PERIODS:
            raise ConfigError(f"There is no series by {by!r}; take one of {', '.join(PERIODS)}.")
        condition, parameters = where("events", filters)
        sql = (
            "SELECT date_trunc(?, day)::DATE AS period, count(*), avg(score) FROM events "
            f"WHERE day IS NOT NULL AND {condition} GROUP BY period ORDER BY period"
        )
        return [(day, int(n), float(mean)) for day, n, mean in self._fetch(sql, [by, *parameters])]

    def versions(self) -> list[tuple[dict[str, str], int]]:
        """The versions of what coded the articles, and how many articles by each: one if all are alike."""
        sql = "SELECT coder, count(*) AS n FROM articles GROUP BY coder ORDER BY n DESC, coder"
        return [(json.loads(coder), int(n)) for coder, n in self._fetch(sql)]

    def history(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The commits of the store, newest first: version, timestamp (ms), operation, table versions."""
        articles = Tables(self.path).newest("articles")
        return list(articles.history(limit)) if articles else []

    def masker(self) -> Masker:
        """What masks the names of private persons in records of this store, for pages and files of your own."""
        return Masker(self.snapshot())

    def export(
        self,
        target: Target,
        format: str | None = None,
        *,
        plover: bool = False,
        mask_private: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Write the events that pass the filters to a file (see `Export`), by date; gives how many.

        A DuckDB file also gets the articles that tell them, and the claims of these articles. `mask_private`: named
        persons without office or organisation come as their role.
        """
        return exporting.write(
            self.snapshot(), target, format, filters, plover=plover, mask_private=mask_private
        )

    def _rows(
        self,
        table: str,
        columns: str,
        limit: int | None,
        offset: int,
        order: str,
        filters: Filters,
        source: str = "",
    ) -> Iterator[tuple[Any, ...]]:
        condition, parameters = where(table, filters)
        sql = (
            f"SELECT {columns} FROM {source or table} WHERE {condition} "
            f"ORDER BY {order_by(table, order)} LIMIT ? OFFSET ?"
        )
        return stream(self.snapshot().execute(sql, [*parameters, limit, offset]))

    def _fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.snapshot().execute(sql, parameters).fetchall()

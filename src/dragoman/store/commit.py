"""The one function that commits: events and claims first, then articles, naming the versions of the others.

Readers open what the newest commit of `articles` names, so a killed writer leaves whole articles only. The
next writer finds the tables that ran ahead and takes them back before it writes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from dragoman.store.columns import COLUMNS, PARTITION
from dragoman.store.duck import ROWS, Row, as_parameters, quoted
from dragoman.store.folder import lock, unreachable
from dragoman.store.snapshot import SET_KEY, Snapshot, Tables, named_versions

COMPACT_EVERY = 200
"""Commits between two compactions: 1,000 small files make a commit take 127 ms instead of 17."""

RETENTION_HOURS = 24
"""How long replaced files stay: longer than any reader keeps its snapshot."""

LOCK_SECONDS = 600.0
"""How long a writer waits for another's commit: a compaction of a large store takes minutes."""

RETRIES = 5

WRITER = WriterProperties(compression="ZSTD", compression_level=3)


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit does to one table: the rows it adds, and those with one of `replaced` as `key`, which go.

    `months` are the partitions to look in; they cover the months of `rows`. Nothing `replaced`: a plain append.
    """

    rows: Sequence[Row]
    months: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    key: str = "article_id"

    @property
    def predicate(self) -> str | None:
        """The rows that go, in delta-rs's SQL."""
        if not self.replaced:
            return None
        return f"{PARTITION} IN ({_listed(self.months)}) AND {self.key} IN ({_listed(self.replaced)})"


Plan = Callable[[Snapshot], Mapping[str, Change]]
"""Sees the newest state, under the lock, and says what changes in which table."""


def commit(tables: Tables, connection: duckdb.DuckDBPyConnection, plan: Plan) -> Snapshot:
    """Hold the lock, let `plan` see the newest state and say what changes, write it; gives the new state.

    Raises StoreError where the disk, the rights or the lock forbid it; the store then stands as before.
    """
    with _writing(tables.root):
        for attempt in range(RETRIES):
            try:
                return _commit(tables, connection, plan)
            except CommitFailedError:
                # Only a foreign tool can get in between, as ours hold the lock.
                if attempt == RETRIES - 1:
                    raise
                time.sleep(0.05 * 2**attempt)
    raise AssertionError("unreachable")


def compact(tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
    """Join the small files of each month and remove those that no reader can still hold."""
    with _writing(tables.root):
        _compact(tables, connection, _recover(tables, connection))


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    try:
        with lock(root, timeout=LOCK_SECONDS):
            yield
    except (OSError, DeltaError) as fault:
        raise unreachable(root, fault) from fault


def _commit(tables: Tables, connection: duckdb.DuckDBPyConnection, plan: Plan) -> Snapshot:
    before = _recover(tables, connection)
    changes = {name: change for name, change in plan(before).items() if change.rows or change.replaced}
    if not changes:
        return before
    versions = dict(before.versions)
    for name in [n for n in changes if n != "articles"]:
        versions[name] = _write(tables, connection, name, changes[name], None)
    _write(tables, connection, "articles", changes.get("articles", Change([])), _naming(versions))
    after = Snapshot(tables, connection)
    if after.version // COMPACT_EVERY != before.version // COMPACT_EVERY:
        return _compact(tables, connection, after)
    return after


def _recover(tables: Tables, connection: duckdb.DuckDBPyConnection) -> Snapshot:
    """Create what is missing, take back what ran ahead of the articles, and give the state that holds."""
    named = named_versions(tables.root, tables.newest("articles"))
    missing = [name for name in COLUMNS if name != "articles" and name not in named]
    for name in missing:
        if tables.newest(name) is None:
            _write(tables, connection, name, Change([]), None)
    if missing:
        _write(tables, connection, "articles", Change([]), _naming({**dict.fromkeys(missing, 0), **named}))
    snapshot = Snapshot(tables, connection)
    for name, version in snapshot.versions.items():
        table = tables.newest(name)
        if table is not None and table.version() != version:
            table.restore(version)
    return snapshot


def _write(
    tables: Tables,
    connection: duckdb.DuckDBPyConnection,
    name: str,
    change: Change,
    properties: CommitProperties | None,
) -> int:
    rows = connection.cursor().sql(ROWS, params=as_parameters(change.rows, COLUMNS[name]))
    shared: dict[str, Any] = {
        "partition_by": [PARTITION],
        "schema_mode": "merge",
        "writer_properties": WRITER,
        "commit_properties": properties,
    }
    table = tables.newest(name) or tables.root / name
    if change.predicate:
        # An overwrite with a predicate deletes and appends in one commit.
        write_deltalake(table, rows, mode="overwrite", predicate=change.predicate, **shared)
    else:
        write_deltalake(table, rows, mode="append", **shared)
    written = tables.newest(name)
    return written.version() if written else 0


def _compact(tables: Tables, connection: duckdb.DuckDBPyConnection, before: Snapshot) -> Snapshot:
    versions = dict(before.versions)
    for name in versions:
        versions[name] = _shrink(tables.newest(name), None)
    version = _shrink(tables.newest("articles"), _naming(versions))
    if version == before.version and versions != before.versions:
        _write(tables, connection, "articles", Change([]), _naming(versions))
    return Snapshot(tables, connection)


def _shrink(table: DeltaTable | None, properties: CommitProperties | None) -> int:
    if table is None:
        return 0
    table.optimize.compact(writer_properties=WRITER, commit_properties=properties)
    aged: dict[str, Any] = {
        "retention_hours": RETENTION_HOURS,
        "enforce_retention_duration": False,
        "full": True,  # also what a killed writer left without a commit
    }
    if table.vacuum(dry_run=True, **aged):
        table.vacuum(dry_run=False, commit_properties=properties, **aged)
    table.update_incremental()
    return table.version()


def _naming(versions: Mapping[str, int]) -> CommitProperties:
    return CommitProperties(custom_metadata={SET_KEY: json.dumps(dict(sorted(versions.items())))})


def _listed(values: Iterable[str]) -> str:
    return ", ".join(quoted(value) for value in sorted(values))

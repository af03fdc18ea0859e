"""The one function that commits: events and claims first, then the articles with the version numbers of the others.

Readers open what the newest commit of `articles` names, so a writer killed at any moment leaves whole articles only.
The next writer finds the tables that ran ahead and takes them back before it writes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from dragoman.store.columns import COLUMNS, PARTITION, Column
from dragoman.store.folder import lock, unreachable
from dragoman.store.rows import Row
from dragoman.store.snapshot import SET_KEY, Snapshot, connect, open_table

COMPACT_EVERY = 200
"""Commits between two compactions: 1,000 small files make a commit take 127 ms instead of 17."""

RETENTION_HOURS = 24
"""How long replaced files stay: longer than any reader keeps its snapshot."""

LOCK_SECONDS = 600.0
RETRIES = 5

WRITER = WriterProperties(compression="ZSTD", compression_level=3)


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit does to one table: the rows it adds and, of the articles named, those it takes away.

    `months` are the partitions to look in; they cover the months of `rows`. No `articles`: a plain append.
    """

    rows: Sequence[Row]
    months: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    @property
    def predicate(self) -> str | None:
        """The rows that go, in delta-rs's SQL."""
        if not self.articles:
            return None
        return f"{PARTITION} IN ({_listed(self.months)}) AND article_id IN ({_listed(self.articles)})"


def commit(
    root: Path, plan: Callable[[Snapshot], Mapping[str, Change]], *, timeout: float = LOCK_SECONDS
) -> Snapshot:
    """Hold the lock, let `plan` see the newest state and say what changes, write it; gives the new state.

    Raises StoreError where the disk, the rights or the lock forbid it; the store then stands as before.
    """
    try:
        with lock(root, timeout=timeout):
            for attempt in range(RETRIES):
                try:
                    return _commit(root, plan)
                except CommitFailedError:
                    # Only a foreign tool can get in between, as ours hold the lock.
                    if attempt == RETRIES - 1:
                        raise
                    time.sleep(0.05 * 2**attempt)
    except (OSError, DeltaError) as fault:
        raise unreachable(root, fault) from fault
    raise AssertionError("unreachable")


def compact(root: Path, *, timeout: float = LOCK_SECONDS) -> None:
    """Join small files of each month and remove those that no reader can still hold."""
    try:
        with lock(root, timeout=timeout):
            _recover(root)
            _compact(root)
    except (OSError, DeltaError) as fault:
        raise unreachable(root, fault) from fault


def _commit(root: Path, plan: Callable[[Snapshot], Mapping[str, Change]]) -> Snapshot:
    before = _recover(root)
    changes = {name: change for name, change in plan(before).items() if change.rows or change.articles}
    if not changes:
        return before
    versions = dict(before.versions)
    for name in [n for n in changes if n != "articles"]:
        versions[name] = _write(root, name, changes[name], None)
    version = _write(root, "articles", changes.get("articles", Change([])), _naming(versions))
    if version // COMPACT_EVERY != before.version // COMPACT_EVERY:
        _compact(root)
    return Snapshot(root, open_table(root, "articles"))


def _recover(root: Path) -> Snapshot:
    """Create what is missing, take back what ran ahead of the articles, and give the state that holds."""
    for name in [n for n in COLUMNS if n != "articles"] + ["articles"]:
        if open_table(root, name) is None:
            metadata = _naming({n: 0 for n in COLUMNS if n != "articles"}) if name == "articles" else None
            _write(root, name, Change([]), metadata)
    snapshot = Snapshot(root, open_table(root, "articles"))
    for name, version in snapshot.versions.items():
        table = open_table(root, name)
        if table is not None and table.version() != version:
            table.restore(version)
    return snapshot


def _write(root: Path, name: str, change: Change, properties: CommitProperties | None) -> int:
    folder = str(root / name)
    rows = connect().sql(
        "SELECT unnest(from_json($rows, $columns), max_depth := 2)",
        params={"rows": json.dumps(list(change.rows)), "columns": _structure(COLUMNS[name])},
    )
    write_deltalake(
        folder,
        rows,
        partition_by=[PARTITION],
        # An append knows no predicate; an overwrite with one is delete and append in a single commit.
        mode="overwrite" if change.predicate else "append",  # type: ignore[arg-type]
        predicate=change.predicate,
        schema_mode="merge",
        writer_properties=WRITER,
        commit_properties=properties,
    )
    return DeltaTable(folder).version()


def _compact(root: Path) -> None:
    snapshot = Snapshot(root, open_table(root, "articles"))
    versions = dict(snapshot.versions)
    for name in versions:
        table = DeltaTable(root / name)
        _shrink(table, None)
        versions[name] = table.version()
    articles = DeltaTable(root / "articles")
    _shrink(articles, _naming(versions))
    if articles.version() == snapshot.version and versions != snapshot.versions:
        _write(root, "articles", Change([]), _naming(versions))


def _shrink(table: DeltaTable, properties: CommitProperties | None) -> None:
    table.optimize.compact(writer_properties=WRITER, commit_properties=properties)
    aged = {"retention_hours": RETENTION_HOURS, "enforce_retention_duration": False, "full": True}
    if table.vacuum(dry_run=True, **aged):  # type: ignore[arg-type]
        table.vacuum(dry_run=False, commit_properties=properties, **aged)  # type: ignore[arg-type]


def _naming(versions: Mapping[str, int]) -> CommitProperties:
    return CommitProperties(custom_metadata={SET_KEY: json.dumps(dict(sorted(versions.items())))})


def _structure(columns: Iterable[Column]) -> str:
    return json.dumps([{c.name: c.type for c in columns}])


def _listed(values: Iterable[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values))

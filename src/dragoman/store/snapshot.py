"""The one function that reads: the tables at the versions which the newest commit of `articles` names.

A snapshot is a fixed list of files: a reader never waits for a writer and never sees half a commit.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from dragoman.errors import StoreError
from dragoman.store.columns import COLUMNS
from dragoman.store.duck import one_file

SET_KEY = "dragoman.tables"
"""The key in a commit of `articles` under which the versions of the other tables stand."""


class Tables:
    """The Delta tables of a store as one process last saw them.

    Opening a table anew reads its log (4 ms and more), catching up under 1 ms. Not for two threads.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: dict[str, DeltaTable] = {}

    def newest(self, name: str) -> DeltaTable | None:
        """The table at its newest version, or None where it was never written."""
        # A log that is being checkpointed can be unreadable for an instant; a second look settles it.
        for last in (False, False, True):
            try:
                if name in self._opened:
                    self._opened[name].update_incremental()
                else:
                    self._opened[name] = DeltaTable(self.root / name)
                return self._opened[name]
            except TableNotFoundError:
                return None
            except (DeltaError, OSError) as fault:
                self._opened.pop(name, None)
                if last:
                    raise damaged(self.root, name, fault) from fault
                time.sleep(0.05)
        return None

    def at(self, name: str, version: int) -> DeltaTable:
        """The table as it was at `version`, which a commit of `articles` names."""
        table = self.newest(name)
        if table is None:
            raise damaged(self.root, name, FileNotFoundError("the folder is empty or gone"))
        if table.version() == version:
            return table
        try:
            return DeltaTable(self.root / name, version=version)
        except (DeltaError, OSError) as fault:
            raise damaged(self.root, name, fault) from fault


def named_versions(root: Path, articles: DeltaTable | None) -> dict[str, int]:
    """The versions of the other tables that the newest commit of `articles` names: what a reader opens."""
    if articles is None:
        return {}
    # The newest commit is ours unless another Delta tool touched the table; only then is all history read.
    for limit in (1, None):
        for commit in articles.history(limit):
            if SET_KEY in commit and commit.get("version", 0) <= articles.version():
                return {k: int(v) for k, v in json.loads(commit[SET_KEY]).items()}
    raise damaged(root, "articles", ValueError("no commit names the versions of the other tables"))


def damaged(root: Path, name: str, fault: Exception) -> StoreError:
    """The sentence for a table whose log or files cannot be read."""
    why = " ".join(str(fault).split())[:200]
    return StoreError(
        f"The table {name} of the store in {root} cannot be read ({why}); "
        f"restore the folder {name} from a copy, or code the articles into a new store."
    )


class Snapshot:
    """One state of the whole store, as SQL views: `articles`, `events`, `claims` and what else it names.

    Safe to use from several threads: each query has its own cursor.
    """

    _schemas = itertools.count()

    def __init__(self, tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
        articles = tables.newest("articles")
        self.root = tables.root
        self.version = articles.version() if articles else -1
        self.versions = named_versions(self.root, articles)
        opened = {"articles": articles} | {n: tables.at(n, v) for n, v in self.versions.items()}
        self._files = {name: _files(table) for name, table in opened.items()}
        self._stored = {name: _columns(table) for name, table in opened.items()}
        self._connection = connection
        self._schema = f"state_{next(self._schemas)}"
        connection.cursor().execute(f"CREATE SCHEMA {self._schema}")
        self._made: set[str] = set()
        self._making = threading.Lock()
        weakref.finalize(self, _drop, connection, self._schema)

    def files(self, name: str) -> list[str]:
        """The data files of a table, as paths."""
        return self._files.get(name, [])

    def execute(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> duckdb.DuckDBPyConnection:
        """Run a query over the views; values always go in as parameters, never into `sql`.

        Raises StoreError where a file of the snapshot is gone.
        """
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"USE {self._schema}")
            with self._making:
                for name in {**COLUMNS, **self._files}:
                    # A view over many files costs a look into each, so only what the query names is made.
                    if name not in self._made and re.search(rf"\b{name}\b", sql):
                        cursor.execute(f"CREATE VIEW {name} AS {self._select(name)}")
                        self._made.add(name)
            return cursor.execute(sql, parameters)
        except (duckdb.IOException, duckdb.InvalidInputException) as fault:
            raise damaged(self.root, "articles, events or claims", fault) from fault

    def _select(self, name: str) -> str:
        known = COLUMNS.get(name, ())
        files = self.files(name)
        if not files:
            nulls = ", ".join(f'NULL::{c.type} AS "{c.name}"' for c in known) or "NULL AS nothing"
            return f"SELECT {nulls} WHERE false"
        stored = self._stored[name]
        # A column that a later dragoman added is absent from an older store's files: it reads as null.
        added = [f'NULL::{c.type} AS "{c.name}"' for c in known if c.name not in stored]
        columns = ", ".join([f'"{n}"' for n in stored] + added)
        listed = ", ".join(one_file(path) for path in files)
        return (
            f"SELECT {columns} FROM read_parquet([{listed}], "
            "union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
        )


def _files(table: DeltaTable | None) -> list[str]:
    # delta-rs percent-encodes: "Données Sahel" would not be found as it comes.
    return [unquote(uri.removeprefix("file://")) for uri in table.file_uris()] if table else []


def _columns(table: DeltaTable | None) -> list[str]:
    return [f.name for f in table.schema().fields] if table else []


def _drop(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    with suppress(duckdb.Error):  # the connection may have gone first
        connection.cursor().execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")

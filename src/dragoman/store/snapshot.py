"""The one function that reads: the tables at the versions which the newest commit of `articles` names.

A snapshot is a fixed list of files, so that a reader never waits for a writer and never sees half a commit.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from dragoman.errors import StoreError
from dragoman.store.columns import COLUMNS, Column

SET_KEY = "dragoman.tables"
"""The key in a commit of `articles` under which the versions of the other tables stand."""


def open_table(root: Path, name: str, version: int | None = None) -> DeltaTable | None:
    """A table of the store at a version (None: the newest), or None where it was never written."""
    # A log that is being checkpointed can be unreadable for an instant; a second look settles it.
    for last in (False, False, True):
        try:
            return DeltaTable(root / name, version=version)
        except TableNotFoundError:
            return None
        except (DeltaError, OSError) as fault:
            if last:
                raise damaged(root, name, fault) from fault
            time.sleep(0.05)
    return None


def named_versions(articles: DeltaTable | None) -> dict[str, int]:
    """The versions of the other tables that the newest commit of `articles` names."""
    if articles is None:
        return {}
    # The newest commit is ours unless another Delta tool touched the table; only then is the whole history read.
    for limit in (1, None):
        for commit in articles.history(limit):
            if SET_KEY in commit and commit.get("version", 0) <= articles.version():
                return {k: int(v) for k, v in json.loads(commit[SET_KEY]).items()}
    return {}


def damaged(root: Path, name: str, fault: Exception) -> StoreError:
    """The sentence for a table whose log or files cannot be read."""
    why = " ".join(str(fault).split())[:200]
    return StoreError(
        f"The table {name} of the store in {root} cannot be read ({why}); "
        f"restore the folder {name} from a copy, or code the articles into a new store."
    )


class Snapshot:
    """One state of the whole store: `articles`, `events`, `claims` and what other tables it names, as SQL views.

    Safe to use from several threads: each query has its own cursor.
    """

    def __init__(self, root: Path, articles: DeltaTable | None) -> None:
        self.root = root
        self.version = articles.version() if articles else -1
        self.versions = named_versions(articles)
        self._tables: dict[str, DeltaTable | None] = {"articles": articles}
        for name, version in self.versions.items():
            self._tables[name] = open_table(root, name, version)
        self._connection = connect()
        for name in {**COLUMNS, **self._tables}:
            self._connection.execute(f"CREATE VIEW {name} AS {self._select(name)}")

    def files(self, name: str) -> list[str]:
        """The data files of a table, as paths."""
        table = self._tables.get(name)
        # delta-rs percent-encodes: "Données Sahel" would not be found as it comes.
        return [unquote(uri.removeprefix("file://")) for uri in table.file_uris()] if table else []

    def execute(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> duckdb.DuckDBPyConnection:
        """Run a query over the views; values always go in as parameters, never into `sql`.

        Raises StoreError where a file of the snapshot is gone.
        """
        try:
            return self._connection.cursor().execute(sql, parameters)
        except (duckdb.IOException, duckdb.InvalidInputException) as fault:
            raise damaged(self.root, "articles, events or claims", fault) from fault

    def _select(self, name: str) -> str:
        known: Sequence[Column] = COLUMNS.get(name, ())
        table = self._tables.get(name)
        files = self.files(name)
        if table is None or not files:
            nulls = ", ".join(f'NULL::{c.type} AS "{c.name}"' for c in known) or "NULL AS nothing"
            return f"SELECT {nulls} WHERE false"
        stored = [f.name for f in table.schema().fields]
        # A column that a later dragoman added is absent from an older store's files: it reads as null.
        columns = [f'"{n}"' for n in stored] + [
            f'NULL::{c.type} AS "{c.name}"' for c in known if c.name not in stored
        ]
        listed = ", ".join(_literal(path) for path in files)
        return (
            f"SELECT {', '.join(columns)} FROM read_parquet([{listed}], union_by_name = true, "
            "hive_partitioning = true, hive_types_autocast = false)"
        )


def connect() -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that loads no extension and spills to the system's temporary folder, never into the store."""
    made = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": tempfile.gettempdir(),
        },
    )
    made.execute("SET parquet_metadata_cache = true")  # data files never change once they are written
    return made


def _literal(path: str) -> str:
    # A path is a pattern to DuckDB: a folder named "run [2]" must not match the folder "run 2".
    return "'" + re.sub(r"([*?\[])", r"[\1]", path).replace("'", "''") + "'"

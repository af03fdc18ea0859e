"""Exports: events as JSONL, CSV, Parquet or a DuckDB file, in constant memory, never half a file.

JSONL, CSV and Parquet give the same bytes for the same events. A DuckDB file gives the same content; its
bytes differ from run to run, as DuckDB keeps ids of its own in it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

import duckdb

from dragoman.errors import ConfigError, StoreError
from dragoman.records import Coded, Event
from dragoman.store.columns import EXPORTED, Column
from dragoman.store.duck import ROWS, Row, as_parameters, connect, quoted
from dragoman.store.plover import fold
from dragoman.store.rows import actor_rows, coded_by, dumps, event_row, evidence_rows, rows_of

FORMATS = ("jsonl", "csv", "parquet", "duckdb")

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters of text that a spreadsheet would run as a formula; an apostrophe goes in front."""

FLUSH = 2000
"""Rows held before they go to DuckDB: some ten megabytes of records."""

Target = Path | str | IO[str]


def format_of(target: Target, format: str | None = None) -> str:
    """The format asked for, else that of the file's ending; ConfigError where neither is one of `FORMATS`."""
    named = format or ("" if hasattr(target, "write") else Path(str(target)).suffix.lstrip(".").lower())
    if named not in FORMATS:
        raise ConfigError(
            f"{named!r} is no export format; name, or end the file name in, one of {', '.join(FORMATS)}."
        )
    return named


class Sink(Protocol):
    """Where records go; a format that has no place for claims and articles leaves them out."""

    def event(self, event: Event) -> None:
        """Write an event."""

    def rows(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of `claims` or `articles`."""

    def finish(self) -> None:
        """Write what is still held."""


class Export:
    """A file being exported to: it appears under its name when all went well, or not at all.

        with Export("events.csv") as out:
            for coded in coder.stream(articles):
                out.write(coded)

    `target` is a path, or a text stream for JSONL and CSV. `plover` folds planned acts as PLOVER files them.
    Raises StoreError where the file cannot be written.
    """

    def __init__(self, target: Target, format: str | None = None, *, plover: bool = False) -> None:
        self.format = format_of(target, format)
        self.count = 0
        self._fold: Callable[[Event], Event] = fold if plover else lambda event: event
        self._target = target
        self._sink: Sink
        self._database: Database | None = None
        self._opened: IO[str] | None = None
        self._beside: Path | None = None

    def __enter__(self) -> Self:
        try:
            self._begin()
        except BaseException:
            self._clear()  # without this a disk that is full from the start leaves an empty file behind
            raise
        return self

    def _begin(self) -> None:
        with self._faults():
            if hasattr(self._target, "write"):
                if self.format not in ("jsonl", "csv"):
                    raise ConfigError(
                        f"A stream cannot take {self.format}; name a file that ends in .{self.format}."
                    )
                self._sink = _TEXT[self.format](self._target)
                return
            path = Path(str(self._target))
            if path.is_dir():
                raise StoreError(f"{path} is a folder; name the file to write.")
            self._beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            if self.format in _TEXT:
                self._opened = self._beside.open("w", encoding="utf-8", newline="")
                self._sink = _TEXT[self.format](self._opened)
            else:
                self._sink = self._database = Database(self._beside, parquet=self.format == "parquet")

    def write(self, coded: Coded) -> None:
        """Write a coded article: its events, and in a DuckDB file its claims and itself."""
        for event in coded.events:
            self.event(event)
        if self.format == "duckdb":
            rows = rows_of(coded, coded_by(coded))
            self.rows("claims", rows["claims"])
            self.rows("articles", rows["articles"])

    def event(self, event: Event) -> None:
        """Write an event."""
        with self._faults():
            self._sink.event(self._fold(event))
        self.count += 1

    def rows(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of `claims` or `articles`, where the format has a place for them."""
        with self._faults():
            self._sink.rows(table, rows)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._faults():
                if fault is None:
                    self._sink.finish()
                if self._opened:
                    self._opened.close()
                if fault is None and self._beside:
                    self._beside.replace(Path(str(self._target)))
        finally:
            self._clear()

    def _clear(self) -> None:
        if self._beside:
            with suppress(OSError, ValueError):
                if self._opened:
                    self._opened.close()
            with suppress(duckdb.Error, OSError):
                if self._database:
                    self._database.close()
            for left in self._beside.parent.glob(self._beside.name.replace("[", "[[]") + "*"):
                with suppress(OSError):
                    left.unlink()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # the reader of a pipe went away: no fault of the export
        except (OSError, duckdb.Error) as fault:
            why = getattr(fault, "strerror", None) or " ".join(str(fault).split())[:200]
            raise StoreError(
                f"{getattr(self._target, 'name', self._target)} cannot be written ({why}) and is as it was; "
                "check free space and rights of its folder, then run the same command again."
            ) from fault


class JsonLines:
    """One event a line, under PLOVER's names, as `Event.to_dict()` gives it."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def event(self, event: Event) -> None:
        """Write an event."""
        self.stream.write(dumps(event.to_dict()) + "\n")

    def rows(self, table: str, rows: Iterable[Row]) -> None:
        """Leave claims and articles out."""

    def finish(self) -> None:
        """Hand all to the system, so that a full disk is met here."""
        self.stream.flush()


class Csv(JsonLines):
    """One event a row, flat; lists joined with ";", text that a spreadsheet would run made harmless."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self.columns = [c.name for c in EXPORTED["events"] if c.name != "record"]
        self.writer = csv.writer(stream, lineterminator="\n")
        self.writer.writerow(self.columns)

    def event(self, event: Event) -> None:
        """Write an event."""
        row = event_row(event)
        self.writer.writerow([cell(row[name]) for name in self.columns])


def export_events(
    events: Iterable[Event], target: Target, format: str | None = None, *, plover: bool = False
) -> int:
    """Write events to a file or text stream, by default in the format of its ending; gives how many."""
    with Export(target, format, plover=plover) as out:
        for event in events:
            out.event(event)
    return out.count


def cell(value: Any) -> str | int | float:
    """A value as a CSV cell: lists joined with ";" (a ";" within becomes ","), no text starts a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = ";".join(str(v).replace(";", ",") for v in value) if isinstance(value, list) else str(value)
    return "'" + text if text.startswith(FORMULA) else text


_TEXT: dict[str, Callable[[Any], Sink]] = {"jsonl": JsonLines, "csv": Csv}


class Database:
    """A DuckDB file with the tables of `EXPORTED`, or with `events` alone on the way to a Parquet file."""

    def __init__(self, path: Path, *, parquet: bool) -> None:
        self.path = path
        self.parquet = parquet
        self.file = path.with_name(path.name + ".duckdb") if parquet else path
        self.connection = connect(str(self.file))
        self.held: dict[str, list[Row]] = {}
        self.tables = {"events": EXPORTED["events"]} if parquet else EXPORTED
        # One thread: row groups then come out in one order, and the same events give the same bytes.
        self.connection.execute("SET threads = 1")
        for name, columns in self.tables.items():
            self.connection.execute(f"CREATE TABLE {name} ({_typed(columns)})")

    def event(self, event: Event) -> None:
        """Write an event, its sides and its evidence."""
        self.rows("events", [event_row(event)])
        self.rows("actors", actor_rows(event))
        self.rows("evidence", evidence_rows(event))

    def finish(self) -> None:
        """Insert what is held and close the file."""
        for name in self.tables:
            self._flush(name)
        if self.parquet:
            self.connection.execute(
                f"COPY events TO {quoted(str(self.path))} (FORMAT parquet, COMPRESSION zstd)"
            )
        else:
            self.connection.execute("CHECKPOINT")
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def rows(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table that the file has."""
        if table in self.tables:
            names = [c.name for c in self.tables[table]]
            self.held.setdefault(table, []).extend({n: row[n] for n in names} for row in rows)
            if len(self.held[table]) >= FLUSH:
                self._flush(table)

    def _flush(self, name: str) -> None:
        if rows := self.held.pop(name, []):
            self.connection.execute(f"INSERT INTO {name} {ROWS}", as_parameters(rows, self.tables[name]))


def _typed(columns: Sequence[Column]) -> str:
    return ", ".join(f'"{c.name}" {c.type}' for c in columns)

"""Parquet → Articles, streamed through DuckDB a few hundred rows at a time."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from dragoman.errors import InputError
from dragoman.reading.document import Document
from dragoman.reading.options import ReadOptions
from dragoman.reading.rows import article, columns
from dragoman.records import Article, Problem

BATCH = 256  # rows held at a time
MEMORY = "1GB"  # for DuckDB; a row group of long texts stays under it


def read(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """Each row is an article; only the columns that hold its fields are read."""
    path = Path(document.name)
    if path.is_file() and path.suffix != ".gz":
        yield from _rows(path, document, options)
        return
    # A Parquet file is read from its end, so what comes through a pipe, gzip or HTTP is laid down first.
    with tempfile.NamedTemporaryFile(suffix=".parquet") as laid:
        shutil.copyfileobj(document.stream, laid)
        laid.flush()
        yield from _rows(Path(laid.name), document, options)


def _rows(path: Path, document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    # read_parquet takes its argument for a glob.
    pattern = re.sub(r"([*?\[])", r"[\1]", str(path))
    with closing(duckdb.connect(config={"threads": 1, "memory_limit": MEMORY})) as connection:
        try:
            described = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", [pattern]).description
            names = [column[0] for column in described or ()]
            fields = columns(names, document, options)
            wanted = list(dict.fromkeys(fields.values()))
            listed = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
            rows = connection.execute(f"SELECT {listed} FROM read_parquet(?)", [pattern])
            number = 0
            while batch := rows.fetchmany(BATCH):
                for row in batch:
                    number += 1
                    where = f"{document.name}, row {number}"
                    yield from article(dict(zip(wanted, row, strict=True)), fields, where, document, options)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].partition(": ")[2] or str(error)
            raise InputError(
                f"{document.name} is no Parquet file that can be read ({reason[:160]}); write it anew."
            ) from None

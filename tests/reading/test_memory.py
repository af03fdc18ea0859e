"""Rows are streamed: a file many times larger than the peak is read to its end."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from dragoman.reading import read
from dragoman.records import Article

ROWS, ROW = 1500, "mot " * 2500  # 15 MB
PEAK = 4_000_000  # bytes: a few buffers and one row, however long the file


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "json", "csv"])
def test_constant_memory(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        path.write_text("title,text\n" + f"x,{ROW}\n" * ROWS)
    elif ending == "json":
        path.write_text(json.dumps([{"text": ROW}] * ROWS))
    else:
        data = (json.dumps({"text": ROW}) + "\n").encode() * ROWS
        path.write_bytes(gzip.compress(data, 1) if ending.endswith("gz") else data)
        del data
    next(read([path]))  # what is imported and cached on first use is not counted
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == ROWS
    assert peak < PEAK

"""The page on the store has a line for each column, with the words that stand beside it in the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.store import COLUMNS, EXPORTED
from dragoman.store.rows import actor_rows, evidence_rows, rows_of

PAGE = Path(__file__).parents[2] / "docs" / "store.md"


@pytest.mark.parametrize("table", [*COLUMNS, "actors", "evidence"])
def test_each_column_has_its_line(table):
    section = PAGE.read_text(encoding="utf-8").split(f"### `{table}`", 1)[1].split("\n### ", 1)[0]
    lines = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    columns = COLUMNS.get(table) or EXPORTED[table]
    assert [line[0] for line in lines] == [f"| `{c.name}`" for c in columns]
    for line, column in zip(lines, columns, strict=True):
        assert line[1] == column.type.lower()
        assert line[2].removesuffix(" |").removesuffix(" (not exported)") == column.says
        assert line[2].endswith("(not exported) |") == column.helper


def test_each_row_has_just_the_columns():
    import store_samples as made

    coded = made.coded(3)
    for table, rows in rows_of(coded, made.CODER).items():
        expected = [c.name for c in COLUMNS[table]]
        assert all(sorted(row) == sorted(expected) for row in rows)
    assert set(evidence_rows(coded.events[0])[0]) == {c.name for c in EXPORTED["evidence"]}
    assert set(actor_rows(coded.events[0])[0]) >= {c.name for c in EXPORTED["actors"]}

"""The gold of linking: whole, without a word of others, and answered as well as the page says."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.evaluation.texts import sentence_hash
from dragoman.linking.scores import pair_counts

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
ROWS = [
    json.loads(line)
    for line in (ROOT / "training/data/links-gold.jsonl").read_text(encoding="utf-8").splitlines()
]
ARTICLES = {
    row["id"]: row
    for line in (ROOT / "training/data/links-articles.jsonl").read_text(encoding="utf-8").splitlines()
    if (row := json.loads(line))
}
KEYS = set(
    "happening part source article language start end hash trigger event_type event_mode modality actor recipient place "
    "date dead injured arrested".split()
)


def quality() -> ModuleType:
    """The benchmark, as a module."""
    spec = importlib.util.spec_from_file_location(
        "linking_quality", ROOT / "benchmarks" / "linking_quality.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["linking_quality"] = module  # its dataclasses look for it there
    spec.loader.exec_module(module)
    return module


def test_rows_refer_and_do_not_quote() -> None:
    assert len(ROWS) > 300 and all(set(row) == KEYS for row in ROWS)
    for row in ROWS:
        assert row["start"] <= row["trigger"][0] < row["trigger"][1] <= row["end"]
        story = row["happening"].partition("/")[0]
        assert row["part"] == ("dev", "test")[hashlib.sha256(story.encode()).digest()[0] % 2]


def test_our_own_articles_are_as_they_were_annotated() -> None:
    own = [row for row in ROWS if row["source"] == "own"]
    assert len(own) > 70 and {row["article"] for row in own} == set(ARTICLES)
    for row in own:
        assert sentence_hash(ARTICLES[row["article"]]["text"][row["start"] : row["end"]]) == row["hash"]


def test_enough_is_told_twice_and_in_two_languages() -> None:
    told: dict[str, list[dict]] = {}
    for row in ROWS:
        told.setdefault(row["happening"], []).append(row)
    several = [rows for rows in told.values() if len(rows) > 1]
    assert len(several) >= 100
    assert sum(len({r["language"] for r in rows}) > 1 for rows in several) >= 30


@pytest.mark.parametrize("part", ["dev", "test"])
def test_our_own_articles_are_linked(part: str) -> None:
    """On a bare clone: two languages, rival tolls, tours, series."""
    made = quality()
    gold = made.load(part, Path("nowhere"))
    told = {id: row["happening"] for id, row in gold.rows.items()}
    right, together, belong = pair_counts(told, made.found_in(gold.events.values()))
    assert right / together >= 0.95 and right / belong >= 0.75


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the texts of ../shared/data are not here")
def test_precision_and_recall_hold() -> None:
    made = quality()
    gold = made.load("test", SHARED)
    assert len(gold.rows) == sum(row["part"] == "test" for row in ROWS)
    found = made.found_in(gold.events.values(), gold.articles.values())
    for kind in ("all", "across languages"):
        precision, recall, _ = made.shares(*made.counts(gold, found, made.of_kind(gold, kind)))
        assert precision >= 0.95 and recall >= 0.75, kind

"""Exports: whole or absent, the same bytes each time, nothing lost, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import store_samples as made
import store_strategies as anything
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.errors import ConfigError, StoreError
from dragoman.records import Coded, Count, Span, event_from_dict
from dragoman.store import EXPORTED, FORMATS, Export, Store, export_events, fold
from dragoman.store.export import FORMULA, cell

CODED = [made.spread(i) for i in range(12)]
EVENTS = [e for c in CODED for e in c.events]


def read(path: Path, table: str = "events") -> list[dict]:
    connection = duckdb.connect(str(path), read_only=True)
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_events_give_the_same_file(tmp_path, format):
    paths = [tmp_path / f"{n}.{format}" for n in ("a", "b")]
    for path in paths:
        assert export_events(EVENTS, path) == len(EVENTS)
    if format == "duckdb":
        assert read(paths[0]) == read(paths[1])
    else:
        assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a.{format}", f"b.{format}"]


def test_jsonl_is_the_record(tmp_path):
    export_events(EVENTS, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [e.to_dict() for e in EVENTS]


@settings(deadline=None)
@given(st.lists(anything.events, max_size=4))
def test_jsonl_gives_any_event_back(events):
    out = io.StringIO()
    export_events(events, out, "jsonl")
    assert [event_from_dict(json.loads(line)) for line in out.getvalue().split("\n")[:-1]] == events


def test_parquet_and_duckdb_lose_nothing(tmp_path):
    export_events(EVENTS, tmp_path / "out.parquet")
    parquet = duckdb.sql(f"SELECT record FROM read_parquet('{tmp_path}/out.parquet')").fetchall()
    assert [event_from_dict(json.loads(r)) for (r,) in parquet] == EVENTS
    export_events(EVENTS, tmp_path / "out.duckdb")
    assert [event_from_dict(json.loads(r["record"])) for r in read(tmp_path / "out.duckdb")] == EVENTS


def test_csv_is_flat_and_keeps_numbers_numbers(tmp_path):
    article = made.article(1)
    told = made.event(
        article,
        score=-9.0,
        dead=Count(3, 5, None, Span(0, 4)),
        event_text='=cmd|"/C calc"!A0\n"guillemets", virgule',
        title="-1+1",
        outlet="@outlet",
        historical=True,
        actor=(made.MALI, replace(made.RUSSIA, entity_name="Russie; Moscou")),
    )
    export_events([told], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert list(row) == [c.name for c in EXPORTED["events"] if c.name != "record"]
    assert (row["score"], row["dead_low"], row["dead_best"], row["dead_high"]) == ("-9.0", "3", "5", "")
    assert row["sentence"] == '\'=cmd|"/C calc"!A0\n"guillemets", virgule'
    assert (row["title"], row["outlet"]) == ("'-1+1", "'@outlet")
    assert row["historical"] == "true"
    assert (row["actor_names"], row["actor_codes"], row["actor_ids"]) == (
        "Mali;Russie, Moscou",
        "MLI;RUS",
        "mli;rus",
    )


@settings(deadline=None)
@given(st.text() | st.lists(st.text(), max_size=3))
def test_no_text_cell_starts_a_formula(value):
    assert not str(cell(value)).startswith(FORMULA)


def test_a_duckdb_file_has_sides_evidence_claims_and_articles(tmp_path):
    path = tmp_path / "out.duckdb"
    with Export(path) as out:
        for coded in CODED:
            out.write(coded)
    assert out.count == len(EVENTS)
    sides = read(path, "actors")
    assert len(sides) == 2 * len(EVENTS)
    assert (sides[0]["event_id"], sides[0]["code"], sides[0]["span_end"]) == (EVENTS[0].id, "MLI", 4)
    assert len(read(path, "evidence")) == len(EVENTS)
    assert len(read(path, "claims")) == sum(len(c.claims) for c in CODED)
    texts = {r["article_id"]: r["text"] for r in read(path, "articles")}
    assert texts == {c.article.id: c.article.text for c in CODED}
    for name, columns in EXPORTED.items():
        connection = duckdb.connect(str(path), read_only=True)
        described = connection.execute(f"DESCRIBE {name}").fetchall()
        assert [d[0] for d in described] == [c.name for c in columns]


def test_a_store_exports_what_passes_the_filters(tmp_path):
    store = Store(tmp_path / "store")
    store.add(CODED)
    path = tmp_path / "out.duckdb"
    wanted = store.events(since="2024-03", until="2024-04")
    assert 0 < len(wanted) < len(EVENTS)
    assert store.export(path, since="2024-03", until="2024-04") == len(wanted)
    assert [r["event_id"] for r in read(path)] == [e.id for e in wanted]
    ids = {e.article_id for e in wanted}
    assert {r["article_id"] for r in read(path, "articles")} == ids
    assert {r["article_id"] for r in read(path, "claims")} == {
        c.article.id for c in CODED if c.claims and c.article.id in ids
    }
    assert store.export(path) == len(EVENTS)
    assert len(read(path, "articles")) == len(CODED)


def test_a_fault_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path):
    def broken():
        yield EVENTS[0]
        raise RuntimeError("the coder broke")

    for format in FORMATS:
        path = tmp_path / f"out.{format}"
        path.write_text("old")
        with pytest.raises(RuntimeError, match="the coder broke"):
            export_events(broken(), path)
        assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == len(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_cannot_be_written_has_its_sentence(tmp_path, format):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        export_events(EVENTS, tmp_path / "file" / f"out.{format}")
    (tmp_path / f"folder.{format}").mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        export_events(EVENTS, tmp_path / f"folder.{format}")


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, format):
    path = tmp_path / f"out.{format}"
    path.write_text("old")
    large = [made.event(made.article(i), event_text=os.urandom(2000).hex()) for i in range(200)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            export_events(large, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert export_events(large, path) == 200


@pytest.mark.parametrize(
    ("target", "format"), [("out.xlsx", None), ("out", None), (io.StringIO(), None), ("out.csv", "xml")]
)
def test_an_unknown_format_has_its_sentence(target, format):
    with pytest.raises(ConfigError, match="jsonl, csv, parquet, duckdb"):
        export_events(EVENTS, target, format)


def test_a_binary_format_needs_a_file():
    with pytest.raises(ConfigError, match=r"\.parquet"):
        export_events(EVENTS, io.StringIO(), "parquet")


@pytest.mark.parametrize(
    ("was", "modality", "becomes"),
    [
        ("AID", "planned", "AGREE"),
        ("CONSULT", "planned", "AGREE"),
        ("COOPERATE", "planned", "AGREE"),
        ("SUPPORT", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("CONCEDE", "planned", "CONCEDE"),
        ("AGREE", "planned", "AGREE"),
        ("SANCTION", "planned", "SANCTION"),
        ("REQUEST", "planned", "REQUEST"),
        ("AID", "happened", "AID"),
        ("RETREAT", "ongoing", "RETREAT"),
        ("AID", "hypothetical", "AID"),
    ],
)
def test_plover_files_the_planned_under_agree_and_concede(was, modality, becomes):
    told = made.event(made.article(1), event_type=was, event_mode=None, modality=modality)
    folded = fold(told)
    assert folded.event_type == becomes
    if becomes == was:
        assert folded == told
    else:
        assert folded.score == {"AGREE": 2.5, "CONCEDE": 4.5}[becomes]
        assert folded.quad_class == "verbal cooperation"
        assert folded.event_mode is None
        assert (folded.modality, folded.id) == ("planned", told.id)
        assert was in folded.reasons["plover"]
        assert folded.cameo == codebook.cameo(becomes, None) != ""


def test_exports_fold_when_asked(tmp_path):
    planned = made.coded(1, event_type="AID", modality="planned")
    with Export(tmp_path / "out.csv", plover=True) as out:
        out.write(Coded(planned.article, planned.events))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        assert {r["event_type"] for r in csv.DictReader(lines)} == {"AGREE"}

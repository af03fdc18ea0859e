"""The folder itself: what is no store, what is damaged, what is full, what it is named, and how it stays small."""

from __future__ import annotations

import json
import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import store_samples as made
from deltalake import DeltaTable

from dragoman.errors import StoreError
from dragoman.records import Article, Coded
from dragoman.store import COLUMNS, Column, Store, commit
from dragoman.store.folder import LAYOUT, MARKER
from dragoman.store.rows import rows_of


def listing(folder: Path) -> list[tuple[str, int, int]]:
    return sorted((str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in folder.rglob("*"))


@pytest.mark.parametrize(
    "name",
    ["Données Sahel", "l'an 2024", "50% x", "a*b {c}", "日本", 'dit "le dépôt"', "a+b & c; d, e=f", "~@$!()"],
)
def test_a_store_lies_in_a_folder_of_any_name(tmp_path, name):
    (tmp_path / "aXb c").mkdir()
    Store(tmp_path / name).add([made.spread(i) for i in range(8)])
    store = Store(tmp_path / name, create=False)
    store.add(made.spread(3))
    store.compact()
    assert store.counts()["articles"] == 8
    assert store.event(made.spread(2).events[0].id) == made.spread(2).events[0]


@pytest.mark.parametrize("name", ["[1]", "a|b", "a^b", "a%41b", "a\nb", "a\\b", "quoi?", "n#1"])
def test_a_name_that_delta_tables_cannot_have_is_refused_before_anything_is_made(tmp_path, name):
    with pytest.raises(StoreError, match="choose another folder"):
        Store(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_other_things_is_no_store(tmp_path):
    (tmp_path / "these.odt").write_text("…")
    with pytest.raises(StoreError, match=r"is not a dragoman store \(it holds 'these.odt'"):
        Store(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["these.odt"]


@pytest.mark.parametrize("address", ["s3://bucket/store", "file:///tmp/store"])
def test_an_address_is_no_folder(tmp_path, monkeypatch, address):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="is an address"):
        Store(address)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="is a file, not a store"):
        Store(tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written or read"):
        Store(tmp_path / "file" / "store")


@pytest.mark.parametrize("there", [True, False])
def test_a_reader_does_not_start_a_store(tmp_path, there):
    folder = tmp_path / "store"
    if there:
        folder.mkdir()
    with pytest.raises(StoreError, match="There is no store in"):
        Store(folder, create=False)
    assert folder.exists() == there


def test_a_store_of_a_newer_dragoman_is_left_alone(tmp_path):
    Store(tmp_path)
    (tmp_path / MARKER).write_text(json.dumps({"layout": LAYOUT + 1}))
    with pytest.raises(StoreError, match="made by a newer dragoman"):
        Store(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", "null"])
def test_a_damaged_marker_is_named(tmp_path, text):
    Store(tmp_path)
    (tmp_path / MARKER).write_text(text)
    with pytest.raises(StoreError, match="is damaged"):
        Store(tmp_path)


def test_what_a_killed_creation_left_is_no_obstacle(tmp_path):
    (tmp_path / ".dragoman-1.tmp").write_text("{")
    assert Store(tmp_path).add(made.coded(1)) == 1


def test_reading_writes_nothing(tmp_path):
    Store(tmp_path).add([made.spread(i) for i in range(8)])
    before = listing(tmp_path)
    store = Store(tmp_path, create=False)
    store.events(actor="MLI", text="téléphone")
    store.claims()
    list(store.articles())
    store.facets("event_type")
    store.known(made.article(1))
    store.history()
    assert listing(tmp_path) == before


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """The folder without the right to write; root, who may write everywhere, becomes nobody for a while."""
    inside = [folder, *folder.rglob("*")]
    root = os.geteuid() == 0
    # Nobody must reach the folder through pytest's own, which only their owner may enter.
    above = [p for p in folder.parents if root and p.stat().st_uid == 0 and not p.stat().st_mode & 0o001]
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in above:
        path.chmod(path.stat().st_mode | 0o011)
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in above:
            path.chmod(path.stat().st_mode & ~0o011)
        for path in inside:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_without_rights_is_read_but_not_written(tmp_path):
    store = Store(tmp_path / "store")
    store.add(made.coded(1))
    with without_rights(tmp_path / "store"):
        assert Store(tmp_path / "store", create=False).counts()["articles"] == 1
        with pytest.raises(StoreError, match="cannot be written"):
            store.add(made.coded(2))
        with pytest.raises(StoreError, match="cannot be written"):
            Store(tmp_path / "store" / "new")
    assert Store(tmp_path / "store").add(made.coded(2)) == 1


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path):
    store = Store(tmp_path)
    store.add([made.coded(i) for i in range(3)])
    before = store.counts()
    # Random letters do not compress: the file must grow past the limit.
    large = Article(os.urandom(400_000).hex(), url="https://example.org/large")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreError, match="what it held is unharmed"):
            store.add([made.coded(4), Coded(large, (made.event(large),))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.counts() == before == Store(tmp_path).counts()
    assert store.add([made.coded(4), Coded(large, (made.event(large),))]) == 2
    assert store.count() == before["events"] + made.expected(4)[0] + 1


@pytest.mark.parametrize("table", ["articles", "events"])
def test_a_damaged_log_is_named(tmp_path, table):
    Store(tmp_path).add(made.coded(1))
    newest = max((tmp_path / table / "_delta_log").glob("*.json"))
    newest.write_text("{ not json")
    with pytest.raises(StoreError, match=f"The table {table} of the store"):
        Store(tmp_path).counts()
    with pytest.raises(StoreError, match=f"The table {table} of the store"):
        Store(tmp_path).add(made.coded(2))


@pytest.mark.parametrize("fault", ["gone", "cut"])
def test_a_damaged_data_file_is_named(tmp_path, fault):
    Store(tmp_path).add(made.coded(1))
    (data,) = (tmp_path / "events").rglob("*.parquet")
    if fault == "gone":
        data.unlink()
    else:
        data.write_bytes(data.read_bytes()[:50])
    with pytest.raises(StoreError, match="cannot be read"):
        Store(tmp_path).events()


def test_a_lost_table_is_named(tmp_path):
    Store(tmp_path).add(made.coded(1))
    shutil.rmtree(tmp_path / "events")
    with pytest.raises(StoreError, match="The table events of the store"):
        Store(tmp_path).counts()
    with pytest.raises(StoreError, match="The table events of the store"):
        Store(tmp_path).add(made.coded(2))


def test_small_files_are_joined_every_so_many_commits(tmp_path, monkeypatch):
    monkeypatch.setattr(commit, "COMPACT_EVERY", 5)
    store = Store(tmp_path)
    for i in range(13):
        store.add(made.coded(i))
    assert len(store.snapshot().files("events")) < 8
    assert store.counts()["articles"] == 13
    assert {e.id for e in store.events()} == {e.id for i in range(13) for e in made.coded(i).events}
    assert Store(tmp_path).counts() == store.counts()


def test_a_reader_keeps_its_state_while_files_are_joined(tmp_path):
    store = Store(tmp_path)
    for i in range(4):
        store.add(made.coded(i))
    reader = Store(tmp_path, create=False)
    stream = reader.iter_events()
    state, first = reader.snapshot(), next(stream)
    store.add(made.coded(2, event_mode="visit"))
    store.compact()
    (old,) = state.execute("SELECT count(*) FROM events WHERE event_mode = 'visit'").fetchall()
    assert old == (0,)
    assert len([first, *stream]) == sum(made.expected(i)[0] for i in range(4))
    assert reader.count(mode="visit") == made.expected(2)[0]


def test_files_that_no_reader_holds_any_more_are_removed(tmp_path, monkeypatch):
    store = Store(tmp_path)
    for i in range(4):
        store.add(made.coded(i))
    (stray,) = [(tmp_path / "events" / "month=2024-08" / "part-00000-stray.parquet")]
    stray.write_bytes(b"left by a killed writer")
    store.compact()
    assert len(list((tmp_path / "events").rglob("*.parquet"))) > len(store.snapshot().files("events"))
    monkeypatch.setattr(commit, "RETENTION_HOURS", 0)
    store.compact()
    for name in COLUMNS:
        kept = {str(p) for p in (tmp_path / name).rglob("*.parquet") if "_delta_log" not in p.parts}
        assert kept == set(store.snapshot().files(name))
    assert store.count() == sum(made.expected(i)[0] for i in range(4))
    assert store.add(made.coded(1, event_mode="visit")) == 1
    assert Store(tmp_path).count(mode="visit") == made.expected(1)[0]


def test_another_delta_tool_may_touch_the_tables(tmp_path):
    store = Store(tmp_path)
    for i in range(4):
        store.add(made.coded(i))
    for name in COLUMNS:
        DeltaTable(tmp_path / name).optimize.compact()
        DeltaTable(tmp_path / name).create_checkpoint()
    total = sum(made.expected(i)[0] for i in range(4))
    assert Store(tmp_path, create=False).count() == total
    store.add(made.coded(4))
    assert Store(tmp_path).count() == total + made.expected(4)[0]


def test_a_column_added_later_reads_as_null_from_what_is_older(tmp_path, monkeypatch):
    Store(tmp_path).add(made.coded(1))
    later = {**COLUMNS, "articles": [*COLUMNS["articles"], Column("region", "VARCHAR", "added later")]}
    for module in ("commit", "snapshot", "store"):
        monkeypatch.setattr(f"dragoman.store.{module}.COLUMNS", MappingProxyType(later))

    def with_region(*given: Any) -> dict[str, list[dict[str, Any]]]:
        made = rows_of(*given)
        return {**made, "articles": [{**row, "region": "Mopti"} for row in made["articles"]]}

    monkeypatch.setattr("dragoman.store.adding.rows_of", with_region)
    store = Store(tmp_path)
    assert store.snapshot().execute("SELECT region FROM articles").fetchall() == [(None,)]
    store.add(made.coded(2))
    found = Store(tmp_path).snapshot().execute("SELECT region FROM articles ORDER BY title").fetchall()
    assert found == [(None,), ("Mopti",)]
    monkeypatch.undo()
    # An older dragoman reads past the column that it does not know, and its next commit leaves it empty.
    older = Store(tmp_path)
    assert older.add(made.coded(3)) == 1
    assert older.counts()["articles"] == 3


def test_a_table_added_later_comes_with_the_next_commit(tmp_path, monkeypatch):
    Store(tmp_path).add(made.coded(1))
    columns = [
        Column("happening_id", "VARCHAR", "id"),
        Column("n", "INTEGER", "n"),
        Column("month", "VARCHAR", "m"),
    ]
    later = MappingProxyType({**COLUMNS, "happenings": columns})
    for module in ("commit", "snapshot", "store"):
        monkeypatch.setattr(f"dragoman.store.{module}.COLUMNS", later)
    store = Store(tmp_path)

    def rows() -> list[tuple[str, int]]:
        sql = "SELECT happening_id, n FROM happenings ORDER BY happening_id"
        return Store(tmp_path, create=False).snapshot().execute(sql).fetchall()

    assert rows() == []
    first = [{"happening_id": i, "n": 1, "month": "2024-08"} for i in "ab"]
    store.change(lambda now: {"happenings": commit.Change(first)})
    assert rows() == [("a", 1), ("b", 1)]
    again = commit.Change(
        [{"happening_id": "a", "n": 2, "month": "2024-08"}],
        frozenset({"2024-08"}),
        frozenset("a"),
        "happening_id",
    )
    store.change(lambda now: {"happenings": again})
    assert rows() == [("a", 2), ("b", 1)]
    assert Store(tmp_path).count() == made.expected(1)[0]
    monkeypatch.undo()
    assert Store(tmp_path).add(made.coded(2)) == 1
    monkeypatch.setattr("dragoman.store.snapshot.COLUMNS", later)
    assert rows() == [("a", 2), ("b", 1)]


def test_history_tells_each_commit(tmp_path):
    store = Store(tmp_path)
    store.add(made.coded(1))
    store.add(made.coded(2))
    newest, *_ = store.history()
    assert newest["version"] == store.snapshot().version == 2
    assert [c["version"] for c in store.history()] == [2, 1, 0]
    assert len(store.history(1)) == 1

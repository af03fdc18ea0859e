"""Readers beside writers, writers beside writers, and writers that are killed: whole articles only, none lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import store_samples as made
from deltalake import DeltaTable

from dragoman.errors import StoreError
from dragoman.store import Snapshot, Store
from dragoman.store.folder import lock

WRITER = Path(__file__).with_name("store_writer.py")


def start(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> list[str]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.split()[1:]


def whole(state: Snapshot) -> set[int]:
    """The numbers of the articles there, after a check that each has just its own events and claims."""
    rows = state.execute(
        "SELECT title, "
        "(SELECT count(*) FROM events e WHERE e.article_id = a.article_id), "
        "(SELECT count(*) FROM claims c WHERE c.article_id = a.article_id) FROM articles a"
    ).fetchall()
    told = {int(title.split()[1]): (events, claims) for title, events, claims in rows}
    assert len(told) == len(rows)
    assert told == {number: made.expected(number) for number in told}
    orphans = state.execute("SELECT count(*) FROM events ANTI JOIN articles USING (article_id)").fetchall()
    assert orphans == [(0,)]
    return set(told)


def test_a_reader_beside_a_writing_run(tmp_path):
    folder = tmp_path / "Données Sahel"
    writer = start(folder, 0, 150, 5)
    assert writer.stdout is not None and writer.stdout.readline() == "open\n"
    reader = Store(folder, create=False)
    seen: list[int] = []
    while writer.poll() is None:
        seen.append(len(whole(reader.snapshot())))
        assert len(reader.events(actor="MLI")) >= seen[-1]
        reader.export(tmp_path / "out.jsonl", since="2024-02")
    end(writer)
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, "the reader met fewer than three states: it ran beside nothing"
    assert whole(reader.snapshot()) == set(range(150))


def test_killed_at_twenty_moments_the_run_goes_on(tmp_path):
    moments = random.Random(20)
    folder = tmp_path / "store"
    stop, stored, kept = 4000, 0, 0
    for _ in range(20):
        writer = start(folder, 0, stop, 4)
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        time.sleep(moments.uniform(0, 0.3))
        writer.kill()
        said = writer.communicate()[0].split()
        numbers = whole(Store(folder, create=False).snapshot())
        # What a writer said it had stored is there; of what it was at, all or nothing.
        assert len(numbers) >= stored + len(said)
        assert numbers == set(range(len(numbers))), "an article was lost, or the run did not go on from there"
        stored, kept = len(numbers), kept + len(said)
    assert kept > 0
    assert stored < stop
    end(start(folder, 0, stored + 10, 100))
    assert whole(Store(folder).snapshot()) == set(range(stored + 10))


def test_a_half_step_is_seen_by_nobody_and_taken_back(tmp_path):
    folder = tmp_path / "store"
    end(start(folder, 0, 10, 10))
    before = Store(folder).counts()
    writer = start(folder, 10, 20, 10, "die")
    writer.communicate(timeout=60)
    assert writer.returncode == -9
    state = Store(folder, create=False).snapshot()
    assert DeltaTable(folder / "events").version() > state.versions["events"], "no half step was made"
    assert whole(state) == set(range(10))
    assert Store(folder).counts() == before
    end(start(folder, 10, 30, 10))
    assert whole(Store(folder).snapshot()) == set(range(30))


def test_a_half_step_in_the_first_commit(tmp_path):
    writer = start(tmp_path, 0, 5, 5, "die")
    writer.communicate(timeout=60)
    assert writer.returncode == -9
    assert Store(tmp_path, create=False).counts() == {
        "articles": 0,
        "events": 0,
        "claims": 0,
        "happenings": 0,
    }
    end(start(tmp_path, 0, 5, 5))
    assert whole(Store(tmp_path).snapshot()) == set(range(5))


def test_two_writers_lose_nothing(tmp_path):
    writers = [start(tmp_path, 0, 90, 7), start(tmp_path, 60, 150, 5)]
    said = [end(w) for w in writers]
    # Each stores all it was given, save what the other had stored before it looked.
    assert all(said)
    assert whole(Store(tmp_path).snapshot()) == set(range(150))


def test_many_threads_ask_while_one_writes(tmp_path):
    store = Store(tmp_path)
    store.add([made.spread(i) for i in range(20)])

    def ask(_: int) -> bool:
        return len(whole(store.snapshot())) >= 20 and len(store.events(actor="MLI", limit=5)) == 5

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(ask, range(40))
        for i in range(20, 26):
            store.add(made.spread(i))
        assert all(answers)
    assert whole(store.snapshot()) == set(range(26))


def test_two_stores_in_one_process_see_each_other(tmp_path):
    one, other = Store(tmp_path), Store(tmp_path)
    for i in range(4):
        (one, other)[i % 2].add(made.spread(i))
        assert whole(one.snapshot()) == whole(other.snapshot()) == set(range(i + 1))


def test_a_writer_that_waits_too_long_says_so(tmp_path, monkeypatch):
    store = Store(tmp_path)
    monkeypatch.setattr("dragoman.store.commit.LOCK_SECONDS", 0.1)
    with lock(tmp_path, timeout=1), pytest.raises(StoreError, match="Another process has been writing"):
        store.add(made.coded(1))
    assert store.add(made.coded(1)) == 1

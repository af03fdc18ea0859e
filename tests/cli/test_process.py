"""Real processes: signals, a reader that goes away, a full disk. Nothing half-written, one sentence, an exit code."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman import Store

STUBS = str(Path(__file__).with_name("stubs.py"))


def start(*arguments: str | Path, **more: Any) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DRAGOMAN_STORE"}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(
        [sys.executable, STUBS, *map(str, arguments)], text=True, env=environment, **streams
    )


def files(folder: Path, count: int, words: str) -> Path:
    (folder / "news").mkdir()
    for number in range(count):
        (folder / "news" / f"{number:03}.txt").write_text(f"Mali met Niger {number} {words}")
    return folder / "news"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_writes_no_file(tmp_path: Path, stop: signal.Signals) -> None:
    news, out = files(tmp_path, 30, "sleep"), tmp_path / "events.csv"
    running = start("code", news, "-o", out)
    beside = lambda: [p for p in tmp_path.iterdir() if p.name.endswith(".tmp")]  # noqa: E731
    for _ in range(300):
        if beside():
            break
        time.sleep(0.05)
    assert beside(), "the run never began to write"
    running.send_signal(stop)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Interrupted after" in said and f"{out} was not written" in said and "Traceback" not in said
    assert [p.name for p in tmp_path.iterdir()] == ["news"]


def test_a_stopped_run_keeps_whole_articles_in_the_store(tmp_path: Path) -> None:
    news, store = files(tmp_path, 120, ""), tmp_path / "store"
    (news / "110.txt").write_text("sleep " * 3 + "interrupt")
    running = start("code", news, "--store", store)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "after 110 articles" in said and "whole in" in said and "goes on from there" in said
    counts = Store(store).counts()
    assert counts["events"] == counts["articles"] == 110
    (news / "110.txt").write_text("Chad met Togo")
    running = start("code", news, "--store", store)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0 and "110 articles in" in said
    assert Store(store).counts()["articles"] == 120


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"text": "Mali met Niger"}\n' * 3000)
    running = start("code", rows)
    assert running.stdout is not None and running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    said = running.stderr.read()
    assert running.wait(30) == 141
    assert "stopped reading" in said and "Traceback" not in said and "Exception ignored" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        running = start("code", files(tmp_path, 3, ""), stdout=full)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "No space left" in said or "disk is full" in said
    assert "Traceback" not in said and "Exception ignored" not in said


def limited() -> None:
    """No file of this process may grow beyond 10 kB: to a program, a disk that fills up."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "duckdb"])
def test_a_full_disk_under_a_file(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"events.{ending}"
    out.write_text("old")
    running = start("code", files(tmp_path, 60, ""), "-o", out, preexec_fn=limited)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2, said
    assert "cannot be written" in said and "Traceback" not in said
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == [out.name, "news"]


def test_a_full_disk_under_a_store(tmp_path: Path) -> None:
    store, news = tmp_path / "store", files(tmp_path, 60, "")
    running = start("code", news, "--store", store, preexec_fn=limited)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2, said
    assert "Traceback" not in said and "store" in said
    running = start("code", news, "--store", store)
    running.communicate(timeout=60)
    assert Store(store).counts()["articles"] == 60


def tmpfs(folder: Path) -> bool:
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True
    )
    return done.returncode == 0


def test_a_small_disk_that_fills_up(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    disk = tmp_path / "disk"
    if not tmpfs(disk):
        pytest.skip("no right to mount a small tmpfs here; the file size limit stands in for it")
    unmount: Callable[[], Any] = lambda: subprocess.run(["umount", str(disk)], check=False)  # noqa: E731
    request.addfinalizer(unmount)
    running = start("code", files(tmp_path, 200, ""), "-o", disk / "events.jsonl")
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2 and "No space left" in said
    assert list(disk.iterdir()) == []

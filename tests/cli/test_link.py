"""`dragoman link`: what it says of a store."""

from __future__ import annotations

from pathlib import Path

from dragoman import Store


def test_records_become_happenings_once(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Something\n\nTogo met Benin.\n", encoding="utf-8")
    store = tmp_path / "store"
    assert run("code", tmp_path / "a.txt", "--store", store).exit_code == 0
    first = run("link", "--store", store)
    assert (first.exit_code, first.stdout) == (0, "")
    events = Store(store).counts()["events"]
    assert Store(store).counts()["happenings"] > 0
    assert f"of {events} event" in first.stderr and "0 written" not in first.stderr
    assert "0 written" in run("link", "--store", store).stderr
    assert run("link", "--store", store, "--again", "--quiet").stderr == ""


def test_a_store_without_events_is_told_what_to_do(run, tmp_path: Path) -> None:
    Store(tmp_path / "store")
    told = run("link", "--store", tmp_path / "store")
    assert told.exit_code == 0 and "dragoman code" in told.stderr


def test_no_store_is_a_sentence(run, tmp_path: Path) -> None:
    assert run("link").exit_code == 2
    missing = run("link", "--store", tmp_path / "none")
    assert missing.exit_code == 2 and "dragoman code" in missing.stderr

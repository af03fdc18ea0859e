"""`dragoman code`: where the events go, what a second run does, what is said."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import Result
from stubs import StubCoder

from dragoman import Store
from dragoman.reading import read
from dragoman.records import Article, event_from_dict

Run = Callable[..., Result]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Niamey talks\n\nNIAMEY, 4 May 2023 - Mali met Niger. Chad met Togo. Mali hopes for peace.\n"
    )
    (folder / "b.txt").write_text("Nothing here\n\nIt rained, and a minister gave nothing.\n")
    (folder / "c.jsonl").write_text(
        '{"text": "Ghana met Benin", "title": "Visit", "date": "2024-08-01", "source": "Daily Sahel"}\n'
    )
    return folder


def test_piped_json_lines_are_what_python_gives(news: Path, run: Run) -> None:
    result = run("code", news)
    assert result.exit_code == 0
    articles = [a for a in read([news]) if isinstance(a, Article)]
    wanted = [e for coded in StubCoder().stream(articles) for e in coded.events]
    assert len(wanted) == 3
    assert [event_from_dict(json.loads(line)) for line in result.stdout.splitlines()] == wanted
    assert "3 events and 1 claim from 3 articles" in result.stderr


def test_standard_input(run: Run) -> None:
    result = run("code", "-", stdin=b'{"text": "Mali met Niger"}\n{"text": "Chad met Togo"}\n')
    assert [json.loads(line)["event_text"] for line in result.stdout.splitlines()] == [
        "Mali met Niger",
        "Chad met Togo",
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "duckdb"])
def test_files(news: Path, tmp_path: Path, run: Run, form: str) -> None:
    out = tmp_path / f"events.{form}"
    result = run("code", news, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"written to {out}" in result.stderr
    if form == "csv":
        rows = list(csv.DictReader(out.open(encoding="utf-8")))
        assert [r["sentence"] for r in rows] == ["Mali met Niger", "Chad met Togo", "Ghana met Benin"]
    elif form == "jsonl":
        assert len(out.read_text().splitlines()) == 3
    else:
        source = f"'{out}'" if form == "parquet" else "events"
        with duckdb.connect(
            str(out) if form == "duckdb" else ":memory:", read_only=form == "duckdb"
        ) as connection:
            assert connection.execute(f"SELECT count(*) FROM {source}").fetchone() == (3,)


def test_a_failing_run_leaves_the_old_file_as_it_was(news: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "events.jsonl"
    out.write_text("old\n")
    (news / "d.txt").write_text("crash")
    assert run("code", news, "-o", out).exit_code == 1
    assert out.read_text() == "old\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["events.jsonl", "news"]


def test_a_store_is_filled_and_a_second_run_passes_over_what_is_there(
    news: Path, tmp_path: Path, run: Run
) -> None:
    store = tmp_path / "Données Sahel"
    first = run("code", news, "--store", store)
    assert (first.exit_code, first.stdout) == (0, "")
    assert Store(store).counts() == {"events": 3, "claims": 1, "articles": 3, "happenings": 0}
    second = run("code", news, "--store", store)
    assert f"3 articles in {store} already" in second.stderr
    (news / "b.txt").write_text("Something\n\nTogo met Benin.\n")
    third = run("code", news, "--store", store)
    assert "2 articles in" in third.stderr and "1 event and 0 claims from 1 article" in third.stderr
    again = run("code", news, "--store", store, "--again")
    assert "4 events and 1 claim from 3 articles" in again.stderr


def test_the_store_comes_from_the_environment(
    news: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "store"))
    run("code", news)
    assert Store(tmp_path / "store", create=False).counts()["articles"] == 3
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "other"))
    assert len(run("code", news, "--no-store").stdout.splitlines()) == 3
    assert not (tmp_path / "other").exists()


def test_the_table_for_people(news: Path, run: Run) -> None:
    result = run("code", news, "--table")
    text = " ".join(result.stdout.split())
    assert "Niamey talks" in text and "2023-05-04 (from its dateline)" in text
    for words in ("CONSULT", "visit", "Mali", "(MAL GOV)", "↔", "happened", "0.80", "met", "Daily Sahel"):
        assert words in text
    assert "no events" in text
    assert "stake of Mali (MLI – NER): “hopes for peace”" in text


def test_explain_tells_what_came_to_nothing(news: Path, run: Run) -> None:
    result = run("code", news / "b.txt", "--explain")
    assert "Passed over: nothing in it. “Nothing h”" in result.stderr
    assert "“gave” (en/AID/give) gave no event: no actor" in result.stderr
    assert "0 events in 1 article." in result.stderr


def test_quiet_keeps_warnings(news: Path, run: Run) -> None:
    assert run("code", news / "a.txt", "-q").stderr == ""
    assert "There is no file" in run("code", news / "a.txt", news / "z.txt", "-q").stderr


def test_given_language_and_outlet_reach_the_article(news: Path, run: Run) -> None:
    result = run("code", news / "a.txt", "--outlet", "Radio Niamey", "--language", "en")
    assert {json.loads(line)["outlet"] for line in result.stdout.splitlines()} == {"Radio Niamey"}


def test_sources_folder_twice_is_two_readings(news: Path, run: Run) -> None:
    assert len(run("code", news / "a.txt", news / "a.txt").stdout.splitlines()) == 4


def test_claims_go_to_their_own_file(news: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "claims.jsonl"
    result = run("code", news, "--claims", out)
    assert len(result.stdout.splitlines()) == 3
    (claim,) = map(json.loads, out.read_text().splitlines())
    assert (claim["kind"], claim["text"]) == ("stake", "hopes for peace")
    (news / "d.txt").write_text("crash")
    run("code", news, "--claims", out, "-q")
    assert len(out.read_text().splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["claims.jsonl", "news"]


def test_many_faulty_rows_do_not_drown_the_rest(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("nope\n" * 50 + '{"text": "Mali met Niger"}\n')
    result = run("code", path)
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 1
    assert result.stderr.count("is not JSON") == 20
    assert "30 more rows had faults" in result.stderr

"""who, where and knowledge: answers with reasons, "don't know" as an answer, a user's own actors."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman import Coder
from dragoman.store import Store

Run = Callable[..., Result]
OWN = "name,code,sector,aliases,since\nComité des sages de Gao,MLI,SOC,Sages de Gao|CSG-Gao,2023-05-01\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_who_held_an_office_that_day(run: Run) -> None:
    asked = ("who", "ministre des Affaires étrangères", "--country", "mli", "--on", "2024-08-01")
    (first, *_) = (json.loads(line) for line in run(*asked, "--language", "fr").stdout.splitlines())
    assert first["actor"]["entity_name"] == "Abdoulaye Diop"
    assert (first["actor"]["code"], first["actor"]["sector_code"]) == ("MLI", "GOV")
    assert first["person_id"] == "abdoulaye-diop" and 0 < first["score"] <= 1
    assert "2021" in first["reason"]
    # People read names, not JSON.
    shown = run(*asked, "--table").stdout
    assert "Abdoulaye Diop, foreign minister" in shown and "held by" in shown and "{" not in shown


def test_who_it_was_before(run: Run) -> None:
    shown = run("who", "ministre des Affaires étrangères", "--country", "MLI", "--on", "2020-02-01").stdout
    assert "Diop" not in shown


def test_where_beside_other_places(run: Run) -> None:
    (first, *_) = (json.loads(line) for line in run("where", "Ménaka", "--near", "MLI").stdout.splitlines())
    assert first["place"]["country"] == "MLI" and first["reason"]
    countries = {
        json.loads(line)["place"]["country"]
        for near in ("Mopti", "Bouaké")
        for line in run("where", "Koro", "--near", near).stdout.splitlines()[:1]
    }
    assert countries == {"MLI", "CIV"}
    assert "GeoNames 2453514" in run("where", "Ménaka", "--near", "mli", "--table").stdout


@pytest.mark.parametrize(
    "asked", [("who", "xyzzy"), ("who", " "), ("where", "xyzzy"), ("where", "Table"), ("where", "")]
)
def test_an_unknown_name_is_an_answer_with_its_reason(asked: tuple[str, ...], run: Run) -> None:
    result = run(*asked)
    assert result.exit_code == 0 and result.stdout == ""
    assert result.stderr.startswith("dragoman: Don't know wh") and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("who", "Goita", "--on", "2024-13-01"), "no day; write it as 2024-08-01"),
        (("who", "Goita", "--on", "yesterday"), "no day"),
        (("who", "président", "--country", "Mali"), "MLI for Mali"),
        (("who", "président", "--country", "Congo"), "COD for DR Congo or COG"),
        (("who", "président", "--country", "ZZZ"), "no ISO alpha-3 country code"),
        (("who", "Goita", "--language", "xx"), "does not read 'xx'"),
        (("who", "Goita", "--store", "nowhere"), "There is no store"),
        (("where", "Koro", "--near", "xyzzy"), "cannot say where to look"),
        (("knowledge", "add", "own.csv"), "no"),
        (("knowledge", "list"), "give --store DIR"),
        (("knowledge", "list", "--store", "nowhere"), "There is no store"),
        (("knowledge", "add", "missing.csv", "--store", "new"), "does not exist"),
    ],
)
def test_what_is_asked_wrongly_gets_one_sentence(
    asked: tuple[str, ...], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*asked)
    assert result.exit_code == 2 and result.stdout == ""
    assert said in result.stderr and len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_own_actors_are_kept_listed_and_found(run: Run, own: Path, tmp_path: Path) -> None:
    store = tmp_path / "Données Sahel"
    assert "1 actor added" in run("knowledge", "add", own, "--store", store).stderr
    (row,) = (json.loads(line) for line in run("knowledge", "list", "--store", store).stdout.splitlines())
    assert row["name"] == "Comité des sages de Gao" and row["aliases"] == ["Sages de Gao", "CSG-Gao"]
    assert row["since"] == "2023-05-01" and row["until"] is None
    assert "Sages de Gao" in run("knowledge", "list", "--store", store, "--table").stdout
    found = json.loads(run("who", "CSG-Gao", "--store", store).stdout.splitlines()[0])
    assert found["actor"]["actor_id"] == row["actor_id"]
    assert "Don't know" in run("who", "CSG-Gao").stderr
    # The folder is a store from now on, so that the next command can fill it.
    assert Store(store, create=False).counts()["events"] == 0


def test_own_actors_make_another_run(own: Path, run: Run, tmp_path: Path) -> None:
    """Else an article coded before they were added would be skipped as known."""
    store = tmp_path / "store"
    Store(store)
    before = Coder(store).coder("fr")["knowledge"]
    run("knowledge", "add", own, "--store", store)
    assert Coder(store).coder("fr")["knowledge"] != before == Coder().coder("fr")["knowledge"]


def test_faulty_rows_are_told_with_their_lines(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,code,sector\nA,MLI,SOC\nB,Mali,SOC\nC,MLI,XYZ\n", encoding="utf-8")
    result = run("knowledge", "add", path, "--store", tmp_path / "store")
    assert result.exit_code == 2 and not (tmp_path / "store").exists()
    assert "line 3" in result.stderr and "line 4" in result.stderr and "line 2" not in result.stderr


def test_the_template_can_be_added(run: Run, tmp_path: Path) -> None:
    made = run("knowledge", "template").stdout
    (row,) = csv.DictReader(made.splitlines())
    assert row["name"]
    (tmp_path / "own.csv").write_text(made, encoding="utf-8")
    assert run("knowledge", "add", tmp_path / "own.csv", "--store", tmp_path / "store").exit_code == 0
    said = run("knowledge", "template", "--help").stdout
    assert all(f"  {column} " in said for column in row)


def test_brief_is_a_line_an_event(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Mali met Niger. Chad met Togo.", encoding="utf-8")
    shown = run("code", path, "--brief").stdout.splitlines()
    assert sum("CONSULT visit" in line and "happened 0.80" in line for line in shown) == 2
    assert run("code", path, "--brief", "-o", tmp_path / "a.csv").exit_code == 2

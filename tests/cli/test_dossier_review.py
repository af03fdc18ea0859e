"""`dragoman dossier` and `dragoman review` on a store of one article."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from dragoman import Article, Coded, Event, Span, Store
from dragoman.records import Actor

Run = Callable[..., Result]
TEXT = "La Russie a livré des radars au Mali."
RUSSIA = Actor("La Russie", Span(0, 9), "Russia", "rus", "RUS", "GOV")
MALI = Actor("Mali", Span(32, 36), "Mali", "mli", "MLI", "GOV")
RADARS = Event(
    "feed1234", "a", "AID", None, (RUSSIA,), (MALI,), "happened", {"trigger": (Span(12, 17),)}, date="2024-08-01",
    language="fr", event_text=TEXT, published="2024-08-01", quad_class="material cooperation", score=10.0,
    topics=("equipment",), outlet="Sahel Dépêches",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    article = Article(TEXT, id="a", language="fr", published=date(2024, 8, 1), outlet="Sahel Dépêches")
    Store(tmp_path / "sahel").add(Coded(article, (RADARS,)))
    return tmp_path / "sahel"


def test_a_dossier_in_each_form(run: Run, store: Path) -> None:
    told = run("dossier", "MLI", "RUS", "--store", store, "--language", "en")
    assert (
        told.exit_code == 0 and "| Military equipment | delivered | 1 August 2024 | delivery |" in told.stdout
    )
    made = json.loads(run("dossier", "MLI", "RUS", "--store", store, "--json").stdout)
    assert made["undertakings"][0]["status"] == "delivered"
    page = run("dossier", "MLI", "RUS", "--store", store, "--html").stdout
    assert page.startswith("<!doctype html>") and "« La Russie a livré des radars au Mali. »" in page


def test_two_without_an_event_are_told_so(run: Run, store: Path) -> None:
    made = run("dossier", "MLI", "CHN", "--store", store)
    assert made.exit_code == 0
    assert "No event of the 1" in made.stderr and "dragoman who" in made.stderr
    assert "Cela ne dit pas" in made.stdout


def test_one_side_alone_is_refused(run: Run, store: Path) -> None:
    made = run("dossier", "MLI", "MLI", "--store", store)
    assert made.exit_code == 2 and "two sides" in made.stderr
    assert run("dossier", "MLI", "RUS", "--store", store, "--since", "hier").exit_code == 2


def test_a_review_is_said_and_shown(run: Run, store: Path) -> None:
    made = run(
        "review", "feed", "--set", "modality=planned", "--set", "actor=CHN", "--by", "Awa", "--store", store
    )
    assert made.exit_code == 0
    assert "modality is planned, was happened, says Awa" in made.stderr
    assert "actor is China, was Russia, says Awa" in made.stderr
    [event] = Store(store).events()
    assert event.modality == "planned" and event.actor[0].code == "CHN"
    rows = [json.loads(line) for line in run("review", "list", "--store", store).stdout.splitlines()]
    assert [(r["field"], r["by"]) for r in rows] == [("modality", "Awa"), ("actor", "Awa")]
    assert "record" not in rows[0]


def test_gold_goes_to_a_file(run: Run, store: Path, tmp_path: Path) -> None:
    run("review", "feed", "--confirm", "--by", "Awa", "--store", store)
    made = run("review", "export", "--store", store, "-o", tmp_path / "gold.jsonl")
    assert "1 sentence of gold written" in made.stderr
    [row] = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text().splitlines()]
    assert [e["event_type"] for e in row["events"]] == ["AID"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["feed", "--confirm"], "--by"),
        (["feed", "--by", "Awa"], "Confirm"),
        (["beef", "--confirm", "--by", "Awa"], "no event beef"),
        (["feed", "--set", "modality", "--by", "Awa"], "names no value"),
        (["feed", "--confirm", "--set", "date=2024", "--by", "Awa"], "Confirm"),
        (["list", "--confirm", "--by", "Awa"], "id of the event"),
    ],
)
def test_what_makes_no_review_is_one_sentence(
    run: Run, store: Path, arguments: list[str], words: str
) -> None:
    made = run("review", *arguments, "--store", store)
    assert made.exit_code == 2 and words in made.stderr
    assert len(made.stderr.strip().splitlines()) == 1
    assert Store(store).reviews() == []


def test_nobody_has_reviewed_yet(run: Run, store: Path) -> None:
    assert "Nobody has reviewed" in run("review", "list", "--store", store).stderr
    assert "event_loc" in run("review", "x", "--set", "help=fields").stdout

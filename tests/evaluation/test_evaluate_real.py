"""`dragoman evaluate` itself, over a dozen of our own sentences, and our own gold against its floors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.codebook import types
from dragoman.coding import Coder
from dragoman.evaluation import floors, gold
from dragoman.evaluation.cases import events_by_article
from dragoman.evaluation.evaluation import evaluate
from dragoman.records import MODALITIES

ROOT = Path(__file__).parents[2]
OWN = ROOT / "samples" / "gold"
FLOORS = Path(__file__).parent / "floors.toml"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, words)])


@pytest.fixture(scope="module")
def dozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "dozen.jsonl"
    lines = [*(OWN / "fr.jsonl").read_text(encoding="utf-8").splitlines()[::12]]
    lines += (OWN / "en.jsonl").read_text(encoding="utf-8").splitlines()[::12]
    path.write_text("\n".join(lines[:12]), encoding="utf-8")
    return path


def rows(language: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_gold_has_all_types_all_modalities_and_silence(language: str) -> None:
    events = [e for r in rows(language) for e in r["events"]]
    assert {e["event_type"] for e in events} == set(types())
    assert min(Counter(e["modality"] for e in events)[m] for m in MODALITIES) >= 3
    assert sum(not r["events"] for r in rows(language)) >= 10
    assert len(rows(language)) >= 60


def test_reports_of_a_real_run(dozen: Path, tmp_path: Path) -> None:
    done = run(dozen, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html", "--draws", 50)
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["gold"]["sentences"] == 12
    assert set(report["by"]["language"]) == {"fr", "en"}
    assert report["coder"]["dragoman"]
    assert "Sentence 11" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.part"))


def test_records_of_a_file_are_scored_without_coding(dozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    loaded = gold.load([dozen])
    coded = events_by_article(Coder().stream(loaded.articles))
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(json.dumps(e.to_dict()) for v in coded.values() for e in v), encoding="utf-8")
    here = evaluate(loaded, coded, draws=0).figures["type-sides"]
    monkeypatch.setattr(Coder, "read", None)
    done = run(dozen, "--records", path, "--json", tmp_path / "r.json", "--draws", 0)
    assert done.exit_code == 0, done.output
    there = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["measures"]["type-sides"]
    assert (there["right"], there["told"], there["wanted"]) == (here.right, here.told, here.wanted)


def test_floors_decide_the_exit_code(dozen: Path, tmp_path: Path) -> None:
    records = tmp_path / "none.jsonl"
    loaded = gold.load([dozen])
    coded = events_by_article(Coder().stream(loaded.articles))
    records.write_text(
        "\n".join(json.dumps(e.to_dict()) for v in coded.values() for e in v), encoding="utf-8"
    )
    path = tmp_path / "floors.toml"
    for floor, digest, code, said in (
        (0.0, loaded.digest, 0, ""),
        (1.01, loaded.digest, 2, "below its floor of 1.01"),
        (0.0, "beef", 2, "has the digest"),
    ):
        path.write_text(f'[[gold]]\ndigest = "{digest}"\n[gold.all]\ntype = {floor}\n', encoding="utf-8")
        done = run(dozen, "--records", records, "--floors", path, "--draws", 0)
        assert done.exit_code == code, done.output
        assert said in done.output


def test_two_files_are_needed_for_agreement(dozen: Path) -> None:
    done = run(dozen, "--agreement")
    assert (done.exit_code, "exactly two" in done.output) == (2, True)
    same = run(dozen, dozen, "--agreement", "--draws", 20)
    assert same.exit_code == 0 and "1.000" in same.output


def test_swap_runs_on_our_own_sentences(dozen: Path, tmp_path: Path) -> None:
    done = run(dozen, "--swap", "--json", tmp_path / "swap.json")
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "swap.json").read_text(encoding="utf-8"))
    assert {(r["language"], r["kind"]) for r in report} == {
        (x, k) for x in ("fr", "en") for k in ("countries", "armed")
    }


def test_our_own_gold_holds_its_floors() -> None:
    loaded = gold.load([OWN])
    made = evaluate(loaded, events_by_article(Coder().stream(loaded.articles)), draws=0)
    told = list(floors.broken(floors.load(FLOORS, loaded.digest), made))
    assert told == []

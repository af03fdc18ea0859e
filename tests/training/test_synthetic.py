"""Authored sentences become gold rows; a faulty line is named and nothing is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation import gold

SCRIPT = Path(__file__).parents[2] / "training" / "annotation" / "synthetic.py"
DATA = Path(__file__).parents[2] / "training" / "data"
TEXT = "Le Mali a rappelé son ambassadeur à Alger, selon un communiqué."


def authored(**changes: Any) -> dict[str, Any]:
    return {
        "type": "SANCTION", "mode": "withdraw", "modality": "happened", "trigger": "rappelé",
        "actor": [["Le Mali", "MLI", ""]], "recipient": [["Alger", "DZA", ""]], **changes,
    }  # fmt: skip


def run(folder: Path, *lines: dict[str, Any] | str) -> tuple[subprocess.CompletedProcess[str], Path]:
    given, out = folder / "01.jsonl", folder / "made.jsonl"
    given.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    command = [sys.executable, SCRIPT, given, "--language", "fr", "--out", out]
    return subprocess.run(command, capture_output=True, text=True, check=False), out


def test_an_authored_line_becomes_a_gold_row(tmp_path: Path) -> None:
    done, out = run(tmp_path, {"text": TEXT, "published": "2025-04-07", "events": [authored()]})
    assert done.returncode == 0, done.stderr
    (sentence,) = gold.load([out]).sentences
    assert (sentence.source, sentence.stratum, sentence.language) == ("synthetic", "synthetic", "fr")
    (event,) = sentence.events
    assert event.trigger.of(TEXT) == "rappelé"
    assert [(p.span.of(TEXT), p.code) for p in event.actor + event.recipient] == [
        ("Le Mali", "MLI"),
        ("Alger", "DZA"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"text": TEXT, "events": [authored(trigger="rappel")]}, "whole words"),
        ({"text": TEXT, "events": [authored(mode="visit")]}, "no mode"),
        ({"text": TEXT, "events": [authored(), authored()]}, "one trigger"),
        ({"text": TEXT, "events": [authored(speaker="x")]}, "speaker"),
        ({"text": TEXT, "published": "hier", "events": []}, "hier"),
        ({"text": " " + TEXT, "events": []}, "space"),
        ({"text": "Il pleut.", "events": []}, "above already"),
        ({"text": TEXT}, "lacks"),
        ("{", "01.jsonl:2"),
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_written(
    tmp_path: Path, line: dict[str, Any] | str, fault: str
) -> None:
    done, out = run(tmp_path, {"text": "Il pleut.", "events": []}, line)
    assert done.returncode == 2
    assert "01.jsonl:2" in done.stderr
    assert fault in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("path", sorted(DATA.glob("synthetic-*.jsonl")), ids=lambda p: p.name)
def test_the_synthetic_sentences_load_and_are_marked(path: Path) -> None:
    loaded = gold.load([path]).sentences
    assert {s.stratum for s in loaded} == {s.source for s in loaded} == {"synthetic"}
    assert len({s.key for s in loaded}) == len(loaded)

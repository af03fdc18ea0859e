"""The command line with the real coder: the same as from Python, with one worker and with two, offsets exact."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman import Coder
from dragoman.reading import read
from dragoman.records import Article

SAMPLES = Path(__file__).parents[2] / "samples"
CHOSEN = [
    SAMPLES / "fr" / "breves.jsonl",
    SAMPLES / "en" / "briefs.jsonl",
    SAMPLES / "fr" / "mali-russie-entretien.txt",
]


@pytest.fixture(scope="module")
def from_python() -> list[str]:
    articles = (a for a in read(CHOSEN) if isinstance(a, Article))
    return [e.id for coded in Coder().stream(articles) for e in coded.events]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_same_from_python_and_the_command_line(workers: str, from_python: list[str]) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DRAGOMAN_STORE"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from dragoman.cli import main; main()",
            "code",
            *map(str, CHOSEN),
            "--workers",
            workers,
        ],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert from_python
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == from_python
    texts = {a.id: a.text for a in read(CHOSEN) if isinstance(a, Article)}
    for record in records:
        for side in (*record["actor"], *record["recipient"]):
            if side["span"]:
                said = texts[record["article_id"]][side["span"]["start"] : side["span"]["end"]]
                assert said == side["raw_text"]

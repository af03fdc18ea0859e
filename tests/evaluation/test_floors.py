"""Floors: held, broken, of another gold, of no measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_made import five, gold_of

from dragoman.errors import ConfigError
from dragoman.evaluation import floors
from dragoman.evaluation.evaluation import Evaluation, assess

DIGEST = "0123456789abcdef"


@pytest.fixture(scope="module")
def made() -> Evaluation:
    return assess(gold_of(five(), DIGEST), five(), five(), coder={}, draws=0)


def written(folder: Path, body: str, digest: str = DIGEST) -> Path:
    path = folder / "floors.toml"
    path.write_text(f'[[gold]]\nfiles = ["x"]\ndigest = "{digest}"\n{body}', encoding="utf-8")
    return path


def broken(folder: Path, body: str, made: Evaluation) -> list[str]:
    return list(floors.broken(floors.load(written(folder, body), DIGEST), made))


def test_held(tmp_path: Path, made: Evaluation) -> None:
    body = '[gold.all]\ntype = 0.5\nfound = 0.75\ndirection = 0.0\n"recall-at-0.80" = 0.25\n[gold.fr]\nfound = 0.8\n'
    assert [s for s in broken(tmp_path, body, made) if "direction" not in s] == []


def test_each_broken_floor_is_a_sentence(tmp_path: Path, made: Evaluation) -> None:
    told = broken(
        tmp_path, "[gold.all]\ntype = 0.501\nsilence = 0.4\n[gold.en]\ntype = 0.9\ndate = 0.1\n", made
    )
    assert told == [
        "type of all is 0.500, below its floor of 0.501.",
        "type of en is 0.667, below its floor of 0.9.",
        "date of en has nothing to score any more; its floor is 0.1.",
    ]


def test_an_error_has_a_ceiling(tmp_path: Path, made: Evaluation) -> None:
    assert broken(tmp_path, "[gold.all]\ncalibration-error = 1.0\n", made) == []
    (told,) = broken(tmp_path, "[gold.all]\ncalibration-error = 0.001\n", made)
    assert "above its ceiling" in told


def test_another_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"has the digest ffff.*{DIGEST}.*docs/scores.md"):
        floors.load(written(tmp_path, ""), "ffff")


def test_what_is_no_measure_or_group_is_refused(tmp_path: Path, made: Evaluation) -> None:
    with pytest.raises(ConfigError, match="'typ', which is no measure"):
        broken(tmp_path, "[gold.all]\ntyp = 0.1\n", made)
    with pytest.raises(ConfigError, match="'de', which the gold has not"):
        broken(tmp_path, "[gold.de]\ntype = 0.1\n", made)
    path = tmp_path / "bad.toml"
    path.write_text("[[", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        floors.load(path, DIGEST)

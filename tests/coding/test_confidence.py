"""Confidence: a probability that follows what a record knows, from weights that all have a feature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.codebook import types
from dragoman.coding import Coder
from dragoman.coding.candidates import Verdict
from dragoman.coding.confidence import HIGHEST, LOWEST, confidence, features, model
from dragoman.records import Article, Event


@pytest.fixture(scope="module")
def attack() -> Event:
    return Coder().code(Article("Malian soldiers attacked rebels near Kidal on Monday.", language="en"))[0]


def test_every_weight_has_a_feature(attack: Event) -> None:
    names = {f"type {name}" for name in types()}
    verdict = Verdict(0.7, 0.8, 0.6, mark=None)  # type: ignore[arg-type]
    assert set(model()["frames"]["weights"]) <= set(features(attack)) | names
    assert set(model()["both"]["weights"]) <= set(features(attack, verdict)) | names


def test_what_the_judge_doubts_is_less_sure(attack: Event) -> None:
    sure, unsure = (Verdict(p, p, p, mark=None) for p in (0.9, 0.1))  # type: ignore[arg-type]
    assert confidence(attack, unsure) < confidence(attack, sure)


def test_it_is_a_probability(attack: Event) -> None:
    assert LOWEST <= confidence(attack) <= HIGHEST
    assert LOWEST <= attack.confidence <= HIGHEST


def test_a_record_that_knows_its_sides_is_surer(attack: Event) -> None:
    assert confidence(replace(attack, actor=(), recipient=())) < confidence(attack)


def test_the_file_says_what_it_was_fitted_on() -> None:
    for readers in ("frames", "both"):
        assert model()[readers]["records"] >= 300
        assert 0 < model()[readers]["calibration_error_left_out"] < 0.1

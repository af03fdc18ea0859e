"""Confidence: a probability that follows what a record knows, from weights that all have a feature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.codebook import types
from dragoman.coding import Coder
from dragoman.coding.confidence import HIGHEST, LOWEST, confidence, features, model
from dragoman.records import Article, Event


@pytest.fixture(scope="module")
def attack() -> Event:
    return Coder().code(Article("Malian soldiers attacked rebels near Kidal on Monday.", language="en"))[0]


def test_every_weight_has_a_feature(attack: Event) -> None:
    known = set(features(attack)) | {f"type {name}" for name in types()}
    assert set(model()["weights"]) <= known


def test_it_is_a_probability(attack: Event) -> None:
    assert LOWEST <= confidence(attack) <= HIGHEST
    assert attack.confidence == confidence(attack)


def test_a_record_that_knows_its_sides_is_surer(attack: Event) -> None:
    assert confidence(replace(attack, actor=(), recipient=())) < confidence(attack)


def test_the_file_says_what_it_was_fitted_on() -> None:
    assert model()["records"] >= 300
    assert 0 < model()["calibration_error_left_out"] < 0.1

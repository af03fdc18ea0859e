"""Figures over hand-made cases, computed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_made import case, five, told

from dragoman.evaluation.confusion import confusion, faults
from dragoman.evaluation.measures import MEASURES
from dragoman.evaluation.scores import gap, grouped, score


def test_figures_by_hand() -> None:
    made = score(five(), draws=0)
    by_hand = {
        "found": (3, 4, 4, 0.75),
        "type": (2, 4, 4, 0.5),
        "type-sides": (2, 4, 4, 0.5),
        "whole": (2, 4, 4, 0.5),
        "dyad": (2, 4, 4, 0.5),
        "silence": (1, 2, 2, 0.5),
        "type-macro": (2, 4, 4, 0.5),  # ACCUSE 1, AID 0, CONSULT 1, SUPPORT 0
        "document": (2, 4, 4, 0.5),
        "modality": (2, 2, 2, 1.0),
        "actor": (2, 2, 2, 1.0),
    }
    told_ = {n: (made[n].right, made[n].told, made[n].wanted, made[n].value) for n in by_hand}
    assert told_ == by_hand
    assert made["date"].value is None, "nothing asked, nothing told: no figure"


def test_a_mean_over_labels_leaves_out_those_the_gold_never_has() -> None:
    labels = {
        x.name: (x.precision, x.recall, x.f1, x.wanted) for x in score(five(), draws=0)["type-macro"].labels
    }
    assert labels["ACCUSE"] == (1.0, 1.0, 1.0, 1)
    assert labels["PROTEST"] == (0.0, None, 0.0, 0)
    assert labels["SUPPORT"] == (None, 0.0, 0.0, 1)


def test_modality_by_hand() -> None:
    """happened: 2 gold, 1 told and right, F1 2/3; denied: 1 gold, 2 told, 1 right, F1 2/3."""
    cases = [
        case([told()], [told()], article="a"),
        case([told()], [told(modality="denied")], article="b"),
        case([told(modality="denied")], [told(modality="denied")], article="c"),
    ]
    assert score(cases, draws=0)["modality"].value == pytest.approx(2 / 3)


def test_confusion_has_none() -> None:
    assert confusion(five()) == {
        ("ACCUSE", "ACCUSE"): 1,
        ("AID", "ASSAULT"): 1,
        ("CONSULT", "CONSULT"): 1,
        ("NONE", "NONE"): 1,
        ("NONE", "PROTEST"): 1,
        ("SUPPORT", "NONE"): 1,
    }
    assert faults(five()) == {"missed": 1, "extra": 1, "type": 1}


def test_groups_of_sentences() -> None:
    made = grouped(five(), "language")
    assert {k: len(v) for k, v in made.items()} == {"en": 3, "fr": 2}
    assert score(made["fr"], draws=0)["found"].value == pytest.approx(0.8)  # 2 of 3 gold, 2 of 2 coded


def test_groups_of_events_keep_what_answers_and_what_claims_the_type() -> None:
    made = grouped([*five(), case([], [told("ACCUSE")], article="f")], "type")
    assert list(made) == ["ACCUSE", "AID", "CONSULT", "SUPPORT"]
    accuse, aid = score(made["ACCUSE"], draws=0), score(made["AID"], draws=0)
    assert (accuse["type"].right, accuse["type"].told, accuse["type"].wanted) == (1, 2, 1)
    assert (aid["found"].right, aid["type"].right, aid["type"].told) == (1, 0, 1)


def test_articles_are_drawn_not_sentences() -> None:
    """One article all right, one all wrong, thirty sentences each: a quarter of the draws has only one of the two."""
    good = [case([told()], [told()], article="good") for _ in range(30)]
    bad = [case([told()], [], article="bad") for _ in range(30)]
    figure = score([*good, *bad])["type"]
    assert (figure.low, figure.high) == (0.0, 1.0)


def test_intervals_are_repeatable_and_hold_the_value() -> None:
    first, second = score(five()), score(five())
    assert first == second
    for figure in first.values():
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high
    assert score([case([told()], [told()])])["type"].low == 1.0


def test_the_gap_of_the_languages_by_hand() -> None:
    """Found: English 1 of 1 gold and 2 coded, F1 2/3; French 2 of 3 gold and 2 coded, F1 4/5."""
    made = grouped(five(), "language")
    found = next(m for m in MEASURES if m.name == "found")
    between = gap(made["en"], made["fr"], found)
    assert between is not None and between.value == pytest.approx(2 / 3 - 4 / 5)
    assert between.low is not None and between.high is not None and between.low < between.value < between.high
    assert gap(made["en"], [case(language="fr")], found) is None


def test_every_measure_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "gold-format.md").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES if f"`{m.name}`" not in text] == []

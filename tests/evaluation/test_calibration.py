"""Confidence held against outcome, computed by hand."""

from __future__ import annotations

import pytest
from evaluation_made import case, told
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.calibration import abstention, outcomes, recall_at, reliability
from dragoman.evaluation.cases import Case


def sure(*answers: tuple[float, bool]) -> list[Case]:
    """One article a record, of this confidence, right or not; each sentence has a gold event."""
    return [
        case([told()], [told("ACCUSE" if right else "AID", confidence=c)], article=str(k))
        for k, (c, right) in enumerate(answers)
    ]


FOUR = [*sure((0.9, True), (0.8, True), (0.7, False), (0.6, True)), case([told()], [], article="missed")]


def test_recall_at_precision_by_hand() -> None:
    """From .9: 1 of 1 right; .8: 2 of 2; .7: 2 of 3; .6: 3 of 4. Five gold events."""
    at_80, at_75 = recall_at(outcomes(FOUR)), recall_at(outcomes(FOUR), 0.75)
    assert at_80 is not None and at_75 is not None
    assert (at_80.recall, at_80.confidence) == (pytest.approx(0.4), 0.8)
    assert (at_75.recall, at_75.confidence) == (pytest.approx(0.6), 0.6)
    assert at_80.low is not None and at_80.high is not None and at_80.low <= 0.4 <= at_80.high


def test_recall_is_none_at_all_where_no_threshold_holds() -> None:
    made = recall_at(outcomes(sure((0.9, False), (0.8, True))))
    assert made is not None and (made.recall, made.confidence) == (0.0, None)
    assert recall_at(outcomes([case([], [told()])])) is None


def test_records_of_one_confidence_stand_or_fall_together() -> None:
    """Right and wrong at the same 0.9 are one step: precision 0.5, although one order would show 1.0 first."""
    made = recall_at(outcomes(sure((0.9, True), (0.9, False))))
    assert made is not None and made.recall == 0.0


def test_calibration_error_by_hand() -> None:
    """Two bins: .6 and .7, mean .65, half right; .8 and .9, mean .85, all right: both off by .15."""
    made = reliability(outcomes(FOUR), bins=2)
    assert [(b.confidence, b.right, b.records) for b in made.bins] == [
        (pytest.approx(0.65), 0.5, 2),
        (pytest.approx(0.85), 1.0, 2),
    ]
    assert made.error == pytest.approx(0.15)


def test_one_confidence_is_one_bin() -> None:
    made = reliability(outcomes(sure(*[(0.5, k % 2 == 0) for k in range(10)])))
    assert len(made.bins) == 1 and made.error == pytest.approx(0.0)


def test_no_record_no_error() -> None:
    assert reliability(outcomes([case([told()], [])])).error is None
    assert abstention(outcomes([case([told()], [])])) == []


def test_abstention_by_hand() -> None:
    points = {p.coverage: (p.precision, p.recall) for p in abstention(outcomes(FOUR))}
    assert points == {
        0.25: (1.0, pytest.approx(0.2)),
        0.5: (1.0, pytest.approx(0.4)),
        0.75: (pytest.approx(2 / 3), pytest.approx(0.4)),
        1.0: (0.75, pytest.approx(0.6)),
    }


@given(
    st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=20)
)
def test_bins_hold_every_record_once(answers: list[tuple[float, bool]]) -> None:
    made = reliability(outcomes(sure(*answers)), draws=0)
    assert sum(b.records for b in made.bins) == len(answers)
    assert sum(b.right * b.records for b in made.bins) == pytest.approx(sum(r for _, r in answers))
    assert made.error is not None and 0 <= made.error <= 1

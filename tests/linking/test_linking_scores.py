"""The measures, against a case worked out by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking.scores import b_cubed, pair_counts, pairwise

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
FOUND = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}


def test_by_hand():
    # Together: ab, cd, ce, de; belonging: ab, ac, bc, de; right: ab, de.
    assert pair_counts(GOLD, FOUND) == (2, 4, 4)
    assert pairwise(GOLD, FOUND).f1 == 0.5
    # a, b: 2/2; c: 1/3; d, e: 2/3. Recall: a, b: 2/3; c: 1/3; d, e: 2/2.
    assert abs(b_cubed(GOLD, FOUND).precision - (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5) < 1e-12
    assert abs(b_cubed(GOLD, FOUND).recall - (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5) < 1e-12


def test_what_only_one_side_knows_does_not_count():
    assert pair_counts({**GOLD, "z": 1}, FOUND) == pair_counts(GOLD, FOUND)


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 3)))
def test_gold_against_itself_is_right(gold):
    for measure in (pairwise, b_cubed):
        score = measure(gold, gold)
        assert abs(score.precision - 1) < 1e-9 and abs(score.recall - 1) < 1e-9


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_swapping_the_sides_swaps_precision_and_recall(pairs):
    gold = {str(i): g for i, (g, _) in enumerate(pairs)}
    found = {str(i): f for i, (_, f) in enumerate(pairs)}
    for measure in (pairwise, b_cubed):
        one, other = measure(gold, found), measure(found, gold)
        assert abs(one.precision - other.recall) < 1e-12 and abs(one.recall - other.precision) < 1e-12

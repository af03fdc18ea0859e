"""Which coded event answers which gold event."""

from __future__ import annotations

from itertools import permutations

from evaluation_made import TEXT, at, party, told
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.matching import EXACT, _worth, match

WORDS = ("accused", "arming", "said", "died")
KINDS = ("ACCUSE", "AID", "ASSAULT")
EVENTS = st.builds(
    lambda kind, trigger, code: told(kind, trigger, actor=(party("Mali", code),)),
    st.sampled_from(KINDS),
    st.sampled_from(WORDS),
    st.sampled_from(("MLI", "FRA")),
)


def test_words_that_meet_match_whatever_the_type() -> None:
    assert match([told()], [told("THREATEN")], False, TEXT) == ((0, 0),)


def test_the_same_type_matches_whatever_the_words() -> None:
    assert match([told("ASSAULT", "died")], [told("ASSAULT", "arming")], False, TEXT) == ((0, 0),)


def test_neither_type_nor_words_is_no_match() -> None:
    assert match([told("ASSAULT", "died")], [told("AID", "arming")], False, TEXT) == ()


def test_one_answers_one() -> None:
    assert match([told()], [told(), told()], False, TEXT) == ((0, 0),)


def test_countries_decide_between_two_of_a_type() -> None:
    gold = [told("ASSAULT", "died", actor=(party("Russia", "RUS"),))]
    coded = [told("ASSAULT", "arming"), told("ASSAULT", "said", actor=(party("Russia", "RUS"),))]
    assert match(gold, coded, False, TEXT) == ((0, 1),)


def test_the_whole_is_best_not_the_first_pair() -> None:
    """Greedy would give the first gold the second coded event (same words and type) and leave the other without."""
    gold = [told("AID", "arming"), told("ACCUSE", "arming")]
    coded = [told("AID", "died"), told("AID", "arming")]
    assert match(gold, coded, False, TEXT) == ((0, 0), (1, 1))


@given(st.lists(EVENTS, max_size=4), st.lists(EVENTS, max_size=4))
def test_no_assignment_is_better(gold: list[Annotation], coded: list[Annotation]) -> None:
    pairs = match(gold, coded, False, TEXT)
    worth = [[_worth(g, c, False, TEXT) for c in coded] for g in gold]
    assert len({g for g, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert all(worth[g][c] for g, c in pairs)
    wide = [[*row, *[0] * len(gold)] for row in worth]
    best = max(
        (
            sum(wide[g][c] for g, c in enumerate(order))
            for order in permutations(range(len(coded) + len(gold)), len(gold))
        ),
        default=0,
    )
    assert sum(worth[g][c] for g, c in pairs) == best


def test_a_sentence_with_very_many_records_is_matched_too() -> None:
    coded = [told("AID", "died")] * (EXACT + 1) + [told("ACCUSE", "accused")]
    assert match([told()], coded, False, TEXT) == ((0, EXACT + 1),)
    assert at("accused").overlaps(coded[-1].trigger)

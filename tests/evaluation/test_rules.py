"""Field by field: when two annotations of a sentence agree."""

from __future__ import annotations

import pytest
from evaluation_made import TEXT, Toll, When, Where, at, party, told
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation import rules
from dragoman.evaluation.annotation import Party
from dragoman.evaluation.rules import Tally
from dragoman.records import Span

WHOLE = Span(0, len(TEXT))
BEFORE = Span(at("accused").start, len(TEXT))  # a sentence that does not contain the words before the trigger


def test_types_are_compared_by_the_letter_unless_lenient() -> None:
    assert rules.same_type(told(), told(), False, TEXT)
    assert not rules.same_type(told(), told("THREATEN"), True, TEXT)


def test_lenient_takes_agree_for_a_treaty_that_is_signed_only() -> None:
    signed, praised = "Mali signed a pact", "Mali praised a pact"
    for text, quote, accepted in ((signed, "signed", True), (praised, "praised", False)):
        gold, coded = told("SUPPORT", quote, text), told("AGREE", quote, text)
        assert rules.same_type(gold, coded, True, text) is accepted
        assert not rules.same_type(gold, coded, False, text)
        assert not rules.same_type(coded, gold, True, text)


@pytest.mark.parametrize(
    ("gold_mode", "coded_mode", "accepted"),
    [
        (None, "restrict", True),
        ("discontinue", None, True),
        ("convict", "restrict", False),
        (None, "arrest", False),
    ],
)
def test_lenient_takes_coerce_restrict_for_an_embargo(gold_mode: str | None, coded_mode: str | None, accepted: bool) -> None:  # fmt: skip
    gold, coded = told("SANCTION", event_mode=gold_mode), told("COERCE", event_mode=coded_mode)
    assert rules.same_type(gold, coded, True, TEXT) is accepted


def test_a_party_without_a_country_makes_no_demand() -> None:
    gold = told(actor=(party("Mali", "MLI"), party("rebels", "")))
    assert rules.same_side(gold, told(actor=(party("Mali", "MLI"),)), "actor", WHOLE)
    assert not rules.same_side(
        gold, told(actor=(party("Mali", "MLI"), party("Russia", "RUS"))), "actor", WHOLE
    )
    assert not rules.same_side(gold, told(actor=()), "actor", WHOLE)


def test_parties_of_a_meeting_count_on_whichever_side() -> None:
    gold = told("CONSULT", actor=(party("Mali", "MLI"), party("France", "FRA")), recipient=())
    coded = told("CONSULT")
    assert rules.same_sides(gold, coded, WHOLE)
    accuse = told(actor=(party("Mali", "MLI"), party("France", "FRA")), recipient=())
    assert not rules.same_sides(accuse, told(), WHOLE)


def test_a_party_named_in_another_sentence_is_no_claim_about_this_one() -> None:
    gold = told(actor=())
    assert rules.same_side(gold, told(), "actor", BEFORE)
    assert not rules.same_side(gold, told(), "actor", WHOLE)
    gold = told(actor=(party("rebels", "MLI"),))
    assert rules.same_side(gold, told(), "actor", BEFORE), "its country is right wherever its words stand"


def test_direction() -> None:
    gold = told()
    crossed = told(actor=gold.recipient, recipient=gold.actor)
    assert rules.direction(gold, gold) is True
    assert rules.direction(gold, crossed) is False
    assert rules.direction(gold, told(actor=(*gold.actor, *gold.recipient), recipient=())) is False
    assert rules.direction(gold, told(recipient=())) is None, "the countries are not all there"
    assert rules.direction(told(recipient=()), crossed) is None
    assert rules.direction(told("CONSULT"), told("CONSULT")) is None


def test_a_dyad_has_two_countries() -> None:
    assert rules.is_dyad(told())
    assert not rules.is_dyad(told(recipient=()))
    assert not rules.is_dyad(told(recipient=(party("rebels", "MLI"),)))
    assert not rules.is_dyad(told(recipient=(party("rebels", ""),)))
    assert rules.is_dyad(told("CONSULT", actor=(party("Mali", "MLI"), party("France", "FRA")), recipient=()))


def test_parties_meet_by_most_shared_words() -> None:
    gold = told(actor=(Party(at("ten soldiers"), "MLI", "MIL"),), recipient=(party("rebels", "MLI"),))
    coded = told(actor=(Party(at("soldiers"), "FRA"),), recipient=(party("Russia", "RUS"),))
    assert rules.parties_met(gold, coded) == [(gold.actor[0], coded.actor[0])]


def test_a_field_is_right_told_or_wanted() -> None:
    kidal, monday = at("Kidal"), at("Monday")
    gold = told(place=Where(kidal, "MLI"))
    assert rules.place(gold, told(place=Where(monday, "MLI")), WHOLE) == Tally(1, 1, 1)
    assert rules.place(gold, told(place=Where(kidal, "NER")), WHOLE) == Tally(0, 1, 1)
    assert rules.place(gold, told(), WHOLE) == Tally(0, 0, 1)
    assert rules.place(told(), told(place=Where(kidal, "MLI")), WHOLE) == Tally(0, 1, 0)
    assert rules.place(told(), told(place=Where(monday, "MLI")), BEFORE) == Tally(0, 0, 0)
    assert rules.place(told(place=Where(kidal, "")), told(place=Where(kidal, "MLI")), WHOLE) == Tally(0, 0, 0)


def test_dates_are_compared_whole_and_leniently_to_the_coarser() -> None:
    day, month = told(date=When(at("Monday"), "2024-08-05")), told(date=When(at("Monday"), "2024-08"))
    assert rules.day(day, month, WHOLE) == Tally(0, 1, 1)
    assert rules.day(day, month, WHOLE, lenient=True) == Tally(1, 1, 1)
    assert rules.day(told(date=When(at("Monday"), "")), day, WHOLE) == Tally(0, 0, 0), (
        "the reader could not resolve it"
    )


def test_speakers_are_the_same_by_words_or_by_country_and_sector() -> None:
    russia = party("Russia", "RUS", "GOV")
    assert rules.same_voice(russia, party("Russia", "USA"))
    assert rules.same_voice(russia, party("Mali", "RUS", "GOV"))
    assert not rules.same_voice(russia, party("Mali", "RUS", "MIL"))
    assert not rules.same_voice(party("Russia"), party("Mali")), "two unknowns are not one"


@pytest.mark.parametrize(
    ("coded", "right"),
    [
        (Toll(10, 10, 10), 1),
        (Toll(8, 12, 14), 1),
        (Toll(11, 12, 14), 0),
        (Toll(10, 10, None), 1),
        (Toll(5, 5, None), 0),
    ],
)
def test_tolls(coded: Toll, right: int) -> None:
    gold = told(dead=Toll(10, 10, 10))
    assert rules.toll(gold, told(dead=coded), WHOLE, "dead") == Tally(right, 1, 1)


def test_wrong_fields_names_each_that_differs_and_only_those() -> None:
    gold = told(event_mode="allege", dead=Toll(10, 10, 10), attribution=party("Russia", "RUS"))
    assert rules.wrong_fields(gold, gold, WHOLE, False, TEXT) == []
    coded = told(
        "THREATEN", modality="alleged", recipient=(), historical=True, injured=Toll(3, 3, 3, at("ten"))
    )
    wrong = ["type", "mode", "recipient", "modality", "historical", "attribution", "dead", "injured"]
    assert rules.wrong_fields(gold, coded, WHOLE, False, TEXT) == wrong


def test_bamako_to_paris() -> None:
    """About 4,160 km by the great circle (12.65 N 8.00 W, 48.85 N 2.35 E)."""
    assert rules.kilometres(12.65, -8.00, 48.85, 2.35) == pytest.approx(4160, rel=0.01)
    here = Where(at("Kidal"), "MLI", 18.44, 1.41)
    assert rules.near(told(place=here), told(place=Where(None, "MLI", 18.60, 1.60))) is True
    assert rules.near(told(place=here), told(place=Where(None, "MLI", 16.27, -0.05))) is False
    assert rules.near(told(place=here), told()) is False
    assert rules.near(told(place=Where(None, "MLI")), told(place=here)) is None


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distances_are_symmetric_and_no_longer_than_half_the_globe(
    a: float, b: float, c: float, d: float
) -> None:
    there, back = rules.kilometres(a, b, c, d), rules.kilometres(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016

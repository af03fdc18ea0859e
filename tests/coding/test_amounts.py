from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.amounts import amounts_in, currency_reason

CASES = [
    ("fr", "un prêt de 300 millions d’euros", [(3e8, "EUR", None)]),
    ("fr", "2,5 milliards de francs CFA pour 2024", [(2.5e9, "XOF", 2024)]),
    ("fr", "50 milliards de FCFA au Tchad", [(5e10, "XAF", None)]),
    ("fr", "50 milliards de FCFA au Mali", [(5e10, "XOF", None)]),
    ("fr", "10 millions de dollars américains", [(1e7, "USD", None)]),
    ("fr", "120 millions de roubles", [(1.2e8, "RUB", None)]),
    ("fr", "25 000 tonnes de céréales", [(25000, "tonne", None)]),
    ("fr", "une centrale de 200 MW", [(200, "megawatt", None)]),
    ("fr", "vingt véhicules blindés et deux drones", [(20, "armoured-vehicle", None), (2, "drone", None)]),
    ("fr", "quelque 90.000 barils par jour", [(90000, "barrel", None)]),
    ("fr", "400 soldats", [(400, "troop", None)]),
    ("fr", "une route de 250 kilomètres", [(250, "kilometre", None)]),
    ("fr", "à 12 kilomètres de Gao", []),
    ("fr", "30 km au nord de Gao", []),
    ("fr", "12 morts", []),
    ("fr", "l'euro recule", []),
    ("fr", "le 3 mai, des tonnes de vivres", []),
    ("fr", "12 ans, tonnes", []),
    ("en", "$2.5 billion", [(2.5e9, "USD", None)]),
    ("en", "a loan of €300m", [(3e8, "EUR", None)]),
    ("en", "US$10 million in 2024", [(1e7, "USD", 2024)]),
    ("en", "£50 million", [(5e7, "GBP", None)]),
    ("en", "a ransom of 1 billion naira", [(1e9, "NGN", None)]),
    ("en", "10 billion CFA francs in Chad", [(1e10, "XAF", None)]),
    ("en", "10 billion CFA francs in Nigerien funds", [(1e10, "XOF", None)]),
    ("en", "20 tonnes of relief supplies", [(20, "tonne", None)]),
    ("en", "some 200 additional troops", [(200, "troop", None)]),
    ("en", "three helicopters and 20 drones", [(3, "helicopter", None), (20, "drone", None)]),
    ("en", "5,000 people and a ton of bricks", []),
    ("en", "12 people in dollars", []),
    ("en", "12 miles north of Gao", []),
    ("en", "an area of 9,700 square kilometers", [(9700, "square-kilometre", None)]),
    ("en", "435 billion rials (nearly $10 million)", [(4.35e11, "IRR", None), (1e7, "USD", None)]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_amounts(language: str, text: str, wanted: list[tuple[float, str, int | None]]) -> None:
    assert [(a.value, a.unit, a.year) for a in amounts_in(text, language)] == wanted


def test_the_article_settles_the_cfa_franc_where_the_sentence_does_not() -> None:
    [amount] = amounts_in("10 milliards de francs CFA", "fr", context="Un prêt pour le Cameroun.")
    assert amount.unit == "XAF"
    assert "Cameroun" in currency_reason("10 milliards de francs CFA", "fr", "Un prêt pour le Cameroun.")


def test_the_span_holds_sign_number_and_unit() -> None:
    text = "He asked for $2.5 billion and 20 tonnes."
    assert [a.span.of(text) for a in amounts_in(text, "en")] == ["$2.5 billion", "20 tonnes"]
    far = f"{'A long way off. ' * 9}They lent nearly €300m."
    assert [a.span.of(far) for a in amounts_in(far, "en")] == ["nearly €300m"]


@given(st.text(alphabet="12 3., $€ millions de dollars tonnes francs CFA\n", max_size=60), st.integers(0, 9))
def test_spans_are_inside_and_in_order(text: str, offset: int) -> None:
    made = amounts_in(text, "fr", offset)
    assert all(offset <= a.span.start < a.span.end <= offset + len(text) for a in made)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(made))

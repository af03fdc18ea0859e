from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.numbers import find_numbers, read_number

FRENCH = [
    ("une dizaine", 9, 10, 11),
    ("au moins 12 morts", 12, 12, None),
    ("au minimum 12 morts", 12, 12, None),
    ("plus de 50 personnes", 50, 50, None),
    ("plus d’une centaine de blessés", 100, 100, None),
    ("près de 40", 36, 40, 40),
    ("environ 30", 27, 30, 33),
    ("quelque 200 soldats", 180, 200, 220),
    ("entre 10 et 15", 10, 12, 15),
    ("10 à 15 assaillants", 10, 12, 15),
    ("trois à quatre cents hommes", 300, 350, 400),
    ("deux ou trois jours", 2, 2, 3),
    ("des dizaines de morts", 20, 20, None),
    ("plusieurs dizaines", 20, 30, None),
    ("une centaine", 90, 100, 110),
    ("des centaines", 200, 200, None),
    ("des milliers", 2000, 2000, None),
    ("des dizaines de milliers", 20000, 20000, None),
    ("douze", 12, 12, 12),
    ("vingt et un", 21, 21, 21),
    ("vingt et une femmes", 21, 21, 21),
    ("soixante et onze", 71, 71, 71),
    ("soixante-dix-sept", 77, 77, 77),
    ("quatre-vingts", 80, 80, 80),
    ("quatre-vingt-un", 81, 81, 81),
    ("quatre-vingt-dix", 90, 90, 90),
    ("quatre-vingt-dix-neuf", 99, 99, 99),
    ("cent vingt", 120, 120, 120),
    ("mille deux cents", 1200, 1200, 1200),
    ("trois mille quatre cent cinquante-six", 3456, 3456, 3456),
    ("1.200", 1200, 1200, 1200),
    ("1 200", 1200, 1200, 1200),
    ("1\u202f200", 1200, 1200, 1200),
    ("1,200", 1200, 1200, 1200),
    ("12 345 678", 12345678, 12345678, 12345678),
    ("2,5 millions", 2500000, 2500000, 2500000),
    ("deux millions et demi", 2500000, 2500000, 2500000),
    ("trois millions cinq cent mille", 3500000, 3500000, 3500000),
    ("10 à 15 millions", 10000000, 12500000, 15000000),
    ("aucun mort", 0, 0, 0),
    ("plusieurs civils", 2, 3, None),
    ("jusqu’à 20", 0, 20, 20),
    ("moins de 20", 0, 20, 20),
    ("une demi-douzaine", 5, 6, 7),
    ("deux douzaines", 24, 24, 24),
    ("un soldat", 1, 1, 1),
    ("une quinzaine", 13, 15, 17),
]
ENGLISH = [
    ("a dozen", 10, 12, 14),
    ("two dozen", 24, 24, 24),
    ("half a dozen", 5, 6, 7),
    ("dozens", 24, 24, None),
    ("scores of people", 40, 40, None),
    ("hundreds", 200, 200, None),
    ("tens of thousands", 20000, 20000, None),
    ("hundreds of thousands", 200000, 200000, None),
    ("at least 12", 12, 12, None),
    ("more than 50", 50, 50, None),
    ("over 300", 300, 300, None),
    ("up to 20", 0, 20, 20),
    ("as many as 20", 0, 20, 20),
    ("no fewer than six", 6, 6, None),
    ("fewer than ten", 0, 10, 10),
    ("nearly 40", 36, 40, 40),
    ("some 300", 270, 300, 330),
    ("between 10 and 15", 10, 12, 15),
    ("10 to 15", 10, 12, 15),
    ("3,000-5,000", 3000, 4000, 5000),
    ("two to three thousand", 2000, 2500, 3000),
    ("three or four", 3, 3, 4),
    ("no one", 0, 0, 0),
    ("several", 2, 3, None),
    ("several hundred", 200, 300, None),
    ("a few", 2, 3, None),
    ("one hundred and twenty", 120, 120, 120),
    ("twenty-one", 21, 21, 21),
    ("two thousand three hundred", 2300, 2300, 2300),
    ("a thousand", 1000, 1000, 1000),
    ("1,200", 1200, 1200, 1200),
    ("12 000 troops", 12000, 12000, 12000),
    ("2.5 billion", 2.5e9, 2.5e9, 2.5e9),
    ("3bn", 3e9, 3e9, 3e9),
    ("a soldier", 1, 1, 1),
]
NO_NUMBER = [
    ("fr", "le M23"), ("fr", "le F-16"), ("fr", "le 1er août"), ("fr", "12 % des voix"),
    ("fr", "à 14h30"), ("fr", "le G5 Sahel"), ("fr", "les soldats"), ("fr", "un soldat"),
    ("en", "the 12-year-old boy"), ("en", "his three-day visit"), ("en", "at 10:30"), ("en", "the 3rd battalion"),
    ("en", "12 percent"), ("en", "a soldier"), ("en", "COVID-19"), ("en", "he scores again"), ("en", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "low", "best", "high"),
    [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH],
)
def test_reads(language: str, text: str, low: float, best: float, high: float | None) -> None:
    assert read_number(text, language) == (low, best, high)


@pytest.mark.parametrize(("language", "text"), NO_NUMBER)
def test_is_no_number(language: str, text: str) -> None:
    assert find_numbers(text, language) == []


def test_lists_stay_apart() -> None:
    assert [h.best for h in find_numbers("12 soldats, 3 civils et 2 policiers", "fr")] == [12, 3, 2]
    assert [h.best for h in find_numbers("12 soldiers, 3 civilians and 2 officers", "en")] == [12, 3, 2]


def test_a_number_keeps_the_span_of_its_bound_and_of_its_core() -> None:
    text = "Selon lui, au moins 12 soldats"
    [hit] = find_numbers(text, "fr", offset=100)
    assert hit.span.of(" " * 100 + text) == "au moins 12"
    assert hit.core.of(" " * 100 + text) == "12"


def test_articles_only_when_asked() -> None:
    assert [h.article for h in find_numbers("un soldat et deux civils", "fr", articles=True)] == [True, False]


@given(st.integers(0, 999_999), st.sampled_from(["{:,}", "{}"]))
def test_digits_come_back_in_english(value: int, form: str) -> None:
    text = f"They counted {form.format(value)} people."
    [hit] = find_numbers(text, "en")
    assert (hit.low, hit.best, hit.high) == (value, value, value)
    assert hit.span.of(text) == form.format(value)


@given(st.integers(0, 999_999), st.sampled_from([" ", "\u202f", "\u00a0", "."]))
def test_digits_come_back_in_french(value: int, separator: str) -> None:
    written = f"{value:,}".replace(",", separator)
    text = f"On a compté {written} personnes."
    [hit] = find_numbers(text, "fr")
    assert (hit.best, hit.span.of(text)) == (value, written)


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english(n: int) -> str:
    """`n` below a million in words, by the grammar books."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {english(n % 100)}" if n % 100 else "")
    return f"{english(n // 1000)} thousand" + (f" {english(n % 1000)}" if n % 1000 else "")


UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
DIZAINES = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def french(n: int) -> str:
    """`n` below a million in words, by the grammar books."""
    if n < 17:
        return UNITS[n]
    if n < 20:
        return f"dix-{UNITS[n - 10]}"
    if n < 70:
        tens, ones = DIZAINES[n // 10], n % 10
        return tens if not ones else f"{tens} et un" if ones == 1 else f"{tens}-{UNITS[ones]}"
    if n < 80:
        return "soixante et onze" if n == 71 else f"soixante-{french(n - 60)}"
    if n < 100:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{french(n - 80)}"
    if n < 1000:
        head = "cent" if n < 200 else f"{UNITS[n // 100]} cent" + ("s" if n % 100 == 0 else "")
        return head + (f" {french(n % 100)}" if n % 100 else "")
    head = (
        "mille"
        if n < 2000
        else f"{french(n // 1000).removesuffix('s') if n // 1000 % 100 in (0, 80) else french(n // 1000)} mille"
    )
    return head + (f" {french(n % 1000)}" if n % 1000 else "")


@given(st.integers(0, 999_999))
def test_english_words_come_back(n: int) -> None:
    assert read_number(english(n), "en") == (n, n, n)


@given(st.integers(2, 999_999))
def test_french_words_come_back(n: int) -> None:
    assert read_number(french(n), "fr") == (n, n, n)


@given(st.text(alphabet="un deux 12 3,. -'à et ou million dizaines plus de\n\u202f", max_size=60))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    hits = find_numbers(text, "fr", articles=True)
    assert all(0 <= h.span.start <= h.core.start < h.core.end <= h.span.end <= len(text) for h in hits)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(hits))
    assert all(0 <= h.low <= h.best and (h.high is None or h.best <= h.high) for h in hits)

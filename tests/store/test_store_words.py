"""Words are found as a reader would find them, and a pattern in them is no pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.store.duck import connect
from dragoman.store.words import pattern

LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=12)


DUCKDB = connect()


def found(words: str, text: str) -> bool:
    ((answer,),) = DUCKDB.execute("SELECT regexp_matches(?, ?)", [text, pattern(words)]).fetchall()
    return bool(answer)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("melenchon", "Mélenchon"),
        ("Mélenchon", "MELENCHON"),
        ("l'Elysee", "de l’Élysée"),
        ("coeur", "au cœur de"),
        ("cœur", "au coeur de"),
        ("Œuvre", "OEUVRE"),
        ("Cote d'Ivoire", "Côte\u00a0d’Ivoire"),
        ("burkina faso", "Burkina\nFaso"),
        ("Guinée-Bissau", "guinee\u2011bissau"),
        ("50 %", "à 50\u202f% des voix"),
        ("[sic]", "il a dit [sic]"),
        ("", "anything"),
    ],
)
def test_found(words, text):
    assert found(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("mali", "Mal i"),
        (".", "abc"),
        ("a|b", "a"),
        ("(?i)", "i"),
        ("Koro", "Kora"),
        ("\\d", "7"),
        ("[sic]", "s"),
    ],
)
def test_not_found(words, text):
    assert not found(words, text)


@settings(deadline=None)
@given(LATIN, LATIN, LATIN)
def test_words_are_found_in_any_text_that_has_them(before, words, after):
    assert re.search(pattern(words), before + words + after)


@settings(deadline=None)
@given(LATIN)
def test_every_pattern_is_one_to_duckdb(words):
    assert found(words, words)

"""Old encodings and damaged UTF-8 give the right characters or a sentence, never wrong ones in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reading.encoding import decode

TEXTS = [
    "Le ministre des Affaires étrangères a été reçu à Bamako.",
    "« L’accord » – signé hier – prévoit une aide de 5 M€ aux sœurs",
    "Les manœuvres militaires de l'été, au cœur de la crise",
    "Cœur",
    "Où déjà, «Œuvre» de paix à Nouakchott",
    "Coût : 5 € par sac",
    "The minister said it would “never” yield — not today",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "iso8859-15",
        "mac-roman",
        "cp850",
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{encoding} cannot write this text")
    assert decode(data, "x") == text


def test_declared_latin1_is_windows_1252_in_fact() -> None:
    assert decode("l’été".encode("cp1252"), "x", declared="iso-8859-1") == "l’été"


def test_valid_utf8_beats_the_declaration() -> None:
    assert decode("à l’été".encode(), "x", declared="iso-8859-1") == "à l’été"


def test_cyrillic_windows_1251_is_detected() -> None:
    text = "Министр иностранных дел России провёл переговоры с коллегой из Мали о сотрудничестве."
    assert decode(text.encode("cp1251"), "x") == text


def test_utf8_with_strays_of_windows_1252_is_read_right() -> None:
    data = "Le café où l’on a déjà été. ".encode() + "À l’hôtel".encode("cp1252")
    assert decode(data, "x") == "Le café où l’on a déjà été. À l’hôtel"


def test_lost_characters_are_told_with_their_line() -> None:
    with pytest.raises(InputError, match=r"broken UTF-8: a character in line 2"):
        decode("où l’été, déjà\n".encode() + b"half \xe2\x80 of a quote", "x")


def test_the_named_encoding_is_believed_or_refused() -> None:
    assert decode(b"\xe9t\xe9", "x", encoding="cp1252") == "été"
    with pytest.raises(InputError, match="x is not utf-8: byte 0 does not fit"):
        decode(b"\xe9t\xe9", "x", encoding="utf-8")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 ...", b"PK\x03\x04 docx", b"\x89PNG\r\n", b"\x00\x01\x02\x03" * 50, b"{\\rtf1 a"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"text"):
        decode(data, "x")


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff\x00", exclude_categories=["Cc", "Cs"]))
)
def test_utf8_comes_back_unaltered(text: str) -> None:
    assert decode(text.encode(), "x") == text

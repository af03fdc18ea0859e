"""Splitting into sentences: abbreviations, quotes, numbers, initials, and text that has no full stop at all."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.gate import zones
from dragoman.grammar import split
from dragoman.grammar.sentences import LONGEST, sentences
from dragoman.records import Article, Span


def cut(text: str, language: str) -> list[str]:
    return [s.of(text) for s in sentences(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["M. Diop a reçu Mme Baerbock.", "Le Dr. Touré était présent."],
        ["Le taux est de 3.5 % en 12.10.", "Il monte."],
        ["L'attaque a fait 12 morts…", "Le bilan pourrait s'alourdir."],
        ["« Nous condamnons cette attaque. »", "Le ministre a quitté la salle."],
        ["« Pourquoi ? » demande le maire.", "Personne ne répond."],
        ["C'est une question d'art.", "Pour lui, rien n'a changé."],
        ["L'art. 5 du traité est clair.", "Il oblige les alliés."],
        ["J. K. Rowling a signé.", "La lettre est publique."],
        ["Le président de la R.D.C. Félix Tshisekedi est arrivé.", "Il repart lundi."],
        ["Il a quitté l'O.N.U. en mai.", "Le 3 juin, il est revenu."],
        ["Va-t-il partir ?", "Non !", "Il reste."],
        ["Ils ont pris du riz, du mil, etc. Les soldats sont partis."],
    ],
)
def test_french(parts: list[str]) -> None:
    if len(parts) == 1:
        parts = ["Ils ont pris du riz, du mil, etc.", "Les soldats sont partis."]
    assert cut(" ".join(parts), "fr") == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. President met Gen. Milley and Lt. Col. Vindman.", "They spoke of St. Petersburg."],
        ["He lives in the U.S.", "The envoy does not."],
        ["“We will not yield.”", "The crowd cheered."],
        ["“Will you go?” asked Mr. Guterres.", "“No.”", "He left."],
        ["It grew by 3.5 percent.", "In 2024, it fell."],
        ["He said no.", "The minister insisted."],
        ["Resolution No. 2664 was passed.", "Mali abstained."],
        ["John F. Kennedy spoke at 9 a.m. EST on Monday.", "Then he left."],
        ["The deal (see p. 4) is dead.", "Iran said so."],
    ],
)
def test_english(parts: list[str]) -> None:
    assert cut(" ".join(parts), "en") == parts


def test_a_lost_blank_still_ends_a_sentence() -> None:
    assert cut("Il a quitté le pays.Le ministre reste.", "fr") == [
        "Il a quitté le pays.",
        "Le ministre reste.",
    ]
    assert cut("Voir www.maliweb.net pour la suite.", "fr") == ["Voir www.maliweb.net pour la suite."]


def test_a_list_number_is_no_sentence() -> None:
    assert cut("1. Le gouvernement démissionne.", "fr") == ["1. Le gouvernement démissionne."]


def test_headings_and_titles_are_whole() -> None:
    article = Article("Mali. Un accord est signé\n\nLe Mali a signé. Le Niger aussi.")
    stubs = split(article, zones(article))
    assert [(s.zone, s.text) for s in stubs] == [
        ("title", "Mali. Un accord est signé"),
        ("body", "Le Mali a signé."),
        ("body", "Le Niger aussi."),
    ]


def test_a_sentence_without_end_is_cut_with_a_reason() -> None:
    article = Article(
        "Le ministre a dit que " + "le pays, la paix et la guerre, " * 200 + "tout va.", language="fr"
    )
    stubs = split(article, zones(article))
    assert len(stubs) > 3
    assert all(len(s.text) <= LONGEST and s.reason for s in stubs)
    assert "".join(s.text for s in stubs).replace(" ", "") == article.text.replace(" ", "")


def test_a_megabyte_without_a_blank_is_cut_in_time() -> None:
    text = "a." * 500_000
    assert all(s.end - s.start <= len(text) for s in sentences(text, Span(0, len(text)), "fr"))


TEXT = st.text(alphabet=st.sampled_from("Le M. Diop, U.S. a signé «»“”’.!?…\n-–1"), max_size=300)


@settings(deadline=None)
@given(TEXT, st.sampled_from(["fr", "en"]))
def test_sentences_cover_the_paragraph_and_alter_nothing(text: str, language: str) -> None:
    found = list(sentences(text, Span(0, len(text)), language))
    assert "".join(s.of(text) for s in found).split() == text.split() or "".join(
        "".join(s.of(text).split()) for s in found
    ) == "".join(text.split())
    for a, b in itertools.pairwise(found):
        assert a.end <= b.start


@settings(deadline=None)
@given(TEXT)
def test_stubs_are_the_words_of_the_text(text: str) -> None:
    article = Article(text, language="fr")
    for number, stub in enumerate(split(article, zones(article))):
        assert stub.index == number
        assert stub.text == text[stub.start : stub.end]
        assert stub.text == stub.text.strip()

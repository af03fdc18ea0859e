"""The whole way from an article to its parse."""

import pytest

from dragoman.grammar import Grammar
from dragoman.grammar.parsing import MOST_TOKENS
from dragoman.records import Article

TEXT = (
    "Niamey, le 6 mars 2024 – Le Niger a suspendu l'accord. Il avait été signé en 2012.\n\n"
    "El embajador de España en Niamey se reunió con los ministros del país y con una delegación.\n\n"
    "The U.S. has protested. Its troops are to leave."
)


def test_keep_decides_what_is_parsed_and_leaves_the_numbers(grammar: Grammar) -> None:
    whole = grammar.parse(Article(TEXT))
    part = grammar.parse(Article(TEXT), keep=lambda stub: "suspendu" in stub.text or "leave" in stub.text)
    assert [s.index for s in whole.sentences] == [0, 1, 2, 3]
    assert [s.index for s in part.sentences] == [0, 3]
    assert part.sentences[0].tokens == whole.sentences[0].tokens


def test_both_languages_in_text_order_and_the_third_passed_over(grammar: Grammar) -> None:
    found = grammar.parse(Article(TEXT))
    assert [s.language for s in found.sentences] == ["fr", "fr", "en", "en"]
    assert [s.start for s in found.sentences] == sorted(s.start for s in found.sentences)
    (span, reason), *rest = found.passed_over
    assert not rest
    assert span.of(TEXT).startswith("El embajador")
    assert "neither French nor English" in reason


def test_the_same_parse_again_and_after_other_articles(grammar: Grammar) -> None:
    first = grammar.parse(Article(TEXT))
    grammar.parse(
        Article("Des hommes armés ont attaqué Tessit mardi. L'armée malienne a riposté.", language="fr")
    )
    assert grammar.parse(Article(TEXT)) == first


def test_too_many_words_without_a_full_stop_are_not_parsed(grammar: Grammar) -> None:
    text = "Le Mali a signé. A " + "a b c " * MOST_TOKENS + "fin."
    found = grammar.parse(Article(text, language="fr"))
    assert found.sentences[0].text == "Le Mali a signé."
    assert any("not parsed" in reason for _, reason in found.passed_over)


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "…", "1", "—", "« »", "a\x00b le mali", "\ufeffLe Mali signe.", "😀 Le Mali 😀 signe."],
)
def test_odd_texts(grammar: Grammar, text: str) -> None:
    for sentence in grammar.parse(Article(text, language="fr")).sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        for token in sentence.tokens:
            assert token.text == text[token.start : token.end]

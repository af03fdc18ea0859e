import pytest

from dragoman.grammar import Grammar, Sentence, Token
from dragoman.records import Article


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    return Grammar()


class Reader:
    """One sentence and what a test asks of it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def word(self, text: str) -> Token:
        return next(t for t in self.sentence.tokens if t.text == text)

    def arc(self, text: str) -> tuple[str, str]:
        """Relation and head of a word."""
        token = self.word(text)
        return token.dep, self.sentence.tokens[token.head].text

    def case(self, text: str) -> str:
        return self.sentence.case(self.word(text))


@pytest.fixture(scope="session")
def read(grammar: Grammar):  # type: ignore[no-untyped-def]
    def reader(text: str, language: str) -> Reader:
        found = grammar.parse(Article(text, language=language)).sentences
        assert len(found) == 1, [s.text for s in found]
        return Reader(found[0])

    return reader

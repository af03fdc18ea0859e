"""Offsets and trees on articles nobody here wrote."""

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.gate import zones
from dragoman.grammar import Grammar, split
from dragoman.records import Article

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (DATA / "open-news").is_dir(), reason="needs the articles of ../shared/data"),
]
csv.field_size_limit(sys.maxsize)


def articles(language: str, every: int) -> Iterator[Article]:
    for number, path in enumerate(sorted((DATA / "open-news").glob(f"*/{language}.jsonl.gz"))):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for i, line in enumerate(lines):
                if (i + number) % every == 0:
                    row = json.loads(line)
                    yield Article(row["text"], title=row["title"], id=row["id"])
    name = {"fr": "fra", "en": "eng"}[language]
    with (DATA / "masakhanews" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        for i, row in enumerate(csv.DictReader(file, delimiter="\t")):
            if i % every == 0:
                yield Article(row["text"], title=row["headline"], id=f"{name}-{i}")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_zones_and_sentences_are_the_words_of_the_text(language: str) -> None:
    count = 0
    for article in articles(language, 4):
        found = zones(article)
        end = 0
        for zone in found:
            assert zone.span.start >= end
            assert zone.kind != "body" or zone.language == language
            end = zone.span.end
        for stub in split(article, found):
            assert stub.text == article.text[stub.start : stub.end]
            count += 1
    assert count > 1000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_tokens_and_trees(grammar: Grammar, language: str) -> None:
    count = 0
    for article in articles(language, 40):
        for sentence in grammar.parse(article).sentences:
            assert sentence.text == article.text[sentence.start : sentence.end]
            words = "".join(t.text for t in sentence.tokens)
            assert words == "".join(sentence.text.split())
            for token in sentence.tokens:
                assert token.text == article.text[token.start : token.end]
            roots = [t for t in sentence.tokens if t.head == t.i]
            assert len(roots) == 1
            assert len(sentence.subtree(roots[0].i)) == len(sentence.tokens)
            count += 1
    assert count > 300

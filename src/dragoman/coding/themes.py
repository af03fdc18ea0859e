"""What an act is about: PLOVER contexts and the axes of a relation, from the words of its clause.

Words: `lexicon/<language>/contexts.toml` and `topics.toml`; the axes themselves: `lexicon/topics.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.coding.frames import split_words, table
from dragoman.grammar.view import Token
from dragoman.records import Span


@dataclass(frozen=True, slots=True)
class Theme:
    """A context or axis with the words that put the act there."""

    code: str
    span: Span


@dataclass(frozen=True)
class _Table:
    near: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]]
    anywhere: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]]


@cache
def _table(language: str, name: str) -> _Table:
    made: dict[str, dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]]] = {
        "words": {},
        "anywhere": {},
    }
    key = name.removesuffix("s")
    for row in table(language, name).get(key, ()):
        only = frozenset(row.get("types", ()))
        for where, index in made.items():
            for word in row.get(where, ()):
                words, _ = split_words(word, "")
                index.setdefault(words[0], []).append((words, row["code"], only))
    return _Table(*({k: tuple(v) for k, v in made[w].items()} for w in ("words", "anywhere")))


@cache
def axes() -> Mapping[str, Mapping[str, str]]:
    """The axes of cooperation and conflict: code → labels and definition."""
    data = tomllib.loads((files(__package__) / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return {row["code"]: row for row in data["topic"]}


def find(
    language: str, name: str, clause: Sequence[Token], sentence: Sequence[Token], event_type: str = ""
) -> list[Theme]:
    """The `contexts` or `topics` of an act: words near it in its clause, telling words anywhere in its sentence."""
    made = _table(language, name)
    found: dict[str, Theme] = {}
    for index, tokens in ((made.near, clause), (made.anywhere, sentence)):
        for theme in _scan(index, tokens, event_type):
            found.setdefault(theme.code, theme)
    return list(found.values())


def _scan(
    index: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]],
    tokens: Sequence[Token],
    event_type: str,
) -> Iterable[Theme]:
    for k, t in enumerate(tokens):
        for form in {t.lemma, t.text.lower()}:
            for words, code, only in index.get(form, ()):
                if only and event_type not in only:
                    continue
                last = _run(tokens, k, words)
                if last is not None:
                    yield Theme(code, Span(t.start, last.end))


def _run(tokens: Sequence[Token], k: int, words: tuple[str, ...]) -> Token | None:
    """The last token of a phrase that starts at `k`; articles, adjectives and adverbs between its words are skipped."""
    at = k
    for word in words[1:]:
        at += 1
        while (
            at < len(tokens)
            and word not in (tokens[at].lemma, tokens[at].text.lower())
            and tokens[at].pos in ("DET", "ADJ", "ADV")
        ):
            at += 1
        if at >= len(tokens) or word not in (tokens[at].lemma, tokens[at].text.lower()):
            return None
    return tokens[at]

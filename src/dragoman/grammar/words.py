"""A language's closed-class words for the grammar: `lexicon/<language>.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Abbreviations (lower case, last full stop off), sentence openers, prepositions of several words;
    French verbs whose subject follows them behind a quotation, and those that need no quotation marks."""

    abbreviations: frozenset[str]
    before_number: frozenset[str]
    maybe_final: frozenset[str]
    openers: frozenset[str]
    prepositions: tuple[str, ...]
    speech: frozenset[str]
    reporting: frozenset[str]


@cache
def words(language: str) -> Words:
    """The words of `language`."""
    data = tomllib.loads(
        (files("dragoman.grammar") / "lexicon" / f"{language}.toml").read_text(encoding="utf-8")
    )
    return Words(
        frozenset(data["abbreviations"]),
        frozenset(data["before_number"]),
        frozenset(data["maybe_final"]),
        frozenset(data["openers"]),
        tuple(dict.fromkeys(data["prepositions"])),
        frozenset(data.get("speech", ())),
        frozenset(data.get("reporting", ())),
    )

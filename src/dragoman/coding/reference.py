"""The words that stand for somebody told before: `lexicon/<language>/reference.toml`, indexed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.coding.frames import table


@dataclass(frozen=True)
class Reference:
    """The words of `reference.toml`, indexed."""

    pronouns: Mapping[str, Mapping[str, Any]]
    possessives: frozenset[str]
    descriptions: Mapping[str, tuple[str, ...]]
    counterparts: frozenset[str]

    @classmethod
    def load(cls, language: str) -> Reference:
        """The words of a language."""
        data = table(language, "reference")
        pronouns = {w: row for row in data["pronoun"] for w in row["words"]}
        descriptions: dict[str, tuple[str, ...]] = {}
        for row in data["description"]:
            for noun in row["nouns"]:
                descriptions[noun] = tuple(dict.fromkeys((*descriptions.get(noun, ()), *row["means"])))
        return cls(
            pronouns=pronouns,
            possessives=frozenset(w for w, row in pronouns.items() if row.get("possessive")),
            descriptions=descriptions,
            counterparts=frozenset(data["counterpart"]["nouns"]),
        )

"""Which articles are one source: near-copies, and reprints of one agency's wire."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence

from dragoman.linking.mentions import folded
from dragoman.records import Article

SHINGLE = 4
"""Words a shingle: shorter ones are shared by articles that only tell the same."""

COPIED = 0.5
"""Share of the shorter text's shingles found in the other, from which it is a copy: a reprint is cut, and gets
a new first line."""


def source_groups(ids: Sequence[str], articles: Mapping[str, Article]) -> tuple[tuple[str, ...], ...]:
    """The articles by independent source, in their order; one whose text is not at hand stands alone."""
    made: list[list[str]] = []
    shingled: list[list[frozenset[int]]] = []
    for id in ids:
        article = articles.get(id)
        own = shingles(article.text) if article else frozenset()
        found = next(
            (i for i, kept in enumerate(shingled) if any(copied(own, other) for other in kept)), None
        )
        if found is None:
            made.append([id])
            shingled.append([own])
        else:
            made[found].append(id)
            shingled[found].append(own)
    return tuple(tuple(group) for group in made)


def shingles(text: str) -> frozenset[int]:
    """The runs of four words of a text, as numbers; case and accents aside."""
    words = re.findall(r"\w+", folded(text))
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)
    )


def copied(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether one text has taken over the other."""
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) / smaller >= COPIED

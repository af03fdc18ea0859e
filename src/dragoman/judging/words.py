"""A sentence as words and as the encoder's pieces, and which pieces make which word."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.records import Span

Vectors = NDArray[np.float32]

LONGEST = 256
"""Pieces that the encoder reads of a sentence, first and last mark included; words behind them get no mark."""
FIRST, LAST = 0, 2  # <s> and </s>
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence ready for the encoder: words as spans, pieces, and for each word the run of its pieces."""

    words: tuple[Span, ...]
    pieces: NDArray[np.int64]
    runs: tuple[tuple[int, int], ...]

    def pooled(self, vectors: Vectors) -> Vectors:
        """One vector a word: the mean of its pieces'."""
        if not self.runs:
            return np.zeros((0, vectors.shape[1]), np.float32)
        bounds = np.array(self.runs, dtype=np.int64)
        sums = np.add.reduceat(vectors, bounds.reshape(-1), axis=0)[
            ::2
        ]  # every other: what lies between words
        made: Vectors = (sums / (bounds[:, 1] - bounds[:, 0])[:, None]).astype(np.float32)
        return made

    def covered(self, span: Span) -> slice:
        """The words that meet a span, as a run; of an empty meeting the word nearest before it."""
        met = [k for k, w in enumerate(self.words) if w.overlaps(span)]
        if met:
            return slice(met[0], met[-1] + 1)
        before = [k for k, w in enumerate(self.words) if w.end <= span.start]
        at = before[-1] if before else 0
        return slice(at, at + 1)


def words(sentence: str) -> list[Span]:
    """Runs of letters and digits, and every other mark alone; an elided article is a word of its own."""
    return [Span(*m.span()) for m in _WORD.finditer(sentence)]


def cut(tokenizer: Tokenizer, sentence: str) -> Pieces:
    """The sentence in words and pieces; words behind the longest sentence that the encoder reads are left out."""
    encoded = tokenizer.encode(sentence, add_special_tokens=False)
    offsets: list[tuple[int, int]] = encoded.offsets[: LONGEST - 2]
    pieces = [FIRST, *encoded.ids[: LONGEST - 2], LAST]
    found, runs = [], []
    at = 0
    for word in words(sentence):
        while at < len(offsets) and offsets[at][1] <= word.start:
            at += 1
        last = at
        while last + 1 < len(offsets) and offsets[last + 1][0] < word.end:
            last += 1
        if at == len(offsets):
            break
        found.append(word)
        runs.append((at + 1, last + 2))
    return Pieces(tuple(found), np.array(pieces, dtype=np.int64), tuple(runs))

"""What the judge says of a sentence: frozen records. Offsets are code points of the sentence it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.judging.words import Pieces, Vectors
from dragoman.records import Span


@dataclass(frozen=True, slots=True)
class Side:
    """A run of words in one role of an act, and how likely it is right."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One act: the words that tell it, its type, and what belongs to it.

    `types` has every type with more than a hundredth for these words; what is missing to 1 is *none*. `probability` is
    that of `event_type`. `modality` has all six and sums to 1; `historical` is the probability of background.
    """

    event_type: str
    span: Span
    probability: float
    types: Mapping[str, float]
    modality: Mapping[str, float]
    historical: float
    mode: str | None
    mode_probability: float
    actor: tuple[Side, ...] = ()
    recipient: tuple[Side, ...] = ()
    place: tuple[Side, ...] = ()
    date: tuple[Side, ...] = ()
    attribution: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act somebody else read, to be scored: its type, its words, and its sides (empty where none is told)."""

    event_type: str
    trigger: Span
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Every act of a sentence; it keeps the vectors from which candidates are scored without another pass."""

    sentence: str
    marks: tuple[Mark, ...]
    pieces: Pieces = field(repr=False, compare=False)
    vectors: Vectors = field(repr=False, compare=False)  # of words
    projected: Vectors = field(repr=False, compare=False)  # of words, for `Heads`
    whole: Vectors = field(repr=False, compare=False)
    tags: Vectors = field(repr=False, compare=False)  # [words, tags], probabilities
    opening: Vectors = field(repr=False, compare=False)  # the projection of the whole sentence

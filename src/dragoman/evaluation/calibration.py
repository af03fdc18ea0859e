"""Confidence held against outcome: reliability, expected calibration error, abstention, recall at a precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.evaluation.cases import Case
from dragoman.evaluation.measures import Right, type_and_sides
from dragoman.evaluation.scores import DRAWS, LEVEL, SEED, by_article, weights

BINS = 5
PRECISION = 0.80
POINTS = tuple(round(x / 20, 2) for x in range(1, 21))
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every coded event: its confidence, whether it is right, its article; and the gold events of each article."""

    confidence: Array
    right: Array
    article: npt.NDArray[np.int64]
    wanted: Array


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of neighbouring confidence: their mean confidence and the share that is right."""

    confidence: float
    right: float
    records: int


@dataclass(frozen=True, slots=True)
class Point:
    """What keeping only the records from a confidence upward gives; `coverage`: the share of records kept."""

    confidence: float
    coverage: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins of equal mass and their expected calibration error, with the middle 95 % of its bootstrap draws."""

    bins: tuple[Bin, ...]
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RecallAt:
    """The greatest recall at which precision is still held, the confidence that gives it, and the bootstrap's bounds.

    0 where no threshold holds the precision.
    """

    precision: float
    recall: float
    low: float | None
    high: float | None
    confidence: float | None


def outcomes(cases: Sequence[Case], right: Right = type_and_sides) -> Outcomes:
    """The coded events of some cases; right: type and the countries of both sides, or what is given."""
    rows: list[tuple[float, float, int]] = []
    wanted: list[float] = []
    for at, article in enumerate(by_article(cases)):
        wanted.append(sum(len(k.gold) for k in article))
        for case in article:
            answered = {c: g for g, c in case.pairs}
            for k, e in enumerate(case.coded):
                good = k in answered and right(case.gold[answered[k]], e, case)
                rows.append((e.confidence, float(good), at))
    made = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return Outcomes(made[:, 0], made[:, 1], made[:, 2].astype(np.int64), np.array(wanted, dtype=np.float64))


def reliability(told: Outcomes, bins: int = BINS, draws: int = DRAWS, seed: int = SEED) -> Reliability:
    """Bins with as many records each as ties allow: records of one confidence stay together."""
    if not len(told.confidence):
        return Reliability((), None, None, None)
    made = tuple(_bins(told.confidence, told.right, np.ones_like(told.right), bins))
    error = _error(made)
    if not draws:
        return Reliability(made, error, None, None)
    drawn = weights(len(told.wanted), draws, seed)[:, told.article]
    spread = [_error(tuple(_bins(told.confidence, told.right, row, bins))) for row in drawn if row.any()]
    low, high = np.percentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return Reliability(made, error, float(low), float(high))


def _bins(confidence: Array, right: Array, weight: Array, bins: int) -> list[Bin]:
    values, inverse = np.unique(confidence, return_inverse=True)
    mass = np.bincount(inverse, weights=weight, minlength=len(values))
    good = np.bincount(inverse, weights=weight * right, minlength=len(values))
    # A confidence goes to the bin in which the middle of its mass lies.
    middle = (np.cumsum(mass) - mass / 2) / mass.sum()
    place = np.minimum((middle * bins).astype(np.int64), bins - 1)
    made = []
    for k in range(bins):
        here = place == k
        records = mass[here].sum()
        if records:
            made.append(
                Bin(
                    float(values[here] @ mass[here] / records),
                    float(good[here].sum() / records),
                    int(records),
                )
            )
    return made


def _error(bins: Sequence[Bin]) -> float:
    total = sum(b.records for b in bins)
    return sum(b.records * abs(b.confidence - b.right) for b in bins) / total


def abstention(told: Outcomes, points: Sequence[float] = POINTS) -> list[Point]:
    """Precision and recall of the surest records, at each share of them kept (ties stay together)."""
    thresholds, kept, good = _cumulated(told, np.ones_like(told.right)[None])
    made: list[Point] = []
    for share in points:
        if not len(thresholds):
            break
        at = min(int(np.searchsorted(kept[0], share * len(told.right) - 1e-9)), len(thresholds) - 1)
        point = Point(
            confidence=float(thresholds[at]),
            coverage=float(kept[0, at] / len(told.right)),
            precision=float(good[0, at] / kept[0, at]),
            recall=float(good[0, at] / told.wanted.sum()) if told.wanted.sum() else 0.0,
        )
        if not made or made[-1] != point:
            made.append(point)
    return made


def recall_at(
    told: Outcomes, precision: float = PRECISION, draws: int = DRAWS, seed: int = SEED
) -> RecallAt | None:
    """The greatest recall at a precision, over all thresholds of confidence; None where the gold has no event."""
    if not told.wanted.sum():
        return None
    recall, at = _best(told, np.ones((1, len(told.wanted))), precision)
    low = high = None
    if draws:
        spread, _ = _best(told, weights(len(told.wanted), draws, seed), precision)
        low, high = (float(q) for q in np.nanpercentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2]))
    return RecallAt(precision, float(recall[0]), low, high, at)


def _best(told: Outcomes, drawn: Array, precision: float) -> tuple[Array, float | None]:
    """The recall of each draw, and the threshold of the first."""
    thresholds, kept, good = _cumulated(told, drawn[:, told.article])
    wanted = drawn @ told.wanted
    if not len(thresholds):
        return np.zeros(len(drawn)), None
    with np.errstate(invalid="ignore", divide="ignore"):
        held = np.where(good / kept >= precision - 1e-9, good, 0.0)
        recall: Array = held.max(axis=1) / wanted
    best = int(held[0].argmax())
    return recall, float(thresholds[best]) if held[0, best] else None


def _cumulated(told: Outcomes, weight: Array) -> tuple[Array, Array, Array]:
    """Confidences from high to low, and of each draw the records and the right ones from there upward."""
    values, inverse = np.unique(-told.confidence, return_inverse=True)
    sums: Callable[[Array], Array] = lambda w: np.stack(  # noqa: E731
        [np.bincount(inverse, weights=row, minlength=len(values)) for row in w]
    ).cumsum(axis=1)
    return -values, sums(weight), sums(weight * told.right)

"""Counts → figures with bootstrap intervals.

Articles are drawn with replacement, not sentences: sentences of one article share names, themes and the coder's errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.cases import Case
from dragoman.evaluation.measures import MEASURES, Measure

DRAWS = 1000
SEED = 1
LEVEL = 95  # percent of the draws inside an interval
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Label:
    """Precision, recall and F1 of one label of a measure, and how many the gold has."""

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    wanted: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's result. `value` is its headline: F1, the mean F1 of its labels, or a share; None: nothing to count.

    `low` and `high` bound the middle 95 % of the bootstrap draws of `value`.
    """

    name: str
    says: str
    value: float | None
    low: float | None
    high: float | None
    precision: float | None
    recall: float | None
    right: int
    told: int
    wanted: int
    labels: tuple[Label, ...] = ()
    less: bool = False
    share: bool = False


def by_article(cases: Iterable[Case]) -> list[list[Case]]:
    """The cases of each article together, in the order of first meeting."""
    made: dict[str, list[Case]] = {}
    for case in cases:
        made.setdefault(case.sentence.article.id, []).append(case)
    return list(made.values())


def weights(articles: int, draws: int, seed: int) -> Array:
    """How often each article (column) is in each draw (row)."""
    drawn = np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=draws)
    return drawn.astype(np.float64)


def score(
    cases: Sequence[Case], measures: Sequence[Measure] = MEASURES, draws: int = DRAWS, seed: int = SEED
) -> dict[str, Figure]:
    """Every measure over some cases, by name. `draws` = 0 leaves the intervals out."""
    articles = by_article(cases)
    drawn = weights(len(articles), draws, seed) if draws and articles else None
    return {m.name: _figure(m, articles, drawn) for m in measures}


@dataclass(frozen=True, slots=True)
class Gap:
    """How much better English fares than French (below 0: worse), with the middle 95 % of the bootstrap."""

    value: float
    low: float | None
    high: float | None


def gap(
    english: Sequence[Case], french: Sequence[Case], measure: Measure, draws: int = DRAWS, seed: int = SEED
) -> Gap | None:
    """English less French; each language's articles are drawn apart. None where one has nothing to score."""
    sides = []
    for k, cases in enumerate((english, french)):
        articles = by_article(cases)
        counts, _ = _counts(measure, articles)
        value = float(_values(counts.sum(axis=0)[None], measure)[0])
        if np.isnan(value):
            return None
        spread = _values(np.tensordot(weights(len(articles), draws, seed + k), counts, axes=1), measure)
        sides.append((value, spread))
    (en, en_spread), (fr, fr_spread) = sides
    low, high = _bounds(en_spread - fr_spread)
    return Gap(en - fr, low, high)


def _bounds(spread: Array) -> tuple[float | None, float | None]:
    spread = spread[~np.isnan(spread)]
    if not spread.size:
        return None, None
    low, high = np.percentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)


def _counts(measure: Measure, articles: Sequence[Sequence[Case]]) -> tuple[Array, dict[str, int]]:
    """Articles × labels × (right, told, wanted), and the column of each label."""
    labels: dict[str, int] = {}
    cells: list[tuple[int, int, float, float, float]] = []
    for at, cases in enumerate(articles):
        for label, tally in measure.count(cases):
            column = labels.setdefault(label, len(labels))
            cells.append((at, column, tally.right, tally.told, tally.wanted))
    counts = np.zeros((len(articles), max(1, len(labels)), 3))
    for at, column, *values in cells:
        counts[at, column] += values
    return counts, labels


def _figure(measure: Measure, articles: Sequence[Sequence[Case]], drawn: Array | None) -> Figure:
    counts, labels = _counts(measure, articles)
    total = counts.sum(axis=0)
    value = float(_values(total[None], measure)[0])
    low = high = None
    if drawn is not None and not np.isnan(value):
        low, high = _bounds(_values(np.tensordot(drawn, counts, axes=1), measure))
    right, told, wanted = (float(x) for x in total.sum(axis=0))
    named = sorted(labels.items()) if len(labels) > 1 or measure.macro else []
    return Figure(
        name=measure.name,
        says=measure.says,
        value=_number(value),
        low=low,
        high=high,
        precision=_ratio(right, told),
        recall=_ratio(right, wanted),
        right=int(right),
        told=int(told),
        wanted=int(wanted),
        labels=tuple(_label(name, total[k]) for name, k in named),
        less=measure.less,
        share=measure.share,
    )


def _values(totals: Array, measure: Measure) -> Array:
    """The headline of each row of totals (rows × labels × right, told, wanted); NaN where nothing can be said."""
    if not measure.macro:
        totals = totals.sum(axis=1, keepdims=True)
    right, told, wanted = totals[..., 0], totals[..., 1], totals[..., 2]
    with np.errstate(invalid="ignore", divide="ignore"):
        made: Array = right / wanted if measure.share else 2 * right / (told + wanted)
    if not measure.macro:
        return made[:, 0]
    # A label that the gold never has is an error of the labels it took the place of, not a class of its own.
    made[wanted == 0] = np.nan
    filled = (~np.isnan(made)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Array = np.nansum(made, axis=1) / filled
    return mean


def _label(name: str, total: Array) -> Label:
    right, told, wanted = (float(x) for x in total)
    return Label(
        name, _ratio(right, told), _ratio(right, wanted), _ratio(2 * right, told + wanted), int(wanted)
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


GROUPS: dict[str, Callable[[Case], str]] = {
    "language": lambda k: k.sentence.language,
    "source": lambda k: k.sentence.source,
    "stratum": lambda k: k.sentence.stratum,
}
EVENT_GROUPS: dict[str, Callable[[Annotation], str]] = {
    "type": lambda e: e.event_type,
    "modality": lambda e: e.modality,
}


def grouped(cases: Sequence[Case], by: str) -> dict[str, list[Case]]:
    """The cases by language, source or stratum of the sentence, or by type or modality of the event."""
    made: dict[str, list[Case]] = {}
    if by in GROUPS:
        for case in cases:
            if name := GROUPS[by](case):
                made.setdefault(name, []).append(case)
        return dict(sorted(made.items()))
    key = EVENT_GROUPS[by]
    names = sorted({key(e) for k in cases for e in k.gold})
    return {n: [only(k, key, n) for k in cases] for n in names}


def only(case: Case, key: Callable[[Annotation], str], name: str) -> Case:
    """A case cut to one type or modality: gold events of it, and coded events that are of it or answer one."""
    gold = [k for k, e in enumerate(case.gold) if key(e) == name]
    pairs = [(g, c) for g, c in case.pairs if g in gold]
    answer = {c for _, c in pairs}
    coded = [k for k, e in enumerate(case.coded) if k in answer or key(e) == name]
    return replace(
        case,
        sentence=replace(case.sentence, events=tuple(case.gold[k] for k in gold)),
        coded=tuple(case.coded[k] for k in coded),
        pairs=tuple((gold.index(g), coded.index(c)) for g, c in pairs),
    )

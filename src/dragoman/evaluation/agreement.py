"""How far two readers of the same sentences agree: Cohen's kappa on the types of a sentence, and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dragoman.errors import InputError
from dragoman.evaluation import gold as golds
from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.cases import Case
from dragoman.evaluation.confusion import NONE
from dragoman.evaluation.evaluation import Evaluation, assess
from dragoman.evaluation.gold import Gold
from dragoman.evaluation.matching import match
from dragoman.evaluation.scores import DRAWS, LEVEL, SEED, by_article


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa over sentences, the share of equal labels, and the middle 95 % of the bootstrap over articles."""

    kappa: float | None
    equal: float
    sentences: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers: kappa on the types of a sentence, kappa on having an event at all, and B scored against A.

    F1 of the evaluation is the same whichever of the two is taken as gold.
    """

    types: Kappa
    any_event: Kappa
    evaluation: Evaluation
    only_first: int
    only_second: int


def label(events: Iterable[Annotation]) -> str:
    """The label of a sentence: its types in order, each as often as it is told, joined by +; NONE without any."""
    return "+".join(sorted(e.event_type for e in events)) or NONE


def agree(
    first: Path, second: Path, texts: Path | None = None, draws: int = DRAWS, seed: int = SEED
) -> Agreement:
    """The agreement of two files over the sentences that both have. Raises InputError where they share none."""
    a, b = golds.load([first], texts), golds.load([second], texts)
    others = {s.key: s for s in b.sentences}
    shared = tuple(s for s in a.sentences if s.key in others)
    if not shared:
        raise InputError(f"{first} and {second} share no sentence, so there is no agreement to measure.")
    told = {lenient: _cases(shared, others, lenient) for lenient in (False, True)}
    # Readers say no confidence: what is made of it would be made of nothing.
    gold = Gold(shared, a.absent, golds.digest([first, second]))
    pairs = [[(label(k.gold), label(k.coded)) for k in article] for article in by_article(told[False])]
    return Agreement(
        types=kappa(pairs, draws, seed),
        any_event=kappa([[(str(x == NONE), str(y == NONE)) for x, y in p] for p in pairs], draws, seed),
        evaluation=replace(
            assess(gold, told[False], told[True], coder={}, draws=draws, seed=seed), calibration={}, recall={}
        ),
        only_first=len(a.sentences) - len(shared),
        only_second=len(b.sentences) - len(shared),
    )


def _cases(shared: Sequence[golds.Sentence], others: dict[tuple[str, int], golds.Sentence], lenient: bool) -> list[Case]:  # fmt: skip
    return [
        Case(s, e, match(s.events, e, lenient, s.article.text), lenient)
        for s in shared
        for e in [others[s.key].events]
    ]


def kappa(articles: Sequence[Sequence[tuple[str, str]]], draws: int = DRAWS, seed: int = SEED) -> Kappa:
    """Kappa of pairs of labels, by article for the bootstrap."""
    whole = [pair for article in articles for pair in article]
    low = high = None
    if draws:
        random = np.random.default_rng(seed)
        drawn = (random.integers(len(articles), size=len(articles)) for _ in range(draws))
        spread = [k for rows in drawn if (k := _kappa([p for at in rows for p in articles[at]])) is not None]
        if spread:
            low, high = (float(q) for q in np.percentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2]))
    return Kappa(_kappa(whole), sum(x == y for x, y in whole) / len(whole), len(whole), low, high)


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """(observed - expected) / (1 - expected); None where both give everything one label: chance explains it all."""
    n = len(pairs)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    expected = sum(first[k] * second[k] for k in first) / n**2
    if expected == 1:
        return None
    return (sum(x == y for x, y in pairs) / n - expected) / (1 - expected)

"""How well groups agree with gold groups: pairwise and B-cubed precision and recall.

B-cubed: Bagga and Baldwin 1998; both as Amigó et al. 2009 (Information Retrieval 12) define them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean; 1 where there is nothing to be wrong about."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """Of the pairs put together the share that belongs together, and the other way round."""
    return Score(*_share(*_pairs(gold, found)))


def pair_counts(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[int, int, int]:
    """Pairs together in both, in `found`, in `gold`, over the mentions that both know."""
    return _pairs(gold, found)


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """For each mention the share of its group that belongs to it, and of what belongs to it the share found; means."""
    shared = gold.keys() & found.keys()
    both = Counter((gold[m], found[m]) for m in shared)
    in_gold, in_found = Counter(gold[m] for m in shared), Counter(found[m] for m in shared)
    if not shared:
        return Score(1.0, 1.0)
    precision = sum(n * n / in_found[f] for (_, f), n in both.items()) / len(shared)
    recall = sum(n * n / in_gold[g] for (g, _), n in both.items()) / len(shared)
    return Score(precision, recall)


def _pairs(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[int, int, int]:
    shared = gold.keys() & found.keys()
    both = Counter((gold[m], found[m]) for m in shared)
    return (
        sum(n * (n - 1) // 2 for n in both.values()),
        sum(n * (n - 1) // 2 for n in Counter(found[m] for m in shared).values()),
        sum(n * (n - 1) // 2 for n in Counter(gold[m] for m in shared).values()),
    )


def _share(both: int, found: int, gold: int) -> tuple[float, float]:
    return (both / found if found else 1.0), (both / gold if gold else 1.0)

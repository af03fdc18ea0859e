"""Which coded event of a sentence answers which gold event: the best one-to-one assignment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.evaluation import rules
from dragoman.evaluation.annotation import Annotation

SAME_TYPE, SAME_WORDS, SAME_SIDE = 4, 3, 1
EXACT = (
    12  # coded events of one sentence up to which every assignment is tried; beyond, the best pair goes first
)


def match(
    gold: Sequence[Annotation], coded: Sequence[Annotation], lenient: bool, text: str
) -> tuple[tuple[int, int], ...]:
    """Pairs (gold, coded) of indices: triggers that share a character, or the same type in the same sentence.

    Of all one-to-one assignments the one with the greatest sum of: 4 for the same type, 3 for triggers that meet, 1 for
    each side with the same countries. Ties go to the earlier coded event, so the answer is always the same.
    """
    worth = [[_worth(g, c, lenient, text) for c in coded] for g in gold]
    if len(coded) > EXACT:
        return _greedy(worth)

    @cache
    def best(at: int, used: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if at == len(gold):
            return 0, ()
        made = best(at + 1, used)
        skipped = True
        for k in range(len(coded)):
            if worth[at][k] and not used >> k & 1:
                total, pairs = best(at + 1, used | 1 << k)
                total += worth[at][k]
                if total > made[0] or (skipped and total == made[0]):
                    made, skipped = (total, ((at, k), *pairs)), False
        return made

    return best(0, 0)[1]


def _worth(gold: Annotation, coded: Annotation, lenient: bool, text: str) -> int:
    same = rules.same_type(gold, coded, lenient, text)
    meet = gold.trigger.overlaps(coded.trigger)
    if not same and not meet:
        return 0
    sides = sum(
        rules.codes(getattr(gold, s)) == rules.codes(getattr(coded, s)) for s in ("actor", "recipient")
    )
    return SAME_TYPE * same + SAME_WORDS * meet + SAME_SIDE * sides


def _greedy(worth: list[list[int]]) -> tuple[tuple[int, int], ...]:
    order = sorted((-w, g, c) for g, row in enumerate(worth) for c, w in enumerate(row) if w)
    made: dict[int, int] = {}
    for _, g, c in order:
        if g not in made and c not in made.values():
            made[g] = c
    return tuple(sorted(made.items()))

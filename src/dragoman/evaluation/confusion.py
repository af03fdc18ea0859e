"""Which types are taken for which, with NONE for an event that only one of the two has; and how each gold event went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.evaluation import rules
from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.cases import Case

NONE = "NONE"


def confusion(cases: Iterable[Case]) -> dict[tuple[str, str], int]:
    """(gold type, coded type) → how many; a sentence in which neither has an event is (NONE, NONE)."""
    made: Counter[tuple[str, str]] = Counter()
    for case in cases:
        made.update((g.event_type, c.event_type) for g, c in case.matched)
        made.update((e.event_type, NONE) for e in case.missed)
        made.update((NONE, e.event_type) for e in case.extra)
        if not case.gold and not case.coded:
            made[NONE, NONE] += 1
    return dict(sorted(made.items()))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gold event, one coded event, or a pair of them, and what is wrong with it; nothing: all of it is right."""

    gold: Annotation | None
    coded: Annotation | None
    wrong: tuple[str, ...]


def verdicts(case: Case) -> Iterator[Verdict]:
    """Every event of a case with its faults: missed, extra, or the names of the fields that differ."""
    text, sentence = case.sentence.article.text, case.sentence.span
    for g, c in case.matched:
        wrong = rules.wrong_fields(g, c, sentence, case.lenient, text)
        if rules.direction(g, c) is False:
            wrong.append("direction")
        yield Verdict(g, c, tuple(wrong))
    for e in case.missed:
        yield Verdict(e, None, ("missed",))
    for e in case.extra:
        yield Verdict(None, e, ("extra",))


def faults(cases: Iterable[Case]) -> Counter[str]:
    """How many verdicts have each fault."""
    return Counter(name for case in cases for v in verdicts(case) for name in v.wrong)

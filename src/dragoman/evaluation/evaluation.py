"""All that an evaluation says, made once; the terminal, JSON and HTML reports print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluation.calibration import (
    Outcomes,
    Point,
    RecallAt,
    Reliability,
    abstention,
    outcomes,
    recall_at,
    reliability,
)
from dragoman.evaluation.cases import Case, cases
from dragoman.evaluation.confusion import confusion, faults
from dragoman.evaluation.gold import Gold
from dragoman.evaluation.measures import MEASURES, type_and_sides, type_right
from dragoman.evaluation.scores import DRAWS, SEED, Figure, Gap, gap, grouped, score
from dragoman.records import Event, Problem

BY = ("language", "source", "stratum")
EVENTS_BY = ("type", "modality")
OF_EVENTS = tuple(
    m
    for m in MEASURES
    if m.name in ("found", "type", "type-mode", "type-sides", "actor", "recipient", "modality")
)  # what makes sense of the events of one type or modality
OF_TYPES = tuple(m for m in MEASURES if m.name in ("type", "type-mode", "type-sides", "whole"))
"""What the choice between the letter of the gold and the types that the conventions take besides can change."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidence fares against an outcome."""

    says: str
    reliability: Reliability
    abstention: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures, groups, confusion, calibration and every case. `other` are the figures by the other rule for types."""

    gold: Gold
    cases: tuple[Case, ...]
    lenient: bool
    figures: Mapping[str, Figure]
    other: Mapping[str, Figure]
    groups: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    recall: Mapping[str, RecallAt]
    gaps: Mapping[str, Gap]
    confusion: Mapping[tuple[str, str], int]
    calibration: Mapping[str, Calibration]
    faults: Mapping[str, int]
    coder: Mapping[str, str]
    draws: int
    seed: int


def evaluate(
    gold: Gold,
    coded: Mapping[str, Sequence[Event]],
    *,
    lenient: bool = False,
    dropped: Mapping[str, Sequence[Problem]] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Evaluation:
    """Score records against gold. `coded` has the events of each article by its id, `dropped` what gave no event."""
    told = cases(gold, coded, lenient, dropped)
    other = cases(gold, coded, not lenient)
    return assess(gold, told, other, coder=_coder(coded), draws=draws, seed=seed)


def assess(
    gold: Gold,
    told: Sequence[Case],
    other: Sequence[Case],
    *,
    coder: Mapping[str, str],
    draws: int = DRAWS,
    seed: int = SEED,
) -> Evaluation:
    """The evaluation of cases; `other` are the same cases by the other rule for types."""
    lenient = bool(told) and told[0].lenient
    languages = grouped(told, "language")
    groups = {by: {n: score(k, MEASURES, draws, seed) for n, k in grouped(told, by).items()} for by in BY}
    groups |= {
        by: {n: score(k, OF_EVENTS, draws, seed) for n, k in grouped(told, by).items()} for by in EVENTS_BY
    }
    by_recall = {"all": told, **languages}
    return Evaluation(
        gold=gold,
        cases=tuple(told),
        lenient=lenient,
        figures=score(told, MEASURES, draws, seed),
        other=score(other, OF_TYPES, draws, seed),
        groups=groups,
        recall={n: made for n, k in by_recall.items() if (made := recall_at(outcomes(k), draws=draws, seed=seed))},
        gaps=_gaps(languages, draws, seed),
        confusion=confusion(told),
        calibration={
            "type-sides": _calibration("type and countries right", outcomes(told, type_and_sides), draws, seed),
            "type": _calibration("type right", outcomes(told, type_right), draws, seed),
        },
        faults=dict(faults(told).most_common()),
        coder=dict(coder),
        draws=draws,
        seed=seed,
    )  # fmt: skip


def _gaps(languages: Mapping[str, Sequence[Case]], draws: int, seed: int) -> dict[str, Gap]:
    """English less French, of the measures that the two are compared by."""
    if not {"en", "fr"} <= set(languages):
        return {}
    compared = (m for m in MEASURES if m.name in ("type", "type-sides"))
    told = {m.name: gap(languages["en"], languages["fr"], m, draws, seed) for m in compared}
    return {name: made for name, made in told.items() if made is not None}


def _calibration(says: str, told: Outcomes, draws: int, seed: int) -> Calibration:
    return Calibration(says, reliability(told, draws=draws, seed=seed), tuple(abstention(told)))


def _coder(coded: Mapping[str, Sequence[Event]]) -> dict[str, str]:
    """The versions that made the records; what differs by language is named once for each."""
    made: dict[str, set[str]] = {}
    for events in coded.values():
        for event in events:
            for name, value in event.coder.items():
                if name != "frame":
                    made.setdefault(name, set()).add(value)
    return {name: " / ".join(sorted(values)) for name, values in sorted(made.items())}

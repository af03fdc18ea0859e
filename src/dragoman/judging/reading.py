"""Probabilities of words → marks; and the probability that an act which somebody else read is right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from dragoman.judging import labels
from dragoman.judging.heads import Heads
from dragoman.judging.marks import Candidate, Mark, Marks, Side
from dragoman.judging.words import Pieces, Vectors
from dragoman.records import Span

LEAST = 0.15
"""From here on words are told as a mark; who merges marks with frames has a threshold of its own above it."""
SIDE = 0.5
SHOWN = 0.01
WEIGHED, FLOOR, EVEN = 0.02, 0.03, 0.01
"""From which probability a word's type is weighed; what a side counts that is in no role; what a type counts that no word tells."""
EDGE = 1e-4
"""Probabilities are kept this far from 0 and 1 before their odds are taken."""


def by_type(tags: Vectors) -> Vectors:
    """[words, tags] → [words, types]: begun or gone on."""
    made: Vectors = tags[:, 1::2] + tags[:, 2::2]
    return made


def marks(made: Pieces, projected: Vectors, whole: Vectors, tags: Vectors, heads: Heads) -> tuple[Mark, ...]:
    """Runs of words whose likeliest type has at least `LEAST`."""
    types = by_type(tags)
    best = types.argmax(axis=1)
    runs: list[tuple[int, int, int]] = []
    for k, kind in enumerate(best):
        if types[k, kind] < LEAST:
            continue
        goes_on = tags[k, 2 + 2 * kind] > tags[k, 1 + 2 * kind]
        if goes_on and runs and runs[-1][1] == k and runs[-1][2] == kind:
            runs[-1] = (runs[-1][0], k + 1, int(kind))
        else:
            runs.append((k, k + 1, int(kind)))
    return tuple(_mark(made, projected, whole, types, slice(a, z), kind, heads) for a, z, kind in runs)


def types(told: Marks, span: Span) -> dict[str, float]:
    """The share of each type at the likeliest of the words of `span`."""
    if not told.pieces.words:
        return dict.fromkeys(labels.TYPES, 0.0)
    shares = by_type(told.tags)[told.pieces.covered(span)]
    at = shares[int(shares.sum(axis=1).argmax())]
    return {t: float(p) for t, p in zip(labels.TYPES, at, strict=True)}


def mark(told: Marks, kind: int, span: Span, heads: Heads) -> Mark | None:
    """The mark that `span` would be as an act of type `kind`, however unlikely."""
    if not told.pieces.words:
        return None
    run = told.pieces.covered(span)
    return _mark(told.pieces, told.projected, told.opening, by_type(told.tags), run, kind, heads)


def _mark(
    made: Pieces, projected: Vectors, whole: Vectors, types: Vectors, run: slice, kind: int, heads: Heads
) -> Mark:
    head = run.start + int(types[run, kind].argmax())
    modality, historical = heads.certainty(projected, run, whole)
    name = labels.TYPES[kind]
    mode, mode_probability = heads.modes(projected, run, name)
    roles = heads.roles(projected, run, kind)
    sides = {r: _sides(made, roles[:, k]) for k, r in enumerate(labels.ROLES)}
    return Mark(
        event_type=name,
        span=_span(made, run.start, run.stop),
        probability=float(types[head, kind]),
        types={t: float(p) for t, p in zip(labels.TYPES, types[head], strict=True) if p > SHOWN},
        modality=dict(zip(labels.MODALITIES, (float(p) for p in modality), strict=True)),
        historical=historical,
        mode=mode,
        mode_probability=mode_probability,
        **sides,
    )


def _span(made: Pieces, first: int, behind: int) -> Span:
    return Span(made.words[first].start, made.words[behind - 1].end)


def _sides(made: Pieces, shares: Vectors) -> tuple[Side, ...]:
    """Runs of words that are likelier in the role than outside."""
    inside = shares[:, 1] + shares[:, 2]
    runs: list[list[int]] = []
    for k, p in enumerate(inside):
        if p < SIDE:
            continue
        if runs and runs[-1][1] == k and shares[k, 2] >= shares[k, 1]:
            runs[-1][1] = k + 1
        else:
            runs.append([k, k + 1])
    return tuple(Side(_span(made, a, z), float(inside[a:z].mean())) for a, z in runs)


def features(told: Marks, candidate: Candidate, heads: Heads) -> dict[str, float]:
    """What the heads say for and against a candidate: log odds of its type, of each side, and of the side being empty."""
    if not told.pieces.words:
        return {"constant": 1.0}
    run = told.pieces.covered(candidate.trigger)
    kind = labels.TYPES.index(candidate.event_type)
    types = by_type(told.tags)[run]
    roles = heads.roles(told.projected, run, kind)
    inside = roles[:, :, 1] + roles[:, :, 2]
    made = {
        "constant": 1.0,
        "type": _odds(types[:, kind].max()),
        "act": _odds(types.sum(axis=1).max()),
    }
    for role, other, spans in ((0, 1, candidate.actor), (1, 0, candidate.recipient)):
        name = labels.ROLES[role]
        if spans:
            runs = [told.pieces.covered(s) for s in spans]
            made[name] = sum(_odds(inside[r, role].max()) for r in runs) / len(runs)
            made[f"{name} as {labels.ROLES[other]}"] = sum(_odds(inside[r, other].max()) for r in runs) / len(
                runs
            )
            rest = np.delete(inside[:, role], np.concatenate([np.r_[r] for r in runs]))
            made[f"other {name}"] = _odds(rest.max()) if len(rest) else _odds(0.0)
        else:
            made[f"no {name}"] = 1.0
            made[f"missed {name}"] = _odds(inside[:, role].max())
    return made


def share(told: Marks, candidate: Candidate) -> float:
    """What the candidate's type has of all the types that its words may be, from a half on 1: half is the likeliest type."""
    if not told.pieces.words:
        return 0.0
    types = by_type(told.tags)[told.pieces.covered(candidate.trigger)].max(axis=0)
    own = float(types[labels.TYPES.index(candidate.event_type)])
    return min(1.0, 2 * own / max(float(types.sum()), EDGE))


def probability(told: Marks, candidate: Candidate, heads: Heads, weights: Mapping[str, float]) -> float:
    """A logistic model over `features`, its weights in the judge's file, times the type's `share`.

    The model is fitted on acts of the likeliest type only: a linear one over all let sure sides outweigh a wrong type.
    """
    points = sum(weights.get(n, 0.0) * v for n, v in features(told, candidate, heads).items())
    return share(told, candidate) / (1 + math.exp(-max(-30.0, min(30.0, points))))


def agreed(pair: Vectors, told: Marks, source: slice | None, target: slice | None, heads: Heads) -> Vectors:
    """The pair head's types, each weighed by how surely some word tells it, and tells it between these two sides.

    On the PLV quarter left out (262 sentences) macro-F1 0.667 becomes 0.72; the share of none stays.
    """
    types = by_type(told.tags)
    between = np.zeros(types.shape[1])
    for word, kind in np.argwhere(types > WEIGHED):
        roles = heads.roles(told.projected, slice(int(word), int(word) + 1), int(kind))
        inside = roles[:, :, 1] + roles[:, :, 2]
        fits = 1.0
        if source:
            fits *= max(float(inside[source, 0].max()), FLOOR)
        if target:  # of a mutual act both sides are actors
            fits *= max(float(inside[target, 1].max()), float(inside[target, 0].max()) / 2, FLOOR)
        between[kind] = 1 - (1 - between[kind]) * (1 - types[word, kind] * fits)
    weighed = pair[:-1] * (between + EVEN) * np.sqrt(types.max(axis=0) + EVEN)
    made: Vectors = np.append(weighed / weighed.sum() * (1 - pair[-1]), pair[-1]).astype(np.float32)
    return made


def _odds(p: float) -> float:
    p = min(max(float(p), EDGE), 1 - EDGE)
    return math.log(p / (1 - p))


__all__: Sequence[str] = ("by_type", "features", "marks", "probability")

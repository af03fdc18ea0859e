"""What speaks for and against two mentions being one happening: findings, and the points that each gets.

Points are natural log-odds, so that they add up: what is found of a pair times what it weighs. The sum over all findings
decides (`Weights.threshold`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.linking.mentions import Bits, Columns, Flags, Ints

Values = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Found = Mapping[str, npt.NDArray[Any]]

NEAR_KM = 30.0
"""Two names of one place: a village and the town that an outlet names for it."""

LARGE_TOLL = 8
"""People from which two counts that lie close speak for one event."""

LEAST_WORDS = 6
"""Words by which an overlap is divided at least: two of a short title's three words are no sign."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each finding. `threshold` is the mean that the pairs of a happening must reach.

    Fitted on the dev part of the gold, rounded to quarters, the threshold half a point above the fit: precision 0.97 and
    recall 0.80 there, 0.94 and 0.82 on left-out folds, 0.98 and 0.83 on test. How: docs/linking.md. What each is worth:
    `python benchmarks/linking_quality.py --sweep`.
    """

    same_type: float = 0.75
    other_type: float = -2.0
    same_mode: float = 0.75
    other_mode: float = -1.25
    same_day: float = 2.75
    day_apart: float = -0.75
    days_apart: float = -2.75
    windows_meet: float = 1.0
    told_since: float = 1.5
    told_last_week: float = 0.5
    told_in_month: float = 0.0
    told_later: float = -2.5
    published_same_day: float = 0.5
    published_next_day: float = -0.5
    published_days_apart: float = -1.0
    published_week_apart: float = -2.25
    same_place: float = 2.5
    near_place: float = 1.25
    same_region: float = 0.75
    same_country: float = 0.25
    far_place: float = -4.0
    other_region: float = -3.0
    other_country: float = -3.75
    same_actor: float = 0.5
    alike_actor: float = 0.25
    other_actor: float = -2.25
    same_recipient: float = 1.25
    alike_recipient: float = 0.0
    other_recipient: float = -2.5
    same_pair: float = 1.75
    other_pair: float = -1.75
    same_toll: float = 2.25
    near_toll: float = 1.5
    far_toll: float = -2.25
    words: float = 4.0
    names: float = 1.75
    names_across: float = 3.5
    same_sentence: float = -6.0
    same_article: float = -0.25
    threshold: float = 3.5


WEIGHTS = Weights()


def findings(of: Columns, a: Rows, b: Rows) -> Found:
    """What holds of each pair (a[i], b[i]), by the name of its weight: 0 or 1, for `words` and `names` a share."""
    return {**acts(of, a, b), **text(of, a, b)}


def acts(of: Columns, a: Rows, b: Rows) -> Found:
    """The findings on type, date, place, sides and toll."""
    return {
        **_type(of, a, b),
        **_date(of, a, b),
        **_place(of, a, b),
        **_side("actor", of.actor, of.actor_kind, of.actor_code, a, b),
        **_side("recipient", of.recipient, of.recipient_kind, of.recipient_code, a, b),
        **_parties(of, a, b),
        **_toll(of, a, b),
    }


def score(found: Found, weights: Weights = WEIGHTS) -> Values:
    """The sum of the points of all findings, for each pair."""
    summed = np.zeros(len(next(iter(found.values()))), dtype=np.float32)
    for name, held in found.items():
        summed += held * np.float32(getattr(weights, name))
    return summed


def scores(of: Columns, a: Rows, b: Rows, weights: Weights = WEIGHTS) -> Values:
    """The points of each pair; where no text could lift it to the threshold, those of the acts alone.

    Words are the dearest to compare, and most pairs of a block are of two places or two days.
    """
    made = score(acts(of, a, b), weights)
    most = max(weights.words + weights.names, weights.names_across)
    undecided = np.flatnonzero(made >= weights.threshold - most)
    made[undecided] += score(text(of, a[undecided], b[undecided]), weights)
    return made


def gaps(of: Columns, a: Rows, b: Rows) -> Ints:
    """Days between the two windows; 0 where they meet."""
    apart = np.maximum(of.start[a] - of.end[b], of.start[b] - of.end[a])
    between: Ints = np.maximum(apart, 0)
    return between


def _type(of: Columns, a: Rows, b: Rows) -> Found:
    same = of.type[a] == of.type[b]
    modes = same & (of.mode[a] != 0) & (of.mode[b] != 0)
    alike = of.mode[a] == of.mode[b]
    return {"same_type": same, "other_type": ~same, "same_mode": modes & alike, "other_mode": modes & ~alike}


def _date(of: Columns, a: Rows, b: Rows) -> Found:
    known = (of.start[a] != 0) & (of.start[b] != 0)
    told = known & ~of.vague[a] & ~of.vague[b]
    gap = gaps(of, a, b)
    wide = np.maximum(of.end[a] - of.start[a], of.end[b] - of.start[b]) > 1
    # One has a date, the other only the day on which it was published: how long after?
    half = known & (of.vague[a] ^ of.vague[b])
    printed = np.where(of.vague[a], of.end[a], of.end[b])
    later = np.where(of.vague[a], of.start[b], of.start[a]) > printed
    since = np.maximum(printed - np.where(of.vague[a], of.end[b], of.end[a]), 0)
    long = np.where(of.vague[a], of.end[b] - of.start[b], of.end[a] - of.start[a]) > 6
    foreseen = np.where(of.vague[a], of.planned[a], of.planned[b])
    published = known & of.vague[a] & of.vague[b]
    apart = np.abs(of.end[a] - of.end[b])
    return {
        "same_day": told & (gap == 0) & ~wide,
        "windows_meet": told & (gap == 0) & wide,
        "day_apart": told & (gap == 1),
        "days_apart": told & (gap > 1),
        "told_since": half & ~later & (since <= 1) & ~long,
        "told_last_week": half & ((since > 1) | (foreseen & later)) & ~long,
        "told_in_month": half & ~later & long,
        "told_later": half & later & ~foreseen,
        "published_same_day": published & (apart == 0),
        "published_next_day": published & (apart == 1),
        "published_days_apart": published & (apart > 1) & (apart <= 3),
        "published_week_apart": published & (apart > 3),
    }


def _place(of: Columns, a: Rows, b: Rows) -> Found:
    told = (of.country[a] != 0) & (of.country[b] != 0)
    country = told & (of.country[a] == of.country[b])
    both = of.precise[a] & of.precise[b]
    same = both & (of.place[a] == of.place[b])
    near = both & ~same & (_kilometres(of, a, b) <= NEAR_KM)
    located = ~np.isnan(of.lat[a]) & ~np.isnan(of.lat[b])
    far = both & ~same & ~near & located
    regions = country & ~both & (of.region[a] != 0) & (of.region[b] != 0)
    region = regions & (of.region[a] == of.region[b])
    return {
        "same_place": same,
        "near_place": near,
        "far_place": far & country,
        "same_region": region,
        "other_region": regions & ~region,
        "same_country": country & ~both & ~regions,
        "other_country": told & ~country & ~near,
    }


def _kilometres(of: Columns, a: Rows, b: Rows) -> npt.NDArray[np.floating]:
    # Equirectangular: exact enough for "within 30 km".
    north = np.radians(of.lat[a] - of.lat[b])
    east = np.radians(of.lon[a] - of.lon[b]) * np.cos(np.radians(of.lat[a]))
    apart: npt.NDArray[np.floating] = 6371.0 * np.hypot(north, east)
    apart[np.isnan(apart)] = np.inf
    return apart


def _side(side: str, who: Ints, kind: Ints, code: Ints, a: Rows, b: Rows) -> Found:
    same = _shared(who, a, b)
    alike = ~same & (_shared(kind, a, b) | _shared(code, a, b))
    known: Flags = np.logical_or(who.any(axis=1), kind.any(axis=1))
    return {
        f"same_{side}": same,
        f"alike_{side}": alike,
        f"other_{side}": known[a] & known[b] & ~same & ~alike,
    }


def _parties(of: Columns, a: Rows, b: Rows) -> Found:
    """Of a meeting or a deal: whether two countries are the same, or each side has one that the other lacks."""
    mutual = ~of.recipient_code[a].any(axis=1) & ~of.recipient_code[b].any(axis=1)
    one, other = of.actor_code[a], of.actor_code[b]
    met = (one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)
    in_one, in_other = met.any(axis=2), met.any(axis=1)
    # A country named twice (its minister and its president) is one party.
    first = np.where(in_one, one, 0)
    two = (first.max(axis=1) != np.where(in_one, one, np.iinfo(np.int32).max).min(axis=1)) & in_one.any(
        axis=1
    )
    lacks = ((one != 0) & ~in_one).any(axis=1) & ((other != 0) & ~in_other).any(axis=1)
    return {"same_pair": mutual & two, "other_pair": mutual & in_one.any(axis=1) & lacks & ~two}


def _shared(of: Ints, a: Rows, b: Rows) -> Flags:
    one, other = of[a], of[b]
    met: Flags = ((one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)).any(axis=(1, 2))
    return met


def _toll(of: Columns, a: Rows, b: Rows) -> Found:
    one, other = of.counts[a], of.counts[b]
    told = ~np.isnan(one) & ~np.isnan(other)
    # The dead decide where both tell them: they are counted first, and most alike.
    first = np.argmax(told, axis=1)[:, None]
    x, y = (np.take_along_axis(part, first, axis=1)[:, 0] for part in (one, other))
    low, high = np.minimum(x, y), np.maximum(x, y)
    with np.errstate(invalid="ignore"):
        # One or two dead are told of too many attacks to be a sign, two or three no rival counts of one.
        return {
            "same_toll": (low == high) & (high > 2),
            "near_toll": (low < high) & (low >= 0.6 * high) & (high >= LARGE_TOLL),
            "far_toll": low < 0.6 * high,
        }


def text(of: Columns, a: Rows, b: Rows) -> Found:
    """The findings on words, names, and standing in one article."""
    apart = of.article[a] != of.article[b]
    one_language = of.language[a] == of.language[b]
    names = _overlap(of.names, a, b)
    sentence = ~apart & (of.sentence[a] == of.sentence[b])
    return {
        "words": np.where(apart & one_language, _overlap(of.words, a, b), 0),
        "names": np.where(apart & one_language, names, 0),
        "names_across": np.where(apart & ~one_language, names, 0),
        "same_sentence": sentence,
        "same_article": ~apart & ~sentence,
    }


def _overlap(bits: Bits, a: Rows, b: Rows) -> Values:
    one, other = bits[a], bits[b]
    shared = np.bitwise_count(one & other).sum(axis=1, dtype=np.float32)
    smaller = np.minimum(
        np.bitwise_count(one).sum(axis=1, dtype=np.float32),
        np.bitwise_count(other).sum(axis=1, dtype=np.float32),
    )
    made: Values = np.divide(shared, np.maximum(smaller, LEAST_WORDS), dtype=np.float32)
    return made

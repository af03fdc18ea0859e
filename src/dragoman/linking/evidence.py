"""What speaks for and against two mentions being one happening, in points; the sum decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.linking.mentions import Bits, Columns, Ints

Points = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

NEAR_KM = 30.0
"""Two names of one place: a village and the town that an outlet names for it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each finding; `threshold` is the mean that the pairs of a happening must reach."""

    same_type: float = 0.5
    same_mode: float = 0.5
    other_mode: float = -0.5
    other_type: float = -2.0
    days: tuple[float, ...] = (2.0, 0.5, -1.5, -3.0)
    vague_days: tuple[float, ...] = (1.5, 1.0, 0.0, -1.0)
    same_place: float = 2.5
    near_place: float = 2.0
    same_region: float = 1.0
    same_country: float = 0.5
    far_place: float = -4.0
    other_region: float = -3.0
    other_country: float = -4.0
    same_actor: float = 1.5
    same_actor_kind: float = 1.0
    same_actor_code: float = 0.5
    other_actor: float = -3.0
    same_count: float = 2.0
    near_count: float = 1.0
    far_count: float = -2.0
    words: float = 6.0
    words_from: float = 0.15
    names: float = 3.0
    names_from: float = 0.2
    same_article: float = -2.0
    threshold: float = 4.5


WEIGHTS = Weights()


def points(of: Columns, a: Rows, b: Rows, weights: Weights = WEIGHTS) -> dict[str, Points]:
    """The points of each pair (a[i], b[i]) by what they are given for."""
    w = weights
    return {
        "type": _type(of, a, b, w),
        "date": _date(of, a, b, w),
        "place": _place(of, a, b, w),
        "actor": _side(of.actor, of.actor_kind, of.actor_code, a, b, w),
        "recipient": _side(of.recipient, of.recipient_kind, of.recipient_code, a, b, w),
        "toll": _toll(of, a, b, w),
        "words": np.where(
            of.language[a] == of.language[b], w.words * (_overlap(of.words, a, b) - w.words_from), 0
        ).astype(np.float32),
        "names": (w.names * (_overlap(of.names, a, b) - w.names_from)).astype(np.float32),
        "article": np.where(of.article[a] == of.article[b], w.same_article, 0).astype(np.float32),
    }


def total(found: Mapping[str, Points]) -> Points:
    """The sum over all that was found."""
    summed: Points = np.sum(list(found.values()), axis=0, dtype=np.float32)
    return summed


def _type(of: Columns, a: Rows, b: Rows, w: Weights) -> Points:
    same = of.type[a] == of.type[b]
    one, other = of.mode[a], of.mode[b]
    mode = np.where((one == 0) | (other == 0), 0, np.where(one == other, w.same_mode, w.other_mode))
    return np.where(same, w.same_type + mode, w.other_type).astype(np.float32)


def gaps(of: Columns, a: Rows, b: Rows) -> Ints:
    """Days between the two windows; 0 where they meet."""
    apart = np.maximum(of.start[a] - of.end[b], of.start[b] - of.end[a])
    between: Ints = np.maximum(apart, 0)
    return between


def _date(of: Columns, a: Rows, b: Rows, w: Weights) -> Points:
    gap = gaps(of, a, b)
    told = np.array(w.days, dtype=np.float32)[np.minimum(gap, len(w.days) - 1)]
    vague = np.array(w.vague_days, dtype=np.float32)[np.minimum(gap, len(w.vague_days) - 1)]
    # Two windows of a month that meet say less than two days that do.
    wide = np.maximum(of.end[a] - of.start[a], of.end[b] - of.start[b]) > 1
    told = np.where(wide & (gap == 0), w.days[1], told)
    unknown = (of.start[a] == 0) | (of.start[b] == 0)
    made = np.where(of.vague[a] | of.vague[b], vague, told)
    return np.where(unknown, 0, made).astype(np.float32)


def _place(of: Columns, a: Rows, b: Rows, w: Weights) -> Points:
    told = (of.country[a] != 0) & (of.country[b] != 0)
    same_country = told & (of.country[a] == of.country[b])
    both = of.precise[a] & of.precise[b]
    apart = _kilometres(of, a, b)
    regions = (of.region[a] != 0) & (of.region[b] != 0)
    made = np.select(
        [
            both & (of.place[a] == of.place[b]) & (of.place[a] != 0),
            both & (apart <= NEAR_KM),
            told & ~same_country,
            both,
            same_country & regions & (of.region[a] == of.region[b]),
            same_country & regions,
            same_country,
        ],
        [
            w.same_place,
            w.near_place,
            w.other_country,
            w.far_place,
            w.same_region,
            w.other_region,
            w.same_country,
        ],
        0.0,
    )
    return made.astype(np.float32)


def _kilometres(of: Columns, a: Rows, b: Rows) -> npt.NDArray[np.floating]:
    # Equirectangular: exact enough for "within 30 km".
    north = np.radians(of.lat[a] - of.lat[b])
    east = np.radians(of.lon[a] - of.lon[b]) * np.cos(np.radians(of.lat[a]))
    apart: npt.NDArray[np.floating] = 6371.0 * np.hypot(north, east)
    return apart


def _side(who: Ints, kind: Ints, code: Ints, a: Rows, b: Rows, w: Weights) -> Points:
    unknown = ~(code[a].any(axis=1) | who[a].any(axis=1)) | ~(code[b].any(axis=1) | who[b].any(axis=1))
    made = np.select(
        [_shared(who, a, b), _shared(kind, a, b), _shared(code, a, b), unknown],
        [w.same_actor, w.same_actor_kind, w.same_actor_code, 0.0],
        w.other_actor,
    )
    return made.astype(np.float32)


def _shared(of: Ints, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
    one, other = of[a], of[b]
    met: npt.NDArray[np.bool_] = ((one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)).any(
        axis=(1, 2)
    )
    return met


def _toll(of: Columns, a: Rows, b: Rows, w: Weights) -> Points:
    one, other = of.counts[a], of.counts[b]
    told = ~np.isnan(one) & ~np.isnan(other)
    low, high = np.minimum(one, other), np.maximum(one, other)
    with np.errstate(invalid="ignore"):
        by_kind = np.select(
            [~told, low == high, low >= 0.6 * high, low < 0.3 * high],
            [0.0, w.same_count, w.near_count, w.far_count],
            0.0,
        )
    # The same small number is told of many attacks: two dead and two dead say half.
    small = told & (low == high) & (high <= 2)
    made: Points = np.sum(np.where(small, by_kind / 2, by_kind), axis=1).astype(np.float32)
    return made


def _overlap(bits: Bits, a: Rows, b: Rows) -> Points:
    one, other = bits[a], bits[b]
    shared = np.bitwise_count(one & other).sum(axis=1, dtype=np.float32)
    smaller = np.minimum(
        np.bitwise_count(one).sum(axis=1, dtype=np.float32),
        np.bitwise_count(other).sum(axis=1, dtype=np.float32),
    )
    made: Points = np.divide(shared, np.maximum(smaller, 4), dtype=np.float32)
    return made

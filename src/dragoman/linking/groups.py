"""Which mentions are one happening: pairs that share a block, weighed, joined while their mean stays high."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.linking.evidence import WEIGHTS, Rows, Weights, gaps, points, total
from dragoman.linking.mentions import Columns, Flags

WINDOW = 3
"""Days between two dates of one happening, at most; a day told wrongly or a report that came late."""

LONGEST = 31
"""Days of a window that may meet others: "in 2014" is a candidate for the same words only."""

CHUNK = 2_000_000
"""Pairs weighed at once: some 400 MB of columns."""

APART = -6.0
"""Points of a pair that shares no block or lies too far apart in time."""

LARGEST = 600
"""Mentions that are joined in one matrix; a larger heap is first cut at a higher threshold."""


class Group(NamedTuple):
    """The rows of a happening, in order, and the first row of the heap that it was told apart from."""

    rows: list[int]
    heap: int


def groups(of: Columns, weights: Weights = WEIGHTS, seeds: Flags | None = None) -> list[Group]:
    """The happenings, in the order of their first rows; with `seeds` only those of heaps that hold one of them."""
    a, b, scores = edges(of, weights)
    heap = _components(len(of), a, b)
    wanted = np.ones(len(of), dtype=bool) if seeds is None else np.isin(heap, heap[seeds])
    members: dict[int, list[int]] = {}
    for row in np.flatnonzero(wanted).tolist():
        members.setdefault(int(heap[row]), []).append(row)
    inside: dict[int, list[int]] = {}
    for edge in np.flatnonzero(wanted[a]).tolist():
        inside.setdefault(int(heap[a[edge]]), []).append(edge)
    made: list[Group] = []
    for root, rows in members.items():
        if len(rows) == 1:
            made.append(Group(rows, root))
        else:
            kept = np.array(inside[root])
            made += (Group(g, root) for g in _joined(of, rows, a[kept], b[kept], scores[kept], weights))
    return sorted(made)


def edges(of: Columns, weights: Weights = WEIGHTS) -> tuple[Rows, Rows, npt.NDArray[np.float32]]:
    """The pairs that reach the threshold, and their points."""
    kept: list[tuple[Rows, Rows, npt.NDArray[np.float32]]] = []
    for a, b in candidates(of):
        scores = total(points(of, a, b, weights))
        good = scores >= weights.threshold
        kept.append((a[good], b[good], scores[good]))
    if not kept:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0, dtype=np.float32)
    return tuple(np.concatenate(part) for part in zip(*kept, strict=True))  # type: ignore[return-value]


def candidates(of: Columns) -> Iterator[tuple[Rows, Rows]]:
    """Pairs (a before b) of one family, near in time, that share a country or an actor; each once."""
    keys, rows = _postings(of)
    order = np.lexsort((rows, of.start[rows], keys))
    keys, rows = keys[order], rows[order]
    starts, ends = of.start[rows].astype(np.int64), of.end[rows].astype(np.int64)
    # Blocks laid end to end on one axis of time, so that one search serves all of them.
    block = np.cumsum(np.concatenate(([0], np.diff(keys) != 0)).astype(np.int64)) * 10_000_000
    until = np.searchsorted(block + starts, block + ends + WINDOW, side="right")
    counts = until - np.arange(len(rows)) - 1
    counts = np.maximum(counts, 0)
    total_before = np.concatenate(([0], np.cumsum(counts)))
    first = 0
    while first < len(rows):
        last = int(np.searchsorted(total_before, total_before[first] + CHUNK, side="right")) - 1
        last = max(last, first + 1)
        some = counts[first:last]
        left = np.repeat(np.arange(first, last), some)
        offset = np.arange(len(left)) - np.repeat(total_before[first:last] - total_before[first], some)
        a, b = rows[left], rows[left + 1 + offset]
        a, b = np.minimum(a, b), np.maximum(a, b)
        # A pair that shares several keys is weighed in the block of the first one alone.
        good = (a != b) & (_first_shared(of, a, b) == keys[left])
        yield _near(of, a[good], b[good])
        first = last


def _near(of: Columns, a: Rows, b: Rows) -> tuple[Rows, Rows]:
    long = (of.end[a] - of.start[a] >= LONGEST) | (of.end[b] - of.start[b] >= LONGEST)
    alike = (of.start[a] == of.start[b]) & (of.end[a] == of.end[b])
    # A window of publication reaches back LAG days already.
    slack = np.where(of.vague[a] | of.vague[b], 1, WINDOW)
    good = (gaps(of, a, b) <= slack) & (~long | alike)
    return a[good], b[good]


def _keys(of: Columns) -> npt.NDArray[np.int64]:
    """(n, k): family with each of country, actors' and recipients' countries and the actors themselves; 0 none."""
    parts = np.concatenate(
        [of.country[:, None], of.actor_code, of.recipient_code, of.actor, of.recipient], axis=1
    ).astype(np.int64)
    keys = np.where(parts != 0, parts * 16 + of.family[:, None], 0)
    # Without any key, a mention can only meet others like it.
    bare = ~parts.any(axis=1)
    keys[bare, 0] = of.family[bare]
    return keys


def _postings(of: Columns) -> tuple[npt.NDArray[np.int64], Rows]:
    keys = _keys(of)
    rows = np.repeat(np.arange(len(of)), keys.shape[1])
    flat = keys.reshape(-1)
    unique = np.unique(np.stack([flat[flat != 0], rows[flat != 0]], axis=1), axis=0)
    return unique[:, 0], unique[:, 1]


def _first_shared(of: Columns, a: Rows, b: Rows) -> npt.NDArray[np.int64]:
    keys = _keys(of)
    one, other = keys[a], keys[b]
    shared = (one[:, :, None] == other[:, None, :]).any(axis=2) & (one != 0)
    least: npt.NDArray[np.int64] = np.where(shared, one, np.iinfo(np.int64).max).min(axis=1)
    return least


def _components(size: int, a: Rows, b: Rows) -> npt.NDArray[np.int64]:
    parent = np.arange(size)
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        x, y = _root(parent, one), _root(parent, other)
        if x != y:
            parent[max(x, y)] = min(x, y)
    for row in range(size):
        parent[row] = _root(parent, row)
    return parent


def _root(parent: npt.NDArray[np.int64], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = int(parent[row])
    return row


def _joined(
    of: Columns, rows: list[int], a: Rows, b: Rows, scores: npt.NDArray[np.float32], weights: Weights
) -> list[list[int]]:
    """Average linkage: the two closest groups are joined while the mean of all their pairs reaches the threshold."""
    if len(rows) > LARGEST:
        return _cut(of, rows, a, b, scores, weights)
    every = np.array(rows)
    one, other = (every[i] for i in np.triu_indices(len(rows), 1))
    near_a, near_b = _near(of, one, other)
    matrix = np.full((len(rows), len(rows)), APART, dtype=np.float64)
    at = {row: i for i, row in enumerate(rows)}
    x, y = (np.array([at[r] for r in part.tolist()], dtype=np.int64) for part in (near_a, near_b))
    if len(x):
        matrix[x, y] = matrix[y, x] = total(points(of, near_a, near_b, weights))
    np.fill_diagonal(matrix, -np.inf)
    held = [[row] for row in rows]
    sizes = np.ones(len(rows))
    while True:
        x_best, y_best = divmod(int(np.argmax(matrix)), len(rows))
        if matrix[x_best, y_best] < weights.threshold:
            break
        x_best, y_best = sorted((x_best, y_best))
        joined = (matrix[x_best] * sizes[x_best] + matrix[y_best] * sizes[y_best]) / (
            sizes[x_best] + sizes[y_best]
        )
        matrix[x_best], matrix[:, x_best] = joined, joined
        matrix[y_best], matrix[:, y_best] = -np.inf, -np.inf
        matrix[x_best, x_best] = -np.inf
        sizes[x_best] += sizes[y_best]
        held[x_best] = sorted(held[x_best] + held[y_best])
        held[y_best] = []
    return [rows for rows in held if rows]


def _cut(
    of: Columns, rows: list[int], a: Rows, b: Rows, scores: npt.NDArray[np.float32], weights: Weights
) -> list[list[int]]:
    floor = float(np.median(scores))
    good = scores > floor
    if good.all() or not good.any():
        return [[row] for row in rows]
    at = {row: i for i, row in enumerate(rows)}
    x, y = (np.array([at[r] for r in part[good].tolist()], dtype=np.int64) for part in (a, b))
    parent = _components(len(rows), x, y)
    members: dict[int, list[int]] = {}
    for i, root in enumerate(parent.tolist()):
        members.setdefault(root, []).append(rows[i])
    made: list[list[int]] = []
    for part in members.values():
        inside = good & np.isin(a, part)
        made += _joined(of, part, a[inside], b[inside], scores[inside], weights) if len(part) > 1 else [part]
    return made

"""Which mentions are one happening: pairs that share a block, weighed, joined while their mean stays high."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.linking.evidence import WEIGHTS, Rows, Weights, gaps, scores
from dragoman.linking.mentions import Columns, Flags

Keys = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.float64]

WINDOW = 3
"""Days between two dates of one happening, at most; a day told wrongly or a report that came late."""

LONGEST = 31
"""Days of a window that may meet others: "in 2014" is a candidate for the same words only."""

CHUNK = 2_000_000
"""Pairs weighed at once: some 400 MB of columns."""

KEYS = 6
"""Blocks that a mention is in, at most: a summit of twenty is found by its place or its first parties."""

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
    a, b, strength = edges(of, weights)
    root = np.array(_components(len(of), a.tolist(), b.tolist()), dtype=np.int64)
    wanted = np.ones(len(of), dtype=bool) if seeds is None else np.isin(root, root[seeds])
    heaps: dict[int, list[int]] = {}
    for row in np.flatnonzero(wanted).tolist():
        heaps.setdefault(int(root[row]), []).append(row)
    made = [Group(rows, heap) for heap, rows in heaps.items() if len(rows) <= 2]  # an edge is a mean of one
    larger = {heap: rows for heap, rows in heaps.items() if 2 < len(rows) <= LARGEST}
    for held in _some(larger):
        for (heap, rows), matrix in zip(
            held, _matrices(of, [rows for _, rows in held], weights), strict=True
        ):
            made += (Group(group, heap) for group in _joined(rows, matrix, weights.threshold))
    for heap, rows in heaps.items():
        if len(rows) > LARGEST:
            inside = root[a] == heap
            made += (Group(g, heap) for g in _cut(of, rows, a[inside], b[inside], strength[inside], weights))
    return sorted(made)


def edges(of: Columns, weights: Weights = WEIGHTS) -> tuple[Rows, Rows, npt.NDArray[np.float32]]:
    """The pairs that reach the threshold, and their points."""
    kept: list[tuple[Rows, Rows, npt.NDArray[np.float32]]] = []
    for a, b in candidates(of):
        found = scores(of, a, b, weights)
        good = found >= weights.threshold
        kept.append((a[good], b[good], found[good]))
    if not kept:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0, dtype=np.float32)
    return tuple(np.concatenate(part) for part in zip(*kept, strict=True))  # type: ignore[return-value]


def candidates(of: Columns) -> Iterator[tuple[Rows, Rows]]:
    """Pairs (a before b) of one family, near in time, that share a country or an actor; each once."""
    all_keys = _keys(of)
    keys, rows = _postings(all_keys)
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
        near = (a != b) & _near(of, a, b)
        a, b, key = a[near], b[near], keys[left[near]]
        good = _first_shared(all_keys, a, b) == key
        yield a[good], b[good]
        first = last


def _near(of: Columns, a: Rows, b: Rows) -> Flags:
    """Which pairs are near enough in time to be one."""
    long = (of.end[a] - of.start[a] >= LONGEST) | (of.end[b] - of.start[b] >= LONGEST)
    alike = (of.start[a] == of.start[b]) & (of.end[a] == of.end[b])
    # A window of publication reaches back LAG days already.
    slack = np.where(of.vague[a] | of.vague[b], 1, WINDOW)
    near: Flags = (gaps(of, a, b) <= slack) & (~long | alike)
    return near


def _keys(of: Columns) -> Keys:
    """(n, KEYS): the blocks of each mention, 0 for none.

    The family with the country where it was, those of its sides, and the sides themselves that have no country.
    """
    sides = [
        np.where(code == 0, who, 0)
        for who, code in ((of.actor, of.actor_code), (of.recipient, of.recipient_code))
    ]
    parts = np.concatenate([of.country[:, None], of.actor_code, of.recipient_code, *sides], axis=1).astype(
        np.int64
    )
    for later in range(1, parts.shape[1]):
        seen = (parts[:, :later] == parts[:, later, None]).any(axis=1)
        parts[seen, later] = 0
    first = np.argsort(parts == 0, axis=1, kind="stable")[:, :KEYS]
    parts = np.take_along_axis(parts, first, axis=1)
    keys = np.where(parts != 0, parts * 16 + of.family[:, None], 0)
    # Without any, a mention can only meet others like it.
    keys[:, 0] = np.where(parts.any(axis=1), keys[:, 0], of.family)
    return keys


def _postings(keys: Keys) -> tuple[npt.NDArray[np.int64], Rows]:
    rows = np.repeat(np.arange(len(keys)), keys.shape[1])
    flat = keys.reshape(-1)
    return flat[flat != 0], rows[flat != 0]


def _first_shared(keys: Keys, a: Rows, b: Rows) -> npt.NDArray[np.int64]:
    one, other = keys[a], keys[b]
    shared = (one[:, :, None] == other[:, None, :]).any(axis=2) & (one != 0)
    least: npt.NDArray[np.int64] = np.where(shared, one, np.iinfo(np.int64).max).min(axis=1)
    return least


def _components(size: int, a: list[int], b: list[int]) -> list[int]:
    """For each row the first row of all that edges join it to."""
    parent = list(range(size))

    def first(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in zip(a, b, strict=True):
        x, y = first(one), first(other)
        if x != y:
            parent[max(x, y)] = min(x, y)
    return [first(row) for row in range(size)]


def _some(heaps: dict[int, list[int]]) -> Iterator[list[tuple[int, list[int]]]]:
    """Heaps by as many as have at most CHUNK pairs together: weighed at once, they cost a hundredth."""
    held: list[tuple[int, list[int]]] = []
    pairs = 0
    for heap, rows in heaps.items():
        held.append((heap, rows))
        pairs += len(rows) * len(rows) // 2
        if pairs >= CHUNK:
            yield held
            held, pairs = [], 0
    if held:
        yield held


def _matrices(of: Columns, heaps: list[list[int]], weights: Weights) -> Iterator[Matrix]:
    """For each heap the points of all its pairs, -inf on the diagonal."""
    corners = [np.triu_indices(len(rows), 1) for rows in heaps]
    a = np.concatenate([np.array(rows)[x] for rows, (x, _) in zip(heaps, corners, strict=True)])
    b = np.concatenate([np.array(rows)[y] for rows, (_, y) in zip(heaps, corners, strict=True)])
    found = np.where(_near(of, a, b), scores(of, a, b, weights), APART)
    start = 0
    for rows, (x, y) in zip(heaps, corners, strict=True):
        matrix = np.full((len(rows), len(rows)), -np.inf)
        matrix[x, y] = matrix[y, x] = found[start : start + len(x)]
        start += len(x)
        yield matrix


def _joined(rows: list[int], matrix: Matrix, threshold: float) -> list[list[int]]:
    """Average linkage: the two closest groups are joined while the mean of all their pairs reaches the threshold."""
    held = [[row] for row in rows]
    while True:
        x, y = divmod(int(np.argmax(matrix)), len(rows))
        if matrix[x, y] < threshold:
            return [group for group in held if group]
        x, y = min(x, y), max(x, y)
        one, other = len(held[x]), len(held[y])
        joined = (matrix[x] * one + matrix[y] * other) / (one + other)
        joined[x] = -np.inf
        matrix[x], matrix[:, x] = joined, joined
        matrix[y], matrix[:, y] = -np.inf, -np.inf
        held[x], held[y] = sorted(held[x] + held[y]), []


def _cut(
    of: Columns, rows: list[int], a: Rows, b: Rows, strength: npt.NDArray[np.float32], weights: Weights
) -> list[list[int]]:
    """A heap too large for one matrix: the weaker half of its edges goes, until its parts are small enough."""
    good = strength > np.median(strength)
    if not good.any():
        return [[row] for row in rows]
    at = {row: i for i, row in enumerate(rows)}
    x, y = ([at[r] for r in part[good].tolist()] for part in (a, b))
    parts: dict[int, list[int]] = {}
    for i, first in enumerate(_components(len(rows), x, y)):
        parts.setdefault(first, []).append(rows[i])
    made: list[list[int]] = []
    for part in parts.values():
        if len(part) > LARGEST:
            inside = good & np.isin(a, part)
            made += _cut(of, part, a[inside], b[inside], strength[inside], weights)
        else:
            made += _joined(part, next(_matrices(of, [part], weights)), weights.threshold)
    return made

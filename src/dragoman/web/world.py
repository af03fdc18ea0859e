"""The map: Natural Earth's countries in the Equal Earth projection, and records gathered into circles.

Equal Earth (Šavrič, Patterson, Jenny 2018) keeps areas true, so that no country looks larger for lying north. One map
unit is a twenty-thousandth of the equator.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.web.contexts import Map, Spot

FILE = Path(__file__).with_name("world.json")

WIDTH, HEIGHT = 20_000.0, 9_740.0
RATIO = 0.56
"""Height to width of a window: that of a page's column."""

LEAST = 1_600.0
"""Width of the narrowest window, some 30 degrees: a country with its neighbours, to know where one is."""

CELLS = 26
"""Cells across a window; records of one cell are one circle."""

OUTSIDE = 0.03
"""Share of records that may fall out of the window on each edge: one act in Washington is no reason to show the world."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)


class Row(NamedTuple):
    """Records of one quad class at one place."""

    lat: float
    lon: float
    quad_class: str
    place: str | None
    geonames_id: int | None
    country: str | None
    n: int


def project(lat: float, lon: float) -> tuple[float, float]:
    """Degrees → map units, y downwards."""
    t = asin(sqrt(3) / 2 * sin(radians(max(-90.0, min(90.0, lat)))))
    a1, a2, a3, a4 = _A
    x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    scale = WIDTH / 5.41326
    return WIDTH / 2 + x * scale, HEIGHT / 2 - y * scale


@cache
def shapes() -> Mapping[str, Any]:
    """Countries by alpha-3: `path` for SVG, `box` (left, top, right, bottom). Codes with a dash have no ISO code."""
    made: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


def drawn(rows: Iterable[Row], unplaced: int, *, whole: bool = False, around: str = "") -> Map:
    """The map of records: its window fits most of them, or the country `around`, or is the whole world."""
    points = [(*project(row.lat, row.lon), row) for row in rows]
    view = _view(points, whole, around)
    left, top, width, height = view
    cell = width / CELLS
    cells: dict[tuple[int, int], list[tuple[float, float, Row]]] = {}
    for point in points:
        if left <= point[0] <= left + width and top <= point[1] <= top + height:
            cells.setdefault((int(point[0] / cell), int(point[1] / cell)), []).append(point)
    most = max((sum(p[2].n for p in c) for c in cells.values()), default=1)
    spots = [_spot(c, cell, most) for c in cells.values()]
    seen = [
        (code, shape["path"])
        for code, shape in shapes().items()
        if shape["box"][0] <= left + width
        and shape["box"][2] >= left
        and shape["box"][1] <= top + height
        and shape["box"][3] >= top
    ]
    return Map(view, seen, sorted(spots, key=lambda s: -s.n), unplaced)


def _view(
    points: Sequence[tuple[float, float, Row]], whole: bool, around: str
) -> tuple[float, float, float, float]:
    if around in shapes():
        left, top, right, bottom = shapes()[around]["box"]
    elif whole or not points:
        return 0.0, 0.0, WIDTH, WIDTH * RATIO * 0.87
    else:
        weighed = [p[2].n for p in points]
        left, right = _middle([p[0] for p in points], weighed)
        top, bottom = _middle([p[1] for p in points], weighed)
    width = max((right - left) * 1.25, (bottom - top) * 1.25 / RATIO, LEAST)
    x, y = (left + right) / 2 - width / 2, (top + bottom) / 2 - width * RATIO / 2
    return round(x, 1), round(y, 1), round(width, 1), round(width * RATIO, 1)


def _middle(values: Sequence[float], weights: Sequence[int]) -> tuple[float, float]:
    order = sorted(range(len(values)), key=lambda i: values[i])
    sums = list(accumulate(weights[i] for i in order))
    low = bisect_left(sums, sums[-1] * OUTSIDE)
    high = min(bisect_left(sums, sums[-1] * (1 - OUTSIDE)), len(order) - 1)
    return values[order[low]], values[order[high]]


def _spot(points: Sequence[tuple[float, float, Row]], cell: float, most: int) -> Spot:
    n = sum(row.n for _, _, row in points)
    classes: Counter[str] = Counter()
    places: Counter[tuple[str, int | None, str]] = Counter()
    for _, _, row in points:
        classes[row.quad_class] += row.n
        places[row.place or "", row.geonames_id, row.country or ""] += row.n
    place, geonames_id, country = places.most_common(1)[0][0]
    return Spot(
        lat=round(sum(row.lat * row.n for _, _, row in points) / n, 3),
        lon=round(sum(row.lon * row.n for _, _, row in points) / n, 3),
        x=round(sum(x * row.n for x, _, row in points) / n, 1),
        y=round(sum(y * row.n for _, y, row in points) / n, 1),
        r=round(cell * (0.2 + 0.42 * sqrt(n / most)), 1),
        n=n,
        quad_class=classes.most_common(1)[0][0],
        place=place,
        geonames_id=geonames_id,
        country=country,
        places=len(places),
    )

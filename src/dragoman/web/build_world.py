"""Makes `world.json` from Natural Earth's countries: `python -m dragoman.web.build_world countries-50m.json`.

The file is TopoJSON as npm's `world-atlas` 2.0.2 carries it (Natural Earth 4.1, public domain). Borders are kept once
in it, so that simplifying them leaves no gaps between neighbours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

from dragoman.web.world import FILE, project

TOLERANCE = 2.5
"""Map units by which a border may move: a pixel where the map shows one country on a wide screen."""

LEAST = 60.0
"""Square units of the smallest island drawn; a country's largest piece is drawn however small."""

Point = tuple[float, float]

NAMED = {"Kosovo": "KOS", "N. Cyprus": "", "Somaliland": "SOM"}
"""Shapes without an ISO number: the code under which the knowledge tables have them."""


def main(source: Path) -> None:
    """Read, project, simplify, write."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [simplified(arc) for arc in decoded(topology)]
    alpha3 = numbers()
    made: dict[str, dict[str, Any]] = {}
    for n, shape in enumerate(topology["objects"]["countries"]["geometries"]):
        name = shape["properties"]["name"]
        if name == "Antarctica":
            continue
        code = NAMED.get(name) or alpha3.get(shape.get("id", "").zfill(3), f"-{n}")
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring(line, arcs) for polygon in polygons for line in polygon]
        rings = sorted((r for r in rings if len(r) > 3), key=area, reverse=True)
        kept = [r for i, r in enumerate(rings) if i == 0 or area(r) >= LEAST]
        if kept:
            path = "".join(drawn(r) for r in kept)
            xs, ys = [p[0] for r in kept for p in r], [p[1] for r in kept for p in r]
            box = [round(v) for v in (min(xs), min(ys), max(xs), max(ys))]
            old = made.get(code)
            made[code] = {
                "path": (old["path"] if old else "") + path,
                "box": [*map(min, box[:2], old["box"][:2]), *map(max, box[2:], old["box"][2:])]
                if old
                else box,
            }
    FILE.write_text(json.dumps(made, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


def numbers() -> dict[str, str]:
    """ISO numbers → alpha-3, by CLDR's aliases of territories."""
    aliases = {k: v[0] for k, v in get_global("territory_aliases").items() if len(v) == 1}
    alpha3 = {v: k for k, v in aliases.items() if len(k) == 3 and k.isalpha()}
    return {k: alpha3[v] for k, v in aliases.items() if k.isdigit() and v in alpha3}


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs, projected: TopoJSON keeps them as steps on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    made = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append(project(y * sy + ty, x * sx + tx))
        made.append(line)
    return made


def simplified(line: list[Point]) -> list[Point]:
    """Douglas and Peucker (1973): the points without which the line would move by more than `TOLERANCE`."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(p: Point) -> float:
        if not length:
            return float(((p[0] - ax) ** 2 + (p[1] - ay) ** 2) ** 0.5)
        return float(abs((bx - ax) * (ay - p[1]) - (ax - p[0]) * (by - ay)) / length)

    at = max(range(1, len(line) - 1), key=lambda i: off(line[i]))
    if off(line[at]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: at + 1])[:-1] + simplified(line[at:])


def ring(line: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; a negative number is an arc walked backwards."""
    made: list[Point] = []
    for n in line:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        made += arc[1:] if made else arc
    return made


def area(points: list[Point]) -> float:
    """The area of a ring."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def drawn(points: list[Point]) -> str:
    """A ring as an SVG path of whole steps."""
    x, y = round(points[0][0]), round(points[0][1])
    steps = []
    for px, py in points[1:-1]:
        nx, ny = round(px), round(py)
        steps.append(f"{nx - x},{ny - y}")
        x, y = nx, ny
    return f"M{round(points[0][0])},{round(points[0][1])}l{' '.join(steps)}z"


if __name__ == "__main__":
    main(Path(sys.argv[1]))

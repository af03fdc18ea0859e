"""What a search for a place gives, and small measures it is made with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dragoman.records import Place

_STOP = Path(__file__).parent / "tables" / "places_stop.txt"


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One place a name may mean. `score` in 0..1: the share of evidence for it; below 0.5 nothing decides."""

    place: Place
    score: float
    reason: str
    kind: str  # one of places_table.KINDS


def narrowed(found: Sequence[PlaceMatch], wider: Sequence[Place]) -> tuple[PlaceMatch, ...]:
    """The matches that lie in one of the countries of `wider`, and in its division where it is one; shared anew."""
    inside = [m for m in found if m.place.country and m.place.country in {w.country for w in wider}]
    divisions = {w.admin1 for w in wider if w.precision == "admin1"}
    chosen = [m for m in inside if m.place.admin1 in divisions] or inside
    whole = max(1e-9, sum(m.score for m in chosen))
    return tuple(replace(m, score=round(min(1.0, m.score / min(1.0, whole)), 3)) for m in chosen)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres of two (latitude, longitude) in degrees; haversine on a sphere of 6,371 km."""
    p, q = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 12_742.0 * math.asin(min(1.0, math.sqrt(half)))


@cache
def common_words() -> frozenset[str]:
    """Compact words that news writes in lower case: no evidence of a place when capitalised."""
    return frozenset(_STOP.read_text().split()) if _STOP.is_file() else frozenset()

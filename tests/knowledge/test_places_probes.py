"""The probe table: a name in its context → the right place, both of two, or "don't know"."""

import csv
from pathlib import Path

import pytest

from dragoman.knowledge.places import Places, distance_km

_TABLE = Path(__file__).parent / "place_probes.tsv"


def _probes():
    with _TABLE.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def fault(probe) -> str:
    """What is wrong with the answer to a probe; empty where it is right."""
    near = [tuple(map(float, n.split(","))) if "," in n else n for n in probe["near"].split()]
    found = Places().find(probe["name"], near=near, language=probe["language"])
    wanted = probe["country"]
    said = [(m.place.name, m.kind, m.place.country, m.score) for m in found[:3]]
    if wanted.startswith("?"):
        allowed = wanted[1:].split()
        return (
            "" if all(m.place.country in allowed for m in found[:1]) else f"expected don't know, got {said}"
        )
    if not found:
        return f"don't know: {Places().why_not(probe['name'], near=near)}"
    if "+" in wanted:
        both = set(wanted.split("+"))
        return "" if both <= {m.place.country for m in found} else f"expected both of {both}, got {said}"
    best = found[0]
    if wanted and best.place.country not in wanted.split():
        return f"wrong country: {said}"
    if probe["kind"] and best.kind not in probe["kind"].split():
        return f"wrong kind: {said}"
    if probe["lat"]:
        away = distance_km((best.place.lat, best.place.lon), (float(probe["lat"]), float(probe["lon"])))
        if away > float(probe["km"]):
            return f"{away:.0f} km off: {said}"
    return ""


@pytest.mark.parametrize("probe", _probes(), ids=lambda p: f"{p['name']}|{p['near']}|{p['language']}")
def test_probe(probe):
    assert fault(probe) == ""


def test_the_table_is_large_enough_and_has_refusals():
    probes = _probes()
    assert len(probes) >= 130
    assert sum(p["country"].startswith("?") for p in probes) >= 15
    assert {p["language"] for p in probes} == {"fr", "en"}

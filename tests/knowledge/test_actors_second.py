"""A second table of probes, written before anyone looked at what the tables hold (`docs/knowledge.md` has the share at first sight)."""

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.knowledge import Actors
from dragoman.knowledge.normal import fold

ACTORS = Actors()
UNKNOWN = "-"
"""In the column `code`: the mention is nobody's, and an empty list is the only right answer."""


def probes() -> list[dict[str, str]]:
    with (Path(__file__).parent / "actor_probes_second.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fault(probe: dict[str, str]) -> str:
    """What is wrong with the best answer to a probe; empty where it is right. An empty `sector`, `actor_id` or `name`
    is not asked; `name` is a folded part of the name that must be given."""
    on = date.fromisoformat(probe["on"]) if probe["on"] else None
    found = ACTORS.find(probe["mention"], probe["country"] or None, on, probe["language"])
    if probe["code"] == UNKNOWN:
        return f"taken for {found[0].actor}" if found else ""
    if not found:
        return "nobody found"
    actor = found[0].actor
    right = (
        actor.code == probe["code"]
        and probe["sector"] in ("", actor.sector_code)
        and probe["actor_id"] in ("", actor.actor_id)
        and probe["name"] in fold(actor.entity_name or "")
    )
    return "" if right else f"taken for {actor}"


@pytest.mark.parametrize("probe", probes(), ids=lambda p: f"{p['mention']} {p['on']}".strip())
def test_second_probe(probe: dict[str, str]) -> None:
    assert fault(probe) == ""

"""The noun: documented field by field, and equal after a journey through JSON."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from link_samples import JNIM, people, told

from dragoman.happening import Happening, Telling, Toll, Version, happening_from_dict
from dragoman.linking import link

PAGE = Path(__file__).parents[2] / "docs" / "records.md"


@pytest.mark.parametrize(
    ("kind", "extra"), [(Happening, []), (Toll, ["disputed"]), (Telling, []), (Version, [])]
)
def test_each_field_has_its_documented_line(kind, extra):
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {kind.__name__}\n", 1)[1].split("\n## ", 1)[0]
    lines = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    assert [name for name, _ in lines] == [f.name for f in fields(kind)] + extra


def test_a_happening_comes_back_from_json():
    (made,) = link([told("a", dead=people(12), actor=(JNIM,)), told("b", dead=people(15), injured=people(3))])
    written = json.loads(json.dumps(made.to_dict()))
    assert happening_from_dict(written) == made
    assert written["dead"]["disputed"] is True
    # A field of a later dragoman is passed over.
    assert happening_from_dict({**written, "later": 1}) == made

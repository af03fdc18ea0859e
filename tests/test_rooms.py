"""Data flows one way: which room may import which, as docs/architecture.md says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dragoman"
BASE = {"records", "happening", "errors", "version"}
MAY_USE = {
    "codebook": set(),
    "reading": set(),
    "gate": set(),
    "grammar": {"gate"},
    "knowledge": {"codebook"},
    "coding": {"gate", "grammar", "knowledge", "judging", "codebook"},
    "judging": {"codebook"},
    "linking": {"codebook"},
    "privacy": {"knowledge"},
    "dossiers": {"codebook", "knowledge", "privacy"},
    "review": {"codebook", "knowledge"},
    "store": {"codebook", "linking", "dossiers", "review", "privacy"},
    "web": {"codebook", "knowledge", "dossiers", "review", "store", "privacy"},
    "evaluation": {"codebook"},
}
"""`cli` may use all."""


def imported(path: Path) -> set[str]:
    """The rooms and modules of dragoman that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            if isinstance(node, ast.ImportFrom) and node.module
            else []
        )
        found |= {name.split(".")[1] for name in names if name.startswith("dragoman.")}
    return found & ({p.stem for p in SOURCE.iterdir()} - {"__init__"})


@pytest.mark.parametrize("room", sorted(MAY_USE))
def test_no_room_reaches_back(room: str) -> None:
    allowed = MAY_USE[room] | BASE | {room}
    wrong = {
        f"{path.relative_to(SOURCE)} imports {name}"
        for path in (SOURCE / room).rglob("*.py")
        for name in imported(path) - allowed
    }
    assert not wrong


def test_every_room_is_held_to_it() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(MAY_USE) | {"cli"}


def test_the_page_says_the_same() -> None:
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip().strip("`"): cells[3]
        for line in page.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) > 4
    }
    for room, allowed in MAY_USE.items():
        assert {name for name in MAY_USE if name in rows[room]} == allowed, room

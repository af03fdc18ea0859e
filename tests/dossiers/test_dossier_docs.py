"""What the page shows as a dossier is what comes out."""

from __future__ import annotations

from pathlib import Path

from dossier_samples import RETELLING, coded

from dragoman import Store

PAGE = Path(__file__).parents[2] / "docs" / "dossiers.md"


def test_the_example_is_real(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.add(coded(RETELLING))
    told = store.dossier("MLI", "RUS").to_markdown("en")
    example = PAGE.read_text(encoding="utf-8").partition("<!-- example -->")[2].partition("\n\n`tests")[0]
    lines = [line.removeprefix(">").strip().strip("*") for line in example.splitlines()]
    lines = [line for line in lines if line and line != "| --- | --- | --- | --- | --- | --- |"]
    assert len(lines) > 14
    for line in lines:
        assert line.removeprefix("- **") in told or line in told, line

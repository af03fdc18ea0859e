"""Plain text: title, outlet, byline and dateline are found, the text itself is not touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.reading import ReadOptions, read
from dragoman.reading.plaintext import head
from dragoman.records import Article

SEED = Path(__file__).parents[3] / "shared" / "seed"


def one(path: Path, options: ReadOptions | None = None) -> Article:
    found = list(read([path], options))
    assert [type(f) for f in found] == [Article], found
    return found[0]


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article lies in ../shared, which is not here")
def test_seed_article() -> None:
    (path,) = SEED.glob("*.txt")
    article = one(path)
    assert article.title == "Mali-Russie : Une alliance stratégique face au terrorisme"
    assert article.outlet == "Journal du niger"
    assert (article.published, article.published_from) == (date(2024, 8, 1), "dateline")
    assert article.text == path.read_text(encoding="utf-8")
    assert article.language is None


@pytest.mark.parametrize(
    ("text", "title", "outlet"),
    [
        ("La Cédéao lève ses sanctions - Sahel Matin\n\nLa Cédéao lève ses sanctions\n\nCorps.", "La Cédéao lève ses sanctions", "Sahel Matin"),
        ("ECOWAS lifts sanctions on Mali | Daily Sahel\n\nThe bloc decided so.", "ECOWAS lifts sanctions on Mali", "Daily Sahel"),
        ("La junte dissout les partis - Journal de Bamako\n\nCorps.", "La junte dissout les partis", "Journal de Bamako"),
        # A dash that belongs to the title stays in it.
        ("Le président reçoit son homologue - une analyse\n\nCorps.", "Le président reçoit son homologue - une analyse", None),
        ("Mali - Russie : un accord signé\n\nCorps.", "Mali - Russie : un accord signé", None),
        ("The army said on Monday that it had taken the town.\n\nMore.", None, None),
        ("Un seul paragraphe sans titre ni rien", None, None),
        ("Bamako, le 1er août 2024 – Le ministre a parlé\n\nSuite.", None, None),
    ],
)  # fmt: skip
def test_head(text: str, title: str | None, outlet: str | None) -> None:
    assert head(text)[:2] == (title, outlet)


def test_byline() -> None:
    assert head("Un accord est signé\nPar Antonio Guterres\n\nCorps du texte.")[2] == "Antonio Guterres"
    assert head("Un accord est signé\nPar ailleurs la paix\n\nCorps.")[2] is None


def test_newlines_and_mark_are_the_only_things_normalised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfUn titre\r\n\r\n  Corps  du\xc2\xa0texte \r\n")
    assert one(path).text == "Un titre\n\n  Corps  du\xa0texte \n"

"""Markdown and page: hostile words stay words, numbers have their noun, both languages say all."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from dossier_samples import FRANCE, MALI, claim, event
from hypothesis import given
from hypothesis import strategies as st

import dragoman.dossiers
from dragoman.dossiers import Dossier, Material, build
from dragoman.dossiers.wording import LATEST, Wording, clean
from dragoman.errors import ConfigError
from dragoman.records import Amount, Span

HOSTILE = "<script>alert(1)</script> | `x` **y** [z](javascript:1) \u202eevil\x07"


def dossier(*, words: str = "ont discuté d'énergie", visit: str | None = None) -> Dossier:
    told = [
        event("2024-01-10", words=words, outlet=words, title=words, url="javascript:alert(1)"),
        event("2024-02-10", "AID", words="a livré du blé", modality="alleged", attribution=FRANCE),
        event("2024-03-10", "ACCUSE", words="a accusé le Mali"),
    ]
    said = [
        claim(text=words),
        claim("concern", holder=(FRANCE,), pair=(MALI, FRANCE), article_id=told[0].article_id),
        claim("obstacle", text="des sanctions gênent les paiements"),
    ]
    return build("MLI", "RUS", Material(events=told, claims=said), last_visit=visit)


class Page(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [v or "" for k, v in attrs if k in ("href", "src")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_hostile_article_is_shown_as_words(language: str) -> None:
    made = dossier(words=HOSTILE)
    page = made.to_html(language)  # type: ignore[arg-type]
    assert "script" not in Page(page).tags and Page(page).links == []
    assert "&lt;script&gt;" in page
    told = made.to_markdown(language)  # type: ignore[arg-type]
    assert "<script" not in re.sub(r"\\<", "", told)
    assert "[z](" not in told.replace("\\[z\\](", "")
    for text in (page, told):
        assert "\u202e" not in text and "\x07" not in text


def test_a_table_keeps_its_cells_whatever_is_quoted() -> None:
    rows = [line for line in dossier(words=HOSTILE).to_markdown().splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {7, 13}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["allégué", "selon France", "contesté", "inquiétude (France)"]),
        ("en", ["alleged", "says France", "disputed", "concern (France)"]),
    ],
)
def test_how_sure_a_step_is_and_on_whose_word(language: str, words: list[str]) -> None:
    told = dossier().to_markdown(language)  # type: ignore[arg-type]
    for word in words:
        assert word in told


def test_an_empty_dossier_says_that_silence_is_no_zero() -> None:
    made = build("MLI", "RUS", Material(events=()), since="2024-01-01", until="2024-12-31")
    told = made.to_markdown("fr")
    assert "Cela ne dit pas qu'il n'y en a pas eu" in told and "31 décembre 2024" in told
    assert made.net is None and made.series == ()
    assert "There was none" not in made.to_markdown("en") and "there was none" in made.to_markdown("en")
    assert "<h1>" in made.to_html("en")


def test_nothing_new_is_said() -> None:
    assert "Rien de nouveau" in dossier(visit="2025-01-01").to_markdown()
    made = dossier(visit="2024-01-31")
    assert made.visit is not None and made.visit.events == 2
    assert "Nouveau : 2 faits et 3 propos, dans 2 articles." in made.to_markdown()


def test_the_latest_steps_and_those_that_moved_are_shown() -> None:
    told = [
        event(f"2024-{m:02}-{d:02}", "CONSULT", words=f"entretien {m} {d}")
        for m in range(1, 7)
        for d in (1, 15)
    ]
    made = build("MLI", "RUS", Material(events=told))
    assert len(made.undertakings[0].steps) == 12
    told_md = made.to_markdown("en")
    shown = re.findall(r"^- \*\*", told_md, re.MULTILINE)
    assert len(shown) == LATEST + 1
    assert f"and {12 - LATEST - 1} more steps" in told_md


@pytest.mark.parametrize(
    ("language", "iso", "told"),
    [
        ("fr", "2024-08-01", "1er août 2024"), ("fr", "2024-08-02", "2 août 2024"), ("fr", "2024-08", "août 2024"),
        ("en", "2024-08-01T10:00:00", "1 August 2024"), ("en", "2024", "2024"), ("fr", None, "sans date"),
    ],
)  # fmt: skip
def test_dates(language: str, iso: str | None, told: str) -> None:
    assert Wording(language).day(iso) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "n", "told"),
    [("fr", 0, "0 article"), ("fr", 1, "1 article"), ("fr", 2, "2 articles"), ("en", 0, "0 articles"), ("en", 1, "1 article")],
)  # fmt: skip
def test_numbers_have_their_noun(language: str, n: int, told: str) -> None:
    assert Wording(language).counted(n, "articles") == told  # type: ignore[arg-type]


def test_amounts_are_written_as_the_language_does() -> None:
    half = Amount(2500000.5, "EUR", Span(0, 1), 2024)
    assert Wording("fr").amount(half) == "2\u202f500\u202f000,5 EUR (2024)"
    assert Wording("en").amount(replace(half, year=None)) == "2,500,000.5 EUR"
    assert Wording("fr").amount(Amount(20.0, "armoured-vehicle", Span(0, 1))) == "20 véhicules blindés"


def test_another_language_is_refused() -> None:
    with pytest.raises(ConfigError, match="fr, en"):
        dossier().to_markdown("de")  # type: ignore[arg-type]


def test_both_languages_have_the_same_texts_with_the_same_gaps() -> None:
    path = Path(dragoman.dossiers.__file__).with_name("text.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))

    def flat(table: dict[str, object], before: str = "") -> dict[str, set[str]]:
        made: dict[str, set[str]] = {}
        for key, value in table.items():
            if isinstance(value, dict):
                made |= flat(value, f"{before}{key}.")
            else:
                made[before + key] = set(re.findall(r"{\w+}", str(value)))
        return made

    assert {k: {x for x in v if x.startswith("{")} for k, v in flat(data["fr"]).items()} == {
        k: {x for x in v if x.startswith("{")} for k, v in flat(data["en"]).items()
    }
    for key in ("axes_head", "series_head", "months"):
        assert len(data["fr"][key]) == len(data["en"][key])


@given(st.text())
def test_clean_text_is_one_line_without_controls(text: str) -> None:
    made = clean(text)
    assert "\n" not in made and not re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", made)
    assert clean(made) == made

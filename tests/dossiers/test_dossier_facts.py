"""What the dossier of Mali and Russia must say from one article alone: the seed, and our retelling of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dossier_samples import RETELLING, SEED, coded

from dragoman import Store
from dragoman.dossiers import Dossier, Statement


@pytest.fixture(
    scope="module",
    params=[pytest.param(SEED, marks=pytest.mark.shared), RETELLING],
    ids=["seed", "retelling"],
)
def dossier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    path: Path = request.param
    if not path.exists():
        pytest.skip("the seed article lies in ../shared, which is not here")
    store = Store(tmp_path_factory.mktemp("store"))
    store.add(coded(path))
    return store.dossier("MLI", "RUS")


@pytest.mark.parametrize("axis", ["training", "equipment", "energy", "infrastructure", "agriculture"])
def test_an_axis_is_discussed_or_planned_and_no_further(dossier: Dossier, axis: str) -> None:
    [found] = [u for u in dossier.undertakings if u.axis == axis]
    assert found.status in ("discussed", "planned")
    assert found.since == "2024-08-01"
    assert found.conflict is None


@pytest.mark.parametrize(
    ("axis", "word"),
    [("training", "form"), ("equipment", "militaire"), ("energy", "énergie"), ("infrastructure", "infrastructures"), ("agriculture", "agriculture")],
)  # fmt: skip
def test_a_step_quotes_the_words_of_its_axis(dossier: Dossier, axis: str, word: str) -> None:
    [found] = [u for u in dossier.undertakings if u.axis == axis]
    quotes = [s.quote for step in found.steps for s in step.sources]
    assert quotes and all(word in quote for quote in quotes)


def test_the_two_only_pledge_cooperation_in_general(dossier: Dossier) -> None:
    [general] = [u for u in dossier.undertakings if u.axis == ""]
    assert general.status == "pledged"
    assert {u.status for u in dossier.undertakings if u.axis} == {"discussed"}


def stakes(dossier: Dossier, side: str) -> str:
    return " | ".join(s.quote for s in dossier.stakes if s.side == side)


def test_mali_seeks_stability_safe_civilians_and_borders(dossier: Dossier) -> None:
    told = stakes(dossier, "a")
    for word in ("stabilité", "civil", "frontières"):
        assert word in told


def test_russia_seeks_influence_in_africa_at_the_cost_of_the_west(dossier: Dossier) -> None:
    told = stakes(dossier, "b")
    assert "influence en Afrique" in told
    assert "ccidenta" in told


def obstacle(dossier: Dossier, words: str) -> Statement:
    [found] = [s for s in dossier.obstacles if words in s.quote]
    return found


def test_sanctions_stand_in_the_way(dossier: Dossier) -> None:
    assert obstacle(dossier, "anctions internationales").kind == "obstacle"


def test_the_world_worries_about_mercenaries(dossier: Dossier) -> None:
    found = obstacle(dossier, "mercenaires russes")
    assert found.kind == "concern"
    assert [h.fr for h in found.holder] == ["communauté internationale"]


def test_nothing_is_said_to_have_been_delivered_or_to_be_a_conflict(dossier: Dossier) -> None:
    [month] = dossier.series
    assert month.month == "2024-08"
    assert month.counts["material cooperation"] == 0
    assert month.counts["verbal conflict"] == month.counts["material conflict"] == 0
    assert month.hypothetical >= 1 and month.planned >= 1
    assert not dossier.changes.enough


def test_every_quote_is_the_words_of_the_article(dossier: Dossier) -> None:
    text = next(coded(p).article.text for p in (SEED, RETELLING) if p.exists() and coded(p).article.id == dossier.stakes[0].article_id)  # fmt: skip
    told = [*dossier.stakes, *dossier.obstacles]
    told += [s for u in dossier.undertakings for step in u.steps for s in step.sources]  # type: ignore[misc]
    assert len(told) > 10
    for one in told:
        assert one.span and one.span.of(text) == one.quote


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_markdown_names_axes_statuses_and_sides(dossier: Dossier, language: str) -> None:
    told = dossier.to_markdown(language)  # type: ignore[arg-type]
    words = {
        "fr": ("# Mali – Russie", "| Énergie | discuté | 1er août 2024 |", "Obstacles et inquiétudes"),
        "en": ("# Mali – Russia", "| Energy | discussed | 1 August 2024 |", "Obstacles and concerns"),
    }
    for word in words[language]:
        assert word in told


def test_the_json_holds_all_of_it(dossier: Dossier) -> None:
    made = json.loads(json.dumps(dossier.to_dict(), ensure_ascii=False))
    assert made["a"] == {"key": "MLI", "en": "Mali", "fr": "Mali"}
    assert {u["axis"] for u in made["undertakings"]} == {u.axis for u in dossier.undertakings}
    assert made["statuses"]["under_way"]["fr"] == "en cours"
    assert len(made["stakes"]) == len(dossier.stakes)

"""Statuses over time by the rules of rules.toml, on histories made by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from dossier_samples import FRANCE, MALI, RUSSIA, event

from dragoman import codebook
from dragoman.dossiers import rules
from dragoman.dossiers.undertakings import standing, undertakings
from dragoman.records import MODALITIES, Amount, Event, Span


def status(*events: Event) -> tuple[str | None, str | None]:
    """Status and day of the one axis of some events."""
    [made] = undertakings(events, {}, {})
    return made.status, made.since


TALK = event("2024-01-10", "CONSULT", words="ont discuté d'énergie")
PLEDGE = event("2024-02-10", "AGREE", words="a promis une centrale")
DEAL = event("2024-03-10", "SUPPORT", words="ont signé un mémorandum", actor=(MALI, RUSSIA), recipient=())
FORCE = event("2024-04-10", "SUPPORT", words="ont ratifié l'accord", actor=(MALI, RUSSIA), recipient=())
WORKS = event("2024-05-10", "COOPERATE", words="construisent une centrale", modality="ongoing")
DONE = event("2024-06-10", "AID", words="a livré la centrale")
FROZEN = event("2024-07-10", "SANCTION", "discontinue", words="a gelé le programme")


@pytest.mark.parametrize(
    ("last", "reached"),
    [
        (TALK, "discussed"),
        (PLEDGE, "pledged"),
        (DEAL, "agreed"),
        (FORCE, "in_force"),
        (WORKS, "under_way"),
        (DONE, "delivered"),
        (FROZEN, "suspended"),
    ],
)
def test_an_undertaking_climbs_from_talk_to_delivery(last: Event, reached: str) -> None:
    history = [TALK, PLEDGE, DEAL, FORCE, WORKS, DONE, FROZEN]
    so_far = history[: history.index(last) + 1]
    for order in itertools.islice(itertools.permutations(so_far), 30):
        assert status(*order) == (reached, last.date)


def test_talking_again_lowers_nothing_and_renews_nothing() -> None:
    later = replace(TALK, id="again", date="2024-09-01")
    assert status(PLEDGE, later) == ("pledged", "2024-02-10")
    assert status(PLEDGE, FROZEN, later) == ("suspended", "2024-07-10")


def test_a_new_pledge_takes_a_suspended_matter_up_again() -> None:
    assert status(DONE, FROZEN, replace(PLEDGE, id="new", date="2024-10-01")) == ("pledged", "2024-10-01")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (event("2024-01-01", "AID", words="formerait des unités", modality="hypothetical"), "discussed"),
        (event("2024-01-01", "COOPERATE", words="exploré des opportunités", modality="planned"), "discussed"),
        (event("2024-01-01", "AID", words="va livrer du blé", modality="planned"), "planned"),
        (event("2024-01-01", "REQUEST", "assist", words="a demandé des vaccins"), "discussed"),
        (event("2024-01-01", "REJECT", "assist", words="a refusé un prêt"), "refused"),
        (event("2024-01-01", "SANCTION", "withdraw", words="a mis fin à sa mission"), "ended"),
        (event("2024-01-01", "RETREAT", "withdraw", words="a retiré ses troupes"), "ended"),
        (event("2024-01-01", "CONCEDE", words="a accepté de retirer ses troupes"), "ending"),
        (
            event("2024-01-01", "RETREAT", "withdraw", words="va retirer ses troupes", modality="planned"),
            "ending",
        ),
        (event("2024-01-01", "SUPPORT", words="ont signé trois protocoles d’accord"), "agreed"),
        (event("2024-01-01", "COOPERATE", words="ont mené un exercice conjoint"), "under_way"),
        (event("2024-01-01", "AID", words="a formé des soldats"), "under_way"),
        (event("2024-01-01", "AGREE", words="have reached a deal", language="en"), "agreed"),
    ],
)
def test_what_one_event_says(made: Event, expected: str) -> None:
    assert status(made)[0] == expected


def test_praise_is_no_step() -> None:
    assert undertakings([event("2024-01-01", "SUPPORT", words="a salué le Mali")], {}, {}) == ()


@pytest.mark.parametrize(
    ("event_type", "mode", "gravest"),
    [("ACCUSE", None, "disputed"), ("THREATEN", None, "threatened"), ("ASSAULT", None, "coerced"), ("COERCE", "seize", "coerced")],
)  # fmt: skip
def test_conflict_is_told_beside_and_moves_nothing(event_type: str, mode: str | None, gravest: str) -> None:
    [made] = undertakings([PLEDGE, event("2024-08-01", event_type, mode, words="acte")], {}, {})
    assert (made.status, made.conflict) == ("pledged", gravest)


@pytest.mark.parametrize("modality", ["alleged", "denied"])
def test_hearsay_and_denials_move_nothing(modality: str) -> None:
    [made] = undertakings([TALK, replace(DONE, modality=modality)], {}, {})  # type: ignore[arg-type]
    assert made.status == "discussed"
    assert [s.moved for s in made.steps] == [True, False]


def test_background_counts_by_its_own_date_and_without_one_not_at_all() -> None:
    assert status(replace(DEAL, date="2019-06-26", historical=True), TALK) == ("agreed", "2019-06-26")
    assert status(replace(DEAL, date=None, historical=True), TALK) == ("discussed", "2024-01-10")


def test_a_denial_is_the_other_version_of_the_same_act() -> None:
    denied = replace(DONE, id="no", modality="denied", date="2024-06-12", outlet="Autre")
    [made] = undertakings([DONE, denied], {}, {})
    [step] = made.steps
    assert made.status == "delivered"
    assert [s.outlet for s in step.versions] == ["Autre"]
    late = replace(denied, date="2024-12-01")
    [made] = undertakings([DONE, late], {}, {})
    assert [s.modality for s in made.steps] == ["happened", "denied"]


def test_records_of_one_happening_are_one_step_with_all_who_report_it() -> None:
    told = replace(DONE, id="b", article_id="other", outlet="Autre", attribution=RUSSIA)
    other_side = replace(DONE, id="c", article_id="third", outlet="Troisième", attribution=FRANCE)
    linked = {DONE.id: "h", "b": "h", "c": "h"}
    [made] = undertakings([DONE, replace(told, confidence=0.9), other_side], {}, linked)
    [step] = made.steps
    assert step.happening == "h"
    assert {s.outlet for s in step.sources} == {"Sahel Dépêches", "Autre"}
    assert [s.outlet for s in step.versions] == ["Troisième"]
    assert len(undertakings([DONE, told, other_side], {}, {})[0].steps) == 3


def test_amounts_come_with_unit_and_year_each_once() -> None:
    half = Amount(2.5e9, "XOF", Span(0, 5), 2024)
    [made] = undertakings([replace(DONE, amounts=(half,)), replace(PLEDGE, amounts=(half, Amount(3.0, "tonne", Span(6, 9))))], {}, {})  # fmt: skip
    assert [(a.value, a.unit, a.year) for a in made.amounts] == [(2.5e9, "XOF", 2024), (3.0, "tonne", None)]
    assert [a["unit"] for a in made.to_dict()["amounts"]] == ["XOF", "tonne"]


def test_an_event_stands_on_each_of_its_axes_and_without_one_on_the_general() -> None:
    made = undertakings([replace(TALK, topics=("energy", "mining")), replace(PLEDGE, topics=())], {}, {})
    assert [(u.axis, u.status) for u in made] == [
        ("energy", "discussed"),
        ("mining", "discussed"),
        ("", "pledged"),
    ]


def test_what_was_published_since_is_new_and_the_status_then_is_known() -> None:
    [made] = undertakings([TALK, PLEDGE, DONE], {}, {}, new_since="2024-02-10")
    assert [s.new for s in made.steps] == [False, False, True]
    assert standing(made, "2024-02-10") == "pledged"
    assert standing(made, "2023-12-31") is None


@pytest.mark.parametrize("event_type", sorted(codebook.types()))
@pytest.mark.parametrize("modality", MODALITIES)
def test_every_type_in_every_modality_has_a_rule_that_fits_its_class(event_type: str, modality: str) -> None:
    for mode in (None, *codebook.types()[event_type].modes):
        made = event("2024-01-01", event_type, mode, words="acte", modality=modality)
        found = rules.status_of(made, "acte")
        if found is None:
            assert event_type == "SUPPORT"
        elif event_type in ("ACCUSE", "PROTEST", "THREATEN", "MOBILIZE", "COERCE", "ASSAULT"):
            assert found.track == "conflict"
        elif event_type in ("AGREE", "CONSULT", "AID", "COOPERATE", "SUPPORT", "CONCEDE", "REQUEST"):
            assert found.track == "cooperation"


def test_the_rules_name_only_what_there_is() -> None:
    assert list(rules.statuses()) == [
        "discussed", "planned", "pledged", "agreed", "in_force", "under_way", "delivered",
        "refused", "suspended", "ending", "ended", "disputed", "threatened", "coerced",
    ]  # fmt: skip
    for made in rules.statuses().values():
        assert made.fr and made.en and made.definition
    for labels in rules.instruments().values():
        assert labels["fr"] and labels["en"]
    assert len(rules.axes()) == 51

"""A dossier out of a store: third parties, neighbours, linked happenings, claims, windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dossier_samples import ALGERIA, FRANCE, MALI, REBELS, RUSSIA, claim, event

from dragoman import Article, Claim, Coded, Event, Span, Store
from dragoman.dossiers import Dossier
from dragoman.errors import ConfigError
from dragoman.records import Actor

UN = Actor(raw_text="l'ONU", entity_name="United Nations", actor_id="un", code="IGO")


def article(
    name: str, events: Sequence[Event], claims: Sequence[Claim] = (), day: str = "2024-08-01"
) -> Coded:
    made = Article(
        " ".join(e.event_text for e in events) or "Rien.", title=name, id=name, language="fr", outlet=name,
        published=date.fromisoformat(day),
    )  # fmt: skip
    at = {e.id: made.text.index(e.event_text) for e in events}
    return Coded(
        made,
        tuple(
            replace(
                e,
                article_id=name,
                outlet=name,
                published=day,
                evidence={"trigger": (Span(at[e.id], at[e.id] + len(e.event_text)),)},
            )
            for e in events
        ),
        tuple(replace(c, article_id=name, published=day) for c in claims),
    )


TALKS = event("2024-07-30", "CONSULT", words="Bamako et Moscou se sont entretenus.")
ACCUSED = event("2024-07-31", "ACCUSE", words="Paris a critiqué Bamako.", actor=(FRANCE,), recipient=(MALI,))
MEDIATED = event("2024-07-29", "CONSULT", "third-party", words="Alger a réuni les deux.", actor=(ALGERIA,), recipient=(MALI, RUSSIA))  # fmt: skip
HELPED = event("2024-07-28", "AID", words="L'ONU a aidé le Mali.", actor=(UN,), recipient=(MALI,))
ELSEWHERE = event(
    "2024-07-28", "ACCUSE", words="Alger a critiqué Bamako.", actor=(ALGERIA,), recipient=(MALI,)
)
FOUGHT = event("2024-07-27", "ASSAULT", words="Les rebelles ont attaqué les Russes.", actor=(REBELS,), recipient=(RUSSIA,))  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("store") / "sahel")
    worried = claim("concern", holder=(FRANCE,), pair=(FRANCE, MALI), text="Paris craint une dérive")
    foreign = claim("stake", holder=(MALI,), pair=(MALI, FRANCE), text="espère un prêt de Paris")
    made.add(
        [
            article("un", [TALKS, ACCUSED], [claim(), worried, foreign]),
            article("deux", [MEDIATED]),
            article(
                "trois",
                [HELPED, ELSEWHERE, FOUGHT],
                [claim("obstacle", pair=(MALI, FRANCE))],
                day="2024-09-02",
            ),
        ]
    )
    return made


@pytest.fixture(scope="module")
def dossier(store: Store) -> Dossier:
    return store.dossier("MLI", "RUS")


def test_only_events_between_the_two_are_counted(dossier: Dossier) -> None:
    assert dossier.events == 1 and dossier.first == dossier.last == "2024-07-30"
    assert [m.month for m in dossier.series] == ["2024-07"]


def test_who_mediates(dossier: Dossier) -> None:
    [third] = [t for t in dossier.thirds if t.role == "mediator"]
    assert third.party.fr == "Algérie" and third.sources[0].quote == "Alger a réuni les deux."


def test_who_objects_does_so_in_an_article_that_tells_of_both(dossier: Dossier) -> None:
    [third] = [t for t in dossier.thirds if t.role == "objector"]
    assert (third.party.key, third.of, third.n, third.net) == ("FRA", "a", 1, -3.0)
    assert third.sources[0].quote == "Paris a critiqué Bamako."


def test_whom_each_side_turns_to(dossier: Dossier) -> None:
    told = {(t.of, t.party.en): (t.n, t.net) for t in dossier.thirds if t.role == "neighbour"}
    assert told[("a", "United Nations")] == (1, 10.0)
    assert told[("a", "Algeria")] == (2, pytest.approx((1 - 3) / 2))
    assert ("a", "Russia") not in told and ("a", "Mali") not in told


def test_claims_of_the_two_and_the_worries_of_others(dossier: Dossier) -> None:
    assert [s.quote for s in dossier.stakes] == ["espère ramener la paix"]
    assert [(s.kind, [h.en for h in s.holder]) for s in dossier.obstacles] == [("concern", ["France"])]


def test_a_window_keeps_out_what_lies_outside(store: Store) -> None:
    made = store.dossier("MLI", "RUS", since="2024-08", until=date(2024, 12, 31))
    assert made.events == 0 and made.undertakings == ()
    assert (made.since, made.until) == ("2024-08-01", "2024-12-31")
    assert made.stakes and not [t for t in made.thirds if t.role == "mediator"]


def test_the_last_visit_marks_what_was_published_later(store: Store) -> None:
    made = store.dossier("MLI", "RUS", last_visit="2024-07")
    assert made.visit is not None and (made.visit.day, made.visit.events) == ("2024-07-31", 1)
    assert made.visit.moved == {"energy": (None, "discussed")}
    assert not any(u.new for u in store.dossier("MLI", "RUS", last_visit="2024-08-01").undertakings)


def test_the_other_way_round_is_the_same_relation(store: Store, dossier: Dossier) -> None:
    turned = store.dossier("RUS", "MLI")
    assert turned.series == dossier.series and turned.undertakings == dossier.undertakings
    assert [s.side for s in turned.stakes] == ["b"] and [s.side for s in dossier.stakes] == ["a"]


def test_two_sides_are_two(store: Store) -> None:
    with pytest.raises(ConfigError, match="two sides"):
        store.dossier("MLI", "MLI")
    with pytest.raises(ConfigError, match="no date"):
        store.dossier("MLI", "RUS", since="hier")


def test_an_actor_without_a_country_is_a_side(tmp_path: Path) -> None:
    jnim = Actor(raw_text="le GSIM", entity_name="JNIM", actor_id="jnim", sector_code="REB")
    attack = event("2024-07-30", "ASSAULT", words="Le GSIM a attaqué l'armée.", actor=(jnim,), recipient=(MALI,), topics=())  # fmt: skip
    store = Store(tmp_path / "sahel")
    store.add(article("un", [attack]))
    made = store.dossier("MLI", "jnim")
    assert (made.b.en, made.b.fr, made.events) == ("JNIM", "GSIM", 1)
    assert [(u.axis, u.status, u.conflict) for u in made.undertakings] == [("", None, "coerced")]


def test_linked_records_are_one_event_with_all_who_report_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "sahel")
    again = replace(TALKS, id="again", event_text="Moscou et Bamako se sont entretenus hier.")
    store.add([article("un", [TALKS]), article("deux", [again], day="2024-08-02")])
    assert store.dossier("MLI", "RUS").events == 2
    store.link()
    made = store.dossier("MLI", "RUS")
    assert made.linked
    assert len(store.happenings()) == 1
    [step] = made.undertakings[0].steps
    assert made.events == 1 and made.series[0].n == 1
    assert {s.outlet for s in step.sources} == {"un", "deux"}

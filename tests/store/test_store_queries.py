"""What can be asked of a store, question by question, over events whose answers are plain to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import store_samples as made

from dragoman.errors import ConfigError
from dragoman.records import Coded, Place
from dragoman.store import Store

KORO = Place("Koro", 14.06, -3.08, "MLI", "Mopti", 2455290)

EVENTS = {
    "phone": {"date": "2024-08-01"},
    "visit": {
        "actor": (made.RUSSIA,),
        "recipient": (made.MALI,),
        "event_mode": "visit",
        "date": "2024-09",
        "modality": "planned",
    },
    "attack": {
        "actor": (made.JNIM,),
        "recipient": (made.ARMY,),
        "event_type": "ASSAULT",
        "event_mode": "explosives",
        "event_loc": KORO,
        "date": "2024-08-31",
        "event_text": "Une attaque a visé l'armée près de Koro, revendiquée par le groupe terroriste.",
        "contexts": ("terrorism", "military"),
        "quad_class": "material conflict",
        "score": -9.0,
        "confidence": 0.9,
    },
    "clash": {
        "actor": (made.MALI, made.REBELS),
        "event_type": "ASSAULT",
        "date": "2012",
        "historical": True,
        "topics": ("security",),
    },
    "talks": {"actor": (made.ECOWAS,), "recipient": (made.REBELS,), "language": "en"},
    "joint": {"actor": (made.MALI, made.RUSSIA), "recipient": (made.JNIM,), "event_type": "ASSAULT"},
    "aid": {"actor": (made.ECOWAS,), "recipient": (made.RELIEF,), "date": "2013", "event_type": "AID"},
    "undated": {"actor": (made.ECOWAS, made.MALI), "published": None},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("store"))
    article = made.article(1)
    store.add(Coded(article, tuple(made.event(article, id=n, **f) for n, f in EVENTS.items())))  # type: ignore[arg-type]
    other = made.article(2, day=date(2023, 5, 6))
    russian = replace(made.claim(other), kind="concern", holder=(made.RUSSIA,), text="Des inquiétudes")
    store.add(Coded(other, (), (made.claim(other, 1), replace(russian, id="russian"))))
    return store


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "phone visit attack clash talks joint undated aid"),
        # A country is its state: its army, not the rebels that are at home there.
        ({"actor": "MLI"}, "phone clash joint undated"),
        ({"actor": "MLI", "sectors": "REB"}, "clash"),
        ({"recipient": "MLI"}, "visit attack"),
        ({"recipient": "MLI", "sectors": "any"}, "visit attack talks"),
        ({"recipient": "MLI", "sectors": ["REB", "MIL"]}, "attack talks"),
        ({"actor": "jnim"}, "attack"),
        ({"actor": ["jnim", "IGO"]}, "attack talks undated aid"),
        ({"actor": "mli-mil"}, ""),
        ({"side": "jnim"}, "attack joint"),
        ({"actor": []}, ""),
        ({"actor": ["jnim", "RUS"], "sectors": "MIL"}, "attack"),
        ({"side": [*"ABCDEFGH", "jnim"]}, "attack joint"),
        ({"recipient": "NGO"}, "aid"),
        # Either way round, and both sides of a meeting; never two who act together against a third.
        ({"dyad": ("MLI", "RUS")}, "phone visit"),
        ({"dyad": ("RUS", "MLI")}, "phone visit"),
        ({"dyad": ("jnim", "MLI")}, "attack joint"),
        ({"dyad": ("MLI", "MLI")}, ""),
        ({"dyad": ("MLI", "MLI"), "sectors": "any"}, "clash"),
        ({"type": "ASSAULT"}, "attack clash joint"),
        ({"type": ["ASSAULT", "CONSULT"], "mode": "visit"}, "visit"),
        ({"quad_class": "material conflict"}, "attack"),
        ({"modality": ["planned", "hypothetical"]}, "visit"),
        ({"historical": True}, "clash"),
        ({"context": "terrorism"}, "attack"),
        ({"topic": "security"}, "clash"),
        ({"country": "MLI"}, "attack"),
        ({"language": "en"}, "talks"),
        ({"confidence": 0.5}, "attack"),
        # By the date of the event, its first day where it is partial, by publication where there is none.
        ({"since": "2024-08", "until": "2024-08"}, "phone attack talks joint"),
        ({"since": date(2024, 8, 2), "until": date(2024, 8, 30)}, "talks joint"),
        ({"since": "2024-09"}, "visit"),
        ({"until": "2023"}, "clash aid"),
        ({"text": "TERRORISTE"}, "attack"),
        ({"text": "vise l'armee"}, "attack"),
        ({"text": "l’armée  près\u00a0de"}, "attack"),
        ({"text": "se sont parle au telephone."}, "phone visit clash talks joint undated aid"),
        ({"text": "100 %"}, ""),
        ({"text": ".*"}, ""),
        ({"text": "\\"}, ""),
        ({"text": "'; DROP TABLE events; --"}, ""),
        ({"article": made.article(2).id}, ""),
        ({"outlet": "Exemple"}, ""),
        ({"type": None, "historical": True}, "clash"),
    ],
)
def test_filters(store, filters, found):
    assert {e.id for e in store.events(**filters)} == set(found.split())
    assert store.count(**filters) == len(found.split())


def test_two_adjoining_windows_hold_each_dated_event_once(store):
    before = store.events(until="2024-08-14")
    after = store.events(since="2024-08-15")
    assert sorted(e.id for e in before + after) == sorted(set(EVENTS) - {"undated"})


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [("date", "clash", "undated"), ("-date", "visit", "undated"), ("-confidence", "attack", "undated")],
)
def test_orders(store, order, first, last):
    ids = [e.id for e in store.events(order=order)]
    assert (ids[0], ids[-1]) == (first, last)


def test_pages_cover_all_once(store):
    pages = [store.events(limit=3, offset=at) for at in (0, 3, 6)]
    assert [len(p) for p in pages] == [3, 3, 2]
    assert [e for p in pages for e in p] == store.events()


def test_one_event_by_its_id(store):
    assert store.event("attack").event_loc == KORO
    assert store.event("attack", day="2024-08-31") == store.event("attack")
    assert store.event("attack", day="2024-08-30") is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"kind": "concern"}, 1),
        ({"holder": "MLI"}, 1),
        ({"holder": "RUS"}, 1),
        ({"pair": ("RUS", "MLI")}, 2),
        ({"pair": ("RUS", "FRA")}, 0),
        ({"text": "inquietudes"}, 1),
        ({"since": "2023", "until": "2023-05"}, 2),
        ({"since": "2024"}, 0),
    ],
)
def test_claims(store, filters, count):
    assert len(store.claims(**filters)) == count


def test_articles(store):
    assert [a.id for a in store.articles(order="-date")] == [made.article(1).id, made.article(2).id]
    assert [a.id for a in store.articles(text="depeche 2")] == [made.article(2).id]
    assert [a.id for a in store.articles(since="2024", outlet="Exemple")] == [made.article(1).id]


def test_facets_count_a_listed_value_once_a_row(store):
    assert store.facets("event_type") == {"event_type": [("CONSULT", 4), ("ASSAULT", 3), ("AID", 1)]}
    found = store.facets("modality", "actor_codes", "historical", type="ASSAULT")
    assert list(found) == ["modality", "actor_codes", "historical"]
    assert found["modality"] == [("happened", 3)]
    assert found["actor_codes"][0] == ("MLI", 2)
    assert sorted(found["actor_codes"][1:]) == [("", 1), ("RUS", 1)]
    assert found["historical"] == [("false", 2), ("true", 1)]
    assert store.facets("loc_country", "event_mode", limit=1) == {
        "loc_country": [(None, 7)],
        "event_mode": [("phone", 6)],
    }
    assert store.facets("kind", table="claims") == {"kind": [("concern", 1), ("stake", 1)]}


def test_series(store):
    assert store.series("month", type="ASSAULT") == [
        (date(2012, 1, 1), 1, 1.5),
        (date(2024, 8, 1), 2, (-9.0 + 1.5) / 2),
    ]
    assert [n for _, n, _ in store.series("year")] == [1, 1, 5]


@pytest.mark.parametrize(
    ("ask", "named"),
    [
        (lambda s: s.events(colour="red"), "'colour'"),
        (lambda s: s.claims(mode="visit"), "'mode'"),
        (lambda s: s.events(order="size"), "'size'"),
        (lambda s: s.events(since="août"), "'août'"),
        (lambda s: s.facets("event_type", "record; DROP"), "'record; DROP'"),
        (lambda s: s.series("hour"), "'hour'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(store, ask, named):
    with pytest.raises(ConfigError, match=named):
        ask(store)


def test_sql_of_ones_own(store):
    rows = store.snapshot().execute(
        "SELECT a.outlet, count(*) FROM events e JOIN articles a USING (article_id) "
        "WHERE e.event_type = ? GROUP BY ALL",
        ["ASSAULT"],
    )
    assert rows.fetchall() == [("Exemple", 3)]

"""Linking in a store: piece by piece ends where all at once does, and ids stay."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_samples import JNIM, KIDAL, KORO, people, told

from dragoman import Article, Coded, Store
from dragoman.errors import ConfigError
from dragoman.linking import link
from dragoman.records import Event


def coded(number: int, *events: Event, day: date | None = date(2024, 8, 3), text: str = "") -> Coded:
    """Article `number` with these records in it."""
    article = Article(
        text or f"Dépêche {number}.", language="fr", published=day, id=f"a{number}", outlet=f"O{number}"
    )
    published = day.isoformat() if day else None
    records = tuple(
        replace(e, id=f"a{number}-{i}", article_id=article.id, published=published, outlet=article.outlet)
        for i, e in enumerate(events)
    )
    return Coded(article, records)


def groups(store: Store) -> set[frozenset[str]]:
    return {frozenset(h.events) for h in store.happenings()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_two_articles_one_happening(store):
    store.add([coded(1, told("x", dead=people(12))), coded(2, told("x", dead=people(15), language="en"))])
    done = store.link()
    assert (done.records, done.written, done.removed) == (2, 1, 0)
    (happening,) = store.happenings()
    assert happening.events == ("a1-0", "a2-0")
    assert happening.dead is not None and (happening.dead.low, happening.dead.high) == (12, 15)
    assert store.happening(happening.id) == happening
    assert store.happenings(event="a2-0") == store.happenings(article="a1") == [happening]


def test_the_store_says_what_the_library_says(store):
    many = [
        coded(n, told("x", date=f"2024-08-{1 + n % 3:02d}"), told("y", event_loc=KIDAL)) for n in range(6)
    ]
    store.add(many)
    store.link()
    plain = link([e for c in many for e in c.events], [c.article for c in many])
    assert store.happenings(order="date") == sorted(plain, key=lambda h: (h.day or "9", h.id))


def test_nothing_new_writes_nothing(store):
    store.add([coded(1, told("x"))])
    store.link()
    before = len(store.history())
    assert store.link().written == 0
    assert len(store.history()) == before


def test_a_new_record_joins_and_the_id_stays(store):
    store.add(coded(5, told("x")))
    store.link()
    (before,) = store.happenings()
    store.add(
        coded(1, told("x"), day=date(2024, 8, 2))
    )  # older: the id no longer is that of the oldest record
    store.link()
    (after,) = store.happenings()
    assert after.id == before.id and after.events == ("a1-0", "a5-0")


def test_what_turns_out_to_be_one_keeps_the_older_id_and_the_other_leads_to_it(store):
    apart = told("x", event_loc=None, recipient=(), event_text="Embuscade au centre du pays.")
    store.add(coded(1, replace(apart, dead=people(12))))
    store.link()
    (first,) = store.happenings()
    store.add(
        coded(
            2,
            told(
                "y",
                actor=(JNIM,),
                event_text="Une patrouille attaquée à Koro.",
                event_loc=KORO,
                dead=people(30),
            ),
        )
    )
    store.link()
    second = next(h for h in store.happenings() if h.id != first.id)
    # The second article is coded again: the toll is twelve, the place and the words are the first one's.
    store.add(coded(2, replace(apart, dead=people(12))))
    store.link()
    (one,) = store.happenings()
    assert (one.id, one.aliases) == (first.id, (second.id,))
    assert store.happening(second.id) == one
    # And again as it was: the two part, and the old id is a happening of its own again.
    store.add(
        coded(
            2,
            told(
                "y",
                actor=(JNIM,),
                event_text="Une patrouille attaquée à Koro.",
                event_loc=KORO,
                dead=people(30),
            ),
        )
    )
    store.link()
    assert {h.id: h.aliases for h in store.happenings()} == {first.id: (), second.id: ()}


def test_a_record_that_goes_takes_its_happening_with_it(store):
    store.add([coded(1, told("x")), coded(2, told("y", event_loc=KIDAL))])
    store.link()
    store.add(coded(2))
    assert store.link().removed == 1
    assert groups(store) == {frozenset({"a1-0"})}


def test_again_changes_nothing_but_what_made_it(store):
    store.add([coded(n, told("x")) for n in range(3)])
    store.link()
    before = store.happenings()
    assert store.link(again=True).records == 3
    assert store.happenings() == before


def test_filters_and_counts(store):
    store.add(
        [
            coded(1, told("x", actor=(JNIM,))),
            coded(2, told("x", language="en", event_text="Ambush near Koro."), text="Quite another text."),
            coded(3, told("y", event_type="PROTEST", recipient=(), date="2024-09-01", event_loc=KIDAL)),
        ]
    )
    store.link()
    assert store.count("happenings") == store.counts()["happenings"] == 2
    assert [h.event_type for h in store.happenings(sources=2)] == ["ASSAULT"]
    assert [h.event_type for h in store.happenings(actor="jnim", recipient="MLI")] == ["ASSAULT"]
    assert [h.event_type for h in store.happenings(since="2024-09")] == ["PROTEST"]
    assert [h.event_type for h in store.happenings(language="en", order="-sources")] == ["ASSAULT"]
    assert store.facets("event_type", table="happenings")["event_type"] == [("ASSAULT", 1), ("PROTEST", 1)]
    with pytest.raises(ConfigError):
        store.happenings(kind="stake")


def test_a_text_found_in_both_is_one_source(store):
    text = "Des hommes armés ont attaqué vendredi soir une patrouille de l'armée près de Koro, faisant douze morts."
    store.add([coded(1, told("x"), text=text), coded(2, told("x"), text=text + " (Agence)")])
    store.link()
    assert [(h.sources, h.outlets) for h in store.happenings()] == [(1, ("O1", "O2"))]


def test_a_duckdb_export_has_the_happenings_of_its_events(store, tmp_path):
    store.add([coded(1, told("x")), coded(2, told("y", date="2024-09-01"))])
    store.link()
    store.export(tmp_path / "part.duckdb", since="2024-09")
    found = duckdb.connect(str(tmp_path / "part.duckdb"), read_only=True).execute(
        "SELECT event_ids FROM happenings"
    )
    assert found.fetchall() == [(["a2-0"],)]


def test_two_stores_that_link_at_once_make_each_happening_once(tmp_path):
    one, other = Store(tmp_path), Store(tmp_path)
    one.add([coded(1, told("x"))])
    other.snapshot()
    one.add([coded(2, told("y", event_loc=KIDAL))])
    one.link()
    other.link()
    assert groups(one) == groups(other) == {frozenset({"a1-0"}), frozenset({"a2-0"})}


def test_a_store_without_happenings_says_so(store):
    store.add(coded(1, told("x")))
    assert store.happenings() == [] and store.happening("none") is None


RECORD = st.builds(
    lambda day, published, place, text, dead: (
        told(
            "x",
            date=day and f"2024-08-{day:02d}",
            date_precision=day and "day",
            event_loc=place,
            event_text=text,
            dead=dead,
        ),
        published and date(2024, 8, published),
    ),
    day=st.one_of(st.none(), st.integers(1, 28)),
    published=st.one_of(st.none(), st.integers(1, 28)),
    place=st.sampled_from([None, KORO, KIDAL]),
    text=st.sampled_from(["Embuscade près de Koro", "Patrouille attaquée", "Tirs entendus", ""]),
    dead=st.sampled_from([None, people(12), people(13)]),
)


@settings(deadline=None, max_examples=12)
@given(st.lists(RECORD, min_size=2, max_size=14), st.data())
def test_piece_by_piece_is_all_at_once(records, data):
    articles = [coded(n, record, day=published) for n, (record, published) in enumerate(records)]
    order = data.draw(st.permutations(articles))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=3)))
    expected = {frozenset(h.events) for h in link([e for c in articles for e in c.events])}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            store.add(order[start:end])
            store.link()
        assert groups(store) == expected
        # An article that goes leaves what the others alone would have made.
        store.add(replace(order[0], events=()))
        store.link()
        left = {frozenset(h.events) for h in link([e for c in order[1:] for e in c.events])}
        assert groups(store) == left

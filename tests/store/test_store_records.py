"""What goes into a store comes out equal, and what is coded again takes the place of what was there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
import store_samples as made
import store_strategies as anything
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import ConfigError
from dragoman.records import Article, Coded
from dragoman.store import Store
from dragoman.store.rows import period


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    article=anything.articles,
    events=st.lists(anything.events, max_size=8, unique_by=lambda e: e.id),
    claims=st.lists(anything.claims, max_size=3, unique_by=lambda c: c.id),
)
def test_any_record_comes_back_equal(tmp_path_factory, article, events, claims):
    store = Store(tmp_path_factory.mktemp("store"))
    store.add(Coded(article, tuple(events), tuple(claims)))
    assert store.article("a") == article
    assert {e.id: e for e in store.events()} == {e.id: e for e in events}
    assert {c.id: c for c in store.claims()} == {c.id: c for c in claims}


def test_a_lone_surrogate_moves_no_offset(tmp_path):
    store = Store(tmp_path / "store")
    broken = Article("Mali \ud83d Russie", title="\udc00")
    told = made.event(broken, event_text="Mali \ud83d Russie")
    store.add(Coded(broken, (told,)))
    assert store.article(broken.id).text == "Mali \ufffd Russie"
    assert store.events() == [told]
    assert store.known(broken, made.CODER)


def test_moments_of_publication_keep_their_time(tmp_path):
    store = Store(tmp_path / "store")
    moment = datetime.fromisoformat("2024-08-01T22:30:00+02:00")
    timed = replace(made.article(1), published=moment)
    store.add(Coded(timed))
    assert store.article(timed.id).published == moment
    assert store.count("articles", since="2024-08-01", until="2024-08-01") == 1


def test_coding_again_replaces_events_and_claims(tmp_path):
    store = Store(tmp_path / "store")
    store.add([made.coded(i) for i in range(10)])
    again = made.coded(3, event_mode="multilateral")
    assert len(again.events) == 4
    fewer = Coded(again.article, again.events[:1])
    store.add(fewer)
    assert store.events(article=again.article.id) == [again.events[0]]
    assert store.claims(article=again.article.id) == []
    assert store.count() == sum(made.expected(i)[0] for i in range(10)) - 3
    assert store.counts()["articles"] == 10


def test_an_article_can_lose_all_its_events(tmp_path):
    store = Store(tmp_path / "store")
    store.add(made.coded(3))
    store.add(Coded(made.article(3)))
    assert store.counts() == {"articles": 1, "events": 0, "claims": 0, "happenings": 0}


def test_an_updated_article_replaces_the_old_one_across_months(tmp_path):
    store = Store(tmp_path / "store")
    store.add([made.coded(i) for i in range(4)])
    for day in (date(2025, 1, 5), None, date(2024, 8, 30)):
        updated = made.coded(2, words=" Mise à jour.", day=day)
        assert store.add(updated) == 1
        assert store.article(updated.article.id) == updated.article
        assert store.events(article=updated.article.id) == list(updated.events)
        assert store.counts()["articles"] == 4
    assert store.count("articles", since="2024-08", until="2024-08") == 4


def test_the_same_again_is_no_commit(tmp_path):
    store = Store(tmp_path / "store")
    batch = [made.coded(i) for i in range(5)]
    assert store.add(batch) == 5
    before = store.snapshot().version
    assert store.add(batch) == 0
    assert Store(tmp_path / "store").add(batch[2]) == 0
    assert store.add([]) == 0
    assert store.snapshot().version == before
    assert store.add([*batch, made.coded(9)]) == 1


def test_the_last_of_two_with_one_id_in_a_batch_stays(tmp_path):
    store = Store(tmp_path / "store")
    store.add([made.coded(1), made.coded(1, words=" Deux.")])
    assert [a.text for a in store.articles()] == ["Mali et Russie, dépêche 1. Deux."]
    assert store.count() == made.expected(1)[0]


def test_a_stream_is_stored_in_batches_and_handed_on_once_stored(tmp_path):
    store = Store(tmp_path / "store")
    handed = store.add_all((made.coded(i) for i in range(7)), batch=3)
    next(handed)
    assert store.counts()["articles"] == 3
    assert len(list(handed)) == 6
    assert store.counts()["articles"] == 7


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_a_stream_that_breaks_off_keeps_what_it_gave(tmp_path, fault):
    store = Store(tmp_path / "store")

    def breaking():
        yield from (made.coded(i) for i in range(5))
        raise fault

    handed = store.add_all(breaking(), batch=3)
    assert [next(handed) for _ in range(5)] == [made.coded(i) for i in range(5)]
    with pytest.raises(fault):
        next(handed)
    assert store.counts()["articles"] == 5


def test_a_slow_stream_is_stored_before_its_batch_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.store.adding.SECONDS", 0.0)
    store = Store(tmp_path / "store")
    handed = store.add_all((made.coded(i) for i in range(7)), batch=100)
    assert next(handed) == made.coded(0)
    assert store.counts()["articles"] == 1


def test_known_goes_by_text_month_and_versions(tmp_path):
    store = Store(tmp_path / "store")
    store.add(made.coded(1))
    stored = made.article(1)
    assert store.known(stored, made.CODER)
    assert not store.known(stored, {**made.CODER, "model": "fr 3.9.0"})
    assert not store.known(made.article(1, words=" Mise à jour."), made.CODER)
    assert not store.known(replace(stored, published=date(2023, 1, 1)), made.CODER)
    assert list(store.unknown([stored, made.article(2)], made.CODER)) == [made.article(2)]


def test_an_article_without_records_is_known_by_the_coder_that_was_named(tmp_path):
    store = Store(tmp_path / "store")
    store.add(Coded(made.article(1)), coder=made.CODER)
    assert store.known(made.article(1), made.CODER)
    assert not store.known(made.article(1), {**made.CODER, "model": "fr 3.9.0"})
    assert store.versions() == [(dict(sorted(made.CODER.items())), 1)]


def test_records_of_another_article_are_refused(tmp_path):
    store = Store(tmp_path / "store")
    with pytest.raises(ConfigError, match="name another article"):
        store.add(Coded(made.article(1), made.coded(2).events))
    assert store.counts()["articles"] == 0


def test_what_is_not_there_is_none(tmp_path):
    store = Store(tmp_path / "store")
    assert store.event("no") is None
    assert store.article("no") is None
    assert store.events() == []
    assert store.history() == []
    assert store.counts() == {"articles": 0, "events": 0, "claims": 0, "happenings": 0}


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-08-01", date(2024, 8, 1), date(2024, 8, 1)),
        ("2024-08-01T10:00:00", date(2024, 8, 1), date(2024, 8, 1)),
    ],
)
def test_partial_dates_span_their_days(partial, first, last):
    assert period(partial) == (first, last)


@pytest.mark.parametrize("partial", [None, "", "août 2024", "2024-13", "2024-02-30", "0000", "20240801"])
def test_what_is_no_date_spans_nothing(partial):
    assert period(partial) is None

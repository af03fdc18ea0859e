"""Reviews in a store: they win in every view, survive another coding, and can be taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman import Article, Coded, Event, Span, Store
from dragoman.codebook import cameo, quad_class, score
from dragoman.errors import ConfigError, InputError
from dragoman.records import Actor, content_hash

TEXT = "Lundi, la Russie a livré des radars au Mali. Moscou a promis du blé. Le Mali a remercié la Russie."
RUSSIA = Actor("la Russie", Span(7, 16), "Russia", "rus", "RUS", "GOV")
MALI = Actor("Mali", Span(39, 43), "Mali", "mli", "MLI", "GOV")
VERSIONS = {"dragoman": "0.1.0", "model": "one"}


def event(words: str, event_type: str, *, mode: str | None = None, coder: str = "one") -> Event:
    start = TEXT.index(words)
    trigger = Span(start, start + len(words))
    sentence = next(s for s in TEXT.split(". ") if words in s).rstrip(".") + "."
    return Event(
        id=content_hash("radars", words, event_type, coder),
        article_id="radars",
        event_type=event_type,
        event_mode=mode,
        actor=(RUSSIA,),
        recipient=(MALI,),
        modality="happened",
        evidence={"trigger": (trigger,), "actor": (RUSSIA.span,), "recipient": (MALI.span,)},  # type: ignore[dict-item]
        quad_class=quad_class(event_type),
        score=score(event_type, mode),
        cameo=cameo(event_type, mode),
        date="2024-07-29",
        topics=("equipment",),
        confidence=0.4,
        language="fr",
        event_text=sentence,
        published="2024-08-01",
        coder={**VERSIONS, "model": coder},
    )


def coded(*events: Event, text: str = TEXT) -> Coded:
    article = Article(text, id="radars", language="fr", published=date(2024, 8, 1), outlet="Sahel Dépêches")
    return Coded(article, events)


FIRST = (event("livré", "AID"), event("promis", "AGREE"), event("remercié", "SUPPORT"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    made.add(coded(*FIRST))
    return made


def shown(store: Store) -> dict[str, Event]:
    return {e.event_type: e for e in store.events(order="published")}


def test_a_confirmed_record_is_certain_and_says_who_says_so(store: Store) -> None:
    [said] = store.review(FIRST[0].id, by="Awa", verdict="confirm", note="vu au JT")
    found = store.event(FIRST[0].id)
    assert found is not None and found.confidence == 1.0
    assert found.reasons["review"] == f"confirmed by Awa on {said.at[:10]}: vu au JT"
    assert store.events(confidence=0.9) == [found]
    assert said.quote == "livré"


def test_a_rejected_record_is_in_no_view(store: Store, tmp_path: Path) -> None:
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    assert set(shown(store)) == {"AGREE", "SUPPORT"}
    assert store.event(FIRST[0].id) is None
    assert store.counts()["events"] == store.count() == 2
    assert dict(store.facets("event_type")["event_type"]) == {"AGREE": 1, "SUPPORT": 1}
    assert store.series("month") == [(date(2024, 7, 1), 2, pytest.approx((2.5 + 5) / 2))]
    store.export(tmp_path / "out.jsonl")
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2
    assert "delivered" not in {u.status for u in store.dossier("MLI", "RUS").undertakings}


def test_a_corrected_type_takes_its_score_and_class_along(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"event_mode": "none", "event_type": "COOPERATE"})
    found = store.event(FIRST[0].id)
    assert found is not None
    assert (found.event_type, found.score, found.quad_class) == ("COOPERATE", 9.5, "material cooperation")
    assert found.cameo == cameo("COOPERATE", None)
    assert "corrected by Awa" in found.reasons["event_type"]
    assert [e.id for e in store.events(type="COOPERATE")] == [found.id]


def test_a_mode_given_with_its_type_is_one_of_the_new_type(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"event_mode": "seize", "event_type": "COERCE"})
    found = store.event(FIRST[0].id)
    assert found is not None and (found.event_mode, found.score) == ("seize", -7.0)


def test_swapped_sides_take_their_words_along(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"actor": "MLI", "recipient": "RUS"})
    found = store.event(FIRST[0].id)
    assert found is not None
    assert [a.code for a in found.actor] == ["MLI"] and found.actor[0].span == MALI.span
    assert found.evidence["actor"] == (MALI.span,) and found.evidence["recipient"] == (RUSSIA.span,)
    assert store.count(actor="MLI") == 1


def test_what_the_coder_wrote_can_still_be_asked_for(store: Store) -> None:
    before = {e.id: e for e in store.events()}
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    store.review(FIRST[1].id, by="Awa", changes={"modality": "planned"})
    assert {e.id: e for e in store.events(raw=True)} == before
    assert [e.id for e in store.events(raw=True, type="AID")] == [FIRST[0].id]
    assert store.events(modality="planned")[0].id == FIRST[1].id
    assert store.events(modality="planned", raw=True) == []


def test_reviews_are_rows_of_their_own(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"date": "2024-07"}, note="« en juillet »")
    store.review(FIRST[0].id, by="Ibrahim", changes={"date": "2024-07-28"})
    rows = store.reviews()
    assert [(r.by, r.field, r.old, r.new) for r in rows] == [
        ("Awa", "date", "2024-07-29", "2024-07"),
        ("Ibrahim", "date", "2024-07", "2024-07-28"),
    ]
    assert rows[0].at < rows[1].at and rows[0].note == "« en juillet »"
    assert [r.by for r in store.reviews(by="Awa")] == ["Awa"]
    found = store.event(FIRST[0].id)
    assert found is not None and (found.date, found.date_precision) == ("2024-07-28", "day")


def test_reviews_survive_another_coder(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"modality": "alleged"})
    store.review(FIRST[1].id, by="Awa", verdict="reject")
    # Another model: other ids, and a longer trigger for the same act.
    again = (event("a livré des radars", "AID", coder="two"), event("promis", "AGREE", coder="two"))
    assert store.add(coded(*again), coder={"model": "two"}) == 1
    assert {e.id: e.modality for e in store.events()} == {again[0].id: "alleged"}
    assert len(store.events(raw=True)) == 2
    assert store.versions() == [({"model": "two"}, 1)]


def test_the_same_coding_again_changes_nothing(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", verdict="confirm")
    assert store.add(coded(*FIRST)) == 0
    assert store.events()[0].confidence == 1.0


def test_a_rejection_stays_with_its_type(store: Store) -> None:
    """Another act told by the same words is not what was rejected."""
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    store.add(coded(event("livré", "COOPERATE", coder="two")), coder={"model": "two"})
    assert [e.event_type for e in store.events()] == ["COOPERATE"]


def test_a_type_that_the_coder_has_learnt_is_the_same_record(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", changes={"event_type": "COOPERATE", "date": "2024-07-28"})
    learnt = event("livré", "COOPERATE", coder="two")
    store.add(coded(learnt), coder={"model": "two"})
    assert [(e.id, e.date) for e in store.events()] == [(learnt.id, "2024-07-28")]


def test_what_an_analyst_vouched_for_stays_when_the_coder_loses_it(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", verdict="confirm")
    store.add(coded(event("promis", "AGREE", coder="two")), coder={"model": "two"})
    assert {e.event_type for e in store.events()} == {"AID", "AGREE"}
    assert [e.event_type for e in store.events(raw=True)] == ["AGREE"]
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    assert [e.event_type for e in store.events()] == ["AGREE"]


def test_in_another_text_only_records_with_the_same_words_are_reviewed(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", verdict="confirm")
    text = "Rien de neuf à Bamako."
    store.add(coded(text=text), coder={"model": "two"})
    assert store.events() == []


def test_reopening_takes_all_back(store: Store) -> None:
    before = store.events()
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    store.review(FIRST[0].id, by="Awa", verdict="reopen")
    assert store.events() == before
    assert [r.verdict for r in store.reviews()] == ["reject", "reopen"]


def test_a_rejected_record_can_be_confirmed_after_all(store: Store) -> None:
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    store.review(FIRST[0].id, by="Awa", verdict="confirm")
    assert store.count() == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"modality": "sure"}, "happened, ongoing"),
        ({"event_type": "HUG"}, "ASSAULT"),
        ({"event_mode": "seize"}, "event_mode"),
        ({"date": "mardi"}, "2024-08-01"),
        ({"date": "2024-13"}, "2024-08-01"),
        ({"actor": "Moscou"}, "dragoman who"),
        ({"actor": "RUS:XXX"}, "sector"),
        ({"dead": "une douzaine"}, "number"),
        ({"topics": "charcuterie"}, "training"),
        ({"event_text": "autre"}, "cannot be corrected"),
        ({"historical": "peut-être"}, "yes nor no"),
    ],
)
def test_a_value_that_means_nothing_is_refused_and_nothing_is_written(
    store: Store, changes: dict[str, str], words: str
) -> None:
    before = store.events()
    with pytest.raises(ConfigError, match=words):
        store.review(FIRST[0].id, by="Awa", changes=changes)
    assert store.events() == before and store.reviews() == []


def test_a_review_needs_a_name_an_event_and_something_to_say(store: Store) -> None:
    with pytest.raises(ConfigError, match="--by"):
        store.review(FIRST[0].id, by=" ", verdict="confirm")
    with pytest.raises(InputError, match="no event"):
        store.review("ffff", by="Awa", verdict="confirm")
    with pytest.raises(ConfigError, match="Confirm"):
        store.review(FIRST[0].id, by="Awa")


def test_gold_has_the_sentences_that_are_wholly_judged(store: Store) -> None:
    store.add(coded(*FIRST, event("radars", "COOPERATE")))
    store.review(FIRST[0].id, by="Awa", verdict="confirm")
    store.review(FIRST[1].id, by="Awa", verdict="reject")
    rows, left = store.review_gold()
    # The first sentence also has the record of the radars, which nobody judged.
    assert [TEXT[r["start"] : r["end"]] for r in rows] == ["Moscou a promis du blé."]
    assert rows[0]["events"] == [] and left == 1
    store.review(event("radars", "COOPERATE").id, by="Awa", verdict="reject")
    rows, left = store.review_gold()
    assert left == 0 and [len(r["events"]) for r in rows] == [1, 0]
    [told] = rows[0]["events"]
    assert told["event_type"] == "AID" and told["trigger"] == [19, 24]
    assert told["actor"] == [{"span": [7, 16], "code": "RUS", "sector_code": "GOV"}]


def test_gold_is_read_by_evaluate(store: Store, tmp_path: Path) -> None:
    from dragoman.evaluation import gold

    store.review(FIRST[0].id, by="Awa", changes={"modality": "planned", "actor": "CHN", "dead": "3"})
    store.review(FIRST[2].id, by="Awa", verdict="confirm")
    rows, _ = store.review_gold()
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    read = gold.load([path])
    assert [len(s.events) for s in read.sentences] == [1, 1]
    first = read.sentences[0].events[0]
    assert first.modality == "planned" and first.actor[0].code == "CHN"
    assert first.dead is not None and first.dead.best == 3


def test_the_article_without_reviews_costs_no_table(store: Store) -> None:
    """A store in which nobody reviews writes neither table."""
    other = replace(coded(), article=Article("Autre texte.", id="other", language="fr"))
    store.add(other)
    assert store.snapshot().files("originals") == [] and store.snapshot().files("reviews") == []


def test_happenings_follow_with_the_next_linking(store: Store) -> None:
    store.link()
    assert {h.event_type for h in store.happenings()} == {"AID", "AGREE", "SUPPORT"}
    store.review(FIRST[0].id, by="Awa", verdict="reject")
    store.review(FIRST[1].id, by="Awa", changes={"event_type": "COOPERATE"})
    store.link()
    assert {h.event_type for h in store.happenings()} == {"COOPERATE", "SUPPORT"}


def test_two_who_review_at_once_are_both_heard(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: store.review(FIRST[0].id, by=name, verdict="confirm"), ["Awa", "Ibrahim"]))
        list(pool.map(lambda e: store.review(e.id, by="Awa", verdict="reject"), FIRST[1:]))
    assert [r.verdict for r in store.reviews()] == ["confirm", "confirm", "reject", "reject"]
    assert [e.id for e in store.events()] == [FIRST[0].id]

"""Which records become one happening, and what it then says."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_samples import ARMY, GUNMEN, JNIM, KIDAL, KORO, MALI, article, minister, people, told

from dragoman.linking import WEIGHTS, link, why
from dragoman.records import Actor, Event

FIDAN = minister("Hakan Fidan", "TUR")


def groups(*events: Event) -> set[frozenset[str]]:
    return {frozenset(h.events) for h in link(events)}


def meeting(id: str, *parties: Actor, **fields) -> Event:
    return told(id, event_type="CONSULT", actor=parties, recipient=(), event_loc=None, **fields)


# What belongs together


def test_two_languages_tell_one_ambush():
    french = told("fr", dead=people(12))
    english = told("en", language="en", event_text="Gunmen ambushed a patrol near Koro.", dead=people(12))
    assert groups(french, english) == {frozenset({"fr", "en"})}


def test_unknown_gunmen_may_be_the_group_that_claims_it():
    assert len(groups(told("a", actor=(GUNMEN,)), told("b", actor=(JNIM,)))) == 1


def test_a_report_without_a_date_joins_one_that_has_it():
    undated = told(
        "b", date=None, date_precision=None, event_text="Embuscade à Koro : douze morts.", dead=people(12)
    )
    assert len(groups(told("a", dead=people(12)), undated)) == 1


def test_a_meeting_foreseen_is_the_meeting_held():
    foreseen = meeting(
        "a", FIDAN, minister("Abdoulaye Diop", "MLI"), modality="planned", published="2024-08-01"
    )
    held = meeting("b", FIDAN, minister("Abdoulaye Diop", "MLI"), language="en", event_text="They met.")
    (happening,) = link([foreseen, held])
    assert happening.modality == "happened"
    assert [v.value for v in happening.versions["modality"]] == ["planned", "happened"]


def test_a_look_back_joins_what_it_looks_back_at():
    later = told("b", published="2025-08-02", historical=True, language="en", event_text="A year ago ...")
    (happening,) = link([told("a"), later])
    assert not happening.historical


# What does not


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2024-08-05"},
        {"date": "2023-08-02", "published": "2024-08-03"},
        {"event_loc": KIDAL},
        {"event_type": "PROTEST"},
        {"event_type": "COERCE", "event_mode": "arrest"},
        {"recipient": (Actor("police", None, "Police of Chad", "tcd-cop", "TCD", "COP"),), "event_loc": None},
    ],
)
def test_another_act_stays_apart(other):
    assert len(groups(told("a"), told("b", language="en", event_text="Other words.", **other))) == 2


def test_two_meetings_of_one_tour_stay_apart():
    niamey = meeting("a", FIDAN, minister("Abdourahamane Tiani", "NER"), event_text="Reçu à Niamey.")
    bamako = meeting("b", FIDAN, minister("Assimi Goïta", "MLI"), event_text="Entretien à Bamako.")
    assert len(groups(niamey, bamako)) == 2


def test_two_attacks_of_one_sentence_stay_apart():
    one = told("a", article_id="x", event_loc=None)
    assert len(groups(one, replace(one, id="b"))) == 2


def test_attacks_day_after_day_are_no_chain():
    days = [
        told(
            f"{d}",
            date=f"2024-08-{d:02d}",
            event_loc=MALI,
            published=f"2024-08-{d + 1:02d}",
            event_text=f"Jour {d}",
        )
        for d in range(1, 20)
    ]
    assert len(groups(*days)) == len(days)


# What a happening says


def test_rival_tolls_stand_side_by_side():
    first = told("a", dead=people(12), attribution=ARMY)
    second = told("b", dead=people(15), published="2024-08-04")
    third = told(
        "c", dead=people(15, low=15, high=None), published="2024-08-05", language="en", event_text="x"
    )
    (happening,) = link([third, first, second])
    toll = happening.dead
    assert toll is not None
    assert (toll.low, toll.best, toll.high, toll.disputed) == (12, 15, 15, True)
    assert [(t.event_id, t.best, t.outlet, t.speaker) for t in toll.told] == [
        ("a", 12, "Outlet a", "Armed forces of Mali"),
        ("b", 15, "Outlet b", None),
        ("c", 15, "Outlet c", None),
    ]
    assert {v.value: v.events for v in happening.versions["dead"]} == {"12": ("a",), "15": ("b", "c")}


def test_one_source_that_corrects_itself_counts_once():
    """Two articles of one wire say 12, then 15; another paper says 12: the wire's last word and the paper's are equal."""
    wire = "L'armée a annoncé mardi la mort de soldats dans une embuscade tendue près de la ville de Koro au centre. "
    early, late = told("a", dead=people(12)), told("b", dead=people(15), published="2024-08-04")
    paper = told("c", dead=people(12), published="2024-08-05")
    texts = [
        article("a", wire),
        article("b", wire + "Le bilan a été revu."),
        article("c", "Tout autre chose."),
    ]
    (happening,) = link([early, late, paper], texts)
    assert happening.sources == 2
    assert happening.source_groups == (("article-a", "article-b"), ("article-c",))
    assert happening.dead is not None and happening.dead.best == 12


def test_nobody_tells_an_upper_bound():
    (happening,) = link([told("a", dead=people(10, high=None)), told("b", dead=people(10, high=None))])
    assert happening.dead is not None and happening.dead.high is None


def test_two_independent_sources_are_surer_than_one_and_a_copy_adds_nothing():
    text = "Des hommes armés ont attaqué une patrouille de l'armée malienne vendredi soir près de la ville de Koro."
    events = [told("a"), told("b")]
    (independent,) = link(
        events, [article("a", text), article("b", "Une embuscade a fait des morts vendredi.")]
    )
    (copied,) = link(events, [article("a", text), article("b", text)])
    assert independent.confidence == pytest.approx(0.75) and independent.sources == 2
    assert copied.confidence == pytest.approx(0.5) and copied.sources == 1


def test_reprints_of_an_agency_and_articles_of_one_outlet_are_one_source():
    agency = Actor("AFP", None, "Agence France-Presse", "afp", "FRA", "JRN")
    reprint, other = told("a", attribution_chain=(ARMY, agency)), told("b", attribution_chain=(agency,))
    own = told("c", outlet="Agence France-Presse")
    (happening,) = link([reprint, other, own, told("d"), told("e", outlet="Outlet d")])
    assert happening.source_groups == (("article-a", "article-b", "article-c"), ("article-d", "article-e"))


def test_who_quotes_two_papers_joins_them():
    papers = [Actor(n, None, n, None, "", "JRN") for n in ("Le Fleuve", "La Savane")]
    one, two, both = (
        told(i, attribution_chain=tuple(c))
        for i, c in zip("abc", (papers[:1], papers[1:], papers), strict=True)
    )
    (happening,) = link([one, two, both])
    assert happening.sources == 1


def test_all_parties_places_and_languages_are_kept():
    vague = told(
        "b",
        language="en",
        event_loc=MALI,
        actor=(JNIM,),
        event_text="Koro ambush: soldiers killed",
        title="Koro",
    )
    (happening,) = link([told("a", title="Koro"), vague])
    assert happening.event_loc == KORO
    assert [a.actor_id for a in happening.actor] == ["jnim"]
    assert happening.languages == ("en", "fr")
    assert happening.articles == ("article-a", "article-b")


def test_what_is_told_once_is_a_happening_too():
    (happening,) = link([told("a", dead=people(3))])
    assert (happening.events, happening.sources, happening.versions) == (("a",), 1, {})
    assert happening.day == happening.day_end == "2024-08-02"


def test_nothing_gives_nothing():
    assert link([]) == []


def test_why_gives_the_points_that_decide():
    found = why(told("a"), told("b", language="en"))
    assert found["same_day"] == WEIGHTS.same_day and found["far_place"] == 0
    assert sum(found.values()) > WEIGHTS.threshold


# What holds of any records

PLACES = st.sampled_from([None, KORO, KIDAL, MALI])
SIDES = st.lists(st.sampled_from([ARMY, JNIM, GUNMEN, FIDAN]), max_size=2).map(tuple)
ANY = st.builds(
    lambda article, **fields: {"article_id": f"x{article}", **fields},
    article=st.integers(0, 9),
    event_type=st.sampled_from(["ASSAULT", "COERCE", "CONSULT"]),
    actor=SIDES,
    recipient=SIDES,
    event_loc=PLACES,
    date=st.sampled_from([None, "2024", "2024-08", "2024-08-01", "2024-08-02", "2024-08-04"]),
    published=st.sampled_from([None, "2024-08-01", "2024-08-03", "2024-08-09"]),
    language=st.sampled_from(["fr", "en"]),
    event_text=st.sampled_from(
        ["Embuscade à Koro.", "Ambush near Koro kills troops.", "", "Rencontre à Niamey"]
    ),
    dead=st.sampled_from([None, people(3), people(12), people(15)]),
)


def made(fields: dict, number: int) -> Event:
    precision = {4: "year", 7: "month", 10: "day"}.get(len(fields["date"] or ""))
    return told(f"e{number:02d}", **{**fields, "date_precision": precision})


@settings(deadline=None, max_examples=60)
@given(st.lists(ANY, max_size=25), st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_no_record_is_lost(many, chance: random.Random):
    events = [made(fields, i) for i, fields in enumerate(many)]
    happenings = link(events)
    assert sorted(e for h in happenings for e in h.events) == [e.id for e in events]
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert link(shuffled) == happenings
    assert len({h.id for h in happenings}) == len(happenings)


@settings(deadline=None, max_examples=40)
@given(st.lists(ANY, min_size=1, max_size=12), ANY)
def test_a_record_far_away_in_time_changes_nothing(many, far):
    events = [made(fields, i) for i, fields in enumerate(many)]
    other = made({**far, "date": "1999-03-05", "published": "1999-03-06"}, 99)
    with_it = {h.events for h in link([*events, other])}
    assert with_it == {h.events for h in link(events)} | {("e99",)}

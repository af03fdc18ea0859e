"""What a context country may not fill, and role nouns that are part of something else."""

import csv
from datetime import date
from pathlib import Path

import pytest

import dragoman.knowledge
from dragoman.knowledge import Actors
from dragoman.knowledge.actor_tables import load
from dragoman.knowledge.mention import tokens_of

A = Actors()
ROLES = Path(dragoman.knowledge.__file__).parent / "curated" / "roles.csv"


def forms(*keys: str) -> list[tuple[str, str]]:
    with ROLES.open(encoding="utf-8", newline="") as file:
        return [
            (form.lstrip("="), language)
            for row in csv.DictReader(file)
            if row["key"] in keys
            for language in ("fr", "en")
            for form in row[language].split("|")
        ]


@pytest.mark.parametrize("country", ["MLI", "NGA", "USA"])
def test_armed_strangers_take_no_country_from_the_context(country: str) -> None:
    for form, language in forms("gunman", "militant", "jihadist", "militia", "mercenary", "unidentified"):
        for match in A.find(form, country, date(2024, 5, 1), language):
            assert match.actor.code != country or match.actor.sector_code == "SOC", (
                form
            )  # "militant": an activist too


@pytest.mark.parametrize(
    ("mention", "language"),
    [
        ("des femmes armées", "fr"), ("un jeune armé", "fr"), ("des individus lourdement armés", "fr"),
        ("des hommes cagoulés", "fr"), ("une assaillante", "fr"), ("armed youths", "en"), ("masked men", "en"),
        ("men in military uniform", "en"), ("armed women", "en"), ("une tireuse", "fr"), ("hostage takers", "en"),
    ],
)  # fmt: skip
def test_anybody_with_arms_is_a_stranger(mention: str, language: str) -> None:
    actor = A.find(mention, "MLI", None, language)[0].actor
    assert (actor.code, actor.sector_code) == ("", "UAF")


def test_villagers_with_arms_stay_villagers() -> None:
    assert A.find("des villageois armés", "MLI", None, "fr")[0].actor.sector_code == "CVL"


def test_fighters_of_a_kind_are_of_that_kind() -> None:
    assert A.find("jihadi fighters", "BFA", None, "en")[0].actor.sector_code == "REB"
    assert A.find("rebel gunmen", None, None, "en")[0].actor.sector_code == "REB"


def test_no_role_noun_holds_a_country() -> None:
    tables = load()
    with ROLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for language in ("fr", "en"):
            for form in filter(None, row[language].split("|")):
                for word in tokens_of(form.lstrip("=")):
                    for entry in tables.entries(word.text):
                        assert entry.type not in ("state", "capital", "metonym"), form
                        assert entry.type != "adjective" or entry.language != language, form


@pytest.mark.parametrize(
    "name",
    ["Police Academy", "Army Museum", "University Institutes", "King's College London", "New York City"],
)
def test_a_role_inside_an_unknown_name_is_nobody(name: str) -> None:
    assert A.find(name, "GBR", date(2024, 5, 1), "en") == []


@pytest.mark.parametrize("title", ["Police Commissioner", "Opposition Leader", "Bishop", "Justice"])
def test_a_title_before_an_unknown_name_stays(title: str) -> None:
    assert A.find(f"{title} Okonjo", "NGA", None, "en")[0].actor.entity_name == "Okonjo"


@pytest.mark.parametrize(
    ("mention", "language", "holder"),
    [
        ("le locataire de l'Élysée", "fr", "Emmanuel Macron"), ("the Kremlin chief", "en", "Vladimir Putin"),
        ("le patron du Quai d'Orsay", "fr", "Catherine Colonna"), ("the Pentagon chief", "en", "Lloyd Austin"),
    ],
)  # fmt: skip
def test_whoever_heads_a_seat_holds_its_office(mention: str, language: str, holder: str) -> None:
    assert A.find(mention, None, date(2023, 5, 1), language)[0].actor.entity_name == holder


def test_a_seat_alone_is_no_person() -> None:
    assert A.find("l'Élysée", None, date(2023, 5, 1), "fr")[0].kind == "seat"
    assert A.find("the Pentagon", None, date(2023, 5, 1), "en")[0].kind == "agency"


def test_the_pope_is_of_the_holy_see_whatever_his_passport() -> None:
    assert A.find("le pape argentin", None, date(2020, 5, 1), "fr")[0].actor.code == "VAT"


@pytest.mark.parametrize("rest", ["40 autres", "dizaines d'autres", "plusieurs autres"])
def test_a_counted_rest_is_people(rest: str) -> None:
    assert A.find(rest, "MLI", None, "fr")[0].actor.sector_code == "CVL"


@pytest.mark.parametrize("rest", ["les autres", "d'autres", "avec les autres", "others", "the others"])
def test_an_uncounted_rest_is_nobody(rest: str) -> None:
    assert A.find(rest, "MLI", None, None) == []


def test_a_given_name_alone_is_nobody_but_a_leader_keeps_his() -> None:
    assert A.find("Ousmane", language="fr") == []
    assert A.find("Abbas", on=date(2024, 1, 1), language="fr")[0].actor.code == "PSE"


@pytest.mark.parametrize(
    ("mention", "why"),
    [
        ("Diallo", "too many bear the name"), ("la crise malienne", "is itself no name"), ("", "nothing was asked"),
        ("King's College London", "“College London”"), ("Zzz", "none of its words"), ("les soldats maliens", ""),
    ],
)  # fmt: skip
def test_a_refusal_says_why(mention: str, why: str) -> None:
    told = A.why_not(mention)
    assert why in told if why else told == ""


@pytest.mark.parametrize("mention", ["fleuve Niger", "Niger river", "lac Tchad"])
def test_a_river_is_no_state_in_whichever_language(mention: str) -> None:
    assert A.find(mention) == []


@pytest.mark.parametrize(
    ("mention", "language"),
    [("Kaduna State", "en"), ("Minsk 2", "fr"), ("African countries", "en"), ("les pays africains", "fr")],
)
def test_places_deals_and_continents_are_nobody(mention: str, language: str) -> None:
    assert A.find(mention, "NGA", date(2024, 5, 1), language) == []


def test_who_led_an_international_body_is_of_their_country_again() -> None:
    held, former = (
        A.find("Ban Ki-moon", on=date(year, 1, 1), language="en")[0].actor for year in (2014, 2020)
    )
    assert (held.code, former.code, former.sector_code) == ("IGO", "KOR", "ELI")

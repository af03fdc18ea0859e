"""Tolls: what one sentence says of the dead, the hurt and the arrested. (low, best, high) or None."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.clauses import clause_tokens
from dragoman.coding.counts import Counts, counts_in
from dragoman.grammar import Grammar, Sentence
from dragoman.records import Article, Count

Figures = tuple[int, int, int | None] | None


@cache
def grammar() -> Grammar:
    return Grammar()


def parse(text: str, language: str) -> Sentence:
    [sentence] = grammar().parse(Article(text, language=language)).sentences
    return sentence


def figures(count: Count | None) -> Figures:
    return None if count is None else (count.low, count.best, count.high)


def n(number: int) -> Figures:
    return (number, number, number)


NONE = None
# language, sentence, dead, injured, arrested
CASES: list[tuple[str, str, Figures, Figures, Figures]] = [
    ("fr", "L'attaque a fait 12 soldats et 3 civils tués.", n(15), NONE, NONE),
    ("fr", "L'attaque a fait au moins 12 morts et 30 blessés.", (12, 12, None), n(30), NONE),
    ("fr", "Une bombe a explosé au marché, faisant 20 morts.", n(20), NONE, NONE),
    ("fr", "L'attentat a fait 12 morts.", n(12), NONE, NONE),
    ("fr", "Trois autres blessés ont été évacués.", NONE, n(3), NONE),
    ("fr", "Les autorités ont annoncé un bilan de 23 morts.", n(23), NONE, NONE),
    ("fr", "Le bilan passe de 12 à 15 morts.", n(15), NONE, NONE),
    ("fr", "Des hommes armés ont tué trois soldats.", n(3), NONE, NONE),
    ("fr", "Deux personnes ont été arrêtées.", NONE, NONE, n(2)),
    ("fr", "Un soldat a été tué.", n(1), NONE, NONE),
    ("fr", "Le maire a été tué.", n(1), NONE, NONE),
    ("fr", "Le maire et son adjoint ont été tués.", n(2), NONE, NONE),
    ("fr", "Les terroristes ont été tués.", NONE, NONE, NONE),
    ("fr", "La police a procédé à plus de 300 interpellations.", NONE, NONE, (300, 300, None)),
    ("fr", "Des hommes armés ont attaqué Koro, tuant 12 soldats et blessant 30 civils.", n(12), n(30), NONE),
    ("fr", "12 soldats, dont trois officiers, ont été tués.", n(12), NONE, NONE),
    ("fr", "L'attaque a fait 12 morts, dont 3 enfants, et 30 blessés.", n(12), n(30), NONE),
    ("fr", "L'attaque n'a fait aucun mort.", n(0), NONE, NONE),
    ("fr", "Douze civils ont été tués et une vingtaine blessés.", n(12), (18, 20, 22), NONE),
    ("fr", "L'armée a tué, selon un communiqué, 40 combattants.", n(40), NONE, NONE),
    ("fr", "Le 12 août, trois gendarmes sont morts.", n(3), NONE, NONE),
    ("fr", "Une dizaine de manifestants ont été interpellés à Niamey.", NONE, NONE, (9, 10, 11)),
    ("fr", "Trois soldats ont été tués et deux civils exécutés.", n(5), NONE, NONE),
    ("fr", "L'armée évoque 12 morts, les rebelles 30 tués.", (12, 12, 30), NONE, NONE),
    ("fr", "Au moins 50 personnes ont péri dans les violences.", (50, 50, None), NONE, NONE),
    ("fr", "Vingt villageois ont perdu la vie.", n(20), NONE, NONE),
    ("fr", "Trois soldats tués dans une embuscade à Ménaka", n(3), NONE, NONE),
    ("fr", "Des dizaines de civils ont été massacrés.", (20, 20, None), NONE, NONE),
    ("fr", "L'armée a arrêté le maire de Koro.", NONE, NONE, n(1)),
    ("fr", "Quelque 200 personnes ont manifesté.", NONE, NONE, NONE),
    ("fr", "Deux soldats ont été tués et un autre blessé.", n(2), n(1), NONE),
    ("fr", "Trois attaques ont visé des villages.", NONE, NONE, NONE),
    ("fr", "Quatre véhicules ont été détruits et deux soldats tués.", n(2), NONE, NONE),
    ("fr", "Entre 10 et 15 personnes ont été blessées.", NONE, (10, 12, 15), NONE),
    ("fr", "L'explosion a tué deux enfants et blessé leur mère.", n(2), n(1), NONE),
    ("fr", "Le ministère a annoncé l'arrestation de 271 personnes.", NONE, NONE, n(271)),
    ("fr", "L'armée a confirmé la mort de trois soldats et deux civils.", n(5), NONE, NONE),
    ("fr", "Ils ont dénoncé l'arrestation du maire.", NONE, NONE, n(1)),
    ("fr", "L'assassinat d'un journaliste a choqué le pays.", n(1), NONE, NONE),
    ("fr", "La mort des otages a été confirmée.", NONE, NONE, NONE),
    ("en", "The army confirmed the deaths of three soldiers.", n(3), NONE, NONE),
    ("en", "They condemned the arrest of a journalist.", NONE, NONE, n(1)),
    ("en", "The killing of 12 villagers drew protests.", n(12), NONE, NONE),
    ("fr", "Les feux ont tué 40 personnes et 200 autres restent portées disparues.", n(40), NONE, NONE),
    ("fr", "Deux suspects, fichés depuis 2016 et 2015, ont été interpellés.", NONE, NONE, n(2)),
    ("fr", "Cinq détenus étaient encore en vie après la mort du gardien.", NONE, NONE, NONE),
    ("fr", "Le conducteur est mort.", n(1), NONE, NONE),
    ("fr", "Au moins 18 personnes trouvent la mort dans un massacre.", (18, 18, None), NONE, NONE),
    ("en", "The bomb left at least 42 people dead.", (42, 42, None), NONE, NONE),
    ("en", "A spokesman claimed 190 were dead.", n(190), NONE, NONE),
    ("en", "The boat sank, leaving 18 crew members dead and 11 others missing.", n(18), NONE, NONE),
    (
        "en",
        "The death toll in the flooding that hit the eastern and southern provinces rises to 57.",
        n(57),
        NONE,
        NONE,
    ),
    ("en", "Nineteen bandits, two soldiers and a vigilante are killed.", n(22), NONE, NONE),
    ("en", "The strike killed an Iranian sailor.", n(1), NONE, NONE),
    ("en", "He faces one count of murder.", NONE, NONE, NONE),
    ("en", "Gunmen attacked the village, killing 12 and wounding 30.", n(12), n(30), NONE),
    ("en", "The blast left 40 dead.", n(40), NONE, NONE),
    ("en", "12 people were killed, including 3 children.", n(12), NONE, NONE),
    ("en", "Militants killed three soldiers.", n(3), NONE, NONE),
    ("en", "A soldier was killed in the attack.", n(1), NONE, NONE),
    ("en", "Police made fifty-one arrests.", NONE, NONE, n(51)),
    ("en", "The death toll rose from 12 to 15.", n(15), NONE, NONE),
    ("en", "An official said the death toll had risen to 23.", n(23), NONE, NONE),
    ("en", "Twelve soldiers and three civilians were killed.", n(15), NONE, NONE),
    ("en", "At least 12 people were killed and 30 injured.", (12, 12, None), n(30), NONE),
    ("en", "More than 300 protesters were arrested in Dakar.", NONE, NONE, (300, 300, None)),
    ("en", "No one was killed.", n(0), NONE, NONE),
    ("en", "The mayor was killed.", n(1), NONE, NONE),
    ("en", "The terrorists were killed.", NONE, NONE, NONE),
    ("en", "Dozens of civilians have been killed.", (24, 24, None), NONE, NONE),
    ("en", "Police arrested 12 protesters and injured five others.", NONE, n(5), n(12)),
    ("en", "Three soldiers killed in Mali ambush", n(3), NONE, NONE),
    ("en", "The army said it had killed 40 fighters.", n(40), NONE, NONE),
    ("en", "Scores were wounded.", NONE, (40, 40, None), NONE),
    ("en", "Twelve people died and 20 others were wounded in the attack.", n(12), n(20), NONE),
    ("en", "The army spoke of 12 dead, the rebels of 30 dead.", (12, 12, 30), NONE, NONE),
    ("en", "The attack on August 12 killed 7 people.", n(7), NONE, NONE),
    ("en", "Three attacks killed 12 people.", n(12), NONE, NONE),
    ("en", "Nearly 40 people were detained.", NONE, NONE, (36, 40, 40)),
    ("en", "He was arrested on Monday.", NONE, NONE, n(1)),
    ("en", "Five peacekeepers died when their vehicle hit a mine.", n(5), NONE, NONE),
    ("en", "About 200 people marched through 12 towns.", NONE, NONE, NONE),
    ("en", "The airstrike hit 3 trucks and killed 2 drivers.", n(2), NONE, NONE),
]


@pytest.mark.parametrize(("language", "text", "dead", "injured", "arrested"), CASES)
def test_tolls(language: str, text: str, dead: Figures, injured: Figures, arrested: Figures) -> None:
    told = counts_in(parse(text, language))
    assert (figures(told.dead), figures(told.injured), figures(told.arrested)) == (dead, injured, arrested)


def kinds(told: Counts) -> list[tuple[str, str, int, bool]]:
    return [(k.role, k.noun, k.count.best, k.included) for k in told.by_kind]


def test_the_split_by_kind_is_kept_beside_the_sum() -> None:
    told = counts_in(parse("L'attaque a fait 12 soldats et 3 civils tués.", "fr"))
    assert kinds(told) == [("dead", "soldat", 12, False), ("dead", "civil", 3, False)]


def test_parts_are_marked_and_not_added() -> None:
    told = counts_in(parse("12 people were killed, including 3 children.", "en"))
    assert kinds(told) == [("dead", "people", 12, False), ("dead", "child", 3, True)]


def test_a_clause_has_its_own_toll() -> None:
    sentence = parse("Three soldiers were killed, and police arrested 12 protesters.", "en")
    verb = next(t for t in sentence.tokens if t.text == "arrested")
    told = counts_in(sentence, clause_tokens(sentence, verb)[-4:])
    assert (figures(told.dead), figures(told.arrested)) == (None, (12, 12, 12))


def test_spans_are_the_words() -> None:
    text = "Titre\n\nL'attaque a fait au moins 12 morts et 30 blessés."
    sentence = grammar().parse(Article(text, language="fr")).sentences[-1]
    told = counts_in(sentence)
    assert told.dead is not None and told.injured is not None
    assert told.dead.span.of(text) == "au moins 12 morts"
    assert told.injured.span.of(text) == "30 blessés"


FORMS = {
    "fr": [
        ("{a} soldats et {b} civils ont été tués.", True),
        ("L'attaque a tué {a} soldats et {b} civils.", True),
        ("L'attaque a fait {a} morts et {b} blessés.", False),
        ("{a} personnes ont été tuées et {b} autres blessées.", False),
    ],
    "en": [
        ("{a} soldiers and {b} civilians were killed.", True),
        ("The attack killed {a} soldiers and {b} civilians.", True),
        ("The attack left {a} dead and {b} wounded.", False),
        ("{a} people were killed and {b} others injured.", False),
    ],
}


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 900), st.integers(2, 900), st.sampled_from(["fr", "en"]), st.integers(0, 3))
def test_any_two_numbers_are_summed_or_kept_apart(a: int, b: int, language: str, form: int) -> None:
    text, summed = FORMS[language][form]
    told = counts_in(parse(text.format(a=a, b=b), language))
    assert figures(told.dead) == n(a + b if summed else a)
    assert figures(told.injured) == (None if summed else n(b))

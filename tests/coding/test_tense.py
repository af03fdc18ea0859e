"""Tense and mood, read from forms: the French model itself takes "offrirait" for an imperfect."""

import pytest

from dragoman.coding.tense import tense
from dragoman.grammar import Grammar
from dragoman.records import Article

FRENCH = [
    ("La Russie offrirait une formation.", "offrirait", "conditional"),
    ("Le chef rebelle aurait été arrêté lundi.", "arrêté", "past_conditional"),
    ("Les deux pays signeront un accord.", "signeront", "future"),
    ("L'armée préparait une offensive.", "préparait", "imperfect"),
    ("Le ministre a rencontré son homologue.", "rencontré", "past"),
    ("Les rebelles avaient attaqué la ville.", "attaqué", "pluperfect"),
    ("Le gouvernement condamne cette attaque.", "condamne", "present"),
    ("L'ambassadeur sera expulsé demain.", "expulsé", "future"),
    ("Le président pourrait démissionner.", "pourrait", "conditional"),
    ("Paris enverrait des soldats.", "enverrait", "conditional"),
]
ENGLISH = [
    ("Russia would train the army.", "train", "conditional"),
    ("The rebels had attacked the town.", "attacked", "pluperfect"),
    ("The two countries will sign a deal.", "sign", "future"),
    ("Mali expels the ambassador.", "expels", "present"),
    ("The minister met his counterpart.", "met", "past"),
    ("The army is shelling the town.", "shelling", "progressive"),
    ("The president has visited Bamako.", "visited", "past"),
]


@pytest.fixture(scope="module")
def grammar():
    return Grammar()


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"), [("fr", *c) for c in FRENCH] + [("en", *c) for c in ENGLISH]
)
def test_tense(grammar, language, text, word, expected):
    sentence = grammar.parse(Article(text, language=language)).sentences[0]
    verb = next(t for t in sentence.tokens if t.text == word)
    assert tense(sentence, verb) == expected

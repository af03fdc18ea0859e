"""Scanner: spans point into the text as it was, longest match, word edges, case."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge import Actors, Places
from dragoman.knowledge.normal import fold
from dragoman.knowledge.scan import Scanner
from dragoman.knowledge.scan_text import Folded, pattern


class _Names:
    def names(self):
        yield "Mali", None, "state", "mli"
        yield "malien", "fr", "adjective", "mli"
        yield "Malian", "en", "adjective", "mli"
        yield "ministre", "fr", "role", "minister"
        yield "ministre des Affaires étrangères", "fr", "role", "foreign-minister"
        yield "AU", "en", "actor", "african-union"
        yield "JNIM", None, "actor", "jnim"
        yield "Union africaine", "fr", "actor", "african-union"
        yield "Guinée", "fr", "state", "gin"
        yield "Guinée-Bissau", "fr", "state", "gnb"
        yield "Œuvre", "fr", "actor", "oeuvre"


@pytest.fixture(scope="module")
def scanner():
    return Scanner(_Names(), Places())


@pytest.fixture(scope="module")
def full():
    return Scanner(Actors(), Places())


def surfaces(hits, kind):
    return [h.surface for h in hits if h.kind == kind]


def test_longest_name_wins(scanner):
    hits = scanner.scan("Le ministre des Affaires étrangères malien est en Guinée-Bissau.", "fr")
    assert surfaces(hits, "role") == ["ministre des Affaires étrangères"]
    assert surfaces(hits, "demonym") == ["malien"]
    assert surfaces(hits, "actor") == ["Guinée-Bissau"]


def test_a_name_inside_a_word_is_no_name(scanner):
    assert surfaces(scanner.scan("La normalisation, Maliana et Somaliland.", "fr"), "actor") == []
    assert surfaces(scanner.scan("Guinée-Bissalanca, puis rien.", "fr"), "actor") == ["Guinée"]


def test_names_beside_each_other_are_all_found(scanner):
    hits = scanner.scan("Mali Guinée Mali", "fr")
    assert surfaces(hits, "actor") == ["Mali", "Guinée", "Mali"]


def test_case(scanner):
    assert surfaces(scanner.scan("The AU met. Au revoir, au lit.", "en"), "actor") == ["AU"]
    assert surfaces(scanner.scan("Le JNIM ou Jnim, jamais jnim.", "fr"), "actor") == ["JNIM", "Jnim"]
    assert surfaces(scanner.scan("la marche vers le sud, un centre, mali", "fr"), "place") == []


def test_language_of_a_name(scanner):
    assert surfaces(scanner.scan("The Malian army", "en"), "demonym") == ["Malian"]
    assert surfaces(scanner.scan("L'armée malien", "en"), "demonym") == []


def test_state_is_actor_and_place(scanner):
    hits = [h for h in scanner.scan("Au Mali, rien.", "fr") if h.surface == "Mali"]
    assert {h.kind for h in hits} == {"actor", "place"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Une attaque à Aguelhoc, près de Kidal.", ["Aguelhoc", "Kidal"]),
        ("Réunion au Caire puis à La Haye.", ["Caire", "La Haye"]),
        (
            "Dans le bassin du lac Tchad et la zone des trois frontières.",
            ["bassin du lac Tchad", "zone des trois frontières"],
        ),
        ("N’Djaména, Côte d’Ivoire, Fada N'Gourma", ["N’Djaména", "Côte d’Ivoire", "Fada N'Gourma"]),
        ("Elizabeth Warren spoke in Kansas City.", ["Kansas City"]),
        ("Samedi, le Président parle. Nord et Sud.", []),
        ("Fighting resumed in Port Sudan and El Fasher.", ["Port Sudan", "El Fasher"]),
    ],
)
def test_places(scanner, text, places):
    assert surfaces(scanner.scan(text, "fr"), "place") == places


def test_a_village_needs_a_word_of_place(scanner):
    assert "Koro" in surfaces(scanner.scan("Ils sont arrivés à Koro.", "fr"), "place")
    assert surfaces(scanner.scan("Selon Koro, tout va bien.", "fr"), "place") == []


_TEXT = st.lists(
    st.sampled_from(
        ["Mali", "à", "Ménaka", "l’", "œuvre", "Œuvre", " ", " ", "\n", "ministre", "AU", "é", "e\u0301", "ß", "ﬁ", "—",
         "Guinée", "-", "Bissau", "New", "York", "🎉", "JNIM", ".", "malien", "İ", "\u200b", "La Haye", "au Caire", "'"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(_TEXT)
def test_spans_point_into_the_text(text):
    found = Scanner(_Names(), Places()).scan(text, "fr")
    for hit in found:
        assert text[hit.start : hit.end] == hit.surface
        assert hit.surface.strip() == hit.surface != ""
        assert hit.start == 0 or not text[hit.start - 1].isalnum() or not text[hit.start].isalnum()
    spans = sorted({(h.start, h.end) for h in found})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_scanned(full, text):
    for language in ("fr", "en"):
        assert all(text[h.start : h.end] == h.surface for h in full.scan(text, language))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folded_text_leads_back(text):
    folded = Folded(text)
    for at in range(1, len(folded.text) - 1):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        if folded.text[at] != " ":
            assert folded.text[at] in fold(text[start:end]) or not text[start:end].isascii()


@settings(deadline=None)
@given(st.text(alphabet="aàâéèêëîïôöùûüçœæ’'- MLNÉÀ", max_size=30))
def test_composed_and_decomposed_accents_find_the_same(text):
    apart = unicodedata.normalize("NFD", text)
    assert Folded(apart).text.split() == Folded(text).text.split()
    assert pattern(apart) == pattern(text)

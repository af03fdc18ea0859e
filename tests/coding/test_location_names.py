"""Places told in a sentence: whole names only, and which of several homonyms the place beside it means."""

from datetime import date

import pytest

from dragoman import Article, Coder

CODER = Coder(readers=("frames",))


def where(text: str, language: str) -> list[tuple[str, str, str]]:
    article = Article(text, language=language, published=date(2024, 5, 6))
    return [(p.name, p.country, p.admin1) for e in CODER.code(article) if (p := e.event_loc)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested two protesters in New York City on Monday.", "en"),
        ("Deux manifestants ont été arrêtés lundi à New York.", "fr"),
        ("Deux manifestants ont été arrêtés à New York lundi.", "fr"),
    ],
)
def test_a_place_is_never_found_inside_a_longer_name(text: str, language: str) -> None:
    assert where(text, language) == [("New York City", "USA", "New York")]


def test_the_town_beside_it_says_which_koro() -> None:
    near_bankass = where("Gunmen killed five soldiers in Koro near Bankass on Monday.", "en")
    assert near_bankass[0][1:] == ("MLI", "Mopti")

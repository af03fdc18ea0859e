"""The language of short and long paragraphs."""

import pytest

from dragoman.gate import language_of


@pytest.mark.parametrize(
    "text",
    [
        "Des axes de coopération diversifiés",
        "Le Mali et la Russie renforcent leur partenariat.",
        "Abdoulaye Diop et Sergueï Lavrov se sont vus à Bamako.",
        "L’armée a tué douze combattants près de Djibo, selon l’état-major.",
        "Quatre membres d’une ONG ont été enlevés.",
    ],
)
def test_french(text: str) -> None:
    assert language_of(text) == "fr"
    assert language_of(text, "fr") == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "The army said it killed 12 fighters near Djibo.",
        "Russia and Mali sign a deal on the supply of grain to Bamako",
        "Gunmen attack a military base in Gwoza, Borno State, Nigeria, and kill five soldiers of the army.",
    ],
)
def test_english(text: str) -> None:
    assert language_of(text) == "en"
    assert language_of(text, "en") == "en"


@pytest.mark.parametrize("prior", [None, "fr", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "El presidente de la República se reunió con el ministro de Asuntos Exteriores en la capital.",
        "Il presidente della Repubblica ha incontrato il ministro degli Esteri nella capitale.",
        "O presidente da República encontrou-se com o ministro dos Negócios Estrangeiros na capital.",
        "Der Präsident traf am Montag den Außenminister in der Hauptstadt Bamako.",
        "Shugaban kasa ya gana da ministan harkokin waje a babban birnin kasar.",
        "Президент встретился с министром иностранных дел.",
        "التقى الرئيس وزير الخارجية في العاصمة",
    ],
)
def test_other_languages_even_close_ones(text: str, prior: str | None) -> None:
    assert language_of(text, prior) == "other"


def test_the_article_decides_for_a_name() -> None:
    assert language_of("Assimi Goïta", "fr") == "fr"
    assert language_of("Assimi Goïta", "en") == "en"
    assert language_of("Assimi Goïta") == ""


def test_an_english_paragraph_may_quote_russian() -> None:
    text = (
        "The Kremlin's spokesman said on Monday that the talks in Moscow had been useful and that both sides "
        "would meet again in May. “Переговоры были полезными”, he said, before he left the hall with the envoy."
    )
    assert language_of(text, "en") == "en"

"""Zones: what is news and what is not, on texts written here."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.gate import Zone, zones
from dragoman.gate.boilerplate import boilerplate, dateline
from dragoman.gate.zones import CODABLE, KINDS
from dragoman.records import Article

LEAD = (
    "Réunis à Niamey, les ministres de la Défense des trois pays ont signé un accord sur une force commune."
)
PAGE = f"""Sahel : trois pays créent une force commune - Le Quotidien

Sahel : trois pays créent une force commune

Niamey, le 6 mars 2024 – Réunis à Niamey, les ministres de la Défense des trois pays ont…

Le Mali, le Burkina Faso et le Niger unissent leurs armées.

Niamey, le 6 mars 2024 – {LEAD}

Une annonce attendue

Le chef d'état-major nigérien a lu le communiqué. Il n'a pas donné de date.

Lire aussi : Le Burkina Faso ferme sa frontière avec le Bénin

Crédit photo : Présidence du Niger

Rejoignez notre chaîne WhatsApp"""


def kinds(text: str, **more: str) -> list[str]:
    return [z.kind for z in zones(Article(text, **more))]


def of(kind: str, text: str) -> list[str]:
    return [z.span.of(text) for z in zones(Article(text)) if z.kind == kind]


def test_a_page_as_sites_make_it() -> None:
    assert len(of("title", PAGE)) == 2
    assert of("dateline", PAGE) == ["Niamey, le 6 mars 2024"] * 2
    assert [s[:12] for s in of("standfirst", PAGE)] == ["Réunis à Nia", "Le Mali, le "]
    assert of("heading", PAGE) == ["Une annonce attendue"]
    assert of("read_also", PAGE) == ["Lire aussi : Le Burkina Faso ferme sa frontière avec le Bénin"]
    assert of("credit", PAGE) == ["Crédit photo : Présidence du Niger"]
    assert of("follow", PAGE) == ["Rejoignez notre chaîne WhatsApp"]
    assert of("body", PAGE) == [
        LEAD,
        "Le chef d'état-major nigérien a lu le communiqué. Il n'a pas donné de date.",
    ]


@pytest.mark.parametrize(
    ("line", "language", "place"),
    [
        ("Bamako, le 1er août 2024 – Le ministre a parlé.", "fr", "Bamako, le 1er août 2024"),
        ("TEHRAN – The minister left for Ankara.", "en", "TEHRAN"),
        ("TEHRAN- The minister left for Ankara.", "en", "TEHRAN"),
        ("PARIS (AFP) - Le président a reçu son homologue.", "fr", "PARIS (AFP)"),
        ("Ouagadougou (AFP) — Des hommes armés ont attaqué une base.", "fr", "Ouagadougou (AFP)"),
        ("Tripoli, Libya, March 3 — “We are ready,” the envoy said.", "en", "Tripoli, Libya, March 3"),
        (
            "Saint-Louis, Sénégal, 4 mai (APS) – Le maire a reçu l'ambassadeur.",
            "fr",
            "Saint-Louis, Sénégal, 4 mai (APS)",
        ),
        ("N'Djamena, le 12 mai 2023 – Le gouvernement a démenti.", "fr", "N'Djamena, le 12 mai 2023"),
    ],
)
def test_datelines(line: str, language: str, place: str) -> None:
    found = dateline(line, language)
    assert found is not None
    assert line[: found.place_end] == place
    assert line[found.end :].lstrip("“")[0].isupper()


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Mali – Russie : une alliance.", "fr"),
        ("Le ministre malien – en visite à Moscou – a rencontré son homologue.", "fr"),
        ("The Sahel - home to several armed groups - is at war.", "en"),
        ("Les relations entre Paris et Bamako – tendues depuis 2021 – se dégradent.", "fr"),
        ("He said that Iran – unlike Iraq – had kept its word.", "en"),
    ],
)
def test_no_datelines(line: str, language: str) -> None:
    assert dateline(line, language) is None


@pytest.mark.parametrize(
    "line",
    [
        "La Russie bloque Facebook et Twitter.",
        "Le Mali suspend la diffusion de France 24.",
        "L'Éthiopie rétablit WhatsApp après six mois de coupure.",
        "Suivez-le est le nom de code de l'opération militaire lancée par l'armée malienne lundi dans le centre du pays, où "
        "plusieurs villages ont été attaqués depuis le début du mois, selon des sources locales et un élu de Bandiagara.",
    ],
)
def test_news_about_networks_is_news(line: str) -> None:
    assert boilerplate(line, "fr") is None


@pytest.mark.parametrize(
    ("line", "language", "kind"),
    [
        ("Suivez l'information en direct sur notre chaîne WHATSAPP", "fr", "follow"),
        ("Follow us on Facebook", "en", "follow"),
        ("Facebook, Twitter, WhatsApp", "fr", "follow"),
        ("À lire aussi : La Cédéao lève ses sanctions", "fr", "read_also"),
        ("Read more: Niger junta expels envoy", "en", "read_also"),
        ("© AFP", "fr", "credit"),
        ("Getty Images", "en", "credit"),
        ("AFP/Getty Images", "en", "credit"),
        ("Additional reporting by staff in Dakar", "en", "byline"),
    ],
)
def test_boilerplate(line: str, language: str, kind: str) -> None:
    found = boilerplate(line, language)
    assert found is not None
    assert found[0] == kind


def test_short_body_sentences_are_no_headings() -> None:
    text = "Le président a parlé.\n\nLa foule a applaudi.\n\nIl a quitté Bamako lundi."
    assert kinds(text) == ["body"] * 3


def test_the_last_line_is_no_heading() -> None:
    assert kinds("Le président a quitté Bamako.\n\nPlus de détails à venir")[-1] == "body"


def test_a_paragraph_in_another_language_is_passed_over_with_a_reason() -> None:
    text = (
        "Le président a reçu l'ambassadeur d'Espagne à Nouakchott.\n\n"
        "El embajador de España en Nouakchott se reunió con el presidente y los ministros del país.\n\n"
        "Les deux pays ont signé un accord de pêche."
    )
    found = zones(Article(text))
    assert [z.kind for z in found] == ["body", "foreign", "body"]
    assert "neither French nor English" in found[1].reason


def test_both_languages_in_one_article() -> None:
    text = "Le Mali a expulsé l'envoyé de l'ONU lundi.\n\nMali expelled the envoy of the U.N. on Monday, the army said."
    assert [z.language for z in zones(Article(text))] == ["fr", "en"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The foreign minister of Mali flew to Moscow on Tuesday for talks with\n"
        "his Russian counterpart about the delivery of grain and fuel to the\n"
        "country, which has been under sanctions since the start of the year.\n\n"
        "The two will meet again in May."
    )
    assert len(zones(Article(text))) == 2


def test_the_given_title_is_found_in_the_text() -> None:
    text = "Niger: junta expels French envoy\n\nThe junta in Niger expelled the French envoy on Friday."
    found = zones(Article(text, title="Niger: junta expels French envoy - The Courier"))
    assert [z.kind for z in found] == ["title", "body"]


@pytest.mark.parametrize("text", ["", "   \n\n ", "12\n\n—\n", "\u00a0"])
def test_texts_without_words(text: str) -> None:
    assert zones(Article(text)) == ()


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Le Mali, a signé. –\n«»…:(AFP)1e août XY"), max_size=200))
def test_zones_lie_in_order_and_apart(text: str) -> None:
    found = zones(Article(text))
    for zone in found:
        assert isinstance(zone, Zone)
        assert zone.kind in KINDS
        assert 0 <= zone.span.start < zone.span.end <= len(text)
        assert zone.kind == "body" or zone.reason
    for a, b in itertools.pairwise(found):
        assert a.span.end <= b.span.start


def test_codable_kinds_are_kinds() -> None:
    assert set(KINDS) > CODABLE

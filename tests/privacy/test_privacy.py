"""Private persons are masked by name in every field and file; officials and organisations stay."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dragoman import Article, Coded, Store
from dragoman.happening import Happening, Version
from dragoman.privacy import BLOCK, mask, mask_text, names_in, private, private_names, role
from dragoman.records import Actor, Claim, Event, Span

# No invented persons: a name of two given names stands for anybody.
NAME = "Fatoumata Aïssata"
TEXT = f"À Gao, des hommes armés ont enlevé {NAME}, une commerçante. Le ministre Abdoulaye Diop a condamné l'acte."
AT = TEXT.index(NAME)
SOMEBODY = Actor(NAME, Span(AT, AT + len(NAME)), NAME, None, "MLI", "CVL", reason=f"“{NAME}” is in no table")
GUNMEN = Actor("des hommes armés", Span(8, 24), "", None, "", "UAF")
MINISTER = Actor(
    "Abdoulaye Diop",
    None,
    "Abdoulaye Diop",
    "mli-gov",
    "MLI",
    "GOV",
    office="foreign minister",
    wikidata_id="Q1",
)
EVENT = Event(
    id="e1",
    article_id="a1",
    event_type="ASSAULT",
    event_mode="abduct",
    actor=(GUNMEN,),
    recipient=(SOMEBODY,),
    modality="happened",
    evidence={"trigger": (Span(29, 35),), "recipient": (SOMEBODY.span,), "actor": (GUNMEN.span,)},  # type: ignore[dict-item]
    attribution=MINISTER,
    attribution_chain=(MINISTER,),
    date="2025-03-11",
    language="fr",
    event_text=TEXT.split(". ")[0] + ".",
    title=f"Gao : {NAME} enlevée",
    published="2025-03-12",
    reasons={"recipient": f"{NAME} stands as 'object'"},
    quad_class="material conflict",
)
CLAIM = Claim(
    "c1", "a1", "concern", (SOMEBODY,), (SOMEBODY, MINISTER), Span(0, 20), f"{NAME} craint le pire", language="fr"
)  # fmt: skip


def dumped(record: Event | Claim | Happening | Article) -> str:
    return json.dumps(record.to_dict(), ensure_ascii=False)


def test_a_private_person_comes_as_the_role() -> None:
    made = mask(EVENT)
    assert made.recipient[0].entity_name == made.recipient[0].raw_text == "un civil"
    assert (made.recipient[0].code, made.recipient[0].sector_code) == ("MLI", "CVL")
    assert made.recipient[0].span is None


def test_no_field_has_the_name_and_no_evidence_points_at_it() -> None:
    made = mask(EVENT)
    assert "Fatoumata" not in dumped(made) and "Aïssata" not in dumped(made)
    assert "ont enlevé [une personne], une commerçante" in made.event_text
    assert "recipient" not in made.evidence
    assert made.evidence["actor"] == EVENT.evidence["actor"] and made.evidence["trigger"]


def test_officials_and_the_unnamed_stay() -> None:
    made = mask(EVENT)
    assert made.attribution == MINISTER and made.attribution_chain == (MINISTER,)
    assert made.actor[0].raw_text == "des hommes armés"


def test_what_the_act_was_is_untouched() -> None:
    made = mask(EVENT)
    for name in ("id", "event_type", "event_mode", "date", "modality", "quad_class", "confidence"):
        assert getattr(made, name) == getattr(EVENT, name)


def test_a_record_without_private_persons_is_the_same() -> None:
    plain = replace(
        EVENT, recipient=(), event_text="Abdoulaye Diop a condamné l'acte.", title=None, reasons={}
    )
    assert mask(plain) == plain


def test_the_quote_of_a_claim_is_masked() -> None:
    made = mask(CLAIM)
    assert made.text == "[une personne] craint le pire"
    assert "Fatoumata" not in dumped(made)
    assert made.pair[1] == MINISTER


def test_names_of_the_article_are_masked_in_records_that_hold_a_part() -> None:
    bare = replace(EVENT, recipient=(), event_text="Aïssata a été libérée.", title=None, reasons={})
    assert mask(bare, ["Fatoumata Aïssata"]).event_text == "[une personne] a été libérée."


def test_an_article_keeps_its_length_and_its_offsets() -> None:
    article = Article(TEXT, title=EVENT.title, language="fr", id="a1")
    made = mask(article)
    assert len(made.text) == len(TEXT)
    assert made.text[AT : AT + len(NAME)] == f"{BLOCK * 9} {BLOCK * 7}"
    assert made.text[:AT] == TEXT[:AT] and made.text[AT + len(NAME) :] == TEXT[AT + len(NAME) :]
    assert "Fatoumata" not in (made.title or "")


def test_a_happening_is_masked() -> None:
    happening = Happening(
        "h1", "ASSAULT", None, (GUNMEN,), (SOMEBODY,), "happened", ("e1",), event_text=EVENT.event_text,
        title=EVENT.title, languages=("fr",), versions={"recipient": (Version(NAME, ("e1",)),)},
    )  # fmt: skip
    assert "Fatoumata" not in dumped(mask(happening))


@pytest.mark.parametrize(
    ("actor", "is_private"),
    [
        (SOMEBODY, True),
        (replace(SOMEBODY, sector_code="JRN"), True),
        (replace(SOMEBODY, sector_code="", code=""), True),
        (replace(SOMEBODY, actor_id="mli-cvl"), True),
        (replace(SOMEBODY, raw_text=f"Mme {NAME}", entity_name=""), True),
        (replace(SOMEBODY, office="minister"), False),
        (replace(SOMEBODY, sector_code="MIL"), False),
        (replace(SOMEBODY, sector_code="REB"), False),
        (replace(SOMEBODY, code="NGO"), False),
        (MINISTER, False),
        (replace(SOMEBODY, raw_text="Trois civils", entity_name=""), False),
        (replace(SOMEBODY, raw_text="Burkina Faso", entity_name="Burkina Faso"), False),
        (replace(SOMEBODY, raw_text="Sahel Dépêches", entity_name="Sahel Dépêches", sector_code="JRN"), False),
        (replace(SOMEBODY, raw_text="Mary Foundation", entity_name="Mary Foundation"), False),
    ],
)  # fmt: skip
def test_who_is_private(actor: Actor, is_private: bool) -> None:
    assert private(actor) is is_private


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hier Moussa Ibrahim Salif, éleveur, a été tué.", ["Moussa Ibrahim Salif"]),
        ("Selon Mariam Salif, commerçante, rien n'a changé.", ["Mariam Salif"]),
        ("L'armée malienne a arrêté Marie-Claire Salif.", ["Marie-Claire Salif"]),
        ("Police arrested John Salif, a farmer.", ["John Salif"]),
        ("Le général Moussa Ibrahim Salif a parlé.", []),
        ("Selon Mariam Salif, porte-parole du gouvernement, rien.", []),
        ("Senator Mary Salif said so.", []),
        ("Sergueï Lavrov a appelé Abdoulaye Diop.", []),
        ("Le Burkina Faso, la Côte d'Ivoire et le Journal du Niger.", []),
        ("Le Mali et la Russie renforcent leur partenariat.", []),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert private_names(text) == names


def test_a_role_is_told_in_the_language_of_the_record() -> None:
    assert role("CVL", "fr") == "un civil" and role("CVL", "en") == "a civilian"
    assert role("XXX", "en") == "a person"


def test_spaces_within_a_name_stay_spaces() -> None:
    assert (
        mask_text("Awa\u00a0Sow et Awa  Sow", ["Awa Sow"])
        == f"{BLOCK * 3}\u00a0{BLOCK * 3} et {BLOCK * 3}  {BLOCK * 3}"
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    article = Article(TEXT, title=EVENT.title, id="a1", language="fr", published=date(2025, 3, 12))
    made.add(Coded(article, (EVENT,), (CLAIM,)))
    return made


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_no_text_file_has_the_name(store: Store, tmp_path: Path, form: str) -> None:
    store.export(tmp_path / f"open.{form}")
    assert "Fatoumata" in (tmp_path / f"open.{form}").read_text()
    assert store.export(tmp_path / f"masked.{form}", mask_private=True) == 1
    told = (tmp_path / f"masked.{form}").read_text()
    assert "Fatoumata" not in told and "Aïssata" not in told
    assert "Abdoulaye Diop" in told and "un civil" in told


def test_no_table_of_a_database_has_the_name(store: Store, tmp_path: Path) -> None:
    store.export(tmp_path / "masked.duckdb", mask_private=True)
    with duckdb.connect(str(tmp_path / "masked.duckdb"), read_only=True) as opened:
        tables = [
            name for (name,) in opened.execute("SELECT table_name FROM information_schema.tables").fetchall()
        ]
        assert {"events", "actors", "claims", "articles"} <= set(tables)
        for table in tables:
            assert "Fatoumata" not in repr(opened.execute(f"SELECT * FROM {table}").fetchall())
        assert opened.execute("SELECT length(text) FROM articles").fetchall() == [(len(TEXT),)]


def test_a_dossier_is_masked(store: Store) -> None:
    gunmen = replace(GUNMEN, actor_id="jnim", entity_name="JNIM", sector_code="REB")
    of_state = replace(
        MINISTER, raw_text="Mali", entity_name="Mali", actor_id="mli", office=None, wikidata_id=None
    )
    article = Article(TEXT, title=EVENT.title, id="a1", language="fr", published=date(2025, 3, 12))
    store.add(Coded(article, (replace(EVENT, actor=(gunmen,), recipient=(of_state, SOMEBODY)),), (CLAIM,)))
    assert "Fatoumata" in store.dossier("jnim", "MLI").to_markdown()
    masked = store.dossier("jnim", "MLI", mask_private=True)
    told = masked.to_markdown() + json.dumps(masked.to_dict(), ensure_ascii=False)
    assert masked.events == 1
    assert "Fatoumata" not in told and "Aïssata" not in told
    assert "ont enlevé \\[une personne\\]" in told


def test_names_are_found_in_records(store: Store) -> None:
    assert names_in(EVENT, CLAIM) == [NAME]

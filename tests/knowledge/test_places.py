"""Places: what `find` and `why_not` promise beyond the probe table."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ConfigError, KnowledgeError
from dragoman.knowledge.places import Places, distance_km
from dragoman.knowledge.places_keys import compact, filing_key, skeleton, sounds, tolerates, within_bound
from dragoman.knowledge.places_mention import peel
from dragoman.knowledge.places_table import CURATED, MAIN, Row, Table, write_table
from dragoman.records import Place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aguelhok", "Aguelhoc"),
        ("Tinzawaten", "Tinzaouaten"),
        ("Kharkhorin", "Karkorin"),
        ("Djibo", "Jibo"),
        ("Ouagadougou", "Wagadugu"),
        ("Mopti", "Moptti"),
        ("Youssoufia", "Yusufia"),
    ],
)
def test_transcriptions_of_one_sound_are_one(one, other):
    assert sounds(compact(one)) == sounds(compact(other))
    assert filing_key(compact(one))[0] == filing_key(compact(other))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kati", "Kita"),
        ("Gao", "Gaya"),
        ("Koro", "Kara"),
        ("Mopti", "Mosti"),
        ("Agadez", "Agadir"),
        ("Bamako", "Bemiku"),
    ],
)
def test_other_names_stay_other_names(one, other):
    a, b = sounds(compact(one)), sounds(compact(other))
    assert skeleton(a) != skeleton(b) or not tolerates(a) or not within_bound(a, b)


def test_compact_spells_out_and_joins():
    assert compact("St-Louis") == compact("Saint Louis") == "saintlouis"
    assert compact("N’Djaména") == compact("Ndjamena")
    assert compact("Москва") == ""


@settings(deadline=None)
@given(st.text(max_size=40))
def test_compact_never_fails_and_is_stable(text):
    once = compact(text)
    assert once == compact(once) or "st" in once
    assert once.isascii()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_find_takes_any_text(text):
    found = Places().find(text)
    assert bool(found) != bool(Places().why_not(text))
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True) or len(found) > 1
    assert all(0 < m.score <= 1 and m.reason.endswith(".") for m in found)


def test_layers_come_off_one_by_one():
    assert [p.name for p in peel("dans le nord de la région de Ménaka")][-1] == "Ménaka"
    assert peel("dans le nord de la région de Ménaka")[-1].part.lower() == "nord"
    assert "admin1" in peel("Borno State")[-1].kinds
    assert peel("le fleuve Niger")[-1].natural
    assert "Le Caire".lower() in [p.name.lower() for p in peel("au Caire")]


def test_a_part_of_a_country_is_that_country_and_says_so():
    best = Places().find("le nord du Mali")[0]
    assert (best.place.country, best.place.precision) == ("MLI", "country")
    assert "nord" in best.reason


def test_ambiguity_is_kept():
    congos = Places().find("Congo")
    assert {m.place.country for m in congos[:2]} == {"COD", "COG"}
    assert congos[0].score <= 0.5
    assert len({m.place.country for m in Places().find("Koro")}) >= 2


def test_context_moves_the_answer():
    def best(near):
        return Places().find("Koro", near=near)[0].place

    assert best(["MLI"]).country == "MLI"
    assert best(["CIV"]).country == "CIV"
    bandiagara = Place("Bandiagara", 14.35, -3.61, "MLI")
    assert best([bandiagara]).country == "MLI"
    assert best([(8.5, -7.4)]).country == "CIV"


def test_refusals_say_why():
    places = Places()
    for name, near, word in [
        ("Centre", ("BFA",), "common"),
        ("Xqzvbk", (), "no place"),
        ("Москва", (), "Latin"),
        ("Solhan", ("JPN",), "article"),
    ]:
        assert places.find(name, near=near) == []
        assert word in places.why_not(name, near=near)


def test_an_unknown_country_code_is_told():
    with pytest.raises(ConfigError, match="alpha-3"):
        Places().find("Gao", near=["ML"])


def test_the_answer_is_ours_to_keep():
    places = Places()
    first = places.find("Gao", near=["MLI"])
    first.clear()
    assert places.find("Gao", near=["MLI"])


def test_precision_and_ids_come_with_the_place():
    mali = Places().find("Mali")[0]
    assert (mali.kind, mali.place.precision, mali.place.geonames_id) == ("country", "country", 2453866)
    gao = Places().find("Gao", near=["MLI"])[0].place
    assert gao.precision == "place"
    assert gao.admin1.startswith("Gao")
    sahel = Places().find("Liptako-Gourma")[0].place
    assert (sahel.precision, sahel.country, sahel.geonames_id) == ("region", "", None)


def test_a_table_reads_back_what_was_written(tmp_path):
    rows = [
        Row(7, "populated", "Kidal", 18.44, 1.41, "MLI", "Kidal", 25969),
        Row(0, "region", "Azawad", 19.0, -1.0, "MLI NER"),
    ]
    keyed = []
    for number, (name, form) in enumerate([("Kidal", MAIN), ("Azawad", CURATED)]):
        high, low = filing_key(compact(name))
        keyed.append(((high << 32) | low, number, form, compact(name)))
    write_table(tmp_path / "p.bin", rows, keyed, {"neighbours": {}})
    again = (tmp_path / "again.bin", write_table(tmp_path / "again.bin", rows, keyed, {"neighbours": {}}))
    table = Table(tmp_path / "p.bin")
    assert again[0].read_bytes() == (tmp_path / "p.bin").read_bytes()
    assert len(table) == 2
    [(row, form)] = table.spelled(filing_key("kidal"))
    assert (table.name(row), table.country(row), table.population[row], form) == ("Kidal", "MLI", 25969, MAIN)
    assert table.spelled(filing_key("kidalo")) == []
    assert [table.spelling(p)[2] for p in table.sharing(filing_key("kidel")[0])] == ["kidal"]


def test_a_missing_or_foreign_table_is_told(tmp_path):
    with pytest.raises(KnowledgeError, match="missing"):
        Table(tmp_path / "none.bin")
    (tmp_path / "other.bin").write_bytes(b"something else entirely, long enough")
    with pytest.raises(KnowledgeError, match="another format"):
        Table(tmp_path / "other.bin")


def test_distance():
    assert distance_km((0, 0), (0, 0)) == 0
    assert distance_km((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(344, abs=3)
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111, abs=1)


def test_matches_cannot_be_altered():
    match = Places().find("Bamako")[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        match.score = 0.0


def _curated(name):
    import csv
    from pathlib import Path

    import dragoman.knowledge as room

    path = Path(room.__file__).parent / "tables" / name
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_curated_name_is_in_the_table():
    table = Places()._table
    for row in _curated("places_alias.tsv"):
        filed = {table.id[r] for r, _ in table.spelled(filing_key(compact(row["alias"])))}
        assert int(row["geonames_id"]) in filed, row["alias"]
        assert row["source"]
    for row in _curated("places_extra.tsv"):
        for name in (row["name_fr"], row["name_en"], *filter(None, row["aliases"].split("|"))):
            filed = {(table.kind(r), table.country(r)) for r, _ in table.spelled(filing_key(compact(name)))}
            assert (row["kind"], row["country"]) in filed, name
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert row["source"]

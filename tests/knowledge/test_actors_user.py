"""A user's own actors: accepted, refused with every fault and its line, asked first."""

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import Actors
from dragoman.knowledge.user_actors import add_user_actors, load_user_actors

GOOD = """name,code,sector,aliases,since
Comité des sages de Gao,MLI,SOC,Sages de Gao|CSG-Gao,2023-05-01
Collectif Kidal Debout,MLI,SOC,,
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "actors.csv.in"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_rows_are_read(tmp_path: Path) -> None:
    actors = load_user_actors(written(tmp_path, GOOD))
    assert [a.row.actor_id for a in actors] == ["comite-des-sages-de-gao", "collectif-kidal-debout"]
    assert actors[0].names == ("Comité des sages de Gao", "Sages de Gao", "CSG-Gao")


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        "name,code,sector,since,until\n"
        ",MLI,SOC,,\n"
        "A group,XYZ,SOC,,\n"
        "B group,MLI,SOX,,\n"
        "C group,MLI,SOC,2024-13-01,\n"
        "D group,MLI,SOC,2024-05-01,2023-05-01\n"
        "E group,MLI,SOC,,\n"
        "E group,MLI,SOC,,\n"
        "F group,MLI,SOC,,,too,many\n"
    )
    with pytest.raises(KnowledgeError) as caught:
        load_user_actors(written(tmp_path, text))
    message = str(caught.value)
    for line, word in ((2, "empty"), (3, "XYZ"), (4, "SOX"), (5, "2024-13-01"), (6, "before it begins"),
                       (8, "line 7"), (9, "more fields")):  # fmt: skip
        assert any(f"line {line}:" in part and word in part for part in message.splitlines()), line
    assert "line 7:" not in message


@pytest.mark.parametrize(
    ("text", "said"),
    [("name;code\nA;MLI\n", "sector"), ("name,code,sector,colour\nA,MLI,SOC,red\n", "colour"), ("", "header"),
     ("name,code,sector\n", "no rows")],
)  # fmt: skip
def test_a_wrong_table_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load_user_actors(written(tmp_path, text))


def test_a_missing_or_binary_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="does not exist"):
        load_user_actors(tmp_path / "none.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes("name,code,sector\nCôte,CIV,SOC\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        load_user_actors(path)


def test_a_store_asks_its_own_actors_first(tmp_path: Path) -> None:
    mention = "le Comité des sages de Gao"
    assert all(m.actor.actor_id != "comite-des-sages-de-gao" for m in Actors().find(mention, language="fr"))
    store = tmp_path / "Données Sahel"
    assert add_user_actors(written(tmp_path, GOOD), store) == 2
    match = Actors(store).find(mention, language="fr")[0]
    assert (match.actor.actor_id, match.actor.code, match.actor.sector_code) == (
        "comite-des-sages-de-gao", "MLI", "SOC",
    )  # fmt: skip
    assert Actors(store).find("Goïta", language="fr")[0].person_id == "assimi-goita"


def test_the_users_row_goes_before_ours(tmp_path: Path) -> None:
    text = "name,code,sector,actor_id\nCMA,TCD,BUS,cma-telecom\n"
    add_user_actors(written(tmp_path, text), tmp_path)
    assert Actors(tmp_path).find("la CMA", language="fr")[0].actor.actor_id == "cma-telecom"
    assert "cma" in [m.actor.actor_id for m in Actors(tmp_path).find("la CMA", language="fr")]


def test_adding_again_replaces_rows_of_the_same_id(tmp_path: Path) -> None:
    add_user_actors(written(tmp_path, GOOD), tmp_path)
    changed = GOOD.replace("Collectif Kidal Debout,MLI,SOC", "Collectif Kidal Debout,MLI,PTY")
    assert add_user_actors(written(tmp_path, changed), tmp_path) == 2
    assert Actors(tmp_path).find("Collectif Kidal Debout", language="fr")[0].actor.sector_code == "PTY"


def test_a_faulty_table_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    add_user_actors(written(tmp_path, GOOD), tmp_path)
    before = (tmp_path / "actors.csv").read_bytes()
    with pytest.raises(KnowledgeError):
        add_user_actors(written(tmp_path, "name,code,sector\nX,QQ,SOC\n"), tmp_path)
    assert (tmp_path / "actors.csv").read_bytes() == before

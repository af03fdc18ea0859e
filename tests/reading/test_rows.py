"""Rows of JSONL, JSON, CSV, TSV and Parquet: fields are guessed or named, a bad row costs only itself."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import ConfigError
from dragoman.reading import ReadOptions, Unreadable, read
from dragoman.records import Article, Problem

TEXT = "Le ministre malien a rencontré son homologue nigérien à Niamey."


def articles(path: Path, options: ReadOptions | None = None) -> list[Article]:
    found = list(read([path], options))
    assert all(isinstance(f, Article) for f in found), found
    return [f for f in found if isinstance(f, Article)]


def test_jsonl_fields_are_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {
        "Titre": "Rencontre à Niamey", "texte": TEXT, "date_publication": "2024-08-01", "lien": "https://example.org/a",
        "source": {"id": None, "name": "Sahel Matin"}, "langue": "Français", "auteur": ["A", "B"], "id": "a17",
    }  # fmt: skip
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    (article,) = articles(path)
    assert article == Article(
        TEXT,
        title="Rencontre à Niamey",
        language="fr",
        published=date(2024, 8, 1),
        url="https://example.org/a",
        outlet="Sahel Matin",
        id="a17",
        author="A, B",
        published_from="metadata",
        source=f"{path}, line 1",
    )


def test_named_columns_win(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,resume,jour\nwrong,right,2024-08-01\n", encoding="utf-8")
    (article,) = articles(path, ReadOptions(columns={"text": "resume", "date": "jour"}))
    assert (article.text, article.published) == ("right", date(2024, 8, 1))


def test_row_numbers_are_no_ids_unless_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one", "id": 1}\n')
    assert articles(path)[0].id == Article("one").id
    assert articles(path, ReadOptions(columns={"id": "id"}))[0].id == "1"


def test_unknown_field_or_encoding_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match="no field 'body'"):
        ReadOptions(columns={"body": "x"})
    with pytest.raises(ConfigError, match="'utf-9' is unknown"):
        ReadOptions(encoding="utf-9")


def test_bad_rows_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        '{"text": "one"}',
        '{"text": ',
        '{"title": "no text"}',
        "[1]",
        '{"text": ""}',
        '{"text": 5}',
        '{"text": "two"}',
    ]
    path.write_text("\n".join(lines))
    found = list(read([path]))
    assert [f.text for f in found if isinstance(f, Article)] == ["one", "two"]
    problems = [f for f in found if isinstance(f, Problem)]
    assert [p.source.rsplit(" ", 1)[1] for p in problems] == ["2", "3", "4", "5", "6"]
    for problem, words in zip(
        problems, ["not JSON", "no column", "a list", "no text", "int instead"], strict=True
    ):
        assert words in problem.message
    assert not any(isinstance(p, Unreadable) for p in problems)


def test_a_file_of_bad_rows_only_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("nope\n")
    assert [type(f) for f in read([path])] == [Problem, Unreadable]


def test_a_date_that_cannot_be_read_keeps_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one", "date": "soon", "url": "https://example.org/2024/08/01/a"}\n')
    problem, article = read([path])
    assert isinstance(problem, Problem) and "'soon'" in problem.message
    assert isinstance(article, Article) and (article.published, article.published_from) == (
        date(2024, 8, 1),
        "url",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters_and_quoted_newlines(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    rows = [
        ("headline", "body", "date"),
        ("Un, deux; trois|quatre", 'Ligne 1\nLigne "2"', "2024-08-01T10:00:00Z"),
    ]
    path.write_text(
        "\n".join(delimiter.join('"' + c.replace('"', '""') + '"' for c in r) for r in rows), encoding="utf-8"
    )
    (article,) = articles(path)
    assert (article.title, article.text) == ("Un, deux; trois|quatre", 'Ligne 1\nLigne "2"')
    assert article.published == datetime(2024, 8, 1, 10, tzinfo=UTC)


def test_huge_csv_field(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nx," + "mot " * 100_000 + "\n")
    assert len(articles(path)[0].text) == 400_000


def test_csv_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("titre;texte\nÉté;L’armée a été déployée\n".encode("cp1252"))
    assert articles(path)[0].text == "L’armée a été déployée"


def test_a_csv_row_of_the_wrong_length_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,text\n"a\nb",one\nx,y,z\nc,two\n')
    found = list(read([path]))
    assert [f.text for f in found if isinstance(f, Article)] == ["one", "two"]
    (problem,) = (f for f in found if isinstance(f, Problem))
    assert problem.source == f"{path}, line 4" and "3 fields, the header has 2" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_jsonl_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(
        gzip.compress(
            '{"text": "L’été"}\n{"text": "où"}\n'.encode(encoding)
            if encoding != "cp1252"
            else '{"text": "L’été"}\n{"text": "où"}\n'.encode("cp1252")
        )
    )
    assert [a.text for a in articles(path)] == ["L’été", "où"]


@pytest.mark.parametrize(
    "shape",
    [
        '[{"text": "one"}, {"text": "two"}]',
        '{"status": "ok", "articles": [{"content": "one"}, {"content": "two"}]}',
        '{"response": {"results": [{"body": "one"}, {"body": "two"}]}}',
        '{"hits": {"hits": [{"_source": {"text": "one"}}, {"_source": {"text": "two"}}]}}',
        '{"text": "one"}\n{"text": "two"}\n',
        '{"version": "https://jsonfeed.org/version/1", "items": [{"content_text": "one"}, {"content_text": "two"}]}',
    ],
)
def test_shapes_of_json(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(shape)
    assert [a.text for a in articles(path)] == ["one", "two"]


def test_a_long_json_array_is_streamed_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    rows = [{"text": f"{number} " + "é" * 50_000} for number in range(20)]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    assert [a.text for a in articles(path)] == [row["text"] for row in rows]


def test_a_broken_json_array_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "one"}, {"text": "two"')
    article, problem = read([path])
    assert isinstance(article, Article) and isinstance(problem, Problem)
    assert "item 2 is not JSON" in problem.message


def test_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a[1].parquet"
    duckdb.execute(
        f"COPY (SELECT 'T' || i AS title, 'texte ' || i AS body, DATE '2024-08-01' + i::INT AS date, [1] AS other "
        f"FROM range(600) r(i)) TO '{path}' (FORMAT parquet)"
    )
    found = articles(path)
    assert len(found) == 600
    assert (found[1].title, found[1].text, found[1].published) == ("T1", "texte 1", date(2024, 8, 2))
    assert found[1].source == f"{path}, row 2"
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [a.text for a in articles(packed)] == [a.text for a in found]


def test_a_line_beyond_the_limit_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n{"text": "' + "x" * 5000 + '"}\n{"text": "two"}\n')
    found = list(read([path], ReadOptions(max_bytes=1000)))
    assert [f.text for f in found if isinstance(f, Article)] == ["one", "two"]
    assert "line 2 is longer than 1 kB" in next(f.message for f in found if isinstance(f, Problem))

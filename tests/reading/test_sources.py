"""Folders, globs, gzip and standard input; the order of the articles; what gives no article."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.reading import ReadOptions, Unreadable, read
from dragoman.reading import document as documents
from dragoman.records import Article, Problem


def texts(*sources: str | Path) -> list[str]:
    return [f.text for f in read(sources) if isinstance(f, Article)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "deep/er/c.txt",
        ".hidden/d.txt",
        ".e.txt",
        "README.md",
        "LICENSE",
        "f.png",
        "g.html.gz",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = f"text of {path.name}\n\nmore".encode()
        path.write_bytes(gzip.compress(b"<p>" + data + b"</p>") if name.endswith(".gz") else data)
    return tmp_path


def test_folders_are_read_in_order_without_hidden_files(tree: Path) -> None:
    found = list(read([tree], ReadOptions(format="text")))
    names = [Path(f.source).name for f in found if isinstance(f, Article)]
    assert names == ["a.txt", "b.txt", "g.html.gz", "c.txt"]
    (told,) = (f.message for f in found if isinstance(f, Problem))
    assert "f.png" in told


def test_one_source_needs_no_list(tree: Path) -> None:
    assert [a.text for a in read(str(tree / "a.txt")) if isinstance(a, Article)] == texts(tree / "a.txt")


def test_globs(tree: Path) -> None:
    assert texts(str(tree / "*.txt")) == [f"text of {n}.txt\n\nmore" for n in "ab"]
    assert texts(str(tree / "**/c.txt")) == ["text of c.txt\n\nmore"]
    (found,) = read([str(tree / "*.nothing")])
    assert isinstance(found, Unreadable) and "Nothing matches" in found.message


def test_a_file_whose_name_looks_like_a_glob(tmp_path: Path) -> None:
    path = tmp_path / "a[1]*.txt"
    path.write_text("one\n\ntwo")
    assert texts(path) == ["one\n\ntwo"]


def test_sources_keep_their_order_and_one_failure_stops_nothing(tree: Path) -> None:
    found = list(read([tree / "b.txt", tree / "missing.txt", tree / "a.txt"]))
    assert [type(f) for f in found] == [Article, Unreadable, Article]
    assert "There is no file" in found[1].message  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
        (b'[{"text": "one"}]', ["one"]),
        (b"Just words", ["Just words"]),
        (b"[Bamako] words", ["[Bamako] words"]),
        (gzip.compress(b"Just words", mtime=0), ["Just words"]),
    ],
)
def test_standard_input_is_told_by_its_bytes(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = list(read(["-"]))
    assert [f.text for f in found if isinstance(f, Article)] == texts
    assert found[0].source.startswith("standard input")


def test_damaged_and_empty_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(5000).hex().encode())
    (tmp_path / "a.txt.gz").write_bytes(whole[:3000])
    (tmp_path / "b.txt.gz").write_bytes(whole[:200] + b"\xff" * 200 + whole[400:])
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b""))
    messages = [f.message for f in read([tmp_path]) if isinstance(f, Problem)]
    assert ["cut off" in messages[0], "damaged" in messages[1], "is empty" in messages[2]] == [True] * 3


def test_a_bomb_of_short_rows_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BOMB_FLOOR", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "one"}\n' + b"\n" * 5_000_000))
    found = list(read([path]))
    assert isinstance(found[0], Article)
    assert "zip bomb" in found[-1].message  # type: ignore[union-attr]


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' * 3)
    stream = read([path, tmp_path / "later.txt"])
    next(stream)
    (tmp_path / "later.txt").write_text("made while reading\n")
    assert [f.text for f in stream if isinstance(f, Article)] == ["one", "one", "made while reading\n"]


def test_a_store_is_no_folder_of_articles(tmp_path: Path) -> None:
    (tmp_path / "articles" / "_delta_log").mkdir(parents=True)
    (found,) = read([tmp_path])
    assert isinstance(found, Unreadable) and "is a dragoman store" in found.message

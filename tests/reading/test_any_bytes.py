"""Whatever a file holds, reading gives articles and problems and raises nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.reading import Unreadable, read
from dragoman.reading.dates import from_dateline, from_url, parse
from dragoman.records import Article, Problem

WORDS = [
    "<p>", "</p>", "<html>", "<!doctype html>", "<script>", "<rss version='2.0'><channel>", "<item>", "<description>",
    "</item>", "<feed>", "<?xml version='1.0' encoding='latin-1'?>", "<![CDATA[", "]]>", "&amp;", "&#x0;", "&#8217;", "text",
    '{"text": "x"}', '{"text":', "[", "]", "{", "}", ",", '"', "\n", "\r\n", "\t", ";", "|", "title,text", "é", "\ufeff", "\x00",
    "Bamako, le 1er août 2024 – ", "<time datetime='2024-13-45'>", '<meta name="date" content="0000-00-00">', " - Journal",
]  # fmt: skip


@pytest.mark.parametrize(
    "ending", ["txt", "html", "xml", "jsonl", "json", "csv", "tsv", "parquet", "txt.gz", "dat"]
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(WORDS), max_size=25).map(lambda w: "".join(w).encode()),
    )
)
def test_any_bytes(ending: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{ending}"
        path.write_bytes(data)
        found = list(read([path]))
    assert found, "silence is no answer"
    for item in found:
        assert isinstance(item, Article | Problem)
        if isinstance(item, Problem):
            assert item.message.endswith("."), item.message
            assert item.message.count("\n") == 0
        else:
            assert item.text.strip()
    assert any(isinstance(f, Article) for f in found) or isinstance(found[-1], Unreadable)


@given(st.text())
def test_any_text_as_a_date(text: str) -> None:
    for made in (
        parse(text),
        from_url("https://example.org/" + text.replace("[", "").replace("]", "")),
        from_dateline(text),
    ):
        assert made is None or 1900 <= made.year <= 2100


def test_a_header_that_is_broken_by_a_bare_return(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\r!")
    (found,) = read([path])
    assert isinstance(found, Unreadable)
    assert "header" in found.message or "empty" in found.message

"""JSON, HTML and terminal: what they show, what they never contain."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from io import StringIO

import pytest
from evaluation_made import TEXT, case, event, five, gold_of, told
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dragoman.evaluation import jsonreport, terminal
from dragoman.evaluation.annotation import told_in
from dragoman.evaluation.evaluation import Evaluation, assess
from dragoman.evaluation.htmlreport import marked, page
from dragoman.records import Span

VOID = {"meta", "input", "circle", "path"}


class Reader(HTMLParser):
    """Checks that every element is closed, and gathers ids, links and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        found = dict(attrs)
        self.ids |= {found["id"] or ""} if "id" in found else set()
        self.links += [found["href"] or ""] if "href" in found else []
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>`: nothing stays open."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def made() -> Evaluation:
    return assess(gold_of(five()), five(), five(), coder={"dragoman": "0"}, draws=50)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_is_whole_and_asks_nothing_from_outside(made: Evaluation) -> None:
    reader = read(page(made))
    assert all(a.startswith("#") for a in reader.addresses)
    assert {link[1:] for link in reader.links} <= reader.ids


def test_every_error_is_linked_to_its_sentence(made: Evaluation) -> None:
    html = page(made)
    for k in (1, 3, 4):  # type wrong, extra, missed
        assert f'id="s{k}" data-wrong=' in html
        assert f'href="#s{k}"' in html.split('id="errors"')[0]
    assert 'data-wrong="type"' in html and 'data-wrong="missed"' in html and 'data-wrong="extra"' in html


def test_both_annotations_and_the_reasons_stand_side_by_side() -> None:
    record = told_in(event(), Span(0, len(TEXT)))
    assert record is not None
    one = case([told()], [record])
    reader = read(page(assess(gold_of([one]), [one], [one], coder={}, draws=0)))
    assert "wrong: recipient" in reader.text
    assert "France [FRA/GOV]" in reader.text
    assert "the word says it" in reader.text and "a name" in reader.text


def test_what_a_text_says_is_never_markup() -> None:
    text = 'Mali <b>accused</b> & "France" <script>alert(1)</script>.'
    one = case([told(text=text)], [], text=text)
    html = page(assess(gold_of([one]), [one], [one], coder={}, draws=0))
    assert "<script>alert" not in html
    assert text in read(html).text.replace("\n", "")


@given(
    st.text("ab <&'\"é", min_size=1, max_size=30),
    st.lists(
        st.tuples(st.integers(0, 29), st.integers(1, 10), st.sampled_from(["actor", "trigger"])), max_size=6
    ),
)
def test_marks_leave_the_words_as_they_are(text: str, marks: list[tuple[int, int, str]]) -> None:
    inside = [(Span(s, min(s + n, len(text))), role) for s, n, role in marks if s < len(text)]
    reader = read(marked(text, inside, 0))
    reader.close()
    assert reader.text == text


def test_json_has_the_figures_and_no_sentence(made: Evaluation) -> None:
    report = json.loads(json.dumps(jsonreport.report(made)))
    assert report["measures"]["type"]["value"] == 0.5
    assert report["gold"] == {"digest": "0" * 16, "sentences": 5, "articles": 5, "events": 4, "left_out": {}}
    assert [e["wrong"] for e in report["errors"]] == [["type"], ["extra"], ["missed"]]
    assert report["errors"][0]["coded"]["event_type"] == "ASSAULT"
    assert "accused France" not in json.dumps(report)


def test_the_terminal_fits_eighty_columns(made: Evaluation) -> None:
    out = StringIO()
    terminal.show(made, Console(file=out, width=80))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in out.getvalue(), "nothing is cut"
    whole = " ".join(out.getvalue().split())
    assert "0.750" in whole and "Expected calibration error" in whole
    assert "missed 1" in whole

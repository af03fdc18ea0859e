"""The nouns: documented field by field, equal after a journey through JSON, and with spans and hashes that hold."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import (
    Actor,
    Amount,
    Article,
    Claim,
    Count,
    Event,
    Place,
    Problem,
    Span,
    actor_from_dict,
    canonical_address,
    claim_from_dict,
    content_hash,
    event_from_dict,
)

sys.path.insert(0, str(Path(__file__).parent / "store"))
import store_samples as made
import store_strategies as anything

PAGE = Path(__file__).parents[1] / "docs" / "records.md"


@pytest.mark.parametrize("kind", [Article, Event, Actor, Place, Count, Amount, Claim, Problem])
def test_each_field_has_its_documented_line(kind):
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {kind.__name__}\n", 1)[1].split("\n## ", 1)[0]
    lines = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    extra = ["text_hash"] if kind is Article else []
    assert [name for name, _ in lines] == [f.name for f in fields(kind)] + extra
    assert all(says.strip() for _, says in lines)


@settings(deadline=None)
@given(anything.events)
def test_an_event_comes_back_from_json(event):
    told = event.to_dict()
    assert event_from_dict(json.loads(json.dumps(told))) == event
    assert list(told) == [f.name for f in fields(Event)]


@settings(deadline=None)
@given(anything.claims)
def test_a_claim_comes_back_from_json(claim):
    assert claim_from_dict(json.loads(json.dumps(claim.to_dict()))) == claim


@settings(deadline=None)
@given(anything.actors)
def test_an_actor_comes_back_from_json(actor):
    assert actor_from_dict(json.loads(json.dumps(actor.to_dict()))) == actor


def test_a_record_of_a_later_schema_is_read_for_what_is_known():
    def later(told):
        """Every object in it with a field more, save spans and the maps whose keys are free."""
        if isinstance(told, list):
            return [later(t) for t in told]
        if not isinstance(told, dict) or told.keys() == {"start", "end"}:
            return told
        return {k: v if k in ("evidence", "coder", "reasons") else later(v) for k, v in told.items()} | {
            "x": 1
        }

    span = Span(0, 4)
    event = made.event(
        made.article(1),
        attribution=made.RUSSIA,
        event_loc=Place("Koro", span=span),
        dead=Count(1, 2, None, span),
        amounts=(Amount(3.0, "EUR", span),),
    )
    assert event_from_dict(later(event.to_dict())) == event
    claim = made.claim(made.article(1))
    assert claim_from_dict(later(claim.to_dict())) == claim


def test_plover_names_and_plain_values():
    told = made.event(made.article(1), dead=Count(1, 2, None, Span(0, 4))).to_dict()
    assert told["evidence"] == {"trigger": [{"start": 0, "end": 4}]}
    assert told["actor"][0]["sector_code"] == "GOV"
    assert told["dead"] == {"low": 1, "best": 2, "high": None, "span": {"start": 0, "end": 4}}
    assert told["recipient"] == []


def test_records_are_frozen():
    with pytest.raises(FrozenInstanceError):
        made.article(1).text = "other"  # type: ignore[misc]


# Spans


@settings(deadline=None)
@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_a_span_is_exactly_its_words(text, start, length):
    assert Span(start, start + length).of(text) == text[start : start + length]


@pytest.mark.parametrize(
    ("one", "other", "overlap", "contained"),
    [
        (Span(0, 4), Span(4, 8), False, False),
        (Span(0, 5), Span(4, 8), True, False),
        (Span(0, 9), Span(4, 8), True, True),
        (Span(4, 8), Span(4, 8), True, True),
        (Span(5, 6), Span(4, 8), True, False),
    ],
)
def test_spans_overlap_and_contain(one, other, overlap, contained):
    assert one.overlaps(other) == other.overlaps(one) == overlap
    assert one.contains(other) == contained


def test_spans_count_code_points():
    assert Span(2, 6).of("🇲🇱Mali") == "Mali"


# Identity


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=5), min_size=1, max_size=3),
    st.lists(st.text(max_size=5), min_size=1, max_size=3),
)
def test_equal_hashes_are_equal_parts(one, other):
    separated = all("\x1f" not in part for part in one + other)
    assert (content_hash(*one) == content_hash(*other)) == (one == other) or not separated
    assert re.fullmatch(r"[0-9a-f]{16}", content_hash(*one))


def test_hashes_do_not_change_between_versions():
    # SHA-256 of "a", from the standard's own test vectors' family; ids in stores hang on it.
    assert content_hash("a") == "ca978112ca1bbdca"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b",
        "http://example.org/a/b",
        "https://www.example.org/a/b/",
        "https://EXAMPLE.org/a/b#top",
        "https://example.org:443/a/b",
        "  https://example.org/a/b?utm_source=x&fbclid=y ",
    ],
)
def test_one_page_has_one_address(url):
    assert canonical_address(url) == "https://example.org/a/b"
    assert Article("texte", url=url).id == Article("autre", url="https://example.org/a/b").id


def test_what_names_a_page_stays():
    assert (
        canonical_address("https://example.org:8080/?p=12&lang=fr") == "https://example.org:8080?lang=fr&p=12"
    )
    assert canonical_address("https://example.org/A?b=1&a=2") == "https://example.org/A?a=2&b=1"
    assert canonical_address("https://example.org/a") != canonical_address("https://example.org/b")


@settings(deadline=None)
@given(
    st.sampled_from(["https", "http"]),
    st.from_regex(r"[a-z]{1,8}\.org(/[A-Za-z0-9]{1,5}){0,3}/?", fullmatch=True),
)
def test_an_address_is_canonical_once(scheme, rest):
    once = canonical_address(f"{scheme}://{rest}")
    assert canonical_address(once) == once


def test_an_article_without_address_is_its_title_and_text():
    assert Article("texte", title="t").id == Article("texte", title="t", outlet="Exemple").id
    assert Article("texte", title="t").id != Article("texte", title="u").id
    assert Article("texte", title="t").id != Article("texte.", title="t").id
    assert Article("texte", id="mine").id == "mine"


def test_the_text_is_the_version():
    one, other = Article("texte", id="a"), Article("texte, revu", id="a")
    assert one.text_hash != other.text_hash
    assert one.text_hash == Article("texte", id="b", title="t").text_hash


def test_the_day_of_publication():
    moment = datetime(2024, 8, 1, 23, 30, tzinfo=UTC)
    assert (
        Article("", published=moment).day == Article("", published=date(2024, 8, 1)).day == date(2024, 8, 1)
    )
    assert Article("").day is None
    assert Article("", published=moment).published_from == "given"
    assert Article("", published=moment, published_from="url").published_from == "url"
    assert Article("").published_from == ""
    assert Article("", published=moment).to_dict()["published"] == "2024-08-01T23:30:00+00:00"

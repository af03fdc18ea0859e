"""The samples: their facts are well made, and the coder's records meet them as far as the floors say."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sample_facts import SAMPLES, Sample, claim_of, coded, faults, find, is_told, samples, touches

from dragoman.codebook import types
from dragoman.records import CLAIM_KINDS, MODALITIES

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
NAMES = [s.name for s in samples()]


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return next(s for s in samples() if s.name == request.param)


def test_every_sample_has_facts() -> None:
    files = {str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*") if p.parent.name in ("fr", "en")}
    assert files == {n.partition("#")[0] for n in NAMES}


def test_there_are_enough_in_each_language() -> None:
    assert min(Counter(n[:2] for n in NAMES).values()) >= 7


def test_facts_quote_the_article(sample: Sample) -> None:
    quoted = [e["trigger"] for e in sample.facts.get("event", ())]
    quoted += [c["quote"] for c in sample.facts.get("claim", ())]
    missing = [q for q in quoted if not sample.spans(q)]
    assert not missing


def test_facts_use_the_codebook(sample: Sample) -> None:
    for fact in sample.facts.get("event", ()):
        known = types()
        assert {fact["type"], *fact.get("also", ())} <= set(known)
        assert fact.get("mode") in (None, *known[fact["type"]].modes)
        assert set(fact.get("modality", ())) <= set(MODALITIES)
    assert {c["kind"] for c in sample.facts.get("claim", ())} <= set(CLAIM_KINDS)


def test_reading_finds_the_day_and_the_language(sample: Sample) -> None:
    assert sample.article.day == date.fromisoformat(sample.facts["published"])
    assert (sample.article.language or sample.name[:2]) == sample.name[:2]


def test_no_event_where_there_is_none(sample: Sample) -> None:
    told = [
        (q, e.event_type)
        for q in sample.facts.get("nothing", ())
        for e in coded(sample.name).events
        if touches(sample.spans(q), e.evidence["trigger"])
    ]
    allowed = FLOORS["known_wrong"].get(sample.name, [])
    assert [t for t in told if t[0] not in allowed] == []


def test_no_more_events_than_can_be(sample: Sample) -> None:
    most = sample.facts.get("most_events")
    if most is None:
        pytest.skip("its facts give no most")
    assert len(coded(sample.name).events) <= most + len(FLOORS["known_wrong"].get(sample.name, ()))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_recall_precision_and_fields_hold_their_floors(language: str) -> None:
    """Printed with `pytest -s`; the floors only rise."""
    figures = measure(language)
    print(f"\n{language}:", "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    low = {k: round(v, 3) for k, v in figures.items() if v < FLOORS[language][k]}
    assert not low


def measure(language: str) -> dict[str, float]:
    """Shares of the facts found (with the type and words), of the records that are facts, of the fields right."""
    mine = [s for s in samples() if s.name.startswith(language)]
    wanted = found = records = right = fields = field_faults = claims = claims_found = whole = 0
    for s in mine:
        facts = s.facts.get("event", [])
        for fact in facts:
            made = find(s, fact)
            if not fact.get("optional"):
                wanted += 1
                found += made is not None
                whole += made is not None and not faults(fact, made)
            if made is not None:
                fields += len(set(fact) - {"type", "also", "trigger", "optional"})
                field_faults += len(faults(fact, made))
        for event in coded(s.name).events:
            records += 1
            right += any(is_told(s, fact, event) for fact in facts)
        for claim in s.facts.get("claim", ()):
            claims += 1
            claims_found += claim_of(s, claim) is not None
    return {
        "recall": found / wanted,
        "whole": whole / wanted,
        "precision": right / max(records, 1),
        "fields": 1 - field_faults / max(fields, 1),
        "claims": claims_found / max(claims, 1),
    }

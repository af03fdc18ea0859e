"""Any record that the types allow, for tests that none is lost. Apart from the samples, as writers start faster so."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dragoman.records import MODALITIES, Actor, Amount, Article, Claim, Count, Event, Place, Span

words = st.text(max_size=12)
names = st.text(min_size=1, max_size=12)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 9999), st.integers(1, 99))
codes = st.sampled_from(["MLI", "RUS", "IGO", ""])
sectors = st.sampled_from(["GOV", "MIL", "REB", "CRM", ""])
numbers = st.floats(allow_nan=False, allow_infinity=False)
reasons = st.dictionaries(names, words, max_size=2)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
partial = st.one_of(
    st.none(),
    days.map(date.isoformat),
    days.map(lambda d: d.isoformat()[:7]),
    days.map(lambda d: d.isoformat()[:4]),
)
actors = st.builds(
    Actor,
    words,
    st.none() | spans,
    words,
    st.none() | st.sampled_from(["mli", "jnim", "rus"]),
    codes,
    sectors,
    st.lists(sectors, max_size=2).map(tuple),
    st.none() | words,
    st.none() | words,
    words,
)
sides = st.lists(actors, max_size=3).map(tuple)
places = st.builds(
    Place,
    words,
    st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180),
    codes,
    words,
    st.none() | st.integers(1, 2**40),
    st.sampled_from(["place", "admin1", "admin2", "region", "country"]),
    words,
    st.none() | spans,
    words,
)
counts = st.builds(Count, st.integers(0, 9), st.integers(0, 99), st.none() | st.integers(0, 2**40), spans)
amounts = st.builds(Amount, numbers, words, spans, st.none() | st.integers(1900, 2100))
few_words = st.lists(words, max_size=2).map(tuple)
events = st.builds(
    Event,
    id=st.uuids().map(lambda u: u.hex[:16]),
    article_id=st.just("a"),
    event_type=st.sampled_from(["CONSULT", "AID", "ASSAULT", "RETREAT"]),
    event_mode=st.none() | words,
    actor=sides,
    recipient=sides,
    modality=st.sampled_from(MODALITIES),
    evidence=st.dictionaries(names, st.lists(spans, max_size=3).map(tuple), max_size=3),
    contexts=few_words,
    quad_class=words,
    score=numbers,
    cameo=words,
    date=partial,
    date_precision=st.none() | st.sampled_from(["day", "week", "month", "season", "year"]),
    event_loc=st.none() | places,
    historical=st.booleans(),
    attribution=st.none() | actors,
    attribution_chain=sides,
    dead=st.none() | counts,
    injured=st.none() | counts,
    arrested=st.none() | counts,
    topics=few_words,
    amounts=st.lists(amounts, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    language=st.sampled_from(["fr", "en", ""]),
    event_text=words,
    title=st.none() | words,
    published=st.none() | days.map(date.isoformat),
    outlet=st.none() | words,
    url=st.none() | words,
    coder=reasons,
    reasons=reasons,
)
claims = st.builds(
    Claim,
    id=st.uuids().map(lambda u: u.hex[:16]),
    article_id=st.just("a"),
    kind=st.sampled_from(["stake", "obstacle", "concern"]),
    holder=sides,
    pair=sides,
    span=spans,
    text=words,
    topics=few_words,
    attribution=st.none() | actors,
    language=st.sampled_from(["fr", "en", ""]),
    title=st.none() | words,
    published=st.none() | days.map(date.isoformat),
    outlet=st.none() | words,
    url=st.none() | words,
    confidence=st.floats(0, 1),
    coder=reasons,
    reasons=reasons,
)
articles = st.builds(
    Article,
    text=words,
    title=st.none() | words,
    language=st.none() | st.sampled_from(["fr", "en"]),
    published=st.none() | days | st.datetimes(),
    url=st.none() | st.just("https://example.org/a"),
    outlet=st.none() | words,
    id=st.just("a"),
    author=st.none() | words,
    source=words,
)

"""Coded articles for the tests of the store: made here, not by the coder, so that what must come back is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from dragoman.records import (
    MODALITIES,
    Actor,
    Amount,
    Article,
    Claim,
    Coded,
    Count,
    Event,
    Place,
    Problem,
    Span,
)

CODER = {"dragoman": "0.1.0", "schema": "1", "model": "fr 3.8.0"}

MALI = Actor("Mali", Span(0, 4), "Mali", "mli", "MLI", "GOV")
ARMY = Actor("FAMa", None, "Forces armées maliennes", "mli-mil", "MLI", "MIL")
REBELS = Actor("CMA", None, "CMA", "cma", "MLI", "REB")
JNIM = Actor("JNIM", None, "JNIM", "jnim", "", "REB")
RUSSIA = Actor("Russie", None, "Russie", "rus", "RUS", "")
RELIEF = Actor("MSF", None, "Médecins Sans Frontières", "msf", "NGO", "MED")
ECOWAS = Actor("CEDEAO", None, "CEDEAO", "ecowas", "IGO", "")


def event(article: Article, number: int = 0, **fields: object) -> Event:
    """An event of an article; `fields` say what differs from a phone call between Mali and Russia."""
    made = Event(
        id=f"{article.id}-{number}",
        article_id=article.id,
        event_type="CONSULT",
        event_mode="phone",
        actor=(MALI, RUSSIA),
        recipient=(),
        modality="happened",
        evidence={"trigger": (Span(0, 4),)},
        quad_class="verbal cooperation",
        score=1.5,
        cameo="041",
        language="fr",
        event_text="Mali et Russie se sont parlé au téléphone.",
        published=article.published.isoformat() if article.published else None,
        coder={**CODER, "frame": f"frame {number}"},
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def claim(article: Article, number: int = 0) -> Claim:
    """A stake of Mali in its relation with Russia."""
    return Claim(
        id=f"{article.id}-c{number}",
        article_id=article.id,
        kind="stake",
        holder=(MALI,),
        pair=(MALI, RUSSIA),
        span=Span(0, 4),
        text="Mali espère du blé",
        language="fr",
        published=article.published.isoformat() if article.published else None,
        coder=CODER,
    )


def article(number: int, *, words: str = "", day: date | None = date(2024, 8, 2)) -> Article:
    """The article with that number, always under the same id."""
    return Article(
        f"Mali et Russie, dépêche {number}.{words}",
        title=f"Dépêche {number}",
        language="fr",
        published=day,
        url=f"https://example.org/depeches/{number}",
        outlet="Exemple",
    )


def coded(number: int, *, words: str = "", day: date | None = date(2024, 8, 2), **fields: object) -> Coded:
    """Article `number` with 1 to 4 events and 0 to 2 claims, as many as `expected` says."""
    made = article(number, words=words, day=day)
    events, claims = expected(number)
    return Coded(
        made,
        tuple(event(made, k, **fields) for k in range(events)),
        tuple(claim(made, k) for k in range(claims)),
        (Problem("essai", "un paragraphe en bambara"),) if number % 5 == 0 else (),
    )


def expected(number: int) -> tuple[int, int]:
    """How many events and claims article `number` has."""
    return 1 + number % 4, number % 3


def spread(number: int) -> Coded:
    """Article `number` in one of six months or undated, as a stream of news would bring it."""
    return coded(number, day=date(2024, 1 + number % 6, 3) if number % 7 else None)


# Strategies

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

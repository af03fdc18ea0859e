"""Coded articles for the tests of the store: made here, not by the coder, so that what must come back is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.records import Actor, Article, Claim, Coded, Event, Problem, Span

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

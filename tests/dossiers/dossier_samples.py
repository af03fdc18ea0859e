"""Events and claims made by hand, and the two articles every dossier must get right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dragoman import Coder
from dragoman.codebook import quad_class, score
from dragoman.reading import read
from dragoman.records import Actor, Article, Claim, Coded, Event, Span, content_hash

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "journal-du-niger-2024-08-01-mali-russie.txt"
RETELLING = ROOT / "samples" / "fr" / "mali-russie-entretien.txt"

MALI = Actor(raw_text="le Mali", entity_name="Mali", actor_id="mli", code="MLI", sector_code="GOV")
RUSSIA = Actor(raw_text="la Russie", entity_name="Russia", actor_id="rus", code="RUS", sector_code="GOV")
FRANCE = Actor(raw_text="la France", entity_name="France", actor_id="fra", code="FRA", sector_code="GOV")
ALGERIA = Actor(raw_text="l'Algérie", entity_name="Algeria", actor_id="dza", code="DZA", sector_code="GOV")
REBELS = Actor(raw_text="les rebelles du nord", code="MLI", sector_code="REB")


def event(
    day: str | None,
    event_type: str = "CONSULT",
    mode: str | None = None,
    *,
    words: str = "se sont entretenus",
    published: str | None = None,
    article: str | None = None,
    **given: Any,
) -> Event:
    """An event between Mali and Russia told by `words`, which are its whole sentence; published on its day."""
    published = published or (day or "2024-01-01")
    article = article or f"{published}-{words}"
    made: dict[str, Any] = {
        "id": content_hash(
            article, str(day), event_type, str(mode), words, repr(sorted(given.items(), key=str))
        ),
        "article_id": article,
        "event_type": event_type,
        "event_mode": mode,
        "actor": (MALI, RUSSIA) if event_type in ("CONSULT", "COOPERATE") else (RUSSIA,),
        "recipient": () if event_type in ("CONSULT", "COOPERATE") else (MALI,),
        "modality": "happened",
        "evidence": {"trigger": (Span(0, len(words)),)},
        "quad_class": quad_class(event_type),
        "score": score(event_type, mode),
        "date": day,
        "date_precision": "day" if day else None,
        "confidence": 0.5,
        "language": "fr",
        "event_text": words,
        "published": published,
        "outlet": "Sahel Dépêches",
        "topics": ("energy",),
    }
    return Event(**{**made, **given})


def claim(kind: str = "stake", **given: Any) -> Claim:
    """A claim of Mali's about Mali and Russia."""
    text = given.pop("text", "espère ramener la paix")
    made: dict[str, Any] = {
        "id": content_hash(kind, text, repr(given)),
        "article_id": "one",
        "kind": kind,
        "holder": (MALI,),
        "pair": (MALI, RUSSIA),
        "span": Span(0, len(text)),
        "text": text,
        "language": "fr",
        "published": "2024-08-01",
        "outlet": "Sahel Dépêches",
    }
    return Claim(**{**made, **given})


@cache
def coded(path: Path) -> Coded:
    """What the coder makes of a file that holds one article."""
    [article] = read([str(path)])
    assert isinstance(article, Article)
    return Coder().read(article)

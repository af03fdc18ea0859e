"""Records for the tests of linking, made here so that what belongs together is known."""

from __future__ import annotations

from typing import Any

from dragoman.records import Actor, Article, Count, Event, Place, Span

ARMY = Actor("l'armée", Span(0, 4), "Armed forces of Mali", "mli-mil", "MLI", "MIL")
JNIM = Actor("JNIM", None, "JNIM", "jnim", "", "REB")
GUNMEN = Actor("gunmen", None, "", None, "MLI", "UAF")
KORO = Place("Koro", 14.067, -3.078, "MLI", "Mopti", 2455290)
KIDAL = Place("Kidal", 18.441, 1.408, "MLI", "Kidal", 2455290 + 1)
MALI = Place("Mali", 17.0, -4.0, "MLI", precision="country")


def minister(name: str, code: str) -> Actor:
    """A state's minister."""
    return Actor(name, None, name, None, code, "GOV", office="minister")


def people(count: int, low: int | None = None, high: int | None = -1) -> Count:
    """That many, or between `low` and `high`."""
    return Count(count if low is None else low, count, count if high == -1 else high, Span(0, 4))


def told(id: str, **fields: Any) -> Event:
    """A record of an ambush near Koro on 2 August 2024; `fields` say what differs."""
    given: dict[str, Any] = {
        "article_id": f"article-{id}",
        "event_type": "ASSAULT",
        "event_mode": None,
        "actor": (),
        "recipient": (ARMY,),
        "modality": "happened",
        "evidence": {"trigger": (Span(0, 4),)},
        "date": "2024-08-02",
        "date_precision": "day",
        "event_loc": KORO,
        "language": "fr",
        "event_text": "Une patrouille est tombée dans une embuscade.",
        "published": "2024-08-03",
        "outlet": f"Outlet {id}",
        "confidence": 0.5,
        **fields,
    }
    return Event(id=id, **given)


def article(id: str, text: str, outlet: str = "Outlet") -> Article:
    """An article of that id."""
    return Article(text, id=f"article-{id}", outlet=outlet)

"""Name or role in context, language and date → Actor or Place, with a score and a reason; tables built from open data.

from dragoman.knowledge import Actors, Places
Actors().find("le ministre malien des Affaires étrangères", on=date(2024, 8, 1))[0].actor
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.knowledge.actors import ActorMatch, Actors
    from dragoman.knowledge.places import PlaceMatch, Places

__all__ = ["ActorMatch", "Actors", "PlaceMatch", "Places"]


def __getattr__(name: str) -> Any:
    """Load a face on first use: asking for an actor must not pay for the gazetteer."""
    if name in ("Actors", "ActorMatch"):
        from dragoman.knowledge import actors

        return getattr(actors, name)
    if name in ("Places", "PlaceMatch"):
        from dragoman.knowledge import places

        return getattr(places, name)
    raise AttributeError(f"module 'dragoman.knowledge' has no attribute {name!r}")

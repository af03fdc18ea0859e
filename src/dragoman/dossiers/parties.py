"""Who somebody is in a dossier: the name in both languages, and on which side an actor stands."""

from __future__ import annotations

from functools import cache

from dragoman.codebook import STATE_SECTORS
from dragoman.dossiers.dossier import Party
from dragoman.knowledge import Actors
from dragoman.records import Actor

KINDS = ("IGO", "NGO", "MNC")


@cache
def _actors() -> Actors:
    return Actors()


@cache
def party(key: str) -> Party:
    """The party of a country code or `actor_id`, under its names in the knowledge tables, else under the key."""
    row = _actors().get(key.lower()) if key and key not in KINDS else None
    return Party(key, row.name, row.name_fr or row.name) if row else Party(key, key, key)


def party_of(actor: Actor) -> Party:
    """The party that an actor of a record is: its own name where it has one, else the words of the text."""
    if actor.actor_id and (found := party(actor.actor_id)).en != actor.actor_id:
        return Party(actor.actor_id, found.en, found.fr)
    name = actor.entity_name or actor.raw_text
    return Party(actor.actor_id or actor.code, name, name)


def whose(actor: Actor) -> Party:
    """Whom an actor acts for: its country where it is of its state, else itself."""
    if actor.code and actor.code not in KINDS and actor.sector_code in STATE_SECTORS:
        return party(actor.code)
    return party_of(actor)


def is_of(actor: Actor, key: str) -> bool:
    """Whether an actor counts as the side `key`, as the filters of a store take it: a country is its state."""
    if key.isupper():
        return actor.code == key and (key in KINDS or actor.sector_code in STATE_SECTORS)
    return actor.actor_id == key

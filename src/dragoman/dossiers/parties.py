"""Who somebody is in a dossier: the name in both languages, and on which side an actor stands."""

from __future__ import annotations

from functools import cache

from dragoman.codebook import STATE_SECTORS
from dragoman.dossiers.dossier import Party
from dragoman.knowledge import Actors
from dragoman.records import Actor

KINDS = ("IGO", "NGO", "MNC")

STATE_BODIES = {
    "government": ("government", "gouvernement"),
    "army": ("armed forces", "forces armées"),
    "police": ("police", "police"),
    "parliament": ("parliament", "parlement"),
    "judiciary": ("judiciary", "justice"),
    "intelligence": ("intelligence", "renseignement"),
}
"""Kinds of the knowledge tables that are a body of a state, in English and French."""


@cache
def _actors() -> Actors:
    return Actors()


@cache
def party(key: str) -> Party:
    """The party of a country code or `actor_id`, under its names in the knowledge tables, else under the key."""
    row = _actors().get(key.lower()) if key and key not in KINDS else None
    return Party(key, row.name, row.name_fr or row.name) if row else Party(key, key, key)


def party_of(actor: Actor) -> Party:
    """The party that an actor of a record is: a person by name, a body in both languages, else the words of the text."""
    row = _actors().get(actor.actor_id) if actor.actor_id else None
    name = actor.entity_name or actor.raw_text
    if row is None or name not in (row.name, row.name_fr):
        return Party(actor.actor_id or actor.code, name, name)
    if row.name != row.name_fr or row.kind not in STATE_BODIES:
        return Party(row.actor_id, row.name, row.name_fr or row.name)
    # "Government of Russia" has no French name in the tables; the state has one.
    state, (en, fr) = party(row.code), STATE_BODIES[row.kind]
    return Party(row.actor_id, f"{state.en} ({en})", f"{state.fr} ({fr})")


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

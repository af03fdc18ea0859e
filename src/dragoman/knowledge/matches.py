"""What `Actors.find` gives: a candidate with its score, its reason and its kind."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.actor_tables import ActorRow
from dragoman.knowledge.roles import split
from dragoman.records import Actor


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """One candidate: the actor, how sure (0 to 1), why, of what kind, and the person's own row where one is meant."""

    actor: Actor
    score: float
    reason: str
    kind: str
    person_id: str | None = None


def actor_of(row: ActorRow, mention: str, entity: str, office: str | None, reason: str) -> Actor:
    """The Actor of a row; what a junta's council does is done by the government it is."""
    actor_id = f"{row.code.lower()}-gov" if row.kind == "government" and row.code else row.actor_id
    return Actor(
        raw_text=mention, entity_name=entity, actor_id=actor_id, code=row.code, sector_code=row.sector,
        other_sector_codes=split(row.other), office=office, wikidata_id=row.wikidata or None, reason=reason,
    )  # fmt: skip

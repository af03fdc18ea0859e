"""Whom a role belongs to: the countries and bodies that a mention names, and which of them its head takes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dragoman.knowledge.actor_tables import ActorRow, ActorTables
from dragoman.knowledge.mention_parts import Reading
from dragoman.knowledge.persons import PROMINENCE, Persons
from dragoman.knowledge.roles import Meaning

STATE = frozenset({"state", "capital", "metonym", "adjective", "people", "person"})
# Where one name is several countries': the one that news mean unless the context says otherwise.
USUAL = {"cod": 0.08, "gin": 0.08, "kor": 0.08, "geo": 0.05, "dom": 0.05, "nga": 0.04}


class Owner(NamedTuple):
    """Whom a role belongs to: a country or a row of the tables, and the entry that named it."""

    code: str
    row: ActorRow
    type: str
    surface: str
    weight: float
    relation: str


class Owners:
    """Finds owners over one set of tables."""

    def __init__(self, tables: ActorTables, persons: Persons) -> None:
        self.tables = tables
        self.persons = persons

    def of(self, reading: Reading, country: str | None, on: date | None) -> list[Owner]:
        """All owners that the mention names, each with how sure it is meant; ambiguous names give several."""
        made = []
        for part in reading.owners:
            said = reading.text(part.start, part.end)
            for entry in part.entries:
                if entry.type in STATE:
                    row = self.tables.actors.get(entry.id)
                    weight = 0.95 if reading.language in ("", entry.language) or not entry.language else 0.9
                elif entry.type in ("actor", "user"):
                    row = self.tables.row(entry.id, on)
                    weight = 0.95 if not entry.language or reading.language in ("", entry.language) else 0.9
                    if row is not None and on is not None and not _alive(row, on):
                        weight -= 0.25
                else:
                    continue
                if row is None:
                    continue
                if country and row.code == country:
                    weight += 0.04
                if entry.type == "user":
                    weight = 0.99
                kind = "actor" if entry.type == "user" else entry.type
                made.append(Owner(row.code, row, kind, said, weight, part.relation))
        if not made:
            made = [
                Owner(row.code, row, "person", row.name, 0.85, "of")
                for person_id, _, _ in self.persons.owning(reading)
                if (row := self._home(person_id, on)) is not None
            ]
        codes = {o.row.actor_id for o in made}
        if len(codes) > 1:
            made = [o._replace(weight=_shared(o, made, country)) for o in made]
        return made

    def chosen(self, reading: Reading, owners: list[Owner], meaning: Meaning) -> list[Owner]:
        """The owners that the head role belongs to: a body over a country, what stands nearest over what is far."""
        abroad = "abroad" in meaning.flags
        near = [o for o in owners if o.relation in ("", "of")]
        if not near:
            return [] if abroad else [o for o in owners if o.relation == "at" and o.type in STATE]
        bodies = [o for o in near if o.type == "actor"]
        states = [o for o in near if o.type in STATE]
        if bodies and not (
            states and meaning.office and meaning.role.sector == "GOV" and not meaning.flags & {"generic"}
        ):
            return bodies
        if abroad and states:
            first = states[0].relation if states[0].relation == "" else "of"
            own = [o for o in states if o.relation == first] or states
            return [o for o in own if o.surface.lower() == own[0].surface.lower()]
        adjectives = [o for o in states if o.relation == ""]
        return adjectives or states

    def head(self, reading: Reading, owners: list[Owner]) -> list[Owner]:
        """The owners that the phrase is about: those outside complements, of them the last in English where they
        stand side by side ("Iran's Revolutionary Guards", "US Congress")."""
        near = [o for o in owners if o.relation == ""] or [
            o for o in owners if o.relation == owners[0].relation
        ]
        parts = [p for p in reading.owners if p.relation == near[0].relation]
        if reading.language == "en" and len(parts) > 1 and parts[-1].start == parts[-2].end:
            last = parts[-1]
            if any(e.type == "state" for e in last.entries) and any(
                e.type == "actor" for e in parts[-2].entries
            ):
                last = parts[-2]  # "BBC Wales" is the BBC
            kept = {e.id for e in last.entries}
            return [o for o in near if o.row.actor_id in kept]
        return near

    def _home(self, person_id: str, on: date | None) -> ActorRow | None:
        stint, _ = self.persons.stint(person_id, set(), "", on)
        if stint.office not in PROMINENCE and stint.office != "opposition-leader":
            return None
        return self.tables.actors.get(stint.org) or self.tables.actors.get(stint.org.lower())


def _shared(owner: Owner, owners: list[Owner], country: str | None) -> float:
    rivals = {
        o.row.actor_id for o in owners if o.surface.lower() == owner.surface.lower() and o.type == owner.type
    }
    if len(rivals) < 2:
        return owner.weight
    if country and owner.code == country:
        return owner.weight
    return owner.weight - 0.25 + USUAL.get(owner.row.actor_id, 0)


def _alive(row: ActorRow, on: date) -> bool:
    day = on.isoformat()
    return (not row.since or row.since <= day) and (not row.until or day <= row.until)

"""Who a mention means: a name, a role or both, with its country and date → ranked `ActorMatch`es, each with its reason.

    Actors().find("le ministre malien des Affaires étrangères", on=date(2024, 8, 1))[0].actor.entity_name

An empty list is "don't know". Nothing is guessed: a role without a country keeps an empty code, a title without a
date names nobody, a name that several share gives them all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from dragoman.codebook import SECTORS
from dragoman.knowledge.actor_tables import ActorRow, ActorTables, Stint, load
from dragoman.knowledge.compose import Composer
from dragoman.knowledge.matches import ActorMatch
from dragoman.knowledge.offices import office_of
from dragoman.knowledge.reading_mention import read
from dragoman.knowledge.user_actors import FILE, load_user_actors, tables_with

__all__ = ["ActorMatch", "Actors"]

CACHE = 65_536  # mentions; a month of a news agency's has fewer different ones


class Actors:
    """The actors of the built-in tables, a store's own (`dragoman knowledge add`) before them.

    `store` is the folder of a store, or None.
    """

    def __init__(self, store: str | Path | None = None) -> None:
        own = Path(store) / FILE if store is not None else None
        self._tables: ActorTables = tables_with(load_user_actors(own)) if own and own.exists() else load()
        self._composer = Composer(self._tables)
        self._cached: Callable[..., tuple[ActorMatch, ...]] = lru_cache(CACHE)(self._resolve)

    def find(
        self,
        mention: str,
        country: str | None = None,
        on: date | None = None,
        language: str | None = None,
    ) -> list[ActorMatch]:
        """Ranked candidates for a mention as the text has it, determiners and all; [] is "don't know".

        `country` (alpha-3) fills what the words leave open, `on` the day on which offices and groups are read.
        """
        return list(self._cached(unicodedata.normalize("NFC", mention), country, on, language))

    def why_not(
        self, mention: str, country: str | None = None, on: date | None = None, language: str | None = None
    ) -> str:
        """Why `find` gives nobody for a mention; empty where it gives somebody."""
        if self.find(mention, country, on, language):
            return ""
        if not mention.strip():
            return "nothing was asked"
        reading = read(unicodedata.normalize("NFC", mention), self._tables, language)
        shared = next((p for p in reading.people if any(e.type == "surname" for e in p.entries)), None)
        if shared is not None:
            said = reading.text(shared.start, shared.end)
            return f"too many bear the name “{said}”; a given name, an office or a country must stand with it"
        if reading.head_unknown and (reading.roles or reading.owners):
            return "what it names belongs to somebody known, but is itself no name and no role of the tables"
        if reading.strangers and (reading.roles or reading.owners):
            unknown = reading.text(reading.strangers[-1].start, reading.strangers[-1].end)
            return f"it is about “{unknown}”, which is in no table"
        return "none of its words is a name or a role in the tables"

    def get(self, actor_id: str) -> ActorRow | None:
        """The row of an actor; of a person, the row of their latest office; of a state's sector ("mli-cvl") one made
        from the state's; None where there is none."""
        row = self._tables.actors.get(actor_id)
        if row is None and actor_id in self._tables.by_person:
            return self._person(actor_id)
        if row is None and actor_id[3:4] == "-" and actor_id[:3] in self._tables.actors:
            state, sector = self._tables.actors[actor_id[:3]], actor_id[4:].upper()
            if sector in SECTORS:
                made = f"{SECTORS[sector]} of {state.name}"
                return state._replace(
                    actor_id=actor_id, kind="sector", sector=sector, name=made, name_fr=made
                )
        return row

    def offices(self, person_id: str) -> list[Stint]:
        """The offices a person held, as far as the tables go, oldest first."""
        return sorted(self._tables.by_person.get(person_id, ()), key=lambda stint: stint.since)

    def members(self, actor_id: str, on: date | None = None) -> frozenset[str]:
        """The countries (alpha-3) that belonged to an alliance or mission on a day, or ever where none is given."""
        day = on.isoformat() if on else None
        return frozenset(
            code
            for code, since, until in self._tables.members.get(actor_id, ())
            if day is None or (since <= day and (not until or day < until))
        )

    def _person(self, person_id: str) -> ActorRow:
        last = self.offices(person_id)[-1]
        org = self._tables.actors.get(last.org) or self._tables.actors[last.org.lower()]
        sector = office_of(last.office).sector if org.kind == "state" else org.sector
        return org._replace(
            actor_id=person_id, kind="person", sector=sector, name=last.person, name_fr=last.person,
            since=last.since, until=last.until, source=last.source, wikidata="",
        )  # fmt: skip

    def names(self) -> Iterator[tuple[str, str | None, str, str]]:
        """Every surface with its language (None: any), its kind and the key of its row."""
        for key in self._tables.names:
            for entry in self._tables.entries(key):
                if entry.type != "word":
                    yield entry.surface, entry.language or None, entry.type, entry.id

    def _resolve(
        self, mention: str, country: str | None, on: date | None, language: str | None
    ) -> tuple[ActorMatch, ...]:
        reading = read(mention, self._tables, language)
        return tuple(self._composer.compose(reading, mention, country, on))

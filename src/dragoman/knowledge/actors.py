"""Who a mention means: a name, a role or both, with its country and date → ranked `ActorMatch`es, each with its reason.

    Actors().find("le ministre malien des Affaires étrangères", on=date(2024, 8, 1))[0].actor.entity_name

An empty list is "don't know". Nothing is guessed: a role without a country keeps an empty code, a title without a
date names nobody, a name that several share gives them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from dragoman.knowledge.actor_tables import ActorRow, ActorTables, load
from dragoman.knowledge.compose import ActorMatch, Composer
from dragoman.knowledge.reading_mention import read

__all__ = ["ActorMatch", "Actors"]

CACHE = 65_536  # mentions; a month of a news agency's has fewer different ones


class Actors:
    """The actors of the built-in tables, a store's own (`dragoman knowledge add`) before them.

    `store` is the folder of a store, or None.
    """

    def __init__(self, store: str | Path | None = None) -> None:
        self._tables: ActorTables = load()
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
        return list(self._cached(mention, country, on, language))

    def get(self, actor_id: str) -> ActorRow | None:
        """The row of an actor, or None."""
        return self._tables.actors.get(actor_id)

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

"""People in a mention: full names, surnames, spellings of them, and which office they held on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.knowledge import offices
from dragoman.knowledge.actor_tables import ActorTables, Stint
from dragoman.knowledge.mention import key_of, skeleton
from dragoman.knowledge.reading_mention import Reading

# Heads of state and government are what a bare surname means before a minister, in news of any place.
PROMINENCE = {
    "president": 0.12, "prime-minister": 0.1, "monarch": 0.1, "supreme-leader": 0.1, "foreign-minister": 0.06,
    "secretary-general": 0.08, "junta-leader": 0.1, "defence-minister": 0.04, "head": 0.05, "leader": 0.04,
}  # fmt: skip


class Persons:
    """Look-ups of people over one set of tables."""

    def __init__(self, tables: ActorTables) -> None:
        self.tables = tables

    def named(self, reading: Reading) -> Iterator[tuple[str, float, str]]:
        """Person id, score and how it was found, for every person the mention can name."""
        for part in reading.people:
            for entry in part.entries:
                if entry.type == "person":
                    yield entry.id, 0.95, f"“{entry.surface}” is"
                elif entry.type == "surname":
                    yield entry.id, 0.7, f"“{entry.surface}” is a name of"
        for start, end, relation in reading.strangers:
            if relation in ("", "by"):
                yield from self._spelled(reading, start, end)

    def _spelled(self, reading: Reading, start: int, end: int) -> Iterator[tuple[str, float, str]]:
        words = [t.text for t in reading.tokens[start:end]]
        for length in (3, 2, 1):
            if length > len(words):
                continue
            surname, given = " ".join(words[-length:]), words[:-length]
            keys = [surname] if surname in self.tables.names else []
            near = [] if keys or length > 1 or len(surname) < 5 else self.tables.alike(surname)
            for key in keys or near:
                for entry in self.tables.entries(key):
                    if entry.type == "surname" and self._given_fits(given, entry.id):
                        spelled = reading.text(start, end)
                        score = (0.88 if given else 0.7) - (0.08 if key in near else 0)
                        yield entry.id, score, f"“{spelled}” is a spelling of"

    def _given_fits(self, given: list[str], person_id: str) -> bool:
        own = {skeleton(word) for word in key_of(self.tables.by_person[person_id][0].person).split(" ")}
        return all(
            skeleton(word) in own or (len(word) == 1 and any(o.startswith(word) for o in own))
            for word in given
        )

    def stint(self, person_id: str, codes: set[str], office: str, on: date | None) -> tuple[Stint, str]:
        """The office that counts on the day and whether it is held then: held, former, before, undated."""
        stints = self.tables.by_person[person_id]
        if on is None:
            fitting = [s for s in stints if s.org in codes and s.office == office] or [
                s for s in stints if s.office == office
            ]
            return max(fitting or stints, key=lambda s: s.until or "9999"), "undated"
        day = on.isoformat()
        held = [s for s in stints if s.covers(day)]
        if held:
            return max(held, key=lambda s: self._fit(s, codes, office)), "held"
        past = [s for s in stints if s.until and s.until <= day]
        if past:
            return max(past, key=lambda s: s.until), "former"
        return min(stints, key=lambda s: s.since), "before"

    @staticmethod
    def _fit(stint: Stint, codes: set[str], office: str) -> float:
        wanted = offices.STANDS_FOR.get(office, (office,))
        return (
            (stint.org in codes)
            + 2 * (stint.office in wanted)
            + PROMINENCE.get(stint.office, 0)
            + 0.5 * (len(stint.org) == 3)
        )

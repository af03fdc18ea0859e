"""People in a mention: full names, surnames, spellings of them, and which office they held on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.knowledge import offices
from dragoman.knowledge.actor_tables import ActorTables, Stint
from dragoman.knowledge.mention import key_of, skeleton
from dragoman.knowledge.mention_parts import Part, Reading

# Heads of state and government are what a bare surname means before a minister, in news of any place.
PROMINENCE = {
    "president": 0.12, "prime-minister": 0.1, "monarch": 0.1, "supreme-leader": 0.1, "foreign-minister": 0.06,
    "secretary-general": 0.08, "junta-leader": 0.1, "defence-minister": 0.04, "head": 0.05, "leader": 0.04,
}  # fmt: skip


_LONG_AGO = "2010"  # who left office before is rarely the one whom news call by the surname alone

SURNAME = 0.64  # a bare surname, before country, office and prominence speak


class Persons:
    """Look-ups of people over one set of tables."""

    def __init__(self, tables: ActorTables) -> None:
        self.tables = tables

    def named(self, reading: Reading) -> Iterator[tuple[str, float, str]]:
        """Person id, score and how it was found, for every person that the head of the mention can name."""
        titled = bool(reading.roles) or "honour" in reading.modifiers
        for part in reading.people:
            yield from self._of(part, titled)
        for item in reading.strangers:
            if item.relation == "":
                yield from self._spelled(reading, item.start, item.end)

    def owning(self, reading: Reading) -> Iterator[tuple[str, float, str]]:
        """The same for the persons that something in the mention belongs to ("Trump's allies")."""
        for part in reading.person_owners:
            yield from self._of(part, False)

    def _of(self, part: Part, titled: bool) -> Iterator[tuple[str, float, str]]:
        bare = any(e.type == "word" and e.id == "notbare" for e in self.tables.entries(self._key(part)))
        for entry in part.entries:
            if entry.type == "person":
                yield entry.id, 0.95, f"“{entry.surface}” is"
            elif entry.type == "surname" and (titled or not bare):
                rival = not titled and any(e.type in ("actor", "state", "capital") for e in part.entries)
                yield entry.id, SURNAME - (0.2 if rival else 0), f"“{entry.surface}” is a name of"

    @staticmethod
    def _key(part: Part) -> str:
        return key_of(part.entries[0].surface)

    def _spelled(self, reading: Reading, start: int, end: int) -> Iterator[tuple[str, float, str]]:
        words = [t.text for t in reading.tokens[start:end]]
        for family, given in ((words[-3:], words[:-3]), (words[-2:], words[:-2]), (words[-1:], words[:-1]),
                              (words[:1], words[1:])):  # fmt: skip
            surname = " ".join(family)
            keys = [surname] if surname in self.tables.names else []
            # One word without a given name is matched by spelling only where it is long enough to be distinctive.
            near = (
                []
                if keys or len(family) > 1 or len(surname) < (4 if given else 8)
                else self.tables.alike(surname)
            )
            for key in keys or near:
                for entry in self.tables.entries(key):
                    if entry.type == "surname" and self._given_fits(given, entry.id):
                        spelled = reading.text(start, end)
                        score = (0.88 if given else SURNAME) - (0.08 if key in near else 0)
                        yield entry.id, score, f"“{spelled}” is a spelling of"

    def _given_fits(self, given: list[str], person_id: str) -> bool:
        own = {skeleton(word) for word in key_of(self.tables.by_person[person_id][0].person).split(" ")}
        odd = [
            n
            for n, word in enumerate(given)
            if skeleton(word) not in own and not (len(word) == 1 and any(o.startswith(word) for o in own))
        ]
        # "Michel Joseph Martelly": a middle name that the tables lack, between a first and a last that they have.
        return not odd or (odd == [1] and len(given) == 2 and len(given[1]) > 1)

    def home(self, person_id: str) -> str:
        """The state that a person once held an office of; empty where the tables know of none, or of several."""
        states = {s.org for s in self.tables.by_person[person_id] if len(s.org) == 3 and s.org.isupper()}
        return states.pop() if len(states) == 1 else ""

    def stint(self, person_id: str, codes: set[str], office: str, on: date | None) -> tuple[Stint, str]:
        """The office that counts on the day and whether it is held then: held, former, before, undated."""
        stints = self.tables.by_person[person_id]
        if on is None:
            fitting = [s for s in stints if s.org in codes and s.office == office] or [
                s for s in stints if s.office == office
            ]
            latest = max(s.until or "9999" for s in fitting or stints)
            last = [s for s in fitting or stints if (s.until or "9999") == latest]
            return max(last, key=lambda s: self._fit(s, codes, office)), "undated"
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

    @staticmethod
    def weight(stint: Stint, state: str, base: float, at_home: bool) -> float:
        """What office and time add to a bare surname; a full name needs neither."""
        if base > 0.8:
            return 0.0
        made = PROMINENCE.get(stint.office, 0.0) + (0.0 if at_home else -0.15)
        if state == "undated":  # the later the office, the likelier in the news
            return made + (0.02 if not stint.until else -0.06 if stint.until < _LONG_AGO else 0.0)
        return made - {"held": 0.0, "former": 0.06, "before": 0.2}[state]

"""The actor tables as they are asked: names by filing key, actors by id, offices by country and by person.

Loading reads four tab-separated files; an entry is parsed when a mention first meets it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge.mention import skeleton

TABLES = Path(__file__).parent / "tables"


class Entry(NamedTuple):
    """One meaning of a name: `type` (state, adjective, people, capital, metonym, actor, person, surname, role,
    portfolio, word), the key of its row, the language it is used in ("" both), the spelling it was filed from."""

    type: str
    id: str
    language: str
    surface: str


class ActorRow(NamedTuple):
    """One actor. Dates are ISO, empty where open; `other` are secondary sectors."""

    actor_id: str
    kind: str
    code: str
    sector: str
    other: str
    name: str
    name_fr: str
    since: str
    until: str
    wikidata: str
    source: str


class Stint(NamedTuple):
    """One person in one office: `org` is an alpha-3 code or an actor_id; a year alone counts from January to December."""

    person_id: str
    person: str
    org: str
    office: str
    since: str
    until: str
    source: str
    wikidata: str

    def covers(self, day: str) -> bool:
        """Whether the office was held on an ISO day (the first day counts, the last is the successor's)."""
        return self.since <= day and (not self.until or day < self.until or day[:4] == self.until)


class Role(NamedTuple):
    """What a role noun says: sector, secondary sectors, office, and flags that steer what it takes from its context."""

    key: str
    sector: str
    other: str
    office: str
    flags: frozenset[str]


class Phase(NamedTuple):
    """What an actor was between two days, where that is not what its row says."""

    since: str
    until: str
    code: str
    sector: str
    other: str


@dataclass(slots=True)
class ActorTables:
    """All look-ups; `names` maps a filing key to its entries as text, `longest` the first word, or the first two, of
    keys to the number of words of the longest that begins so."""

    names: dict[str, str]
    actors: dict[str, ActorRow]
    roles: dict[str, Role]
    by_office: dict[tuple[str, str], list[Stint]]
    by_person: dict[str, list[Stint]]
    phases: dict[str, list[Phase]]
    members: dict[str, list[tuple[str, str, str]]]  # org → (code, since, until)
    longest: dict[str, int] = field(default_factory=dict)
    _parsed: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    _skeletons: dict[str, list[str]] = field(default_factory=dict)
    alone: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    """What a known word as written means by itself, by language: as many as there are one-word keys, and their capitals."""

    def __post_init__(self) -> None:
        longest = self.longest
        for key in self.names:
            words = key.split(" ")
            first = words[0]
            longest.setdefault(first, 1)
            if len(words) > 1:
                pair = f"{first} {words[1]}"
                if longest.get(pair, 1) < len(words):
                    longest[pair] = len(words)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """All meanings of a filing key."""
        parsed = self._parsed.get(key)
        if parsed is None:
            text = self.names.get(key)
            parsed = tuple(Entry(*part.split("|", 3)) for part in text.split("\t")) if text else ()
            self._parsed[key] = parsed
        return parsed

    def alike(self, word: str) -> list[str]:
        """Filing keys of people (one word) that are spellings of this one: same skeleton, or one letter off when it
        has seven letters or more."""
        if not self._skeletons:
            self._index_people()
        found = self._skeletons.get(skeleton(word), [])
        if found or len(word) < 7:
            return found
        return [
            key
            for cut in _deletions(word)
            for key in self._skeletons.get("-" + cut, [])
            if _one_off(key, word)
        ]

    def _index_people(self) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        for key, text in self.names.items():
            if " " not in key and len(key) >= 5 and "surname|" in text:
                index[skeleton(key)].append(key)
                if len(key) >= 7:
                    for cut in _deletions(key):
                        index["-" + cut].append(key)
        self._skeletons.update(index)

    def holders(self, org: str, offices: Iterable[str], day: str) -> Iterator[Stint]:
        """Who held one of the offices of a country or body on a day, by the order of the offices."""
        for office in offices:
            for stint in self.by_office.get((org, office), ()):
                if stint.covers(day):
                    yield stint

    def row(self, actor_id: str, on: date | None) -> ActorRow | None:
        """The actor as it was on a day (today's where none is given)."""
        row = self.actors.get(actor_id)
        if row is None or actor_id not in self.phases:
            return row
        day = on.isoformat() if on else "9999"
        for phase in self.phases[actor_id]:
            if phase.since <= day and (not phase.until or day < phase.until):
                return row._replace(code=phase.code, sector=phase.sector, other=phase.other)
        return row


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))} | {word}


def _one_off(a: str, b: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1


def _lines(name: str, tables: Path) -> list[str]:
    return (tables / name).read_text(encoding="utf-8").splitlines()


@cache
def load(tables: Path = TABLES) -> ActorTables:
    """The built-in tables, read once a process."""
    names = dict(line.split("\t", 1) for line in _lines("names.tsv", tables))
    actors = {}
    for line in _lines("actors.tsv", tables)[1:]:
        row = ActorRow(*line.split("\t"))
        actors[row.actor_id] = row
    roles = {}
    for line in _lines("roles.tsv", tables)[1:]:
        key, sector, other, office, flags = line.split("\t")
        roles[key] = Role(key, sector, other, office, frozenset(flags.split("|")))
    by_office: dict[tuple[str, str], list[Stint]] = defaultdict(list)
    by_person: dict[str, list[Stint]] = defaultdict(list)
    for line in _lines("holders.tsv", tables)[1:]:
        stint = Stint(*line.split("\t"))
        by_office[stint.org, stint.office].append(stint)
        by_person[stint.person_id].append(stint)
    phases: dict[str, list[Phase]] = defaultdict(list)
    for line in _lines("phases.tsv", tables)[1:]:
        actor_id, *rest = line.split("\t")
        phases[actor_id].append(Phase(*rest))
    members: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for line in _lines("members.tsv", tables)[1:]:
        org, code, since, until, _ = line.split("\t")
        members[org].append((code, since, until))
    return ActorTables(names, actors, roles, dict(by_office), dict(by_person), dict(phases), dict(members))

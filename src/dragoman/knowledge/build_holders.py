"""Who held which office from when to when: the curated rows first, then Wikidata and REIGN where those are silent."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.knowledge.mention import key_of


class Holder(NamedTuple):
    """One stint: `org` is a country's alpha-3 or an actor_id, dates are ISO (a year alone where no more is known)."""

    person: str
    org: str
    office: str
    since: str
    until: str
    source: str
    names: tuple[str, ...] = ()


# Wikidata's label of a position → our office; a label that fits none is left out.
_POSITIONS = (
    (
        r"president of the council of ministers|prime minister|premier of|chancellor|taoiseach|chief minister",
        "prime-minister",
    ),
    (r"chairman of the presidential council|president", "president"),
    (
        r"monarch|king|sultan|emir|prince|emperor|druk gyalpo|yang di|ngwenyama|o le ao|pope",
        "monarch",
    ),
    (r"supreme leader", "supreme-leader"),
    (r"military leader", "president"),
)
# Particles that belong to the surname after them.
_PARTICLES = {"al", "el", "ben", "bin", "ibn", "van", "von", "der", "de", "di", "da", "du", "le", "la", "ould", "ag", "dos", "abu", "abou"}  # fmt: skip


_LEADING = frozenset({"president", "prime-minister", "monarch"})
_OUR_TIME = "2015"  # who left office earlier is in the news as a former official, by full name

# Where the family name stands first; Japan's news names are turned round in both languages.
_FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "SGP"}


def holder_rows(curated: Path, shared: Path, countries: Mapping[str, Mapping[str, Any]]) -> list[Holder]:
    """All stints: curated files in name order, then the open data for persons and offices they don't cover."""
    rows = [holder for path in sorted(curated.glob("holders-*.csv")) for holder in _curated(path)]
    canonical = {key_of(n): h.person for h in rows for n in (h.person, *h.names) if " " in n}
    posts: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for h in rows:
        posts[h.org, h.office].append(h)
    months = _reign(shared / "leaders" / "reign-leaderlist-2021-03.csv")
    for holder in _wikidata(shared / "leaders" / "wikidata-2022.csv", countries):
        person = canonical.get(key_of(holder.person), holder.person)
        post = (holder.org, holder.office)
        # Curated rows are later and finer: what Wikidata says of the same person or of their time gives way.
        if any(key_of(h.person) == key_of(person) or _overlaps(h, holder) for h in posts[post]):
            continue
        since = months.get((key_of(surname_of(person)), holder.since), holder.since)
        after = min((h.since for h in posts[post] if h.since[:4] >= holder.since), default="")
        until = holder.until or after
        rows.append(holder._replace(person=person, since=since, until=until))
    return rows


def _overlaps(curated: Holder, bare: Holder) -> bool:
    """Whether a curated stint holds the post in the year in which one known by its years begins."""
    return curated.since[:4] <= bare.since[:4] and (not curated.until or curated.until[:4] > bare.since[:4])


def _curated(path: Path) -> Iterator[Holder]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = tuple(filter(None, row["names"].split("|")))
            yield Holder(
                row["person"], row["org"], row["office"], row["from"], row["to"], row["source"], names
            )


def _wikidata(path: Path, countries: Mapping[str, Mapping[str, Any]]) -> Iterator[Holder]:
    by_name: dict[str, str] = {}
    for code, country in countries.items():
        for spelled in (country["name"]["common"], country["name"]["official"], *country["altSpellings"]):
            by_name.setdefault(key_of(spelled), code)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = row["positionLabel"].lower()
            office = next((o for pattern, o in _POSITIONS if re.search(pattern, label)), None)
            home = by_name.get(key_of(row["country"]))
            if office and home and not row["officeholderLabel"].startswith("Q"):
                source = f"wikidata:{row['officeholder']}"
                yield Holder(
                    row["officeholderLabel"], home, office, row["start_year"], row["end_year"], source
                )


def wikidata_ids(shared: Path) -> dict[str, str]:
    """Filing key of a person or country → its Wikidata id, as far as the office holders of 2022 go."""
    found: dict[str, str] = {}
    with (shared / "leaders" / "wikidata-2022.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(key_of(row["officeholderLabel"]), row["officeholder"])
            found.setdefault(key_of(row["country"]), row["countryid"])
    return found


def _reign(path: Path) -> dict[tuple[str, str], str]:
    """(Folded surname, year) → the day on which that leader took office, for the years Wikidata gives bare."""
    days: dict[tuple[str, str], str] = {}
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if row["sdate"].isdigit() and row["smonth"].isdigit() and row["syear"].isdigit():
                day = f"{row['syear']}-{int(row['smonth']):02d}-{int(row['sdate']):02d}"
                days.setdefault((key_of(row["leader"]), row["syear"]), day)
    return days


def person_ids(holders: list[Holder]) -> dict[str, str]:
    """Person → a stable id made of the name; two persons of one name cannot be told apart here and share it."""
    return {h.person: key_of(h.person).replace(" ", "-").replace("'", "") for h in holders}


def person_names(holders: list[Holder], ids: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Full names (`person`) and surnames (`surname`) of all holders."""
    spellings: dict[str, set[str]] = defaultdict(set)
    orgs: dict[str, set[str]] = defaultdict(set)
    for holder in holders:
        spellings[holder.person].update((holder.person, *holder.names))
        orgs[holder.person].add(holder.org)
    for person, names in spellings.items():
        for name in sorted(names):
            yield name, "", "person" if " " in name or name.isupper() else "surname", ids[person]
        if len(words := surname_of(person, orgs[person] <= _FAMILY_FIRST)) < 2 or not words.strip("IVX"):
            continue  # "Charles III", "Frederik X": the numeral is no name
        yield surname_of(person, orgs[person] <= _FAMILY_FIRST), "", "surname", ids[person]


def given_surnames(holders: list[Holder]) -> Iterator[str]:
    """Surnames that others bear as their given name: "Ousmane" alone is anybody, not Mahamane Ousmane.

    A leader of our time keeps the bare name against a few of them ("Abbas"), not against many ("Ali")."""
    given: dict[str, set[str]] = defaultdict(set)
    leads: set[str] = set()
    surnames: dict[str, str] = {}
    for holder in holders:
        if holder.org in _FAMILY_FIRST or " " not in holder.person:
            continue
        surname = surname_of(holder.person)
        surnames[key_of(surname)] = surname
        given[key_of(holder.person.split(" ")[0])].add(holder.person)
        if holder.office in _LEADING and (not holder.until or holder.until >= _OUR_TIME):
            leads.add(key_of(surname))
    for key, surname in sorted(surnames.items()):
        if len(given.get(key, ())) > (3 if key in leads else 1):
            yield surname


def surname_of(person: str, family_first: bool = False) -> str:
    """The part by which later sentences call a person: the last word with the particles before it."""
    words = person.split(" ")
    if family_first and 2 <= len(words) <= 3:
        return words[0]
    start = len(words) - 1
    while start > 1 and key_of(words[start - 1]) in _PARTICLES:
        start -= 1
    return " ".join(words[start:])

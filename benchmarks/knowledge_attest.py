"""Which curated stints open data confirms: `python benchmarks/knowledge_attest.py [--write] [../shared/data]`.

A stint whose source is `memory` is looked for, in this order, in
- REIGN (to March 2021): a leader of that country and surname who came to power within 31 days of the stint's first day
  and left within a month of its last → `memory+reign:ID`;
- open news (Wikipedia current events, Wikinews, Tehran Times): a sentence, told while the office is held, in which the
  full name stands with the office and the country or body, and nothing says former, deputy or elect → `memory+ID`;
- Wikidata as of October 2022: the same person, office and first year → `memory+wikidata:Q`.
Without `--write` it prints the counts; with it the curated files carry the sources it found.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge import build_holders, offices
from dragoman.knowledge.actor_tables import load
from dragoman.knowledge.mention import key_of

CURATED = Path("src/dragoman/knowledge/curated")
AROUND = 10  # tokens of the sentence on each side of the name in which the country or body must stand
BESIDE = (
    6  # and the office: farther off it is another's ("Pakistani prime minister X and Saudi crown prince Y")
)
AGAINST = frozenset(
    "former ex ancien ancienne late then ousted deposed elect designate candidate shadow deputy vice adjoint futur "
    "future onetime son fils wife daughter frere brother predecessor successor".split()
)
# Correlates of War abbreviations that are not ISO's.
COW = dict(
    pair.split("=")
    for pair in (
        "HAI=HTI TRI=TTO BAR=BRB GRN=GRD GUA=GTM HON=HND SAL=SLV COS=CRI PAR=PRY URU=URY UKG=GBR IRE=IRL NTH=NLD FRN=FRA "
        "SWZ=CHE SPN=ESP POR=PRT GMY=DEU GFR=DEU AUS=AUT CZR=CZE SLO=SVK MAC=MKD CRO=HRV YUG=SRB SER=SRB BOS=BIH SLV=SVN "
        "BUL=BGR MLD=MDA RUM=ROU ROM=ROU LAT=LVA LIT=LTU GRG=GEO SWD=SWE DEN=DNK ICE=ISL CAP=CPV EQG=GNQ GAM=GMB MAA=MRT "
        "NIR=NER CDI=CIV GUI=GIN BFO=BFA SIE=SLE TOG=TGO CAO=CMR NIG=NGA CEN=CAF CHA=TCD CON=COG DRC=COD TAZ=TZA BUI=BDI "
        "ANG=AGO MZM=MOZ ZAM=ZMB ZIM=ZWE MAW=MWI SAF=ZAF LES=LSO BOT=BWA SWA=SWZ MAG=MDG MAS=MUS SEY=SYC MOR=MAR ALG=DZA "
        "LIB=LBY SUD=SDN LEB=LBN KUW=KWT BAH=BHR UAE=ARE OMA=OMN TAJ=TJK KYR=KGZ KZK=KAZ MON=MNG TAW=TWN ROK=KOR BHU=BTN "
        "BNG=BGD MYA=MMR SRI=LKA MAD=MDV NEP=NPL CAM=KHM DRV=VNM MAL=MYS SIN=SGP BRU=BRN PHI=PHL INS=IDN ETM=TLS AUL=AUS "
        "NEW=NZL VAN=VUT SOL=SLB"
    ).split()
)


class Told(NamedTuple):
    """One sentence of open news: the record, the first and last day it may be of, its filing tokens."""

    source: str
    first: str
    last: str
    tokens: list[str]


def sentences(data: Path) -> Iterator[Told]:
    """All sentences of open news with a day or a year."""
    for path in sorted((data / "open-news").glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                year = record.get("year_approx")
                day = record.get("published") or ""
                first, last = (day[:10], day[:10]) if day else (f"{year}-01-01", f"{year}-12-31")
                if not day and not year:
                    continue
                source = record["id"].replace("wce-", "wce:")
                for sentence in re.split(r"(?<=[.!?])\s+|\n", record["text"]):
                    yield Told(source, first, last, key_of(sentence).split(" "))


class Words:
    """The filing keys that say an office or a country, for one language or both."""

    def __init__(self) -> None:
        tables = load()
        self.owners: dict[str, set[str]] = defaultdict(set)
        self.offices: dict[str, set[str]] = defaultdict(set)
        portfolios: dict[str, set[str]] = defaultdict(set)
        for key in tables.names:
            for entry in tables.entries(key):
                if entry.type in ("state", "adjective", "capital", "metonym", "actor", "people"):
                    self.owners[entry.id].add(key)
                elif entry.type == "role" and tables.roles[entry.id].office:
                    self.offices[tables.roles[entry.id].office].add(key)
                elif entry.type == "portfolio":
                    portfolios[entry.id].add(key)
        for portfolio, keys in portfolios.items():
            for key in keys:
                self.offices[f"{portfolio}-minister"] |= {
                    f"{key} minister", f"minister of {key}", f"ministre {key}", f"ministre de la {key}", f"ministre de l {key}",
                    f"ministre des {key}", f"ministre du {key}", f"minister of {key} affairs", f"{key} secretary",
                }  # fmt: skip
        head = {"head", "chief", "director general", "secretary general", "chairperson", "chairman", "chair", "president",
                "directeur general", "directrice generale", "secretaire general", "presidente", "leader", "chef", "commander"}  # fmt: skip
        for office in ("head", "commission-head", "secretary-general", "leader", "chair", "president"):
            self.offices[office] |= head if office != "president" else {"president", "presidente"}
        self.offices["spokesperson"] |= {"spokesperson", "spokesman", "spokeswoman", "porte parole"}
        self.offices["envoy"] |= {"envoy", "special envoy", "special representative", "emissaire"}

    def owner(self, org: str) -> set[str]:
        """What names the country or body of a stint."""
        return self.owners[org.lower() if len(org) == 3 and org.isupper() else org]

    def office(self, office: str) -> set[str]:
        """What names an office, those it stands for included."""
        wider = {title for title, fits in offices.STANDS_FOR.items() if office in fits and len(fits) < 4}
        return set().union(*(self.offices[o] for o in (office, *wider)))


def has(tokens: list[str], keys: set[str], longest: int = 6) -> bool:
    """Whether one of the keys stands in the tokens."""
    return any(
        " ".join(tokens[at:end]) in keys
        for at in range(len(tokens))
        for end in range(at + 1, min(len(tokens), at + longest) + 1)
    )


def told(data: Path, rows: list[dict[str, str]]) -> dict[int, str]:
    """Row number → the record of open news that attests its holder in office."""
    words = Words()
    by_name: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for name in (row["person"], *row["names"].split("|")):
            if " " in name:
                by_name[key_of(name)].add(number)
    known = {
        number: (words.office(row["office"]), words.owner(row["org"])) for number, row in enumerate(rows)
    }
    found: dict[int, str] = {}
    for sentence in sentences(data):
        tokens = sentence.tokens
        for at in range(len(tokens)):
            for end in range(at + 2, min(len(tokens), at + 6) + 1):
                for number in by_name.get(" ".join(tokens[at:end]), ()):
                    row = rows[number]
                    held = row["from"] <= sentence.first and (not row["to"] or sentence.last < row["to"])
                    if not held or number in found:
                        continue
                    around = tokens[max(0, at - AROUND) : end + AROUND]
                    beside = tokens[max(0, at - BESIDE) : end + BESIDE]
                    office, owner = known[number]
                    if has(beside, office) and has(around, owner) and AGAINST.isdisjoint(around):
                        found[number] = sentence.source
    return found


def reigned(data: Path, rows: list[dict[str, str]]) -> dict[int, str]:
    """Row number → the leader of REIGN who came and went when the row says."""
    leaders: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (data / "leaders" / "reign-leaderlist-2021-03.csv").open(encoding="latin-1", newline="") as file:
        for one in csv.DictReader(file):
            leaders[COW.get(one["stateabb"], one["stateabb"]), key_of(one["leader"])].append(one)
    found = {}
    for number, row in enumerate(rows):
        words = key_of(row["person"]).split(" ")
        names = (
            {" ".join(words[i:]) for i in range(len(words))}
            | {key_of(n) for n in row["names"].split("|")}
            | {words[0]}
        )
        for name in names:
            for one in leaders.get((row["org"], name), ()):
                if not one["sdate"].isdigit():
                    continue
                start = date(int(one["syear"]), int(one["smonth"]), int(one["sdate"]))
                same = abs((start - date.fromisoformat(row["from"])).days) <= 31
                if same and _left(row["to"], one["eyear"], one["emonth"]):
                    found[number] = f"reign:{one['leadid']}"
    return found


def _left(last: str, year: str, month: str) -> bool:
    """Whether a stint ends within a month of REIGN's; an open one of REIGN's was not over in March 2021."""
    if not year.isdigit():
        return not last or last >= "2021-02"
    return bool(last) and abs(int(year) * 12 + int(month) - int(last[:4]) * 12 - int(last[5:7])) <= 1


def of_wikidata(data: Path, rows: list[dict[str, str]]) -> dict[int, str]:
    """Row number → the Wikidata id of the person whom it had in that office from that year on."""
    countries = {}
    tables = load()
    for code in {row["org"] for row in rows if len(row["org"]) == 3}:
        state = tables.actors.get(code.lower())
        if state is not None:
            countries[code] = {"name": {"common": state.name, "official": state.name}, "altSpellings": []}
    known = {
        (key_of(h.person), h.org, h.office, h.since[:4]): h.source
        for h in build_holders._wikidata(data / "leaders" / "wikidata-2022.csv", countries)
    }
    return {
        number: known[key]
        for number, row in enumerate(rows)
        for name in (row["person"], *row["names"].split("|"))
        if (key := (key_of(name), row["org"], row["office"], row["from"][:4])) in known
    }


def main() -> None:
    """Print what is confirmed; with --write keep it."""
    write = "--write" in sys.argv
    data = Path(next((a for a in sys.argv[1:] if not a.startswith("-")), "../shared/data"))
    files = {
        path: list(csv.DictReader(path.open(encoding="utf-8")))
        for path in sorted(CURATED.glob("holders-*.csv"))
    }
    rows = [row for one in files.values() for row in one]
    bare = [row for row in rows if row["source"] == "memory"]
    print(f"{len(rows)} curated stints, {len(bare)} of memory alone")
    steps = {"reign": reigned(data, bare), "news": told(data, bare), "wikidata": of_wikidata(data, bare)}
    kept: dict[int, str] = {}
    for name, found in steps.items():
        print(f"  {name}: {len(found)} confirmed, {len(set(found) - set(kept))} of them not before")
        kept = {**found, **kept}
    print(f"  together {len(kept)}; {len(bare) - len(kept)} rest on memory alone")
    print(" ", Counter(row["office"] for n, row in enumerate(bare) if n not in kept).most_common(8))
    if write:
        for number, source in kept.items():
            bare[number]["source"] = f"memory+{source}"
        for path, own in files.items():
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, own[0].keys(), lineterminator="\n")
                writer.writeheader()
                writer.writerows(own)


if __name__ == "__main__":
    main()

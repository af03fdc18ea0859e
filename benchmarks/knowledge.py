"""Places and Scanner: load time, memory, finds a second, scan speed, and share of news mentions put right.

    python benchmarks/knowledge.py [--shared ../shared] [--rounds 5]

Prints the median of the rounds and their spread; the accuracy part needs the news texts of ../shared/data.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge import Actors, Places
from dragoman.knowledge.places import distance_km
from dragoman.knowledge.places_keys import compact, filing_key
from dragoman.knowledge.places_table import table
from dragoman.knowledge.scan import Scanner

HERE = Path(__file__).parent
_LOAD = """
import resource, time
now = time.process_time
t = now()
from dragoman.knowledge import Actors, Places
from dragoman.knowledge.scan import Scanner
imported = now()
a, p = Actors(), Places()
list(a.names()); p.find("Koro", near=["MLI"])
opened = now()
s = Scanner(a, p)
s.scan("Les soldats maliens sont à Ménaka.", "fr")
done = now()
print(imported - t, opened - imported, done - opened, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Mention(NamedTuple):
    """One judged mention of the gold file."""

    document: str
    start: int
    end: int
    language: str
    countries: frozenset[str]
    point: tuple[float, float]
    extent: str


def texts(shared: Path) -> dict[str, tuple[str, str]]:
    """Document id → (language, text) of the open news and masakhanews."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((shared / "data" / "open-news").glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                made = json.loads(line)
                found[made["id"]] = (made["language"], made["text"])
    csv.field_size_limit(sys.maxsize)
    with (shared / "data" / "masakhanews" / "fra.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
            found[f"mn-fra-{number}"] = ("fr", row["text"])
    return found


def gold(path: Path) -> Iterator[Mention]:
    """The judged mentions."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for r in csv.DictReader(lines, delimiter="\t"):
            where = (float(r["lat"]), float(r["lon"]))
            countries = frozenset(r["country"].split()) - {"*"}
            yield Mention(
                r["document"], int(r["start"]), int(r["end"]), r["language"], countries, where, r["extent"]
            )


def context(text: str, language: str, scanner: Scanner, places: Places) -> list[str]:
    """Countries that a text names, by a state's names, its people or as places: what a coder would pass as `near`."""
    known = set(table().countries)
    found: dict[str, None] = {}
    for hit in scanner.scan(text, language):
        if hit.kind == "place":
            best = places.find(hit.surface)[:1]
            if best and best[0].kind in ("country", "territory") and best[0].score > 0.5:
                found[best[0].place.country] = None
        elif len(hit.key) == 3 and hit.key.upper() in known:
            found[hit.key.upper()] = None
    return list(found)


def most_populous(name: str) -> tuple[str, tuple[float, float]] | None:
    """The baseline: of all settlements spelled so, the one with most people; of other features where there is none."""
    t = table()
    rows = [row for row, _ in t.spelled(filing_key(compact(name)))]
    rows = [r for r in rows if t.kind(r) in ("capital", "seat", "populated")] or rows
    best = max(rows, key=lambda r: t.population[r], default=None)
    return None if best is None else (t.country(best), (t.lat[best], t.lon[best]))


def accuracy(shared: Path, path: Path, scanner: Scanner, places: Places) -> None:
    """Print, by language, what share of mentions is answered, in the right country, and close enough."""
    documents = texts(shared)
    near: dict[str, list[str]] = {}
    tally: dict[tuple[str, str], list[int]] = {}
    for m in gold(path):
        language, text = documents[m.document]
        if m.document not in near:
            near[m.document] = context(text, language, scanner, places)
        before = text[max(0, m.start - 3) : m.start].lower()
        asked = (before if before in ("au ", "du ") else "") + text[m.start : m.end]
        best = places.find(asked, near[m.document], m.language)[:1]
        ours = (
            (best[0].place.country, (best[0].place.lat, best[0].place.lon))
            if best and best[0].score >= 0.5
            else None
        )
        for who, answer in (("dragoman", ours), ("most populous", most_populous(asked))):
            counts = tally.setdefault((who, m.language), [0, 0, 0, 0])
            counts[0] += 1
            if answer is not None:
                counts[1] += 1
                counts[2] += (
                    not m.countries or answer[0] in m.countries or (" " in answer[0] or not answer[0])
                )
                reach = 25 if m.extent == "point" else 150
                counts[3] += distance_km((answer[1][0] or 0.0, answer[1][1] or 0.0), m.point) <= reach
    print(
        f"\n{path.name}: who, language, mentions, answered, right country and within reach (of answered; of all)"
    )
    for (who, language), (n, answered, right, close) in sorted(tally.items()):
        print(
            f"  {who:14} {language} {n:4}  {answered / n:.3f}  country {right / answered:.3f} ({right / n:.3f})"
            f"  reach {close / answered:.3f} ({close / n:.3f})"
        )


def rate(label: str, unit: str, rounds: int, work: Callable[[], float]) -> None:
    """Run `work` (returns units done) `rounds` times; print rates by processor time and how far they spread.

    Processor time, because what else runs on the machine is not ours to measure; the wall clock stands beside it.
    """
    rates, walls = [], []
    for _ in range(rounds):
        started, wall = time.process_time(), time.perf_counter()
        done = work()
        rates.append(done / (time.process_time() - started))
        walls.append(done / (time.perf_counter() - wall))
    print(
        f"{label:34} {statistics.median(rates):12,.2f} {unit}   (least {min(rates):,.2f}, most {max(rates):,.2f}; "
        f"by the wall clock {statistics.median(walls):,.2f})"
    )


def main() -> None:
    """Run all parts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    loads = []
    for _ in range(options.rounds):
        out = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout
        loads.append([float(x) for x in out.split()])
    names = ("import", "open Actors and Places", "build Scanner and first scan")
    for at, name in enumerate(names):
        column = [load[at] for load in loads]
        print(
            f"{name:34} {statistics.median(column):12.3f} s   (least {min(column):.3f}, most {max(column):.3f})"
        )
    print(f"{'resident, all three':34} {statistics.median(load[3] for load in loads):12.0f} MB")

    places, actors = Places(), Actors()
    scanner = Scanner(actors, places)
    documents = texts(options.shared)
    for language in ("fr", "en"):
        mine = [text for spoken, text in documents.values() if spoken == language]
        size = sum(len(text.encode()) for text in mine) / 1e6

        def scan_all(mine: list[str] = mine, language: str = language, size: float = size) -> float:
            for text in mine:
                scanner.scan(text, language)
            return size

        rate(f"scan, {language} ({size:.1f} MB, {len(mine):,} texts)", "MB/s", options.rounds, scan_all)
    asked = [
        (hit.surface, tuple(near[:4]))
        for spoken, text in list(documents.values())[::7]
        for near in [context(text, spoken, scanner, places)]
        for hit in scanner.scan(text, spoken)
        if hit.kind == "place"
    ]

    def find_all(questions: list[tuple[str, tuple[str, ...]]]) -> float:
        opened = Places()  # its caches are empty
        for name, near in questions:
            opened.find(name, near)
        return len(questions)

    distinct = list(dict.fromkeys(asked))
    rate(f"finds as news has them ({len(asked):,})", "/s", options.rounds, lambda: find_all(asked))
    rate(f"finds, each once ({len(distinct):,})", "/s", options.rounds, lambda: find_all(distinct))
    for path in sorted(HERE.glob("knowledge_places_*.tsv")):
        accuracy(options.shared, path, scanner, places)
    print(f"\npeak resident of this run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()

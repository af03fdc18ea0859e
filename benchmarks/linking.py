"""How fast linking is. Run by hand: `python benchmarks/linking.py [--mentions 1000000] [--store]`.

Makes synthetic mentions of synthetic happenings: ten years, 150 countries of which few make most of the news (Zipf), each
happening told one to six times within three days in one of two languages, with the day, the place or a side left out
now and then. Times the columns, the pairs and the groups, and says how many pairs were weighed and how large
the largest heap is. With --store, a store of `benchmarks/store.py` is filled and linked instead, first all of it, then
100 new articles.
"""

from __future__ import annotations

import argparse
import platform
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from dragoman.linking import Mention, Side, columns, groups
from dragoman.linking.groups import candidates
from dragoman.linking.mentions import FAMILIES, Columns

COUNTRIES = 150
DAYS = 3650
TOLD = (0.55, 0.2, 0.1, 0.08, 0.04, 0.03)
"""Share of happenings told once, twice, ... six times."""


def mentions(count: int) -> Iterator[Mention]:
    """Synthetic mentions, the same in every run; in no order."""
    draw = np.random.default_rng(0)
    types = [t for family in FAMILIES for t in family]
    zipf = 1 / np.arange(1, COUNTRIES + 1)
    made = 0
    while made < count:
        n = 50_000
        country = draw.choice(COUNTRIES, n, p=zipf / zipf.sum())
        other = draw.choice(COUNTRIES, n, p=zipf / zipf.sum())
        kind = draw.integers(0, len(types), n)
        day = draw.integers(0, DAYS, n)
        place = draw.integers(0, 200, n)
        times = draw.choice(len(TOLD), n, p=TOLD) + 1
        dead = draw.integers(0, 40, n)
        for i in range(n):
            for k in range(times[i]):
                if made == count:
                    return
                made += 1
                yield _mention(
                    made, k, country[i], other[i], types[kind[i]], int(day[i]), int(place[i]), int(dead[i])
                )


def _mention(number: int, k: int, a: int, b: int, kind: str, day: int, place: int, dead: int) -> Mention:
    on = date(2015, 1, 1) + timedelta(days=day)
    left_out = number % 7
    return Mention(
        event_id=f"{number:08d}",
        article_id=f"{number // 5:07d}",
        published=(on + timedelta(days=k % 3)).isoformat(),
        language="fr" if number % 3 else "en",
        event_type=kind,
        event_mode="",
        modality="happened",
        date="" if left_out == 1 else on.isoformat(),
        date_precision="" if left_out == 1 else "day",
        actor=() if left_out == 2 else (Side(f"c{a}-gov", f"Government {a}", f"C{a:02d}", "GOV"),),
        recipient=() if left_out == 3 else (Side(f"c{b}-mil", f"Army {b}", f"C{b:02d}", "MIL"),),
        place="" if left_out == 4 else f"Place {a} {place}",
        geonames_id=None if left_out == 4 else a * 1000 + place,
        lat=None if left_out == 4 else float(a % 60),
        lon=None if left_out == 4 else float(place % 90),
        country="" if left_out == 4 else f"C{a:02d}",
        admin1="",
        loc_precision="" if left_out == 4 else "place",
        counts=(dead or None, None, None),
        sentence=f"Telling {k} of the act near Village{a}x{place} with Commander{dead} and Witness{number}",
        title=f"Village{a}x{place}",
    )


def timed(what: str, since: tuple[float, float]) -> None:
    """A row: time on the clock, and the processor's own, which other work on the machine does not lengthen."""
    clock, processor = time.perf_counter() - since[0], time.process_time() - since[1]
    print(f"| {what} | {clock:.1f} s | {processor:.1f} s |", flush=True)


def now() -> tuple[float, float]:
    """Both clocks."""
    return time.perf_counter(), time.process_time()


def library(count: int) -> None:
    """The three steps, timed."""
    start = now()
    of = columns(mentions(count))
    timed("columns", start)
    weigh(of)


def weigh(of: Columns) -> None:
    """Pairs and groups."""
    start = now()
    pairs = sum(len(a) for a, _ in candidates(of))
    timed(f"{pairs:,} pairs found", start)
    start = now()
    made = groups(of)
    heaps: dict[int, int] = {}
    for group in made:
        heaps[group.heap] = heaps.get(group.heap, 0) + len(group.rows)
    timed(f"{len(made):,} groups, largest heap {max(heaps.values())}", start)


def stored(count: int) -> None:
    """A store filled and linked."""
    from dragoman import Store
    from store import batch, fill  # benchmarks/store.py

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        fill(path, count)
        store = Store(path)
        for name in ("link all", "link nothing new"):
            start = now()
            done = store.link()
            timed(f"{name}: {done.records:,} records, {done.written:,} happenings", start)
        store.add(batch(0))
        start = now()
        done = store.link()
        timed(f"link 100 new articles: {done.records:,} records, {done.written:,} happenings", start)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--store", action="store_true")
    options = parser.parse_args()
    print(
        f"{options.mentions:,} mentions, Python {platform.python_version()}\n\n| what | time | processor |\n|---|---|---|"
    )
    (stored if options.store else library)(options.mentions)
    print(f"| most memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB | |")


if __name__ == "__main__":
    main()

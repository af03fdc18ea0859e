"""How fast the pages are. Run by hand: `python benchmarks/web.py [--events 1000000] [--folder DIR]`.

Fills a store with synthetic events as `benchmarks/store.py` does (or takes the one in DIR), then asks for each page
through the whole application, no network between: HTML made, compressed, headers set. "first" is the median with
nothing kept of earlier answers, as after a commit; "again" is the median of the same page once more, with the browser
that has no copy; both in milliseconds of a clock, which hang on what else the machine does, and in milliseconds of the
processors, which hardly do: two idle ones take between half of that and all of it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.web import create_app
from store import REPEATS, fill


def timed(ask: Callable[[], object], before: Callable[[], object]) -> tuple[float, float]:
    """The median milliseconds of `REPEATS` answers, by the clock and of the processors; `before` is not counted."""
    taken, worked = [], []
    for _ in range(REPEATS):
        before()
        start, busy = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return statistics.median(taken), statistics.median(worked)


def main() -> None:
    """Fill, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, help="where the store is or is to be put")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.folder or Path(spare) / "store"
        if not (folder / "articles").exists():
            fill(folder, given.events)
        store = Store(folder, create=False)
        print(f"{store.counts()['events']:,} events, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        event = store.events(limit=1, offset=1000, since="2024-03", until="2024-03")[0]
        app = create_app(folder)
        client = TestClient(app, base_url="http://localhost")
        forget = app.state.desk.forget
        pages = {
            "overview": "/",
            "overview, all years": "/?since=2015&until=2025",
            "events": "/events",
            "events, one country": "/events?actor=MLI&since=2023&until=2024",
            "events, words, one year": "/events?text=num%C3%A9ro%204242&since=2024&until=2024",
            "events, page 200": "/events?page=200",
            "event": f"/events/{event.id}",
            "article": f"/articles/{event.article_id}",
            "actor": "/actors/MLI",
            "dossier, one year": "/dossiers/MLI/RUS?since=2024&until=2024",
            "happenings": "/happenings",
            "about": "/about",
        }
        client.get("/")
        noise = timed(lambda: sum(i * i for i in range(1_000_000)), lambda: None)[0]
        print(f"noise: a fixed loop, 42 ms by the clock on an idle machine of this kind: {noise:.0f} ms")
        print(f"{'page':26} {'first':>9} {'processors':>11} {'again':>9} {'processors':>11}")
        for name, address in pages.items():
            answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            first = timed(lambda a=address: client.get(a), forget)  # type: ignore[misc]
            again = timed(lambda a=address: client.get(a), lambda: None)  # type: ignore[misc]
            print(f"{name:26} {first[0]:6.0f} ms {first[1]:8.0f} ms {again[0]:6.0f} ms {again[1]:8.0f} ms")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

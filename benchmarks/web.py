"""How fast the pages are. Run by hand: `python benchmarks/web.py [--events 1000000] [--folder DIR]`.

Fills a store with synthetic events as `benchmarks/store.py` does (or takes the one in DIR), then asks for each page
through the whole application, no network between: HTML made, compressed, headers set. "first" is the median with
nothing kept of earlier answers, as after a commit; "again" is the median of the same page once more, with the browser
that has no copy. Figures hang on what else the machine does: its load is printed.
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


def timed(ask: Callable[[], object], before: Callable[[], object]) -> list[float]:
    """Milliseconds of each of `REPEATS` answers; `before` is not counted."""
    taken = []
    for _ in range(REPEATS):
        before()
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


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
        noise = statistics.median(timed(lambda: sum(i * i for i in range(1_000_000)), lambda: None))
        print(f"noise: a fixed loop, 42 ms on an idle machine of this kind: {noise:.0f} ms")
        print(f"{'page':26} {'first':>9} {'again':>9}")
        for name, address in pages.items():
            answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            first = statistics.median(timed(lambda a=address: client.get(a), forget))  # type: ignore[misc]
            again = statistics.median(timed(lambda a=address: client.get(a), lambda: None))  # type: ignore[misc]
            print(f"{name:26} {first:6.0f} ms {again:6.0f} ms")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

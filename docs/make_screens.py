"""Takes the screenshots of the docs from a store of the sample articles: `.venv/bin/python docs/make_screens.py`.

Needs Debian's chromium. `docs/images/web-*.png`: looked at before they are kept.
"""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from dragoman import Coder, Store
from dragoman.reading import read
from dragoman.records import Article
from dragoman.web import create_app

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESK: dict[str, Any] = {"viewport": {"width": 1200, "height": 860}, "locale": "en-GB"}
PHONE: dict[str, Any] = {"viewport": {"width": 380, "height": 780}, "locale": "fr-FR"}


def pages(store: Store) -> dict[str, tuple[str, dict[str, Any]]]:
    """Name of the picture → address, and how it is looked at."""
    attack = max(store.events(type="ASSAULT"), key=lambda e: (len(e.evidence), e.confidence))
    reader = f"/articles/{attack.article_id}?event={attack.id}"
    told = store.happenings(order="-sources", limit=1)[0]
    return {
        "overview": ("/", DESK),
        "overview-dark": ("/", {**DESK, "color_scheme": "dark"}),
        "overview-phone": ("/", PHONE),
        "events": ("/events?side=MLI", DESK),
        "article": (reader, DESK),
        "article-dark": (reader, {**DESK, "color_scheme": "dark"}),
        "article-phone": (reader, PHONE),
        "dossier": ("/dossiers/MLI/RUS", {**DESK, "locale": "fr-FR"}),
        "happening": (f"/happenings/{told.id}", {**DESK, "viewport": {"width": 1200, "height": 640}}),
        "actor": ("/actors/MLI", DESK),
    }


def main() -> None:
    """Code the samples, serve them, look."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no chromium; apt-get install chromium, and run this again.")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "samples")
        sources = [str(ROOT / "samples" / language) for language in ("fr", "en")]
        for _ in store.add_all(Coder().stream(a for a in read(sources) if isinstance(a, Article))):
            pass
        store.link()
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store.path), log_level="warning"))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, (path, look) in pages(store).items():
                page = browser.new_page(**look)
                page.goto(f"http://127.0.0.1:{listener.getsockname()[1]}{path}")
                page.wait_for_load_state("networkidle")
                for chart in page.query_selector_all(".vega"):
                    page.wait_for_function("e => e.dataset.drawn", arg=chart)
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=IMAGES / f"web-{name}.png")
                page.close()
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()

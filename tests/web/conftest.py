"""A store, a client that needs no network, and for the browser tests a server and headless Chromium."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

import web_samples

from dragoman.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that tests only read."""
    made = tmp_path_factory.mktemp("web") / "Données Sahel"
    web_samples.fill(made)
    return made


@pytest.fixture(scope="session")
def client(folder: Path) -> TestClient:
    """A reader without a browser."""
    return TestClient(create_app(folder), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to copy, for tests that write."""
    made = tmp_path_factory.mktemp("small") / "s"
    web_samples.fill(made, many=0)
    return made


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a store of its own, which lets reviews be written."""
    if not CHROMIUM:
        pytest.skip("the browser tests need Debian's chromium (apt-get install chromium)")
    made = tmp_path_factory.mktemp("served") / "sahel"
    web_samples.fill(made)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(made, token=web_samples.TOKEN), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser(served: str) -> Iterator[Any]:
    """Headless Chromium with a profile of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


class Watched:
    """A page of the browser, and what went wrong in it."""

    def __init__(self, browser: Any, served: str, **options: Any) -> None:
        self.served = served
        self.context = browser.new_context(
            **{"locale": "en-GB", "viewport": {"width": 1200, "height": 850}, **options}
        )
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on(
            "console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on(
            "request", lambda r: None if r.url.startswith((served, "data:")) else self.elsewhere.append(r.url)
        )

    def open(self, path: str) -> Any:
        """Go to a page and wait until all is drawn."""
        self.page.goto(self.served + path)
        self.page.wait_for_load_state("networkidle")
        for part in self.page.query_selector_all(".vega"):
            self.page.wait_for_function("e => e.dataset.drawn", arg=part, timeout=30_000)
        return self.page


@pytest.fixture
def watched(browser: Any, served: str) -> Iterator[Watched]:
    """An English reader at a desk; whatever goes wrong on the console or off the host fails the test."""
    made = Watched(browser, served)
    yield made
    made.context.close()
    assert not made.faults
    assert not made.elsewhere

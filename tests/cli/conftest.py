"""The command line run in this process with a coder that needs no models."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent))

from stubs import StubCoder

from dragoman.cli import code, main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """`run("code", "a.txt")` with the stub coder and no store of the user's."""
    monkeypatch.setattr(code, "open_coder", StubCoder)
    monkeypatch.delenv("DRAGOMAN_STORE", raising=False)

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)

    yield invoke

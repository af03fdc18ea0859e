"""About: what made the records, how well it works, sources and licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request

from dragoman.version import __version__
from dragoman.web.contexts import About
from dragoman.web.desk import Desk
from dragoman.web.pages.twins import both

router = APIRouter(tags=["pages"])

VERSIONS = 6
"""Coders shown, those of most articles first."""


@both(router, "/about", "about.html", About)
def about(request: Request) -> About:
    """Scores, versions, sources, licences."""
    desk: Desk = request.app.state.desk
    return About(
        counts=desk.kept(("counts",), desk.store.counts),
        versions=desk.kept(("versions",), desk.store.versions)[:VERSIONS],
        version=__version__,
        masked=desk.mask,
        sources=sources(),
    )


@cache
def sources() -> tuple[tuple[str, str, str, str], ...]:
    """The sources of the knowledge tables, as their own page lists them: source, what, version, licence."""
    text = (files("dragoman") / "knowledge" / "SOURCES.md").read_text(encoding="utf-8")
    return tuple(_rows(text))


def _rows(text: str) -> Iterator[tuple[str, str, str, str]]:
    order: list[int] = []
    for line in text.splitlines():
        if not line.startswith("|"):
            continue
        cells = [re.sub(r"[`*]", "", c).strip() for c in line.strip().strip("|").split("|")]
        if len(cells) != 4 or set(cells[0]) <= {"-"}:
            continue
        if cells[0] == "source":
            wanted = ("source", "what", "version", "licence")
            order = [next(i for i, c in enumerate(cells) if w in c) for w in wanted]
        elif order:
            yield cells[order[0]], cells[order[1]], cells[order[2]], cells[order[3]]

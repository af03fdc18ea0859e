"""One module a page; each has a router. A page's JSON twin stands at the same address with `.json`."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """All routers, in the order in which addresses are matched."""
    from dragoman.web.pages import (
        about,
        actors,
        article,
        dyad,
        events,
        exports,
        happenings,
        overview,
        place,
        review,
    )

    rooms = (overview, exports, review, events, happenings, article, actors, dyad, place, about)
    return [room.router for room in rooms]

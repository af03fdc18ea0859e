"""The first page: where things happened, how each country fared, what is latest."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.web import asking
from dragoman.web.contexts import Map, Overview
from dragoman.web.desk import Desk
from dragoman.web.pages.twins import both
from dragoman.web.render import LOW

router = APIRouter(tags=["pages"])

SPAN = 12
"""Months that the page shows where no others are asked for: a year, so that seasons weigh alike."""


@both(router, "/", "overview.html", Overview)
def overview(
    request: Request,
    since: Annotated[str, Query(max_length=10, description="First month or day: 2024-08.")] = "",
    until: Annotated[str, Query(max_length=10, description="Last month or day.")] = "",
    view: Annotated[str, Query(max_length=5, description="world, or a country by its alpha-3 code.")] = "",
) -> Overview:
    """What the store holds, a map, net tone by country, the months, the latest events."""
    return overview_of(request.app.state.desk, since, until, view)


def overview_of(desk: Desk, since: str = "", until: str = "", view: str = "") -> Overview:
    """The same for a store, without a request."""
    counts = desk.kept(("counts",), desk.store.counts)
    if not counts["events"]:
        return Overview(counts, None, None, False, Map((0, 0, 1, 1), (), (), 0), (), (), (), desk.path.name)
    months = asking.months(desk, {})
    if not since and not until and months:
        since, until = months[max(0, len(months) - SPAN)].month, months[-1].month
    window = asking.window(since, until)
    drawn, linked = asking.world(desk, window, whole=view == "world", around=view)
    return Overview(
        counts=counts,
        since=since or None,
        until=until or None,
        linked=linked,
        map=drawn,
        tones=asking.tones(desk, window),
        months=months,
        latest=asking.latest(desk, {"historical": False, "confidence": LOW, **window}),
        store=desk.path.name,
    )

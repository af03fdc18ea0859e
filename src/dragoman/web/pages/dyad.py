"""Two actors: their dossier, with charts; made to be printed too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dragoman.dossiers.series import LEAST_EVENTS, LEAST_MONTHS
from dragoman.store.query import days
from dragoman.web import asking
from dragoman.web.contexts import Dyad
from dragoman.web.desk import Desk
from dragoman.web.pages.twins import Id, both

router = APIRouter(tags=["pages"])

Day = Annotated[str, Query(max_length=10, description="2024-08-01, 2024-08 or 2024.")]


@both(router, "/dossiers/{a}/{b}", "dyad.html", Dyad)
def dyad(request: Request, a: Id, b: Id, since: Day = "", until: Day = "", last_visit: Day = "") -> Dyad:
    """How two actors stand with each other, with the words that say so."""
    desk: Desk = request.app.state.desk
    a, b = _key(a), _key(b)
    made = desk.kept(
        ("dossier", a, b, since, until, last_visit),
        lambda: desk.store.dossier(
            a,
            b,
            since=since or None,
            until=until or None,
            last_visit=last_visit or None,
            mask_private=desk.mask,
        ),
    )
    request.state.dossier = made
    request.state.least = (LEAST_MONTHS, LEAST_EVENTS)
    latest = asking.latest(desk, {"dyad": (a, b), **asking.window(since, until)})
    return Dyad(a, b, since, until, last_visit, made.to_dict(), latest)


@router.get("/dossiers/{a}/{b}/markdown", tags=["exports"], response_class=Response)
def markdown(
    request: Request, a: Id, b: Id, since: Day = "", until: Day = "", last_visit: Day = ""
) -> Response:
    """The same as Markdown, in the reader's language."""
    desk: Desk = request.app.state.desk
    for day in (since, until, last_visit):
        if day:
            days(day)
    made = desk.store.dossier(
        _key(a),
        _key(b),
        since=since or None,
        until=until or None,
        last_visit=last_visit or None,
        mask_private=desk.mask,
    )
    text = made.to_markdown(request.state.ui.language)
    return Response(text.encode("utf-8", "replace"), media_type="text/markdown; charset=utf-8")


def _key(asked: str) -> str:
    return asked.upper() if len(asked) == 3 and asked.isalpha() else asked

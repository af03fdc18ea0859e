"""Happenings: real-world events, however often they were told; and one of them over its records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.errors import InputError
from dragoman.store.rows import event_from_record
from dragoman.web import asking
from dragoman.web.contexts import Happening, Happenings, plain
from dragoman.web.desk import Desk
from dragoman.web.masking import shown, told
from dragoman.web.pages.twins import Id, both
from dragoman.web.selection import Paged

router = APIRouter(tags=["pages"])


@both(router, "/happenings", "happenings.html", Happenings)
def happenings(request: Request, selection: Annotated[Paged, Query()]) -> Happenings:
    """A page of the happenings that pass the filters, with facets of all of them."""
    desk: Desk = request.app.state.desk
    request.state.selection = selection
    facets, total = asking.facets(desk, "happenings", selection)
    pages, rows = asking.page_of(desk, "happenings", selection, total)
    return Happenings(
        selection=plain(dict(selection.filters())),
        order=selection.order,
        pages=pages,
        facets=facets,
        happenings=rows,
        linked=desk.kept(("linked",), lambda: desk.store.count("happenings")) > 0,
    )


@both(router, "/happenings/{happening_id}", "happening.html", Happening)
def happening(request: Request, happening_id: Id) -> Happening:
    """A happening, what its records say alike and otherwise, and the records."""
    desk: Desk = request.app.state.desk
    found = desk.store.happening(happening_id)
    if found is None:
        raise InputError(
            f"There is no happening {happening_id[:40]!r} here; /happenings lists those there are."
        )
    rows = desk.rows(
        "SELECT record FROM events WHERE event_id IN (SELECT unnest(?::VARCHAR[])) "
        "ORDER BY published NULLS LAST, article_id, position",
        list(found.events),
    )
    records = told(desk, (event_from_record(record) for (record,) in rows))
    return Happening(shown(desk, found).to_dict(), records)

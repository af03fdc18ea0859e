"""Events: facets, search, order, pages of fifty; and one event by its id."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.errors import InputError
from dragoman.web import asking
from dragoman.web.contexts import Event, Events, plain
from dragoman.web.desk import Desk
from dragoman.web.masking import shown
from dragoman.web.pages.twins import Id, both
from dragoman.web.selection import Paged

router = APIRouter(tags=["pages"])


@both(router, "/events", "events.html", Events)
def events(request: Request, selection: Annotated[Paged, Query()]) -> Events:
    """A page of the events that pass the filters, with facets of all of them."""
    desk: Desk = request.app.state.desk
    request.state.selection = selection
    facets, total = asking.facets(desk, "events", selection)
    pages, rows = asking.page_of(desk, "events", selection, total)
    return Events(
        selection=plain(dict(selection.filters())),
        order=selection.order,
        pages=pages,
        facets=facets,
        events=rows,
    )


@both(router, "/events/{event_id}", "event.html", Event)
def event(request: Request, event_id: Id) -> Event:
    """One event: its permalink."""
    desk: Desk = request.app.state.desk
    found = desk.store.event(event_id)
    if found is None:
        raise InputError(f"There is no event {event_id[:40]!r} in this store; /events lists those there are.")
    return Event(shown(desk, found).to_dict(), asking.happening_of(desk, [event_id]).get(event_id))

"""Exports of any selection, and its feed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi import Path as PathParameter
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from dragoman.records import Event
from dragoman.store.query import where
from dragoman.web import formats
from dragoman.web.desk import Desk
from dragoman.web.masking import shown
from dragoman.web.selection import Selection

router = APIRouter(tags=["exports"])

FEED = 50
"""Items of a feed."""

FILES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}

STREAMS: dict[str, tuple[str, Callable[[Iterable[Event]], Iterator[str]]]] = {
    "geojson": ("application/geo+json", formats.geojson),
    "gexf": ("application/gexf+xml", formats.gexf),
    "ftm": ("application/x-ndjson", formats.follow_the_money),
    "tsv": ("text/tab-separated-values; charset=utf-8", formats.gdelt),
}

Format = Annotated[
    Literal["csv", "jsonl", "parquet", "geojson", "gexf", "ftm", "tsv"],
    PathParameter(description="The form of the file."),
]


@router.get("/export/events.{form}", response_class=Response)
def export(
    request: Request,
    form: Format,
    selection: Annotated[Selection, Query()],
    plover: Annotated[bool, Query(description="File planned acts as PLOVER proper does.")] = False,
) -> Response:
    """The events of a selection, by date.

    `csv` columns of docs/store.md; `jsonl` PLOVER records; `parquet` both; `geojson` points; `gexf` the network of who
    dealt with whom; `ftm` FollowTheMoney entities; `tsv` the 58 columns of GDELT 1.0.
    """
    desk: Desk = request.app.state.desk
    name = {"Content-Disposition": f'attachment; filename="events.{"ftm.json" if form == "ftm" else form}"'}
    filters = selection.filters()
    where("events", filters)  # a filter that cannot be is told before the first byte
    if form in STREAMS:
        kind, made = STREAMS[form]
        events = (shown(desk, event) for event in desk.store.iter_events(**filters))
        return StreamingResponse(made(events), media_type=kind, headers=name)
    with tempfile.NamedTemporaryFile(prefix="dragoman-", suffix=f".{form}", delete=False) as file:
        path = Path(file.name)
    try:
        desk.store.export(path, plover=plover, mask_private=desk.mask, **filters)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=FILES[form], headers=name, background=BackgroundTask(path.unlink))


@router.get("/feed.rss", response_class=Response)
def feed(request: Request, selection: Annotated[Selection, Query()]) -> Response:
    """The newest events of a selection as RSS 2.0, by day of publication."""
    desk: Desk = request.app.state.desk
    found = desk.store.events(limit=FEED, order="-published", **selection.filters())
    base = f"{request.url.scheme}://{request.headers['host']}"
    events = [shown(desk, event) for event in found]
    body = formats.rss(events, base, base + "/events" + selection.query(), request.state.ui)
    return Response(body, media_type="application/rss+xml; charset=utf-8")

"""A place or a country: where it is, what happened there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from dragoman.codebook import QUAD_CLASSES
from dragoman.errors import InputError
from dragoman.store.rows import event_from_record
from dragoman.web import asking
from dragoman.web.contexts import Choice, Facet, Period, Place
from dragoman.web.desk import Desk
from dragoman.web.masking import told
from dragoman.web.pages.twins import both
from dragoman.web.world import project

router = APIRouter(tags=["pages"])


@both(router, "/places/{geonames_id}", "place.html", Place)
def place(
    request: Request,
    geonames_id: Annotated[int, Path(ge=1, le=10**10, description="The GeoNames id of the place.")],
) -> Place:
    """A place by its GeoNames id: its events, newest first."""
    desk: Desk = request.app.state.desk
    where = "SELECT place, loc_country, admin1, lat, lon FROM events WHERE geonames_id = ? LIMIT 1"
    rows = desk.rows(where, geonames_id)
    if not rows:
        raise InputError(f"No event of this store happened at a place with the GeoNames id {geonames_id}.")
    name, country, admin1, lat, lon = rows[0]
    types = desk.rows(
        "SELECT event_type, count(*) AS n FROM events WHERE geonames_id = ? GROUP BY ALL ORDER BY n DESC, event_type",
        geonames_id,
    )
    latest = desk.rows(
        "SELECT record FROM events WHERE geonames_id = ? ORDER BY day DESC NULLS LAST, article_id, position LIMIT 50",
        geonames_id,
    )
    drawn, _ = asking.world(desk, {"country": country} if country else {}, around=country or "")
    return Place(
        geonames_id=geonames_id,
        country=country or "",
        name=name,
        admin1=admin1 or "",
        lat=lat,
        lon=lon,
        pin=project(lat, lon) if lat is not None and lon is not None else None,
        map=drawn,
        total=sum(n for _, n in types),
        facets=[Facet("type", "type", [Choice(t, n) for t, n in types])],
        months=_months(desk, geonames_id),
        latest=told(desk, (event_from_record(record) for (record,) in latest)),
    )


def _months(desk: Desk, geonames_id: int) -> list[Period]:
    rows = desk.rows(
        "SELECT strftime(day, '%Y-%m') AS m, quad_class, count(*), sum(score) FROM events "
        f"WHERE geonames_id = ? AND day IS NOT NULL AND {asking.COUNTED} GROUP BY ALL ORDER BY m",
        geonames_id,
    )
    made: dict[str, dict[str, tuple[int, float]]] = {}
    for month, quad, n, total in rows:
        made.setdefault(month, {})[quad] = (n, total)
    return [
        Period(
            month,
            {q: row.get(q, (0, 0))[0] for q in QUAD_CLASSES},
            n := sum(v[0] for v in row.values()),
            sum(v[1] for v in row.values()) / n,
        )
        for month, row in made.items()
    ]

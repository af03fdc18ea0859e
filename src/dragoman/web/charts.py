"""Charts as Vega-Lite, made with altair; each page that has one has its figures as a table too.

The browser compiles them with Vega's `ast` mode, which needs no `eval`. Colours are those of `site.css`, which the
browser puts in (`chart.js`): a chart follows light and dark.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from dragoman.codebook import QUAD_CLASSES
from dragoman.web.contexts import Period
from dragoman.web.words import Ui


@cache
def _altair() -> ModuleType:
    """Imported when a chart is first drawn: it takes a second."""
    import altair

    return altair


def months(ui: Ui, periods: Sequence[Any], height: int = 180) -> str:
    """Events by month and quad class as stacked bars: conflict down, cooperation up; and the net tone as a line."""
    alt = _altair()
    with alt.utils.schemapi.debug_mode(
        False
    ):  # checking a chart against its schema takes two thirds of the time; tests do
        return _months(alt, ui, periods, height)


def _months(alt: ModuleType, ui: Ui, periods: Sequence[Any], height: int) -> str:
    rows = []
    for period in map(_period, periods):
        for quad in QUAD_CLASSES:
            if n := period.counts.get(quad, 0):
                rows.append(
                    {
                        "month": f"{period.month[:7]}-01",
                        "class": ui.label("quad", quad),
                        "order": QUAD_CLASSES.index(quad),
                        "n": -n if quad.endswith("conflict") else n,
                        "count": n,
                    }
                )
    tone = [
        {"month": f"{p.month[:7]}-01", "net": round(p.net, 2), "n": p.n}
        for p in map(_period, periods)
        if p.net is not None
    ]
    # Months are UTC throughout: in a browser west of Greenwich the first of a month would be the last of the one before.
    x = alt.X(
        "utcyearmonth(month):T",
        title=None,
        axis=alt.Axis(format="%m/%Y", labelOverlap=True, grid=False, tickCount=8),
        scale=alt.Scale(type="utc", domain=_span(periods)),
    )
    names = [ui.label("quad", quad) for quad in QUAD_CLASSES]
    scale = alt.Scale(domain=names, range=[f"var:{quad.replace(' ', '-')}" for quad in QUAD_CLASSES])
    bars = (
        alt.Chart(alt.Data(values=rows), height=height, width="container")
        .mark_bar(width={"band": 0.72})
        .encode(
            x=x,
            y=alt.Y("n:Q", title=ui("events"), axis=alt.Axis(tickMinStep=1, tickCount=5, format="d")),
            color=alt.Color("class:N", scale=scale, legend=None),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("utcyearmonth(month):T", title=ui("month"), format="%m/%Y"),
                alt.Tooltip("class:N", title=ui("class")),
                alt.Tooltip("count:Q", title=ui("events")),
            ],
        )
    )
    line = (
        alt.Chart(alt.Data(values=tone), height=90, width="container")
        .mark_line(point=alt.OverlayMarkDef(size=28, color="var:ink"), color="var:ink", strokeWidth=1.5)
        .encode(
            x=x.bandPosition(0.5),
            y=alt.Y("net:Q", title=ui("net tone"), scale=alt.Scale(domain=[-10, 10]), axis=alt.Axis(values=[-10, 0, 10])),
            tooltip=[
                alt.Tooltip("utcyearmonth(month):T", title=ui("month"), format="%m/%Y"),
                alt.Tooltip("net:Q", title=ui("net tone"), format="+.1f"),
                alt.Tooltip("n:Q", title=ui("events")),
            ],
        )
    )  # fmt: skip
    return _json({"top": bars.to_dict(validate=False), "below": line.to_dict(validate=False)})


def _span(periods: Sequence[Any]) -> list[str]:
    """From the first month to the end of the last, so that both parts of a chart have one axis."""
    first, last = _period(periods[0]).month[:7], _period(periods[-1]).month[:7]
    year, month = int(last[:4]), int(last[5:7])
    return [f"{first}-01", f"{year + month // 12}-{month % 12 + 1:02}-01"]


def _period(made: Any) -> Period:
    if isinstance(made, Mapping):
        return Period(made["month"], made["counts"], made["n"], made["net"])
    return made  # type: ignore[no-any-return]


def _json(spec: Mapping[str, Any]) -> str:
    """JSON that may stand in a script element: no `<` can end it."""
    return json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")

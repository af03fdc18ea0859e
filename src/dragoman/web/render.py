"""From a context to an answer: HTML in the reader's language, or the JSON twin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dragoman.dossiers.wording import clean, grouped, shown
from dragoman.version import __version__
from dragoman.web import charts
from dragoman.web.contexts import plain
from dragoman.web.words import LANGUAGES, Ui

LOW = 0.5
"""Below this a record looks unsure: less than even odds."""


@cache
def environment() -> Environment:
    """The templates; whatever is put into them is text, never markup."""
    made = Environment(
        loader=PackageLoader("dragoman.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["clean"] = lambda text: clean(str(text or ""))
    made.filters["slug"] = lambda text: str(text or "").replace(" ", "-")
    made.filters["part"] = lambda text: quote(str(text or ""), safe="")
    made.filters["web"] = lambda url: url if str(url or "").startswith(("http://", "https://")) else ""
    made.globals.update(
        asset=asset,
        chart=charts,
        low=LOW,
        version=__version__,
        languages=LANGUAGES,
        shown=shown,
        grouped=grouped,
    )
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of `static`, which changes with its content, so that it may be kept for ever."""
    content = (files(__package__) / "static" / name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:10]}"


def html(request: Request, template: str, context: Any, status: int = 200) -> Response:
    """A page."""
    ui: Ui = request.state.ui
    made = environment().get_template(template).render(
        page=context,
        ui=ui,
        request=request,
        twin=twin(request),
        other=other_language(request),
        desk=request.app.state.desk,
        writer=getattr(request.state, "writer", False),
    )  # fmt: skip
    # A lone surrogate has no UTF-8; the store keeps none, but an address may bring one.
    return HTMLResponse(made.encode("utf-8", "replace"), status_code=status)


def as_json(context: Any, status: int = 200) -> Response:
    """The JSON twin."""
    body = json.dumps(plain(context), ensure_ascii=False, allow_nan=False, default=str)
    return Response(body.encode("utf-8", "replace"), status_code=status, media_type=JSONResponse.media_type)


def twin(request: Request) -> str:
    """The address of a page's JSON twin."""
    path = request.url.path.rstrip("/") or "/index"
    return f"{path}.json" + _query(request, {})


def other_language(request: Request) -> str:
    """The address of the same page in the other language."""
    ui: Ui = request.state.ui
    return request.url.path + _query(request, {"lang": next(k for k in LANGUAGES if k != ui.language)})


def _query(request: Request, change: Mapping[str, str]) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in (*change, "format", "lang")]
    kept += list(change.items())
    return "?" + urlencode(kept, errors="replace") if kept else ""

"""The application: pages, their JSON twins, exports, reviews, behind one guard."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from dragoman.errors import ConfigError, DragomanError, InputError
from dragoman.version import __version__
from dragoman.web import bundle, guard
from dragoman.web.contexts import Fault
from dragoman.web.desk import Desk
from dragoman.web.guard import Refused
from dragoman.web.pages import routers
from dragoman.web.pages.overview import overview_of
from dragoman.web.render import as_json, html
from dragoman.web.words import LANGUAGES, Ui, chosen

Next = Callable[[Request], Awaitable[Response]]

STATIC = Path(str(files(__package__) / "static"))


def create_app(
    store: str | Path,
    *,
    token: str | None = None,
    mask_private: bool = False,
    hosts: Collection[str] = (),
    warm: bool = False,
) -> FastAPI:
    """The web face of the store in a folder, as an ASGI application.

    Reads only, unless a `token` is given: who sends it may review. `mask_private`: named persons without an office
    come as their role. `hosts`: names under which it answers beside loopback. `warm`: make ready what the first page needs.
    """
    desk = Desk(Path(store), mask=mask_private, token=token)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if warm:
            threading.Thread(target=_warmed, args=(desk,), daemon=True).start()
        yield

    app = FastAPI(
        title="dragoman",
        version=__version__,
        description="Who did what to whom, where, when, how sure, on whose word. Every page has a JSON twin.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.desk = desk
    app.state.hosts = {*guard.LOOPBACK, *(h.lower() for h in hosts)}
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.middleware("http")(_guarded)
    app.exception_handler(DragomanError)(_fault)
    app.exception_handler(HTTPException)(_missing)
    app.exception_handler(RequestValidationError)(_invalid)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.get("/vega.js", include_in_schema=False)(_vega)
    for router in routers():
        app.include_router(router)
    return app


def _warmed(desk: Desk) -> None:
    """Count what the first page needs, and make the script of the charts, before the first reader asks."""
    with suppress(DragomanError):
        overview_of(desk)
    bundle.script()


async def _guarded(request: Request, call: Next) -> Response:
    """Check the host, settle the language, answer 304 where nothing changed, set the headers of every answer."""
    state, query = request.state, request.query_params
    state.ui = Ui(
        chosen(query.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language", ""))
    )
    desk: Desk = request.app.state.desk
    state.writer = bool(desk.token) and guard.same(request.cookies.get(guard.COOKIE, ""), desk.token or "")
    try:
        guard.check_host(request.headers.get("host", ""), request.app.state.hosts)
    except Refused as refused:
        return _headed(PlainTextResponse(str(refused), refused.status))
    static = request.url.path.startswith(("/static/", "/vega.js"))
    tag = "" if static or request.method not in ("GET", "HEAD") else _tag(request, desk)
    if tag and tag in request.headers.get("if-none-match", ""):
        return _headed(Response(status_code=304, headers=_caching(tag)))
    response = await call(request)
    if tag and response.status_code == 200:
        response.headers.update(_caching(tag))
    if static and request.url.query:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if query.get("lang") in LANGUAGES:
        response.set_cookie("lang", state.ui.language, max_age=31_536_000, samesite="lax", httponly=True)
    return _headed(response)


def _tag(request: Request, desk: Desk) -> str:
    """The ETag: whatever an answer hangs on. A store that cannot be read has none."""
    parts = (
        __version__,
        desk.version(),
        str(desk.mask),
        request.state.ui.language,
        str(request.state.writer),
        str(request.url),
        request.headers.get("accept", ""),
    )
    return f'W/"{sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()[:20]}"'


def _caching(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie, Accept"}


def _headed(response: Response) -> Response:
    response.headers.update(guard.HEADERS)
    return response


def _answer(request: Request, fault: Fault) -> Response:
    wants_json = request.url.path.endswith(".json") or request.query_params.get("format") == "json"
    if wants_json or "text/html" not in request.headers.get("accept", "text/html"):
        return as_json(fault, fault.status)
    return html(request, "fault.html", fault, fault.status)


async def _fault(request: Request, error: Exception) -> Response:
    status = getattr(error, "status", None) or (
        404 if isinstance(error, InputError) else 400 if isinstance(error, ConfigError) else 503
    )
    return _answer(request, Fault(int(status), str(error)))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _answer(request, Fault(404, f"There is nothing at {quote(request.url.path)}."))
    return _answer(request, Fault(error.status_code, str(error.detail)))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors()[:5])
    return _answer(request, Fault(422, f"The address asks for something that cannot be: {told}."))


def _vega() -> Response:
    return Response(
        bundle.script(), media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"}
    )

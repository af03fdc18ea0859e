"""Reviews: an analyst signs in with the server's token, then confirms, corrects or rejects a record in the reader."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dragoman.review import FIELDS
from dragoman.web import guard
from dragoman.web.contexts import Fault
from dragoman.web.desk import Desk
from dragoman.web.guard import Refused
from dragoman.web.pages.twins import FAULTS, Id
from dragoman.web.render import as_json, html

router = APIRouter(tags=["review"])

LARGEST = 20_000
"""Bytes of a form or a JSON body: a review is a few words."""

REVIEWER = "dragoman_reviewer"

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["by"],
                    "properties": {
                        "by": {"type": "string", "description": "Who says so."},
                        "verdict": {"type": "string", "enum": ["confirm", "correct", "reject", "reopen"]},
                        "changes": {
                            "type": "object",
                            "description": "Field → its right value, as docs/review.md says.",
                        },
                        "note": {"type": "string", "description": "Why."},
                    },
                }
            }
        },
    }
}


@router.get("/review", include_in_schema=False)
def sign_in(request: Request) -> Response:
    """Where an analyst gives the token."""
    return html(request, "review.html", None)


@router.post("/review", include_in_schema=False)
async def signed_in(request: Request) -> Response:
    """Keep the token in a cookie that no script reads and no other site's page sends."""
    desk: Desk = request.app.state.desk
    guard.check_origin(request.headers, request.url.scheme)
    given = await _body(request)
    if not desk.token or not guard.same(str(given.get("token", "")), desk.token):
        raise Refused(401, "That is not the token that dragoman serve printed when it was started.")
    response = RedirectResponse("/events", 303)
    response.set_cookie(
        guard.COOKIE, desk.token, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return response


@router.post(
    "/events/{event_id}/review",
    openapi_extra=_BODY,
    responses={**FAULTS, 401: {"model": Fault}, 403: {"model": Fault}},
)
async def review(request: Request, event_id: Id) -> Response:
    """Confirm, correct, reject or reopen a record. Needs the token, and from a browser our own page."""
    desk: Desk = request.app.state.desk
    guard.check_write(request.headers, request.cookies, desk.token, request.url.scheme)
    given = await _body(request)
    form = "json" not in request.headers.get("content-type", "")
    changes = given.get("changes") if isinstance(given.get("changes"), dict) else {}
    if form and (field := str(given.get("field", ""))):
        changes = {field: str(given.get("value", ""))} if field in FIELDS else {field: ""}
    verdict = given.get("verdict") or None
    by, note = str(given.get("by", ""))[:100], str(given.get("note", ""))[:2000]
    said = await run_in_threadpool(
        desk.store.review,
        event_id,
        by=by,
        verdict=None if changes else verdict,
        changes=changes or None,
        note=note,
    )
    if not form:
        return as_json([r.to_dict() for r in said])
    article = said[0].article_id
    shown = await run_in_threadpool(_shown, desk, article, said[0].start)
    response = RedirectResponse(f"/articles/{article}" + (f"?event={shown}" if shown else ""), 303)
    response.set_cookie(
        REVIEWER, by.encode("ascii", "ignore").decode() or "-", samesite="strict", httponly=True
    )
    return response


def _shown(desk: Desk, article: str, start: int) -> str | None:
    """The id under which a reviewed record is shown now: a corrected one has another."""
    for event in desk.store.events(article=article):
        if any(s.start == start for s in event.evidence["trigger"]):
            return event.id
    return None


async def _body(request: Request) -> dict[str, Any]:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST:
            raise Refused(413, "A review is a few words; this is too long for one.")
    try:
        text = raw.decode("utf-8")
        if "json" in request.headers.get("content-type", ""):
            made = json.loads(text)
            if not isinstance(made, dict):
                raise ValueError
            return made
        return dict(parse_qsl(text, keep_blank_values=True))
    except (ValueError, RecursionError):
        raise Refused(400, "The body is neither a form nor a JSON object in UTF-8.") from None

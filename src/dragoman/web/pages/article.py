"""The reader: an article with its records' words marked, and a record's fields beside the words that say them."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request

from dragoman.errors import InputError
from dragoman.records import claim_from_dict
from dragoman.review import FIELDS
from dragoman.store.rows import event_from_record
from dragoman.web import asking, spans
from dragoman.web.contexts import Reader
from dragoman.web.desk import Desk
from dragoman.web.masking import shown, told
from dragoman.web.pages.twins import Id, both

router = APIRouter(tags=["pages"])

SAID = ("event_id", "start", "verdict", "field", "by", "at", "note")
"""What a page tells of a review; the record that it was about would tell unmasked names."""


@both(router, "/articles/{article_id}", "article.html", Reader)
def article(
    request: Request,
    article_id: Id,
    event: Annotated[
        str, Query(max_length=80, description="Id of the record to show with all its roles.")
    ] = "",
    part: Annotated[
        int, Query(ge=0, le=100_000, description="Part of a long text; 0: where the record is.")
    ] = 0,
) -> Reader:
    """An article, its events and claims, and the text cut where they begin and end."""
    desk: Desk = request.app.state.desk
    found = desk.store.article(article_id)
    if found is None:
        raise InputError(f"There is no article {article_id[:40]!r} in this store.")
    rows = desk.rows("SELECT record FROM events WHERE article_id = ? ORDER BY position", article_id)
    events = told(desk, (event_from_record(record) for (record,) in rows))
    quoted = desk.rows("SELECT record FROM claims WHERE article_id = ? ORDER BY position", article_id)
    claims = told(desk, (claim_from_dict(json.loads(record)) for (record,) in quoted))
    found = shown(desk, found)
    records = [*events, *claims]
    text = found.text
    cuts = spans.parts(text)
    marks = [m for n, record in enumerate(records) for m in spans.marks_of(n, record)]
    chosen = next((r["id"] for r in records if event and r["id"] == event), None)
    if not part:
        number = next((n for n, r in enumerate(records) if r["id"] == chosen), None)
        starts = [m[0] for m in marks if m[2] == number]
        part = spans.part_of(cuts, min(starts)) if starts else 1
    part = min(part, len(cuts))
    start, end = cuts[part - 1]
    made = found.to_dict()
    made["text"] = text[start:end]
    return Reader(
        article=made,
        part=part,
        parts=len(cuts),
        paragraphs=spans.paragraphs(text, start, end, marks),
        events=events,
        claims=claims,
        units=spans.by_role(text, records),
        chosen=chosen,
        happenings=asking.happening_of(desk, [e["id"] for e in events]),
        reviews=[
            {k: v for k, v in r.to_dict().items() if k in SAID}
            for r in desk.store.reviews(article=article_id)
        ],
        fields=FIELDS,
        may_review=request.state.writer,
    )

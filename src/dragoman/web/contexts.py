"""What each page knows: one frozen dataclass a page, which is its JSON twin as it stands.

Records are as `to_dict()` gives them (docs/records.md). A template reads nothing but its context and the words of the
reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any

Record = dict[str, Any]
"""A record as `to_dict()` gives it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many records have it, and whether it was asked for."""

    value: str
    n: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A column with its most frequent values in the selection. `name` is the filter that takes them."""

    name: str
    kind: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list a page is: `of` records in all, `last` the number of the last page."""

    page: int
    last: int
    of: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle of the map: the records of `places` places close by. `x`, `y`, `r` in the map's units; `quad_class`,
    `place` and its country are those of most."""

    lat: float
    lon: float
    x: float
    y: float
    r: float
    n: int
    quad_class: str
    place: str
    geonames_id: int | None
    country: str
    places: int


@dataclass(frozen=True, slots=True)
class Tone:
    """A country's net tone: mean PLOVER score (-10 conflict to 10 cooperation) of the events it is a side of."""

    code: str
    n: int
    net: float


@dataclass(frozen=True, slots=True)
class Period:
    """A month: its events by quad class, and their mean score."""

    month: str
    counts: Mapping[str, int]
    n: int
    net: float | None


@dataclass(frozen=True, slots=True)
class Map:
    """The map: its window in the map's units (x, y, width, height), shapes (code, path) and circles."""

    view: tuple[float, float, float, float]
    shapes: Sequence[tuple[str, str]]
    spots: Sequence[Spot]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: what the store holds, where and how it went between `since` and `until`, what is latest.

    `linked`: whether the map counts happenings, else records. `stale`: events came in since they were linked.
    """

    counts: Mapping[str, int]
    since: str | None
    until: str | None
    linked: bool
    map: Map
    tones: Sequence[Tone]
    months: Sequence[Period]
    latest: Sequence[Record]
    store: str


@dataclass(frozen=True, slots=True)
class Events:
    """A page of events that pass the filters, with facets of all of them."""

    selection: Mapping[str, Any]
    order: str
    pages: Pages
    facets: Sequence[Facet]
    events: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text. `marks`: (number of the record on this page, role); `controls`: it is one character
    that would change how the text around it is shown, and is told by its code point instead."""

    text: str
    start: int
    marks: Sequence[tuple[int, str]] = ()
    control: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """An article over its records. `chosen` is the id of the record that is shown with all its roles.

    `paragraphs` are runs of pieces; `part` of `parts` where the text is too long for one page. `units` has for each
    record its spans by role as UTF-16 units, as browsers count; in records they are code points.
    """

    article: Record
    part: int
    parts: int
    paragraphs: Sequence[Sequence[Piece]]
    events: Sequence[Record]
    claims: Sequence[Record]
    units: Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]
    chosen: str | None
    happenings: Mapping[str, str]
    reviews: Sequence[Record]
    fields: Mapping[str, str]
    may_review: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """An office held: of a person, or by a person of a country."""

    person_id: str
    person: str
    org: str
    office: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody on the other side: how many events with them, and their mean score."""

    key: str
    n: int
    net: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A country or an actor: who it is, offices over time, with whom it deals, its months and latest events.

    `row` is its row of the knowledge tables, null where it is in none.
    """

    key: str
    names: Mapping[str, str]
    row: Record | None
    posts: Sequence[Post]
    members: Sequence[str]
    total: int
    net: float | None
    partners: Sequence[Partner]
    months: Sequence[Period]
    latest: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Dyad:
    """How two stand with each other: `Dossier.to_dict()` as `dossier` (docs/dossiers.md), and the latest events."""

    a: str
    b: str
    since: str
    until: str
    last_visit: str
    dossier: Record
    latest: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Place:
    """A place: where it is (`pin` in the map's units), which events happened there, and of what types."""

    geonames_id: int | None
    country: str
    name: str
    admin1: str
    lat: float | None
    lon: float | None
    pin: tuple[float, float] | None
    map: Map
    total: int
    facets: Sequence[Facet]
    months: Sequence[Period]
    latest: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Happenings:
    """A page of happenings, the newest or the most told first."""

    selection: Mapping[str, Any]
    order: str
    pages: Pages
    facets: Sequence[Facet]
    happenings: Sequence[Record]
    linked: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """A happening with every record beneath it."""

    happening: Record
    events: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Event:
    """One event, its article's id and the happening that it is part of."""

    event: Record
    happening: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """An actor that was looked for by name."""

    actor_id: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is in the store, most frequent first; where a name was asked for, who it may mean."""

    asked: str
    found: Sequence[Found]
    countries: Sequence[Tone]
    others: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class About:
    """What made the records, how well it was measured to work, and under which terms the data is."""

    counts: Mapping[str, int]
    versions: Sequence[tuple[Mapping[str, str], int]]
    version: str
    masked: bool
    sources: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something could not be shown: one sentence."""

    status: int
    message: str
    hints: Sequence[str] = field(default=())


def plain(value: Any) -> Any:
    """A context as JSON takes it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value

"""The noun that linking makes: Happening, one real-world event with every record that tells it, and its parts.

Like `records`, frozen, JSON-ready, and known to every room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from dragoman.records import Actor, Modality, Place, Span, _fields, actor_from_dict


@dataclass(frozen=True, slots=True)
class Telling:
    """What one record says of a number, where its words stand, who published it, and on whose word."""

    event_id: str
    article_id: str
    low: int
    best: int
    high: int | None
    span: Span
    outlet: str | None = None
    speaker: str | None = None
    published: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people, over all records: the least anyone tells, the best known, the most anyone tells.

    `best` is the number of most independent sources, each taken at its newest word; of equals the newest.
    `high` is null where nobody gives an upper bound. `told` is every telling, oldest first.
    """

    low: int
    best: int
    high: int | None
    told: tuple[Telling, ...]

    @property
    def disputed(self) -> bool:
        """Whether two records give different numbers."""
        return len({t.best for t in self.told}) > 1

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with `disputed`."""
        return {**_fields(self), "disputed": self.disputed}


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that the records give of a field, with those that give it."""

    value: str
    events: tuple[str, ...]
    outlets: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Happening:
    """One real-world event, however often it was told; what its records say together, and what each says.

    Most happenings are told once. `events` are the ids of the records beneath, oldest first; `sources` counts
    the independent ones, near-copies and reprints of an agency taken as one. `versions` holds the fields on
    which the records differ, each value with the records that give it.
    """

    id: str
    event_type: str
    event_mode: str | None
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    modality: Modality
    events: tuple[str, ...]
    event_types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    quad_class: str = ""
    score: float = 0.0
    date: str | None = None
    date_precision: str | None = None
    day: str | None = None
    day_end: str | None = None
    event_loc: Place | None = None
    historical: bool = False
    dead: Toll | None = None
    injured: Toll | None = None
    arrested: Toll | None = None
    articles: tuple[str, ...] = ()
    source_groups: tuple[tuple[str, ...], ...] = ()
    sources: int = 1
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    confidence: float = 0.0
    title: str | None = None
    event_text: str = ""
    first_published: str | None = None
    last_published: str | None = None
    linker: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The happening, JSON-ready."""
        made = _fields(self)
        for name in ("dead", "injured", "arrested"):
            toll: Toll | None = getattr(self, name)
            made[name] = toll.to_dict() if toll else None
        return made


def happening_from_dict(made: Mapping[str, Any]) -> Happening:
    """The Happening that `to_dict` wrote; fields of a later schema are passed over."""
    kept = _known(Happening, made)
    for name in ("actor", "recipient"):
        kept[name] = tuple(actor_from_dict(a) for a in kept.get(name) or ())
    if place := kept.get("event_loc"):
        kept["event_loc"] = Place(**_spanned(Place, place))
    for name in ("dead", "injured", "arrested"):
        if kept.get(name):
            kept[name] = _toll(kept[name])
    kept["source_groups"] = tuple(tuple(g) for g in kept.get("source_groups") or ())
    kept["versions"] = {
        name: tuple(Version(v["value"], tuple(v["events"]), tuple(v["outlets"])) for v in versions)
        for name, versions in (kept.get("versions") or {}).items()
    }
    for name in _LISTS:
        kept[name] = tuple(kept.get(name) or ())
    return Happening(**kept)


_LISTS = ("events", "event_types", "aliases", "contexts", "topics", "articles", "outlets", "languages")


def _toll(made: Mapping[str, Any]) -> Toll:
    told = tuple(Telling(**_spanned(Telling, t)) for t in made["told"])
    return Toll(made["low"], made["best"], made["high"], told)


def _known(kind: type[Any], made: Mapping[str, Any]) -> dict[str, Any]:
    return {f.name: made[f.name] for f in fields(kind) if f.name in made}


def _spanned(kind: type[Any], made: Mapping[str, Any]) -> dict[str, Any]:
    kept = _known(kind, made)
    if kept.get("span"):
        kept["span"] = Span(**kept["span"])
    return kept

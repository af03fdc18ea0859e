"""The nouns that travel between the rooms: Article, Span, Actor, Place, Count, Amount, Event, Claim, Coded.

All are frozen. Offsets are code points into `Article.text`, half open: `text[start:end]` is exactly the words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

Language = Literal["fr", "en"]
Modality = Literal["happened", "ongoing", "planned", "hypothetical", "alleged", "denied"]

MODALITIES: tuple[Modality, ...] = ("happened", "ongoing", "planned", "hypothetical", "alleged", "denied")
CLAIM_KINDS = ("stake", "obstacle", "concern")


def content_hash(*parts: str) -> str:
    """Sixteen hex digits of SHA-256 over the parts; the separator keeps ("ab", "c") from ("a", "bc")."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def canonical_address(url: str) -> str:
    """The address without fragment, tracking parameters, default port, `www.` and trailing slash, in lower-case host."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = "&".join(
        sorted(
            q for q in parts.query.split("&") if q and not re.match(r"(utm_|fbclid|gclid|mc_|xtor|ref=)", q)
        )
    )
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), query, ""))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of `Article.text`, code points, half open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def to_dict(self) -> dict[str, int]:
        """`{"start": …, "end": …}`."""
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news as it was read. `text` is never altered; every offset points into it.

    `published` is the day (or moment) of publication, `published_from` says where it was found ("metadata",
    "url", "dateline", "given", or "" when there is none). `id` is made from the canonical address, else from
    title and text; `text_hash` is the version of the text under that id.
    """

    text: str
    title: str | None = None
    language: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    outlet: str | None = None
    id: str = ""
    author: str | None = None
    published_from: str = ""
    source: str = ""  # the file, row or feed it was read from, for messages

    def __post_init__(self) -> None:
        if not self.id:
            made = (
                content_hash(canonical_address(self.url))
                if self.url
                else content_hash(self.title or "", self.text)
            )
            object.__setattr__(self, "id", made)
        if self.published is not None and not self.published_from:
            object.__setattr__(self, "published_from", "given")

    @property
    def text_hash(self) -> str:
        """The version of the text: sixteen hex digits of its SHA-256."""
        return content_hash(self.text)

    @property
    def day(self) -> date | None:
        """The day of publication, without the time."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with `text_hash`."""
        made = {f.name: getattr(self, f.name) for f in fields(self)}
        made["published"] = self.published.isoformat() if self.published else None
        made["text_hash"] = self.text_hash
        return made


@dataclass(frozen=True, slots=True)
class Actor:
    """One side of an event, a speaker, or the holder of a claim.

    `code` is the country or kind under which it counts: ISO alpha-3 (Kosovo KOS), `IGO`, `NGO`, `MNC`; empty
    where it belongs to no single country or none is known. `actor_id` names the row of the knowledge tables
    (null: not in them). `reason` says how the mention came to be this actor.
    """

    raw_text: str = ""
    span: Span | None = None
    entity_name: str = ""
    actor_id: str | None = None
    code: str = ""
    sector_code: str = ""
    other_sector_codes: tuple[str, ...] = ()
    office: str | None = None
    wikidata_id: str | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready under PLOVER's names."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: WGS84 degrees, alpha-3 country, GeoNames id and admin-1 name where known.

    `precision`: "place" (a populated place or feature), "admin1", "admin2", "region" (crosses borders) or "country".
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "place"
    raw_text: str = ""
    span: Span | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Count:
    """How many people: the least, the best single reading, the most (null: no upper bound told)."""

    low: int
    best: int
    high: int | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or quantity the text gives: value, unit (ISO 4217 currency, or a noun such as "tonne"), year if told."""

    value: float
    unit: str
    span: Span
    year: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where, when, how sure, on whose word; each field points at its words in `evidence`.

    `evidence["trigger"]` has one span for each sentence that tells the event. A field without a span that holds
    is empty. `reasons` says for a field why it has its value, or why it is empty.
    """

    id: str
    article_id: str
    event_type: str
    event_mode: str | None
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    modality: Modality
    evidence: Mapping[str, tuple[Span, ...]]
    contexts: tuple[str, ...] = ()
    quad_class: str = ""
    score: float = 0.0
    cameo: str = ""
    date: str | None = None  # ISO: 2024-08-01, 2024-08, 2024
    date_precision: str | None = None  # day, week, month, season, year
    event_loc: Place | None = None
    historical: bool = False
    attribution: Actor | None = None
    attribution_chain: tuple[Actor, ...] = ()
    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    topics: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    confidence: float = 0.0
    language: str = ""
    event_text: str = ""  # the sentence that tells it first
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    coder: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The record, JSON-ready, under the names of `dragoman schema`; every export is made from it."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stake, an obstacle or a concern about a pair of actors, quoted: what somebody says, never a fact.

    `holder` is whose stake or concern it is (a stake's beneficiary; for an obstacle whoever meets it),
    `pair` the two actors of the relation it is about, `span` the quoted passage, `text` its words.
    """

    id: str
    article_id: str
    kind: str  # stake, obstacle, concern
    holder: tuple[Actor, ...]
    pair: tuple[Actor, ...]
    span: Span
    text: str
    topics: tuple[str, ...] = ()
    attribution: Actor | None = None
    language: str = ""
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    confidence: float = 0.0
    coder: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The record, JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not read or not coded, and why: one sentence a user can act on."""

    source: str
    message: str
    span: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Coded:
    """What one article gave: its events and claims (both may be empty) and what was passed over."""

    article: Article
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


def _fields(value: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return _fields(value)
    if isinstance(value, Mapping):
        return {k: _plain(value[k]) for k in value}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value


def event_from_dict(made: Mapping[str, Any]) -> Event:
    """The Event that `to_dict` wrote; fields of a later schema are passed over, at every depth."""
    kept = _known(Event, made)
    for name in ("actor", "recipient", "attribution_chain"):
        kept[name] = tuple(actor_from_dict(a) for a in kept.get(name) or ())
    if kept.get("attribution"):
        kept["attribution"] = actor_from_dict(kept["attribution"])
    if kept.get("event_loc"):
        kept["event_loc"] = Place(**_known(Place, kept["event_loc"]))
    for name in ("dead", "injured", "arrested"):
        if kept.get(name):
            kept[name] = Count(**_known(Count, kept[name]))
    kept["amounts"] = tuple(Amount(**_known(Amount, a)) for a in kept.get("amounts") or ())
    kept["evidence"] = {k: tuple(Span(**s) for s in v) for k, v in kept["evidence"].items()}
    for name in ("contexts", "topics"):
        kept[name] = tuple(kept.get(name) or ())
    return Event(**kept)


def claim_from_dict(made: Mapping[str, Any]) -> Claim:
    """The Claim that `to_dict` wrote; fields of a later schema are passed over, at every depth."""
    kept = _known(Claim, made)
    for name in ("holder", "pair"):
        kept[name] = tuple(actor_from_dict(a) for a in kept.get(name) or ())
    if kept.get("attribution"):
        kept["attribution"] = actor_from_dict(kept["attribution"])
    kept["topics"] = tuple(kept.get("topics") or ())
    return Claim(**kept)


def actor_from_dict(made: Mapping[str, Any]) -> Actor:
    """The Actor that `to_dict` wrote; fields of a later schema are passed over."""
    kept = _known(Actor, made)
    kept["other_sector_codes"] = tuple(kept.get("other_sector_codes") or ())
    return Actor(**kept)


def _known(kind: type[Any], made: Mapping[str, Any]) -> dict[str, Any]:
    kept = {f.name: made[f.name] for f in fields(kind) if f.name in made}
    if kept.get("span"):
        kept["span"] = Span(**kept["span"])
    return kept

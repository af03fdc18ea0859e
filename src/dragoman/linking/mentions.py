"""What linking reads of a record, and many of them as columns of numbers, so that a million can be compared.

Nothing in a column depends on the other records: the same pair gets the same points in any company.
"""

from __future__ import annotations

import calendar
import itertools
import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.codebook import STATE_SECTORS
from dragoman.records import Actor, Event

FAMILIES = (
    ("ASSAULT",),
    ("COERCE", "SANCTION"),
    ("CONSULT",),
    ("AGREE", "SUPPORT", "AID", "COOPERATE"),
    ("RETREAT", "CONCEDE"),
    ("ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    ("PROTEST",),
    ("MOBILIZE",),
)
"""Types under which one act can be told: an arrest or a conviction, a deal signed or help promised."""

SIDES = 4  # actors of a side that are compared; the rest of a longer list adds nothing
WORD_BITS, NAME_BITS = 1024, 512
SHORTEST_WORD = 4  # letters; shorter words say little and would need a stop list for each language
LAG = 7
"""Days by which a report without a date can come after what it tells, at most."""

VAGUE_SECTORS = ("UAF", "UNK", "CVL", "REF", "SOC", "")

Ints = npt.NDArray[np.int32]
Bits = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class Side(NamedTuple):
    """An actor as far as linking compares it: its row or name, its country, its sector."""

    id: str
    name: str
    code: str
    sector: str


class Mention(NamedTuple):
    """A record as far as linking reads it; `event_id`, `article_id` and `published` also set the order."""

    event_id: str
    article_id: str
    published: str
    language: str
    event_type: str
    event_mode: str
    modality: str
    date: str
    date_precision: str
    actor: tuple[Side, ...]
    recipient: tuple[Side, ...]
    place: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    loc_precision: str
    counts: tuple[int | None, int | None, int | None]
    sentence: str
    title: str


def mention(event: Event) -> Mention:
    """What linking reads of an event."""
    place = event.event_loc
    return Mention(
        event_id=event.id,
        article_id=event.article_id,
        published=event.published or "",
        language=event.language,
        event_type=event.event_type,
        event_mode=event.event_mode or "",
        modality=event.modality,
        date=event.date or "",
        date_precision=event.date_precision or "",
        actor=tuple(_side(a) for a in event.actor),
        recipient=tuple(_side(a) for a in event.recipient),
        place=place.name if place else "",
        geonames_id=place.geonames_id if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.country if place else "",
        admin1=place.admin1 if place else "",
        loc_precision=place.precision if place else "",
        counts=tuple(c.best if c else None for c in (event.dead, event.injured, event.arrested)),  # type: ignore[arg-type]
        sentence=event.event_text,
        title=event.title or "",
    )


def _side(actor: Actor) -> Side:
    return Side(actor.actor_id or "", actor.entity_name or actor.raw_text, actor.code, actor.sector_code)


@dataclass(frozen=True, slots=True)
class Columns:
    """Mentions side by side; row i of every array is mention i. Zero stands for nothing told."""

    ids: Sequence[str]
    article: Ints
    sentence: Ints
    language: Ints
    type: Ints
    family: Ints
    mode: Ints
    start: Ints  # proleptic ordinal of the first day; 0 where no day is known
    end: Ints
    vague: Flags  # only publication is known: a window of LAG days before it
    planned: Flags
    place: Ints
    region: Ints
    country: Ints
    precise: Flags
    lat: Floats
    lon: Floats
    actor: Ints  # (n, SIDES): who exactly
    actor_code: Ints
    actor_kind: Ints
    recipient: Ints
    recipient_code: Ints
    recipient_kind: Ints
    counts: Floats  # (n, 3): dead, injured, arrested; nan where nothing is told
    words: Bits
    names: Bits

    def __len__(self) -> int:
        return len(self.ids)


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Oldest first, in an order that no input order changes."""
    return sorted(mentions, key=lambda m: (m.published, m.article_id, m.event_id))


def columns(mentions: Iterable[Mention]) -> Columns:
    """The columns of mentions, which may come from a stream."""
    stream = iter(mentions)
    parts = [_part([])]
    # Sets of words are kept of a few mentions at a time: they would take gigabytes for a million.
    while held := [_row(m) for m in itertools.islice(stream, 20_000)]:
        parts.append(_part(held))
    ids = [id for part in parts for id in part[0]]
    names = [f for f in Columns.__dataclass_fields__ if f != "ids"]
    return Columns(ids, **{name: np.concatenate([part[1][name] for part in parts]) for name in names})


def _part(rows: Sequence[tuple]) -> tuple[list[str], dict[str, npt.NDArray[Any]]]:  # type: ignore[type-arg]
    shapes = {"counts": 3} | {
        f"{side}{what}": SIDES for side in ("actor", "recipient") for what in ("", "_code", "_kind")
    }
    made: dict[str, npt.NDArray[Any]] = {
        "words": _signatures([row[-2] for row in rows], WORD_BITS),
        "names": _signatures([row[-1] for row in rows], NAME_BITS),
    }
    for place, name in enumerate(f for f in Columns.__dataclass_fields__ if f not in ("ids", *made)):
        values = np.array([row[place + 1] for row in rows], dtype=_dtype(name))
        made[name] = values.reshape(len(rows), shapes[name]) if name in shapes else values
    return [row[0] for row in rows], made


def _dtype(name: str) -> type[np.generic]:
    if name in ("vague", "planned", "precise"):
        return np.bool_
    return np.float32 if name in ("lat", "lon", "counts") else np.int32


def _row(m: Mention) -> tuple:  # type: ignore[type-arg]
    start, end, vague = window(m)
    start -= LAG if vague and start else 0
    actors, recipients = m.actor[:SIDES], m.recipient[:SIDES]
    return (
        m.event_id,
        number(m.article_id),
        number(m.sentence),
        _known(m.language),
        _known(m.event_type),
        _family(m.event_type),
        _known(m.event_mode),
        start,
        end,
        vague,
        m.modality in ("planned", "hypothetical"),
        m.geonames_id or _known(folded(m.place)),
        _known(folded(m.admin1)),
        _known(m.country),
        m.loc_precision == "place",
        np.nan if m.lat is None else m.lat,
        np.nan if m.lon is None else m.lon,
        *_sides(actors),
        *_sides(recipients),
        tuple(np.nan if c is None else c for c in m.counts),
        words_in(m.sentence),
        names_in(m.sentence) | names_in(m.title),
    )


def _sides(sides: tuple[Side, ...]) -> tuple[list[int], list[int], list[int]]:
    padding = [0] * (SIDES - len(sides))
    return (
        [_known(_who(s)) for s in sides] + padding,
        [_known(s.code) for s in sides] + padding,
        [_known(_kind(s)) for s in sides] + padding,
    )


def _who(side: Side) -> str:
    # "civilians" or "50 soldiers" is no name: two such sides are of a kind, not the same.
    named = side.sector not in VAGUE_SECTORS and len(re.findall(r"\b[A-ZÀ-Ý]", side.name)) > 1
    return side.id or (folded(side.name) if named else "")


def _kind(side: Side) -> str:
    """What kind of actor of which country; empty for people at large, whose country is a guess from the place."""
    if not side.code or (side.sector in VAGUE_SECTORS and not side.id):
        return ""
    # A country's minister, army or parliament: its state, as dossiers take it.
    return f"{side.code}:{'state' if side.sector in STATE_SECTORS else side.sector}"


def _family(event_type: str) -> int:
    return next((i for i, types in enumerate(FAMILIES, start=1) if event_type in types), 0)


def window(m: Mention) -> tuple[int, int, bool]:
    """First and last day (ordinals) on which it may have been, and whether only publication says so; 0 unknown."""
    days = _period(m.date)
    if days and m.date_precision == "week":
        days = days[0], days[1] + timedelta(days=6)
    if days:
        return days[0].toordinal(), days[1].toordinal(), False
    published = _period(m.published[:10])
    return (published[0].toordinal(), published[1].toordinal(), True) if published else (0, 0, True)


def _period(partial: str) -> tuple[date, date] | None:
    try:
        parts = [int(p) for p in partial[:10].split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def number(text: str) -> int:
    """A text as a 31-bit number, the same in every run; 0 for an empty one."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF if text else 0


@lru_cache(1 << 16)
def _known(text: str) -> int:
    """The same, remembered: for codes, names and places, which come again and again."""
    return number(text)


def folded(text: str) -> str:
    """Lower case without accents."""
    lower = text.lower()
    return lower if lower.isascii() else lower.translate(_accents())


@cache
def _accents() -> Mapping[int, str]:
    """Latin letters with accents to those without, loose accents to nothing: a tenth of the time of normalizing."""
    latin = {c: unicodedata.normalize("NFD", chr(c)) for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
    bare = {c: "".join(x for x in parts if not unicodedata.combining(x)) for c, parts in latin.items()}
    return bare | dict.fromkeys(range(0x300, 0x370), "")


def words_of(text: str) -> list[str]:
    """The runs of letters or digits of a folded text."""
    return re.findall(r"[^\W_]+", text)


def words_in(text: str) -> frozenset[int]:
    """The words of a sentence that few articles share, as numbers."""
    return frozenset(_telling(w) for w in words_of(folded(text)) if len(w) >= SHORTEST_WORD) - {0}


def names_in(text: str) -> frozenset[int]:
    """Its names and figures of two digits and more: what a translation keeps."""
    found = re.findall(r"\b(?:[^\W\d_]\w{2,}|\d{2,})\b", text)
    return frozenset(_telling(folded(w)) for w in found if w[0].isdigit() or w[0].isupper()) - {0}


@lru_cache(1 << 16)
def _telling(word: str) -> int:
    return 0 if word in common() else number(word)


@cache
def common() -> frozenset[str]:
    """Words that too many articles share to be a sign (`training/annotation/common_words.py`)."""
    return frozenset((files(__package__) / "common.txt").read_text(encoding="utf-8").split())


def _signatures(sets: Sequence[frozenset[int]], bits: int) -> Bits:
    made = np.zeros((len(sets), bits // 64), dtype=np.uint64)
    sizes = np.fromiter((len(s) for s in sets), dtype=np.int64, count=len(sets))
    rows = np.repeat(np.arange(len(sets)), sizes)
    flat = np.fromiter((v for s in sets for v in s), dtype=np.int64, count=int(sizes.sum())) % bits
    np.bitwise_or.at(made, (rows, flat // 64), np.uint64(1) << (flat % 64).astype(np.uint64))
    return made

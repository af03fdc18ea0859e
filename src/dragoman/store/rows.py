"""Records to rows and back: the flat columns that queries read, and the JSON in which nothing is lost."""

from __future__ import annotations

import calendar
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dragoman import version
from dragoman.codebook import STATE_SECTORS
from dragoman.happening import Happening, Toll
from dragoman.records import Actor, Article, Claim, Coded, Count, Event, Place, content_hash, event_from_dict
from dragoman.store.columns import UNDATED
from dragoman.store.duck import Row

KINDS = ("IGO", "NGO", "MNC")
"""Codes that are no country: what counts under them is asked for whatever its sector."""

PER_RECORD = ("frame",)
"""What in a record's `coder` tells of this record, not of the versions."""

BASE_CODER: Mapping[str, str] = {
    "dragoman": version.__version__,
    "schema": version.SCHEMA,
    "codebook": version.CODEBOOK,
    "conventions": version.CONVENTIONS,
}


def dumps(value: Any) -> str:
    """Compact JSON, keys in their order; escaped to ASCII only where a lone surrogate leaves no other way."""
    made = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        made.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return made


def period(partial: str | None) -> tuple[date, date] | None:
    """First and last day of a partial ISO date (2024, 2024-08, 2024-08-01, a moment), or None."""
    try:
        parts = [int(p) for p in (partial or "")[:10].split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:
            return date(parts[0], parts[1], 1), date(
                parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1]
            )
        year, month, day = parts
        return date(year, month, day), date(year, month, day)
    except (ValueError, TypeError, calendar.IllegalMonthError):
        return None


def month_of(article: Article) -> str:
    """The partition of an article: its month of publication, "2024-08", or "undated"."""
    return article.day.isoformat()[:7] if article.day else UNDATED


def _side(side: str, actors: Sequence[Actor]) -> Row:
    return {
        f"{side}_names": [_whole(a.entity_name or a.raw_text) for a in actors],
        f"{side}_ids": [a.actor_id or "" for a in actors],
        f"{side}_codes": [a.code for a in actors],
        f"{side}_sectors": [a.sector_code for a in actors],
        f"{side}_keys": [key for a in actors for key in _keys(a)],
    }


def _keys(actor: Actor) -> list[str]:
    # A country is asked for as its state, so its rebels have no key of the bare code; a kind has no state.
    state = actor.sector_code in STATE_SECTORS or actor.code in KINDS
    keys = [actor.code if state else "", f"{actor.code}:{actor.sector_code}", actor.actor_id or ""]
    return [key for key in keys if key]


def _place(place: Place | None) -> Row:
    return {
        "place": _whole(place.name) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "loc_country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "geonames_id": place.geonames_id if place else None,
        "loc_precision": place.precision if place else None,
    }


def _count(name: str, count: Count | Toll | None) -> Row:
    return {
        f"{name}_low": count.low if count else None,
        f"{name}_best": count.best if count else None,
        f"{name}_high": count.high if count else None,
    }


def _speaker(actor: Actor | None) -> Row:
    return {
        "speaker": _whole(actor.entity_name or actor.raw_text) if actor else None,
        "speaker_id": actor.actor_id if actor else None,
    }


def _whole(text: str | None) -> str | None:
    # U+FFFD for a lone surrogate keeps every code point in its place, so that offsets still hold.
    if text is None or text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _broken(text) else text


def _broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def event_row(event: Event, *, position: int = 0, month: str = UNDATED) -> Row:
    """The row of an event in the table `events`."""
    days = period(event.date) or period(event.published)
    return {
        "event_id": event.id,
        "article_id": event.article_id,
        "position": position,
        "event_type": event.event_type,
        "event_mode": event.event_mode,
        "quad_class": event.quad_class,
        "score": event.score,
        "cameo": event.cameo,
        "contexts": list(event.contexts),
        "topics": list(event.topics),
        "modality": event.modality,
        "historical": event.historical,
        "date": event.date,
        "date_precision": event.date_precision,
        "day": _iso(days[0]) if days else None,
        "day_end": _iso(days[1]) if days else None,
        **_side("actor", event.actor),
        **_side("recipient", event.recipient),
        **_place(event.event_loc),
        **_count("dead", event.dead),
        **_count("injured", event.injured),
        **_count("arrested", event.arrested),
        **_speaker(event.attribution),
        "confidence": event.confidence,
        "language": event.language,
        "title": _whole(event.title),
        "published": event.published,
        "outlet": _whole(event.outlet),
        "url": _whole(event.url),
        "sentence": _whole(event.event_text),
        "month": month,
        "record": dumps(event.to_dict()),
    }


def claim_row(claim: Claim, *, position: int = 0, month: str = UNDATED) -> Row:
    """The row of a claim in the table `claims`."""
    days = period(claim.published)
    return {
        "claim_id": claim.id,
        "article_id": claim.article_id,
        "position": position,
        "kind": claim.kind,
        **_side("holder", claim.holder),
        **_side("pair", claim.pair),
        "topics": list(claim.topics),
        "text": _whole(claim.text),
        **_speaker(claim.attribution),
        "confidence": claim.confidence,
        "language": claim.language,
        "title": _whole(claim.title),
        "published": claim.published,
        "day": _iso(days[0]) if days else None,
        "outlet": _whole(claim.outlet),
        "url": _whole(claim.url),
        "month": month,
        "record": dumps(claim.to_dict()),
    }


def happening_row(happening: Happening, *, heap: str, made_of: Sequence[str], born: int) -> Row:
    """The row of a happening in the table `happenings`; the last three serve the next linking."""
    return {
        "happening_id": happening.id,
        **{k: list(getattr(happening, k)) for k in ("aliases", "event_types", "contexts", "topics")},
        "event_type": happening.event_type,
        "event_mode": happening.event_mode,
        "quad_class": happening.quad_class,
        "score": happening.score,
        "modality": happening.modality,
        "historical": happening.historical,
        "date": happening.date,
        "date_precision": happening.date_precision,
        "day": happening.day,
        "day_end": happening.day_end,
        **_side("actor", happening.actor),
        **_side("recipient", happening.recipient),
        **_place(happening.event_loc),
        **_count("dead", happening.dead),
        **_count("injured", happening.injured),
        **_count("arrested", happening.arrested),
        "disputed": sorted(happening.versions),
        "event_ids": list(happening.events),
        "article_ids": list(happening.articles),
        "outlets": [_whole(o) for o in happening.outlets],
        "languages": list(happening.languages),
        "tellings": len(happening.events),
        "sources": happening.sources,
        "confidence": happening.confidence,
        "title": _whole(happening.title),
        "sentence": _whole(happening.event_text),
        "first_published": happening.first_published,
        "last_published": happening.last_published,
        "heap": heap,
        "made_of": list(made_of),
        "born": born,
        "linker": happening.linker,
        "month": happening.day[:7] if happening.day else UNDATED,
        "record": dumps(happening.to_dict()),
    }


def actor_rows(event: Event) -> list[Row]:
    """A row for each side's actors, for the table `actors` of a DuckDB export."""
    return [
        {
            "event_id": event.id,
            "side": side,
            "position": position,
            **{k: _whole(v) if isinstance(v, str) else v for k, v in actor.to_dict().items()},
            "span_start": actor.span.start if actor.span else None,
            "span_end": actor.span.end if actor.span else None,
        }
        for side, actors in (("actor", event.actor), ("recipient", event.recipient))
        for position, actor in enumerate(actors)
    ]


def evidence_rows(event: Event) -> list[Row]:
    """A row for each span of evidence, for the table `evidence` of a DuckDB export."""
    return [
        {"event_id": event.id, "field": name, "span_start": span.start, "span_end": span.end}
        for name, spans in event.evidence.items()
        for span in spans
    ]


def versions_in(coder: Mapping[str, str]) -> dict[str, str]:
    """Of a record's `coder` the versions alone, by which two runs can be compared."""
    return {k: v for k, v in coder.items() if k not in PER_RECORD}


def coded_by(coded: Coded, coder: Mapping[str, str] | None = None) -> dict[str, str]:
    """The versions that coded an article: those given, else those that its records name."""
    if coder is not None:
        return versions_in(coder)
    named = [e.coder for e in coded.events] + [c.coder for c in coded.claims]
    return {**BASE_CODER, **{k: v for made in named for k, v in versions_in(made).items()}}


def rows_of(coded: Coded, coder: Mapping[str, str]) -> dict[str, list[Row]]:
    """The rows of a coded article by table; `coder` names the versions of what coded it."""
    month = month_of(coded.article)
    events = [event_row(e, position=i, month=month) for i, e in enumerate(coded.events)]
    claims = [claim_row(c, position=i, month=month) for i, c in enumerate(coded.claims)]
    records = [row["record"] for row in (*events, *claims)]
    return {"events": events, "claims": claims, "articles": [_article_row(coded, coder, month, records)]}


def _article_row(coded: Coded, coder: Mapping[str, str], month: str, records: Sequence[str]) -> Row:
    article = coded.article
    made = article.to_dict()
    problems = dumps([p.to_dict() for p in coded.problems])
    versions = dumps(dict(sorted(coder.items())))
    return {
        "article_id": article.id,
        "text_hash": made["text_hash"],
        **{k: _whole(made[k]) for k in ("title", "text", "language", "published", "published_from")},
        "day": _iso(article.day),
        **{k: _whole(made[k]) for k in ("url", "outlet", "author", "source")},
        "events": len(coded.events),
        "claims": len(coded.claims),
        "problems": problems,
        "coder": versions,
        "digest": content_hash(dumps(made), *records, problems, versions),
        "month": month,
    }


ARTICLE = (
    "article_id",
    "text",
    "title",
    "language",
    "published",
    "url",
    "outlet",
    "author",
    "published_from",
    "source",
)
"""The columns that `article_from_row` takes."""


def event_from_record(record: str) -> Event:
    """The Event of a `record`."""
    return event_from_dict(json.loads(record))


def article_from_row(row: Mapping[str, Any]) -> Article:
    """The Article that `article_row` wrote."""
    moment = row["published"]
    published: date | datetime | None = None
    if moment:
        published = datetime.fromisoformat(moment) if len(moment) > 10 else date.fromisoformat(moment)
    return Article(
        text=row["text"],
        title=row["title"],
        language=row["language"],
        published=published,
        url=row["url"],
        outlet=row["outlet"],
        id=row["article_id"],
        author=row["author"],
        published_from=row["published_from"],
        source=row["source"],
    )

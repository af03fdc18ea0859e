"""Events in the forms that other tools read: GeoJSON, GEXF, FollowTheMoney, GDELT 1.0 columns, RSS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from babel.core import get_global

from dragoman.codebook import QUAD_CLASSES
from dragoman.dossiers.wording import clean
from dragoman.records import Actor, Event, content_hash
from dragoman.web.words import Ui

GDELT = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate "
    + " ".join(
        f"Actor{n}{c}"
        for n in (1, 2)
        for c in "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
    )
    + " IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone "
    + " ".join(
        f"{who}Geo_{c}"
        for who in ("Actor1", "Actor2", "Action")
        for c in "Type FullName CountryCode ADM1Code Lat Long FeatureID".split()
    )
    + " DATEADDED SOURCEURL"
).split()
"""The 58 columns of a GDELT 1.0 daily file, in their order."""


def geojson(events: Iterable[Event]) -> Iterator[str]:
    """A FeatureCollection; an event whose place has no coordinates has a null geometry (RFC 7946, 3.2)."""
    yield '{"type":"FeatureCollection","features":['
    for n, event in enumerate(events):
        place = event.event_loc
        point = place is not None and place.lat is not None and place.lon is not None
        feature = {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and point else None,
            "properties": {
                "event_type": event.event_type, "event_mode": event.event_mode, "quad_class": event.quad_class,
                "score": event.score, "modality": event.modality, "historical": event.historical, "date": event.date,
                "actor": [_name(a) for a in event.actor], "recipient": [_name(a) for a in event.recipient],
                "place": place.name if place else None, "country": place.country if place else None,
                "confidence": event.confidence, "text": event.event_text, "outlet": event.outlet, "url": event.url,
            },
        }  # fmt: skip
        yield (",\n" if n else "\n") + json.dumps(feature, ensure_ascii=False)
    yield "\n]}\n"


def gexf(events: Iterable[Event]) -> Iterator[str]:
    """A network (GEXF 1.3): who dealt with whom, each edge with how many events and their mean score.

    Parties of a reciprocal act have an edge for each pair, in the order of their ids.
    """
    names: dict[str, str] = {}
    edges: dict[tuple[str, str, str], tuple[int, float]] = {}
    for event in events:
        sides = [[(_id(a), a) for a in side] for side in (event.actor, event.recipient)]
        names.update((id, _name(a)) for side in sides for id, a in side)
        pairs = [(a, b) for a, _ in sides[0] for b, _ in sides[1]]
        if not event.recipient:
            ids = sorted({a for a, _ in sides[0]})
            pairs = [(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
        for a, b in pairs:
            n, total = edges.get((a, b, event.quad_class), (0, 0.0))
            edges[a, b, event.quad_class] = (n + 1, total + event.score)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">'
        '<graph defaultedgetype="directed"><attributes class="edge"><attribute id="0" title="quad_class" type="string"/>'
        '<attribute id="1" title="score" type="double"/></attributes><nodes>\n'
    )
    for id, name in sorted(names.items()):
        yield f"<node id={quoteattr(clean(id))} label={quoteattr(clean(name))}/>\n"
    yield "</nodes><edges>\n"
    for n, ((a, b, quad), (count, total)) in enumerate(sorted(edges.items())):
        yield (
            f'<edge id="{n}" source={quoteattr(clean(a))} target={quoteattr(clean(b))} weight="{count}"><attvalues>'
            f'<attvalue for="0" value={quoteattr(quad)}/><attvalue for="1" value="{total / count:.3f}"/></attvalues></edge>\n'
        )
    yield "</edges></graph></gexf>\n"


def follow_the_money(events: Iterable[Event]) -> Iterator[str]:
    """FollowTheMoney entities, one a line: an Event, its Article, and once each whoever takes part."""
    told: set[str] = set()
    for event in events:
        made = [_article(event), *(_entity(a) for a in (*event.actor, *event.recipient))]
        place = event.event_loc
        properties = {
            "name": [f"{event.event_type} {event.event_mode or ''}".strip()],
            "date": [event.date] if event.date else [],
            "summary": [event.event_text],
            "keywords": [event.modality, event.quad_class, *event.topics],
            "location": [place.name] if place else [],
            "country": [alpha2()[place.country]] if place and place.country in alpha2() else [],
            "organizer": [_ftm_id(a) for a in event.actor],
            "involved": [_ftm_id(a) for a in event.recipient],
            "proof": [f"article-{event.article_id}"],
            "sourceUrl": [event.url] if event.url else [],
        }
        made.append({"id": f"event-{event.id}", "schema": "Event", "properties": _told(properties)})
        for entity in made:
            if entity["id"] not in told:
                told.add(str(entity["id"]))
                yield json.dumps(entity, ensure_ascii=False) + "\n"


def gdelt(events: Iterable[Event]) -> Iterator[str]:
    """The columns of GDELT 1.0 with a header line; countries are ISO alpha-3, where GDELT's places have FIPS codes.

    An event has one actor on each side there: the first of ours, of a reciprocal act the first two.
    """
    yield "\t".join(GDELT) + "\n"
    for event in events:
        row = _gdelt_row(event)
        yield "\t".join(" ".join(clean(str(row.get(c, ""))).split()) for c in GDELT) + "\n"


def rss(events: Sequence[Event], base: str, address: str, ui: Ui) -> str:
    """A channel of RSS 2.0."""
    items = []
    for event in events:
        link = f"{base}/events/{event.id}"
        who = " → ".join(", ".join(_name(a) for a in side) for side in (event.actor, event.recipient) if side)
        title = f"{ui.label('type', event.event_type)}: {who}" if who else ui.label("type", event.event_type)
        at = _moment(event.published)
        items.append(
            f"<item><title>{escape(clean(title))}</title><link>{escape(link)}</link>"
            f'<guid isPermaLink="true">{escape(link)}</guid>'
            f"<description>{escape(clean(event.event_text))}</description>"
            + (f"<pubDate>{at}</pubDate>" if at else "")
            + f"<category>{escape(event.event_type)}</category></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>dragoman</title>'
        f"<link>{escape(address)}</link><description>{escape(ui('Who did what to whom, on whose word'))}</description>"
        f"<language>{ui.language}</language>{''.join(items)}</channel></rss>\n"
    )


@cache
def alpha2() -> dict[str, str]:
    """Alpha-3 → alpha-2 in lower case, by CLDR."""
    aliases = get_global("territory_aliases")
    found = {k: v[0].lower() for k, v in aliases.items() if len(k) == 3 and k.isalpha() and len(v) == 1}
    return {**found, "KOS": "xk"}


def _name(actor: Actor) -> str:
    return actor.entity_name or actor.raw_text or actor.code or "?"


def _id(actor: Actor) -> str:
    return actor.actor_id or "-".join(p for p in (actor.code, actor.sector_code) if p) or _name(actor)


def _ftm_id(actor: Actor) -> str:
    return f"actor-{content_hash(_id(actor), _name(actor))}"


def _entity(actor: Actor) -> dict[str, object]:
    state = actor.sector_code in ("GOV", "MIL", "LEG", "JUD", "COP", "SPY") and not actor.office
    country = alpha2().get(actor.code)
    properties = {
        "name": [_name(actor)],
        "country": [country] if country else [],
        "wikidataId": [actor.wikidata_id] if actor.wikidata_id else [],
    }
    return {
        "id": _ftm_id(actor),
        "schema": "PublicBody" if state else "LegalEntity",
        "properties": _told(properties),
    }


def _article(event: Event) -> dict[str, object]:
    properties = {
        "title": [event.title] if event.title else [],
        "publishedAt": [event.published] if event.published else [],
        "publisher": [event.outlet] if event.outlet else [],
        "sourceUrl": [event.url] if event.url else [],
    }
    return {"id": f"article-{event.article_id}", "schema": "Article", "properties": _told(properties)}


def _told(properties: dict[str, list[str]]) -> dict[str, list[str]]:
    return {k: list(dict.fromkeys(v)) for k, v in properties.items() if v}


def _gdelt_row(event: Event) -> dict[str, object]:
    # A GLOBALEVENTID is a number that fits 63 bits; ids are sixteen hex digits.
    number = int(content_hash(event.id), 16) >> 1
    told = (event.date or event.published or "")[:10]
    day = told + "-01-01"[len(told) - 4 :] if 4 <= len(told) < 10 and event.date_precision != "day" else told
    parts = day.replace("-", "")
    one = event.actor[0] if event.actor else None
    two = event.recipient[0] if event.recipient else (event.actor[1] if len(event.actor) > 1 else None)
    row: dict[str, object] = {
        "GLOBALEVENTID": number, "SQLDATE": parts, "MonthYear": parts[:6], "Year": parts[:4],
        "FractionDate": _fraction(day), "IsRootEvent": 0 if event.historical else 1, "EventCode": event.cameo,
        "EventBaseCode": event.cameo[:3], "EventRootCode": event.cameo[:2],
        "QuadClass": QUAD_CLASSES.index(event.quad_class) + 1 if event.quad_class in QUAD_CLASSES else "",
        "GoldsteinScale": event.score, "NumMentions": len(event.evidence["trigger"]), "NumSources": 1, "NumArticles": 1,
        "DATEADDED": (event.published or "")[:10].replace("-", ""), "SOURCEURL": event.url or event.article_id,
    }  # fmt: skip
    for n, actor in ((1, one), (2, two)):
        if actor:
            iso = actor.code if actor.code not in ("IGO", "NGO", "MNC") else ""
            row |= {
                f"Actor{n}Code": iso + actor.sector_code,
                f"Actor{n}Name": _name(actor),
                f"Actor{n}CountryCode": iso,
            }
            kinds = [
                k for k in (actor.sector_code, *actor.other_sector_codes, "" if iso else actor.code) if k
            ]
            row |= {f"Actor{n}Type{i}Code": k for i, k in enumerate(kinds[:3], 1)}
    if place := event.event_loc:
        kind = {"country": 1, "admin1": 5, "admin2": 5}.get(place.precision, 4)
        row |= {
            "ActionGeo_Type": kind, "ActionGeo_FullName": ", ".join(p for p in (place.name, place.admin1) if p),
            "ActionGeo_CountryCode": place.country, "ActionGeo_Lat": place.lat, "ActionGeo_Long": place.lon,
            "ActionGeo_FeatureID": place.geonames_id,
        }  # fmt: skip
    return {k: "" if v is None else v for k, v in row.items()}


def _fraction(day: str) -> str:
    try:
        made = date.fromisoformat(day)
    except ValueError:
        return ""
    return f"{made.year + (made.timetuple().tm_yday - 1) / 366:.4f}"


def _moment(published: str | None) -> str:
    try:
        made = datetime.fromisoformat(published or "")
    except ValueError:
        return ""
    return format_datetime(made if made.tzinfo else made.replace(tzinfo=UTC))

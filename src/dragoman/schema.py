"""The JSON Schema of the records, made from their dataclasses: types from the hints, one documented line a field."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dragoman import codebook, records, version
from dragoman.records import Actor, Amount, Claim, Count, Event, Place, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DESCRIPTIONS: Mapping[type, Mapping[str, str]] = {
    Span: {
        "start": "first character, counted in code points from 0 in the article's text",
        "end": "one past the last character",
    },
    Actor: {
        "raw_text": "the words of the text",
        "span": "where they stand; null for a side that no single run of words names",
        "entity_name": "the name the knowledge tables give, else the words",
        "actor_id": "row of the knowledge tables (mli-gov, jnim, ecowas); null when it is not in them",
        "code": "country or kind it counts under: ISO alpha-3 (Kosovo KOS), IGO, NGO, MNC; empty where none",
        "sector_code": "PLOVER sector: GOV, MIL, REB ...; empty where none is known",
        "other_sector_codes": "further sectors",
        "office": "office held at the time, null where none is told or known",
        "wikidata_id": "Wikidata item, null where unknown",
        "reason": "how these words came to be this actor",
    },
    Place: {
        "name": "name of the place as the gazetteer has it",
        "lat": "latitude in degrees, WGS84",
        "lon": "longitude in degrees, WGS84",
        "country": "ISO alpha-3, empty where it lies in none or several",
        "admin1": "region, first administrative level",
        "geonames_id": "GeoNames id, null where unknown",
        "precision": "place, admin1, admin2, region (crosses borders) or country",
        "raw_text": "the words of the text",
        "span": "where they stand",
        "reason": "why this place and not another of that name",
    },
    Count: {
        "low": "the least number that the text allows",
        "best": "the best single reading",
        "high": "the most; null where the text gives no upper bound",
        "span": "the words that tell it",
    },
    Amount: {
        "value": "the number",
        "unit": "ISO 4217 currency, or a noun such as tonne",
        "span": "the words that tell it",
        "year": "the year it is for, null where not told",
    },
    Event: {
        "id": "hash of the content (article, trigger, type, sides): the same in every run",
        "article_id": "the article that tells it",
        "event_type": "one of the sixteen PLOVER types",
        "event_mode": "mode of the type, null where none fits",
        "actor": "who does it; every party of a reciprocal act",
        "recipient": "whom it is done to; empty for a reciprocal act",
        "modality": "happened, ongoing, planned, hypothetical, alleged (unconfirmed) or denied",
        "evidence": "field name → the runs of characters of the article's text that say it; trigger is always there",
        "contexts": "PLOVER contexts that the text shows",
        "quad_class": "verbal or material, cooperation or conflict",
        "score": "conflict (-10) to cooperation (10), of type and mode",
        "cameo": "nearest CAMEO code",
        "date": "ISO date as far as it is known: 2024-08-01, 2024-08 or 2024; null with a reason",
        "date_precision": "day, week, month, season or year",
        "event_loc": "where it happened, null where not told",
        "historical": "true where it is told as background and not as the news of the article",
        "attribution": "the nearest speaker; null where the outlet says it in its own voice",
        "attribution_chain": "from that speaker over agencies to the outlet",
        "dead": "people killed, null where not told",
        "injured": "people injured, null where not told",
        "arrested": "people arrested, null where not told",
        "topics": "axes of a relation: training, equipment, energy ...",
        "amounts": "sums and quantities",
        "confidence": "calibrated: of the events at 0.8, eight in ten are right",
        "language": "language of the article",
        "event_text": "the sentence that tells it first",
        "title": "title of the article",
        "published": "when the article was published, ISO date or moment",
        "outlet": "who published it",
        "url": "its address",
        "coder": "versions of dragoman, schema, codebook, conventions, frames and models, and the frame that fired",
        "reasons": "field name → why it has its value, or why it is empty",
    },
    Claim: {
        "id": "hash of the content: the same in every run",
        "article_id": "the article that tells it",
        "kind": "stake, obstacle or concern",
        "holder": "whose stake or concern it is; for an obstacle, who meets it",
        "pair": "the two actors of the relation it is about",
        "span": "the quoted passage",
        "text": "its words",
        "topics": "axes of the relation: training, equipment, energy ...",
        "attribution": "the nearest speaker; null where the outlet says it in its own voice",
        "language": "language of the article",
        "title": "title of the article",
        "published": "when the article was published, ISO date or moment",
        "outlet": "who published it",
        "url": "its address",
        "confidence": "0 to 1",
        "coder": "versions of what made it",
        "reasons": "field name → why it has its value, or why it is empty",
    },
}
_RECORDS = {kind.__name__: kind for kind in DESCRIPTIONS}


def schema(kind: type[Event] | type[Claim]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `kind.to_dict()` gives."""
    used: dict[str, type] = {}
    made = _object(kind, used)
    done: dict[str, Any] = {}
    while pending := [name for name in used if name not in done]:
        for name in pending:
            done[name] = _object(used[name], used)
    if kind is Event:
        made["properties"]["event_type"]["enum"] = sorted(codebook.types())
        made["properties"]["quad_class"]["enum"] = ["", *codebook.QUAD_CLASSES]
    else:
        made["properties"]["kind"]["enum"] = list(records.CLAIM_KINDS)
    return {
        "$schema": DIALECT,
        "$id": f"dragoman-{kind.__name__.lower()}-{version.SCHEMA}",
        "title": f"dragoman {kind.__name__.lower()}, schema {version.SCHEMA}",
        **made,
        "$defs": dict(sorted(done.items())),
    }


def _object(kind: type, used: dict[str, type]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {
        f.name: {"description": DESCRIPTIONS[kind][f.name], **_type(hints[f.name], used)}
        for f in fields(kind)
    }
    said = (kind.__doc__ or "").partition("\n")[0]
    return {
        "type": "object",
        "description": said,
        "properties": properties,
        # to_dict writes every field, also those with a default.
        "required": [f.name for f in fields(kind)],
        "additionalProperties": False,
    }


def _type(hint: Any, used: dict[str, type]) -> dict[str, Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        parts = [_type(h, used) for h in inner if h is not types.NoneType]
        if types.NoneType not in inner:
            return {"anyOf": parts}
        only = parts[0]
        if "type" in only and isinstance(only["type"], str) and len(parts) == 1 and len(only) == 1:
            return {"type": [only["type"], "null"]}
        return {"anyOf": [*parts, {"type": "null"}]}
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _type(inner[0], used)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(inner[1], used)}
    if hint.__name__ in _RECORDS:
        used[hint.__name__] = hint
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}

"""The fields of a record that an analyst can correct, and how a value is written for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman import codebook
from dragoman.errors import ConfigError
from dragoman.knowledge import Actors, Places
from dragoman.records import MODALITIES, Actor, Count, Event, event_from_dict

FIELDS: Mapping[str, str] = {
    "event_type": "a PLOVER type: ASSAULT",
    "event_mode": "a mode of the type, or none",
    "modality": "happened, ongoing, planned, hypothetical, alleged or denied",
    "historical": "yes for background, no for news",
    "date": "2024-08-01, 2024-08, 2024 or none",
    "actor": "sides joined with commas, each a country (MLI), a country and sector (MLI:REB) or an actor_id (jnim); or none",
    "recipient": "the same",
    "attribution": "one of the same, or none where the outlet says it itself",
    "event_loc": "a place, with its country where it needs one (Koro, MLI), or none",
    "dead": "a number, or none",
    "injured": "a number, or none",
    "arrested": "a number, or none",
    "topics": "axes joined with commas, or none",
    "contexts": "PLOVER contexts joined with commas, or none",
}
"""Name → how a value is written."""

NONE = ("", "none", "null", "-")

_PRECISION = {4: "year", 7: "month", 10: "day"}


def value(field: str, given: Any, event: Event) -> Any:
    """The value that a text means for a field of a record, as `Event.to_dict()` gives it.

    A list is taken as its members joined with commas, a number or a truth value as its text. Raises ConfigError, with
    what can be written, where it means none.
    """
    if field not in FIELDS:
        raise ConfigError(f"{field!r} cannot be corrected; correct one of {', '.join(FIELDS)}.")
    text = _text(given).strip()
    empty = text.lower() in NONE
    if field in ("actor", "recipient"):
        old: Sequence[Actor] = getattr(event, field)
        asked = [] if empty else [part.strip() for part in text.split(",") if part.strip()]
        return [_actor(part, old, event).to_dict() for part in asked]
    if field == "attribution":
        return None if empty else _actor(text, event.attribution_chain, event).to_dict()
    if field in ("dead", "injured", "arrested"):
        return None if empty else _count(field, text, event)
    if field in ("topics", "contexts"):
        return [] if empty else _codes(field, text)
    if field == "event_loc":
        return None if empty else _place(text)
    if field == "historical":
        return _yes(text)
    if field in ("event_mode", "date") and empty:
        return None
    return _checked(field, text, event)


def corrected(event: Event, field: str, new: Any) -> Event:
    """The record with one field as an analyst gave it, and what follows from it (score, quad class, CAMEO, evidence)."""
    # Words that were read as something else are no evidence for the new value, except where it brings its own.
    evidence = {k: v for k, v in event.evidence.items() if k != field or k == "trigger"}
    made = event_from_dict({**event.to_dict(), field: new})
    if field in ("actor", "recipient"):
        spans = tuple(a.span for a in getattr(made, field) if a.span)
        evidence = {**evidence, **({field: spans} if spans else {})}
    if field == "attribution":
        made = replace(made, attribution_chain=(made.attribution,) if made.attribution else ())
    if field == "date":
        made = replace(made, date_precision=_PRECISION.get(len(new)) if new else None)
    if field in ("event_type", "event_mode"):
        kind = made.event_type
        mode = made.event_mode if made.event_mode in codebook.types()[kind].modes else None
        made = replace(
            made,
            event_mode=mode,
            score=codebook.score(kind, mode),
            quad_class=codebook.quad_class(kind),
            cameo=codebook.cameo(kind, mode),
        )
    return replace(made, evidence=evidence)


def _text(given: Any) -> str:
    if given is None:
        return ""
    if isinstance(given, list | tuple):
        return ",".join(map(str, given))
    return str(given).lower() if isinstance(given, bool) else str(given)


@cache
def _axes() -> list[str]:
    text = (files("dragoman") / "coding" / "lexicon" / "topics.toml").read_text(encoding="utf-8")
    return [row["code"] for row in tomllib.loads(text)["topic"]]


@cache
def _actors() -> Actors:
    return Actors()


def _actor(text: str, old: Sequence[Actor], event: Event) -> Actor:
    """The actor that a code or id means; the words are those of the old one that it stands for, where one does."""
    code, _, sector = text.partition(":")
    row = _actors().get(code.lower())
    if code.isupper() and row is not None and row.kind == "state":
        if sector and sector not in codebook.SECTORS:
            raise ConfigError(f"There is no sector {sector!r}; take one of {', '.join(codebook.SECTORS)}.")
        body = row if sector in ("", row.sector) else _actors().get(f"{code}-{sector}".lower())
        made = Actor(
            entity_name=body.name if body else "",
            actor_id=body.actor_id if body else None,
            code=row.code,
            sector_code=sector or row.sector,
        )
    elif row is not None and not sector:
        made = Actor(entity_name=row.name, actor_id=row.actor_id, code=row.code, sector_code=row.sector)
    else:
        raise ConfigError(
            f"{text!r} is neither a country (MLI), a country and sector (MLI:REB) nor an actor_id (jnim); "
            f"dragoman who {code!r} finds the id of a name."
        )
    alike = [a for a in old if a.code == made.code and a.sector_code == made.sector_code]
    if alike:
        return alike[0]  # only the others were wrong: its words and name stay
    # A swap of the sides takes the words along.
    everybody = [*event.actor, *event.recipient]
    words = next((a for a in everybody if a.code == made.code and a.span), None)
    kept = replace(made, raw_text=words.raw_text, span=words.span) if words else made
    return replace(kept, reason="given by an analyst")


def _count(field: str, text: str, event: Event) -> dict[str, Any]:
    if not re.fullmatch(r"\d{1,7}", text):
        raise ConfigError(f"{text!r} is no number of people; write {field}=12, or {field}=none.")
    old: Count | None = getattr(event, field)
    span = old.span if old else event.evidence["trigger"][0]
    return Count(int(text), int(text), int(text), span).to_dict()


def _codes(field: str, text: str) -> list[str]:
    known = codebook.CONTEXTS if field == "contexts" else _axes()
    asked = [part.strip() for part in text.split(",") if part.strip()]
    if wrong := [code for code in asked if code not in known]:
        raise ConfigError(f"There is no {field[:-1]} {wrong[0]!r}; take some of {', '.join(known)}.")
    return asked


def _place(text: str) -> dict[str, Any]:
    name, _, country = (part.strip() for part in text.partition(","))
    found = Places().find(name, near=[country.upper()] if country else [])
    found = [p for p in found if not country or p.place.country == country.upper()]
    if not found:
        raise ConfigError(f"No place {text!r} is known; dragoman where {name!r} shows what there is.")
    return replace(found[0].place, span=None, reason="given by an analyst").to_dict()


def _yes(text: str) -> bool:
    if text.lower() in ("yes", "true", "oui", "1"):
        return True
    if text.lower() in ("no", "false", "non", "0"):
        return False
    raise ConfigError(f"{text!r} is neither yes nor no; write historical=yes or historical=no.")


def _checked(field: str, text: str, event: Event) -> str:
    known: Sequence[str] | None = None
    if field == "event_type":
        known = list(codebook.types())
    elif field == "event_mode":
        known = list(codebook.types()[event.event_type].modes)
    elif field == "modality":
        known = MODALITIES
    elif not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise ConfigError(f"{text!r} is no date; write 2024-08-01, 2024-08, 2024 or none.")
    if known is not None and text not in known:
        raise ConfigError(
            f"There is no {field} {text!r} here; take {', '.join(known) or 'none, as ' + event.event_type + ' has no modes'}."
        )
    return text

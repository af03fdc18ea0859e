"""The rules of `rules.toml`: which status and which instrument an event gives, and the labels of both.

Also the axes, which `coding/lexicon/topics.toml` lists: codes with labels in both languages.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.records import Event

GENERAL = ""
"""The axis of a step that names none: cooperation, or conflict, in general."""


@dataclass(frozen=True, slots=True)
class Status:
    """One rung: its track ("cooperation", "setback", "conflict"), its rank on the ladder, its labels."""

    id: str
    track: str
    rank: int
    fr: str
    en: str
    definition: str


@dataclass(frozen=True, slots=True)
class _Rule:
    gives: str
    types: frozenset[str]
    modes: frozenset[str]
    modalities: frozenset[str]
    instruments: frozenset[str]
    words: Mapping[str, re.Pattern[str] | None]

    def fits(self, event: Event, trigger: str, instrument: str = "") -> bool:
        """Whether all that the rule asks for holds of the event and the words that tell it."""
        return (
            (not self.types or event.event_type in self.types)
            and (not self.modes or (event.event_mode or "") in self.modes)
            and (not self.modalities or event.modality in self.modalities)
            and (not self.instruments or instrument in self.instruments)
            and self._said(event.language, trigger)
        )

    def _said(self, language: str, trigger: str) -> bool:
        if not any(self.words.values()):
            return True
        pattern = self.words.get(language)
        return pattern is not None and pattern.search(folded(trigger)) is not None


@dataclass(frozen=True, slots=True)
class _Book:
    statuses: Mapping[str, Status]
    rules: tuple[_Rule, ...]
    instruments: tuple[_Rule, ...]
    instrument_labels: Mapping[str, Mapping[str, str]]
    renews: int
    moves: frozenset[str]


def statuses() -> Mapping[str, Status]:
    """All statuses by id, in the order of the ladder."""
    return _book().statuses


def instruments() -> Mapping[str, Mapping[str, str]]:
    """All instruments: id → {"fr": …, "en": …}."""
    return _book().instrument_labels


@cache
def axes() -> Mapping[str, Mapping[str, str]]:
    """The axes: code → {"fr": …, "en": …, "definition": …}; the last, without a code, is that of no named axis."""
    text = (files("dragoman") / "coding" / "lexicon" / "topics.toml").read_text(encoding="utf-8")
    made: dict[str, Mapping[str, str]] = {row["code"]: row for row in tomllib.loads(text)["topic"]}
    made[GENERAL] = {"code": GENERAL, "fr": "Relation en général", "en": "The relation in general"}
    return made


def instrument_of(event: Event, trigger: str) -> str:
    """The form an event has (treaty, contract, visit, pledge …): an id of `instruments`, or "" where none fits.

    `trigger`: the words of the article that tell it.
    """
    return next((rule.gives for rule in _book().instruments if rule.fits(event, trigger)), "")


def status_of(event: Event, trigger: str) -> Status | None:
    """The status that an event gives its axes, or None where it is no step of an undertaking."""
    instrument = instrument_of(event, trigger)
    gives = next((rule.gives for rule in _book().rules if rule.fits(event, trigger, instrument)), "")
    return _book().statuses[gives] if gives else None


def moves(event: Event) -> bool:
    """Whether a step of this modality can move a status: hearsay and denials can't, nor background without a date."""
    return event.modality in _book().moves and not (event.historical and not event.date)


def after(current: Status | None, step: Status) -> Status | None:
    """The status of an axis after a step: the furthest rung, a setback, or a setback overcome."""
    if step.track == "conflict":
        return current
    if step.track == "setback" or current is None:
        return step
    if current.track == "setback":
        return step if step.rank >= _book().renews else current
    return step if step.rank > current.rank else current


@cache
def _book() -> _Book:
    data = tomllib.loads((files(__package__) / "rules.toml").read_text(encoding="utf-8"))
    made = {
        row["id"]: Status(row["id"], row["track"], rank, row["fr"], row["en"], row["definition"])
        for rank, row in enumerate(data["status"])
    }
    return _Book(
        statuses=made,
        rules=tuple(_rule(row, row["status"]) for row in data["rule"]),
        instruments=tuple(_rule(row, row["id"]) for row in data["instrument"]),
        instrument_labels={r["id"]: {"fr": r["name_fr"], "en": r["name_en"]} for r in data["instrument"]},
        renews=made[data["renews"]].rank,
        moves=frozenset(data["moves"]),
    )


def _rule(row: Mapping[str, Any], gives: str) -> _Rule:
    return _Rule(
        gives,
        types=frozenset(row.get("types", ())),
        modes=frozenset(row.get("modes", ())),
        modalities=frozenset(row.get("modalities", ())),
        instruments=frozenset(row.get("instruments", ())),
        words={language: _pattern(row.get(language, ())) for language in ("fr", "en")},
    )


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(rf"\b{_begins(folded(w))}" for w in words)) if words else None


def _begins(word: str) -> str:
    return re.escape(word.removesuffix("$")) + (r"\b" if word.endswith("$") else "")


def folded(text: str) -> str:
    """Lower case without accents, one kind of apostrophe."""
    apart = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(c for c in apart if not unicodedata.combining(c))

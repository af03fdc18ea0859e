"""PLOVER types, modes, contexts, scores, sectors and the nearest CAMEO codes: data and its look-ups. Knows no text.

Source of every figure: `plover.toml` and the digest it names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

CONTEXTS = (
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
    "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
    "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
    "trafficking humanitarian"
).split()

SECTORS: Mapping[str, str] = {
    "COP": "police", "GOV": "executive and governing parties", "JUD": "judiciary", "LEG": "legislature",
    "MIL": "state military", "PRM": "pro-government paramilitary", "PTY": "party", "REB": "armed opposition",
    "SPY": "intelligence", "UAF": "unidentified armed", "UNK": "unidentified", "AGR": "agriculture",
    "BUS": "business", "CRM": "criminals", "CVL": "civilians", "EDU": "education", "ELI": "former officials",
    "JRN": "media", "LAB": "labour", "MED": "health", "REF": "refugees and displaced",
    "OPP": "opposition", "PRE": "partially recognised entity", "REL": "religious", "SOC": "civil society",
}  # fmt: skip

STATE_SECTORS = ("", "GOV", "MIL", "LEG", "JUD", "COP", "SPY")
"""The sectors that act for a country: what a dossier of two countries takes. Never REB, UAF or CRM unless asked."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen: its score without a mode, its quad class, and each mode's score and CAMEO code."""

    name: str
    score: float
    quad_class: str
    cameo: str
    says: str
    modes: Mapping[str, float] = field(default_factory=dict)
    mode_cameo: Mapping[str, str] = field(default_factory=dict)


@cache
def types() -> Mapping[str, EventType]:
    """The sixteen PLOVER types by name."""
    data = tomllib.loads((files(__package__) / "plover.toml").read_text(encoding="utf-8"))
    return {name: EventType(name=name, **row) for name, row in data.items()}


def score(event_type: str, mode: str | None) -> float:
    """The conflict-cooperation score (-10 to 10) of a type, of its mode where it has one."""
    made = types()[event_type]
    return made.modes.get(mode, made.score) if mode else made.score


def cameo(event_type: str, mode: str | None) -> str:
    """The nearest CAMEO code of a type and mode."""
    made = types()[event_type]
    return made.mode_cameo.get(mode, made.cameo) if mode else made.cameo


def quad_class(event_type: str) -> str:
    """Verbal or material, cooperation or conflict."""
    return types()[event_type].quad_class

"""Role nouns that are part of a longer name: "Police Academy", "King's College London", "Child Abuse Inquiry".

A capital makes an English noun part of the proper name it stands in. Where the tables don't know the whole name, its
parts say nothing about who is meant.
"""

from __future__ import annotations

from dragoman.knowledge.mention import POSSESSIVE
from dragoman.knowledge.mention_parts import Reading
from dragoman.knowledge.roles import Meaning

# Nouns of houses whose role also names persons ("bishop", "church"): no title of the name that follows.
_HOUSES = frozenset(
    {"university", "school", "church", "mosque", "hospital", "clinic", "media", "press", "newspaper"}
)
_OF_NAMES = frozenset({"State", "Union", "Front", "Movement"})
_COMMON = ("REL", "CVL", "AGR")  # sectors whose nouns are no title of the name behind them ("Dave Bishop")


def stranger_name(reading: Reading) -> str:
    """The unknown name that stands after the role it belongs to ("le ministre X", "Defence Minister X"); else empty."""
    first = min((p.start for p in reading.roles), default=-1)
    for item in reading.strangers:
        if item.relation == "" and item.start > first:
            return reading.text(item.start, item.end)
    for part in reading.people:  # a known name that the role speaks against
        if part.start > first:
            return reading.text(part.start, part.end)
    return ""


def swallows(reading: Reading, meaning: Meaning, name: str) -> bool:
    """Whether the head role is only a part of a name that the tables don't know. `name`: the unknown name after it."""
    if reading.language == "fr":
        return False
    sector = meaning.role.sector
    before = bool(reading.strangers) and reading.strangers[0].end == reading.roles[0].start
    if _titular(reading, meaning) and ((name and sector == "CVL") or (before and sector in _COMMON)):
        return True  # "Child Abuse Inquiry", "Dave Bishop"
    if before and _titular(reading, meaning) and meaning.words in _OF_NAMES:
        return True  # "Kaduna State" is a place, "All India Hindu Union" what it calls itself
    return bool(name) and (_of_house(reading, meaning) or _possessed(reading))


def _titular(reading: Reading, meaning: Meaning) -> bool:
    """Whether a capital makes the role noun a part of a proper name."""
    part = reading.roles[0]
    inside = part.start > 0 or "owned" in meaning.flags
    return inside and reading.tokens[part.start].capital


def _of_house(reading: Reading, meaning: Meaning) -> bool:
    """ "Police Academy", "Army Museum", "University Institutes": a body, in capitals, is nobody's title."""
    part = reading.roles[0]
    follows = any(i.start == part.end and i.relation == "" for i in reading.strangers)
    capital = all(t.capital for t in reading.tokens[part.start : part.end])
    house = "body" in meaning.role.flags or reading.text(part.start, part.end).lower() in _HOUSES
    return follows and capital and house and part.end not in reading.commas


def _possessed(reading: Reading) -> bool:
    """ "King's College London": what the role possesses is an unknown name, and that is what is meant."""
    last = max((p.end for p in reading.roles), default=0)
    owns = reading.tokens[last : last + 1]
    return bool(owns) and owns[0].text == POSSESSIVE and all(p.relation == "of" for p in reading.roles)

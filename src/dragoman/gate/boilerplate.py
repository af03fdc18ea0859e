"""Boilerplate lines and datelines, by the patterns in `lexicon/<language>.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BOILERPLATE = ("follow", "read_also", "caption", "credit", "byline")
LONGEST = 200  # characters; a longer line is a paragraph that happens to begin like boilerplate
DATELINE = 90  # characters before its dash


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline's words end (without the dash) and where the text behind it begins, in its line."""

    place_end: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """One language's patterns, compiled."""

    kinds: dict[str, tuple[re.Pattern[str], ...]]
    months: frozenset[str]
    days: frozenset[str]
    small: frozenset[str]
    agencies: frozenset[str]


@cache
def patterns(language: str) -> Patterns:
    """The patterns of `language`."""
    data = tomllib.loads(
        (files("dragoman.gate") / "lexicon" / f"{language}.toml").read_text(encoding="utf-8")
    )
    kinds: dict[str, tuple[re.Pattern[str], ...]] = {}
    for kind in BOILERPLATE:
        shapes = data[kind]
        found = [f"(?:{p})" for p in shapes.get("start", ())]
        found += [f"(?:{p})$" for p in shapes.get("whole", ())]
        kinds[kind] = tuple(re.compile(r"[\W_]*" + p, re.IGNORECASE) for p in found)
    line = data["dateline"]
    return Patterns(
        kinds,
        frozenset(line["months"]),
        frozenset(line["days"]),
        frozenset(line["small"]),
        frozenset(a.lower() for a in line["agencies"]),
    )


def boilerplate(line: str, language: str) -> tuple[str, str] | None:
    """The kind of a boilerplate line and why, None for news."""
    if len(line) > LONGEST or language not in ("fr", "en"):
        return None
    for kind, shapes in patterns(language).kinds.items():
        for shape in shapes:
            found = shape.match(line)
            if found:
                return kind, f"begins as “{found.group().strip()[:40]}”"
    return None


_DASH = re.compile(r"\s*(?:--|[–—―]|(?<=\s)-|-(?=\s)|(?<=\)):)\s*")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?|\d+(?:er|st|nd|rd|th)?|[(),./:]|\S")


def dateline(line: str, language: str) -> Dateline | None:
    """The dateline that opens a paragraph ("Bamako, le 1er août 2024 –", "PARIS (AFP) -"), else None.

    Everything before the dash must be a place name, a date, an agency or a small word; a bare place name
    counts only in capitals or before a long paragraph, for "Mali – Russie : …" is a title.
    """
    for dash in _DASH.finditer(line, 0, DATELINE):
        if dash.start() == 0:
            return None
        head, rest = line[: dash.start()], line[dash.end() :]
        found = _evidence(head, language)
        if found is None and rest:
            return None
        if not rest:
            return Dateline(dash.start(), dash.end(), found or "a line that ends in a dash")
        if found is None:
            return None
        if (found or len(rest) >= 80) and (rest[0].isupper() or rest[0] in "“«\"'‘’" or rest[0].isdigit()):
            return Dateline(dash.start(), dash.end(), found or "a place name and a dash before a paragraph")
    return None


def _evidence(head: str, language: str) -> str | None:
    """What shows a dateline ("" where only its shape does), None where a word cannot stand in one."""
    table = patterns(language)
    tokens = _TOKEN.findall(head)
    depth = 0
    found = ""
    names = 0
    for token in tokens:
        low = token.lower().rstrip(".")
        depth += (token == "(") - (token == ")")
        if low in table.agencies:
            found = found or f"agency “{token}”"
        elif low in table.months or low in table.days:
            found = found or f"date “{token}”"
        elif token[0].isdigit() or token in "(),./:" or low in table.small:
            continue
        elif token[0].isupper():
            names += 1
            if token.isupper() and len(token) > 2 and not depth:
                found = found or f"place in capitals “{token}”"
        elif re.match(r"[dl]['’][A-ZÀ-Ý]", token):
            names += 1
        else:
            return None
    if (names == 0 and not found) or names > 6 or (not found and names > 3):
        return None
    return found

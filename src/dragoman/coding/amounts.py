"""Sums and quantities: money in ISO 4217 currencies, things in unit nouns ("tonne", "megawatt", "drone").

A range or bound gives its best reading. The CFA franc has two codes: XAF where the text names a country or
body of central Africa and none of the west, else XOF; `currency_reason` says which held. Soldiers count as
"troop" also where they are a toll: what `counts` took, the caller leaves out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from dragoman.coding.numbers import LEXICON, NumberHit, find_numbers
from dragoman.records import Amount, Span

# Between a number and its unit: "millions d'euros", "nouvelles tonnes", "additional troops", "10,000-tonne".
_LINK = r"(?:[ \u00a0\u202f-]*(?:de |d['’]|of )?(?:(?!{stop})[^\W\d_]+ ){{0,2}}?)"
_STOP = {
    "fr": r"(?:et|à|pour|par|sur|dans|dont|en|les?|la|au|aux|des|du) ",
    "en": r"(?:and|to|for|by|on|in|the|a|an|at|from|with) ",
}
_LENGTHS = ("kilometre", "mile")
_YEAR = {
    "fr": r"\s*(?:pour l['’](?:année|exercice)|pour|en|au titre de(?: l['’]année)?)\s+((?:19|20)\d\d)(?!\d)",
    "en": r"\s*(?:for|in|during|for the year)\s+((?:19|20)\d\d)(?!\d)",
}


def amounts_in(text: str, language: str, offset: int = 0, context: str | None = None) -> tuple[Amount, ...]:
    """The sums and quantities of a sentence in order, spans moved by `offset`.

    `context` is where the CFA franc's zone is looked for where the sentence names none (the article's text).
    """
    made: list[Amount] = []
    for hit in find_numbers(text, language, articles=True):
        found = None if hit.article else _amount(text, language, hit, offset, context)
        if found is not None and not (made and made[-1].span.overlaps(found.span)):
            made.append(found)
    return tuple(made)


def currency_reason(text: str, language: str, context: str | None = None) -> str:
    """Why a CFA franc in `text` counts as XOF or XAF, in a sentence."""
    return _cfa(text, language, context)[1]


@cache
def _data(language: str) -> Mapping[str, Any]:
    return tomllib.loads((LEXICON / language / "amounts.toml").read_text(encoding="utf-8"))


@cache
def _units(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """Money behind a number, things behind it (two words between), a sign before it; group name → unit."""
    data = _data(language)
    names: dict[str, str] = {}
    money: list[str] = []
    things: list[str] = []
    for into, table in ((money, "currencies"), (things, "units")):
        rows = [(word, unit) for unit, words in data[table].items() for word in words]
        for word, unit in sorted(rows, key=lambda r: len(r[0]), reverse=True):
            names[f"g{len(names)}"] = unit
            into.append(f"(?P<g{len(names) - 1}>{word})")
    link = _LINK.format(stop=_STOP[language])
    tight = r"[ \u00a0\u202f]*(?:de |d['’]|of )?"
    return (
        re.compile(rf"{tight}(?:{'|'.join(money)})(?!\w)", re.IGNORECASE),
        re.compile(rf"{link}(?:{'|'.join(things)})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(money)})[ \u00a0\u202f]?$", re.IGNORECASE),
        names,
    )


def _amount(text: str, language: str, hit: NumberHit, offset: int, context: str | None) -> Amount | None:
    money, things, sign, names = _units(language)
    start, end, unit = hit.span.start, hit.span.end, ""
    left = max(0, hit.core.start - 16)  # no sign or code is longer
    before = text[left : hit.core.start]
    if m := money.match(text, end):
        unit, end = names[m.lastgroup or ""], m.end()
    elif (m := sign.search(before)) and (not m.group().strip().isalpha() or m.group().strip().isupper()):
        unit, start = names[m.lastgroup or ""], min(start, left + m.start())
    elif (m := things.match(text, end)) and not re.search(r"[,;.]", m.group()):
        unit, end = names[m.lastgroup or ""], m.end()
    if not unit or (unit in _LENGTHS and _is_distance(text, language, start, end)):
        return None
    if unit == "XOF":
        unit = _cfa(text, language, context)[0]
    year = re.match(_YEAR[language], text[end:])
    span = Span(start + offset, end + offset)
    return Amount(float(hit.best), unit, span, int(year[1]) if year else None)


def _is_distance(text: str, language: str, start: int, end: int) -> bool:
    """ "à 12 km de Gao", "12 miles north of": where something lies, no quantity of it."""
    words = _data(language)["distance"]
    before, behind = text[:start].rstrip().lower(), text[end:].lstrip().lower()
    return any(before.endswith((f" {w}", f"’{w}")) or before == w for w in words["before"]) or any(
        behind.startswith(w) for w in words["behind"]
    )


def _cfa(text: str, language: str, context: str | None) -> tuple[str, str]:
    zones = _data(language)["cfa"]
    for where, place in ((text, "its sentence"), (context or "", "the article")):
        central = [w for w in zones["central"] if re.search(rf"\b{re.escape(w)}", where)]
        west = [w for w in zones["west"] if re.search(rf"\b{re.escape(w)}(?!ia)", where)]
        if central and not west:
            return "XAF", f"CFA franc of central Africa: {place} names {central[0]}"
        if west:
            return "XOF", f"CFA franc of west Africa: {place} names {west[0]}"
    return "XOF", "CFA franc, zone not told: taken for west Africa's"

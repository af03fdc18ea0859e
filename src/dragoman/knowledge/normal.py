"""Folding: the one spelling under which every name is filed and every text is searched.

Accents and case go, apostrophes become `'`, hyphens, dashes and any white space become one space each, ligatures are
spelled out (œ → oe). One character of the text never becomes more than a few, and `fold_with_map` keeps where each came
from, so that a name found in the folded text points into the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# What Unicode's decomposition does not say and names need: letters with strokes, ligatures, quotes and dashes.
_SPELLED = {
    "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ß": "ss", "ɛ": "e", "ɔ": "o",
    "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɲ": "n", "ħ": "h",
}  # fmt: skip
_APOSTROPHES = "’‘‛′`´ʼʻʿʾˈ＇"
_DASHES = "-‐‑‒–—―−﹣－"
# The blocks in which a fold can differ from the character: Latin, Greek, Cyrillic, their extensions, punctuation, forms.
_BLOCKS = (range(0x0, 0x530), range(0x1E00, 0x2070), range(0xFB00, 0xFB07), range(0xFF01, 0xFF5F))


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES or character.isspace():
        return " "
    if (
        character in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    ):  # soft hyphen and zero-width marks: no reader sees them
        return ""
    lowered = character.lower()
    if lowered in _SPELLED:
        return _SPELLED[lowered]
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return "".join(_SPELLED.get(c, c) for c in plain)


@cache
def _table() -> dict[int, str]:
    """Code point → folded spelling, for those that change."""
    table = {0xFEFF: "", 0xFE63: " "}
    for block in _BLOCKS:
        for point in block:
            folded = _fold_character(chr(point))
            if folded != chr(point):
                table[point] = folded
    return table


@cache
def _resizing() -> re.Pattern[str]:
    """The characters whose folded spelling is not one character; a text without them keeps its offsets."""
    return re.compile("[" + "".join(re.escape(chr(p)) for p, f in _table().items() if len(f) != 1) + "]")


def keeps_offsets(text: str) -> bool:
    """Whether folding leaves every character of this text where it is."""
    return text.isascii() or not _resizing().search(text)


def fold(text: str) -> str:
    """The text in its filing spelling: `fold("L’État-major")` is `"l'etat major"`."""
    return text.lower().translate(_table()) if text.isascii() else text.translate(_table())


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters and its end, the offset in `text` that it came from.

    A span `[a, b)` of the folded text is `[map[a], map[b - 1] + 1)` of the text.
    """
    if keeps_offsets(text):
        return fold(text), list(range(len(text) + 1))
    table = _table()
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        folded = table.get(ord(character), character)
        pieces.append(folded)
        origins.extend([offset] * len(folded))
    origins.append(len(text))
    return "".join(pieces), origins

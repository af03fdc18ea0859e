"""A mention cut into tokens: folded words with what their spelling in the text says (capitals, elision, possession).

Names are filed under the same tokens (`key_of`), so that "l'armée", "L’Armée" and "armee" meet in one place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.normal import fold, fold_with_map, keeps_offsets

# A dotted acronym ("u.s.", "r.d.c."), a possessive, an elided word before its apostrophe, a word with its digits.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|(?<=\w)'s\b|[^\W_]+|&")
POSSESSIVE = "'s"


class Token(NamedTuple):
    """One word of a mention: `text` folded, `capital` (its first letter is one), `upper` (all its letters are), `raw`
    as written, `[start, end)` where it stands in the mention."""

    text: str
    capital: bool
    upper: bool
    raw: str
    start: int
    end: int


def tokens_of(mention: str) -> list[Token]:
    """The words of a mention in order; "U.S." is one word `us`, "Mali's" two."""
    plain = keeps_offsets(mention)  # nearly always: then the map need not be built
    folded, origins = (fold(mention), []) if plain else fold_with_map(mention)
    made = []
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if not plain:
            start, end = origins[start], origins[end - 1] + 1
        raw = mention[start:end]
        text = match.group()
        if "." in text:
            text = text.replace(".", "")
        capital = raw[0].isupper()
        made.append(Token(text, capital, capital and raw.isupper(), raw, start, end))
    # "the rebels' leader": a bare apostrophe after a plural s possesses too, unless it elides ("l'armée").
    return made


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The filing key of a name: its tokens joined by single spaces."""
    return " ".join(token.text for token in tokens_of(name))


def skeleton(word: str) -> str:
    """A folded word without what transliterations disagree on: Poutine and Putin, Lavroff and Lavrov, Zelensky and
    Zelenskyy share one. Two names with one skeleton are taken for spellings of each other."""
    for old, new in _TRANSLITERATIONS:
        if old in word:
            word = word.replace(old, new)
    word = re.sub(r"(.)\1+", r"\1", word)
    if word.endswith("f"):
        word = word[:-1] + "v"
    return word.rstrip("e") if len(word) > 4 else word


_TRANSLITERATIONS = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("dj", "j"),
    ("ph", "f"), ("ff", "v"), ("ou", "u"), ("oo", "u"), ("w", "v"), ("y", "i"), ("ii", "i"), ("ck", "k"),
    ("qu", "k"), ("q", "k"), ("gui", "gi"), ("gue", "ge"), ("x", "ks"), ("z", "s"),
)  # fmt: skip

"""Under which key a place name is filed, and how far two spellings may lie apart and still be one name.

Three forms of a name, each coarser than the one before:

- `compact`: folded (no accents, no case), letters and digits only, "saint" spelled out. "N'Djamena" and "Ndjaména" agree.
- `sounds`: what transcription habits do to one sound is undone: ou/oo/w → u, kh → k, gh/gu(e, i) → g, dj → j, ph → f,
  sh/tch/ch → one sign, q/ck/hard c → k, soft c → s, y → i, th → t, silent h and double letters go.
- `skeleton`: the consonants of `sounds`; a leading vowel stays as one sign, whichever it was.

Two spellings may be one name when their skeletons agree and their sounds differ by few vowels (`within_bound`):
"Aguelhok" and "Aguelhoc" sound the same; "Chinagodrar" and "Chinégodar" share a skeleton and lie one vowel apart.
A name that sounds shorter than `SHORTEST` or has fewer than three consonants is found as it is written or not at all:
with so few letters, another place is as likely as another spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import Levenshtein

from dragoman.knowledge.normal import fold

SHORTEST = 5  # letters of `sounds`; below this "Kati" and "Kita", "Gao" and "Gaya" begin to meet

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-z]")
_SAINT = re.compile(r"\b(?:st|ste)\b\.?")
_DIGRAPHS = re.compile(
    r"ou|oo|w|kh|gh|gu(?=[ei])|dj|ph|tch|sch|sh|ch|ck|q(?:u(?=[aeio]))?|c(?=[eiy])|c|y|th|dh|h"
)
_SOUND = {
    "ou": "u", "oo": "u", "w": "u", "kh": "k", "gh": "g", "gu": "g", "dj": "j", "ph": "f", "tch": "x", "sch": "x",
    "sh": "x", "ch": "x", "ck": "k", "q": "k", "qu": "k", "c": "k", "y": "i", "th": "t", "dh": "d", "h": "",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=50_000)
def compact(name: str) -> str:
    """The folded letters and digits of a name, nothing between them; empty for a name in another script."""
    folded = fold(name)
    if _OTHER_SCRIPT.search(folded):
        return ""
    if "st" in folded:
        folded = _SAINT.sub(lambda m: "sainte" if m.group().startswith("ste") else "saint", folded)
    return folded if folded.isascii() and folded.isalnum() else _NOT_LETTERS.sub("", folded)


def sounds(compacted: str) -> str:
    """The compact form with one letter for each sound."""

    def one(match: re.Match[str]) -> str:
        found = match.group()
        # The pattern's two readings of c: soft before e, i, y.
        if found == "c" and match.string[match.end() : match.end() + 1] in ("e", "i", "y"):
            return "s"
        return _SOUND[found]

    return _DOUBLED.sub(r"\1", _DIGRAPHS.sub(one, compacted))


def skeleton(sounded: str) -> str:
    """The consonants of `sounds`, a leading vowel kept as `a`."""
    bones = _VOWELS.sub("", sounded)
    if sounded[:1] in ("a", "e", "i", "o", "u"):
        bones = "a" + bones
    return _DOUBLED.sub(r"\1", bones)


def filing_key(compacted: str) -> tuple[int, int]:
    """`(skeleton, spelling)`: two 32-bit numbers; the first is shared by all spellings, both agree for one only."""
    return crc32(skeleton(sounds(compacted)).encode()), crc32(compacted.encode())


def tolerates(sounded: str) -> bool:
    """Whether a name is long enough to be looked for under another spelling."""
    return len(sounded) >= SHORTEST and len(skeleton(sounded).lstrip("a")) >= 3


def within_bound(sounded: str, other: str) -> bool:
    """Whether two sounded names of one skeleton are close enough: one change up to 7 letters, two beyond."""
    allowed = 1 if min(len(sounded), len(other)) <= 7 else 2
    return Levenshtein.distance(sounded, other, score_cutoff=allowed) <= allowed

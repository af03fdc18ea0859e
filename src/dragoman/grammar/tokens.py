"""Words with hyphens: the treebanks keep them whole in French, and prefixed ones in English."""

from __future__ import annotations

from collections.abc import Sequence

Piece = tuple[int, str]

CLITICS = frozenset(
    """je tu il elle on nous vous ils elles ce moi toi lui leur eux le la les y en t là ci
    m'en t'en""".split()
)
PREFIXES = frozenset(
    """anti co counter ex inter mid multi non post pre pro re semi sub vice ultra un de bi tri extra
    intra""".split()
)


def join_hyphens(pieces: Sequence[Piece], language: str) -> list[Piece]:
    """The words of a sentence, offset and text, with what a hyphen joins made one word again.

    French: "Bâton-Rouge", "week-end", "Jae-in", but not "a-t-il", "celui-ci". English: "re-elected", but
    "U.S.-led" stays three words, as in the treebank.
    """
    made: list[Piece] = []
    i = 0
    while i < len(pieces):
        at, text = pieces[i]
        while i + 2 < len(pieces) and _joins(made, (at, text), pieces[i + 1], pieces[i + 2], language):
            text = text + pieces[i + 1][1] + pieces[i + 2][1]
            i += 2
        made.append((at, text))
        i += 1
    return made


def _joins(before: list[Piece], left: Piece, hyphen: Piece, right: Piece, language: str) -> bool:
    close = (
        hyphen[1] in ("-", "‑", "‐")
        and left[0] + len(left[1]) == hyphen[0]
        and hyphen[0] + len(hyphen[1]) == right[0]
    )
    if not close or not right[1][:1].isalpha() or not left[1][-1:].isalpha():
        return False
    if language == "fr":
        return right[1].lower() not in CLITICS
    return left[1].lower() in PREFIXES

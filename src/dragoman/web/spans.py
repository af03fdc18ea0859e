"""An article's text cut where records begin and end, so that a page can mark their words.

Spans are code points. Browsers count UTF-16 units, in which a character beyond the basic plane takes two.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.web.contexts import Piece, Record

ROLES = (
    "trigger", "actor", "recipient", "attribution", "date", "event_loc", "dead", "injured", "arrested", "amounts",
    "claim",
)  # fmt: skip
"""The roles that are marked; topics and contexts are read off words that have one of these."""

PART = 60_000
"""Characters a page: some forty pages of print; a browser lays out more with pain."""

CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that turn, hide or join the text around them: told by their code points, not obeyed."""

BREAK = re.compile(r"\n[ \t\u00a0]*\n\s*|\r\n?|\n")

Mark = tuple[int, int, int, str]
"""Start, end, number of the record on the page, role."""


def units(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Code-point offsets → UTF-16 units, in one pass over the text."""
    beyond = [found.start() for found in re.finditer(r"[\U00010000-\U0010ffff]", text)]
    return {at: at + bisect_left(beyond, at) for at in offsets}


def marks_of(number: int, record: Record) -> Iterator[Mark]:
    """The marks of a record: of an event its evidence by role, of a claim its passage."""
    if "evidence" not in record:
        yield record["span"]["start"], record["span"]["end"], number, "claim"
        return
    for role, spans in record["evidence"].items():
        if role in ROLES:
            yield from ((s["start"], s["end"], number, role) for s in spans)


def parts(text: str) -> list[tuple[int, int]]:
    """Where the pages of a long text begin and end, at a paragraph's end where there is one."""
    made: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = min(len(text), at + PART)
        if end < len(text):
            found = text.rfind("\n", at + PART // 2, end)
            end = found + 1 if found > 0 else end
        made.append((at, end))
        at = end
    return made or [(0, 0)]


def part_of(cuts: Sequence[tuple[int, int]], at: int) -> int:
    """The number, from 1, of the part that holds a place in the text."""
    return max(1, bisect_right([start for start, _ in cuts], at))


def paragraphs(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The paragraphs of a part, each cut into pieces wherever a record begins or ends."""
    within = sorted(m for m in marks if m[0] < end and m[1] > start)
    cuts = sorted({at for m in within for at in m[:2] if start < at < end})
    made: list[list[Piece]] = []
    for first, last in _lines(text, start, end):
        borders = [first, *cuts[bisect_right(cuts, first) : bisect_left(cuts, last)], last]
        pieces: list[Piece] = []
        for a, b in itertools.pairwise(borders):
            said = tuple((m[2], m[3]) for m in _over(within, a, b))
            pieces += _told(text, a, b, said)
        if pieces:
            made.append(pieces)
    return made


def by_role(text: str, records: Sequence[Record]) -> Mapping[str, Mapping[str, list[tuple[int, int]]]]:
    """For each record its spans by role, in UTF-16 units."""
    marks = [(r["id"], m) for n, r in enumerate(records) for m in marks_of(n, r)]
    at = units(text, {o for _, m in marks for o in m[:2]})
    made: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for id, (start, end, _, role) in marks:
        made.setdefault(id, {}).setdefault(role, []).append((at[start], at[end]))
    return made


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in BREAK.finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def _over(marks: Sequence[Mark], a: int, b: int) -> Iterator[Mark]:
    # An article has some hundred marks, a page some thousand pieces: a plain walk is enough.
    for mark in marks:
        if mark[0] >= b:
            return
        if mark[1] > a:
            yield mark


def _told(text: str, a: int, b: int, marks: tuple[tuple[int, str], ...]) -> Iterator[Piece]:
    at = a
    for found in CONTROLS.finditer(text, a, b):
        if found.start() > at:
            yield Piece(text[at : found.start()], at, marks)
        yield Piece("", found.start(), marks, f"U+{ord(found.group()):04X}")
        at = found.end()
    if at < b:
        yield Piece(text[at:b], at, marks)

"""Paragraphs into sentences by our own rules, before any model; offsets are exact, the text is never altered.

Both models glue headings to the next paragraph and split at abbreviations, so they get single sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.gate.zones import CODABLE, Zone
from dragoman.grammar.words import words
from dragoman.records import Article, Span

LONGEST = (
    1500  # characters: the parser's time and memory grow with length; the longest news sentence read has 900
)
REACH = 60  # characters looked back for an abbreviation
_END = re.compile(r"(?:[.!?…]|\.\.\.)+(?:[”’\"')\]]|\s?»)*")
_OPENING = re.compile(r"[\s“‘\"'«(\[–—•*-]*")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.(?:-?[^\W\d_]\.)*[^\W\d_]?|[^\W\d_]+|\d+)$")
_GLUED = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ'’]+[\s,]")
_BREATH = re.compile(r"[;:,]\s|\s")


@dataclass(frozen=True, slots=True)
class Stub:
    """A sentence before its parse. `reason` says why it was cut where nothing in the text ends one."""

    index: int
    paragraph: int
    zone: str
    language: str
    text: str
    start: int
    end: int
    reason: str = ""

    @property
    def span(self) -> Span:
        """Offsets into `Article.text`."""
        return Span(self.start, self.end)


def split(article: Article, zones: Sequence[Zone]) -> list[Stub]:
    """The sentences of the article's codable zones, in text order; needs no model."""
    made: list[Stub] = []
    for zone in zones:
        if zone.kind not in CODABLE:
            continue
        whole = zone.kind in ("title", "heading")
        pieces = [zone.span] if whole else list(sentences(article.text, zone.span, zone.language))
        for piece in pieces:
            cuts = list(_hard_split(article.text, piece))
            reason = f"a sentence of more than {LONGEST} characters, cut" if len(cuts) > 1 else ""
            for cut in cuts:
                made.append(
                    Stub(
                        len(made),
                        zone.paragraph,
                        zone.kind,
                        zone.language,
                        cut.of(article.text),
                        cut.start,
                        cut.end,
                        reason,
                    )
                )
    return made


def sentences(text: str, span: Span, language: str) -> Iterator[Span]:
    """The sentences of one paragraph."""
    start = span.start
    for found in _END.finditer(text, span.start, span.end):
        if found.end() >= span.end or found.end() <= start:
            continue
        if _ends(text, start, found, span.end, language):
            yield Span(start, found.end())
            start = found.end()
            while start < span.end and text[start].isspace():
                start += 1
    if start < span.end:
        yield Span(start, span.end)


def _ends(text: str, start: int, mark: re.Match[str], end: int, language: str) -> bool:
    """Whether the sentence from `start` ends at this mark."""
    rest = _OPENING.match(text, mark.end(), end)
    at = rest.end() if rest else mark.end()
    if at >= end:
        return False
    spaced = text[mark.end()].isspace()
    begin = max(start, mark.start() - REACH)
    before = text[begin : mark.start()]
    if not spaced:
        # A lost blank ("le pays.Le ministre"), never an address or a number.
        return (
            mark.group() == "."
            and before[-2:].islower()
            and before[-2:].isalpha()
            and bool(_GLUED.match(text, mark.end(), end))
        )
    if not (text[at].isupper() or text[at].isdigit() or text[at : at + 1] in "…"):
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word, table = last.group().lower(), words(language)
    if begin + last.start() == start and (word.isdigit() or len(word) == 1):
        return False  # a list bullet: "1. Le gouvernement"
    if len(mark.group()) > 1:
        return True  # a closing quote behind the full stop
    following = re.match(r"[^\W\d_]+", text[at:end])
    opens = following is not None and following.group().lower() in table.openers
    if word in table.abbreviations or (word in table.before_number and text[at].isdigit()):
        return False
    if word in table.maybe_final or "." in word:
        return opens
    if len(word) == 1 and last.group().isupper():
        return opens  # an initial
    return True


def _hard_split(text: str, span: Span) -> Iterator[Span]:
    """Pieces of at most `LONGEST` characters, cut at the last semicolon, comma or blank."""
    start = span.start
    while span.end - start > LONGEST:
        window = list(_BREATH.finditer(text, start + LONGEST // 2, start + LONGEST))
        strong = [m for m in window if len(m.group()) > 1]
        cut = (strong or window)[-1].end() if window else start + LONGEST
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        yield Span(start, stop)
        start = cut
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        yield Span(start, span.end)

"""The zones of an article: its title, standfirst, datelines, headings and boilerplate, and its body.

Found from the text alone, so that raw text works as well as what `reading` made. The text is never altered;
zones only say what not to code, and why. They stand in text order; lines without a letter, white space and the dash of a dateline lie in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.gate.boilerplate import boilerplate, dateline
from dragoman.gate.language import language_of
from dragoman.records import Article, Span

KINDS = (
    "title", "standfirst", "dateline", "heading", "body",
    "follow", "read_also", "credit", "caption", "byline", "foreign",
)  # fmt: skip
CODABLE = frozenset({"body", "standfirst", "title", "heading"})
SAME = 0.8  # share of the shorter line's words found in the other one: a repeat
HEADING_WORDS = 14  # the longest of 60 headings read in the open articles has 13
TITLE_WORDS = 25
STANDFIRST_WORDS = 60
LEAD_LINES = 4  # titles and standfirsts stand above the fourth paragraph
_FINAL = re.compile(r"[.!?…:;,]['\"”’»)\]]*\s*$")
_CUT = re.compile(r"(?:…|\.\.\.|\[[….]+\])\s*$")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
_OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the article: its kind (of `KINDS`), language ("fr", "en", else ""), paragraph, and why."""

    span: Span
    kind: str
    reason: str = ""
    language: str = ""
    paragraph: int = 0


def zones(article: Article) -> tuple[Zone, ...]:
    """The zones of the article, in text order. A paragraph is one zone, or two where a dateline opens it."""
    text = article.text
    spans = list(paragraphs(text))
    if not spans:
        return ()
    prior = article.language if article.language in ("fr", "en") else None
    prior = prior or main_language(text, spans)
    found: list[Zone] = []
    for number, span in enumerate(spans):
        if not _LETTER.search(text, span.start, span.end):
            continue
        language = language_of(span.of(text), prior)
        code = language if language in ("fr", "en") else ""
        zone = Zone(span, "body", "", code, number)
        if language in ("other", ""):
            found.append(
                replace(zone, kind="foreign", reason="in a language that is neither French nor English")
            )
            continue
        found.extend(_paragraph(text, zone))
    return tuple(_shape(article, found))


def main_language(text: str, spans: list[Span]) -> str | None:
    """The language of most of the article's characters, None where no paragraph tells."""
    weight: dict[str, int] = {}
    for span in spans:
        guess = language_of(span.of(text))
        if guess:
            weight[guess] = weight.get(guess, 0) + span.end - span.start
    best = max(weight, key=lambda code: weight[code], default=None)
    return best if best in ("fr", "en") else None


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of the text without blank edges; hard-wrapped lines (and only those) are joined into one."""
    block: list[Span] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029\v\f]*(?:\r\n|[\n\r\u2028\u2029\v\f]|$)", text):
        body = line.group().strip()
        if body:
            start = line.start() + line.group().index(body)
            block.append(Span(start, start + len(body)))
        if (not body or line.end() == len(text)) and block:
            yield from _unwrap(text, block)
            block = []


def _unwrap(text: str, block: list[Span]) -> Iterator[Span]:
    lengths = [s.end - s.start for s in block[:-1]]
    lower = sum(text[s.start].islower() for s in block[1:])
    wrapped = len(block) >= 3 and 40 <= max(lengths) <= 120 and min(lengths) >= 0.7 * max(lengths) and lower
    if wrapped:
        yield Span(block[0].start, block[-1].end)
        return
    joined = block[0]
    for span in block[1:]:
        if text[span.start].islower() and not _FINAL.search(joined.of(text)):
            joined = Span(joined.start, span.end)
        else:
            yield joined
            joined = span
    yield joined


def _paragraph(text: str, zone: Zone) -> Iterator[Zone]:
    line = zone.span.of(text)
    plain = boilerplate(line, zone.language)
    if plain:
        yield replace(zone, kind=plain[0], reason=plain[1])
        return
    cut = dateline(line, zone.language)
    if cut:
        yield replace(
            zone,
            span=Span(zone.span.start, zone.span.start + cut.place_end),
            kind="dateline",
            reason=cut.reason,
        )
        rest = Span(zone.span.start + cut.end, zone.span.end)
        if rest.start < rest.end:
            yield replace(zone, span=rest)
        return
    yield zone


def _shape(article: Article, found: list[Zone]) -> Iterator[Zone]:
    """Titles, standfirsts and headings: what they are shows only beside their neighbours."""
    text = article.text
    lines = [i for i, z in enumerate(found) if z.kind == "body"]
    title = article.title or ""
    lead = _lead(text, found)
    sentences = [found[i] for i in lines if _is_prose(found[i].span.of(text))]
    for i, zone in enumerate(found):
        if zone.kind != "body":
            yield zone
            continue
        line = zone.span.of(text)
        after_dateline = (
            i > 0 and found[i - 1].kind == "dateline" and found[i - 1].paragraph == zone.paragraph
        )
        later = [z for z in sentences if z.span.start > zone.span.start]
        early = zone.paragraph < LEAD_LINES
        if (
            early
            and title
            and _same(line, title)
            and len(_words(line)) <= TITLE_WORDS + 10
            and not after_dateline
        ):
            yield replace(zone, kind="title", reason="repeats the title")
        elif _CUT.search(line) and any(_opens(line, z.span.of(text)) for z in later[:6]):
            yield replace(zone, kind="standfirst", reason="a cut copy of the lead")
        elif early and _is_prose(line) and any(line == z.span.of(text) for z in later[:6]):
            yield replace(zone, kind="standfirst", reason="repeats the lead")
        elif (
            early
            and i < lead
            and not after_dateline
            and _is_prose(line)
            and len(_words(line)) <= STANDFIRST_WORDS
        ):
            yield replace(zone, kind="standfirst", reason="stands above the dateline")
        elif _is_prose(line) or after_dateline:
            yield zone
        elif early and _is_title(text, found, i):
            yield replace(zone, kind="title", reason="first line, no full stop")
        elif later and _is_heading(line):
            yield replace(zone, kind="heading", reason="few words, no full stop, a paragraph below")
        else:
            yield zone


def _lead(text: str, found: list[Zone]) -> int:
    """The place of the first whole paragraph behind a dateline; 0 where there is none."""
    for i, zone in enumerate(found[1:], 1):
        before = found[i - 1]
        opened = before.kind == "dateline" and before.paragraph == zone.paragraph
        if zone.paragraph > LEAD_LINES + 1:
            return 0
        if opened and not _CUT.search(zone.span.of(text)):
            return i - 1
    return 0


def _is_title(text: str, found: list[Zone], i: int) -> bool:
    before = [z for z in found[:i] if z.kind in ("body", "dateline")]
    line = found[i].span.of(text)
    if len(_words(line)) > TITLE_WORDS or i + 1 == len(found):
        return False
    return not before or any(_same(line, z.span.of(text)) for z in before)


def _is_heading(line: str) -> bool:
    if line[0].islower():
        return False
    return len(_words(line)) <= HEADING_WORDS and not line.startswith(
        ("-", "–", "—", "•", "*", "“", "«", '"')
    )


def _is_prose(line: str) -> bool:
    return bool(_FINAL.search(line)) and not (line.rstrip().endswith(":") and len(_words(line)) <= 4)


def _same(line: str, title: str) -> bool:
    a, b = set(_words(line)), set(_words(title))
    if not a or not b:
        return False
    bare = set(_words(_OUTLET.sub("", line))), set(_words(_OUTLET.sub("", title)))
    return any(
        len(x & y) >= SAME * max(len(x), len(y)) for x in (a, bare[0]) for y in (b, bare[1]) if x and y
    )


def _opens(cut: str, full: str) -> bool:
    """Whether `full` begins as `cut` does (a dateline on either side apart)."""
    short = _words(_CUT.sub("", cut))
    return len(short) >= 4 and " ".join(short) in " ".join(_words(full)[: len(short) + 12])


def _words(line: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(line)]

"""Plain text → Article: title, outlet and byline are found in the first lines, the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import InputError
from dragoman.reading import dates
from dragoman.reading.document import Document
from dragoman.reading.options import ReadOptions
from dragoman.records import Article, Problem

TITLE_LENGTH = 250  # characters; a longer first line is a paragraph
OUTLET_WORDS = 6
SEPARATOR = re.compile(r"\s+[-–—|•·]\s+|\s*\|\s*")
# Where a title is not repeated below, only a name like these is taken for an outlet: "… - Analyse" is none.
OUTLET_LIKE = re.compile(
    r"\b(?:journal|info|infos|actu|actualités?|news|times|post|herald|tribune|gazette|presse|press|radio|tv|télé|"
    r"daily|weekly|agence|agency|magazine|monde|observateur|quotidien|courrier|standard|guardian|mail)\b"
    r"|\.(?:com|net|org|info|[a-z]{2})$",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?:Par|By)\s*:?\s+((?:[^\W\d_a-z][\w'’.-]+\s+){1,3}[^\W\d_a-z][\w'’-]+)\s*")


def split_outlet(line: str, rest: str = "") -> tuple[str, str | None]:
    """A first line "Title - Outlet" → title and outlet; believed where `rest` repeats the title."""
    cuts = list(SEPARATOR.finditer(line))
    repeated = [" ".join(other.split()) for other in rest.splitlines()[:20]]
    for cut in reversed(cuts):
        title, outlet = line[: cut.start()].strip(), line[cut.end() :].strip()
        if title and outlet and " ".join(title.split()) in repeated:
            return title, outlet
    if cuts and not rest.lstrip().startswith(line):
        title, outlet = line[: cuts[-1].start()].strip(), line[cuts[-1].end() :].strip()
        short = len(outlet.split()) <= OUTLET_WORDS and len(title.split()) > 2
        if short and (OUTLET_LIKE.search(outlet) or "|" in cuts[-1][0]):
            return title, outlet
    return line, None


def head(text: str) -> tuple[str | None, str | None, str | None]:
    """Title, outlet and author as the first lines of a plain text tell them; each None where they do not."""
    lines = text.lstrip("\ufeff").strip().splitlines()
    if not lines:
        return None, None, None
    first, rest = lines[0].strip().lstrip("#").strip(), "\n".join(lines[1:])
    # A dateline ends its first line too, and a text of one line has no title.
    if (
        not rest.strip()
        or len(first) > TITLE_LENGTH
        or first.endswith((".", "…", ";", ":"))
        or dates.from_dateline(first)
    ):
        title, outlet = None, None
    else:
        title, outlet = split_outlet(first, rest)
    near = [line for line in lines if line.strip()][:6]
    author = next((found[1] for line in near if (found := BYLINE.fullmatch(line.strip()))), None)
    return title, outlet, author


def read(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """One file is one article."""
    text = document.text(options)
    if not text.strip():
        raise InputError(f"{document.name} is empty; there is nothing to code in it.")
    title, outlet, author = head(text)
    day, origin = dates.published(None, document.url, text, language=options.language)
    yield Article(
        text,
        title=title,
        language=options.language,
        published=day,
        published_from=origin,
        url=document.url,
        outlet=outlet or options.outlet or document.host,
        author=author,
        source=document.name,
    )

"""RSS, Atom and RDF → Articles: each entry with the text that the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import feedparser

from dragoman.errors import InputError
from dragoman.reading import dates
from dragoman.reading.document import Document
from dragoman.reading.html import article as page_article
from dragoman.reading.html import declared_charset, fragment_text
from dragoman.reading.options import ReadOptions
from dragoman.records import Article, Problem

# A teaser ends so; so does what a site cuts off to be read at home.
CUT = re.compile(
    r"(?:\[?…\]?|\.\.\.|\[\.\.\.\]|lire la suite|en savoir plus|read more|continue reading|"
    r"(?:est apparu en premier sur|appeared first on)[^\n]*)\s*\.?\s*$",
    re.IGNORECASE,
)
SHORT = 500  # characters; WordPress excerpts (55 words) and agency teasers stay below


def read(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """The entries of a feed; XML that is none is refused, XHTML pages are read as pages."""
    data = document.data(options)
    if re.search(rb"<html[\s>]", data[:2000], re.IGNORECASE):
        yield page_article(data, document, options)
        return
    charset = options.encoding or document.charset or declared_charset(data)
    # feedparser fetches what looks like an address and opens what looks like a path; bytes are neither.
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        feed = feedparser.parse(
            data, response_headers=headers, sanitize_html=True, resolve_relative_uris=False
        )
    except Exception as error:  # a feed that breaks the parser must not end a run of thousands
        raise InputError(
            f"{document.name} broke the feed parser ({type(error).__name__}); nothing was taken from it."
        ) from error
    if not feed.version:
        raise InputError(
            f"{document.name} is no RSS or Atom feed; dragoman reads no other XML, take its texts out as "
            f"JSONL or .txt."
        )
    if not feed.entries:
        broken = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise InputError(f"The feed {document.name} has no entries{broken}; there is nothing to code in it.")
    teasers = 0
    for number, entry in enumerate(feed.entries, 1):
        where = f"{document.name}, entry {number}"
        text, whole = _text(entry)
        if not whole and options.follow and entry.get("link", "").startswith(("http://", "https://")):
            yield from _followed(entry, where, text, feed, document, options)
            continue
        if not text:
            yield Problem(where, f"{where} has no text and was passed over.")
            continue
        teasers += not whole
        yield _article(entry, text, where, feed, document, options)
    if teasers:
        yield Problem(
            document.name,
            f"{teasers} of {len(feed.entries)} entries of {document.name} carry only a summary, "
            "which was taken; --follow fetches the whole articles.",
        )
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield Problem(
            document.name,
            f"The feed {document.name} is damaged XML ({feed.bozo_exception}); what could be read of it was.",
        )


def _text(entry: Any) -> tuple[str, bool]:
    """The longest text of an entry, and whether it looks like the whole article."""
    contents = [fragment_text(c.get("value") or "") for c in entry.get("content", ())]
    summary = fragment_text(entry.get("summary") or "")
    text = max([*contents, summary], key=len)
    return text, bool(text) and not CUT.search(text) and (bool(contents) or len(text) >= SHORT)


def _article(
    entry: Any, text: str, where: str, feed: Any, document: Document, options: ReadOptions
) -> Article:
    told = entry.get("published") or entry.get("created") or entry.get("issued") or entry.get("date")
    url = entry.get("link") or None
    # feedparser reads more shapes of dates than we do (in UTC), but has none for French words.
    parsed = entry.get("published_parsed")
    day, origin = dates.published(told, url, text, language=options.language)
    if origin != "metadata" and parsed:
        day, origin = dates.moment(parsed), "metadata"
    return Article(
        text,
        title=fragment_text(entry.get("title") or "") or None,
        language=options.language,
        published=day,
        published_from=origin,
        url=url if url and url.startswith(("http://", "https://")) else None,
        outlet=_outlet(entry, feed) or options.outlet or document.host,
        author=entry.get("author") or None,
        source=where,
    )


def _outlet(entry: Any, feed: Any) -> str | None:
    """The feed a collected entry came from, else the feed's own title, without "RSS" and the section."""
    title = str((entry.get("source") or {}).get("title") or feed.feed.get("title") or "")
    title = re.sub(
        r"^(?:flux|rss|feed)\b\s*[:-]?\s*|\s*[-–:|]?\s*\b(?:rss|feed|flux)$", "", title.strip(), flags=re.I
    )
    return re.split(r"\s+[-–—|»>]\s+", title)[0].strip() or None


def _followed(
    entry: Any, where: str, summary: str, feed: Any, document: Document, options: ReadOptions
) -> Iterator[Article | Problem]:
    """The page of an entry; its summary where the page cannot be had, and that is said."""
    from dragoman.reading.fetch import fetch

    try:
        page = fetch(entry["link"], options)
        if page.kind != "html":
            raise InputError(f"{entry['link']} is no page.")
        found = page_article(page.data(options), page, options)
    except InputError as error:
        yield Problem(
            where, f"{str(error).rstrip('.')}; {'its summary' if summary else 'nothing'} was taken."
        )
        if summary:
            yield _article(entry, summary, where, feed, document, options)
        return
    own = _article(entry, summary, where, feed, document, options)
    dated = own if own.published_from == "metadata" else found
    yield replace(
        found,
        title=found.title or own.title,
        published=dated.published,
        published_from=dated.published_from,
        author=found.author or own.author,
        source=where,
    )

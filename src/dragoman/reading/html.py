"""HTML → Article: trafilatura extracts; we keep paragraphs apart and say where the date is from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import trafilatura
from htmldate import find_date
from lxml import etree

from dragoman.errors import InputError
from dragoman.reading import dates
from dragoman.reading.document import Document
from dragoman.reading.encoding import decode, refuse_binary
from dragoman.reading.options import ReadOptions
from dragoman.reading.plaintext import split_outlet
from dragoman.records import Article, Problem

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""",
    re.I,
)
BLOCKS = frozenset({
    "p", "div", "head", "h1", "h2", "h3", "h4", "h5", "h6", "list", "item", "li", "ul", "ol", "dl", "dt",
    "dd", "quote", "blockquote", "table", "row", "tr", "section", "article", "header", "footer", "figure",
    "main", "body", "pre", "code", "hr", "aside",
})  # fmt: skip
DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "svg", "graphic", "figcaption", "form", "button",
})  # fmt: skip
# Meta names and properties that give the day of publication, the most exact first.
DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "og:pubdate",
    "parsely-pub-date", "sailthru.date", "publication_date", "publish-date", "publish_date", "pubdate",
    "pub_date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "dcterms.issued", "dcterms.created",
    "dc.date.issued", "dcterms.date", "dc.date", "dc:date", "date",
)  # fmt: skip


def declared_charset(data: bytes) -> str | None:
    """What the page itself declares in its first 4 kB."""
    found = DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode() if found else None


def block_text(root: Any) -> str:
    """The text below an element, a blank line between its paragraphs, headings and list items."""
    blocks: list[list[str]] = [[]]

    def walk(node: Any) -> None:
        tag = node.tag if isinstance(node.tag, str) else None
        if tag is not None and tag not in DROPPED:
            if tag in BLOCKS:
                blocks.append([])
            elif tag in ("br", "lb"):
                blocks[-1].append("\n")
            elif tag in ("cell", "td", "th") and blocks[-1]:
                blocks[-1].append(" | ")
            blocks[-1].append(_on_one_line(node.text))
            for child in node:
                walk(child)
            if tag in BLOCKS:
                blocks.append([])
        if node is not root:
            blocks[-1].append(_on_one_line(node.tail))

    walk(root)
    # Two breaks in a row are how many sites part their paragraphs.
    paragraphs = (part for block in blocks for part in re.split(r"\n\s*\n", "".join(block)))
    return "\n\n".join(text for part in paragraphs if (text := _tidy(part)))


def _on_one_line(text: str | None) -> str:
    """Newlines of the HTML source are layout; only <br> and blocks end a line."""
    return re.sub(r"[ \t\r\f\v]*\n\s*", " ", text) if text else ""


def _tidy(text: str) -> str:
    """One paragraph: layout blanks made single; no-break spaces (French typography) and breaks kept."""
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def fragment_text(html: str) -> str:
    """The text of a piece of HTML (a feed entry, a column), unchanged where it holds no markup."""
    if not re.search(r"</?[a-zA-Z][^>]*>|&[a-z#\d]+;", html):
        return html.strip()
    return block_text(lxml.html.fragment_fromstring(html, create_parent="div"))


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            todo = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            node = todo.pop()
            if isinstance(node, dict):
                yield node
                todo.extend(v for k, v in node.items() if k in ("@graph", "mainEntity"))
            elif isinstance(node, list):
                todo.extend(node)


def metadata_date(root: Any) -> Any:
    """The publication date that the page's metadata gives (JSON-LD, meta, marked `time`), else None."""
    for node in _json_ld(root):
        if made := dates.parse(node.get("datePublished")):
            return made
    given: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        given.setdefault(name, meta.get("content") or "")
    for name in DATE_NAMES:
        if made := dates.parse(given.get(name)):
            return made
    for time in root.iter("time"):
        marks = f"{time.get('itemprop', '')} {time.get('class', '')}".lower()
        marked = time.get("pubdate") is not None or re.search(r"publish|entry-date|posted", marks)
        if marked and (made := dates.parse(time.get("datetime"))):
            return made
    return None


def _page_title(root: Any) -> str:
    node = root.find(".//title")
    return " ".join((node.text_content() if node is not None else "").split())


def _headings(root: Any) -> str:
    return "\n".join(" ".join(h.text_content().split()) for h in root.iter("h1", "h2"))


def article(data: bytes, document: Document, options: ReadOptions) -> Article:
    """The article of a page; InputError where it holds none."""
    refuse_binary(data, document.name)
    declared = document.charset or declared_charset(data)
    text = decode(data, document.name, encoding=options.encoding, declared=declared)
    if not text.strip():
        raise InputError(f"{document.name} is empty; there is nothing to code in it.")
    try:
        # lxml refuses text that declares another encoding than the one it is in.
        root = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError):
        raise InputError(f"{document.name} is no HTML that can be read; nothing was taken from it.") from None
    day, page, outlet_said = metadata_date(root), _page_title(root), _headings(root)
    site = _site_name(root)
    found: Any = _extracted(root, document)
    body = block_text(found.body) if found is not None and found.body is not None else ""
    if not body:
        raise InputError(
            f"{document.name} holds no article text: an empty page, a list of links, or one that is filled "
            f"by "
            "scripts; save its text as .txt."
        )
    title, outlet = split_outlet(page, "\n".join((outlet_said, found.title or "")))
    url = document.url or found.url
    published, origin = dates.published(day, url, body, language=options.language)
    if published is None and (seen := _seen_date(text)):
        published, origin = seen, "metadata"
    return Article(
        body,
        title=found.title or title or None,
        language=options.language,
        published=published,
        published_from=origin,
        url=url,
        outlet=site or outlet or found.sitename or options.outlet or document.host,
        author=found.author or None,
        source=document.name,
    )


def _extracted(root: Any, document: Document) -> Any:
    """What trafilatura finds; a page that breaks it must not end a run of thousands."""
    try:
        return trafilatura.bare_extraction(root, url=document.url, include_comments=False, with_metadata=True)
    except Exception as error:
        raise InputError(
            f"{document.name} broke the extractor ({type(error).__name__}); save its text as .txt to have it read."
        ) from error


def _seen_date(text: str) -> Any:
    """The day that htmldate sees marked on the page, without its guesses from running text."""
    try:
        return dates.parse(find_date(text, extensive_search=False, original_date=True))
    except Exception:  # a date is not worth the page
        return None


def _site_name(root: Any) -> str | None:
    for meta in root.iter("meta"):
        marked = (meta.get("property") or meta.get("name") or "").lower() in (
            "og:site_name",
            "application-name",
        )
        if marked and (name := (meta.get("content") or "").strip()):
            return name
    for node in _json_ld(root):
        publisher = node.get("publisher")
        if (
            isinstance(publisher, dict)
            and isinstance(publisher.get("name"), str)
            and publisher["name"].strip()
        ):
            return str(publisher["name"]).strip()
    return None


def read(document: Document, options: ReadOptions) -> Iterator[Article | Problem]:
    """One page is one article."""
    yield article(document.data(options), document, options)

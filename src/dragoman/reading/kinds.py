"""Which kind of source this is: by its extension, its content type, or its first bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from dragoman.errors import InputError
from dragoman.reading.document import known_boms
from dragoman.reading.options import Kind

EXTENSIONS: Mapping[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".rss": "feed", ".atom": "feed", ".xml": "feed",
}  # fmt: skip
CONTENT_TYPES: Mapping[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/xml": "feed", "text/xml": "feed",
    "application/json": "json", "application/feed+json": "json", "text/json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "application/x-jsonlines": "jsonl",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
    "application/vnd.apache.parquet": "parquet",
}  # fmt: skip
PEEK = 4096  # bytes that are enough to tell the kind


def by_name(name: str) -> Kind | None:
    """The kind that the extension says, `.gz` left aside; None for any other extension."""
    path = PurePath(name.lower())
    return EXTENSIONS.get(PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix)


def by_content_type(header: str, name: str) -> Kind | None:
    """The kind that a server declares; None where that is not certain. InputError for what is never text."""
    kind = header.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in (
        "application/pdf",
        "application/zip",
    ):
        raise InputError(
            f"{name} is {kind}, not text; dragoman reads pages, feeds, JSON, CSV, Parquet and plain text."
        )
    return CONTENT_TYPES.get(kind)


def by_bytes(data: bytes) -> Kind:
    """The kind that the first bytes look like; plain text where nothing else fits."""
    if data.startswith(b"PAR1"):
        return "parquet"
    for bom in known_boms():
        data = data.removeprefix(bom)
    start = data.replace(b"\x00", b"").lstrip()[:2000]
    if re.match(rb"\[\s*(?:\{|\]|\Z)", start):
        return "json"
    if re.match(rb'\{\s*["}]', start):
        return (
            "jsonl"
            if re.match(rb"\{[^\n]*\}[ \t\r]*\n\s*\{", data.lstrip()) or b"\n" not in data.strip()
            else "json"
        )
    lower = start.lower()
    if re.match(
        rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*)*<(?:rss|feed|rdf:rdf)\b",
        lower,
        re.DOTALL,
    ):
        return "feed"
    if re.match(
        rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p)\b",
        lower,
        re.DOTALL,
    ):
        return "html"
    return "text"

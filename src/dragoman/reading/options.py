"""What a reader may be told: columns, encoding, limits. Every field has a default that suits most inputs."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from dragoman.errors import ConfigError
from dragoman.version import __version__

Kind = Literal["text", "html", "jsonl", "json", "csv", "tsv", "parquet", "feed"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Column names met in NewsAPI, GDELT, MediaCloud and Europresse exports and in Hugging Face data sets; the
# first that a row has is taken, so what says more exactly what is meant stands first.
GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "texte", "body", "article_text", "article_body", "articlebody", "full_text", "fulltext",
        "content_text", "contenu", "corps", "maintext", "article", "content", "content_html",
        "story", "description",
    ),
    "title": ("title", "titre", "headline", "head", "article_title"),
    "date": (
        "published", "date", "publication_date", "pub_date", "pubdate", "published_at", "publishedat",
        "date_published", "datepublished", "publish_date", "date_publication", "date_publish", "published_on",
    ),
    "url": ("url", "link", "lien", "article_url", "canonical_url", "adresse"),
    "outlet": ("outlet", "source", "publisher", "journal", "média", "media", "media_name", "site_name",
               "sitename", "site"),
    "language": ("language", "lang", "langue"),
    "author": ("author", "auteur", "byline", "authors", "creator"),
    "id": ("id", "article_id", "doc_id", "uuid", "guid"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read; all sizes in bytes after decompression, all times in seconds.

    `columns` maps a field ("text", "title", "date", "url", "outlet", "language", "author", "id") to the
    column that holds it; fields not named are guessed from `GUESSES`. A column that is named and missing is a
    problem, a guessed one is not.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    format: Kind | None = None  # None: by extension, content type, or first bytes
    encoding: str | None = None  # None: byte order mark, declaration, UTF-8, else detected
    language: str | None = None  # set on every article that does not name its own
    outlet: str | None = None  # set on every article that does not name its own
    max_bytes: int = 20_000_000  # one document, one row
    allow_private: bool = False  # fetch from loopback and private addresses
    timeout: float = 20.0  # one request, from the first packet to the last byte
    max_redirects: int = 5
    follow: bool = False  # fetch the page of a feed entry that carries only a summary
    user_agent: str = f"dragoman/{__version__}"

    def __post_init__(self) -> None:
        unknown = [name for name in self.columns if name not in GUESSES]
        if unknown:
            raise ConfigError(
                f"There is no field {unknown[0]!r} to take a column for; the fields are {', '.join(GUESSES)}."
            )
        if self.encoding is not None:
            try:
                codecs.lookup(self.encoding)
            except LookupError:
                raise ConfigError(
                    f"The encoding {self.encoding!r} is unknown; give a name such as utf-8, windows-1252 "
                    "or iso-8859-15, or leave it out to have it detected."
                ) from None
        if self.format is not None and self.format not in KINDS:
            raise ConfigError(f"The format {self.format!r} is unknown; the formats are {', '.join(KINDS)}.")
        for name in ("max_bytes", "timeout"):
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be greater than zero, {getattr(self, name)} was given.")
        if self.max_redirects < 0:
            raise ConfigError(f"max_redirects must not be negative, {self.max_redirects} was given.")

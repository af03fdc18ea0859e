"""Masking in a store: names that are private anywhere in an article are so in each of its records."""

from __future__ import annotations

from functools import lru_cache

from dragoman.happening import Happening
from dragoman.privacy import mask, private_names
from dragoman.privacy.mask import Record
from dragoman.records import Article
from dragoman.store.snapshot import Snapshot

ARTICLES = 4096
"""Articles whose names are kept at hand: records come by date, so those of one article lie near each other."""


class Masker:
    """Masks records of one state of the store: events, claims, happenings, articles."""

    def __init__(self, now: Snapshot) -> None:
        self._now = now
        self._names = lru_cache(ARTICLES)(self._read)

    def __call__(self, record: Record) -> Record:
        """The record without the names of private persons (see `privacy.mask`)."""
        if isinstance(record, Article):
            ids: tuple[str, ...] = (record.id,)
        else:
            ids = record.articles if isinstance(record, Happening) else (record.article_id,)
        return mask(record, [name for id in ids for name in self._names(id)])

    def names(self, article: str) -> tuple[str, ...]:
        """The names of private persons in an article's title and text."""
        return self._names(article)

    def _read(self, article: str) -> tuple[str, ...]:
        rows = self._now.execute(
            "SELECT title, text FROM articles WHERE article_id = ?", [article]
        ).fetchall()
        return tuple(private_names("\n".join(part for row in rows for part in row if part)))

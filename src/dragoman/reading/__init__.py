"""File, URL, HTML, feed entry, CSV/JSONL/Parquet row → Article.

`read` streams: one article at a time, in the order of the sources, folders sorted by name.
"""

from __future__ import annotations

from dragoman.reading.options import ReadOptions
from dragoman.reading.sources import Unreadable, read

__all__ = ["ReadOptions", "Unreadable", "read"]

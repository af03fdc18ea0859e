"""dragoman reads news in French and English and writes who did what to whom, as sourced event records.

The whole public face is here: `Article` in, `Coder` codes it, `Event` and `Claim` come out, `Store` keeps them.
Models and tables load on first use, so importing costs almost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.happening import Happening
from dragoman.records import Actor, Article, Claim, Coded, Count, Event, Place, Problem, Span
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.coding import Coder
    from dragoman.store import Store

__all__ = [
    "Actor",
    "Article",
    "Claim",
    "Coded",
    "Coder",
    "Count",
    "Event",
    "Happening",
    "Place",
    "Problem",
    "Span",
    "Store",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name == "Coder":
        from dragoman.coding import Coder

        return Coder
    if name == "Store":
        from dragoman.store import Store

        return Store
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")

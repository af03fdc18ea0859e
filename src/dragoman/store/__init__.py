"""A folder of Delta Lake tables: writes, queries, exports."""

from dragoman.store.columns import COLUMNS, EXPORTED, Column
from dragoman.store.export import FORMATS, Export, export_events, format_of
from dragoman.store.plover import fold
from dragoman.store.query import Filters
from dragoman.store.snapshot import Snapshot
from dragoman.store.store import Store

__all__ = [
    "COLUMNS",
    "EXPORTED",
    "FORMATS",
    "Column",
    "Export",
    "Filters",
    "Snapshot",
    "Store",
    "export_events",
    "fold",
    "format_of",
]

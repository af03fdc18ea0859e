"""A folder of Delta Lake tables: writes, queries, exports."""

from dragoman.store.columns import COLUMNS, Column
from dragoman.store.query import Filters
from dragoman.store.snapshot import Snapshot
from dragoman.store.store import Store

__all__ = ["COLUMNS", "Column", "Filters", "Snapshot", "Store"]

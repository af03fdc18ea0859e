"""What pages ask with: the store, and answers kept for as long as the store stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar, cast

from dragoman.errors import StoreError
from dragoman.store import Snapshot, Store
from dragoman.store.masking import Masker

T = TypeVar("T")

KEPT = 200
"""Answers kept: counts and facets of a few kilobytes, dossiers of a few megabytes."""


class Desk:
    """A store to read from, opened when it is first asked for, and a memory of what was counted in it.

    `mask`: named private persons come as their role. `token`: who has it may review.
    """

    def __init__(self, path: Path, *, mask: bool = False, token: str | None = None) -> None:
        self.path = path
        self.mask = mask
        self.token = token
        self._store: Store | None = None
        self._memory: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()

    @property
    def store(self) -> Store:
        """The store; StoreError where the folder is none."""
        with self._guard:
            if self._store is None:
                self._store = Store(self.path, create=False)
            return self._store

    def snapshot(self) -> Snapshot:
        """The newest whole state."""
        return self.store.snapshot()

    def masker(self) -> Masker:
        """What masks private persons; made once for each state of the store, as it remembers names."""
        return self.kept(("masker",), self.store.masker)

    def version(self) -> str:
        """What an answer's ETag is made of: the state of the store."""
        try:
            return str(self.snapshot().version)
        except StoreError:
            return "none"

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave when it was last asked for this in this state of the store."""
        whole = (self.version(), key)
        with self._guard:
            if whole in self._memory:
                self._memory.move_to_end(whole)
                return cast("T", self._memory[whole])
        made = make()
        with self._guard:
            self._memory[whole] = made
            while len(self._memory) > KEPT:
                self._memory.popitem(last=False)
        return made

    def forget(self) -> None:
        """Keep nothing of what was counted."""
        with self._guard:
            self._memory.clear()

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a query; values go in as parameters."""
        return self.snapshot().execute(sql, list(parameters)).fetchall()

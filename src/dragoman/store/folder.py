"""The folder of a store: the marker that says it is one, its lock, a sentence for all that can be wrong."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dragoman.errors import StoreError
from dragoman.version import __version__

MARKER = "dragoman-store.json"
LOCK = ".dragoman.lock"
LAYOUT = 1
"""Raised when an older dragoman could no longer read the tables; a new column alone does not raise it."""

UNKEEPABLE = re.compile(r"[\[\]|^?#\\\x00-\x1f]|%[0-9A-Fa-f]{2}")
"""What in a path delta-rs 1.6 takes for part of an address, or breaks on (each was tried)."""


def open_folder(path: Path, *, create: bool) -> None:
    """Check that `path` is a store of ours, make it one where it is missing or empty and `create` allows.

    StoreError: not a folder, a folder with other things in it, a newer layout, no right to write.
    """
    if found := UNKEEPABLE.search(path.as_posix()):
        raise StoreError(
            f"A store cannot lie in {str(path)!r}, as Delta tables allow no {found.group()!r} in their path; "
            "choose another folder."
        )
    try:
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path} is a file, not a store; name the folder that holds the store.")
        if (path / MARKER).exists():
            _check_layout(path)
            return
        others = (
            [p.name for p in path.iterdir() if not p.name.startswith(".dragoman")] if path.exists() else []
        )
    except OSError as fault:
        raise unreachable(path, fault) from fault
    if others:
        raise StoreError(
            f"{path} is not a dragoman store (it holds {sorted(others)[0]!r} and no {MARKER}); "
            "name a store, or a new or empty folder to start one in."
        )
    if not create:
        raise StoreError(
            f"There is no store in {path}; run `dragoman code PATH --store {path}` to start one."
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        beside = path / f".dragoman-{os.getpid()}.tmp"
        beside.write_text(
            json.dumps({"layout": LAYOUT, "made_by": f"dragoman {__version__}"}) + "\n", encoding="utf-8"
        )
        beside.replace(path / MARKER)
    except OSError as fault:
        raise unreachable(path, fault) from fault


def _check_layout(path: Path) -> None:
    try:
        layout = json.loads((path / MARKER).read_text(encoding="utf-8"))["layout"]
    except (ValueError, KeyError, TypeError) as fault:
        raise StoreError(
            f"The marker {MARKER} in {path} cannot be read, so the store is damaged; "
            'restore that file from a copy, or write {"layout": 1} into it.'
        ) from fault
    if not isinstance(layout, int) or layout > LAYOUT:
        raise StoreError(
            f"The store in {path} was made by a newer dragoman (layout {layout}, this one reads {LAYOUT}); "
            "upgrade with `pip install -U dragoman`."
        )


@contextmanager
def lock(path: Path, *, timeout: float) -> Iterator[None]:
    """Hold the store's lock for one commit. It goes with its process: a killed writer leaves none behind."""
    try:
        with FileLock(path / LOCK, timeout=timeout):
            yield
    except Timeout as fault:
        raise StoreError(
            f"Another process has been writing to the store in {path} for {timeout:g} seconds; "
            "nothing was written, so wait for it to end and run the same command again."
        ) from fault


def unreachable(path: Path, fault: Exception) -> StoreError:
    """The sentence for a fault of the disk or the rights; what was stored before stays as it was."""
    why = getattr(fault, "strerror", None) or " ".join(str(fault).split())[:200]
    return StoreError(
        f"The store in {path} cannot be written or read ({why}); what it held is unharmed: "
        "check free space and rights of the folder, then run the same command again."
    )

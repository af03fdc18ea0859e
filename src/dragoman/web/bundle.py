"""Vega, Vega-Lite and vega-embed as one script, out of vl-convert: made once, kept in the user's cache."""

from __future__ import annotations

import os
import threading
from importlib.metadata import version
from pathlib import Path

VEGA_LITE = "6.4"
"""The version that altair 6.3 writes for."""

_MAKING = threading.Lock()


def folder() -> Path:
    """Where it is kept: the user's cache, `XDG_CACHE_HOME` where that is set."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"


def script() -> bytes:
    """The script; the first call makes it, which takes some seconds."""
    import vl_convert

    name = f"vega-{VEGA_LITE}-{version('vl-convert-python')}.js"
    kept = folder() / name
    with _MAKING:
        try:
            return kept.read_bytes()
        except OSError:
            pass
        made: bytes = vl_convert.javascript_bundle(
            "window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE
        ).encode()
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            beside = kept.with_name(f".{name}.{os.getpid()}")
            beside.write_bytes(made)
            beside.replace(kept)
        except OSError:
            pass  # a home that cannot be written: it is made anew by the next process
        return made

"""`dragoman doctor`: is all there that a run needs, and if not, which command mends it."""

from __future__ import annotations

import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

import click

from dragoman.cli import faults
from dragoman.cli.options import languages, store_option
from dragoman.errors import DragomanError
from dragoman.version import __version__

ROOM = 500_000_000  # bytes free that a store of some hundred thousand events and DuckDB's spill want


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what is so, and where it is not well, the command or step that mends it."""

    what: str
    said: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.mend


@click.command("doctor")
@store_option
def command(store: Path | None) -> None:
    """Check Python, packages, models, tables and store; print the command that mends each finding."""
    ill = 0
    for finding in findings(store):
        ill += not finding.well
        click.echo(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what}: {finding.said}")
        if finding.mend:
            click.echo(f"      mend: {finding.mend}")
    if ill:
        faults.say(f"{ill} finding{'s' if ill > 1 else ''} to mend; each has its command above.")
        click.get_current_context().exit(faults.INPUT)


def findings(store: Path | None) -> Iterator[Finding]:
    """All that is looked at, in the order in which a run needs it."""
    yield Finding("dragoman", f"{__version__} on Python {platform.python_version()}")
    yield from _packages()
    for language in languages():
        yield _tried(f"model ({language})", partial(_model, language), _reinstall())
        yield _tried(f"frames ({language})", partial(_frames, language), _reinstall())
    yield _tried("codebook", _codebook, _reinstall())
    yield _tried("knowledge", lambda: _knowledge(store), _reinstall())
    yield _room(store)
    if store is not None:
        yield _tried("store", lambda: _store(store), f"dragoman code PATH --store {store}")
    else:
        yield Finding("store", "none named (--store DIR or DRAGOMAN_STORE); nothing to check")


def _tried(what: str, check: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what, check())
    except DragomanError as error:
        command = re.search(r"`([^`]+)`", str(error))
        return Finding(what, str(error), command[1] if command else mend)
    except Exception as error:  # a broken installation breaks in any way, and this command is there to say so
        return Finding(what, f"{type(error).__name__}: {error}", mend)


def _reinstall() -> str:
    return f"{sys.executable} -m pip install --force-reinstall dragoman=={__version__}"


def _packages() -> Iterator[Finding]:
    """Every package that dragoman itself asks for, at a version that it asks for."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        yield Finding("packages", "packaging is missing", f"{sys.executable} -m pip install packaging")
        return
    named = [Requirement(line) for line in metadata.requires("dragoman") or ()]
    asked = [r for r in named if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = 0
    for requirement in asked:
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            found = "missing"
        if found == "missing" or not requirement.specifier.contains(found, prereleases=True):
            wrong += 1
            wanted = f"{requirement.name}{requirement.specifier}"
            yield Finding(
                "package", f"{requirement.name} is {found}", f"{sys.executable} -m pip install '{wanted}'"
            )
    if not wrong:
        yield Finding("packages", f"all {len(asked)} are there at versions that fit")


def _model(language: str) -> str:
    from dragoman.grammar.models import GrammarConfig, check

    known = GrammarConfig().model(language)
    return f"{known.name} {known.version}, sha256 {check(known)[:12]}…"


def _frames(language: str) -> str:
    from dragoman.coding import frames

    return f"digest {frames.load(language).digest}"


def _codebook() -> str:
    from dragoman import codebook

    return f"{len(codebook.types())} types, {len(codebook.CONTEXTS)} contexts"


def _knowledge(store: Path | None) -> str:
    from dragoman.knowledge import Actors, Places

    Actors(str(store) if store else None)
    Places()
    return "the tables of actors and places open"


def _room(store: Path | None) -> Finding:
    """Room on the disk that a run writes to."""
    folder = store or Path(tempfile.gettempdir())
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:.1f} GB free at {folder}"
    return Finding("disk", said, f"free some room there, {ROOM / 1e9:g} GB at least" if free < ROOM else "")


def _store(path: Path) -> str:
    from dragoman.store import Store

    counts = Store(path, create=False).counts()
    return f"{path} holds " + ", ".join(f"{number} {name}" for name, number in counts.items())

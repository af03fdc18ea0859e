"""Nothing public without a line that documents it: commands, options, names, frame keys, pages."""

from __future__ import annotations

import importlib
import inspect
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import dragoman
from dragoman import Coder, Store, codebook
from dragoman.cli import COMMANDS, main
from dragoman.coding import frames
from dragoman.knowledge import Actors, Places

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEXICON = ROOT / "src" / "dragoman" / "coding" / "lexicon"
LANGUAGES = sorted(p.name for p in LEXICON.iterdir() if p.is_dir() and len(p.name) == 2)


def script(name: str) -> ModuleType:
    """A script of docs/, as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALL = dict(script("make_commands").commands(main))
SHELL = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


@pytest.mark.parametrize("name", ALL)
def test_a_command_and_its_options_are_explained(name: str) -> None:
    command = ALL[name]
    assert command.help and command.help.strip().splitlines()[0].rstrip().endswith(".")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help and option.help[-1] in ".?]", f"{name} {option.opts}"


def test_the_page_of_commands_is_what_they_are() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == script("make_commands").page(), (
        "run make docs"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert any(line.startswith(f"dragoman {name}") for line in SHELL)


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("dragoman")])
def test_the_readme_names_options_that_there_are(line: str) -> None:
    words = shlex.split(line.split(" > ")[0])[1:]
    command: click.Command = main
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0])
        assert found, line
        command, words = found, words[1:]
    if "dragoman show" in line:
        command.make_context("x", ["0", "--store", "x"])  # the id is the reader's
    command.make_context("x", words)


def test_the_readme_program_runs(tmp_path: Path) -> None:
    """As a reader would type it, in a folder with the samples; it must print what its remarks promise."""
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for words in ("CONSULT happened 2024-08-01", "Abdoulaye Diop", "Koro", "MLI"):
        assert words in done.stdout


def public(thing: type) -> dict[str, Any]:
    return {
        name: member
        for name, member in inspect.getmembers(thing)
        if not name.startswith("_")
        and (callable(member) or isinstance(member, property))
        and name in thing.__dict__
    }


@pytest.mark.parametrize("name", [n for n in dragoman.__all__ if n != "__version__"])
def test_a_public_name_has_a_docstring(name: str) -> None:
    thing = getattr(dragoman, name)
    # A dataclass without one of its own gets its signature as a docstring.
    assert thing.__doc__ and not thing.__doc__.startswith(f"{name}(")
    for member, value in public(thing).items():
        assert inspect.getdoc(value), f"{name}.{member}"


@pytest.mark.parametrize("thing", [Coder, Store, Actors, Places])
def test_a_public_method_has_a_docstring(thing: type) -> None:
    methods = public(thing)
    assert methods
    for name, method in methods.items():
        assert inspect.getdoc(method), f"{thing.__name__}.{name}"


def test_every_frame_key_is_explained() -> None:
    readme = (LEXICON / "README.md").read_text(encoding="utf-8")
    keys = readme.partition("## Keys")[2].partition("\n## ")[0]
    for key in frames.KEYS:
        assert any(f"`{key}`" in line.split("|")[1] for line in keys.splitlines() if line.startswith("|")), (
            key
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_and_mode_of_the_frames_is_in_the_codebook(language: str) -> None:
    types = codebook.types()
    for path in sorted((LEXICON / language).glob("[A-Z]*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert data["type"] == path.stem and path.stem in types
        for frame in data["frame"]:
            assert set(frame) <= frames.KEYS, f"{path.name} {frame['id']}"
            assert not frame.get("mode") or frame["mode"] in types[path.stem].modes, (
                f"{path.name} {frame['id']}"
            )
    # All sixteen can be told in each language.
    assert {p.stem for p in (LEXICON / language).glob("[A-Z]*.toml")} == set(types)


def links(path: Path) -> set[Path]:
    """The files that a page links to."""
    found = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    return {(path.parent / target).resolve() for target in found if "://" not in target}


def test_every_page_can_be_reached() -> None:
    linked = links(ROOT / "README.md") | links(DOCS / "architecture.md")
    pages = {path.resolve() for path in DOCS.rglob("*.md")}
    assert not {p.name for p in pages - linked}, "link them from README.md or docs/architecture.md"


PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "samples").rglob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_link_is_dead_and_no_machine_is_named(path: Path) -> None:
    assert not [str(target) for target in links(path) if not target.exists()]
    assert not re.search(r"/(?:work|home|root|tmp|opt)/\w", path.read_text(encoding="utf-8"))


def test_the_pictures_ask_no_server_for_anything() -> None:
    pictures = sorted((DOCS / "images").glob("*.svg"))
    assert {f"docs/images/{p.name}" for p in pictures} == set(re.findall(r"docs/images/\w+\.svg", README))
    for path in pictures:
        addresses = set(re.findall(r"https?://[^\s\"')]+", path.read_text(encoding="utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}

"""Writes `docs/commands.md`, every command with every option, from the commands themselves: `make docs`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.cli import main

PAGE = Path(__file__).parent / "commands.md"
HEAD = """\
# The commands

Made from the commands themselves by `make docs`; `dragoman COMMAND --help` says the same. Every command also has `-h, --help`.
"""


def commands(
    group: click.Group, path: tuple[str, ...] = ("dragoman",)
) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, groups before what they hold."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def page() -> str:
    """The page as it should be."""
    return HEAD + "".join(f"\n{section(name, command)}" for name, command in commands(main))


def section(name: str, command: click.Command) -> str:
    """A command: how it is called, what it does, its options."""
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    told = inspect.cleandoc(command.help or "").replace("\b\n", "```text\n")
    told += "\n```" if "```text" in told else ""
    rows = [row(option) for option in command.params if isinstance(option, click.Option)]
    table = "\n| option | what it does |\n|---|---|\n" + "".join(rows) if rows else ""
    return f"## {name}\n\n    {name} {usage}\n\n{told}\n{table}"


def row(option: click.Option) -> str:
    """An option: its names, its value, what it does, what it is when it is not given."""
    names = ", ".join(option.opts)
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(main))}"
    default = f" By default {option.default}." if option.show_default else ""
    variable = f" By default what `{option.envvar}` names." if option.envvar else ""
    # GitHub parts cells at every bare |, in code too.
    cells = (f"`{names}{value}`", f"{option.help or ''}{default}{variable}")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""The command line: a few lines a command over the library.

A command's module is imported when the command runs, so that `dragoman --help` costs no model and no table.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from dragoman.cli import faults
from dragoman.version import __version__

# Name → what it does, as `--help` says it. The command `x` is the function `command` of the module `dragoman.cli.x`.
COMMANDS = {
    "code": "Read news and write who did what to whom: the main job.",
    "show": "Show an event over its article, its words coloured by role, with reasons.",
    "link": "Make one happening of all records that tell one event, across articles and languages.",
    "dossier": "Say how two actors stand with each other, with the words that say so.",
    "serve": "Show a store in the browser: map, events, articles with their words marked, dossiers.",
    "export": "Write the events of a store to JSONL, CSV, Parquet or DuckDB.",
    "review": "Confirm, correct or reject a record; export what was said as gold.",
    "who": "Say which actor a name or a role means in a country on a day, and why.",
    "where": "Say which place a name means, and why.",
    "knowledge": "Add actors of your own, which are asked before the built-in ones.",
    "evaluate": "Score records against annotated sentences; show every error beside its sentence.",
    "schema": "Print the JSON Schema of an event or a claim, each field explained.",
    "doctor": "Check models, tables and store; print the command that mends each finding.",
    "version": "Print the versions that make a run comparable with another.",
}

EPILOG = """\
Exit codes: 0 all was read and done; 1 a fault of dragoman; 2 something asked for could not be read or done, the
rest was; 130 interrupted; 141 the output was closed by its reader.
"""


class Commands(click.Group):
    """A group that knows the commands by name and imports one when it is called; every fault ends as a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        made = import_module(f"dragoman.cli.{cmd_name}").command
        assert isinstance(made, click.Command)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from our own table: click would import them all for their first lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a wrong name is answered with the right ones."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"There is no command {args[0]!r}; the commands are {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes one sentence and an exit code."""
        with faults.as_sentences(ctx):
            return super().invoke(ctx)


@click.command(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    no_args_is_help=True,
)
@click.version_option(__version__, message="dragoman %(version)s")
def main() -> None:
    """Read news in French and English, write who did what to whom, where, when, how sure, on whose word."""

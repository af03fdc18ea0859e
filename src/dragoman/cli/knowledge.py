"""`dragoman knowledge`: a user's own actors, kept beside a store and asked before the built-in ones."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import store_option
from dragoman.errors import ConfigError
from dragoman.knowledge.user_actors import (
    FILE,
    NEEDED,
    OPTIONAL,
    UserActor,
    add_user_actors,
    load_user_actors,
)
from dragoman.store.folder import open_folder

if TYPE_CHECKING:
    from rich.table import Table

EXAMPLE = {
    "name": "Comité des sages de Gao",
    "code": "MLI",
    "sector": "SOC",
    "aliases": "Sages de Gao|CSG-Gao",
    "since": "2023-05-01",
}


@click.group("knowledge")
def command() -> None:
    """Add actors of your own, list them, or start a table of them.

    They lie in the store (actors.csv) and are asked before the built-in ones, by `dragoman code --store` as by
    `dragoman who --store`.
    """


@command.command("template")
def template() -> None:
    """Print a table to fill in: the header and one example row.

    \b
    name       needed; how it is called
    code       needed; ISO alpha-3 code of its country, IGO, NGO, MNC, or empty
    sector     needed; PLOVER sector: GOV, MIL, REB, SOC, MED ...
    actor_id   short name of it in records; else made from the name
    kind       group, person, organisation ...
    other      further sectors, separated by |
    aliases    other names, separated by |
    since      first day, 2023-05-01
    until      last day
    wikidata   its Wikidata id, Q912
    """
    writer = csv.DictWriter(sys.stdout, (*NEEDED, *OPTIONAL), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerow(EXAMPLE)


@command.command("add")
@click.argument("table", metavar="CSV", type=click.Path(path_type=Path))
@store_option
def add(table: Path, store: Path | None) -> None:
    """Check a table of actors row by row and keep it in the store.

    CSV has the columns that `dragoman knowledge template` prints. Every fault is told with its line, and nothing is
    added while one is left. An actor with the id of one added before takes its place. A store that is not there yet
    is started.
    """
    folder = _named(store)
    added = load_user_actors(table)
    open_folder(folder, create=True)
    kept = add_user_actors(table, folder)
    faults.say(
        f"{_actors(len(added))} added to {folder / FILE}, which now holds {kept}; dragoman code --store {folder} uses "
        "them, and codes again what it had coded without them."
    )


@command.command("list")
@store_option
@click.option(
    "--table", is_flag=True, help="Print the table for people, also where the output is no terminal."
)
def listed(store: Path | None, table: bool) -> None:
    """List the actors that were added to the store: a table on a terminal, JSON lines into a pipe."""
    folder = _named(store)
    open_folder(folder, create=False)
    path = folder / FILE
    actors = load_user_actors(path) if path.exists() else []
    if not actors:
        faults.say(f"{folder} has no actors of its own; dragoman knowledge add adds some.")
    elif table or sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(_table(actors))
    else:
        with Lines("-") as lines:
            for row, names in actors:
                lines.write(
                    {
                        "actor_id": row.actor_id,
                        "kind": row.kind,
                        "name": row.name,
                        "aliases": names[1:],
                        "code": row.code,
                        "sector": row.sector,
                        "other": [s for s in row.other.split("|") if s],
                        "since": row.since or None,
                        "until": row.until or None,
                        "wikidata": row.wikidata or None,
                    }
                )


def _table(actors: Iterable[UserActor]) -> Table:
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("name, and others", "code", "sectors", "from", "to"):
        made.add_column(head)
    made.add_column("id", overflow="fold")
    for row, names in actors:
        sectors = " ".join(s for s in (row.sector, *row.other.split("|")) if s)
        made.add_row("\n".join(names), row.code, sectors, row.since, row.until, row.actor_id)
    return made


def _named(store: Path | None) -> Path:
    if store is None:
        raise ConfigError(
            "Your own actors lie in a store, and none was named; give --store DIR, or set DRAGOMAN_STORE to its folder."
        )
    return store


def _actors(number: int) -> str:
    return f"{number} actor{'' if number == 1 else 's'}"

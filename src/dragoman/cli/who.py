"""`dragoman who`: which actor a name or a role means, in a country and on a day, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import Day, LanguageName, country_code, kept_actors, store_option

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.knowledge import ActorMatch


@click.command("who")
@click.argument("mention")
@click.option("--country", metavar="CODE", help="ISO alpha-3 code of the country it is said of, where the words name none: MLI.")  # fmt: skip
@click.option("--on", "day", type=Day(), metavar="DATE", help="The day on which offices and groups are read: 2024-08-01.")  # fmt: skip
@click.option("--language", type=LanguageName(), help="Language of the mention; else both are tried.")
@click.option(
    "--table", is_flag=True, help="Print the table for people, also where the output is no terminal."
)
@store_option
def command(
    mention: str, country: str | None, day: date | None, language: str | None, table: bool, store: Path | None
) -> None:
    """Say which actor a mention means, the likeliest first, each with its score and the reason.

    MENTION is a name, a role or both, as a text has it: "le ministre malien des Affaires étrangères", Goita,
    "gunmen". A role names its holder only where a country and a day are known. The actors that you added to the
    store (dragoman knowledge add) are asked first.

    A table on a terminal, JSON lines into a pipe. "Don't know" is an answer: nothing is printed, a sentence on
    standard error says why, and the exit code is 0.
    """
    actors = kept_actors(store)
    found = actors.find(mention, country=country_code(country), on=day, language=language)
    if not found:
        why = actors.why_not(mention, country=country_code(country), on=day, language=language)
        faults.say(f"Don't know who “{mention}” is: {why}; dragoman knowledge add takes actors of your own.")
    elif table or sys.stdout.isatty():
        from rich.console import Console

        print_actors(found, Console(highlight=False))
    else:
        with Lines("-") as lines:
            for match in found:
                lines.write(
                    {
                        "score": match.score,
                        "kind": match.kind,
                        "person_id": match.person_id,
                        "actor": match.actor.to_dict(),
                        "reason": match.reason,
                    }
                )


def print_actors(found: Sequence[ActorMatch], console: Console) -> None:
    """The candidates as a table for people."""
    from rich.text import Text

    from dragoman.cli.tables import ROLES, candidates

    rows = []
    for match in found:
        actor = match.actor
        name = Text(actor.entity_name or "nobody by name", style=f"bold {ROLES['actor']}")
        if actor.office:
            name.append(f", {actor.office}", style="not bold")
        codes = " ".join(c for c in (actor.code, actor.sector_code, *actor.other_sector_codes) if c)
        ids = [f"id {one}" for one in dict.fromkeys((match.person_id, actor.actor_id)) if one]
        wikidata = [f"Wikidata {actor.wikidata_id}"] if actor.wikidata_id else []
        rows.append((match.score, name, " · ".join([codes, *ids, *wikidata]), match.reason))
    console.print(candidates(rows))

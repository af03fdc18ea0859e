"""`dragoman where`: which place a name means beside other places, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import LanguageName, country_of
from dragoman.errors import ConfigError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.knowledge import PlaceMatch, Places
    from dragoman.records import Place


@click.command("where")
@click.argument("name")
@click.option("--near", multiple=True, metavar="PLACE", help="What the text is about: a country (MLI) or another place (Gao). May be given several times.")  # fmt: skip
@click.option("--language", type=LanguageName(), help="Language of the name; names of both are searched.")
@click.option(
    "--table", is_flag=True, help="Print the table for people, also where the output is no terminal."
)
def command(name: str, near: tuple[str, ...], language: str | None, table: bool) -> None:
    """Say which place a name means, the likeliest first, each with its score and the reason.

    A score below 0.5 means that nothing decides. "Paris, Texas" and "Kaya (Burkina Faso)" are read as written.

    A table on a terminal, JSON lines into a pipe. "Don't know" is an answer: nothing is printed, a sentence on
    standard error says why, and the exit code is 0.
    """
    from dragoman.knowledge import Places

    places = Places()
    context = [_near(one, places) for one in near]
    found = places.find(name, near=context, language=language)
    if not found:
        faults.say(f"Don't know where “{name}” is: {places.why_not(name, near=context, language=language)}.")
    elif table or sys.stdout.isatty():
        from rich.console import Console

        print_places(found, Console(highlight=False))
    else:
        with Lines("-") as lines:
            for match in found:
                lines.write(
                    {
                        "score": match.score,
                        "kind": match.kind,
                        "place": match.place.to_dict(),
                        "reason": match.reason,
                    }
                )


def _near(value: str, places: Places) -> str | Place:
    """A country's code, or the likeliest place of that name."""
    if code := country_of(value):
        return code
    found = places.find(value)
    if not found:
        raise ConfigError(
            f"{value!r} cannot say where to look, as {places.why_not(value)}; give an ISO alpha-3 code such as MLI, "
            "or a place that is known."
        )
    return found[0].place


def print_places(found: Sequence[PlaceMatch], console: Console) -> None:
    """The candidates as a table for people."""
    from rich.text import Text

    from dragoman.cli.tables import ROLES, candidates

    rows = []
    for match in found:
        place = match.place
        name = Text(place.name, style=f"bold {ROLES['event_loc']}")
        for wider in (place.admin1, place.country):
            if wider and wider != place.name:
                name.append(f", {wider}", style="not bold")
        facts = [place.precision]
        if place.lat is not None and place.lon is not None:
            facts.append(f"{place.lat:.4f}, {place.lon:.4f}")
        if place.geonames_id:
            facts.append(f"GeoNames {place.geonames_id}")
        rows.append((match.score, name, " · ".join(facts), match.reason))
    console.print(candidates(rows))

"""`dragoman export`: what a store holds, or a part of it, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import OUTPUTS, opened, store_option
from dragoman.errors import ConfigError

if TYPE_CHECKING:
    from dragoman.store import Filters, Store


@click.command("export")
@store_option
@click.option("-o", "--output", metavar="FILE|-", default="-", help="Where to; the ending names the format. - is standard output.")  # fmt: skip
@click.option("--format", "output_format", type=click.Choice(OUTPUTS), help="Format, where the name does not tell it.")  # fmt: skip
@click.option(
    "--claims", is_flag=True, help="The claims (stakes, obstacles, concerns) instead, as JSON lines."
)
@click.option("--plover", is_flag=True, help="File planned cooperation under AGREE and planned retreat under CONCEDE, as PLOVER does.")  # fmt: skip
@click.option("--mask-private", is_flag=True, help="Named persons without office or organisation as their role; officials stay.")  # fmt: skip
@click.option("--actor", multiple=True, metavar="WHO", help="Who acts: a country (MLI), a kind (IGO) or an actor_id (jnim).")  # fmt: skip
@click.option("--recipient", multiple=True, metavar="WHO", help="Who it is done to.")
@click.option("--side", multiple=True, metavar="WHO", help="On either side.")
@click.option("--dyad", nargs=2, metavar="WHO WHO", help="These two, whichever acts.")
@click.option(
    "--sectors", metavar="CODES", help="Other sectors of countries than the state's: REB,UAF or any."
)
@click.option("--type", "type", multiple=True, metavar="TYPE", help="A PLOVER type: ASSAULT.")
@click.option("--mode", multiple=True, metavar="MODE", help="A mode of it.")
@click.option("--modality", multiple=True, metavar="NAME", help="happened, ongoing, planned, hypothetical, alleged, denied.")  # fmt: skip
@click.option("--since", metavar="DATE", help="2024-08-01, 2024-08 or 2024, included.")
@click.option("--until", metavar="DATE", help="The same, included.")
@click.option("--country", multiple=True, metavar="CODE", help="Where it happened, ISO alpha-3.")
@click.option("--language", multiple=True, metavar="CODE", help="Language of the article.")
@click.option("--outlet", multiple=True, metavar="NAME", help="Who published it.")
@click.option("--context", multiple=True, metavar="NAME", help="A PLOVER context: terrorism.")
@click.option("--topic", multiple=True, metavar="NAME", help="An axis: training.")
@click.option("--min-confidence", "confidence", type=click.FloatRange(0, 1), metavar="SHARE", help="Only events at least so sure, 0 to 1.")  # fmt: skip
@click.option("--text", metavar="WORDS", help="Words of the sentence, case and accents aside.")
def command(
    store: Path | None,
    output: str,
    output_format: str | None,
    claims: bool,
    plover: bool,
    mask_private: bool,
    sectors: str | None,
    **filters: Any,
) -> None:
    """Write the events of a store that pass all filters, by date, to JSONL, CSV, Parquet or DuckDB.

    A DuckDB file also gets the articles and claims. A filter given twice takes either value.
    """
    kept = opened(store)
    given = {
        name: list(value) if isinstance(value, tuple) else value for name, value in filters.items() if value
    }
    if sectors:
        given["sectors"] = "any" if sectors == "any" else sectors.split(",")
    if "dyad" in given:
        given["dyad"] = tuple(given["dyad"])
    table = "claims" if claims else "events"
    count = (
        _claims(kept, output, mask_private, given)
        if claims
        else _events(kept, output, output_format, plover, mask_private, given)
    )
    if not count:
        total = kept.counts()[table]
        faults.say(
            f"No {table[:-1]} of the {total} in {store} passes these filters."
            if given
            else f"The store {store} holds no {table} yet; dragoman code PATH --store {store} adds some."
        )
    elif output != "-":
        faults.say(f"{count} {table if count != 1 else table[:-1]} written to {output}.")


def _events(
    store: Store, output: str, form: str | None, plover: bool, mask_private: bool, given: dict[str, Any]
) -> int:
    target = sys.stdout if output == "-" else output
    form = form or ("jsonl" if output == "-" else None)
    return store.export(target, form, plover=plover, mask_private=mask_private, **cast("Filters", given))


def _claims(store: Store, output: str, mask_private: bool, given: dict[str, Any]) -> int:
    if output != "-" and not output.endswith(".jsonl"):
        raise ConfigError(f"Claims are written as JSON lines; give {output} the ending .jsonl.")
    # A dyad of events is a pair of claims.
    if "dyad" in given:
        given = {**given, "pair": given["dyad"]}
        del given["dyad"]
    masked = store.masker() if mask_private else None
    with Lines(output) as lines:
        for claim in store.claims(**cast("Filters", given)):
            lines.write((masked(claim) if masked else claim).to_dict())
    return lines.count

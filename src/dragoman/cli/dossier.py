"""`dragoman dossier`: how two actors stand with each other, with the words that say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import click

from dragoman.cli import faults
from dragoman.cli.options import opened, store_option
from dragoman.dossiers.dossier import Language


@click.command("dossier")
@click.argument("one")
@click.argument("other")
@store_option
@click.option("--since", metavar="DATE", help="2024-08-01, 2024-08 or 2024, included.")
@click.option("--until", metavar="DATE", help="The same, included.")
@click.option("--last-visit", metavar="DATE", help="Mark and sum up what was published after this day.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="Language of the dossier; quotes stay in theirs.")  # fmt: skip
@click.option("--mask-private", is_flag=True, help="Named persons without office or organisation as their role; officials stay.")  # fmt: skip
@click.option("--markdown", "form", flag_value="markdown", default=True, help="As Markdown (the default).")
@click.option("--html", "form", flag_value="html", help="As a page that prints well.")
@click.option("--json", "form", flag_value="json", help="As JSON, with everything in both languages.")
def command(
    one: str,
    other: str,
    store: Path | None,
    since: str | None,
    until: str | None,
    last_visit: str | None,
    language: str,
    mask_private: bool,
    form: str,
) -> None:
    """Say how two actors stand with each other: what they undertake and how far it got, stakes, obstacles, others.

    ONE and OTHER are countries by their ISO code (MLI: the state, not its rebels) or actors by their id (jnim).
    """
    kept = opened(store)
    dossier = kept.dossier(
        one, other, since=since, until=until, last_visit=last_visit, mask_private=mask_private
    )
    if not dossier.events:
        faults.say(
            f"No event of the {kept.counts()['events']} in {store} has {one} and {other} on its sides; "
            "dragoman who NAME says how an actor is called here."
        )
    if form == "json":
        click.echo(json.dumps(dossier.to_dict(), ensure_ascii=False, indent=2))
    elif form == "html":
        click.echo(dossier.to_html(cast("Language", language)), nl=False)
    else:
        click.echo(dossier.to_markdown(cast("Language", language)), nl=False)

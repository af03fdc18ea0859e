"""`dragoman link`: the records of a store that tell one event become one happening."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import faults
from dragoman.cli.options import opened, store_option


@click.command("link")
@store_option
@click.option("--again", is_flag=True, help="Link everything anew, not only what is new or changed.")
@click.option("-q", "--quiet", is_flag=True, help="No last line.")
def command(store: Path | None, again: bool, quiet: bool) -> None:
    """Bring the happenings of a store up to its events: what tells one real-world event becomes one.

    Only what is new or changed since is linked. A happening keeps its id; every record stays beneath it.
    """
    kept = opened(store)
    done = kept.link(again=again)
    if quiet:
        return
    counts = kept.counts()
    if not counts["events"]:
        faults.say(f"The store {store} holds no events yet; dragoman code PATH --store {store} adds some.")
        return
    several = kept.count("happenings", sources=2)
    faults.say(
        f"{counts['happenings']} happenings of {counts['events']} events, {several} of them told by independent "
        f"sources; {done.written} written, {done.removed} gone."
    )

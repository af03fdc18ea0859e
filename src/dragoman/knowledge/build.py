"""Makes the tables of this room from open data and the curated rows: `python -m dragoman.knowledge.build`.

    python -m dragoman.knowledge.build [--shared ../shared/data] [--world-countries PATH] [actors|places]

Nothing is fetched: `--world-countries` is an unpacked npm package (`npm pack world-countries`), `--shared` the folder
of open data. Without an argument both halves are built. Run it again only when a source changed; the tables lie in
the repository.
"""

from __future__ import annotations

from pathlib import Path

import click

ROOM = Path(__file__).parent


@click.command()
@click.argument("half", type=click.Choice(["actors", "places", "both"]), default="both")
@click.option(
    "--shared", type=click.Path(path_type=Path), default=Path("../shared/data"), help="Folder of open data."
)
@click.option(
    "--world-countries",
    type=click.Path(path_type=Path),
    default=Path("world-countries/package"),
    help="Unpacked npm package world-countries (demonyms, capitals).",
)
def main(half: str, shared: Path, world_countries: Path) -> None:
    """Build the tables of actors and places."""
    if half in ("actors", "both"):
        from dragoman.knowledge import build_actors

        for line in build_actors.build(shared, world_countries, ROOM):
            click.echo(line)
    if half in ("places", "both"):
        from dragoman.knowledge import build_places

        for line in build_places.build(shared, world_countries, ROOM):
            click.echo(line)


if __name__ == "__main__":
    main()

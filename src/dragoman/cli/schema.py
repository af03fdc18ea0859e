"""`dragoman schema`: the shape of what dragoman writes."""

from __future__ import annotations

import json

import click


@click.command("schema")
@click.option("--claims", is_flag=True, help="The schema of a claim instead of an event.")
@click.option("--fields", "as_text", is_flag=True, help="One line a field, for reading.")
def command(claims: bool, as_text: bool) -> None:
    """Print the JSON Schema of an event (or of a claim), each field explained."""
    from dragoman.records import Claim, Event
    from dragoman.schema import schema

    made = schema(Claim if claims else Event)
    if not as_text:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    properties = made["properties"]
    width = max(map(len, properties)) + 2
    for name, field in properties.items():
        click.echo(f"{name:<{width}}{field['description']}")

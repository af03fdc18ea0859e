"""`dragoman review`: say of a record that it is right or wrong, or what it should say; list and export what was said."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import opened, store_option
from dragoman.errors import ConfigError, InputError

if TYPE_CHECKING:
    from dragoman.review import Verdict
    from dragoman.store import Store


@click.command("review")
@click.argument("what", metavar="EVENT_ID|list|export")
@store_option
@click.option("--confirm", "verdict", flag_value="confirm", help="The record is right.")
@click.option(
    "--reject", "verdict", flag_value="reject", help="The record is wrong: no view shows it any more."
)
@click.option("--reopen", "verdict", flag_value="reopen", help="Take back what was said of it before.")
@click.option("--set", "corrections", multiple=True, metavar="FIELD=VALUE", help="What a field should be; --set help=fields says how each is written.")  # fmt: skip
@click.option("--by", envvar="DRAGOMAN_REVIEWER", show_envvar=True, metavar="NAME", help="Who says so; with list, whose reviews.")  # fmt: skip
@click.option("--note", default="", metavar="WORDS", help="Why.")
@click.option("-o", "--output", metavar="FILE|-", default="-", help="Where list and export write; - is standard output.")  # fmt: skip
def command(
    what: str,
    store: Path | None,
    verdict: str | None,
    corrections: Sequence[str],
    by: str | None,
    note: str,
    output: str,
) -> None:
    """Confirm, reject or correct a record; it counts in every view at once, also after the article is coded again.

    EVENT_ID may be cut to its first characters. `list` writes what was said, `export` the reviewed sentences as gold for
    `dragoman evaluate`, both as JSON lines.
    """
    if "help=fields" in corrections:
        _explain()
        return
    kept = opened(store)
    if what in ("list", "export"):
        if verdict or corrections:
            raise ConfigError(f"Give the id of the event to review in place of {what}.")
        _list(kept, output, by) if what == "list" else _export(kept, output)
        return
    event_id = _whole(kept, what)
    said = kept.review(event_id, by=by or "", verdict=cast("Verdict | None", verdict), changes=_given(corrections), note=note)  # fmt: skip
    for one in said:
        told = f"{one.field} is {_told(one.new)}, was {_told(one.old)}" if one.field else f"{one.verdict}ed"
        faults.say(f"{event_id} “{one.quote}”: {told}, says {one.by}.")


def _told(value: Any) -> str:
    """A value of a record in a few words."""
    if isinstance(value, list):
        return ", ".join(map(_told, value)) or "empty"
    if isinstance(value, dict):
        named = [value.get(name) for name in ("entity_name", "name", "raw_text", "code", "best")]
        return str(next((v for v in named if v not in (None, "")), "somebody"))
    return "empty" if value is None else str(value)


def _given(corrections: Sequence[str]) -> dict[str, str]:
    made: dict[str, str] = {}
    for text in corrections:
        field, sign, value = text.partition("=")
        if not sign:
            raise ConfigError(f"{text!r} names no value; write --set {field}=VALUE.")
        made[field.strip()] = value
    return made


def _whole(store: Store, asked: str) -> str:
    sql = (
        "SELECT DISTINCT event_id FROM (SELECT event_id FROM events UNION ALL SELECT event_id FROM originals) "
        "WHERE starts_with(event_id, ?) ORDER BY event_id LIMIT 3"
    )
    ids = [row[0] for row in store.snapshot().execute(sql, [asked]).fetchall()]
    if not ids:
        raise InputError(
            f"There is no event {asked} in {store.path.name}; dragoman export lists the ids there are."
        )
    if len(ids) > 1:
        raise ConfigError(f"Several events begin with {asked} ({', '.join(ids)} ...); give more of the id.")
    return cast(str, ids[0])


def _list(store: Store, output: str, by: str | None) -> None:
    with Lines(output) as lines:
        for review in store.reviews(by=by):
            made = review.to_dict()
            del made["record"]
            lines.write(made)
    if not lines.count:
        faults.say(f"Nobody{f' called {by}' if by else ''} has reviewed a record of this store yet.")


def _export(store: Store, output: str) -> None:
    rows, left = store.review_gold()
    with Lines(output) as lines:
        for row in rows:
            lines.write(row)
    where = "" if output == "-" else f" written to {output}"
    faults.say(f"{lines.count} sentence{'s' if lines.count != 1 else ''} of gold{where}.")
    if left:
        faults.say(
            f"{left} review{'s are' if left != 1 else ' is'} in none of them: another record of the sentence has not been judged."
        )


def _explain() -> None:
    from dragoman.review import FIELDS

    for name, how in FIELDS.items():
        sys.stdout.write(f"{name:12} {how}\n")

"""`dragoman show`: one event over its article, each word coloured by the role it was read in, with reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.options import opened, read_options, store_option
from dragoman.cli.tables import ROLES, head, sides
from dragoman.errors import ConfigError, InputError
from dragoman.reading.options import ReadOptions
from dragoman.records import Article, Event, Span

MARGIN = 2  # paragraphs around the evidence that are shown without --whole


@click.command("show")
@click.argument("event_id")
@click.argument("sources", nargs=-1, metavar="[PATH|URL|-]...")
@store_option
@click.option("--json", "as_json", is_flag=True, help="The record as JSON.")
@click.option("--whole", is_flag=True, help="The whole article, not only the paragraphs around the event.")
@read_options
def command(
    event_id: str,
    sources: tuple[str, ...],
    store: Path | None,
    as_json: bool,
    whole: bool,
    reading: ReadOptions,
) -> None:
    """Show an event over its article, its words coloured by role, with the reason of every field.

    EVENT_ID may be cut to its first characters. The event is looked up in the store; with sources given, they are
    read and coded again instead.
    """
    event, article = _from_sources(event_id, sources, reading) if sources else _from_store(event_id, store)
    if as_json:
        click.echo(json.dumps(event.to_dict(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    console.print(head(article))
    console.print()
    console.print(fields(event))
    console.print()
    console.print(overlay(article.text, event, whole=whole, brackets=not console.color_system))


def _from_store(event_id: str, path: Path | None) -> tuple[Event, Article]:
    store = opened(path)
    rows = store.snapshot().execute(
        "SELECT DISTINCT event_id FROM events WHERE starts_with(event_id, ?) LIMIT 3", [event_id]
    )
    ids = [row[0] for row in rows.fetchall()]
    event = store.event(_the_one(event_id, ids, str(path)))
    article = store.article(event.article_id) if event else None
    if event is None or article is None:
        raise InputError(f"The event {event_id} was taken out of {path} just now; look it up again.")
    return event, article


def _from_sources(event_id: str, sources: Iterable[str], reading: ReadOptions) -> tuple[Event, Article]:
    from dragoman.cli import code
    from dragoman.reading import read

    articles = (item for item in read(sources, reading) if isinstance(item, Article))
    found = {
        event.id: (event, coded.article)
        for coded in code.open_coder(None).stream(articles)
        for event in coded.events
        if event.id.startswith(event_id)
    }
    return found[_the_one(event_id, sorted(found), " ".join(sources))]


def _the_one(asked: str, ids: list[str], where: str) -> str:
    if not ids:
        raise InputError(f"There is no event {asked} in {where}; dragoman export lists the ids there are.")
    if len(ids) > 1:
        raise ConfigError(f"Several events begin with {asked} ({', '.join(ids)} ...); give more of the id.")
    return ids[0]


def fields(event: Event) -> Table:
    """Every field that has a value, with the reason for it; empty ones only where a reason is told."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(style="dim", no_wrap=True)
    made.add_column()
    told: Mapping[str, Any] = {
        "what": " ".join(p for p in (event.event_type, event.event_mode, f"({event.quad_class}, {event.score:+g})") if p),
        "who": sides(event),
        "date": event.date,
        "place": f"{event.event_loc.name} ({event.event_loc.country})" if event.event_loc else None,
        "modality": event.modality + (", background" if event.historical else ""),
        "attribution": " < ".join(a.entity_name or a.raw_text for a in event.attribution_chain) or None,
        **{n: f"{c.best} ({c.low}-{c.high if c.high is not None else '?'})" for n in ("dead", "injured", "arrested") if (c := getattr(event, n))},
        "contexts": ", ".join(event.contexts) or None,
        "topics": ", ".join(event.topics) or None,
        "amounts": ", ".join(f"{a.value:g} {a.unit}" for a in event.amounts) or None,
        "confidence": f"{event.confidence:.2f}",
        "coder": ", ".join(f"{k} {v}" for k, v in event.coder.items()),
        "id": event.id,
    }  # fmt: skip
    aliases = {
        "what": ("event_type", "trigger", "event_mode"),
        "who": ("actor", "recipient"),
        "place": ("event_loc",),
    }
    for name, value in told.items():
        reasons = [event.reasons[k] for k in (name, *aliases.get(name, ())) if event.reasons.get(k)]
        if value is None and not reasons:
            continue
        told_value = Text().append_text(value) if isinstance(value, Text) else Text(value or "empty")
        for reason in reasons:
            told_value.append(f"\nbecause {reason}", style="dim italic")
        made.add_row(name, told_value)
    for side in (*event.actor, *event.recipient):
        if side.reason:
            made.add_row("", Text(f"{side.entity_name or side.raw_text}: {side.reason}", style="dim italic"))
    return made


def overlay(text: str, event: Event, *, whole: bool = True, brackets: bool = False) -> Text:
    """The article with the event's words coloured by role; with `brackets`, the roles are written instead."""
    # Topics and contexts are read off words that have a role of their own; their marks would hide it.
    marks = sorted(
        (span, role)
        for role, spans in event.evidence.items()
        if role in ROLES
        for span in spans
        if 0 <= span.start < span.end <= len(text)
    )
    window = Span(0, len(text)) if whole or not marks else _window(text, [span for span, _ in marks])
    shown = window.of(text)
    if not brackets:
        made = Text(shown)
        # Longer spans first, so that a trigger inside a sentence-long span keeps its own colour; amounts before all,
        # as "12 soldats" is told more by being the dead than by being a number.
        for span, role in sorted(marks, key=lambda m: (m[1] != "amounts", m[0].start - m[0].end)):
            made.stylize(ROLES.get(role, "underline"), span.start - window.start, span.end - window.start)
        legend = Text("\n\n")
        for role in dict.fromkeys(role for _, role in marks):
            legend.append(role, style=ROLES.get(role, "underline")).append("  ")
        return made.append_text(legend)
    opens: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    for span, role in marks:
        opens.setdefault(span.start, []).append(f"[{role}: ")
        closes[span.end] = closes.get(span.end, 0) + 1
    pieces: list[str] = []
    for at in range(window.start, window.end + 1):
        pieces.append("]" * closes.get(at, 0) + "".join(opens.get(at, ())))
        pieces.append(text[at : at + 1] if at < window.end else "")
    return Text("".join(pieces))


def _window(text: str, spans: list[Span]) -> Span:
    """From two paragraphs before the first word of evidence to two after the last."""
    breaks = [found.end() for found in re.finditer(r"\n\s*\n", text)]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    before = [0, *(b for b in breaks if b <= first)]
    after = [*(b for b in breaks if b >= last), len(text)]
    start, end = before[-MARGIN - 1 :][0], after[: MARGIN + 1][-1]
    return Span(start, start + len(text[start:end].rstrip()))

"""Events for people: one row an event, who → whom, what, when and where, how sure, on whose word, which words."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor, Article, Claim, Coded, Event

SHORT_ID = 8  # digits of an id that are shown; `dragoman show` takes any unique beginning
WORDS = 60  # characters of a trigger or claim before it is cut

# One colour a role, the same in tables and in `show`.
ROLES = {
    "actor": "green",
    "recipient": "magenta",
    "trigger": "bold yellow",
    "date": "cyan",
    "event_loc": "blue",
    "attribution": "bright_black italic",
    "dead": "red",
    "injured": "red",
    "arrested": "red",
    "amounts": "bright_cyan",
    "holder": "green",
}


def print_article(coded: Coded, console: Console | None = None, *, lines: bool = False) -> None:
    """An article's head, its events as a table, its claims as lines; with `lines`, a line an event and no claims."""
    console = console or Console()
    console.print(head(coded.article))
    if coded.events:
        console.print(brief(coded.events) if lines else table(coded.events, coded.article.text))
    else:
        console.print(Text("  no events", style="dim"))
    for claim in () if lines else coded.claims:
        console.print(Padding(claim_line(claim), (0, 0, 0, 1)))
    console.print()


def head(article: Article) -> Text:
    """Title, outlet, day and where the day was found."""
    made = Text(article.title or clip(article.text, WORDS), style="bold")
    day = f"{article.day} (from its {article.published_from})" if article.day else "no date known"
    told = [part for part in (article.outlet, day, article.source) if part]
    return made.append("\n" + " · ".join(told), style="not bold dim")


def brief(events: Iterable[Event]) -> Table:
    """The events of one article, a line each: day, what, who → whom, how sure."""
    made = Table.grid(padding=(0, 2, 0, 0))
    for width in (10, 21):
        made.add_column(min_width=width, no_wrap=True)
    made.add_column(ratio=1)
    made.add_column(no_wrap=True)
    for event in events:
        kind = Text(event.event_type, style="bold").append(f" {event.event_mode or ''}", style="not bold")
        made.add_row(_day(event), kind, sides(event), _modality(event))
    return made


def table(events: Iterable[Event], text: str) -> Table:
    """The table of some events of one article; `text` is the article's, for the trigger words."""
    # Four columns are what 80 characters hold without cutting "hypothetical" or a name in two.
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    made.add_column("what", min_width=11, max_width=14)
    made.add_column("who → whom", ratio=5)
    made.add_column("when, where, how sure", min_width=17, max_width=24)
    made.add_column("words, on whose word", ratio=6)
    for event in events:
        made.add_row(_what(event), sides(event), _how(event), _words(event, text))
        made.add_row()
    return made


def candidates(found: Iterable[tuple[float, Text, str, str]]) -> Table:
    """What a name may mean, a row a candidate: score, name, facts about it, reason."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column("score")
    made.add_column("candidate, and why")
    for score, name, facts, reason in found:
        told = name.append(f"\n{facts}", style="not bold default") if facts else name
        made.add_row(f"{score:.2f}", told.append(f"\n{reason}", style="not bold dim default"))
        made.add_row()
    return made


def _what(event: Event) -> Text:
    made = Text(event.event_type, style="bold")
    if event.event_mode:
        made.append(f"\n{event.event_mode}", style="not bold")
    return made.append(f"\n{event.id[:SHORT_ID]}", style="not bold dim")


def sides(event: Event) -> Text:
    """Who → whom; parties of a reciprocal act joined by ↔."""
    if not event.recipient and len(event.actor) > 1:
        return Text(" ↔ ").join(_actor(a, ROLES["actor"]) for a in event.actor)
    made = (
        Text(", ").join(_actor(a, ROLES["actor"]) for a in event.actor)
        if event.actor
        else Text("nobody named")
    )
    if event.recipient:
        made.append(" → ").append_text(
            Text(", ").join(_actor(a, ROLES["recipient"]) for a in event.recipient)
        )
    return made


def _actor(actor: Actor, style: str) -> Text:
    made = Text(actor.entity_name or actor.raw_text or "?", style=style)
    codes = " ".join(c for c in (actor.code, actor.sector_code) if c)
    return made.append(f" ({codes})", style="dim") if codes else made


def _how(event: Event) -> Text:
    made = _day(event)
    if event.event_loc:
        made.append(f"\n{event.event_loc.name}", style=ROLES["event_loc"])
    made.append("\n").append_text(_modality(event))
    return made.append("\nbackground", style="dim") if event.historical else made


def _day(event: Event) -> Text:
    return Text(event.date or "no date", style=ROLES["date"] if event.date else "dim")


def _modality(event: Event) -> Text:
    return Text(event.modality, style="not dim default").append(f" {event.confidence:.2f}", style="dim")


def _words(event: Event, text: str) -> Text:
    spans = event.evidence.get("trigger", ())
    words = dict.fromkeys(clip(span.of(text), WORDS) for span in spans)
    made = Text(", ".join(f"“{word}”" for word in words), style=ROLES["trigger"])
    counts = (
        f"{count.best} {name}" for name in ("dead", "injured", "arrested") if (count := getattr(event, name))
    )
    if told := ", ".join(counts):
        made.append(f"\n{told}", style=f"not bold {ROLES['dead']}")
    # Without a speaker it is the outlet's own word, and the outlet stands in the article's head.
    if event.attribution:
        chain = event.attribution_chain or (event.attribution,)
        names = " < ".join(a.entity_name or a.raw_text for a in chain)
        made.append(f"\naccording to {names}", style=f"not bold {ROLES['attribution']}")
    return made


def claim_line(claim: Claim) -> str:
    """A claim as a line with markup: kind, holder, pair, quoted words."""
    holder = ", ".join(a.entity_name or a.raw_text for a in claim.holder) or "nobody named"
    pair = " – ".join(a.code or a.entity_name or a.raw_text for a in claim.pair)
    return f"[bold]{claim.kind}[/] of {escape(holder)} ({escape(pair)}): “{escape(clip(claim.text, 120))}”"


def clip(text: str, length: int) -> str:
    """The text on one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"

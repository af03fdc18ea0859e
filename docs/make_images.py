"""Draws the README's pictures from what the commands print now: `make docs`.

`docs/images/demo.svg` is the table of an article, `show.svg` one event over its article.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from dragoman import Coded, Coder, Event
from dragoman.cli import show, tables
from dragoman.reading import read
from dragoman.records import Article

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
TALKS = "samples/fr/mali-russie-entretien.txt"
AMBUSH = "samples/fr/mali-embuscade.txt"
WIDTH = 104  # characters: what GitHub shows of a README's column without shrinking the letters


def coded(name: str) -> Coded:
    """A sample article, coded."""
    (article,) = (one for one in read([name]) if isinstance(one, Article))
    return Coder().read(article)


def draw(name: str, command: str, paint: Callable[[Console], None]) -> None:
    """Print to a console that remembers, and keep what it shows as SVG."""
    with (Path("/dev/null")).open("w") as nowhere:
        console = Console(
            width=WIDTH,
            record=True,
            file=nowhere,
            force_terminal=True,
            color_system="truecolor",
            highlight=False,
        )
        paint(console)
        svg = console.export_svg(title=command, theme=SVG_EXPORT_THEME, unique_id=f"dragoman-{name}")
    # Rich names a font on the web; a picture in a repository asks no other server for anything.
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace(
        "<!-- Generated with Rich https://www.textualize.io -->", ""
    )
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / f"{name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Both pictures."""
    os.chdir(ROOT)  # an article's head names the file as it was asked for
    talks, ambush = coded(TALKS), coded(AMBUSH)
    draw("demo", f"dragoman code {TALKS}", lambda console: tables.print_article(talks, console))
    event = richest(ambush.events)

    def paint(console: Console) -> None:
        console.print(tables.head(ambush.article))
        console.print()
        console.print(show.fields(event))
        console.print()
        console.print(show.overlay(ambush.article.text, event, whole=False))

    draw("show", f"dragoman show {event.id[: tables.SHORT_ID]} {AMBUSH}", paint)


def richest(events: tuple[Event, ...]) -> Event:
    """The event with the most fields that words bear out: it has the most to show."""
    return max(events, key=lambda event: (len(event.evidence), event.confidence))


if __name__ == "__main__":
    main()

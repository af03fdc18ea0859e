"""`dragoman evaluate`: records scored against gold."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the texts that gold files refer to.  [default: ../shared/data]")  # fmt: skip
@click.option("--lenient", is_flag=True, help="Take AGREE for a signed treaty and COERCE restrict for an embargo.")  # fmt: skip
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Processes that code; 0 takes all cores.")  # fmt: skip
def command(gold: tuple[Path, ...], texts: Path | None, lenient: bool, workers: int) -> None:
    """Score the coder against annotated sentences."""
    from rich.console import Console

    from dragoman.coding import Coder
    from dragoman.evaluation import cases as made_cases
    from dragoman.evaluation import gold as golds
    from dragoman.evaluation import scores

    loaded = golds.load(gold, texts)
    coded = made_cases.events_by_article(Coder().stream(loaded.articles, workers=workers or 2))
    figures = scores.score(made_cases.cases(loaded, coded, lenient))
    console = Console()
    for f in figures.values():
        console.print(f.name, f.value, f.low, f.high, f.precision, f.recall, f.wanted)

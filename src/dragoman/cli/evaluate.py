"""`dragoman evaluate`: the coder's records held against annotated sentences."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import faults
from dragoman.cli.options import readers_of, readers_option
from dragoman.cli.progress import Progress
from dragoman.errors import ConfigError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.evaluation.agreement import Agreement
    from dragoman.evaluation.evaluation import Evaluation
    from dragoman.evaluation.gold import Gold
    from dragoman.records import Event, Problem

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the texts that gold files refer to.  [default: ../shared/data]")  # fmt: skip
@click.option("--records", type=FILE, metavar="FILE", help="Score these records (JSON lines) instead of coding.")  # fmt: skip
@click.option("--lenient", is_flag=True, help="Take AGREE for a signed treaty and COERCE restrict for an embargo too.")  # fmt: skip
@click.option("--json", "json_file", type=FILE, metavar="FILE", help="Every figure, and every error by reference to its text.")  # fmt: skip
@click.option("--html", "html_file", type=FILE, metavar="FILE", help="A page with every sentence and both annotations; it quotes the texts.")  # fmt: skip
@click.option("--floors", type=FILE, metavar="FILE", help="Exit with 2 where a figure is below its floor, or the gold is another.")  # fmt: skip
@click.option("--agreement", is_flag=True, help="GOLD are two readers' files: how far do they agree?")
@click.option("--swap", is_flag=True, help="Exchange the actors' names of each sentence: do the types stay?")
@click.option("--draws", type=click.IntRange(0), default=1000, show_default=True, metavar="N", help="Bootstrap draws of the intervals; 0 leaves them out.")  # fmt: skip
@readers_option
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Processes that code; 0 takes all cores.")  # fmt: skip
def command(
    gold: tuple[Path, ...],
    texts: Path | None,
    records: Path | None,
    lenient: bool,
    json_file: Path | None,
    html_file: Path | None,
    floors: Path | None,
    agreement: bool,
    swap: bool,
    draws: int,
    readers: str,
    workers: int,
) -> None:
    """Score the coder against annotated sentences.

    GOLD are files of annotated sentences (docs/gold-format.md) or folders of them, such as samples/gold. Articles
    are coded whole; the records of a sentence are those with a trigger in it. Intervals are the middle 95 % of a
    bootstrap over articles.
    """
    from rich.console import Console

    console = Console(highlight=False)
    if agreement:
        _agreement(gold, texts, draws, json_file, html_file, console)
        return
    from dragoman.evaluation import floors as kept
    from dragoman.evaluation import gold as golds
    from dragoman.evaluation.evaluation import evaluate
    from dragoman.evaluation.terminal import show

    loaded = golds.load(gold, texts)
    for why, n in loaded.absent.items():
        faults.say(f"{n} sentences left out: {why}.")
    if swap:
        _swap(loaded, readers, workers, json_file, console)
        return
    limits = kept.load(floors, loaded.digest) if floors else None
    coded, dropped = _records(loaded, records) if records else _coded(loaded, readers, workers)
    made = evaluate(loaded, coded, lenient=lenient, dropped=dropped, draws=draws)
    show(made, console)
    _write(made, json_file, html_file)
    broken = list(kept.broken(limits, made)) if limits else []
    for sentence in broken:
        faults.say(sentence)
    if broken:
        raise ConfigError(
            f"{len(broken)} of the floors in {floors} are not held (told above); mend what changed, a floor is never lowered in silence."
        )


def _records(gold: Gold, path: Path) -> tuple[dict[str, list[Event]], dict[str, list[Problem]]]:
    from dragoman.evaluation.cases import read_records

    return read_records(path, gold.articles), {}


def _coded(
    gold: Gold, readers: str, workers: int
) -> tuple[dict[str, tuple[Event, ...]], dict[str, list[Problem]]]:
    """The events of each article, and what gave none: one process explains, several only code."""
    from dragoman.coding import Coder
    from dragoman.records import Problem

    coder, articles = Coder(readers=readers_of(readers)), gold.articles
    events: dict[str, tuple[Event, ...]] = {}
    dropped: dict[str, list[Problem]] = {}
    with Progress(hidden=False) as progress:
        if workers != 1:
            for coded in coder.stream(articles, workers=workers or os.cpu_count() or 1):
                events[coded.article.id] = coded.events
                progress.show(len(events), sum(map(len, events.values())))
            return events, dropped
        for article in articles:
            explained = coder.explain(article)
            events[article.id] = explained.coded.events
            dropped[article.id] = [Problem(d.frame, d.reason, d.span) for d in explained.dropped]
            progress.show(len(events), sum(map(len, events.values())))
    return events, dropped


def _agreement(
    gold: tuple[Path, ...],
    texts: Path | None,
    draws: int,
    json_file: Path | None,
    html_file: Path | None,
    console: Console,
) -> None:
    """Two readers' files: kappa, and the second reader scored against the first."""
    from dragoman.evaluation.agreement import agree
    from dragoman.evaluation.terminal import show_agreement

    if len(gold) != 2:
        raise ConfigError("--agreement takes the files of two readers; give exactly two.")
    made = agree(gold[0], gold[1], texts, draws)
    show_agreement(made, console)
    _write(made.evaluation, json_file, html_file, made)


def _swap(gold: Gold, readers: str, workers: int, json_file: Path | None, console: Console) -> None:
    """The actor-swap audit over the sentences of the gold."""
    from dragoman.coding import Coder
    from dragoman.evaluation import swap
    from dragoman.evaluation.terminal import show_swaps

    coder = Coder(readers=readers_of(readers))
    made = swap.audit(
        gold.sentences, lambda articles: coder.stream(articles, workers=workers or os.cpu_count() or 1)
    )
    show_swaps(made, console)
    if json_file:
        _save(json_file, json.dumps(swap.report(made), ensure_ascii=False, indent=1))


def _write(
    made: Evaluation, json_file: Path | None, html_file: Path | None, agreement: Agreement | None = None
) -> None:
    """The reports asked for."""
    if json_file:
        from dragoman.evaluation import jsonreport

        report = jsonreport.report(made)
        if agreement:
            report["kappa"] = {k: jsonreport.plain(getattr(agreement, k)) for k in ("types", "any_event")}
        _save(json_file, json.dumps(report, ensure_ascii=False, indent=1))
    if html_file:
        from dragoman.evaluation.htmlreport import page

        title = "Two readers" if agreement else "dragoman evaluate"
        names = ("First reader", "Second reader") if agreement else ("Gold", "Coder")
        _save(html_file, page(made, title, names))


def _save(path: Path, text: str) -> None:
    """The whole file or none."""
    half = path.with_name(path.name + ".part")
    try:
        half.write_text(text + "\n", encoding="utf-8")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    faults.say(f"Report written to {path}.")

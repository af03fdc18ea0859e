"""`dragoman code`: articles in, events out, to the terminal, a pipe, a file or a store."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import faults
from dragoman.cli.lines import Lines
from dragoman.cli.options import OUTPUTS, languages, read_options, readers_of, readers_option, store_option
from dragoman.errors import ConfigError, InputError
from dragoman.reading.options import ReadOptions
from dragoman.reading.sources import Unreadable
from dragoman.records import Article, Coded, Problem

if TYPE_CHECKING:
    from dragoman.cli.progress import Progress
    from dragoman.coding import Coder
    from dragoman.store import Export, Store


SHOWN = 20  # faulty rows told one by one; a file of a million of them would drown all else


def open_coder(store: Path | None, readers: str = "both") -> Coder:
    """The coder, with the actors that a store's user has added; models load on first use of a language."""
    from dragoman.coding import Coder

    return Coder(store, readers=readers_of(readers))


def run_versions(coder: Coder) -> dict[str, str]:
    """What all languages' records name as their coder: what another run must equal to skip an article."""
    made: dict[str, str] = {}
    for language in languages():
        for name, value in coder.coder(language).items():
            made[f"{name}-{language}" if name in ("frames", "model") else name] = value
    return made


@dataclass
class Tally:
    """What a run has met so far; the last line and the exit code are made from it."""

    read: int = 0
    coded: int = 0
    events: int = 0
    claims: int = 0
    foreign: int = 0  # articles that name a language we do not read
    rows: int = 0  # rows that could not be read, in sources that gave articles
    sources: int = 0  # sources that gave no article
    started: float = field(default_factory=time.monotonic)

    def add(self, coded: Coded) -> None:
        """Count a coded article."""
        self.coded += 1
        self.events += len(coded.events)
        self.claims += len(coded.claims)


@click.command("code")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-...")
@store_option
@click.option("--no-store", is_flag=True, help="Keep nothing, also where DRAGOMAN_STORE is set.")
@click.option("-o", "--output", metavar="FILE|-", help="Write the events there; the ending names the format. - is standard output.")  # fmt: skip
@click.option("--claims", metavar="FILE", help="Write the claims (stakes, obstacles, concerns) there as JSON lines.")  # fmt: skip
@click.option("--format", "output_format", type=click.Choice(OUTPUTS), help="Format of the output, where its name does not tell it.")  # fmt: skip
@click.option(
    "--table", is_flag=True, help="Print the table for people, also where the output is no terminal."
)
@click.option("--brief", is_flag=True, help="One line an event in that table, and no claims.")
@click.option("--plover", is_flag=True, help="File planned cooperation under AGREE and planned retreat under CONCEDE, as PLOVER does.")  # fmt: skip
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Processes that code; 0 takes all cores.")  # fmt: skip
@readers_option
@click.option("--again", is_flag=True, help="Code also what the store has from the same versions.")
@click.option("--explain", is_flag=True, help="Say of each article what was passed over, and why.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no last line; warnings stay.")
@read_options
def command(
    sources: tuple[str, ...],
    reading: ReadOptions,
    store: Path | None,
    no_store: bool,
    output: str | None,
    claims: str | None,
    output_format: str | None,
    table: bool,
    brief: bool,
    plover: bool,
    workers: int,
    readers: str,
    again: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Read news and write who did what to whom.

    SOURCES are files (text, HTML, JSONL, JSON, CSV, TSV, Parquet, RSS, Atom; each also as .gz), folders, globs,
    http(s) addresses, and - for standard input.

    With a store or a file named by -o, the events go there and a line says how many. Else they are printed: as a
    table on a terminal, as JSON lines into a pipe. A source that cannot be read is told and the rest is done; the
    exit code is then 2. A single bad row of a source is told and does not change the exit code.
    """
    if no_store:
        store = None
    # Here and not above: what they import would be paid for by `dragoman code --help`.
    from dragoman.cli.progress import Progress
    from dragoman.cli.tables import print_article
    from dragoman.reading import read

    if claims == "-" and (output in (None, "-") and store is None):
        raise ConfigError("Events and claims cannot both go to standard output; name a file for one of them.")
    if "-" in sources and sys.stdin.isatty():
        faults.say("Reading from standard input; Ctrl-D ends it.")
    table = table or brief
    if table and output:
        raise ConfigError(
            "--table and --brief print to the terminal and -o writes to a file; give one of them."
        )
    printed = output == "-" or (output is None and (store is None or table or bool(output_format)))
    as_table = table or (printed and output is None and output_format is None and sys.stdout.isatty())
    tally = Tally()
    with ExitStack() as stack:
        kept = _open_store(store)
        export = (
            _export(stack, output, output_format, plover) if output or (printed and not as_table) else None
        )
        lines = stack.enter_context(Lines(claims)) if claims else None
        progress = stack.enter_context(Progress(quiet or (printed and sys.stdout.isatty())))
        articles = _articles(read(sources, reading), tally, progress)
        try:
            for coded in _coded(
                articles, kept, workers or os.cpu_count() or 1, readers, again, explain, progress
            ):
                tally.add(coded)
                progress.show(tally.coded, tally.events)
                if export:
                    export.write(coded)
                if lines:
                    for claim in coded.claims:
                        lines.write(claim.to_dict())
                if as_table:
                    print_article(coded, lines=brief)
        except KeyboardInterrupt:
            raise faults.StoppedError(_interrupted(tally, store, output)) from None
    _end(tally, store, output, quiet=quiet, explain=explain)


def _export(stack: ExitStack, output: str | None, output_format: str | None, plover: bool) -> Export:
    from dragoman.store.export import Export

    if output in (None, "-"):
        return stack.enter_context(Export(sys.stdout, output_format or "jsonl", plover=plover))
    return stack.enter_context(Export(str(output), output_format, plover=plover))


def _open_store(path: Path | None) -> Store | None:
    if path is None:
        return None
    from dragoman.store import Store

    return Store(path)


def _coded(
    articles: Iterable[Article],
    store: Store | None,
    workers: int,
    readers: str,
    again: bool,
    explain: bool,
    progress: Progress,
) -> Iterator[Coded]:
    coder = open_coder(store.path if store else None, readers)
    versions = run_versions(coder) if store else None
    if store and not again:
        articles = store.unknown(articles, versions)
    coded = (
        (_explained(coder, article, progress) for article in articles)
        if explain
        else coder.stream(articles, workers=workers)
    )
    return store.add_all(coded, coder=versions) if store else coded


def _articles(found: Iterable[Article | Problem], tally: Tally, progress: Progress) -> Iterator[Article]:
    """The articles alone; what could not be read is told at once and counted."""
    known = languages()
    for item in found:
        if isinstance(item, Problem):
            tally.sources += isinstance(item, Unreadable)
            tally.rows += not isinstance(item, Unreadable)
            if isinstance(item, Unreadable) or tally.rows <= SHOWN:
                progress.say(item.message)
        elif item.language is not None and item.language not in known:
            tally.foreign += 1
            if tally.foreign <= SHOWN:
                progress.say(
                    f"{item.source} is in the language {item.language!r} by its own word and was passed over; "
                    f"dragoman reads {', '.join(known)}."
                )
        else:
            tally.read += 1
            yield item


def _explained(coder: Coder, article: Article, progress: Progress) -> Coded:
    """Code one article and say what came to nothing: paragraphs passed over, words that gave no event."""
    explained = coder.explain(article)
    coded = explained.coded
    progress.say(f"{article.source or article.id}: {_count(len(coded.events), 'event')}")
    for problem in coded.problems:
        words = f" “{_clip(problem.span.of(article.text))}”" if problem.span else ""
        progress.say(f"  {problem.message}{words}")
    for dropped in explained.dropped:
        words = _clip(dropped.span.of(article.text))
        progress.say(f"  “{words}” ({dropped.frame}) gave no event: {dropped.reason}")
    return coded


def _clip(text: str, length: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _interrupted(tally: Tally, store: Path | None, output: str | None) -> str:
    done = f"Interrupted after {_count(tally.coded, 'article')}"
    if store:
        done += f"; they are whole in {store}, and the same command goes on from there"
    return done + (f"; {output} was not written." if output and output != "-" else ".")


def _end(tally: Tally, store: Path | None, output: str | None, *, quiet: bool, explain: bool) -> None:
    if not tally.read and not tally.foreign:
        raise InputError("No article was read, so nothing was coded; the lines above say why.")
    if tally.rows > SHOWN:
        faults.say(f"{_count(tally.rows - SHOWN, 'more row')} had faults of such kinds.")
    if tally.foreign > SHOWN:
        faults.say(f"{_count(tally.foreign - SHOWN, 'more article')} in other languages passed over.")
    known = tally.read - tally.coded
    if known and not quiet:
        faults.say(
            f"{_count(known, 'article')} in {store} already, coded by the same versions (--again codes anew)."
        )
    if tally.coded and not tally.events:
        hint = "" if explain else "; dragoman code --explain says why"
        faults.say(f"0 events in {_count(tally.coded, 'article')}{hint}.")
    elif not quiet and tally.coded:
        places = " and ".join(str(p) for p in (store, output if output != "-" else None) if p)
        seconds = time.monotonic() - tally.started
        faults.say(
            f"{_count(tally.events, 'event')} and {_count(tally.claims, 'claim')} from "
            f"{_count(tally.coded, 'article')} in {seconds:.1f} s{f', written to {places}' if places else ''}."
        )
    if tally.sources:
        raise InputError(
            f"{_count(tally.sources, 'source')} of those asked for could not be read (told above); the rest is done."
        )

"""The evaluation as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from dragoman.evaluation.agreement import Agreement, Kappa
from dragoman.evaluation.calibration import RecallAt
from dragoman.evaluation.evaluation import Evaluation
from dragoman.evaluation.scores import Figure
from dragoman.evaluation.swap import Audit

SHORT = {
    "found": "found",
    "type": "type",
    "type-sides": "+sides",
    "actor": "actor",
    "recipient": "recip.",
    "modality": "modal.",
}
"""The chief measures, as the columns of a table by group name them."""
FAULTS = 12  # kinds of error that are listed
FLIPS = 10  # flips that are quoted


def show(made: Evaluation, console: Console) -> None:
    """Every table, one after the other."""
    gold = sum(len(k.gold) for k in made.cases)
    coded = sum(len(k.coded) for k in made.cases)
    console.print(
        f"{len(made.cases)} sentences of {len(made.gold.articles)} articles, {gold} gold events, {coded} coded; "
        f"gold digest {made.gold.digest}; types compared {'leniently' if made.lenient else 'strictly'}"
    )
    console.print(measures(made.figures.values(), "Measures", made.draws))
    other = "strictly" if made.lenient else "leniently"
    console.print(measures(made.other.values(), f"Types compared {other}", made.draws))
    console.print(recalls(made.recall))
    for name, gap in made.gaps.items():
        bounds = f" [{gap.low:+.3f}, {gap.high:+.3f}]" if gap.low is not None and gap.high is not None else ""
        console.print(f"English less French, {name}: {gap.value:+.3f}{bounds}", markup=False)
    for by in ("language", "source", "stratum", "type", "modality"):
        if len(made.groups[by]) > 1:
            console.print(group(made.groups[by], by))
    console.print(confusion(made.confusion))
    for told in made.calibration.values():
        if told.reliability.error is not None:
            bins = "  ".join(f"{b.confidence:.2f}→{b.right:.2f} ({b.records})" for b in told.reliability.bins)
            console.print(
                f"Expected calibration error, {told.says}: {told.reliability.error:.3f} "
                f"[{number(told.reliability.low)}, {number(told.reliability.high)}]; "
                f"confidence→right (records): {bins}"
            )
    listed = list(made.faults.items())[:FAULTS]
    if listed:
        console.print("Errors by kind: " + ", ".join(f"{name} {n}" for name, n in listed))


def measures(figures: Iterable[Figure], title: str, draws: int) -> Table:
    """One row a measure: headline with its interval, precision, recall, how many are right, coded and in the gold."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("measure", overflow="fold")
    for name in ("score", "95 %", "prec.", "recall", "right/coded/gold"):
        table.add_column(name, justify="right", no_wrap=True)
    for f in figures:
        says = f.says + (" (less is better)" if f.less else "")
        if f.value is None:
            table.add_row(says, "none", *[""] * 4, style="dim")
            continue
        interval = f"{f.low:.3f}-{f.high:.3f}" if draws and f.low is not None and f.high is not None else ""
        pr = ("", "") if f.share else (number(f.precision), number(f.recall))
        counts = f"{f.right}/{f.wanted}" if f.share else f"{f.right}/{f.told}/{f.wanted}"
        table.add_row(says, number(f.value), interval, *pr, counts)
    return table


def recalls(found: Mapping[str, RecallAt]) -> Table:
    """Recall of the whole chain at precision 0.80, by language."""
    table = Table(title="Type and countries of both sides", title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("language", "recall at precision", "", "95 %", "from confidence"):
        table.add_column(name, justify="left" if name == "language" else "right", no_wrap=True)
    for name, r in found.items():
        table.add_row(
            name,
            f"{r.precision:.2f}",
            f"{r.recall:.3f}",
            f"{number(r.low)}-{number(r.high)}" if r.low is not None else "",
            f"{r.confidence:.2f}" if r.confidence is not None else "never held",
        )
    return table


def group(found: Mapping[str, Mapping[str, Figure]], by: str) -> Table:
    """One row a group, the chief measures beside each other."""
    table = Table(title=f"By {by}", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(by, overflow="fold")
    table.add_column("gold", justify="right", no_wrap=True)
    for says in SHORT.values():
        table.add_column(says, justify="right", no_wrap=True)
    for name, figures in found.items():
        table.add_row(name, str(figures["found"].wanted), *(number(figures[m].value) for m in SHORT))
    return table


def confusion(cells: Mapping[tuple[str, str], int]) -> Table:
    """Gold types down, coded types across under the same numbers, with NONE. Narrow enough for 80 columns."""
    names = sorted({name for pair in cells for name in pair}, key=_none_last)
    table = Table(title="Gold (down) and coded (across)", title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1))  # fmt: skip
    table.add_column("")
    for k, name in enumerate(names, 1):
        table.add_column("none" if name == "NONE" else str(k), justify="right", no_wrap=True)
    for k, g in enumerate(names, 1):
        counts = [cells.get((g, c), 0) for c in names]
        if any(counts):
            table.add_row(g if g == "NONE" else f"{k:>2} {g}", *(str(n) if n else "·" for n in counts))
    return table


def number(value: float | None) -> str:
    """Three places, or nothing."""
    return "" if value is None else f"{value:.3f}"


def show_agreement(made: Agreement, console: Console) -> None:
    """Kappa, then the second reader scored against the first."""
    console.print(
        f"{made.types.sentences} sentences read by both; {made.only_first} only by the first, {made.only_second} only by the second"
    )
    console.print(_kappa("Cohen's kappa, the types of a sentence", made.types))
    console.print(_kappa("Cohen's kappa, an event or none", made.any_event))
    console.print(
        measures(made.evaluation.figures.values(), "Second reader against the first", made.evaluation.draws)
    )
    console.print(confusion(made.evaluation.confusion))


def _kappa(says: str, made: Kappa) -> str:
    value = "undefined (all have one label)" if made.kappa is None else f"{made.kappa:.3f}"
    bounds = f" [{made.low:.3f}, {made.high:.3f}]" if made.low is not None and made.high is not None else ""
    return f"{says}: {value}{bounds}; equal in {made.equal:.1%}"


def show_swaps(audits: Iterable[Audit], console: Console) -> None:
    """What the exchange of names did to the types, with the first flips quoted."""
    table = Table(title="Names exchanged", title_justify="left", box=box.SIMPLE_HEAD)
    for name in (
        "language",
        "names",
        "sentences",
        "records",
        "other type",
        "lost",
        "gained",
        "share flipped",
    ):
        table.add_column(name, justify="left" if name in ("language", "names") else "right")
    for a in (audits := list(audits)):
        share = "" if a.share is None else f"{a.share:.1%}"
        table.add_row(
            a.language, a.kind, *map(str, (a.sentences, a.records, a.changed, a.lost, a.gained)), share
        )
    console.print(table)
    for a in audits:
        for flip in a.flips[:FLIPS]:
            console.print(
                f"{flip.before or 'none'} → {flip.after or 'none'}: {flip.swapped.new}", markup=False
            )


def _none_last(name: str) -> tuple[bool, str]:
    return name == "NONE", name

"""The evaluation as one HTML page without anything from outside: figures, plots, and every sentence with both annotations.

The page quotes the sentences of the gold, also those whose text lies in a folder of the user: it is for the user's eyes and
never for the repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from dragoman.evaluation import plots
from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.cases import Case
from dragoman.evaluation.confusion import NONE, Verdict, verdicts
from dragoman.evaluation.evaluation import Evaluation
from dragoman.evaluation.scores import Figure
from dragoman.evaluation.terminal import SHORT, number
from dragoman.evaluation.view import ROLES, fields, reasons, spans
from dragoman.records import Span

DIFFER = {"direction": "actor"}  # a fault → the field it stands by, where not the same


def page(
    made: Evaluation, title: str = "dragoman evaluate", names: tuple[str, str] = ("Gold", "Coder")
) -> str:
    """The whole page. `names` are who made the annotation on the left and the one on the right."""
    told = [(case, list(verdicts(case))) for case in made.cases]
    part = files(__package__)
    return Template((part / "report.html").read_text(encoding="utf-8")).substitute(
        title=escape(title),
        style=(part / "report.css").read_text(encoding="utf-8"),
        script=(part / "report.js").read_text(encoding="utf-8"),
        summary=_summary(made),
        figures=_figures(made, told),
        controls=_controls(made, told),
        legend="".join(f'<li><mark class="{r}">{r}</mark></li>' for r in ROLES),
        sentences="\n".join(_sentence(k, case, v, names) for k, (case, v) in enumerate(told)),
    )


def _summary(made: Evaluation) -> str:
    gold, coded = (sum(len(getattr(k, side)) for k in made.cases) for side in ("gold", "coded"))
    words = [
        f"{len(made.cases)} sentences of {len(made.gold.articles)} articles, {gold} gold events, {coded} coded",
        f"gold digest {made.gold.digest}",
        f"types compared {'leniently' if made.lenient else 'strictly'}",
        f"intervals: the middle 95 % of {made.draws} bootstrap draws of articles",
        *(f"{n} sentences left out: {why}" for why, n in made.gold.absent.items()),
        *(f"{k} {v}" for k, v in made.coder.items()),
    ]
    return escape("; ".join(words)) + "."


def _figures(made: Evaluation, told: Sequence[tuple[Case, list[Verdict]]]) -> str:
    other = "strictly" if made.lenient else "leniently"
    parts = [
        "<section><h2>Measures</h2>",
        _measures(made.figures.values(), "Score: F1, a mean of F1, or a share"),
        _measures(made.other.values(), f"Types compared {other}"),
        _recall(made),
        *(
            f"<p>English less French, {name}: {gap.value:+.3f} [{number(gap.low)}, {number(gap.high)}]</p>"
            for name, gap in made.gaps.items()
        ),
        "</section>",
        *_certainty(made),
        "<section><h2>By group</h2>",
        *(_group(by, found) for by, found in made.groups.items() if len(found) > 1),
        "</section><section><h2>Which type is taken for which</h2>",
        _confusion(made.confusion),
        "</section><section><h2>Kinds of error</h2><ul>",
        *(_kind(name, n, told) for name, n in made.faults.items()),
        "</ul></section>",
    ]
    return "\n".join(parts)


def _certainty(made: Evaluation) -> list[str]:
    if not made.calibration:
        return []
    shown = [plots.reliability(c) for c in made.calibration.values()]
    return [
        "<section><h2>Certainty</h2><div class=plots>",
        *shown,
        plots.abstention(made.calibration),
        "</div></section>",
    ]


def _measures(figures: Iterable[Figure], caption: str) -> str:
    rows = []
    for f in figures:
        says = escape(f.says) + (" (less is better)" if f.less else "")
        if f.value is None:
            rows.append(f"<tr><th scope=row>{says}</th><td colspan=7 class=words>none to score</td></tr>")
            continue
        pr = ("", "") if f.share else (number(f.precision), number(f.recall))
        interval = f"{f.low:.3f}–{f.high:.3f}" if f.low is not None and f.high is not None else ""
        cells = (number(f.value), interval, *pr, f.right, "" if f.share else f.told, f.wanted)
        rows.append(f"<tr><th scope=row>{says}</th>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
    heads = ("score", "95 %", "precision", "recall", "right", "coded", "gold")
    return _table(caption, ("measure", *heads), rows)


def _recall(made: Evaluation) -> str:
    if not made.recall:
        return ""
    rows = [
        f"<tr><th scope=row>{escape(n)}</th><td>{r.recall:.3f}</td><td>{number(r.low)}–{number(r.high)}</td>"
        f"<td>{'never held' if r.confidence is None else f'{r.confidence:.2f}'}</td></tr>"
        for n, r in made.recall.items()
    ]
    return _table(
        "Type and countries of both sides: recall at precision 0.80",
        ("language", "recall", "95 %", "from confidence"),
        rows,
    )


def _group(by: str, found: Mapping[str, Mapping[str, Figure]]) -> str:
    rows = []
    for name, figures in found.items():
        cells = (figures["found"].wanted, *(number(figures[m].value) for m in SHORT))
        rows.append(f"<tr><th scope=row>{escape(name)}</th>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
    return _table(f"By {by}", (by, "gold", *SHORT.values()), rows)


def _confusion(cells: Mapping[tuple[str, str], int]) -> str:
    last = lambda name: (name == NONE, name)  # noqa: E731
    rows, columns = sorted({g for g, _ in cells}, key=last), sorted({c for _, c in cells}, key=last)
    made = []
    for g in rows:
        line = ""
        for c in columns:
            n = cells.get((g, c), 0)
            if not n:
                line += "<td>·</td>"
            elif g == c:
                line += f"<td class=hit>{n}</td>"
            else:
                line += f'<td><a href="#errors" data-set="pair={g}&gt;{c}" aria-label="{n} gold {g} coded {c}">{n}</a></td>'
        made.append(f"<tr><th scope=row>{g}</th>{line}</tr>")
    return _table("Gold down, coded across", ("", *columns), made, "confusion")


def _kind(name: str, count: int, told: Sequence[tuple[Case, list[Verdict]]]) -> str:
    links = " ".join(
        f'<a href="#s{k}">{k}</a>' for k, (_, made) in enumerate(told) if any(name in v.wrong for v in made)
    )
    return (
        f'<li><a href="#errors" data-set="wrong={name}">{name}: {count}</a>'
        f"<details><summary>sentences</summary>{links}</details></li>"
    )


def _controls(made: Evaluation, told: Sequence[tuple[Case, list[Verdict]]]) -> str:
    types = sorted({x for pair in made.confusion for x in pair} - {NONE})
    pairs = [f"{g}>{c}" for g, c in made.confusion if g != c]
    wrong = [
        ("any", "any error"),
        ("", "all sentences"),
        *((n, f"{n} ({k})") for n, k in made.faults.items()),
    ]
    return "\n".join(
        (
            _select("wrong", "Error", wrong),
            _select("type", "Type", [("", "all"), *((t, t) for t in types)]),
            _select(
                "pair", "Gold and coded type", [("", "all"), *((p, p.replace(">", " → ")) for p in pairs)]
            ),
            _select("language", "Language", [("", "all"), *((n, n) for n in made.groups["language"])]),
            _select("source", "Source", [("", "all"), *((n, n) for n in made.groups["source"])]),
        )
    )


def _select(name: str, says: str, options: Iterable[tuple[str, str]]) -> str:
    made = "".join(f'<option value="{escape(v)}">{escape(t)}</option>' for v, t in options)
    return f'<label>{says} <select name="{name}">{made}</select></label>'


def _sentence(number_: int, case: Case, told: Sequence[Verdict], names: tuple[str, str]) -> str:
    sentence = case.sentence
    wrong = sorted({x for v in told for x in v.wrong})
    types = sorted({e.event_type for v in told for e in (v.gold, v.coded) if e})
    pairs = sorted({f"{_type(v.gold)}>{_type(v.coded)}" for v in told})
    head = " · ".join(
        escape(x)
        for x in (
            sentence.source,
            sentence.article.title or "",
            str(sentence.article.day or "no date"),
            sentence.stratum,
        )
        if x
    )
    body = (
        "".join(_verdict(case, v, names) for v in told)
        or f"<p lang={sentence.language}>{escape(sentence.text)}</p>"
    )
    notes = "".join(f"<li>{escape(n)}</li>" for n in case.notes)
    dropped = (
        f"<details><summary>Words that gave no event</summary><ul>{notes}</ul></details>" if notes else ""
    )
    return (
        f'<article id="s{number_}" data-wrong="{" ".join(wrong)}" data-type="{" ".join(types)}" '
        f'data-pair="{escape(" ".join(pairs))}" data-language="{sentence.language}" data-source="{escape(sentence.source)}">'
        f'<header><h3><a href="#s{number_}">Sentence {number_}</a></h3><span>{head}</span></header>{body}{dropped}</article>'
    )


def _verdict(case: Case, told: Verdict, names: tuple[str, str]) -> str:
    text = case.sentence.article.text
    left, right = fields(told.gold, text), fields(told.coded, text)
    differ = {DIFFER.get(x, x) for x in told.wrong}
    rows = "".join(
        f"<tr{' class=differs' if n in differ else ''}><th scope=row>{n}</th><td>{escape(left.get(n, ''))}</td><td>{escape(right.get(n, ''))}</td></tr>"
        for n in dict.fromkeys((*left, *right))
        if left.get(n) or right.get(n) or n in differ
    )
    why = reasons(told.coded) if told.coded else {}
    listed = "".join(f"<li>{escape(k)}: {escape(v)}</li>" for k, v in why.items())
    because = f"<details><summary>The coder's reasons</summary><ul>{listed}</ul></details>" if listed else ""
    verdict = (
        f"<strong class=wrong>wrong: {', '.join(told.wrong)}</strong>"
        if told.wrong
        else "<strong class=right>all right</strong>"
    )
    sure = f", confidence {told.coded.confidence:.2f}" if told.coded and told.coded.record else ""
    return (
        f"<div class=told><p>{verdict}{sure}</p><div class=both>"
        f"{_side(case, told.gold, names[0])}{_side(case, told.coded, names[1])}</div>"
        f"<div class=scroll><table class=fields><thead><tr><th scope=col>field</th><th scope=col>{names[0]}</th>"
        f"<th scope=col>{names[1]}</th></tr></thead><tbody>{rows}</tbody></table></div>{because}</div>"
    )


def _side(case: Case, told: Annotation | None, name: str) -> str:
    marks = spans(told, case.sentence.span) if told else []
    words = marked(case.sentence.text, marks, case.sentence.span.start)
    missing = "" if told else " has no such event"
    return f"<div><span class=who>{name}{missing}</span><p lang={case.sentence.language}>{words}</p></div>"


def marked(sentence: str, marks: Sequence[tuple[Span, str]], offset: int) -> str:
    """The sentence with its roles as nested marks. Where two cross, the inner one is cut at the rim of the outer."""
    made, at = "", 0
    open_ends: list[int] = []
    places = sorted((s.start - offset, offset - s.end, role) for s, role in marks)
    for start, minus_end, role in places:
        while open_ends and open_ends[-1] <= start:
            made += escape(sentence[at : open_ends[-1]]) + "</mark>"
            at = open_ends.pop()
        end = min(-minus_end, open_ends[-1]) if open_ends else -minus_end
        made += escape(sentence[at:start]) + f'<mark class="{role}" title="{role}">'
        at = start
        open_ends.append(end)
    while open_ends:
        made += escape(sentence[at : open_ends[-1]]) + "</mark>"
        at = open_ends.pop()
    return made + escape(sentence[at:])


def _type(told: Annotation | None) -> str:
    return told.event_type if told else NONE


def _table(caption: str, heads: Sequence[str], rows: Iterable[str], kind: str = "") -> str:
    head = "".join(f"<th scope=col>{escape(h)}</th>" for h in heads)
    return (
        f'<div class=scroll tabindex=0><table class="{kind}"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )

"""A dossier as Markdown: what a desk pastes into its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.dossiers.dossier import Dossier, Language, Source, Statement, Undertaking
from dragoman.dossiers.series import LEAST_EVENTS, LEAST_MONTHS
from dragoman.dossiers.wording import Wording, articles, clean, grouped, shown
from dragoman.version import __version__

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render(dossier: Dossier, language: Language = "fr") -> str:
    """The dossier as Markdown in a language."""
    say = Wording(language)
    parts = [
        f"# {_safe(say('title', a=say.party(dossier.a), b=say.party(dossier.b)))}",
        f"{say.scope(dossier)}",
        f"*{say('caution')}*",
        *([f"*{say('unlinked')}*"] if not dossier.linked and dossier.articles > 1 else []),
        *_visit(dossier, say),
        *_axes(dossier, say),
        *_said(dossier, say),
        *_thirds(dossier, say),
        *_series(dossier, say),
        *_sources(dossier, say),
        say("made", version=__version__),
    ]
    return "\n\n".join(parts) + "\n"


def _visit(dossier: Dossier, say: Wording) -> Iterator[str]:
    visit = dossier.visit
    if visit is None:
        return
    yield f"## {say('visit', day=say.day(visit.day))}"
    if not visit.events and not visit.statements:
        yield say("visit_none")
        return
    yield say(
        "visit_counts",
        events=visit.events,
        statements=visit.statements,
        articles=visit.articles,
    )
    moved = [
        say("visit_moved", axis=say.axis_named(axis), before=say.status(old) if old else say("nothing"), now=say.status(new))
        for axis, (old, new) in visit.moved.items()
    ]  # fmt: skip
    if moved:
        yield _bullets(moved)


def _axes(dossier: Dossier, say: Wording) -> Iterator[str]:
    yield f"## {say('axes')}"
    if not dossier.undertakings:
        yield say("axes_none")
        return
    yield _table(
        say.listed("axes_head"),
        (
            (
                say.axis(u),
                say.status(u.status),
                say.day(u.since) if u.since else "–",
                ", ".join(say.instrument(i) for i in u.instruments) or "–",
                say.status(u.conflict),
                str(len(u.steps)),
            )
            for u in dossier.undertakings
        ),
    )
    for alike in grouped(dossier.undertakings):
        yield f"### {' · '.join(say.axis(u) for u in alike)}"
        yield _steps(alike[0], say)


def _steps(undertaking: Undertaking, say: Wording) -> str:
    lines: list[str] = []
    kept = shown(undertaking.steps)
    for step in kept:
        who = say.who(step)
        lines.append(f"- **{say.step(step)}**" + (f" ({_safe(who)})" if who else ""))
        lines += [f"  - {_source(s, say)}" for s in step.sources]
        lines += [f"  - {say('other_version')}{say('colon')}{_source(s, say)}" for s in step.versions]
    if left := len(undertaking.steps) - len(kept):
        lines.append(f"- … {say('more', n=left)}")
    return "\n".join(lines)


def _said(dossier: Dossier, say: Wording) -> Iterator[str]:
    yield f"## {say('stakes')}"
    if not dossier.stakes:
        yield say("stakes_none")
    for head, said in say.grouped(dossier):
        yield f"### {_safe(head)}"
        yield _bullets(_statement(s, say) for s in said)
    yield f"## {say('obstacles')}"
    if dossier.obstacles:
        yield _bullets(
            f"{say(f'kind.{s.kind}')}"
            + (f" ({_safe(', '.join(say.party(h) for h in s.holder))})" if s.holder else "")
            + f"{say('colon')}{_statement(s, say)}"
            for s in dossier.obstacles
        )
    else:
        yield say("obstacles_none")


def _thirds(dossier: Dossier, say: Wording) -> Iterator[str]:
    yield f"## {say('thirds')}"
    if not dossier.thirds:
        yield say("thirds_none")
    for role, side in (("mediator", ""), ("objector", None), ("neighbour", "a"), ("neighbour", "b")):
        found = [t for t in dossier.thirds if t.role == role and side in (None, t.of)]
        if not found:
            continue
        of = {"a": dossier.a, "b": dossier.b}.get(side or "")
        yield f"### {say(role, party=_safe(say.party(of))) if of else say(role)}"
        lines: list[str] = []
        for third in found:
            lines.append(f"- {_safe(say.party(third.party))}{say('colon')}{say.third(third)}")
            lines += [f"  - {_source(s, say)}" for s in third.sources]
        yield "\n".join(lines)


def _series(dossier: Dossier, say: Wording) -> Iterator[str]:
    yield f"## {say('series')}"
    if not dossier.series:
        yield say("series_none")
        return
    yield say(
        "series_net",
        net=say.figure(dossier.net, signed=True),
        events=say.counted(sum(m.n for m in dossier.series), "counted"),
    )
    yield _table(
        say.listed("series_head"),
        (
            (
                say.day(m.month),
                *(str(n) for n in m.counts.values()),
                say.figure(m.net, signed=True),
                *(str(n) for n in (m.planned, m.hypothetical, m.alleged, m.denied, m.background, m.articles)),
            )
            for m in dossier.series
        ),
    )
    yield f"*{say('series_note')}*"
    yield f"### {say('changes')}"
    changes = dossier.changes
    if not changes.enough:
        yield say("changes_few", months=changes.months, events=changes.events, least_months=LEAST_MONTHS, least_events=LEAST_EVENTS)  # fmt: skip
    elif not changes.found:
        yield say(
            "changes_none",
            months=changes.months,
            events=changes.events,
        )
    lines: list[str] = []
    for change in changes.found:
        lines += [f"- {say.change(change)}", *(f"  - {_source(s, say)}" for s in change.sources)]
    if lines:
        yield "\n".join(lines)


def _sources(dossier: Dossier, say: Wording) -> Iterator[str]:
    listed = articles(dossier)
    if not listed:
        return
    yield f"## {say('sources')}"
    yield _bullets(
        ", ".join(
            part
            for part in (
                _safe(clean(s.title or s.article_id)),
                _safe(clean(s.outlet or "")),
                say.day(s.published) if s.published else "",
                f"<{s.url}>" if s.url and re.fullmatch(r"https?://[^\s<>]+", s.url) else "",
                _id(s.article_id),
            )
            if part
        )
        for s in listed
    )


def _statement(said: Statement, say: Wording) -> str:
    new = f", {say('new')}" if said.new else ""
    return f"{_safe(say.quoted(said.quote))} — {_safe(clean(say.by(said)))}{new}"


def _source(source: Source, say: Wording) -> str:
    return f"{_safe(say.quoted(source.quote))} — {_safe(clean(say.by(source)))} {_id(source.event_id)}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _id(id: str) -> str:
    # An id given by the reader's own table can be any text.
    return f"`{id}`" if re.fullmatch(r"[\w./:-]+", id) else _safe(clean(id))


def _safe(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", text)

"""Reviews in a store: a review is a row, and the article's records are written anew with all reviews applied.

So every view, count, series, dossier and export shows them without asking, and so does what comes after another coding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from dragoman.errors import ConfigError, InputError
from dragoman.records import Coded, Event, Problem, Span, claim_from_dict, event_from_dict
from dragoman.review import FIELDS, VERDICTS, Review, Verdict, apply, corrected, gold_rows, made, value
from dragoman.store.adding import changes, reviews
from dragoman.store.commit import Change, Plan
from dragoman.store.duck import Row
from dragoman.store.rows import ARTICLE, article_from_row, dumps, event_from_record, month_of
from dragoman.store.snapshot import Snapshot

RAW = (
    "(SELECT * EXCLUDE (shown) FROM originals WHERE record IS NOT NULL UNION ALL BY NAME SELECT * FROM events "
    "WHERE event_id NOT IN (SELECT shown FROM originals WHERE shown IS NOT NULL))"
)
"""The events as the coder wrote them, in place of the table `events`."""


class Said:
    """What a call said of a record, once the commit has happened."""

    reviews: tuple[Review, ...] = ()


def plan(
    said: Said,
    event_id: str,
    by: str,
    verdict: Verdict | None,
    given: Mapping[str, Any],
    note: str,
) -> Plan:
    """The plan of a commit that reviews a record; `said` is told what it came to."""
    if not by.strip():
        raise ConfigError("A review needs a name; give --by NAME.")
    if verdict is not None and verdict not in VERDICTS:
        raise ConfigError(f"There is no verdict {verdict!r}; take one of {', '.join(VERDICTS)}.")
    if (verdict in (None, "correct")) != bool(given):
        raise ConfigError("Confirm, reject or reopen a record, or give fields with their right values.")

    def made_plan(now: Snapshot) -> Mapping[str, Change]:
        coded = _coded(now, event_id)
        event, text = _shown(now, coded, event_id), coded.article.text
        original = _original(now, coded, event_id)
        before, moment = event, datetime.now(UTC)
        new: list[Review] = []
        # In the order of FIELDS: a mode is one of the type that is given with it.
        for i, (field, wanted) in enumerate(sorted(given.items(), key=lambda g: _order(g[0]))):
            at = moment + timedelta(microseconds=i)
            # Sides keep the words they had before any of them was corrected; a mode is asked of the new type.
            right = value(field, wanted, event if field == "event_mode" else before)
            old = event.to_dict()[field]
            event = corrected(event, field, right)
            new.append(
                made(original, text, "correct", by.strip(), at, field=field, old=old, new=right, note=note)
            )
        if not given:
            assert verdict is not None
            new.append(made(original, text, verdict, by.strip(), moment, note=note))
        said.reviews = tuple(new)
        coder = now.execute(
            "SELECT coder FROM articles WHERE article_id = ?", [coded.article.id]
        ).fetchall()[0][0]  # fmt: skip
        rows = [review_row(r, month_of(coded.article)) for r in new]
        written = changes(now, {coded.article.id: coded}, json.loads(coder), new)
        return {**written, "reviews": Change(rows)}

    return made_plan


def listed(now: Snapshot, article: str | None = None, by: str | None = None) -> list[Review]:
    """The reviews, of an article or by somebody, oldest first."""
    if not now.files("reviews"):
        return []
    rows = now.execute(
        "SELECT DISTINCT article_id FROM reviews WHERE coalesce(article_id = ?, true)", [article]
    ).fetchall()
    found = [r for of in reviews(now, [id for (id,) in rows]).values() for r in of]
    return sorted((r for r in found if by in (None, r.by)), key=lambda r: (r.at, r.id))


def gold(now: Snapshot) -> tuple[list[Row], int]:
    """The gold rows of all reviewed articles, and how many reviews are in none of them."""
    rows: list[Row] = []
    articles = sorted({r.article_id for r in listed(now)})
    for id in articles:
        coded = _article(now, id)
        shown = apply(coded.events, reviews(now, [id])[id], coded.article.text)
        records = [r for one in shown if (r := one.original or one.event)]
        rows += gold_rows(coded.article, shown, {e.id: _sentence(e, coded.article.text) for e in records})
    told = {(row["article"], row["start"], row["end"]) for row in rows}
    left = sum(
        not any(a == r.article_id and start <= r.start < end for a, start, end in told) for r in listed(now)
    )
    return rows, left


def review_row(review: Review, month: str) -> Row:
    """The row of a review in the table `reviews`."""
    named = ("article_id", "event_id", "event_type", "quote", "verdict", "field", "by", "at", "note")
    return {
        "review_id": review.id,
        **{name: getattr(review, name) for name in named},
        "old": dumps(review.old),
        "new": dumps(review.new),
        "month": month,
        "record": dumps(review.to_dict()),
    }


def _order(field: str) -> int:
    return list(FIELDS).index(field) if field in FIELDS else len(FIELDS)


def _original(now: Snapshot, coded: Coded, event_id: str) -> Event:
    """The coder's record: of what only analysts keep, the one that was reviewed last."""
    there = [e for e in coded.events if e.id == event_id]
    said = [r for r in reviews(now, [coded.article.id])[coded.article.id] if r.event_id == event_id]
    return there[0] if there else event_from_dict(max(said, key=lambda r: r.at).record)


def _coded(now: Snapshot, event_id: str) -> Coded:
    sql = "SELECT article_id FROM events WHERE event_id = ? UNION SELECT article_id FROM originals WHERE event_id = ?"
    rows = now.execute(sql, [event_id, event_id]).fetchall()
    if not rows:
        raise InputError(
            f"There is no event {event_id} in {now.root}; dragoman export lists the ids there are."
        )
    return _article(now, rows[0][0])


def _article(now: Snapshot, id: str) -> Coded:
    """An article as the coder coded it, out of its rows."""
    row, problems = _article_row(now, id)
    events = now.execute(f"SELECT record FROM {RAW} WHERE article_id = ? ORDER BY position", [id]).fetchall()
    claims = now.execute("SELECT record FROM claims WHERE article_id = ? ORDER BY position", [id]).fetchall()
    return Coded(
        article=article_from_row(row),
        events=tuple(event_from_record(record) for (record,) in events),
        claims=tuple(claim_from_dict(json.loads(record)) for (record,) in claims),
        problems=tuple(_problems(problems)),
    )


def _article_row(now: Snapshot, id: str) -> tuple[dict[str, Any], str]:
    *row, problems = now.execute(
        f"SELECT {', '.join(ARTICLE)}, problems FROM articles WHERE article_id = ?", [id]
    ).fetchall()[0]
    return dict(zip(ARTICLE, row, strict=True)), problems


def _problems(stored: str) -> Iterator[Problem]:
    for row in json.loads(stored):
        span = row.get("span")
        yield Problem(row["source"], row["message"], Span(**span) if span else None)


def _shown(now: Snapshot, coded: Coded, event_id: str) -> Event:
    """The record as the views show it now: what an analyst sees and corrects; a rejected one as the coder wrote it."""
    rows = now.execute("SELECT record FROM events WHERE event_id = ?", [event_id]).fetchall()
    if rows:
        return event_from_record(rows[0][0])
    return _original(now, coded, event_id)


def _sentence(event: Event, text: str) -> Span:
    """The sentence that tells a record first: where its text stands around the trigger."""
    trigger = event.evidence["trigger"][0]
    at = text.find(
        event.event_text, max(0, trigger.start - len(event.event_text)), trigger.end + len(event.event_text)
    )
    found = Span(at, at + len(event.event_text))
    return found if at >= 0 and found.contains(trigger) else trigger

"""What a commit of coded articles changes: their rows, with what analysts said of their records applied."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.records import Coded
from dragoman.review import Review, Shown, apply, review_from_dict
from dragoman.store.commit import Change
from dragoman.store.duck import Row
from dragoman.store.rows import coded_by, event_row, month_of, rows_of
from dragoman.store.snapshot import Snapshot

SECONDS = 10.0
"""Seconds after which a batch is stored although it is not full: what a killed run loses stays small."""


def changes(
    now: Snapshot, coded: Mapping[str, Coded], coder: Mapping[str, str] | None, new: Sequence[Review] = ()
) -> Mapping[str, Change]:
    """The changes that put articles into the store, by table; an article that is there with the same rows gives none.

    `new`: reviews that come with them.
    """
    ids = sorted(coded)
    rows = now.execute(
        "SELECT article_id, month, digest FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [ids]
    ).fetchall()  # fmt: skip
    digests = {id: stored for id, _, stored in rows}
    said = reviews(now, ids)
    for review in new:
        said[review.article_id].append(review)
    made: dict[str, dict[str, list[Row]]] = {}
    for id, one in coded.items():
        shown = apply(one.events, said.get(id, ()), one.article.text)
        events = tuple(s.event for s in shown if s.event)
        made[id] = rows_of(replace(one, events=events), coded_by(one, coder))
        # A rejected record keeps its place, so that the coder's order can be read back.
        for row, place in zip(made[id]["events"], (i for i, s in enumerate(shown) if s.event), strict=True):
            row["position"] = place
        made[id]["originals"] = _originals(one, shown)
    fresh = {id: m for id, m in made.items() if m["articles"][0]["digest"] != digests.get(id)}
    months = {m["articles"][0]["month"] for m in fresh.values()} | {m for id, m, _ in rows if id in fresh}
    replaced = frozenset(fresh if fresh.keys() & digests.keys() else ())
    # Reviewed articles are few: the others need no look at the table of originals.
    reviewed = replaced & said.keys()
    return {
        name: Change(
            [row for m in fresh.values() for row in m[name]],
            frozenset(months),
            reviewed if name == "originals" else replaced,
        )
        for name in ("events", "claims", "originals", "articles")
    }


def reviews(now: Snapshot, articles: Iterable[str]) -> dict[str, list[Review]]:
    """The reviews of some articles, by article."""
    found: dict[str, list[Review]] = defaultdict(list)
    if now.files("reviews"):
        sql = "SELECT record FROM reviews WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
        for (record,) in now.execute(sql, [list(articles)]).fetchall():
            review = review_from_dict(json.loads(record))
            found[review.article_id].append(review)
    return found


def _originals(coded: Coded, shown: Sequence[Shown]) -> list[Row]:
    month = month_of(coded.article)
    made: list[Row] = []
    for position, one in enumerate(shown):
        # Of what only analysts keep there is no record of this coder: the row says which to leave out.
        record = one.original or (one.event if one.kept else None)
        if record is not None:
            row = event_row(record, position=position, month=month)
            if one.kept:
                row["record"] = None
            made.append({**row, "shown": one.event.id if one.event else None})
    return made


def batches(coded: Iterable[Coded], size: int) -> Iterator[list[Coded]]:
    """A stream in batches of `size`, or of ten seconds; what a fault breaks off comes before the fault."""
    held: list[Coded] = []
    since = time.monotonic()
    try:
        for one in coded:
            held.append(one)
            if len(held) >= size or time.monotonic() - since >= SECONDS:
                yield held
                held, since = [], time.monotonic()
    except GeneratorExit:
        raise
    except BaseException:
        if held:
            yield held
        raise
    if held:
        yield held

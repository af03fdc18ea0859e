"""What a store writes to a file: events in any format, in a DuckDB file also the claims, happenings and articles around
them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb

from dragoman.happening import happening_from_dict
from dragoman.records import claim_from_dict
from dragoman.store.columns import EXPORTED
from dragoman.store.duck import Row
from dragoman.store.export import Export, Target
from dragoman.store.masking import Masker
from dragoman.store.query import Filters, order_by, where
from dragoman.store.rows import ARTICLE, article_from_row, claim_row, event_from_record, happening_row
from dragoman.store.snapshot import Snapshot


def write(
    now: Snapshot, target: Target, format: str | None, filters: Filters, *, plover: bool, mask_private: bool
) -> int:
    """Write the events that pass the filters, by date; gives how many."""
    condition, parameters = where("events", filters)
    around = f"article_id IN (SELECT article_id FROM events WHERE {condition})"
    told = {
        "claims": around,
        "articles": around,
        "happenings": "happening_id IN (SELECT happening_id FROM (SELECT happening_id, unnest(event_ids) AS beneath "
        f"FROM happenings) JOIN events ON beneath = event_id WHERE {condition})",
    }
    masker = Masker(now) if mask_private else None
    with Export(target, format, plover=plover) as out:
        sql = f"SELECT record FROM events WHERE {condition} ORDER BY {order_by('events', 'date')}"
        for (record,) in stream(now.execute(sql, parameters)):
            event = event_from_record(record)
            out.event(masker(event) if masker else event)
        for table in ("claims", "happenings", "articles") if out.format == "duckdb" else ():
            names = [c.name for c in EXPORTED[table]]
            sql = f"SELECT {', '.join(names)} FROM {table} WHERE {told[table] if filters else 'true'} ORDER BY {order_by(table, 'date')}"
            for values in stream(now.execute(sql, parameters if filters else ())):
                row = {n: _plain(v) for n, v in zip(names, values, strict=True)}
                out.rows(table, [_masked(table, row, masker) if masker else row])
    return out.count


def stream(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of an answer one by one, a thousand at a time out of the database."""
    while rows := cursor.fetchmany(1000):
        yield from rows


def _masked(table: str, row: Row, masker: Masker) -> Row:
    if table == "claims":
        made = claim_row(masker(claim_from_dict(json.loads(row["record"]))))
        return {name: made[name] for name in row}
    if table == "happenings":
        happening = masker(happening_from_dict(json.loads(row["record"])))
        made = happening_row(happening, heap="", made_of=(), born=0)
        return {name: made[name] for name in row}
    article = masker(article_from_row({name: row[name] for name in ARTICLE}))
    return {**row, "text": article.text, "title": article.title, "text_hash": article.text_hash}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

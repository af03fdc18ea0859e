"""What a dossier is made of, gathered from one state of the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dragoman.codebook import STATE_SECTORS
from dragoman.dossiers import Material, Party, party
from dragoman.dossiers.thirds import OBJECTIONS
from dragoman.errors import ConfigError
from dragoman.privacy import mask_text
from dragoman.records import Claim, Event, claim_from_dict
from dragoman.store.masking import Masker
from dragoman.store.query import Filters, where
from dragoman.store.rows import KINDS, event_from_record
from dragoman.store.snapshot import Snapshot

NEIGHBOURS = 8
"""Partners shown of each side."""


def gather(now: Snapshot, a: str, b: str, window: Filters, *, mask_private: bool = False) -> Material:
    """The material of a dossier of two sides within a window (`since`, `until`)."""
    if a == b:
        raise ConfigError(f"A dossier is about two sides; name another one beside {a}.")
    events = _events(now, *where("events", {"dyad": (a, b), **window}))
    articles = sorted({e.article_id for e in events})
    around = _around(now, a, b, articles, window, {e.id for e in events})
    claims = _claims(now, a, b, articles, window)
    told = sorted({e.article_id for e in (*events, *around)})
    sql = "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    texts: dict[str, str] = dict(now.execute(sql, [told]).fetchall())
    ids = {e.id for e in events}
    if mask_private:
        masker = Masker(now)
        events, around = [masker(e) for e in events], [masker(e) for e in around]
        claims = [masker(c) for c in claims]
        texts = {id: mask_text(text, masker.names(id)) for id, text in texts.items()}
    return Material(
        events=events,
        around=around,
        claims=claims,
        texts=texts,
        articles=dict(now.execute("SELECT month, count(*) FROM articles GROUP BY month").fetchall()),
        happenings=_happenings(now, a, b, ids),
        partners=_partners(now, a, b, window),
    )


def _events(now: Snapshot, condition: str, parameters: Sequence[Any]) -> list[Event]:
    sql = f"SELECT record FROM events WHERE {condition} ORDER BY day NULLS LAST, published, article_id, position"
    return [event_from_record(record) for (record,) in now.execute(sql, parameters).fetchall()]


def _around(
    now: Snapshot, a: str, b: str, articles: Sequence[str], window: Filters, known: set[str]
) -> list[Event]:
    """What somebody does to a side in these articles, and what somebody does with both anywhere."""
    one, with_one = where("events", {"side": a})
    other, with_other = where("events", {"side": b})
    given, with_given = where("events", window)
    to, with_to = where("events", {"recipient": [a, b], "type": OBJECTIONS})
    condition = (
        f"({given}) AND ((event_type = 'CONSULT' AND ({one}) AND ({other})) "
        f"OR ({to} AND article_id IN (SELECT unnest(?::VARCHAR[]))))"
    )
    parameters = [*with_given, *with_one, *with_other, *with_to, list(articles)]
    return [e for e in _events(now, condition, parameters) if e.id not in known]


def _claims(now: Snapshot, a: str, b: str, articles: Sequence[str], window: Filters) -> list[Claim]:
    pair, with_pair = where("claims", {"pair": (a, b)})
    given, with_given = where("claims", window)
    sql = (
        f"SELECT record FROM claims WHERE ({pair} AND {given}) OR article_id IN (SELECT unnest(?::VARCHAR[])) "
        "ORDER BY day NULLS LAST, article_id, position"
    )
    rows = now.execute(sql, [*with_pair, *with_given, list(articles)]).fetchall()
    return [claim_from_dict(json.loads(record)) for (record,) in rows]


def _happenings(now: Snapshot, a: str, b: str, ids: set[str]) -> dict[str, str]:
    one, with_one = where("happenings", {"side": a})
    other, with_other = where("happenings", {"side": b})
    sql = f"SELECT unnest(event_ids), happening_id FROM happenings WHERE {one} AND ({other})"
    rows = now.execute(sql, [*with_one, *with_other]).fetchall()
    return {event: happening for event, happening in rows if event in ids}


def _partners(now: Snapshot, a: str, b: str, window: Filters) -> dict[str, list[tuple[Party, int, float]]]:
    """Whom each side deals with most besides the other: how many events, and their mean score. One pass for both."""
    of_a, with_a = where("events", {"side": a})
    of_b, with_b = where("events", {"side": b})
    counted, with_counted = where(
        "events", {"modality": ["happened", "ongoing"], "historical": False, **window}
    )
    sql = f"""
        WITH acts AS (SELECT event_id, score, ({of_a}) AS of_a, ({of_b}) AS of_b, unnest(list_zip(
            list_concat(actor_codes, recipient_codes), list_concat(actor_sectors, recipient_sectors),
            list_concat(actor_ids, recipient_ids))) AS who
            FROM events WHERE ({counted}) AND (({of_a}) OR ({of_b}))),
        named AS (SELECT DISTINCT event_id, score, of_a, of_b, CASE
            WHEN who[1] <> '' AND NOT list_contains(?::VARCHAR[], who[1]) AND list_contains(?::VARCHAR[], who[2])
            THEN who[1] ELSE who[3] END AS key FROM acts)
        SELECT key, count(*) FILTER (of_a), avg(score) FILTER (of_a), count(*) FILTER (of_b), avg(score) FILTER (of_b)
        FROM named WHERE key NOT IN ('', ?, ?) GROUP BY key"""
    parameters = [*with_a, *with_b, *with_counted, *with_a, *with_b, list(KINDS), list(STATE_SECTORS), a, b]
    rows = now.execute(sql, parameters).fetchall()

    def most(n: int, net: int) -> list[tuple[Party, int, float]]:
        found = sorted((row for row in rows if row[n]), key=lambda row: (-row[n], row[0]))[:NEIGHBOURS]
        return [(party(row[0]), int(row[n]), float(row[net])) for row in found]

    return {"a": most(1, 2), "b": most(3, 4)}

"""How fast the store is. Run by hand: `python benchmarks/store.py [--events 1000000] [--folder DIR]`.

Fills a store with synthetic events (DuckDB writes them, no article is coded), then times what a run and the web face
do, each several times: the median, and from the fastest to the slowest. "noise" is the spread of a fixed piece of work
that touches neither disk nor store: figures that differ by less say nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import deltalake
import duckdb
from deltalake import write_deltalake

from dragoman.records import Actor, Article, Coded, Event, Span
from dragoman.store import Store, commit
from dragoman.store.columns import COLUMNS, PARTITION
from dragoman.store.duck import connect
from dragoman.store.snapshot import Tables

REPEATS = 7
EVENTS_PER_ARTICLE = 5
MONTHS = 132  # January 2015 to December 2025

COUNTRIES = (
    "['MLI','BFA','NER','TCD','NGA','SEN','FRA','RUS','USA','CHN','DZA','MRT','CIV','GIN','TGO','BEN']"
)
TYPES = (
    "['AGREE','CONSULT','SUPPORT','CONCEDE','COOPERATE','AID','RETREAT','REQUEST','ACCUSE','REJECT','THREATEN',"
    "'PROTEST','SANCTION','MOBILIZE','COERCE','ASSAULT']"
)

# Every value hangs on the row number alone, so that each run fills the same store.
RAW = f"""
SELECT *, strftime(day, '%Y-%m') AS month, day::VARCHAR AS iso,
    'Le ministre ' || a || ' a reçu la délégation ' || b || ' pour parler de la coopération numéro ' || h % 100000
    || ', a indiqué mardi un communiqué de la présidence repris par la radio publique à ' || a || '.' AS said
FROM (
    SELECT i, hash(i) AS h, md5(i::VARCHAR)[:16] AS id, md5((i // {EVENTS_PER_ARTICLE} + 7)::VARCHAR)[:16] AS article,
        DATE '2015-01-01' + (hash(i // {EVENTS_PER_ARTICLE}) % 4018)::INTEGER AS day,
        {COUNTRIES}[1 + (h % 16)::INTEGER] AS a, {COUNTRIES}[1 + (h // 16 % 16)::INTEGER] AS b,
        {TYPES}[1 + (h // 256 % 16)::INTEGER] AS type
    FROM range(CAST(? AS BIGINT), CAST(? AS BIGINT)) r(i)
)
"""

GIVEN = {
    "event_id": "id",
    "article_id": "article",
    "position": f"(i % {EVENTS_PER_ARTICLE})::INTEGER",
    "event_type": "type",
    "quad_class": "['verbal cooperation','material cooperation','verbal conflict','material conflict'][1 + (h % 4)::INTEGER]",
    "score": "(h % 200)::DOUBLE / 10 - 10",
    "modality": "['happened','planned','alleged','ongoing'][1 + (h // 7 % 4)::INTEGER]",
    "historical": "h % 10 = 0",
    "date": "iso",
    "date_precision": "'day'",
    "day": "day",
    "day_end": "day",
    "actor_names": "['Gouvernement ' || a]",
    "actor_ids": "[lower(a) || '-gov']",
    "actor_codes": "[a]",
    "actor_sectors": "['GOV']",
    "actor_keys": "[a, a || ':GOV', lower(a) || '-gov']",
    "recipient_names": "['Gouvernement ' || b]",
    "recipient_ids": "[lower(b) || '-gov']",
    "recipient_codes": "[b]",
    "recipient_sectors": "['GOV']",
    "recipient_keys": "[b, b || ':GOV', lower(b) || '-gov']",
    "loc_country": "a",
    "lat": "(h % 25)::DOUBLE",
    "lon": "(h % 30)::DOUBLE - 15",
    "confidence": "(h % 100)::DOUBLE / 100",
    "language": "CASE WHEN h % 2 = 0 THEN 'fr' ELSE 'en' END",
    "title": "'Dépêche ' || article",
    "published": "iso",
    "outlet": "'Journal ' || h % 50",
    "url": "'https://example.org/' || article",
    "sentence": "said",
    "month": "month",
    "record": (
        "json_object('id', id, 'article_id', article, 'event_type', type, 'event_mode', NULL, "
        "'actor', [{raw_text: a, entity_name: 'Gouvernement ' || a, actor_id: lower(a) || '-gov', code: a, "
        "sector_code: 'GOV', reason: 'nom de pays, sujet du verbe'}], "
        "'recipient', [{raw_text: b, entity_name: 'Gouvernement ' || b, actor_id: lower(b) || '-gov', code: b, "
        "sector_code: 'GOV', reason: 'nom de pays, objet du verbe'}], 'modality', 'happened', "
        "'evidence', {'trigger': [{start: h % 3000, 'end': h % 3000 + 8}]}, 'date', iso, 'event_text', said, "
        "'coder', {dragoman: '0.1.0', schema: '1', codebook: 'PLOVER 2024-02', frame: 'recevoir-3'})::VARCHAR"
    ),
}


def fill(folder: Path, count: int) -> None:
    """Write `count` events and their articles, a year's worth of rows at a time, under one set."""
    Store(folder)
    tables, connection = Tables(folder), connect()
    commit.commit(tables, connection, lambda now: {})
    step = 250_000
    for start in range(0, count, step):
        connection.execute("CREATE OR REPLACE TEMP TABLE raw AS " + RAW, [start, min(start + step, count)])
        for name in ("events", "articles"):
            rows = connection.sql(_events() if name == "events" else _articles())
            versions = {"events": tables.newest("events").version(), "claims": 0}  # type: ignore[union-attr]
            write_deltalake(
                folder / name,
                rows,
                mode="append",
                partition_by=[PARTITION],
                schema_mode="merge",
                writer_properties=commit.WRITER,
                commit_properties=commit._naming(versions) if name == "articles" else None,
            )
    Store(folder).compact()


def _events() -> str:
    columns = (f'({GIVEN.get(c.name, "NULL")})::{c.type} AS "{c.name}"' for c in COLUMNS["events"])
    return f"SELECT {', '.join(columns)} FROM raw ORDER BY month, day"


def _articles() -> str:
    given = {**GIVEN, "text": "repeat(said, 8)", "text_hash": "id", "coder": "'{}'", "digest": "id"}
    columns = (f'({given.get(c.name, "NULL")})::{c.type} AS "{c.name}"' for c in COLUMNS["articles"])
    return f"SELECT {', '.join(columns)} FROM raw WHERE i % {EVENTS_PER_ARTICLE} = 0 ORDER BY month"


def batch(number: int, *, mode: str = "phone") -> list[Coded]:
    """A hundred articles with five events each, as a run brings them."""
    made = []
    for n in range(number * 100, number * 100 + 100):
        article = Article(
            f"Dépêche {n}. " * 200, url=f"https://example.org/new/{n}", published=date(2025, 12, 20)
        )
        side = (Actor("Mali", Span(0, 4), "Mali", "mli", "MLI", "GOV"),)
        events = tuple(
            Event(
                id=f"new-{n}-{k}",
                article_id=article.id,
                event_type="CONSULT",
                event_mode=mode,
                actor=side,
                recipient=side,
                modality="happened",
                evidence={"trigger": (Span(0, 7),)},
                date="2025-12-20",
                event_text=f"Dépêche {n}.",
                published="2025-12-20",
            )
            for k in range(EVENTS_PER_ARTICLE)
        )
        made.append(Coded(article, events))
    return made


def timed(work: Callable[[int], object]) -> list[float]:
    """Milliseconds of each of `REPEATS` runs; `work` is told which run it is."""
    taken = []
    for run in range(REPEATS):
        start = time.perf_counter()
        work(run)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def facet_page(store: Store) -> None:
    """What a page of the web face asks: four facets, the newest fifty events."""
    store.facets(
        "event_type",
        "modality",
        "recipient_codes",
        "language",
        limit=10,
        actor="MLI",
        since="2023",
        until="2024",
    )
    store.events(limit=50, order="-date", actor="MLI", since="2023", until="2024")


def main() -> None:
    """Fill, time, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, help="where to put the store (default: a temporary folder)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.folder or Path(spare) / "store"
        start = time.perf_counter()
        fill(folder, given.events)
        filled = time.perf_counter() - start
        size = sum(p.stat().st_size for p in folder.rglob("*.parquet")) / 1e6
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", end=", ")
        print(
            f"Python {platform.python_version()}, duckdb {duckdb.__version__}, deltalake {deltalake.__version__}"
        )
        print(f"{given.events:,} events, {size:.0f} MB of data files, filled in {filled:.0f} s")
        store = Store(folder)
        (id_, day), *_ = (
            store.snapshot().execute("SELECT event_id, day FROM events OFFSET 1000 LIMIT 1").fetchall()
        )
        known = [c.article for c in batch(0)]
        work: dict[str, Callable[[int], object]] = {
            "noise": lambda run: sum(i * i for i in range(1_000_000)),
            "open, count all": lambda run: Store(folder, create=False).counts(),
            "commit of 100 new articles": lambda run: store.add(batch(run)),
            "commit that replaces 100": lambda run: store.add(batch(0, mode=f"mode {run}")),
            "100 articles known?": lambda run: list(store.unknown(known)),
            "month by type": lambda run: (
                store.snapshot()
                .execute("SELECT month, event_type, count(*), avg(score) FROM events GROUP BY ALL")
                .fetchall()
            ),
            "series of one dyad": lambda run: store.series(dyad=("MLI", "RUS"), modality="happened"),
            "facet page": lambda run: facet_page(store),
            "event by id": lambda run: store.event(id_),
            "event by day and id": lambda run: store.event(id_, day=day),
            "substring, one year": lambda run: store.count(text="numéro 4242", since="2024", until="2024"),
        }
        for name, what in work.items():
            taken = timed(what)
            print(f"{name:28} {statistics.median(taken):8.1f} ms   {min(taken):.1f} - {max(taken):.1f}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Draws sentences to annotate and lays them out in batches for readers.

    python training/annotation/sample.py --language fr --part gold --size 500 --out BATCHES

Articles are shared out by a hash of their id: 20 % gold, 80 % train, so that no article is in both. Half of the
sentences have a trigger of some frame, a quarter a word of the lexicon that made no event (near misses), a quarter are
drawn at random from the rest. A batch is a text file: each sentence with its number, its article's title and day, and
the two sentences before it; beside it a JSON file with where each sentence lies, for `ingest.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from pathlib import Path

from dragoman.coding import Coder, frames, triggers
from dragoman.evaluation.texts import SOURCES, Text, read, sentence_hash
from dragoman.grammar import Grammar
from dragoman.records import Article

SHARES = {
    "fr": {"wikinews-fr": 0.75, "masakhanews-fr": 0.21, "current-events-fr": 0.04},
    "en": {"current-events-en": 0.4, "wikinews-en": 0.25, "tehran-times-en": 0.15, "masakhanews-en": 0.2},
}
STRATA = {"trigger": 0.5, "near": 0.25, "random": 0.25}
GOLD_SHARE = 20  # percent of the articles
BATCH = 40
SHORTEST = 40  # characters


def part_of(text: Text) -> str:
    """gold or train, by the article's id alone."""
    digest = hashlib.sha256(f"{text.source}/{text.id}".encode()).hexdigest()
    return "gold" if int(digest[:8], 16) % 100 < GOLD_SHARE else "train"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--language", choices=("fr", "en"), required=True)
    parser.add_argument("--part", choices=("gold", "train"), required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(f"{options.seed}-{options.language}-{options.part}")
    grammar, coder = Grammar(), Coder()
    lexicon = frames.load(options.language)
    chosen: list[dict[str, object]] = []
    for source, share in SHARES[options.language].items():
        wanted = round(options.size * share)
        pools: dict[str, list[dict[str, object]]] = {k: [] for k in STRATA}
        articles = [t for t in read(source, options.texts) if part_of(t) == options.part]
        draw.shuffle(articles)
        for text in articles:
            if all(len(pools[k]) >= 3 * wanted * STRATA[k] + 3 for k in STRATA):
                break
            for row in sentences(text, grammar, coder, lexicon):
                pools[str(row["stratum"])].append(row)
        for stratum, part in STRATA.items():
            pool = pools[stratum]
            chosen += draw.sample(pool, min(len(pool), round(wanted * part)))
    draw.shuffle(chosen)
    options.out.mkdir(parents=True, exist_ok=True)
    for number in range(0, len(chosen), BATCH):
        write(
            options.out / f"{options.part}-{options.language}-{number // BATCH:03d}",
            chosen[number : number + BATCH],
        )
    print(f"{len(chosen)} sentences in {-(-len(chosen) // BATCH)} batches under {options.out}")


def sentences(text: Text, grammar: Grammar, coder: Coder, lexicon: frames.Lexicon) -> list[dict[str, object]]:
    """The body sentences of an article with their stratum and what a reader needs around them."""
    article = Article(
        text.text, title=text.title, language=text.language, published=text.published, id=text.id
    )
    parse = grammar.parse(article)
    told = {s.start for e in coder.code(article) for s in e.evidence["trigger"]}
    made = []
    body = [s for s in parse.sentences if s.zone == "body" and s.language == text.language]
    for k, s in enumerate(body):
        if len(s.text) < SHORTEST:
            continue
        has_event = any(s.start <= t < s.end for t in told)
        stratum = "trigger" if has_event else "near" if triggers.find(s, lexicon) else "random"
        made.append(
            {
                "source": text.source, "article": text.id, "start": s.start, "end": s.end,
                "hash": sentence_hash(s.text), "stratum": stratum, "text": s.text, "title": text.title,
                "published": text.published.isoformat() if text.published else None,
                "before": " ".join(b.text for b in body[max(0, k - 2) : k]),
            }
        )  # fmt: skip
    return made


def write(path: Path, rows: list[dict[str, object]]) -> None:
    """A batch: the page for the reader and the places for `ingest.py` (without the text)."""
    with path.with_suffix(".txt").open("w", encoding="utf-8") as page:
        for number, row in enumerate(rows):
            page.write(f"### {number}\nARTICLE: {row['title'] or '-'} ({row['published'] or 'no date'})\n")
            page.write(f"BEFORE: {row['before'] or '-'}\nSENTENCE: {row['text']}\n\n")
    kept = [{k: v for k, v in row.items() if k not in ("text", "title", "before")} for row in rows]
    path.with_suffix(".json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    assert SOURCES
    main()

"""Scores linking on our gold: pairwise and B-cubed, on gold records and end to end.

    python benchmarks/linking_quality.py --part dev            # figures, and every error
    python benchmarks/linking_quality.py --part test --end-to-end
    python benchmarks/linking_quality.py --sweep               # each weight of evidence.Weights up and down, on dev

On gold records linking is given the right events; end to end the coder reads the articles, a record answers a mention
where it stands in its sentence and has its type or its trigger, and a mention without a record is a pair lost.
Intervals: bootstrap over stories.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.evaluation.texts import read, sentence_hash
from dragoman.linking import WEIGHTS, Weights, link, why
from dragoman.linking.scores import b_cubed, pair_counts
from dragoman.records import Actor, Article, Count, Event, Place, Span

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "training" / "data" / "links-gold.jsonl"
OWN = ROOT / "training" / "data" / "links-articles.jsonl"
DRAWS = 2000


@dataclass(frozen=True)
class Gold:
    """The mentions of a part, each an event made from its annotation, with the articles that tell them."""

    rows: Mapping[str, dict[str, Any]]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]


def load(part: str, texts: Path) -> Gold:
    """The gold of a part; mentions whose text is absent or another are left out."""
    wanted = [
        row
        for line in GOLD.read_text(encoding="utf-8").splitlines()
        if (row := json.loads(line))["part"] == part
    ]
    articles = articles_of(wanted, texts)
    rows, events = {}, {}
    for number, row in enumerate(wanted):
        article = articles.get(f"{row['source']}/{row['article']}")
        if article and sentence_hash(article.text[row["start"] : row["end"]]) == row["hash"]:
            id = f"{part}-{number:03d}"
            rows[id], events[id] = row, event(id, row, article)
    return Gold(rows, events, articles)


def articles_of(rows: Iterable[Mapping[str, Any]], texts: Path) -> dict[str, Article]:
    """The articles that rows refer to, by source and id."""
    made: dict[str, Article] = {}
    for line in OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        made[f"own/{row['id']}"] = Article(
            row["text"], row["title"], row["language"], date.fromisoformat(row["published"]),
            outlet=row["outlet"], id=f"own/{row['id']}",
        )  # fmt: skip
    for source in sorted({row["source"] for row in rows} - {"own"}):
        try:
            for text in read(source, texts):
                id = f"{source}/{text.id}"
                made[id] = Article(text.text, text.title, text.language, text.published, outlet=source, id=id)
        except FileNotFoundError:
            print(f"{source} does not lie in {texts}: its mentions are left out.")
    asked = {f"{row['source']}/{row['article']}" for row in rows}
    return {id: a for id, a in made.items() if id in asked}


def event(id: str, row: Mapping[str, Any], article: Article) -> Event:
    """The record that a perfect coder would give."""
    span = Span(*row["trigger"])
    day = row["date"]
    return Event(
        id=id,
        article_id=article.id,
        event_type=row["event_type"],
        event_mode=row["event_mode"],
        actor=tuple(Actor(**a) for a in row["actor"]),
        recipient=tuple(Actor(**a) for a in row["recipient"]),
        modality=row["modality"],
        evidence={"trigger": (span,)},
        date=day,
        date_precision={10: "day", 7: "month", 4: "year"}[len(day)] if day else None,
        event_loc=Place(**row["place"]) if row["place"] else None,
        **{
            k: Count(row[k], row[k], row[k], span) if row[k] else None
            for k in ("dead", "injured", "arrested")
        },
        confidence=1.0,
        language=row["language"],
        event_text=article.text[row["start"] : row["end"]],
        title=article.title,
        published=article.day.isoformat() if article.day else None,
        outlet=article.outlet,
    )


def found_in(
    events: Iterable[Event], articles: Iterable[Article] = (), weights: Weights = WEIGHTS
) -> dict[str, str]:
    """Event id → happening id."""
    return {id: h.id for h in link(events, articles, weights) for id in h.events}


def coded(gold: Gold) -> tuple[list[Event], dict[str, str]]:
    """The coder's records of the articles, and for each mention the record that answers it."""
    from dragoman.coding import Coder

    records = [e for c in Coder().stream(gold.articles.values()) for e in c.events]
    by_article: dict[str, list[Event]] = defaultdict(list)
    for record in records:
        by_article[record.article_id].append(record)
    answered: dict[str, str] = {}
    pairs = []
    for id, row in gold.rows.items():
        for record in by_article[gold.events[id].article_id]:
            spans = [s for s in record.evidence["trigger"] if row["start"] <= s.start < row["end"]]
            same = record.event_type == row["event_type"]
            met = any(s.overlaps(Span(*row["trigger"])) for s in spans)
            if spans and (same or met):
                pairs.append((-(4 * same + 3 * met), id, record.id))
    # The best answer first. A record told in several sentences may answer one mention in each of them.
    taken: set[tuple[str, int]] = set()
    for _, id, record_id in sorted(pairs):
        if id not in answered and (record_id, gold.rows[id]["start"]) not in taken:
            answered[id] = record_id
            taken.add((record_id, gold.rows[id]["start"]))
    return records, answered


def of_kind(gold: Gold, kind: str) -> list[tuple[str, str]]:
    """Pairs of mentions of a kind."""
    tests = {
        "all": lambda a, b: True,
        "across languages": lambda a, b: a["language"] != b["language"],
        "one language": lambda a, b: a["language"] == b["language"],
        "of others": lambda a, b: "own" not in (a["source"], b["source"]),
        "across articles": lambda a, b: (a["source"], a["article"]) != (b["source"], b["article"]),
    }
    ids = sorted(gold.rows)
    return [(a, b) for a, b in itertools.combinations(ids, 2) if tests[kind](gold.rows[a], gold.rows[b])]


def counts(gold: Gold, found: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> tuple[int, int, int]:
    """Pairs right, put together, that belong together."""
    right = together = belong = 0
    for a, b in pairs:
        same = gold.rows[a]["happening"] == gold.rows[b]["happening"]
        put = a in found and b in found and found[a] == found[b]
        right, together, belong = right + (same and put), together + put, belong + same
    return right, together, belong


def interval(gold: Gold, found: Mapping[str, str], pairs: list[tuple[str, str]]) -> list[tuple[float, float]]:
    """95 % intervals of precision, recall and F1, drawing stories."""
    by_story: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for a, b in pairs:
        one = counts(gold, found, [(a, b)])
        if any(one):
            story = gold.rows[a]["happening"].partition("/")[0]
            by_story[story] = [x + y for x, y in zip(by_story[story], one, strict=True)]
    stories = sorted({r["happening"].partition("/")[0] for r in gold.rows.values()})
    draw = random.Random(0)
    drawn = []
    for _ in range(DRAWS):
        summed = [0, 0, 0]
        for story in draw.choices(stories, k=len(stories)):
            for i, n in enumerate(by_story.get(story, (0, 0, 0))):
                summed[i] += n
        drawn.append(shares(*summed))
    return [(sorted(v)[int(0.025 * DRAWS)], sorted(v)[int(0.975 * DRAWS)]) for v in zip(*drawn, strict=True)]


def shares(right: int, together: int, belong: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    p = right / together if together else 1.0
    r = right / belong if belong else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def report(gold: Gold, found: Mapping[str, str]) -> None:
    """The table."""
    print("| pairs | right / together / belong | precision | recall | F1 |\n|---|---|---|---|---|")
    for kind in ("all", "one language", "across languages", "across articles", "of others"):
        pairs = of_kind(gold, kind)
        one = counts(gold, found, pairs)
        cells = [
            f"{value:.2f} ({low:.2f} to {high:.2f})"
            for value, (low, high) in zip(shares(*one), interval(gold, found, pairs), strict=True)
        ]
        print(f"| {kind} | {one[0]} / {one[1]} / {one[2]} | {' | '.join(cells)} |")
    told = {id: row["happening"] for id, row in gold.rows.items()}
    # A mention that nobody found stands alone.
    b3 = b_cubed(told, {id: found.get(id, id) for id in told})
    print(f"| B-cubed | {len(told)} mentions | {b3.precision:.2f} | {b3.recall:.2f} | {b3.f1:.2f} |")


def errors(gold: Gold, found: Mapping[str, str]) -> None:
    """Every wrong and every missed pair with its points."""
    for a, b in of_kind(gold, "all"):
        same = gold.rows[a]["happening"] == gold.rows[b]["happening"]
        put = found.get(a, a) == found.get(b, b)
        if same != put:
            points = why(gold.events[a], gold.events[b])
            told = " ".join(f"{k} {v:+.1f}" for k, v in points.items() if v)
            print(
                f"{'missed' if same else 'WRONG '} {sum(points.values()):5.1f} {gold.rows[a]['happening']} "
                f"{'' if same else gold.rows[b]['happening']} {a} {b}: {told}"
            )


def sweep(gold: Gold) -> None:
    """Each weight in steps around its value: F1 and precision on dev."""

    def score(weights: Weights) -> tuple[float, float, float]:
        found = found_in(gold.events.values(), (), weights)
        return shares(*pair_counts({i: r["happening"] for i, r in gold.rows.items()}, found))

    print("now", " ".join(f"{v:.3f}" for v in score(WEIGHTS)))
    for field in fields(Weights):
        value = getattr(WEIGHTS, field.name)
        if isinstance(value, tuple):
            tried = [
                tuple(v + step if i == at else v for i, v in enumerate(value))
                for at in range(len(value))
                for step in (-1.0, -0.5, 0.5, 1.0)
            ]
        else:
            tried = [value + step for step in (-1.0, -0.5, 0.5, 1.0)]
        for other in tried:
            p, r, f = score(replace(WEIGHTS, **{field.name: other}))
            print(f"{field.name} {other}: {p:.3f} {r:.3f} {f:.3f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--texts", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--end-to-end", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    gold = load(options.part, options.texts)
    digest = hashlib.sha256(GOLD.read_bytes()).hexdigest()[:8]
    print(
        f"{len(gold.rows)} mentions of {len({r['happening'] for r in gold.rows.values()})} happenings ({options.part}, gold {digest})"
    )
    if options.sweep:
        sweep(gold)
    elif options.end_to_end:
        records, answered = coded(gold)
        home = found_in(records, gold.articles.values())
        both = [p for p in of_kind(gold, "all") if p[0] in answered and p[1] in answered]
        _, _, belong = counts(gold, {}, both)
        print(
            f"{len(records)} records; {len(answered)} mentions have one; {belong} pairs that belong have both"
        )
        report(gold, {id: home[record] for id, record in answered.items()})
    else:
        found = found_in(gold.events.values(), gold.articles.values())
        report(gold, found)
        if options.errors:
            errors(gold, found)


if __name__ == "__main__":
    main()

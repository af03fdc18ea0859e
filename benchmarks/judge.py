"""The judge alone on annotated sentences: triggers, types, sides, modality, relation, each with its interval; and its speed.

    python benchmarks/judge.py training/data/gold-fr-dev.jsonl [--judge FILE] [--texts ../shared/data] [--plv]

Acts are paired as `docs/gold-format.md` says of triggers: their words meet. Sides and modality are asked of the acts found with the
right type; relation of every pair of sides between which an act is told. Intervals are the middle 95 % of 300 draws of articles.
`--plv` asks the relation of the PLV training part, which is no honest figure for a judge that was trained on it.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

from dragoman.evaluation.gold import Sentence, load
from dragoman.judging import NO_ACT, Judge, Mark
from dragoman.records import Span

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
Answer = tuple[str, str, str]  # measure, right, answered; "" where there is none


def f1(answers: Sequence[Answer]) -> float:
    """Of counts: an answer is right where it is what it should be."""
    right = sum(g == p for _, g, p in answers if g)
    return 2 * right / max(sum(bool(g) for _, g, _ in answers) + sum(bool(p) for _, _, p in answers), 1)


def macro(answers: Sequence[Answer]) -> float:
    """Mean F1 of the labels that should be."""
    scores = []
    for kind in {g for _, g, _ in answers}:
        right = sum(g == p == kind for _, g, p in answers)
        scores.append(
            2 * right / (sum(g == kind for _, g, _ in answers) + sum(p == kind for _, _, p in answers))
        )
    return sum(scores) / max(len(scores), 1)


def share(answers: Sequence[Answer]) -> float:
    """Right ones."""
    return sum(g == p for _, g, p in answers) / max(len(answers), 1)


MEASURES: dict[str, Callable[[Sequence[Answer]], float]] = {
    "found": f1, "type": f1, "type-macro": macro, "silence": share, "actor": f1, "recipient": f1, "place": f1, "attribution": f1,
    "modality": macro, "historical": share, "relation": macro,
}  # fmt: skip


def read(judge: Judge, sentence: Sentence, least: float) -> Iterator[Answer]:
    """What the judge answers on a sentence, beside what it should."""
    text, base = sentence.text, sentence.span.start
    told = judge.read([text])[0]
    marks = [m for m in told.marks if m.probability >= least]
    if not sentence.events:
        yield "silence", "none", "told" if marks else "none"

    def moved(span: Span) -> Span:
        return Span(span.start - base, span.end - base)

    left = list(marks)
    free = list(marks)
    between: dict[tuple[Span, Span], set[str]] = defaultdict(set)
    for event in sentence.events:
        trigger = moved(event.trigger)
        if any(_take(free, m) for m in marks if m in free and m.span.overlaps(trigger)):
            yield "found", "act", "act"
        else:
            yield "found", "act", ""
        near = [m for m in left if m.span.overlaps(trigger)]
        same = next((m for m in near if m.event_type == event.event_type), None)
        if same is None:
            yield "type", event.event_type, ""
            yield "type-macro", event.event_type, near[0].event_type if near else "none"
        else:
            left.remove(same)
            yield "type", event.event_type, event.event_type
            yield "type-macro", event.event_type, event.event_type
            sides = {
                "actor": [p.span for p in event.actor],
                "recipient": [p.span for p in event.recipient],
                "place": [event.place.span] if event.place else [],
                "attribution": [event.attribution.span] if event.attribution else [],
            }
            for name, spans in sides.items():
                yield from _sides(name, [moved(s) for s in spans], same)
            yield "modality", event.modality, max(same.modality, key=lambda k: same.modality[k])
            yield "historical", str(event.historical), str(same.historical >= 0.5)
        actors, recipients = ([moved(p.span) for p in s] for s in (event.actor, event.recipient))
        for source, target in product(actors, recipients or actors):
            if not source.overlaps(target):
                between[source, target].add(YIELD.get(event.event_type, event.event_type))
    for _ in free:
        yield "found", "", "act"
    for m in left:
        yield "type", "", m.event_type
    for (source, target), types in between.items():
        answer = _relation(judge.between(told, source, target))
        yield "relation", answer if answer in types else min(types), answer


def _take(free: list[Mark], mark: Mark) -> bool:
    free.remove(mark)
    return True


def _sides(name: str, gold: list[Span], mark: Mark) -> Iterator[Answer]:
    told = [s.span for s in getattr(mark, name)]
    for span in gold:
        met = next((t for t in told if t.overlaps(span)), None)
        if met:
            told.remove(met)
        yield name, "met", "met" if met else ""
    for _ in told:
        yield name, "", "met"


def _relation(shares: dict[str, float]) -> str:
    """The likeliest of the fifteen root types, CONCEDE and RETREAT merged after the answer."""
    best = max((k for k in shares if k != NO_ACT), key=lambda k: shares[k])
    return YIELD.get(best, best)


def political(path: Path) -> Iterator[tuple[str, Span | None, Span | None, str]]:
    """The PLV sentences with both sides (None where a side is not in it) and the root type."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text, sides = row["sentence"], []
            for side, mark in (("source", "s"), ("target", "t")):
                before, found, _ = row["marked_sentence"].partition(f"<{mark}>")
                start = len(re.sub("</?[st]>", "", before)) if found else -1
                if text[start : start + len(row[side])] != row[side]:
                    start = text.find(row[side])
                sides.append(Span(start, start + len(row[side])) if start >= 0 else None)
            yield text, sides[0], sides[1], YIELD.get(row["gold_root"], row["gold_root"])


def told(name: str, groups: Sequence[Sequence[Answer]]) -> str:
    """A figure, its interval over articles, and of how many answers."""
    measure = MEASURES[name]
    of = [[a for a in g if a[0] == name] for g in groups]
    of = [g for g in of if g]
    everything = [a for g in of for a in g]
    if not everything:
        return f"{name:12} nothing to score"
    draws = sorted(
        measure([a for g in random.Random(k).choices(of, k=len(of)) for a in g]) for k in range(300)
    )
    return f"{name:12} {measure(everything):.3f} ({draws[7]:.3f} to {draws[292]:.3f}) of {sum(bool(g) for _, g, _ in everything)}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--judge", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--least", type=float, default=0.5, help="probability from which a mark counts")
    parser.add_argument("--plv", action="store_true")
    options = parser.parse_args()
    judge = Judge.load(options.judge)
    print(judge.version)
    gold = load(options.gold, options.texts).sentences if options.gold else ()
    for language in sorted({s.language for s in gold}):
        groups: dict[str, list[Answer]] = defaultdict(list)
        for sentence in gold:
            if sentence.language == language:
                groups[sentence.article.id] += read(judge, sentence, options.least)
        print(f"\n{language}: {sum(s.language == language for s in gold)} sentences, {len(groups)} articles")
        for name in MEASURES:
            print("  " + told(name, list(groups.values())))
    if options.plv:
        rows = list(political(options.texts / "plv/PLV_train.tsv"))
        answers = [[("relation", g, _relation(judge.relation(t, a, b)))] for t, a, b, g in rows]
        print("\nPLV training part\n  " + told("relation", answers))
    if gold:
        texts = [s.text for s in gold][:300]
        started = time.process_time()
        judge.read(texts)
        print(f"\n{len(texts) / (time.process_time() - started):.0f} sentences a second of one core")


if __name__ == "__main__":
    main()

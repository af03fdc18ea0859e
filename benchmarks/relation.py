"""`Coder.relation` from the frames alone on the PLV training part: macro-F1 over 15 root types, share right a rung.

    python benchmarks/relation.py [../shared/data/plv/PLV_train.tsv] [--errors N]

The frames were developed with this set in sight, so the figure is a development figure, not an unseen one.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from pathlib import Path

from dragoman.coding import frames, relation
from dragoman.grammar import Grammar
from dragoman.records import Article, Span

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the gold types."""
    scores = []
    for kind in {g for g, _ in pairs}:
        right = sum(g == p == kind for g, p in pairs)
        told, given = sum(p == kind for _, p in pairs), sum(g == kind for g, _ in pairs)
        scores.append(2 * right / (told + given) if told + given else 0.0)
    return sum(scores) / len(scores)


def main() -> None:
    """Print the figures, and some errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", default="../shared/data/plv/PLV_train.tsv")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    with Path(options.path).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    grammar, lexicon = Grammar(), frames.load("en")
    pairs: list[tuple[str, str]] = []
    rungs: dict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    for row in rows:
        text = row["sentence"]
        source, target = (
            Span(text.find(row[k]), text.find(row[k]) + len(row[k])) for k in ("source", "target")
        )
        found = None
        for sentence in grammar.parse(Article(text, language="en")).sentences:
            made = relation.read(sentence, source, target, lexicon)
            if made.event_type and (
                found is None or relation.RUNGS.index(made.rung) < relation.RUNGS.index(found.rung)
            ):
                found = made
        answer = YIELD.get(found.event_type or "", found.event_type) if found else "CONSULT"
        rung = found.rung if found else relation.RUNGS[4]
        gold = YIELD.get(row["gold_root"], row["gold_root"])
        pairs.append((gold, answer or ""))
        rungs[rung].append(gold == answer)
        if gold != answer:
            words = found.span.of(text) if found and found.span else "-"
            wrong.append(f"{gold:10} {answer:10} {rung[:12]:12} [{words}] {row['marked_sentence'][:260]}")
    draws = sorted(macro_f1(random.Random(k).choices(pairs, k=len(pairs))) for k in range(200))
    print(
        f"{len(pairs)} sentences, accuracy {sum(g == p for g, p in pairs) / len(pairs):.3f}, "
        f"macro-F1 {macro_f1(pairs):.3f} ({draws[5]:.3f} to {draws[194]:.3f}, 95 % bootstrap)"
    )
    for rung in relation.RUNGS:
        if rungs[rung]:
            print(f"  {rung:28} {len(rungs[rung]):5}  right {sum(rungs[rung]) / len(rungs[rung]):.3f}")
    for kind, n in Counter(g for g, _ in pairs).most_common():
        given = [p for g, p in pairs if g == kind]
        print(
            f"  {kind:10} {n:4}  found {sum(p == kind for p in given) / n:.2f}  answered {Counter(p for p in given if p != kind).most_common(4)}"
        )
    random.Random(0).shuffle(wrong)
    print("\n".join(wrong[: options.errors]))


if __name__ == "__main__":
    main()

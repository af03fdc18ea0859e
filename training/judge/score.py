"""Fits the weights by which `Judge.score` says how likely an act is right in type and both sides.

    python training/judge/score.py judge.onnx training/data/gold-*-dev.jsonl --out score.json

The acts are those that frames and judge read in sentences neither was trained on. Right: the gold has an act of the type whose
trigger meets, and on each side every party of one meets one of the other. Logistic regression with an L2 penalty; what is printed
is of articles left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dragoman.coding import Coder
from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.gold import Sentence, load
from dragoman.judging import Candidate, Judge, reading
from dragoman.records import Event, Span

sys.path.append(str(Path(__file__).parent.parent))
from confidence import PENALTIES, calibration_error, fit

FOLDS = 5


def of_frames(event: Event, sentence: Span) -> Candidate | None:
    """A record as a candidate of one sentence."""
    trigger = next((t for t in event.evidence["trigger"] if sentence.contains(t)), None)
    if trigger is None:
        return None

    def side(actors: tuple) -> tuple[Span, ...]:
        return tuple(_moved(a.span, sentence) for a in actors if a.span and sentence.contains(a.span))

    return Candidate(event.event_type, _moved(trigger, sentence), side(event.actor), side(event.recipient))


def _moved(span: Span, sentence: Span) -> Span:
    return Span(span.start - sentence.start, span.end - sentence.start)


def right(candidate: Candidate, gold: Annotation, sentence: Span) -> bool:
    """Type, trigger and both sides."""

    def met(told: tuple[Span, ...], wanted: list[Span]) -> bool:
        return all(any(t.overlaps(w) for w in wanted) for t in told) and all(
            any(t.overlaps(w) for t in told) for w in wanted
        )

    return (
        candidate.event_type == gold.event_type
        and candidate.trigger.overlaps(_moved(gold.trigger, sentence))
        and met(candidate.actor, [_moved(p.span, sentence) for p in gold.actor])
        and met(candidate.recipient, [_moved(p.span, sentence) for p in gold.recipient])
    )


def candidates(
    sentence: Sentence, judge: Judge, records: list[Event]
) -> Iterator[tuple[dict[str, float], float, bool]]:
    """What both readers read in a sentence, as features, and whether it is right."""
    told = judge.read([sentence.text])[0]
    made = [c for r in records if (c := of_frames(r, sentence.span))]
    made += [
        Candidate(m.event_type, m.span, tuple(s.span for s in m.actor), tuple(s.span for s in m.recipient))
        for m in told.marks
    ]
    for c in dict.fromkeys(made):
        good = any(right(c, e, sentence.span) for e in sentence.events)
        yield reading.features(told, c, judge._heads), reading.share(told, c), good


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("judge", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    judge, coder = Judge.load(options.judge), Coder(readers=("frames",))
    gold = load(options.gold, options.texts)
    records = {a.id: coder.code(a) for a in gold.articles}
    rows, shares, y, groups = [], [], [], []
    for sentence in gold.sentences:
        for found, share, good in candidates(sentence, judge, records[sentence.article.id]):
            rows.append(found)
            shares.append(share)
            y.append(float(good))
            groups.append(int(hashlib.sha256(sentence.article.id.encode()).hexdigest()[:8], 16) % FOLDS)
    names = ["constant", *sorted({n for r in rows for n in r} - {"constant"})]
    x, right_, fold = np.array([[r.get(n, 0.0) for n in names] for r in rows]), np.array(y), np.array(groups)
    share_ = np.array(shares)
    sure = share_ == 1
    best = None
    for penalty in PENALTIES:
        p = np.zeros(len(right_))
        for k in range(FOLDS):
            p[fold == k] = 1 / (
                1 + np.exp(-x[fold == k] @ fit(x[(fold != k) & sure], right_[(fold != k) & sure], penalty))
            )
        p *= share_
        loss = float(-(right_ * np.log(p + 1e-9) + (1 - right_) * np.log(1 - p + 1e-9)).mean())
        order = np.argsort(-p)
        precise = np.cumsum(right_[order]) / (1 + np.arange(len(order)))
        at = max((k + 1 for k in range(len(order)) if precise[k] >= 0.8), default=0)
        print(
            f"penalty {penalty:5}: log loss {loss:.4f}, calibration error {calibration_error(p, right_):.3f}, "
            f"{len(right_)} acts, right {right_.mean():.3f}; at precision 0.8 keeps {right_[order][:at].sum() / right_.sum():.2f} of the right ones"
        )
        if best is None or loss < best[0]:
            best = (loss, penalty)
    assert best is not None
    weights = dict(zip(names, (round(float(w), 4) for w in fit(x[sure], right_[sure], best[1])), strict=True))
    options.out.write_text(json.dumps(weights, indent=1), encoding="utf-8")
    print(weights)


if __name__ == "__main__":
    main()

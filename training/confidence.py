"""Fits `coding/confidence.toml`: how likely a record is right in type and both countries, by what it says of itself.

    python training/confidence.py training/data/train-*.jsonl --readers frames
    python training/confidence.py training/data/gold-*-dev.jsonl --readers both

With the judge the records must be of articles it was not trained on: the development gold.

Logistic regression with an L2 penalty, by Newton's method. The penalty is the one of `PENALTIES` with the best log loss in
cross-validation by article; what is printed (log loss, expected calibration error in five equal-mass bins, recall at
precision 0.80) is of records whose articles were left out.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.coding import Coder
from dragoman.coding.coder import READERS
from dragoman.coding.confidence import features
from dragoman.evaluation.cases import cases
from dragoman.evaluation.gold import load
from dragoman.evaluation.rules import same_sides, same_type

PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 5
OUT = Path("src/dragoman/coding/confidence.toml")


def fit(x: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of a logistic regression; the constant (first column) is not shrunk."""
    shrink = np.full(x.shape[1], penalty)
    shrink[0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(shrink), x.T @ (y - p) - shrink * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 5) -> float:
    """Mean gap of confidence and share right over equal-mass bins."""
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return float(sum(len(i) * abs(p[i].mean() - y[i].mean()) for i in parts) / len(p))


def chosen(x: np.ndarray, y: np.ndarray, fold: np.ndarray, what: str) -> tuple[float, float, float]:
    """Log loss, penalty and calibration error of the best penalty, on articles left out."""
    best = None
    for penalty in PENALTIES:
        p = np.zeros(len(y))
        for k in range(FOLDS):
            p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], penalty)))
        loss = float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())
        error = calibration_error(p, y)
        print(
            f"{what}, penalty {penalty:5}: log loss {loss:.4f}, calibration error {error:.3f}, right {y.mean():.3f}, {len(y)} records"
        )
        if best is None or loss < best[0]:
            best = (loss, penalty, error)
    assert best is not None
    return best


def named(names: list[str], weights: np.ndarray) -> dict[str, float]:
    """Weights by feature, four decimals."""
    return {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}


def write(sets: Mapping[str, Mapping[str, Any]]) -> None:
    """The file with both sets of weights; the one that was not fitted now stays as it was."""
    lines = [
        "# How likely a record is right in type and both countries. Fitted by training/confidence.py; do not edit by hand."
    ]
    for name in sorted(sets):
        lines.append(f"\n[{name}]")
        lines += [f"{k} = {v}" for k, v in sets[name].items() if not isinstance(v, Mapping)]
        for part in (k for k, v in sets[name].items() if isinstance(v, Mapping)):
            lines.append(f"\n[{name}.{part}]")
            lines += [f'"{k}" = {v}' for k, v in sets[name][part].items()]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--readers", choices=("frames", "both"), required=True)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    gold = load(options.gold, options.texts)
    coder = Coder(readers=READERS if options.readers == "both" else ("frames",))
    explained = {a.id: coder.explain(a) for a in gold.articles}
    records = {i: (*x.coded.events, *x.unlikely) for i, x in explained.items()}
    verdicts = {k: v for x in explained.values() for k, v in x.verdicts.items()}
    rows, right, typed, groups = [], [], [], []
    for case in cases(gold, records, False):
        sentence = case.sentence.span
        text = case.sentence.article.text
        paired = {c: g for g, c in case.pairs}
        for k, told in enumerate(case.coded):
            wanted = case.sentence.events[paired[k]] if k in paired else None
            good = (
                wanted is not None
                and same_type(wanted, told, False, text)
                and same_sides(wanted, told, sentence)
            )
            assert told.record is not None
            typed.append(wanted is not None and same_type(wanted, told, False, text))
            rows.append(features(told.record, verdicts.get(told.record.id)))
            right.append(good)
            groups.append(int(hashlib.sha256(case.sentence.article.id.encode()).hexdigest()[:8], 16) % FOLDS)
    names = ["constant", *sorted({n for r in rows for n in r} - {"constant"})]
    x = np.array([[r.get(n, 0.0) for n in names] for r in rows])
    y, fold = np.array(right, dtype=float), np.array(groups)
    best = chosen(x, y, fold, "type and countries")
    kind = chosen(x, np.array(typed, dtype=float), fold, "type")
    fitted = {
        "records": len(y),
        "share_right": round(float(y.mean()), 3),
        "penalty": best[1],
        "log_loss_left_out": round(best[0], 4),
        "calibration_error_left_out": round(best[2], 3),
        "weights": named(names, fit(x, y, best[1])),
        "type_weights": named(names, fit(x, np.array(typed, dtype=float), kind[1])),
    }
    write({**tomllib.loads(OUT.read_text(encoding="utf-8")), options.readers: fitted})
    print(f"{OUT} written")


if __name__ == "__main__":
    main()

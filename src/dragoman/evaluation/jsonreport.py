"""The evaluation as JSON: every figure, and every error by reference. No sentence of a source is in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.confusion import verdicts
from dragoman.evaluation.evaluation import Evaluation
from dragoman.evaluation.texts import sentence_hash
from dragoman.records import Span


def report(made: Evaluation) -> dict[str, Any]:
    """JSON-ready; numbers are rounded to four places."""
    return {
        "gold": {
            "digest": made.gold.digest,
            "sentences": len(made.cases),
            "articles": len(made.gold.articles),
            "events": sum(len(k.gold) for k in made.cases),
            "left_out": dict(made.gold.absent),
        },
        "coder": dict(made.coder),
        "types_compared": "lenient" if made.lenient else "strict",
        "bootstrap": {"draws": made.draws, "seed": made.seed, "over": "articles", "percent": 95},
        "measures": plain(made.figures),
        "lenient" if not made.lenient else "strict": plain(made.other),
        "recall_at_precision": plain(made.recall),
        "english_less_french": plain(made.gaps),
        "by": plain(made.groups),
        "confusion": [{"gold": g, "coded": c, "events": n} for (g, c), n in made.confusion.items()],
        "calibration": plain(made.calibration),
        "faults": dict(made.faults),
        "errors": errors(made),
    }


def errors(made: Evaluation) -> list[dict[str, Any]]:
    """Every event that is missed, extra or has a field wrong, with both annotations, by reference to the text."""
    rows = []
    for case in made.cases:
        sentence = case.sentence
        for verdict in verdicts(case):
            if verdict.wrong:
                rows.append(
                    {
                        "source": sentence.source,
                        "article": sentence.article.id,
                        "start": sentence.span.start,
                        "end": sentence.span.end,
                        "hash": sentence_hash(sentence.text),
                        "wrong": list(verdict.wrong),
                        "gold": _annotation(verdict.gold),
                        "coded": _annotation(verdict.coded),
                    }
                )
    return rows


def _annotation(told: Annotation | None) -> dict[str, Any] | None:
    if told is None:
        return None
    row: dict[str, Any] = {f.name: plain(getattr(told, f.name)) for f in fields(told) if f.name != "record"}
    row["record"] = told.record.id if told.record else None
    return row


def plain(value: Any) -> Any:
    """Dataclasses, mappings and tuples as JSON has them; spans as [start, end]."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, float):
        return round(value, 4)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "items"):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value

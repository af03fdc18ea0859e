"""The reliability diagram and the abstention curve as SVG, each with its figures in words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from dragoman.evaluation.evaluation import Calibration

SIZE, RIM = 260, 36  # pixels


def _x(value: float) -> float:
    return round(RIM + value * SIZE, 1)


def _y(value: float) -> float:
    return round(RIM / 2 + (1 - value) * SIZE, 1)


def _frame(across: str, up: str, says: str, inside: str) -> str:
    ticks = "".join(
        f'<text x="{_x(v)}" y="{_y(0) + 14}" text-anchor="middle">{v:g}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(v) + 4}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    return (
        f'<svg width="{SIZE + 2 * RIM}" height="{SIZE + 2 * RIM}" role="img" aria-label="{escape(says)}">'
        f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>{ticks}{inside}'
        f'<text x="{_x(0.5)}" y="{_y(0) + 30}" text-anchor="middle">{across}</text>'
        f'<text x="{_x(0.02)}" y="{_y(1) - 4}">{up}</text></svg>'
    )


def reliability(told: Calibration) -> str:
    """Confidence across, share right up; on the dashed line a confidence means what it says."""
    r = told.reliability
    if r.error is None:
        return ""
    words = ", ".join(f"{b.confidence:.2f} → {b.right:.2f} ({b.records} records)" for b in r.bins)
    bounds = f" [{r.low:.3f}, {r.high:.3f}]" if r.low is not None and r.high is not None else ""
    inside = f'<path class="ideal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>'
    inside += (
        '<path class="curve" d="M' + "L".join(f"{_x(b.confidence)} {_y(b.right)}" for b in r.bins) + '"/>'
    )
    inside += "".join(
        f'<circle class="dot" cx="{_x(b.confidence)}" cy="{_y(b.right)}" r="4"/>' for b in r.bins
    )
    figure = _frame("confidence", "right", f"Reliability: {words}", inside)
    caption = f"Reliability, {told.says}: expected calibration error {r.error:.3f}{bounds}. Confidence → right: {words}."
    return f"<figure>{figure}<figcaption>{escape(caption)}</figcaption></figure>"


def abstention(told: Mapping[str, Calibration]) -> str:
    """Share of the records kept, the surest first, across; their precision up."""
    lines, words = "", []
    for kind, (name, c) in zip(("curve", "other"), told.items(), strict=False):
        if c.abstention:
            lines += f'<path class="{kind}" d="M' + "L".join(f"{_x(p.coverage)} {_y(p.precision)}" for p in c.abstention) + '"/>'  # fmt: skip
            line = "full line" if kind == "curve" else "dashed line"
            some = [p for p in c.abstention if p.coverage >= 0.25][:1] + list(c.abstention[-1:])
            words.append(f"{name} ({line}): " + ", ".join(f"{p.precision:.2f} of the surest {p.coverage:.0%}" for p in some))  # fmt: skip
    if not words:
        return ""
    figure = _frame("coverage", "precision", "Abstention: " + "; ".join(words), lines)
    return f"<figure>{figure}<figcaption>Abstention: precision of the surest records. {escape('; '.join(words))}.</figcaption></figure>"

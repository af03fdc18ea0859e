"""The arithmetic of number words and digits, and what a bound makes of a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARGIN = 0.1  # a convention, not a measurement: how far "about" reaches either way


@dataclass(frozen=True, slots=True)
class Core:
    """A number without its bounds: least, best, most, the token behind it, and its kind."""

    low: float
    best: float
    high: float | None
    after: int  # index of the first token behind it
    kind: str = "exact"  # exact, round, open, article


def fits(current: float, value: float, language: str, first: bool) -> bool:
    """Whether `value` may follow what stands already: "vingt" + 3, "soixante" + 15, but not 3 + 5."""
    if first:
        return True
    if current == 0:
        return True
    if language == "fr":
        if value in (7, 8, 9) and current % 20 == 10 and current % 100 in (10, 70, 90):
            return True
        if times20(current, value):
            return True
        if 10 <= value < 20:
            return current % 100 in (0, 60, 80)
        if value < 10:
            return current % 10 == 0 and current % 100 not in (10, 70, 90)
    if value < 10:
        return current % 10 == 0 and current % 100 != 10
    return current % 100 == 0


def times20(current: float, value: float) -> bool:
    """Whether "vingt" multiplies: "quatre-vingts"."""
    return value == 20 and current % 100 == 4


def digits(written: str, scaled: bool, language: str) -> float:
    """The value of digits; comma or dot before exactly three parts thousands unless a scale follows."""
    bare = re.sub(r"[ \u00a0\u202f\u2009']", "", written)
    if re.fullmatch(r"\d{1,3}([.,])\d{3}", bare) and scaled:
        return float(bare.replace(",", "."))
    if m := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?", bare):
        return float(re.sub(r"[.,]", "", m[1]) + "." + (m[2] or "0"))
    return float(bare.replace(",", "."))


def whole(value: float) -> float:
    """`value` freed of the noise of floating point."""
    return float(round(value)) if abs(value - round(value)) < 1e-9 else round(value, 6)


def bounded(core: Core, bound: str) -> tuple[float, float, float | None]:
    """Least, best and most of a number under a bound (a key of `bounds` in numbers.toml)."""
    low, best, high = core.low, core.best, core.high
    slack = max(1.0, best * MARGIN)
    match bound:
        case "at_least" | "more_than":
            return low, best, None
        case "at_most" | "less_than":
            return 0.0, best, best
        case "nearly":
            return max(0.0, float(int(best - slack))), best, best
        case "about":
            return max(0.0, float(int(best - slack))), best, float(-int(-(best + slack) // 1))
    if core.kind == "round":
        return max(0.0, float(int(best - slack))), best, float(-int(-(best + slack) // 1))
    return low, best, high

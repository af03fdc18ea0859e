"""The series of a dyad by month, and the months in which its pace changes.

Change points: exact optimal partitioning (Jackson et al. 2005; what PELT, Killick et al. 2012, finds with pruning) of
two Poisson series, cooperation and conflict, with a BIC penalty and a scale for counts that come in clumps.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from dragoman.codebook import QUAD_CLASSES
from dragoman.dossiers.dossier import Change, Changes, Month
from dragoman.records import Event

LEAST_MONTHS = 12
"""Months of coverage under which no change is looked for: a year, so that seasons are not taken for ruptures."""

LEAST_EVENTS = 20
"""Events under which none is looked for: fewer leave rates of two halves whose intervals overlap."""

SHORTEST = 2
"""Months a stretch lasts at least: one loud month is an event, no change of pace."""

PENALTY = 1.5
"""Times the BIC penalty, so that at most one steady dyad in twenty shows a change (`benchmarks/change_points.py`)."""

_APART = ("planned", "hypothetical", "alleged", "denied")


def counts(event: Event) -> bool:
    """Whether an event counts in the series: it happened or goes on, and is told as news."""
    return event.modality in ("happened", "ongoing") and not event.historical


def day_of(event: Event) -> str | None:
    """The first day of its date, else of publication; None for background without a date of its own."""
    if event.date:
        return {4: f"{event.date}-01-01", 7: f"{event.date}-01"}.get(len(event.date), event.date[:10])
    return None if event.historical else (event.published or "")[:10] or None


def months(events: Iterable[Event], articles: Mapping[str, int]) -> tuple[Month, ...]:
    """The series, oldest month first; `articles` gives how many articles of each month the store holds."""
    made: dict[str, list[Event]] = {}
    for event in events:
        if day := day_of(event):
            made.setdefault(day[:7], []).append(event)
    if not made:
        return ()
    first, last = min(made), max(made)
    read = {m for m in articles if first <= m <= last}
    return tuple(_month(m, made.get(m, ()), articles.get(m, 0)) for m in sorted(read | set(made)))


def _month(month: str, events: Sequence[Event], articles: int) -> Month:
    counted = [e for e in events if counts(e)]
    return Month(
        month=month,
        counts={q: sum(e.quad_class == q for e in counted) for q in QUAD_CLASSES},
        n=len(counted),
        net=math.fsum(e.score for e in counted) / len(counted) if counted else None,
        **{name: sum(e.modality == name and not e.historical for e in events) for name in _APART},
        background=sum(e.historical for e in events),
        articles=articles,
    )


def changes(series: Sequence[Month]) -> Changes:
    """The change points of a series, without what happened there; none looked for where it is short or thin."""
    total = sum(m.n for m in series)
    enough = len(series) >= LEAST_MONTHS and total >= LEAST_EVENTS
    if not enough:
        return Changes((), False, len(series), total)
    tracks = (
        [sum(n for q, n in m.counts.items() if q.endswith("cooperation")) for m in series],
        [sum(n for q, n in m.counts.items() if q.endswith("conflict")) for m in series],
    )
    cuts = [0, *cut(tracks), len(series)]
    found: list[Change] = []
    for before, at, end in zip(cuts, cuts[1:], cuts[2:], strict=False):
        old, new = series[before:at], series[at:end]
        found.append(
            Change(
                month=series[at].month,
                until=series[end - 1].month,
                cooperation=(_rate(tracks[0][before:at]), _rate(tracks[0][at:end])),
                conflict=(_rate(tracks[1][before:at]), _rate(tracks[1][at:end])),
                net=(_net(old), _net(new)),
            )
        )
    return Changes(tuple(found), True, len(series), total)


def cut(tracks: Sequence[Sequence[int]]) -> list[int]:
    """Where to cut series of monthly counts: the indices at which a new stretch begins.

    Least penalised cost over all cuttings. The cost of a stretch is twice its negative Poisson log-likelihood at its own
    mean, over the track's dispersion; each cut costs one place and one rate a track: `PENALTY` (tracks + 1) log(months).
    """
    n = len(tracks[0])
    penalty = PENALTY * (len(tracks) + 1) * math.log(n)
    scales = [dispersion(track) for track in tracks]
    sums = [_running(track) for track in tracks]

    def cost(start: int, end: int) -> float:
        return math.fsum(
            _cost(total[end] - total[start], end - start) / scale
            for total, scale in zip(sums, scales, strict=True)
        )

    best = [0.0, *[math.inf] * n]
    came = [0] * (n + 1)
    for end in range(SHORTEST, n + 1):
        for start in (0, *range(SHORTEST, end - SHORTEST + 1)):
            price = best[start] + cost(start, end) + (penalty if start else 0.0)
            if price < best[end] - 1e-9:
                best[end], came[end] = price, start
    found: list[int] = []
    at = came[n]
    while at:
        found.append(at)
        at = came[at]
    return sorted(found)


def dispersion(track: Sequence[int]) -> float:
    """How much more the counts of neighbouring months differ than Poisson counts of one rate would; 1 at least.

    The mean of (x - y)² over that of x + y, which estimates variance over mean and is hardly moved by a few jumps.
    """
    pairs = list(itertools.pairwise(track))
    total = sum(x + y for x, y in pairs)
    return max(1.0, sum((x - y) ** 2 for x, y in pairs) / total) if total else 1.0


def _cost(total: int, months: int) -> float:
    return -2.0 * total * math.log(total / months) if total else 0.0


def _running(track: Sequence[int]) -> list[int]:
    made = [0]
    for x in track:
        made.append(made[-1] + x)
    return made


def _rate(track: Sequence[int]) -> float:
    return sum(track) / len(track)


def _net(series: Sequence[Month]) -> float | None:
    n = sum(m.n for m in series)
    return math.fsum((m.net or 0.0) * m.n for m in series) / n if n else None

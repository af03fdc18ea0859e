"""How often the change points of a dossier are false alarms, and how often a change of pace is found.

Made-up dyads, seeded: monthly Poisson counts of cooperation (3 a month) and conflict (1), the same in clumps of 3 and 2
(an article that gives several records of one act), and a cooperation that triples from 2 to 6 in the middle.

    python benchmarks/change_points.py [DRAWS]
"""

from __future__ import annotations

import random
import sys

from dragoman.dossiers.series import cut


def poisson(draw: random.Random, mean: float) -> int:
    """Arrivals of an exponential clock in one unit of time."""
    n, t = 0, draw.expovariate(mean)
    while t < 1:
        n, t = n + 1, t + draw.expovariate(mean)
    return n


def main(draws: int = 300) -> None:
    """Print the shares by length of the series."""
    draw = random.Random(1)
    print("months  false alarms  the same in clumps  tripling found within two months")
    for n in (24, 36, 72):

        def track(mean: float, times: int = 1, n: int = n) -> list[int]:
            return [times * poisson(draw, mean) for _ in range(n)]

        even = sum(bool(cut((track(3), track(1)))) for _ in range(draws))
        clumped = sum(bool(cut((track(2, 3), track(1, 2)))) for _ in range(draws))
        tripled = sum(
            any(abs(at - n // 2) <= 2 for at in cut((track(2)[: n // 2] + track(6)[: n // 2], track(1))))
            for _ in range(draws)
        )
        print(f"{n:6}  {even / draws:12.3f}  {clumped / draws:18.3f}  {tripled / draws:32.3f}")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))

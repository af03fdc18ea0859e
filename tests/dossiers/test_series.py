"""The series by month, and where its pace changes: against what a reader counts, and against made-up history."""

from __future__ import annotations

import itertools
import random

import pytest
from dossier_samples import event
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dossiers.dossier import Month
from dragoman.dossiers.series import LEAST_MONTHS, SHORTEST, changes, cut, day_of, dispersion, months


def test_a_month_counts_what_happened_and_tells_the_rest_apart() -> None:
    told = [
        event("2024-08-01", "CONSULT"),
        event("2024-08-09", "AID", modality="ongoing"),
        event("2024-08-10", "SANCTION"),
        event("2024-08-11", "AID", modality="planned"),
        event("2024-08-12", "AID", modality="hypothetical"),
        event("2024-08-13", "ACCUSE", modality="alleged"),
        event("2024-08-14", "AID", modality="denied"),
        event("2024-08-15", "AID", historical=True),
    ]
    [month] = months(told, {"2024-08": 5})
    assert month.counts == {
        "verbal cooperation": 1, "material cooperation": 1, "verbal conflict": 0, "material conflict": 1,
    }  # fmt: skip
    assert (month.n, month.planned, month.hypothetical, month.alleged, month.denied, month.background) == (
        3,
        1,
        1,
        1,
        1,
        1,
    )
    assert month.net == pytest.approx((2.5 + 10 - 6) / 3)
    assert month.articles == 5


def test_a_month_without_events_but_with_articles_is_zero_and_one_without_both_is_left_out() -> None:
    told = [event("2024-01-05"), event("2024-05-05")]
    made = months(told, {"2024-01": 3, "2024-02": 3, "2024-05": 1, "2024-09": 9, "undated": 4})
    assert [(m.month, m.n, m.net) for m in made] == [
        ("2024-01", 1, 2.5),
        ("2024-02", 0, None),
        ("2024-05", 1, 2.5),
    ]


@pytest.mark.parametrize(
    ("date", "published", "historical", "day"),
    [
        ("2024-08-03", "2024-08-05", False, "2024-08-03"),
        ("2024-08", "2024-08-05", False, "2024-08-01"),
        ("2024", "2024-08-05", False, "2024-01-01"),
        (None, "2024-08-05", False, "2024-08-05"),
        (None, "2024-08-05", True, None),
    ],
)
def test_an_event_goes_by_its_date_and_undated_background_by_none(
    date: str | None, published: str, historical: bool, day: str | None
) -> None:
    assert day_of(event(date, published=published, historical=historical)) == day


def series(cooperation: list[int], conflict: list[int]) -> list[Month]:
    return [
        Month(
            month=f"{2015 + i // 12}-{i % 12 + 1:02}",
            counts={
                "verbal cooperation": a,
                "material cooperation": 0,
                "verbal conflict": 0,
                "material conflict": b,
            },
            n=a + b,
            net=(2.5 * a - 9 * b) / (a + b) if a + b else None,
        )
        for i, (a, b) in enumerate(zip(cooperation, conflict, strict=True))
    ]


def test_a_breach_is_found_in_its_month() -> None:
    made = changes(series([5, 6, 4, 5, 6, 5, 4, 6, 5, 5, 4, 6] + [1] * 12, [0] * 12 + [6, 5, 7, 6, 5, 6] * 2))
    [change] = made.found
    assert made.enough
    assert (change.month, change.until) == ("2016-01", "2016-12")
    assert change.cooperation == (pytest.approx(61 / 12), 1.0)
    assert change.conflict[0] == 0 and change.conflict[1] > 5
    assert change.net[0] == 2.5 and change.net[1] is not None and change.net[1] < -6


def test_two_changes_are_two() -> None:
    quiet, loud = [1, 0, 1, 1, 0, 1, 2, 1, 0, 1, 1, 1], [7, 8, 6, 7, 9, 8, 7, 6, 8, 7, 7, 8]
    assert cut((quiet + loud + quiet, [0] * 36)) == [12, 24]


@pytest.mark.parametrize(("n", "each"), [(LEAST_MONTHS - 1, 9), (24, 0)])
def test_a_short_or_thin_series_is_not_searched(n: int, each: int) -> None:
    made = changes(series([each] * n, [0] * n))
    assert not made.enough and made.found == ()
    assert made.months == n and made.events == n * each


def test_one_loud_month_is_no_change_of_pace() -> None:
    steady = [4, 5, 4, 5, 4, 5] * 4
    steady[13] = 15
    assert cut((steady, [1] * 24)) == []


def test_a_steady_dyad_shows_few_false_changes() -> None:
    """Of 200 made-up dyads of an even pace at most one in twenty has a change point, also where counts come in clumps."""
    draw = random.Random(20240801)
    clumped, even = 0, 0
    for _ in range(200):
        even += bool(cut(([poisson(draw, 3) for _ in range(36)], [poisson(draw, 1) for _ in range(36)])))
        # An article that gives three records of one act is a clump of three.
        clumped += bool(
            cut(([3 * poisson(draw, 2) for _ in range(36)], [2 * poisson(draw, 1) for _ in range(36)]))
        )
    assert even <= 10 and clumped <= 10


def test_a_pace_that_triples_is_mostly_found() -> None:
    draw = random.Random(7)
    found = 0
    for _ in range(100):
        track = [poisson(draw, 2) for _ in range(18)] + [poisson(draw, 6) for _ in range(18)]
        found += any(abs(at - 18) <= 2 for at in cut((track, [poisson(draw, 1) for _ in range(36)])))
    assert found >= 80


def poisson(draw: random.Random, mean: float) -> int:
    """Arrivals of an exponential clock in one unit of time."""
    n, t = 0, draw.expovariate(mean)
    while t < 1:
        n, t = n + 1, t + draw.expovariate(mean)
    return n


def test_clumps_are_seen_as_such() -> None:
    draw = random.Random(3)
    track = [poisson(draw, 4) for _ in range(400)]
    assert dispersion(track) == pytest.approx(1, abs=0.15)
    assert dispersion([3 * x for x in track]) == pytest.approx(3, abs=0.45)
    assert dispersion([0, 0, 0]) == 1.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=60))
def test_stretches_are_never_shorter_than_they_may_be(pairs: list[tuple[int, int]]) -> None:
    cooperation, conflict = ([a for a, _ in pairs], [b for _, b in pairs])
    edges = [0, *cut((cooperation, conflict)), len(pairs)]
    assert all(b - a >= SHORTEST for a, b in itertools.pairwise(edges))

"""Calendar arithmetic on ISO values of different precision."""

from __future__ import annotations

from datetime import date, timedelta


def day_of(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def first_day(value: str) -> date:
    """The first day of an ISO day, month or year."""
    parts = [int(p) for p in value.split("-")]
    return date(*[*parts, 1, 1][:3])


def shifted(start: date, unit: str, shift: int) -> tuple[str, str]:
    """`start` moved by so many units, as an ISO value of the precision the unit has."""
    if unit in ("day", "hour"):
        return (
            start + timedelta(days=shift if unit == "day" else shift // 24 if shift < -24 else 0)
        ).isoformat(), "day"
    if unit == "week":
        monday = start - timedelta(days=start.weekday())
        return (monday + timedelta(weeks=shift)).isoformat(), "week"
    if unit == "month":
        months = start.year * 12 + start.month - 1 + shift
        return f"{months // 12:04}-{months % 12 + 1:02}", "month"
    return f"{start.year + shift:04}", "year"

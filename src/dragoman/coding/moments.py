"""One date as it stands in a text: which day it means, or why none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.coding.calendar import day_of, first_day, shifted
from dragoman.coding.dateforms import Forms, Found
from dragoman.coding.numbers import read_number
from dragoman.records import Span

Tense = Literal["past", "present", "future"]

NARRATIVE_GAP = 400  # characters: how far a year told in full reaches forward to a day without one

FAR_BACK = 300  # days: a judgement; a day so long past would be told with its year, so it is one to come


@dataclass(frozen=True, slots=True)
class When:
    """A date: ISO `value` at its `precision` (day, week, month, season, year), where it stands, and why.

    `role` is its part in the text: "when" it happened, "since" a state began, "until" it lasts, or of a
    "noun" ("l'accord de 2015"). `since` is set where a state's beginning is told;
    `year_told` where the text has the year.
    """

    value: str | None
    precision: str | None
    span: Span | None
    reason: str
    role: str = "when"
    since: str | None = None
    year_told: bool = False


@dataclass(frozen=True, slots=True)
class MomentReader:
    """Reads one found form: its day, or why there is none."""

    forms: Forms
    found: Found
    base: date | None
    previous: When | None
    tense: Tense | None
    offset: int

    def read(self) -> When:
        """What the form means, with its reason."""
        kind = self.found.form.kind
        m = self.found.match
        span = Span(m.start() + self.offset, m.end() + self.offset)
        if kind == "none":
            return When(None, None, span, f"'{m.group()}' is {self.found.form.reason}", self.found.role)
        told = self.found.get("y") is not None
        try:
            value, precision, reason = getattr(self, f"_{kind}")()
        except (ValueError, OverflowError):
            value, precision, reason = None, None, f"'{m.group()}' is no day of the calendar"
        return When(value, precision, span, reason, self.found.role, year_told=told)

    def _words(self) -> str:
        return f"'{self.found.match.group()}'"

    def _undated(self) -> tuple[None, None, str]:
        return None, None, f"relative date {self._words()} but the article has no date"

    def _iso(self) -> tuple[str, str, str]:
        get = self.found.get
        day = date(int(get("y") or 0), int(get("mm") or 0), int(get("d") or 0))
        return day.isoformat(), "day", f"told in full: {self._words()}"

    def _date(self) -> tuple[str | None, str | None, str]:
        get = self.found.get
        number = self._day_number(get("d") or "")
        weekday = self.forms.weekdays.get((get("wd") or "").lower())
        month = self._month_number()
        if month is None:
            return self._day_of_month(number, weekday)
        if year := get("y"):
            return date(int(year), month, number).isoformat(), "day", f"told in full: {self._words()}"
        if year := self._narrative_year():
            return (
                date(int(year), month, number).isoformat(),
                "day",
                f"{self._words()}, of the year told before it",
            )
        if self.base is None:
            return None, None, f"{self._words()} has no year and the article no date"
        fitting = [d for y in range(-1, 2) if (d := day_of(self.base.year + y, month, number))]
        if not fitting and (month, number) != (2, 29):
            date(self.base.year, month, number)  # raises: no such day
        same = [d for d in fitting if weekday is not None and d.weekday() == weekday]
        day = self._nearest(same or fitting)
        return day.isoformat(), "day", f"{self._words()} nearest to {self.base.isoformat()}"

    def _day_of_month(self, number: int, weekday: int | None) -> tuple[str | None, str | None, str]:
        """ "jeudi 1er": a weekday and a day, the month left out."""
        if self.base is None:
            return self._undated()
        around = [self.base + timedelta(days=k) for k in range(-45, 46)]
        days = [d for d in around if d.day == number and d.weekday() == weekday]
        if not days:
            return None, None, f"{self._words()} fits no day near {self.base.isoformat()}"
        return self._nearest(days).isoformat(), "day", f"{self._words()} nearest to {self.base.isoformat()}"

    def _nearest(self, days: Sequence[date]) -> date:
        base = self.base or days[0]
        past, future = [d for d in days if d <= base], [d for d in days if d >= base]
        if self.tense == "past" and past and (base - max(past)).days <= FAR_BACK:
            return max(past)
        if self.tense == "future" and future:
            return min(future)
        return min(days, key=lambda d: abs((d - base).days))

    def _beside(self) -> tuple[None, None, str]:
        return None, None, f"{self._words()} counts from another event, not from a date"

    def from_main(self) -> When | None:
        """So many units from `previous`, the date of the main clause; None where either is unknown."""
        number, main = self._number(), self.previous
        if number is None or main is None or main.value is None:
            return None
        unit = self._unit_name()
        if unit in ("day", "hour") and main.precision != "day":
            return None
        value, precision = shifted(first_day(main.value), unit, self.found.form.shift * number)
        span = Span(self.found.match.start() + self.offset, self.found.match.end() + self.offset)
        return When(value, precision, span, f"{self._words()} its main clause, which is of {main.value}")

    def _narrative_year(self) -> str | None:
        before = self.previous
        if before is None or not before.year_told or before.value is None or before.span is None:
            return None
        near = self.found.match.start() + self.offset - before.span.end <= NARRATIVE_GAP
        year = before.value[:4]
        if self.base is None:
            return year
        return year if near and int(year) < self.base.year else None

    def _month(self) -> tuple[str | None, str | None, str]:
        month = self._month_number() or 0
        if year := self.found.get("y") or self._narrative_year():
            return f"{int(year):04}-{month:02}", "month", f"told: {self._words()}"
        if self.base is None:
            return None, None, f"{self._words()} has no year and the article no date"
        this = date(self.base.year, self.base.month, 1)
        firsts = [date(self.base.year + y, month, 1) for y in range(-1, 2)]
        if self.found.get("last"):
            firsts = [d for d in firsts if d < this]
            day = max(firsts)
        elif self.found.get("next"):
            day = min(d for d in firsts if d > this)
        elif self.tense == "future":
            day = min(d for d in firsts if d >= this)
        elif self.tense == "past":
            day = max(d for d in firsts if d <= this)
        else:
            day = min(firsts, key=lambda d: abs((d - this).days))
        return day.isoformat()[:7], "month", f"{self._words()} nearest to {self.base.isoformat()}"

    def _season(self) -> tuple[str | None, str | None, str]:
        month = self.forms.data["seasons"][(self.found.get("season") or "").lower()]
        if year := self.found.get("y"):
            return f"{year}-{month:02}", "season", f"told: {self._words()}"
        if self.base is None:
            return self._undated()
        step = -1 if self.found.get("last") else 1 if self.found.get("next") else 0
        year_number = self.base.year + step
        return (
            f"{year_number}-{month:02}",
            "season",
            f"{self._words()} before or after {self.base.isoformat()}",
        )

    def _year(self) -> tuple[str, str, str]:
        return self.found.get("y") or "", "year", f"told: {self._words()}"

    def _weekday(self) -> tuple[str | None, str | None, str]:
        if self.base is None:
            return self._undated()
        wanted = self.forms.weekdays[(self.found.get("wd") or "").lower()]
        back = (self.base.weekday() - wanted) % 7
        ahead = (wanted - self.base.weekday()) % 7
        if self.found.get("last"):
            step = -(back or 7)
        elif self.found.get("next"):
            step = ahead or 7
        elif self.tense == "future":
            step = ahead
        elif self.tense == "present":
            step = -back if back <= ahead else ahead
        else:
            step = -back
        day = self.base + timedelta(days=step)
        side = "before" if step < 0 else "after" if step > 0 else "the day of"
        return day.isoformat(), "day", f"{self._words()} {side} {self.base.isoformat()}"

    def _day(self) -> tuple[str | None, str | None, str]:
        if self.base is None:
            return self._undated()
        day = self.base + timedelta(days=self.found.form.shift)
        return day.isoformat(), "day", f"{self._words()}, article of {self.base.isoformat()}"

    def _previous(self) -> tuple[str | None, str | None, str]:
        start = self.previous
        if start is None or start.value is None:
            return None, None, f"{self._words()} counts from a date the text doesn't tell before it"
        unit, shift = "day", self.found.form.shift
        sign = 1 if self.found.get("later") else -1 if self.found.get("earlier") else 0
        if sign:
            number = self._number()
            if number is None:
                return None, None, f"{self._words()} is no certain number of days"
            unit, shift = self._unit_name(), sign * number
        if unit in ("day", "hour") and start.precision != "day":
            return None, None, f"{self._words()} counts from a date that is no single day"
        value, precision = shifted(first_day(start.value), unit, shift)
        return value, precision, f"{self._words()}, from {start.value}"

    def _offset(self) -> tuple[str | None, str | None, str]:
        number = self._number()
        if number is None:
            return None, None, f"{self._words()} is no certain number"
        return self._step(self._unit_name(), self.found.form.shift * number)

    def _unit(self) -> tuple[str | None, str | None, str]:
        word = (self.found.get("last") or self.found.get("next") or "").lower()
        shift = self.found.form.shift
        if word in self.forms.data["from_previous"]:
            if self.previous is None or self.previous.value is None:
                return None, None, f"{self._words()} counts from a date the text doesn't tell before it"
            value, precision = shifted(first_day(self.previous.value), self._unit_name(), shift)
            return value, precision, f"{self._words()}, from {self.previous.value}"
        return self._step(self._unit_name(), shift)

    def _step(self, unit: str, shift: int) -> tuple[str | None, str | None, str]:
        if self.base is None:
            return self._undated()
        value, precision = shifted(self.base, unit, shift)
        return value, precision, f"{self._words()}, article of {self.base.isoformat()}"

    def _unit_name(self) -> str:
        return str(self.forms.data["units"][(self.found.get("unit") or "").lower()])

    def _number(self) -> int | None:
        """How many units; None for "quelques", "several"."""
        read = read_number(self.found.get("num") or "", self.forms.language)
        return int(read[1]) if read and read[2] is not None else None

    def _day_number(self, written: str) -> int:
        known = self.forms.data["ordinals"].get(written.lower())
        return int(known) if known else int(re.sub(r"\D", "", written))

    def _month_number(self) -> int | None:
        return self.forms.months.get((self.found.get("mon") or "").lower().rstrip("."))

"""Publication dates: from a field, an address or a dateline ("Bamako, le 1er août 2024 –"); never today."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale

LANGUAGES = ("fr", "en")
EARLIEST, LATEST = 1900, 2100  # a year outside is a number of something else
HEAD_LINES = 12  # a dateline stands after title, standfirst and byline, never deeper

URL_DATE = re.compile(
    r"[/\-_.=](?P<y>(?:19|20)\d\d)(?P<sep>[/\-_]?)(?P<m>0[1-9]|1[0-2]|[1-9](?=[/\-_]))(?P=sep)"
    r"(?P<d>0[1-9]|[12]\d|3[01]|[1-9])(?=\D|$)"
)


def plain(word: str) -> str:
    """Lower case without accents or dots: "AOÛT" and "août" are one, so are "févr." and "fevr"."""
    split = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in split if not unicodedata.combining(c) and c != ".")


@cache
def months() -> dict[str, int]:
    """Month names and abbreviations of all languages (CLDR) without accents → 1 to 12."""
    made: dict[str, int] = {}
    for language in LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                made.update({plain(name): number for number, name in context[width].items()})
    return made


def _names(width_of: Callable[[Locale], Mapping[str, Mapping[str, Mapping[int, str]]]]) -> str:
    """The alternatives of a pattern: months or weekdays in all languages, also without accents."""
    found = {
        form
        for language in LANGUAGES
        for context in width_of(Locale(language)).values()
        for width in ("wide", "abbreviated")
        for name in context[width].values()
        for form in (name.rstrip(".").casefold(), plain(name))
    }
    return "|".join(sorted(map(re.escape, found), key=lambda form: (-len(form), form)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A date in words or digits, a dateline, a line that is only a date."""
    month = rf"(?:{_names(lambda locale: locale.months)})"
    weekday = rf"(?:{_names(lambda locale: locale.days)})"
    said = (
        rf"(?i:(?:le\s+)?(?:{weekday}\.?,?\s+)?(?:le\s+)?"
        rf"(?:(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<m>{month})\.?,?\s+(?P<y>\d{{4}})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
        r"|(?P<iso>\d{4}-\d{2}-\d{2})"
        r"|(?P<fd>\d{1,2})[/.](?P<fm>\d{1,2})[/.](?P<fy>\d{4}))(?!\d))"
    )
    agency = r"(?:\s*[(\[][^)\]\n]{1,40}[)\]])?"
    # Every word of a place begins with a capital but for particles: "Le président est à Bamako le 4 mai"
    # is none.
    capital = r"[^\W\d_a-zß-ÿ][\w’'.-]*"
    place = rf"{capital}(?:[ /,]\s?(?:{capital}|de|du|des|la|le|les|sur|sous|en|et|and|of|the)){{0,5}}"
    line = rf"\s*{place}{agency}\s*(?:[,–—]|\s-)?\s*\(?{said}\)?{agency}\s*(?:[–—:]|-+)"
    only = (
        r"\s*(?i:(?:publié|mis en ligne|posté|published|posted|date)(?:e|\(e\))?\s*(?:on)?\s*:?\s*)?"
        rf"{said}(?i:\s*(?:à|at|[-–—|,])?\s*\d{{1,2}}\s*[h:]\s*\d{{2}}.{{0,20}})?\s*\.?\s*"
    )
    return re.compile(said), re.compile(line), re.compile(only)


def _made(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if EARLIEST <= made.year <= LATEST else None


def _of_match(found: re.Match[str], *, day_first: bool) -> date | None:
    if found["iso"]:
        return _made(*found["iso"].split("-"))
    if found["fd"]:
        return _numeric(found["fd"], found["fm"], found["fy"], day_first=day_first)
    month = months().get(plain(found["m"] or found["m2"]))
    return _made(found["y"] or found["y2"], month, found["d"] or found["d2"]) if month else None


def _numeric(first: str, second: str, year: str, *, day_first: bool) -> date | None:
    """01/08/2024 is the first of August where days come first; elsewhere only 13/08 and 08/13 are certain."""
    if day_first or int(first) > 12 or first == second:
        return _made(year, second, first)
    return _made(year, first, second) if int(second) > 12 else None


def parse(value: Any, *, language: str | None = None) -> date | datetime | None:
    """The date (or moment) of a field: ISO 8601, RFC 2822, Unix seconds or milliseconds, or words; else None.

    "04/05/2023" is read day first where `language` is French, and is None where nothing tells the month.
    """
    if isinstance(value, datetime | date):
        return value if EARLIEST <= value.year <= LATEST else None
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if re.match(r"(?:19|20)\d\d-?\d\d-?\d\d", text):
        for form in (text.replace(" UTC", "+00:00"), text[:10]):
            try:
                moment = datetime.fromisoformat(form)
            except ValueError:
                continue
            return moment.date() if len(form) <= 10 else moment
    if re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        try:
            return parsedate_to_datetime(text)
        except ValueError:
            pass
    found = _patterns()[0].match(text)
    return _of_match(found, day_first=language == "fr") if found else None


def from_url(url: str | None) -> date | None:
    """The day in an address such as `/2024/08/01/title`, `/2024-08-01-title` or `/20240801-title`."""
    found = URL_DATE.search(urlsplit(url).path) if url else None
    return _made(found["y"], found["m"], found["d"]) if found else None


def from_dateline(text: str) -> date | None:
    """The day in the dateline, or in a line of its own near the top ("Publié le 1er août 2024")."""
    _, dateline, only = _patterns()
    lines = [line for line in text[:6000].splitlines() if line.strip()][:HEAD_LINES]
    for line in lines:
        french = bool(re.search(r"\ble\s", line[:90]))  # "le 04/05/2023" is French, so the day comes first
        for found in (dateline.match(line), only.fullmatch(line.strip())):
            made = _of_match(found, day_first=french) if found else None
            if made:
                return made
    return None


def published(metadata: Any, url: str | None, text: str, *, language: str | None = None) -> tuple[Any, str]:
    """The publication date and where it was found ("metadata", "url", "dateline", ""), in that order."""
    for made, origin in (
        (parse(metadata, language=language), "metadata"),
        (from_url(url), "url"),
        (from_dateline(text), "dateline"),
    ):
        if made:
            return made, origin
    return None, ""


def moment(parsed: time.struct_time) -> datetime:
    """A feed's date, which feedparser gives in UTC."""
    return datetime(*parsed[:6], tzinfo=UTC)

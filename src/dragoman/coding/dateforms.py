"""The forms in which a language tells dates: `lexicon/<language>/dates.toml` compiled, names from CLDR.

`find` gives what stands in a text, longest first at each place, with the part each date plays there; what
day it means is `when`'s business.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel import Locale

from dragoman.coding.numbers import LEXICON, number_words
from dragoman.records import Span

YEAR = r"(?P<y>(?:1[89]|20)\d\d)(?!\d)(?![.,]\d)(?! ?(?:UTC|GMT)\b)"
DAY = r"(?P<d>(?:0?[1-9]|[12]\d|3[01])(?:er)?|premier)(?!\d)"
EDGE = r"(?:(?<!\w)|(?!\w))"  # not in the middle of a word


@dataclass(frozen=True, slots=True)
class Form:
    """One compiled pattern of `dates.toml`."""

    kind: str
    regex: re.Pattern[str]
    shift: int = 0
    reason: str = ""
    role: str = ""
    needs_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A date as it stands in the text: the form, its match, and its part: when, since, until or noun."""

    form: Form
    match: re.Match[str]
    role: str

    def get(self, name: str) -> str | None:
        """The text of group `name`, whichever of its occurrences in the form matched."""
        for key, value in self.match.groupdict().items():
            if value is not None and re.fullmatch(rf"{name}(?:_\d)?", key):
                return value
        return None


@dataclass(frozen=True)
class Forms:
    """All forms of a language and the words they are made of; months 1-12, weekdays Monday = 0."""

    language: str
    data: Mapping[str, Any]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    forms: tuple[Form, ...]

    def find(self, text: str) -> list[Found]:
        """What of `text` tells a date, in order, no two overlapping; the longest wins at each place."""
        plain = text.translate(_PLAIN)
        found: list[Found] = []
        for form in self.forms:
            for m in form.regex.finditer(plain):
                if m.end() == m.start():
                    continue
                role = self._role(plain, m)
                if form.needs_before and not self._stands_before(plain, m.start(), form.needs_before):
                    continue
                found.append(Found(form, m, form.role or role))
        found.sort(key=lambda f: (f.match.start(), -f.match.end()))
        kept: list[Found] = []
        for f in found:
            if not kept or f.match.start() >= kept[-1].match.end():
                kept.append(f)
        return kept

    def _role(self, text: str, m: re.Match[str]) -> str:
        """The part a date plays by the words before it, its own first ones included, and a genitive."""
        before = self.data["before"]
        head = text[: m.start()].rstrip().lower()
        own = m.group().lower()
        if re.match(r"'s?(?!\w)", text[m.end() :]) and self.language == "en":
            return "noun"
        for role in ("since", "until"):
            if any(own.startswith(w + " ") or own == w for w in before[role]):
                return role
        if any(_ends(head, w) for w in before["when"]):
            return "when"
        groups = m.groupdict()
        if groups.get("wd9") or (groups.get("d") and groups.get("d_2")):
            return "when"  # Why: in "du 3 au 5 juillet", "from Monday to Friday" the first word opens a range
        for role in ("since", "until", "noun"):
            if any(_ends(head, w) for w in before[role]):
                return role
        return "when"

    def _stands_before(self, text: str, at: int, wanted: tuple[str, ...]) -> bool:
        head = text[:at].rstrip().lower()
        for name in wanted:
            words = self.data["before"].get(name, [name])
            if any(head.endswith(w) if w == "(" else _ends(head, w) for w in words):
                return True
        return False


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-"})


def _ends(head: str, word: str) -> bool:
    """Whether `head` ends in the whole words `word`."""
    return head.endswith(word) and (len(head) == len(word) or not head[-len(word) - 1].isalpha())


@cache
def forms(language: str) -> Forms:
    """The compiled forms of a language; its `dates.toml` is read once."""
    data = tomllib.loads((LEXICON / language / "dates.toml").read_text(encoding="utf-8"))
    locale = Locale(language)
    months: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in locale.months["format"][width].items():
            months.setdefault(name.lower().rstrip("."), number)
    for number, variants in data["month_variants"].items():
        for variant in variants:
            months[variant] = int(number)
    weekdays = {name.lower(): number for number, name in locale.days["format"]["wide"].items()}
    fill = _placeholders(data, language, months, weekdays)
    made = [
        Form(
            p["kind"],
            re.compile(rf"(?<![\w-]){_expand(p['form'], fill)}{EDGE}", re.IGNORECASE),
            p.get("shift", 0),
            p.get("reason", ""),
            p.get("role", ""),
            tuple(p.get("needs_before", ())),
        )
        for p in data["pattern"]
    ]
    names = "|".join(_blanks(re.escape(w).replace(r"\ ", " ")) for w in data["names"]["words"])
    made.append(
        Form("none", re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE), reason="a name, not a date")
    )
    return Forms(language, data, months, weekdays, tuple(made))


@lru_cache(maxsize=8)
def found_in(text: str, language: str) -> tuple[Found, ...]:
    """`Forms.find`, kept for the sentence at hand: each of its acts and its tolls asks again."""
    return tuple(forms(language).find(text))


def in_date(text: str, language: str, span: Span, offset: int = 0) -> bool:
    """Whether the words at `span` only name a day or month: "on March 7" is no march."""
    return any(
        found.match.start() + offset <= span.start and span.end <= found.match.end() + offset
        for found in found_in(text, language)
        if found.form.kind != "none"
    )


def _placeholders(
    data: Mapping[str, Any], language: str, months: Mapping[str, int], weekdays: Mapping[str, int]
) -> dict[str, str]:
    words = number_words(language)
    units = _any(words["units"])
    vague = _any([*words["vague"], *words["articles"]])
    bounds = _any(
        w
        for group in ("at_least", "more_than", "nearly", "about", "less_than")
        for w in words["bounds"][group]
    )
    return {
        "WD": f"(?P<wd>{_cased(weekdays, data['capital_days'])})",
        "WDN": _cased(weekdays, data["capital_days"]),
        "MON": rf"(?P<mon>{_cased(months, data['capital_months'])})(?!\w)",
        "DAY": DAY,
        "YEAR": YEAR,
        "NUM": rf"(?P<num>\d+|(?:{units})(?:[- ](?:et[- ])?(?:{units}))*|{vague})",
        "UNIT": rf"(?P<unit>{_any(data['units'])})(?!\w)",
        "SEASON": f"(?P<season>{_any(data['seasons'])})",
        "LAST": f"(?P<last>{_any(data['last'])})",
        "NEXT": f"(?P<next>{_any(data['next'])})",
        "THIS": f"(?P<this>{_any(data['this'])})",
        "TIME2": f"(?:{_any(data['time'])})",
        "TIME": f"(?:{_any(data['time'])})",
        "PART": f"(?P<part>{_any(data['part'])})",
        "BOUND": f"(?:{bounds})",
    }


def _any(words: Any) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", " ").replace("'", ".") for w in sorted(words, key=len, reverse=True)
    )


def _cased(words: Mapping[str, int], capital: bool) -> str:
    if not capital:
        return _any(words)
    return f"(?-i:{_any(w.capitalize() for w in words)})"


def _expand(form: str, fill: Mapping[str, str]) -> str:
    """`form` with its placeholders filled in; the second {DAY} of a form becomes group `d_2`, and so on."""
    seen: dict[str, int] = {}

    def one(m: re.Match[str]) -> str:
        made = fill[m[1]]

        def group(g: re.Match[str]) -> str:
            seen[g[1]] = seen.get(g[1], 0) + 1
            return f"(?P<{g[1]}>" if seen[g[1]] == 1 else f"(?P<{g[1]}_{seen[g[1]]}>"

        return re.sub(r"\(\?P<(\w+)>", group, made)

    return _blanks(f"(?:{re.sub(r'{([A-Z]+[0-9]?)}', one, form)})")


def _blanks(form: str) -> str:
    """Blanks outside character classes match any run of blanks."""
    made = []
    for piece in re.split(r"(\[[^\]]*\])", form):
        made.append(piece if piece.startswith("[") else piece.replace(" ?", r"\s*").replace(" ", r"\s+"))
    return "".join(made)

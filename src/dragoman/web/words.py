"""The interface in a language: its catalogue, labels of codes, dates and figures in its way.

A language is one file, `catalogues/LANGUAGE.po`: texts under their English wording, codes under `kind.CODE`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from dragoman.dossiers import Party, party, rules
from dragoman.dossiers.parties import party_of
from dragoman.dossiers.wording import Wording, clean
from dragoman.records import actor_from_dict

LANGUAGES = ("fr", "en")


@cache
def catalogue(language: str) -> Translations:
    """The texts of a language; compiled in memory, as nothing is built before."""
    source = (files(__package__) / "catalogues" / f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return Translations(compiled)


def chosen(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language of an answer: what the address asks, else the cookie, else the browser's first that we have."""
    for wish in (asked, kept):
        if wish in LANGUAGES:
            return wish
    weighed: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag[:2].lower()))
        except ValueError:
            continue
    found = [tag for weight, tag in sorted(weighed, key=lambda w: -w[0]) if tag in LANGUAGES and weight > 0]
    return found[0] if found else "en"


@dataclass(frozen=True)
class Ui:
    """The words of a language, as templates use them."""

    language: str

    @cached_property
    def _texts(self) -> Translations:
        return catalogue(self.language)

    @cached_property
    def locale(self) -> Locale:
        """CLDR's view of the language."""
        return Locale.parse(self.language)

    @cached_property
    def say(self) -> Wording:
        """The words of a dossier."""
        return Wording(self.language)  # type: ignore[arg-type]

    def __call__(self, text: str, **given: object) -> str:
        """A text by its English wording, `{}` filled in."""
        made = self._texts.gettext(text)
        return made.format(**given) if given else made

    def n(self, one: str, many: str, count: int) -> str:
        """A text that counts, `{n}` filled in."""
        return self._texts.ngettext(one, many, count).format(n=self.number(count))

    def label(self, kind: str, code: str | None) -> str:
        """The label of a code ("type", "ASSAULT"); the code itself where the catalogue has none."""
        if not code:
            return self._texts.gettext("none")
        if kind == "topic" and code in rules.axes():
            return self.say.axis_named(code)
        key = f"{kind}.{code}"
        made = self._texts.gettext(key)
        return code.replace("_", " ") if made == key else made

    def name(self, key: str) -> str:
        """The name of a country or actor by its code or id."""
        return self.of(party(key)) if key else ""

    def of(self, made: Party | dict[str, Any]) -> str:
        """The name of a party in this language."""
        return str(made[self.language] if isinstance(made, dict) else getattr(made, self.language))

    def number(self, value: float) -> str:
        """A figure with the language's separators."""
        return str(format_decimal(value, locale=self.locale))

    def figure(self, value: float | None) -> str:
        """A signed figure to one decimal."""
        return self.say.figure(value, signed=True).replace("-", "−")

    def percent(self, value: float) -> str:
        """A share as whole percent."""
        return f"{round(value * 100)} %" if self.language == "fr" else f"{round(value * 100)}%"

    def day(self, iso: str | None) -> str:
        """A date as far as it is known, in short: "1 août 2024", "Aug 2024", "2024"."""
        if not iso:
            return self._texts.gettext("undated")
        try:
            if len(iso) >= 10:
                return str(format_date(date.fromisoformat(iso[:10]), "d MMM y", locale=self.locale))
            if len(iso) == 7:
                return str(format_skeleton("yMMM", date.fromisoformat(iso + "-01"), locale=self.locale))
        except ValueError:
            return clean(iso)
        return clean(iso)

    def someone(self, actor: dict[str, Any]) -> str:
        """Somebody's name in this language where the tables have it, else as the record has it."""
        return clean(self.of(party_of(actor_from_dict(actor)))) or clean(actor.get("code") or "?")

    def actors(self, side: Iterable[dict[str, Any]]) -> str:
        """The names of a side's actors, or of nobody."""
        return ", ".join(dict.fromkeys(self.someone(a) for a in side))

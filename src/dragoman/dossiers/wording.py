"""What Markdown and the page have in common: words, dates and figures in a language, and who says what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.dossiers import rules
from dragoman.dossiers.dossier import (
    Change,
    Dossier,
    Language,
    Party,
    Source,
    Statement,
    Step,
    Third,
    Undertaking,
)
from dragoman.errors import ConfigError
from dragoman.records import Amount

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text around them."""


LATEST = 8
"""Steps of an axis that are shown whatever they changed; JSON has them all."""


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "text.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language."""

    language: Language

    def __post_init__(self) -> None:
        if self.language not in _texts():
            raise ConfigError(f"There is no dossier in {self.language!r}; take one of {', '.join(_texts())}.")

    def __call__(self, key: str, **given: object) -> str:
        """A text by its key (`modality.planned`), filled in; a number comes with its noun where it has one (`counted`)."""
        texts = _texts()[self.language]
        made: Any = texts
        for part in key.split("."):
            made = made[part]
        told = {
            k: self.counted(v, k) if isinstance(v, int) and k in texts["n"] else v for k, v in given.items()
        }
        return str(made).format(**told) if given else str(made)

    def counted(self, n: int, what: str) -> str:
        """A number with its noun: "1 article", "2 articles"; French has none and one alike."""
        one, many = _texts()[self.language]["n"][what]
        alone = n < 2 if self.language == "fr" else n == 1
        return f"{n} {one if alone else many}"

    def listed(self, key: str) -> list[str]:
        """A list of texts: the heads of a table."""
        return list(_texts()[self.language][key])

    def day(self, iso: str | None) -> str:
        """A date as far as it is known: "1er août 2024", "August 2024", "2024"."""
        if not iso:
            return self("undated")
        parts = iso[:10].split("-")
        if len(parts) == 1:
            return parts[0]
        month = self.listed("months")[int(parts[1]) - 1]
        if len(parts) == 2:
            return f"{month} {parts[0]}"
        number = "1er" if self.language == "fr" and parts[2] == "01" else str(int(parts[2]))
        return f"{number} {month} {parts[0]}"

    def figure(self, value: float | None, *, signed: bool = False) -> str:
        """A figure to one decimal, in the language's way; a dash where there is none."""
        if value is None:
            return "–"
        return format(round(value, 1), "+.1f" if signed else ".1f").replace(".", self("decimal"))

    def amount(self, amount: Amount) -> str:
        """A sum or quantity with its unit, and its year where told."""
        number = format(amount.value, ",.10g").replace(",", "\u202f" if self.language == "fr" else ",")
        if self.language == "fr":
            number = number.replace(".", ",")
        unit = _texts()[self.language]["units"].get(amount.unit, amount.unit)
        return f"{number} {unit}" + (f" ({amount.year})" if amount.year else "")

    def party(self, party: Party) -> str:
        """Somebody's name."""
        return party.name(self.language)

    def axis(self, made: Undertaking) -> str:
        """The label of an axis."""
        return made.fr if self.language == "fr" else made.en

    def axis_named(self, code: str) -> str:
        """The label of an axis by its code."""
        return rules.axes()[code][self.language]

    def status(self, id: str | None) -> str:
        """The label of a status; a dash where there is none."""
        if id is None:
            return "–"
        made = rules.statuses()[id]
        return made.fr if self.language == "fr" else made.en

    def instrument(self, id: str) -> str:
        """The label of an instrument."""
        return rules.instruments()[id][self.language]

    def step(self, step: Step) -> str:
        """A step in a line: when, how far, in what form, how sure, and the sums told."""
        told = [self.status(step.status)]
        # "Pledged, pledge" and "planned, to come" say one thing twice.
        told += [self.instrument(step.instrument)] if step.instrument not in ("", "pledge") else []
        told += (
            [self(f"modality.{step.modality}")]
            if step.modality != "happened" and step.status not in ("planned", "under_way")
            else []
        )
        told += [self("background")] if step.historical else []
        told += [self.amount(a) for a in step.amounts]
        told += [self("new")] if step.new else []
        return f"{self.day(step.date or step.day)}{self('colon')}{', '.join(told)}"

    def change(self, change: Change) -> str:
        """A change point in a line."""
        return self(
            "change",
            month=self.day(change.month),
            until=self.day(change.until),
            coop_before=self.figure(change.cooperation[0]),
            coop_after=self.figure(change.cooperation[1]),
            conf_before=self.figure(change.conflict[0]),
            conf_after=self.figure(change.conflict[1]),
            net_before=self.figure(change.net[0], signed=True),
            net_after=self.figure(change.net[1], signed=True),
        )

    def third(self, third: Third) -> str:
        """How much of a third party is told, in a few words."""
        if third.n:
            return self("times", events=third.n, net=self.figure(third.net, signed=True))
        return self("uncounted") if third.sources else self("voice_only")

    def who(self, step: Step) -> str:
        """Who does it, and to whom."""
        sides = (
            ", ".join(dict.fromkeys(self.party(p) for p in side)) for side in (step.actor, step.recipient)
        )
        return " → ".join(side for side in sides if side)

    def by(self, said: Source | Statement) -> str:
        """Who says it and where: the outlet, the day, and the speaker it quotes."""
        told = [said.outlet or self("no_outlet")]
        told += [self.day(said.published)] if said.published else []
        told += [self("says", speaker=said.speaker)] if said.speaker else []
        return ", ".join(told)

    def quoted(self, text: str) -> str:
        """A passage between the language's marks, on one line, without control characters."""
        return self("open") + clean(text) + self("close")

    def window(self, dossier: Dossier) -> str:
        """The window that was asked for, or nothing."""
        if dossier.since and dossier.until:
            return self("window", since=self.day(dossier.since), until=self.day(dossier.until))
        if dossier.since:
            return self("window_since", since=self.day(dossier.since))
        return self("window_until", until=self.day(dossier.until)) if dossier.until else ""

    def scope(self, dossier: Dossier) -> str:
        """What the dossier rests on, in a sentence."""
        if not dossier.events:
            window = self.window(dossier)
            return self("scope_empty", a=self.party(dossier.a), b=self.party(dossier.b), span=f" {window}" if window else "")  # fmt: skip
        first, last = self.day(dossier.first), self.day(dossier.last)
        return self(
            "scope",
            events=dossier.events,
            statements=len(dossier.stakes) + len(dossier.obstacles),
            articles=dossier.articles,
            outlets=dossier.outlets,
            span=self("span_one", first=first) if first == last else self("span", first=first, last=last),
        )

    def grouped(self, dossier: Dossier) -> list[tuple[str, list[Statement]]]:
        """The stakes under a heading for each holder: the two sides, both, others, nobody named."""
        made: dict[str, list[Statement]] = {}
        heads = {
            "a": self("stakes_of", party=self.party(dossier.a)),
            "b": self("stakes_of", party=self.party(dossier.b)),
            "both": self("stakes_both"),
        }
        for side in ("a", "b", "both", "other", ""):
            for one in dossier.stakes:
                if one.side == side:
                    named = ", ".join(self.party(h) for h in one.holder)
                    head = heads.get(side) or (
                        self("stakes_other", party=named) if side == "other" else self("stakes_unsaid")
                    )
                    made.setdefault(head, []).append(one)
        return list(made.items())


def shown(steps: Sequence[Step]) -> list[Step]:
    """The steps that a reader needs: those that moved the status, new ones, disputed ones and the latest."""
    latest = set(map(id, steps[-LATEST:]))
    return [s for s in steps if s.moved or s.new or s.versions or id(s) in latest]


def clean(text: str) -> str:
    """Text on one line without control characters."""
    return " ".join(_CONTROLS.sub("", text).split())


def articles(dossier: Dossier) -> list[Source | Statement]:
    """One source of each article that the dossier quotes, by day of publication."""
    quoted: Iterable[Source | Statement] = (
        *(s for u in dossier.undertakings for step in u.steps for s in (*step.sources, *step.versions)),
        *dossier.stakes,
        *dossier.obstacles,
        *(s for t in dossier.thirds for s in t.sources),
        *(s for c in dossier.changes.found for s in c.sources),
    )
    made = {s.article_id: s for s in quoted}
    return sorted(made.values(), key=lambda s: (s.published or "", s.article_id))


def grouped(made: Iterable[Undertaking]) -> list[list[Undertaking]]:
    """Axes whose steps are the same, told in the same words, together: one list of steps serves them all."""
    groups: dict[object, list[Undertaking]] = {}
    for one in made:
        groups.setdefault((one.status, one.since, one.steps), []).append(one)
    return list(groups.values())

"""A small grammar that tells one fact in many forms, and the record that each telling must give.

The facts are data (`rewriting_fr.toml`, `rewriting_en.toml`); what a form makes of a fact's modality, type and attribution
is the conventions' (8 to 10), written down in `FORMS` and `expected`. Nothing here asks the coder what it thinks.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.codebook import types
from dragoman.coding.coder import Coder
from dragoman.records import Actor, Article, Event

HERE = Path(__file__).parent

FORMS: Mapping[str, str] = {
    "active": "happened",
    "headline": "happened",
    "passive": "happened",
    "nominal": "happened",
    "genitive": "happened",
    "relative": "happened",
    "participle": "happened",
    "according": "happened",
    "said": "happened",
    "plan": "planned",
    "announce": "planned",
    "future": "planned",
    "future-passive": "planned",
    "negated": "denied",
    "negated-passive": "denied",
    "denied": "denied",
    "hearsay": "alleged",
    "hearsay-passive": "alleged",
    "could": "hypothetical",
    "conditional": "hypothetical",
    "if": "hypothetical",
    "question": "hypothetical",
}
"""Each form and the modality it gives to the act (conventions 8)."""

UNANNOUNCED = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ASSAULT"})
"""Nobody announces that he intends to promise or refuse, and of an attack it would be a threat: not generated."""
COMMITMENT = {
    "AID": "AGREE",
    "COOPERATE": "AGREE",
    "SUPPORT": "AGREE",
    "CONCEDE": "CONCEDE",
    "RETREAT": "CONCEDE",
}
"""What an announced intention is today (conventions 9)."""

SPEAKERS = {"according": "CHE", "said": "IGO"}
"""Who speaks in the two forms of attribution; never a side of a fact."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a test compares of an event; sides are sorted codes, "-" one without a country; attribution a code or none."""

    kind: str
    modality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    attribution: str | None

    def __str__(self) -> str:
        sides = f"{' '.join(self.actors) or '0'} > {' '.join(self.recipients) or '0'}"
        return f"{self.kind} {self.modality} {sides} by {self.attribution or 'the outlet'}"


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence, what it tells in which form, and the one record it must give: any of `records`, and no other."""

    language: str
    fact: str
    kind: str
    form: str
    sentence: str
    records: tuple[Record, ...]

    @property
    def id(self) -> str:
        return f"{self.fact}/{self.form}"

    def holds(self) -> bool:
        """Whether the coder makes exactly one record of the sentence, and that one of `records`."""
        told = coded(self.language, self.sentence)
        return len(told) == 1 and told <= set(self.records)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the data with its words filled in: `actor` and its grammar, verb forms, object and the rest."""

    row: Mapping[str, Any]
    actor: str
    actor_code: str
    recipient_code: str
    actor_form: str  # fr: m, f, mp, fp; en: s, p
    who: bool
    object: str
    object_form: str
    rest: str
    nominal: str
    verb: tuple[str, ...]

    @property
    def plural(self) -> bool:
        return self.actor_form.endswith("p")


@cache
def _data(language: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / f"rewriting_{language}.toml").read_text(encoding="utf-8"))


@cache
def cases(language: str) -> tuple[Case, ...]:
    """Every fact in every form that fits it."""
    data = _data(language)
    write = {"fr": _french, "en": _english}[language]
    made = []
    for row in data["fact"]:
        fact = _fact(row, data["actors"], language)
        skipped = set(row.get("skip", ())) | ({"announce"} if row["type"] in UNANNOUNCED else set())
        if row["type"] in UNANNOUNCED - {"ASSAULT"}:
            skipped.add("plan")
        for form, words in write(fact):
            if form not in skipped:
                made.append(Case(language, row["id"], row["type"], form, _tidy(words), expected(fact, form)))
    return tuple(made)


def expected(fact: Fact, form: str) -> tuple[Record, ...]:
    """The record the conventions ask for, whatever the words; several where they leave the choice."""
    row, modality, kind = fact.row, FORMS[form], fact.row["type"]
    actors, recipients = [fact.actor_code], [fact.recipient_code]
    if row.get("mutual"):
        actors, recipients = actors + recipients, []
    sides = tuple(sorted(actors)), tuple(sorted(recipients))
    if form == "announce":
        # An announced commitment is an act of today, the act announced is to come: readers give one or the other, and
        # the doer is or is not the speaker.
        voices = (fact.actor_code, None)
        made = [Record(kind, "planned", *sides, voice) for voice in voices]
        if kind in COMMITMENT:
            made += [Record(COMMITMENT[kind], "happened", *sides, voice) for voice in voices]
        return tuple(made)
    # Who denies is the speaker of the denial.
    return (Record(kind, modality, *sides, fact.actor_code if form == "denied" else SPEAKERS.get(form)),)


def _fact(row: Mapping[str, Any], actors: Mapping[str, str], language: str) -> Fact:
    code, form, *who = actors[row["actor"]].split()

    def fill(text: str) -> str:
        return _fill(text, row["actor"], row["recipient"])

    return Fact(
        row,
        row["actor"],
        code,
        actors[row["recipient"]].split()[0],
        form,
        bool(who),
        fill(row.get("object", "")),
        row.get("form", "m" if language == "fr" else "s"),
        fill(row.get("rest", "")),
        fill(row.get("nominal", "")),
        tuple(v.replace("~", " ") for v in row["verb"].split()),
    )


def _fill(text: str, actor: str, recipient: str) -> str:
    """The parties in their slots, French prepositions contracted with their articles."""
    names = {"A": actor, "R": recipient}
    return re.sub(r"\{(?:(de|à) )?([AR])\}", lambda m: _with_preposition(m[1] or "", names[m[2]]), text)


def _with_preposition(preposition: str, phrase: str) -> str:
    contracted = {"de": {"le ": "du ", "les ": "des ", "des ": "de "}, "à": {"le ": "au ", "les ": "aux "}}
    for article, made in contracted.get(preposition, {}).items():
        if phrase.startswith(article):
            return made + phrase.removeprefix(article)
    if preposition == "de" and phrase[0].lower() in "aeiouéèêh":
        return f"d'{phrase}"
    return f"{preposition} {phrase}".strip()


def _tidy(words: str) -> str:
    """Single spaces, no space before a stop or comma, a capital in front."""
    words = re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", words.strip()))
    return words[0].upper() + words[1:]


def _french(f: Fact) -> Iterator[tuple[str, str]]:
    a, o, r = f.actor, f.object, f.rest
    infinitive, pp, present, future = f.verb
    reflexive = infinitive.startswith("se ")
    plural, feminine = f.plural, f.actor_form.startswith("f")
    own = pp + _agreement(f.actor_form, pp) if reflexive else pp
    helper = "être" if reflexive else "avoir"
    has, had, would_have = (
        {
            "être": ("est sont", "était étaient", "serait seraient"),
            "avoir": ("a ont", "avait avaient", "aurait auraient"),
        }
    )[helper]
    has, had, would_have = (x.split()[plural] for x in (has, had, would_have))
    se = ("s'" if has[0] in "aeéo" else "se ") if reflexive else ""
    me = "se " if reflexive else ""
    stem = future.removesuffix("ont" if plural else "a")
    would = stem + ("aient" if plural else "ait")
    done = f"{se}{has} {own} {o} {r}"
    been = "s'être" if reflexive else "avoir"
    ne = ("ne s'" if has[0] in "aeéo" else "ne se ") if reflexive else "n'"
    he = ("elle" if feminine else "il") + ("s" if plural else "")
    t = "-t-" if has == "a" else "-"
    yield "active", f"{a} {done}."
    yield "headline", f"{a} {me}{present} {o} {r}"
    yield (
        "relative",
        f"{a}, qui {done}, {'n’ont'.replace('’', chr(39)) if plural else chr(110) + chr(39) + 'a'} fait aucun commentaire.",
    )
    yield "according", f"Selon le gouvernement suisse, {a} {done}."
    yield (
        "said",
        f"L'Union africaine a déclaré {_that(a)} {'s' + chr(39) if se and had[0] in 'éa' else se}{had} {own} {o} {r}.",
    )
    yield (
        "plan",
        f"{a} {'prévoient' if plural else 'prévoit'} {_of(me + infinitive.removeprefix('se '))} {o} {r}.",
    )
    yield (
        "announce",
        f"{a} {'ont' if plural else 'a'} annoncé {'leur' if plural else 'son'} intention {_of(me + infinitive.removeprefix('se '))} {o} {r}.",
    )
    yield "future", f"{a} {me}{future} {o} {r}."
    yield "negated", f"{a} {ne}{has} pas {own} {o} {r}."
    yield "denied", f"{a} {'ont' if plural else 'a'} nié {been} {own} {o} {r}."
    yield "hearsay", f"{a} {me}{would_have} {own} {o} {r}."
    yield "could", f"{a} {'pourraient' if plural else 'pourrait'} {infinitive} {o} {r}."
    yield "conditional", f"{a} {me}{would} {o} {r}."
    yield "if", f"Si rien ne changeait, {a} {me}{would} {o} {r}."
    yield "question", f"{a} {se}{has}{t}{he} {own} {o} {r} ?"
    if f.nominal:
        yield (
            "nominal",
            f"{f.nominal} {'ont' if f.nominal.startswith('les ') else 'a'} surpris les observateurs.",
        )
    if o:
        many = f.object_form.endswith("p")
        by = f"{pp}{_agreement(f.object_form, pp)} par {a} {r}"
        yield "passive", f"{o} {'ont' if many else 'a'} été {by}."
        yield "future-passive", f"{o} {'seront' if many else 'sera'} {by}."
        yield "negated-passive", f"{o} {chr(110) + chr(39)}{'ont' if many else 'a'} pas été {by}."
        yield "hearsay-passive", f"{o} {'auraient' if many else 'aurait'} été {by}."
        yield "participle", f"{o}, {by}, {'font' if many else 'fait'} la une des journaux."


def _agreement(form: str, participle: str) -> str:
    ending = ("e" if form.startswith("f") else "") + ("s" if form.endswith("p") else "")
    return ending if ending != "s" or not participle.endswith("s") else ""


def _that(phrase: str) -> str:
    return (
        f"qu'{phrase}"
        if phrase[0].lower() in "aeiouéèêh" and not phrase.startswith("Ha")
        else f"que {phrase}"
    )


def _of(infinitive: str) -> str:
    return f"d'{infinitive}" if infinitive[0] in "aeiouéèêh" else f"de {infinitive}"


def _english(f: Fact) -> Iterator[tuple[str, str]]:
    a, o, r = f.actor, f.object, f.rest
    base, past, pp, present = f.verb
    their = "their" if f.plural else "his" if f.who else "its"
    yield "active", f"{a} {past} {o} {r}."
    yield "headline", re.sub(r"\b(the|an?) ", "", f"{a} {present} {o} {r}")
    yield "relative", f"{a}, {'who' if f.who else 'which'} {past} {o} {r}, made no comment."
    yield "according", f"According to the Swiss government, {a} {past} {o} {r}."
    yield "said", f"The African Union said that {a} had {pp} {o} {r}."
    yield "plan", f"{a} {'plan' if f.plural else 'plans'} to {base} {o} {r}."
    yield "announce", f"{a} announced {their} intention to {base} {o} {r}."
    yield "future", f"{a} will {base} {o} {r}."
    yield "negated", f"{a} did not {base} {o} {r}."
    yield "denied", f"{a} denied having {pp} {o} {r}."
    yield "hearsay", f"{a} reportedly {past} {o} {r}."
    yield "could", f"{a} could {base} {o} {r}."
    yield "if", f"If nothing changed, {a} would {base} {o} {r}."
    yield "question", f"{'Have' if f.plural else 'Has'} {a} {pp} {o} {r}?"
    if f.nominal:
        yield "nominal", f"{f.nominal} came as a surprise."
    if genitive := f.row.get("genitive"):
        owner = f"{a}'" if a.endswith("s") else f"{a}'s"
        yield "genitive", f"{owner} {_fill(genitive, a, f.row['recipient'])} came as a surprise."
    if o:
        by = f"{pp} by {a} {r}"
        was, has = ("were", "have") if f.object_form == "p" else ("was", "has")
        yield "passive", f"{o} {was} {by}."
        yield "future-passive", f"{o} will be {by}."
        yield "negated-passive", f"{o} {was} not {by}."
        yield "hearsay-passive", f"{o} {has} reportedly been {by}."
        yield "participle", f"{o}, {by}, made the front pages."


@cache
def coder() -> Coder:
    """Frames alone: the judge has its own tests."""
    return Coder(readers=("frames",))


@cache
def coded(language: str, sentence: str) -> frozenset[Record]:
    """What the coder makes of a sentence that is an article by itself."""
    article = Article(sentence, language=language, published=date(2024, 8, 2))
    return frozenset(_record(e) for e in coder().code(article))


def _record(e: Event) -> Record:
    return Record(
        e.event_type,
        e.modality,
        _codes(e.actor),
        _codes(e.recipient),
        (e.attribution.code or "-") if e.attribution else None,
    )


def _codes(side: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(sorted({a.code or "-" for a in side}))


@cache
def known(language: str) -> Mapping[str, str]:
    """The cases that fail and why; an entry is `fact/form`."""
    data = tomllib.loads((HERE / "rewriting_known.toml").read_text(encoding="utf-8"))
    return {
        case: row["reason"]
        for row in data.get("known", ())
        if row["language"] == language
        for case in row["cases"]
    }


def faults(language: str) -> list[str]:
    """What the facts lack: two of each type, every kind of actor word used, no known case that does not exist."""
    made = cases(language)
    facts = {(c.kind, c.fact) for c in made}
    actors = set(_data(language)["actors"])
    used = {row[side] for row in _data(language)["fact"] for side in ("actor", "recipient")}
    found = [f"{name} has fewer than two facts" for name in types() if sum(k == name for k, _ in facts) < 2]
    found += [f"{name} is in no fact" for name in sorted(actors - used)]
    found += [
        f"{case} is known to fail and is no case"
        for case in known(language)
        if case not in {c.id for c in made}
    ]
    return found + [f"{i} is twice" for i, n in Counter(c.id for c in made).items() if n > 1]

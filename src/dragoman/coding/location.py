"""Where it happened: a place told with the act itself, never the actor's country nor the dateline by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.coding.clauses import clause_tokens, own_tokens
from dragoman.coding.placenames import SURE, Told, targets, told, words
from dragoman.coding.slots import OF
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Place

if TYPE_CHECKING:
    from dragoman.knowledge import Places

PLAIN = 0.9
"""Score from which a place says which of several homonyms beside it is meant (`docs/places.md`, "Near")."""

TELLING = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""Acts of words: a place further down in what is said is not where it was said."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place, or the reason why there is none."""

    place: Place | None
    reason: str


def find(
    sentence: Sentence,
    act: Token,
    verb: Token | None,
    event_type: str,
    places: Places,
    near: Sequence[str],
    sides: Sequence[Actor],
) -> Where:
    """The place of an act. `near`: alpha-3 codes of the countries in play, nearest first; `sides`: who takes part."""
    names = told(sentence)
    if not names:
        return Where(None, "no place is told with it")
    locative = words(sentence.language, "locative")
    cases, verbs = targets(sentence.language).get(event_type, (frozenset(), frozenset()))
    if verbs and not ({act.lemma, verb.lemma if verb else ""} & verbs):
        cases = frozenset()
    domain = _domain(sentence, act, verb, event_type)
    ranked: list[tuple[bool, int, Told]] = []
    for one in names:
        at = one.token.i
        if at not in domain or at == act.i or _is_person(one, sides):
            continue
        distance = abs(at - act.i) + (0 if at > act.i else 2)
        if one.case in locative and not _only_of(sentence, one):
            ranked.append((False, distance, one))
        elif one.case in cases:
            ranked.append((True, distance, one))
    if not ranked:
        return Where(None, f"{names[0].name!r} is not told as the place of this act")
    return _best(places, [one for _, _, one in sorted(ranked, key=lambda r: r[:2])], names, near, sentence)


def _best(
    places: Places, ranked: Sequence[Told], names: Sequence[Told], near: Sequence[str], sentence: Sentence
) -> Where:
    """The first that is known; a town before the country it lies in, however near each stands."""
    countries = [c for c in near if len(c) == 3]
    beside = _beside(places, names, countries, sentence.language)
    best: Where | None = None
    why = ""
    for one in ranked:
        if one.whole:
            found_country = countries[0] if countries else ""
            made = Place(one.name, country=found_country, precision="country") if found_country else None
            reason = f"{one.name!r} is {found_country}, the country told of"
        else:
            others = [place for name, place in beside if name != one.name]
            made, reason = _look_up(places, one.name, [*countries, *others], sentence.language)
        if made is None:
            why = why or f"no place called {one.name!r} is known"
            continue
        made = replace(
            made, raw_text=one.span.of(" " * sentence.start + sentence.text), span=one.span, reason=reason
        )
        if best is None or best.place is None or _narrows(best.place, made):
            best = Where(made, reason)
    return best or Where(None, why)


def _beside(
    places: Places, names: Sequence[Told], countries: Sequence[str], language: str
) -> list[tuple[str, Place]]:
    """What the sentence's plain place names mean: which Koro is meant, Mopti beside it says."""
    best = [
        (one.name, next(iter(places.find(one.name, near=countries, language=language)), None))
        for one in names
        if not one.whole
    ]
    return [
        (name, match.place)
        for name, match in best
        if match is not None and match.score >= PLAIN and match.place.precision != "country"
    ]


def _look_up(
    places: Places, name: str, near: Sequence[str | Place], language: str
) -> tuple[Place | None, str]:
    """A place by its name and the wider ones told after it; the wider one where the narrow is known nowhere."""

    def known(text: str) -> tuple[Place | None, str]:
        match = next(iter(places.find(text, near=near, language=language)), None)
        return (match.place, match.reason) if match is not None and match.score >= SURE else (None, "")

    made, reason = known(name)
    parts = [p.strip(" )") for p in re.split(r"[,(]", name)]
    if made is not None or len(parts) == 1:
        return made, reason
    alone, why = known(parts[0])
    wider, wider_why = _look_up(places, ", ".join(parts[1:]), near, language)
    if alone is not None and (
        wider is None
        or alone.precision == "country"
        or wider.precision == "place"
        or alone.country == wider.country
    ):
        return alone, why  # "in Mali, Niger and Chad": a list, not a place and what it lies in
    why = wider_why
    return wider, f"{parts[0]!r} is in no table; {why}" if wider is not None else ""


def _narrows(told_first: Place, other: Place) -> bool:
    return told_first.precision == "country" != other.precision and other.country == told_first.country


def _domain(sentence: Sentence, act: Token, verb: Token | None, event_type: str) -> set[int]:
    """The tokens whose places are the act's."""
    tops = [act, verb] if verb is not None else [act]
    if event_type in TELLING:
        near = {c.i for top in tops for c in sentence.children(top.i, "obl", "nmod", "advmod")}
        return near | {c.i for i in near for c in sentence.children(i, "conj")}
    own = {t.i for t in clause_tokens(sentence, verb or act)}
    return own | {t.i for t in own_tokens(sentence, act)}


def _only_of(sentence: Sentence, one: Told) -> bool:
    """ "the president of Mali": "of" alone is whose, not where."""
    return one.case == OF[sentence.language]


def _is_person(one: Told, sides: Sequence[Actor]) -> bool:
    """Whether the name is part of a side that is more than a place ("the army of Mali", "the Kidal governor")."""
    return any(
        a.span is not None
        and a.span.overlaps(one.span)
        and a.raw_text.lower().removeprefix("the ")[-len(one.name) :].lower() not in one.name.lower()
        for a in sides
    )

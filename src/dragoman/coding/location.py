"""Where it happened: a place told in the act's own clause, never the actor's country nor the dateline by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dragoman.coding import phrases
from dragoman.coding.clauses import clause_tokens
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Place, Span

if TYPE_CHECKING:
    from dragoman.knowledge import Places

LOCATIVE = {
    "fr": frozenset({"à", "en", "dans", "sur", "près de", "autour de", "devant", "au large de", "entre", "depuis", "chez",
                     "aux abords de", "à proximité de", "au nord de", "au sud de", "à l'est de", "à l'ouest de", "non loin de",
                     "à côté de", "aux environs de", "au sein de", "de"}),
    "en": frozenset({"in", "at", "near", "on", "outside", "inside", "around", "off", "across", "between", "close to", "north of",
                     "south of", "east of", "west of", "within", "of", "throughout"}),
}  # fmt: skip
OF = {"fr": "de", "en": "of"}
GENERIC = {
    "fr": frozenset(
        [
            "région",
            "ville",
            "village",
            "localité",
            "commune",
            "province",
            "département",
            "préfecture",
            "cercle",
            "zone",
            "quartier",
            "district",
            "secteur",
            "capitale",
            "base",
            "camp",
            "aéroport",
            "nord",
            "sud",
            "est",
            "ouest",
            "centre",
            "frontière",
            "île",
            "port",
            "banlieue",
            "axe",
            "route",
            "territoire",
            "état",
            "hameau",
            "site",
            "forêt",
            "lac",
            "vallée",
            "plateau",
            "désert",
            "bande",
            "extrême-nord",
            "nord-est",
            "nord-ouest",
            "sud-est",
            "sud-ouest",
        ]
    ),
    "en": frozenset(
        [
            "region",
            "city",
            "town",
            "village",
            "province",
            "department",
            "prefecture",
            "district",
            "area",
            "county",
            "state",
            "territory",
            "capital",
            "base",
            "camp",
            "airport",
            "north",
            "south",
            "east",
            "west",
            "centre",
            "center",
            "border",
            "island",
            "port",
            "suburb",
            "strip",
            "locality",
            "neighbourhood",
            "neighborhood",
            "forest",
            "lake",
            "valley",
            "desert",
            "governorate",
            "municipality",
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Where:
    """A place, or the reason why there is none."""

    place: Place | None
    reason: str


def find(
    sentence: Sentence,
    act: Token,
    verb: Token | None,
    places: Places,
    near: Sequence[str],
    taken: Sequence[Span],
) -> Where:
    """The place of an act. `near`: alpha-3 codes of the countries in play; `taken`: spans of its sides, no places."""
    clause = {t.i for t in clause_tokens(sentence, verb or act)} | {t.i for t in sentence.subtree(act.i)}
    told: list[tuple[int, Token, str]] = []
    for t in sentence.tokens:
        name = _place_name(sentence, t)
        if name is None or any(s.overlaps(t.span) for s in taken):
            continue
        told.append((abs(t.i - act.i) + (0 if t.i > act.i else 2), t, name))
    countries = [c for c in near if len(c) == 3]
    if not told:
        return Where(None, "no place is told with it")
    inside = sorted((d, t.i, name) for d, t, name in told if t.i in clause)
    if not inside:
        return Where(None, f"{told[0][2]!r} belongs to another clause")
    around = _countries_told(sentence, places, [name for _, _, name in told])
    best: Where | None = None
    for _, i, name in inside:
        found = places.find(name, near=[*around, *countries], language=sentence.language)
        if not found:
            best = best or Where(None, f"no place called {name!r} is known")
            continue
        place: Place = found[0].place
        tokens = _name_tokens(sentence, sentence.tokens[i])
        span = phrases.span(tokens)
        made = replace(place, raw_text=phrases.words(sentence, tokens), span=span, reason=found[0].reason)
        if (
            best is None
            or best.place is None
            or (
                best.place.precision == "country"
                and made.precision != "country"
                and made.country == best.place.country
            )
        ):
            best = Where(made, found[0].reason)
    assert best is not None
    return best


def _place_name(sentence: Sentence, t: Token) -> str | None:
    """The name of a place that `t` heads after a preposition of place: a proper name, or "the town of" one."""
    case = sentence.case(t)
    if case not in LOCATIVE[sentence.language] or (
        case == OF[sentence.language] and not _in_generic(sentence, t)
    ):
        return None
    if t.pos == "PROPN":
        return phrases.words(sentence, _name_tokens(sentence, t))
    if t.lemma in GENERIC[sentence.language] and t.pos == "NOUN":
        inner = _inner_name(sentence, t)
        return phrases.words(sentence, _name_tokens(sentence, inner)) if inner is not None else None
    return None


def _in_generic(sentence: Sentence, t: Token) -> bool:
    head = sentence.head(t)
    return head is not None and head.lemma in GENERIC[sentence.language] and sentence.case(head) not in ("",)


def _inner_name(sentence: Sentence, t: Token) -> Token | None:
    for c in sentence.children(t.i, "nmod", "compound", "appos", "flat"):
        if c.pos == "PROPN":
            return c
    return None


def _name_tokens(sentence: Sentence, t: Token) -> list[Token]:
    if t.pos != "PROPN":
        inner = _inner_name(sentence, t)
        if inner is not None:
            t = inner
    wanted = {t.i}
    for c in sentence.children(t.i, "flat", "compound"):
        if c.pos in ("PROPN", "NOUN", "ADJ", "ADP", "DET") and t.lemma:
            wanted.add(c.i)
    first = last = t.i
    while first - 1 in wanted:
        first -= 1
    while last + 1 in wanted:
        last += 1
    return list(sentence.tokens[first : last + 1])


def _countries_told(sentence: Sentence, places: Places, names: Sequence[str]) -> list[Any]:
    """Countries and regions named beside a place tell which one of its name is meant."""
    made: list[Any] = []
    for name in names:
        found = places.find(name, language=sentence.language)
        if found and found[0].place.precision in ("country", "admin1"):
            made.append(found[0].place.country)
    return [c for c in dict.fromkeys(made) if c]

"""Names of places as a sentence tells them: which words, after which preposition, inside which wider place.

The words are data: `lexicon/<language>/places.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.coding import phrases
from dragoman.coding.frames import table
from dragoman.coding.slots import OF
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Span

SURE = 0.5
"""Score under which a place is no answer (`docs/places.md`)."""
JOINING = frozenset(
    {"of", "the", "de", "du", "des", "la", "le", "les", "d'", "d’", "l'", "l’", "and", "et", "-"}
)
"""Small words inside a name ("Democratic Republic of the Congo", "Côte d'Ivoire")."""


@dataclass(frozen=True, slots=True)
class Told:
    """A place as it is told: the token that hangs in the tree, its name, its words, its preposition ("object" for none)."""

    token: Token
    name: str
    span: Span
    case: str
    whole: bool = False  # "the country": no name, the state told of before


@cache
def words(language: str, key: str) -> frozenset[str]:
    """One of the word lists of `places.toml`."""
    return frozenset(table(language, "places").get(key, ()))


@cache
def targets(language: str) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Type → the prepositions after which its place stands as what the act is done to, and the verbs it is kept to."""
    return {
        kind: (frozenset(row["cases"]), frozenset(row.get("verbs", ())))
        for row in table(language, "places").get("target", ())
        for kind in row["types"]
    }


def told(sentence: Sentence) -> list[Told]:
    """The places a sentence tells, in text order."""
    made: list[Told] = []
    reached = -1
    for t in sentence.tokens:
        if t.i <= reached or t.dep in ("compound", "flat"):
            continue
        one = _told_by(sentence, t)
        if one is not None:
            made.append(one)
            reached = max(x.i for x in sentence.tokens if x.start < one.span.end)
    return made


def _told_by(sentence: Sentence, t: Token) -> Told | None:
    language = sentence.language
    case = sentence.case(t) or next(filter(None, map(sentence.case, _firsts(sentence, t))), "")
    case = case or ("object" if t.dep in ("obj", "nsubj:pass") else "")
    if t.dep == "conj" and (first := sentence.head(t)) is not None and not sentence.case(t):
        case = sentence.case(first) or case
    if not case:
        return None
    if t.lemma in words(language, "whole") and t.pos == "NOUN":
        bare = not sentence.children(t.i, "amod", "nmod", "compound")
        return Told(t, t.text, t.span, case, whole=True) if bare else None
    name = t if t.pos == "PROPN" else _inner(sentence, t)
    if name is None or name.lemma.lower() in words(language, "not"):
        return None
    run = _run(sentence, name)
    if t.pos == "PROPN" and case == OF[language]:
        # "la prison de Manaus": the name of what stands in a place.
        head = sentence.head(t)
        generic = head is not None and (
            head.lemma in words(language, "generic") or sentence.case(head) in words(language, "locative")
        )
        if head is not None and generic and sentence.case(head):
            case = sentence.case(head)
    first, last = run[0], _chain_end(sentence, run[-1])
    span = Span(sentence.tokens[first.i].start, sentence.tokens[last].end)
    text = sentence.text[span.start - sentence.start : span.end - sentence.start]
    return Told(t, text, span, case)


def _firsts(sentence: Sentence, t: Token) -> list[Token]:
    """The words of a name before its head, on which a preposition may hang: "à New York"."""
    return [c for c in sentence.children(t.i, "flat", "compound") if c.i < t.i and c.pos == "PROPN"]


def _inner(sentence: Sentence, t: Token) -> Token | None:
    """The name that a noun for a place bears: "the town of Bamba", "l'aéroport international de Niamey"."""
    if t.pos != "NOUN" or t.lemma not in words(sentence.language, "generic"):
        return None
    inner = [
        c
        for c in sentence.children(t.i, "nmod", "compound", "appos", "flat", "nmod:poss")
        if c.pos == "PROPN"
    ]
    return inner[0] if inner else None


def _run(sentence: Sentence, name: Token) -> list[Token]:
    """The unbroken words of a name: its compounds, and what a hyphen ties to it ("Al-Fashir")."""
    wanted, open_ = {name.i}, [name.i]
    while open_:  # in "New York City" New hangs on York and York on City
        for c in sentence.children(open_.pop(), "flat", "compound"):
            if c.pos in ("PROPN", "NOUN", "ADJ", "ADP", "DET") and c.i not in wanted:
                wanted.add(c.i)
                open_.append(c.i)
    first = last = name.i
    tokens = sentence.tokens
    while first > 0 and (first - 1 in wanted or _tied(tokens[first - 1], tokens[first])):
        first -= 1
    while last + 1 < len(tokens) and (
        last + 1 in wanted or _tied(tokens[last], tokens[last + 1]) or _goes_on(sentence, tokens[last + 1])
    ):
        last += 1
    return list(tokens[first : last + 1])


def _goes_on(sentence: Sentence, t: Token) -> bool:
    """A capitalised foreign word right after a name, that nothing else claims, is part of it: "à New | York lundi"."""
    return (
        t.pos == "X"  # a second name would be a proper noun: "à Bamako Abdoulaye Diop"
        and t.text[:1].isupper()
        and t.dep in ("obl", "nmod", "flat", "dep")
        and not sentence.case(t)
        and not sentence.children(t.i)
    )


def _tied(left: Token, right: Token) -> bool:
    """A hyphen without spaces."""
    return left.end == right.start and ("-" in (left.text, right.text)) and (left.text + right.text) != "--"


def _chain_end(sentence: Sentence, last: Token) -> int:
    """The last token of the wider places told right after a name: ", North Darfur, Sudan", "(Var)"."""
    tokens = sentence.tokens
    at = last.i
    while at + 2 < len(tokens) and tokens[at + 1].text in (",", "("):
        bracket = tokens[at + 1].text == "("
        end = _name_end(sentence, at + 2)
        if end is None:
            break
        follows = tokens[end + 1].text if end + 1 < len(tokens) else "."
        if bracket and follows != ")":
            break
        # "in Bamako, Diop said": a name that begins the next clause is no wider place.
        if not bracket and follows not in (",", ".", ";", ")", ":", "—", "–", "and", "et"):
            break
        if not bracket and any(t.dep in ("nsubj", "nsubj:pass") for t in tokens[at + 2 : end + 1]):
            break
        at = end + 1 if bracket else end
    return at


def _name_end(sentence: Sentence, start: int) -> int | None:
    """Where a run of capitalised words that begins at `start` ends; None where there is no name."""
    tokens = sentence.tokens
    at, end = start, None
    while at < len(tokens):
        t = tokens[at]
        if t.text[:1].isupper() and t.pos in ("PROPN", "NOUN", "ADJ", "X") and t.entity != "PER":
            end = at
        elif t.text.lower() not in JOINING or (at != start and end is None) or t.text in (",", "("):
            break
        at += 1
    return end if end is not None and phrases.words(sentence, list(tokens[start : end + 1])) else None

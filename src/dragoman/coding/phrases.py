"""Noun phrases: which words belong to a mention, and what stands beside it in apposition."""

from __future__ import annotations

from dragoman.grammar.view import Sentence, Token
from dragoman.records import Span

CORE = frozenset(
    {
        "det",
        "amod",
        "nummod",
        "compound",
        "flat",
        "nmod:poss",
        "nmod",
        "advmod",
        "case",
        "fixed",
        "appos",
        "acl",
    }
)
OF = frozenset({"de", "of", "'s", "d'", "du", "des", "d’"})
POSTED = frozenset({"à", "en", "auprès de", "auprès", "pour", "to", "in", "for", "at"})
"""Prepositions that belong to the mention after a noun of posting ("l'ambassadeur de France au Niger")."""
POSTS = frozenset(
    [
        "ambassadeur",
        "ambassadrice",
        "représentant",
        "représentante",
        "envoyé",
        "envoyée",
        "émissaire",
        "consul",
        "attaché",
        "coordonnateur",
        "coordinateur",
        "ambassador",
        "envoy",
        "representative",
        "consul",
        "coordinator",
        "minister",
        "ministre",
        "secrétaire",
        "secretary",
    ]
)


def core(sentence: Sentence, head: Token) -> list[Token]:
    """The tokens of a mention around its head: article, adjectives, "de" complements, a name set right beside it.

    Without relative clauses, coordination, or an apposition behind a comma; always one unbroken run.
    """
    wanted = {head.i}
    todo = [head]
    while todo:
        at = todo.pop()
        for c in sentence.children(at.i):
            if _belongs(sentence, at, c, head):
                wanted.add(c.i)
                todo.append(c)
    first = last = head.i
    while first - 1 in wanted or (first - 2 in wanted and sentence.tokens[first - 1].text in "-'’"):
        first -= 1
    while last + 1 in wanted or (last + 2 in wanted and sentence.tokens[last + 1].text in "-'’"):
        last += 1
    # "the Saudi-led coalition": what a hyphen ties to the first word belongs to it.
    while (
        first > 1
        and sentence.tokens[first - 1].text == "-"
        and sentence.tokens[first - 1].end == sentence.tokens[first].start
    ):
        first -= 2
        while first - 1 in wanted or (
            first > 0
            and sentence.tokens[first - 1].dep == "det"
            and sentence.tokens[first - 1].head == head.i
        ):
            first -= 1
    # A preposition that the parser left loose at either end is no part of the mention.
    while first < head.i and sentence.tokens[first].dep == "case" and sentence.tokens[first].head == head.i:
        first += 1
    return list(sentence.tokens[first : last + 1])


def _belongs(sentence: Sentence, at: Token, c: Token, head: Token) -> bool:
    if c.dep == "case":
        return at.i != head.i or c.text in ("'s", "’s")
    if c.dep not in CORE:
        return False
    if c.dep == "acl":
        # "hommes armés": a bare participle that touches its noun is an adjective in all but name.
        return c.i == at.i + 1 and not sentence.children(c.i)
    if c.dep == "appos":
        return c.pos == "PROPN" and not _comma_between(sentence, at, c)
    if c.dep == "advmod":
        return c.i < at.i and c.text.lower() in ("non", "ex", "former")
    if c.dep == "nmod":
        case = sentence.case(c)
        if at.pos == "PROPN" and c.pos == "NOUN":
            return False  # "menacé le Niger d'une intervention": a name takes no such complement
        if not case:
            return c.pos == "PROPN" and abs(c.i - at.i) <= 2
        return case in OF or (case in POSTED and at.lemma in POSTS)
    return True


def _comma_between(sentence: Sentence, a: Token, b: Token) -> bool:
    left, right = min(a.i, b.i), max(a.i, b.i)
    return any(t.text in (",", "(", ";", ":", "–", "—") for t in sentence.tokens[left + 1 : right])


def span(tokens: list[Token]) -> Span:
    """From the first token to the last."""
    return Span(tokens[0].start, tokens[-1].end)


def words(sentence: Sentence, tokens: list[Token]) -> str:
    """The text of a run of tokens, as it stands in the article."""
    return sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]


def apposition(sentence: Sentence, head: Token) -> Token | None:
    """The noun set beside `head` behind a comma ("le ministre, Abdoulaye Diop, …")."""
    for c in sentence.children(head.i, "appos"):
        if _comma_between(sentence, head, c):
            return c
    return None


def is_plural(sentence: Sentence, head: Token) -> bool:
    """Whether a noun phrase speaks of more than one."""
    if len(sentence.conjuncts(head)) > 1 or head.morph.get("Number") == "Plur":
        return True
    return any(c.dep == "det" and c.morph.get("Number") == "Plur" for c in sentence.children(head.i))

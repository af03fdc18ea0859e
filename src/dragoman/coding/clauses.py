"""The clause a word stands in: which tokens share its subject, its date and its place."""

from __future__ import annotations

from dragoman.grammar.view import Sentence, Token
from dragoman.records import Span

CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"})
SHARING = frozenset({"xcomp", "conj"})  # such a clause lives on what stands in the one above it


def clause_spans(sentence: Sentence, near: Span) -> tuple[Span, ...] | None:
    """The tokens of the clause that holds `near`, as spans; None where `near` is not in the sentence.

    A coordinated verb, an infinitive and a present participle ("..., tuant douze soldats") also have the
    words of the clause they hang on; a that-clause, a relative clause, a past participle only their own.
    """
    token = next((t for t in sentence.tokens if t.span.overlaps(near)), None)
    if token is None:
        return None
    return tuple(t.span for t in clause_tokens(sentence, token))


def clause_tokens(sentence: Sentence, token: Token) -> list[Token]:
    """The tokens of the clause of `token`, in text order."""
    head = _clause_head(sentence, token)
    found = {t.i for t in _own(sentence, head)}
    seen = {head.i}
    while _shares(sentence, head) and (above := sentence.head(head)) is not None:
        head = _clause_head(sentence, above)
        if head.i in seen:
            break
        seen.add(head.i)
        found |= {t.i for t in _own(sentence, head)}
    if not any(t.pos in ("VERB", "AUX") and t.i not in found for t in sentence.tokens):
        return list(sentence.tokens)  # Why: one verb, one clause, however the parser cut the sentence
    return [sentence.tokens[i] for i in sorted(found)]


def own_tokens(sentence: Sentence, token: Token) -> list[Token]:
    """A word and what hangs on it, without the clauses below it."""
    return sorted(_own(sentence, token), key=lambda t: t.i)


def main_verb(sentence: Sentence, token: Token) -> Token | None:
    """For a verb the head of the clause above its own, for a noun that of its own clause; None above the root."""
    head = _clause_head(sentence, token)
    if head.i != token.i:
        return head
    above = sentence.head(head)
    return _clause_head(sentence, above) if above is not None else None


def _is_clause(sentence: Sentence, t: Token) -> bool:
    if t.dep == "root":
        return True
    if t.dep in CLAUSES:
        # Why: parsers hang days and appositions as clauses ("lundi" xcomp, "most of them pupils" advcl).
        return t.pos in ("VERB", "AUX") or bool(sentence.children(t.i, "aux", "aux:pass", "cop"))
    if t.dep != "conj":
        return False
    return t.pos in ("VERB", "AUX") or any(c.dep.startswith("nsubj") for c in sentence.children(t.i))


def _clause_head(sentence: Sentence, t: Token) -> Token:
    if _is_clause(sentence, t):
        return t
    return next((a for a in sentence.ancestors(t) if _is_clause(sentence, a)), t)


def _own(sentence: Sentence, head: Token) -> list[Token]:
    found, todo = [], [head]
    while todo:
        t = todo.pop()
        found.append(t)
        todo.extend(c for c in sentence.children(t.i) if not _is_clause(sentence, c) or _beside_subject(t, c))
    return found


def _beside_subject(noun: Token, t: Token) -> bool:
    """A present participle on the subject tells of the same moment: "leaders meeting in Abuja on Sunday said"."""
    return noun.dep.startswith("nsubj") and t.dep == "acl" and _is_present_participle(t)


def _is_present_participle(t: Token) -> bool:
    return t.morph.get("VerbForm") == "Part" and t.morph.get("Tense") == "Pres"


def _shares(sentence: Sentence, head: Token) -> bool:
    if head.dep in SHARING:
        return True
    if head.dep not in ("advcl", "acl"):
        return False
    if any(c.dep.startswith("nsubj") for c in sentence.children(head.i)):
        return False
    return (
        _is_present_participle(head)
        or head.morph.get("VerbForm") in ("Inf", "Ger")
        or head.morph.get("Aspect") == "Prog"
    )

"""Prepositions of several words ("au sein de", "on behalf of"): one `case` on the noun behind them."""

from __future__ import annotations

from functools import cache

from dragoman.grammar.tree import Node, Tree
from dragoman.grammar.words import words

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_AMALGAMATED = {"fr": {"de": ("de", "d'", "du", "des"), "à": ("à", "au", "aux")}}


@cache
def _by_first_word(language: str) -> dict[str, tuple[tuple[tuple[tuple[str, ...], ...], str], ...]]:
    """First word → (the forms of each word, the preposition as cited), longest first."""
    variants = _AMALGAMATED.get(language, {})
    table: dict[str, list[tuple[tuple[tuple[str, ...], ...], str]]] = {}
    for cited in sorted(words(language).prepositions, key=lambda p: -len(p)):
        parts = cited.replace("'", "' ").split()
        forms = tuple(
            variants.get(part, (part,)) if i == len(parts) - 1 else (part,) for i, part in enumerate(parts)
        )
        for first in forms[0]:
            table.setdefault(first, []).append((forms, cited))
    return {first: tuple(rows) for first, rows in table.items()}


def join(tree: Tree, language: str) -> None:
    """Joins every preposition of several words of the sentence, in place."""
    table = _by_first_word(language)
    i = 0
    while i < len(tree):
        for forms, cited in table.get(tree[i].low, ()):
            run = [tree[k] for k in range(i, min(i + len(forms), len(tree)))]
            if (
                len(run) == len(forms)
                and all(n.low in f for n, f in zip(run, forms, strict=True))
                and _join(tree, run, cited)
            ):
                i += len(run) - 1
                break
        i += 1


def _join(tree: Tree, run: list[Node], cited: str) -> bool:
    inside = {n.i for n in run}
    noun = _complement(tree, run, inside)
    if noun is None or noun.i in inside:
        return False
    governor = _governor(tree, run, noun, inside)
    is_clause = noun.pos in ("VERB", "AUX") or noun.dep in ("advcl", "acl", "xcomp", "ccomp")
    for node in tree.nodes:
        if node.head in inside and node.i not in inside and node.i != noun.i:
            if governor is not None and tree.below(governor, node.i):
                # "Afin d'aider la population, le conseil a envoyé …": the clause hung on "afin" is the main one.
                node.head, node.dep = node.i, "root"
            else:
                node.head = noun.i
    if governor is None:
        noun.head, noun.dep = noun.i, "root"
    elif (not is_clause and noun.dep != "conj") or noun.head in inside:
        noun.head = governor.i
        verbal = governor.pos not in _NOMINAL
        noun.dep = ("advcl" if verbal else "acl") if is_clause else "obl" if verbal else "nmod"
    first, *others = run
    first.head, first.dep, first.lemma, first.pos = noun.i, "mark" if is_clause else "case", cited, "ADP"
    for node in others:
        node.head, node.dep = first.i, "fixed"
    return True


def _complement(tree: Tree, run: list[Node], inside: set[int]) -> Node | None:
    """The noun or clause behind the preposition: the last word's head, or what hangs on it to the right."""
    last = run[-1]
    for node in reversed(run):
        if node.head not in inside and node.head > last.i and node.dep in ("case", "mark"):
            return tree[node.head]
    hanging = [
        n for n in tree.nodes if n.i > last.i and n.head in inside and n.dep not in ("punct", "cc", "conj")
    ]
    return hanging[0] if hanging else None


def _governor(tree: Tree, run: list[Node], noun: Node, inside: set[int]) -> Node | None:
    """What the whole phrase hangs on: the first head outside the run that is not below the noun."""
    for start in (*run, noun):
        at, seen = start, set()
        while at.i not in seen:
            seen.add(at.i)
            if at.i not in inside and not tree.below(at, noun.i):
                return at
            at = tree[at.head]
    return None

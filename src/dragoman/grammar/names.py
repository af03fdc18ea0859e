"""Repairs of names: a name beside its title, an apposition beside its noun."""

from __future__ import annotations

from itertools import pairwise

from dragoman.grammar.tree import Node, Tree

PERSONS = frozenset({"NOUN", "PROPN"})
FORMS_OF_ADDRESS = frozenset({"mme", "mlle", "me", "mgr", "dr", "pr"})
CALENDAR = frozenset(
    """janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche""".split()
)


def adjective_name(tree: Tree, language: str) -> int:
    """ "bulgare Tzvetan Todorov": a name is no adjective of its title, nor of another name."""
    count = 0
    for node in tree.nodes:
        if node.dep != "amod" or node.pos != "PROPN" or not node.text[:1].isupper():
            continue
        head, before = tree[node.head], tree[node.i - 1]
        if head.pos not in PERSONS or node.i < head.i:
            continue
        if (
            before.pos == "PROPN"
            and before.i != head.i
            and tree.attach(node, tree.phrase_head(before).i, "flat")
        ):
            count += 1
        else:
            node.dep = "flat" if head.pos == "PROPN" else "appos"
            count += 1
    return count


def adjacent_names(tree: Tree, language: str) -> int:
    """ "Santiago Sierra", "Sitiveni Rabuka": two names side by side, one below the other or both below a third."""
    count = 0
    for first, second in pairwise(tree.nodes):
        named = first.pos == "PROPN" and second.pos == "PROPN"
        if not named or not (first.text[0].isupper() and second.text[0].isupper()):
            continue
        if first.dep == "amod" and first.head == second.i:
            first.dep = "flat"
        elif (
            second.dep in ("nmod", "appos") and second.head == first.i and not tree.children(second.i, "case")
        ):
            second.dep = "flat"
        elif (
            first.head == second.head
            and second.dep in ("nmod", "appos", "amod", "flat")
            and first.i > first.head
        ):
            marked = first.dep == "flat" or tree.children(first.i, "case", "det")
            if marked or not tree.attach(second, first.i, "flat"):
                continue
        else:
            continue
        count += 1
    return count


def name_complement(tree: Tree, language: str) -> int:
    """ "l'entreprise Ericsson", "le candidat Moon": a name right of a common noun is its apposition."""
    count = 0
    for node in tree.nodes:
        if node.dep not in ("nmod", "flat") or node.pos != "PROPN" or node.lemma in CALENDAR:
            continue
        head = tree[node.head]
        addressed = head.low in FORMS_OF_ADDRESS or head.text.endswith(".")
        if addressed or not node.text[0].isupper() or tree.children(node.i, "case"):
            continue
        if head.pos == "NOUN" and head.i < node.i:
            node.dep = "appos"
            count += 1
    return count


def apposition_of_neighbour(tree: Tree, language: str) -> int:
    """ "le ministre, A. D., et son homologue, S. L., ont": the second name belongs to the second noun.

    A name between commas that hangs, as apposition or conjunct, on a noun further left than the last noun
    phrase before its comma: it names that nearer noun, if that is a person or body without a name yet.
    """
    count = 0
    for node in tree.nodes:
        if node.dep not in ("appos", "conj", "nmod") or node.pos != "PROPN" or node.text[-1].isdigit():
            continue
        first = tree.first(node)
        if first.i == 0 or tree[first.i - 1].text != "," or tree.children(node.i, "case", "det", "cc"):
            continue
        nearest = _noun_before(tree, first.i - 1)
        if nearest is None or nearest.i <= node.head or nearest.i == node.head:
            continue
        above = tree[node.head]
        coordinated = nearest.dep == "conj" and (nearest.head == above.i or above.dep == "conj")
        named = bool(tree.children(nearest.i, "appos", "flat"))
        if coordinated and nearest.pos == "NOUN" and not named and tree.attach(node, nearest.i, "appos"):
            count += 1
    return count


def bare_name(tree: Tree, language: str) -> int:
    """ "the head of the agency (AEOI), Ali Akbar Salehi, …": a person's bare name is no adverbial."""
    count = 0
    for node in tree.nodes:
        if node.dep != "obl" or node.pos != "PROPN" or node.entity != "PER" or tree.children(node.i, "case"):
            continue
        first = tree.first(node)
        if first.i == 0 or tree[first.i - 1].text != ",":
            continue
        nearest = _noun_before(tree, first.i - 1)
        if nearest is not None and nearest.pos == "NOUN" and tree.attach(node, nearest.i, "appos"):
            count += 1
    return count


def _noun_before(tree: Tree, comma: int) -> Node | None:
    """The head of the noun phrase that ends at the comma, up to the noun without a preposition."""
    at = tree[comma - 1] if comma else None
    while at is not None and not (at.pos in PERSONS and not tree.children(at.i, "case")):
        if at.dep not in (
            "amod",
            "nmod",
            "appos",
            "flat",
            "punct",
            "compound",
            "nummod",
            "advmod",
            "acl",
            "det",
            "fixed",
        ):
            return None
        above = tree.head(at)
        if above is None or above.i > comma:
            return None
        at = above
    return at

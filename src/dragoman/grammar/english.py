"""English trees (ClearNLP labels) into the view's relations."""

from __future__ import annotations

from dragoman.grammar.prepositions import join
from dragoman.grammar.tree import Node, Tree

RENAMED = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj", "auxpass": "aux:pass",
    "acomp": "attr", "oprd": "attr", "poss": "nmod:poss", "relcl": "acl:relcl", "preconj": "cc", "predet":
    "det", "quantmod": "advmod", "meta": "dep", "intj": "dep",
}  # fmt: skip
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "pcomp"})
REFLEXIVES = frozenset(
    {"himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself", "yourselves", "oneself"}
)


def unify(tree: Tree) -> None:
    """Turns the labels and the hanging of prepositions, in place."""
    for node in tree.nodes:
        if node.low in REFLEXIVES:
            node.morph["Reflex"] = "Yes"
    # From the last preposition to the first: "out of the hands of X" is undone from its innermost noun.
    for node in reversed(tree.nodes):
        if _is_preposition(tree, node):
            _lower(tree, node)
    for node in tree.nodes:
        _rename(tree, node)
    join(tree, "en")


def _is_preposition(tree: Tree, node: Node) -> bool:
    if node.dep in ("prep", "agent"):
        return True
    if node.dep == "dative":
        return node.pos in ("ADP", "SCONJ")
    if node.dep in ("pcomp", "conj"):
        return node.pos in ("ADP", "SCONJ") and bool(tree.children(node.i, "pobj", "pcomp"))
    return node.pos in ("ADP", "SCONJ") and bool(tree.children(node.i, "pobj"))


def _lower(tree: Tree, prep: Node) -> None:
    """Hangs the preposition below its noun or clause, and that where the preposition hung."""
    governor = tree.head(prep)
    complements = tree.children(prep.i, "pobj", "pcomp")
    # "Because of": the model hangs "of" beside the noun, as a complement without one of its own.
    bare = [n for n in complements if n.pos in ("ADP", "SCONJ") and not tree.children(n.i)]
    complements = [n for n in complements if n not in bare] or complements
    complements += [
        n for n in tree.children(prep.i, "obl", "nmod") if n.pos in NOUNS
    ]  # from "because of", "out of"
    if governor is None:
        _root(tree, prep, complements)
        return
    if not complements:
        _stranded(tree, prep)
        return
    noun = complements[0]
    role = prep.dep
    if role == "conj" and governor.dep == "case":
        _conjoined(tree, prep, governor, noun)
        return
    if prep.pos == "VERB":
        prep.pos, prep.lemma = "ADP", prep.low  # "including", "following"
    noun.head = governor.i
    noun.dep = _relation(noun, governor, prep, role)
    prep.head, prep.dep = noun.i, "mark" if noun.dep in ("advcl", "acl") else "case"
    for other in tree.children(prep.i):
        other.head = noun.i
        if other in bare:
            other.dep = "case"
        elif other.dep in ("pobj", "pcomp"):
            other.dep = "conj"


def _relation(noun: Node, governor: Node, prep: Node, role: str) -> str:
    if noun.pos in ("VERB", "AUX"):
        return "acl" if governor.pos in NOUNS else "advcl"
    if role == "agent":
        return "obl:agent"
    if role == "conj":
        return "conj"
    return (
        "nmod"
        if (governor.pos in NOUNS and governor.dep not in ("attr", "acomp")) or governor.pos == "DET"
        else "obl"
    )


def _root(tree: Tree, prep: Node, complements: list[Node]) -> None:
    if complements:
        tree.reroot(complements[0], prep)
        prep.dep = "case"
        for other in tree.children(prep.i):
            other.head = complements[0].i


def _stranded(tree: Tree, prep: Node) -> None:
    """A preposition without its noun: "was called on to leave", "the state they fought against"."""
    prep.dep = "prt"
    for other in tree.children(prep.i):
        other.head = prep.head


def _conjoined(tree: Tree, prep: Node, first: Node, noun: Node) -> None:
    """ "In Gao and near Kidal": the second preposition hangs on the first, the nouns are the pair."""
    noun.head, noun.dep = first.head, "conj"
    prep.head, prep.dep = noun.i, "case"
    for other in tree.children(first.i, "cc"):
        other.head = noun.i


def _rename(tree: Tree, node: Node) -> None:
    dep = RENAMED.get(node.dep, node.dep)
    if dep == "aux" and node.low == "to" and node.pos == "PART":
        dep = "mark"
    elif dep == "dative":
        dep = "iobj"
    elif dep == "npadvmod":
        head = tree.head(node)
        dep = "nmod" if head is not None and head.pos in NOUNS else "obl"
    elif dep in ("pobj", "pcomp"):
        dep = "obl"
    elif dep in ("prep", "agent"):
        dep = "case"
    node.dep = dep

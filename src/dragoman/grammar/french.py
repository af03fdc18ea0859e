"""French trees (Universal Dependencies) into the view's relations: variants folded, amalgams undone."""

from __future__ import annotations

from dragoman.grammar.prepositions import join
from dragoman.grammar.tree import Tree

RENAMED = {
    "ROOT": "root", "obl:arg": "obl", "obl:mod": "obl", "aux:tense": "aux", "aux:caus": "aux",
    "expl:comp": "expl", "expl:pass": "expl", "expl:subj": "expl", "expl:pv": "expl",
    "flat:name": "flat", "flat:foreign": "flat", "goeswith": "flat", "nsubj:caus": "nsubj",
    "nsubj:outer": "nsubj", "obj:agent": "obl:agent", "obj:lvc": "obj", "iobj:agent": "iobj",
    "advcl:cleft": "acl:relcl", "dep:comp": "xcomp", "cc:nc": "cc", "parataxis:insert": "parataxis",
    "parataxis:obj": "parataxis", "vocative": "dep", "dislocated": "dep", "discourse": "dep", "orphan": "dep",
}  # fmt: skip
AMALGAMS = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
ARTICLES = {"des": "un", "du": "un", "de": "un", "d'": "un"}


def unify(tree: Tree) -> None:
    """Turns the labels, in place."""
    for node in tree.nodes:
        node.dep = RENAMED.get(node.dep, node.dep)
        low = node.low
        if low in ("s'", "se") and (node.dep == "mark" or node.pos == "SCONJ"):
            node.lemma = "si"
        elif low in ("s'", "se"):
            node.lemma = "se"
            node.morph["Reflex"] = "Yes"
        elif low in AMALGAMS:
            if node.dep == "det" and low in ("au", "aux"):
                # Never an article: "faire face aux défis".
                node.dep, node.pos, node.lemma = "case", "ADP", "à"
                noun = tree[node.head]
                noun.dep = "obl" if noun.dep in ("obj", "obl:mod", "obl:arg", "nsubj") else noun.dep
            elif node.dep == "det":
                node.pos, node.lemma = "DET", ARTICLES.get(low, node.lemma)
            else:
                node.lemma = AMALGAMS[low]
        elif node.dep == "neg" or (low in ("ne", "n'", "pas") and node.dep == "advmod"):
            node.dep = "neg"
    for node in tree.nodes:
        if node.dep == "obl:agent" and not any(
            c.low in ("par", "de", "d'") for c in tree.children(node.i, "case")
        ):
            node.dep = "obl"
    join(tree, "fr")

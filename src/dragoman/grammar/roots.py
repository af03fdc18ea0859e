"""Repairs of what a sentence hangs on: fronted phrases taken for roots, subjects for appositions."""

from __future__ import annotations

from dragoman.grammar.names import CALENDAR
from dragoman.grammar.tree import NOMINAL, PARTICIPLE, Node, Tree

CLAUSES = ("acl", "advcl", "conj", "ccomp", "parataxis", "dep", "acl:relcl")


def _subjects(tree: Tree, node: Node) -> list[Node]:
    return tree.children(node.i, "nsubj", "nsubj:pass", "csubj")


def _finite(tree: Tree, node: Node) -> bool:
    forms = [node, *tree.children(node.i, "aux", "aux:pass", "cop")]
    return any(n.morph.get("VerbForm") == "Fin" for n in forms)


def fronted_root(tree: Tree, language: str) -> int:
    """ "Sans la Floride, Obama a recueilli …": no root while a whole clause hangs below."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos not in NOMINAL or not tree.children(root.i, "case") or _subjects(tree, root):
        return 0
    comma = next((n.i for n in tree.nodes[root.i :] if n.text == ","), None)
    if comma is None or tree.children(root.i, "cop"):
        return 0
    for verb in tree.nodes[comma:]:
        own = [
            s for s in _subjects(tree, verb) if s.i > comma and s.low not in ("qui", "who", "which", "that")
        ]
        if (
            verb.pos not in ("VERB", "AUX", "ADJ")
            or not own
            or not _finite(tree, verb)
            or tree.children(verb.i, "mark")
        ):
            continue
        if verb.dep not in CLAUSES or any(a.i > comma and a.dep in CLAUSES for a in tree.ancestors(verb)):
            continue
        if any(c.i < own[0].i for c in tree.children(verb.i, "cc")):
            return 0
        return int(tree.make_root(verb, root, "obl"))
    return 0


def participle_root(tree: Tree, language: str) -> int:
    """ "Le livre, écrit en trois mois, est composé de …": the bare participle is no root beside a finite verb."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos != "VERB" or root.morph.get("VerbForm") != "Part" or _finite(tree, root):
        return 0
    subject = next((s for s in _subjects(tree, root) if s.i < root.i and s.pos in NOMINAL), None)
    if subject is None or tree.children(root.i, "aux", "aux:pass", "cop"):
        return 0
    for verb in tree.children(root.i, "advcl", "conj", "ccomp", "parataxis", "dep"):
        bare = not _subjects(tree, verb) and not tree.children(verb.i, "mark", "cc")
        if verb.i > root.i and verb.pos in ("VERB", "AUX") and _finite(tree, verb) and bare:
            tree.make_root(verb, root, "acl")
            tree.attach(subject, verb.i, _label(tree, verb))
            return int(tree.attach(root, subject.i, "acl"))
    return 0


def subordinate_root(tree: Tree, language: str) -> int:
    """A clause with a subordinator is no root while a finite verb without subject hangs below it.

    "En s'appuyant sur la Russie, Bamako espère …", "Ce partenariat, s'il est mené avec prudence, pourrait …".
    """
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos not in ("VERB", "AUX"):
        return 0
    marks = [m for m in tree.children(root.i, "mark") if m.i < root.i]
    comma = next((n.i for n in tree.nodes[root.i :] if n.text == ","), None)
    if not marks or comma is None:
        return 0
    for verb in tree.nodes[comma + 1 :]:
        hangs = verb.dep in ("advmod", "conj", "ccomp", "parataxis", "dep", "advcl", "acl")
        if verb.pos not in ("VERB", "AUX") or not hangs or not _finite(tree, verb) or _subjects(tree, verb):
            continue
        if tree.children(verb.i, "mark", "cc") or verb.morph.get("Mood") == "Imp":
            continue
        tree.make_root(verb, root, "advcl")
        for subject in _subjects(tree, root):
            if subject.i < marks[0].i:
                tree.attach(subject, verb.i, _label(tree, verb))
        return 1
    return 0


def participle_subject(tree: Tree, language: str) -> int:
    """ "la crise, exacerbée par …, a poussé …": the participle beside the subject is not the subject."""
    count = 0
    for node in tree.nodes:
        # "Exacerbée" may even be tagged as finite; no finite verb is a subject without its own clause.
        form = node.dep in ("nsubj", "nsubj:pass") and PARTICIPLE.search(node.low) and language == "fr"
        if node.pos != "VERB" or not (node.morph.get("VerbForm") == "Part" or form):
            continue
        if tree.children(node.i, "aux", "aux:pass"):
            continue
        verb = tree[node.head]
        own = [s for s in _subjects(tree, node) if s.i < node.i and s.pos in NOMINAL]
        fronted = (
            node.dep == "advcl" and node.i < verb.i and _finite(tree, verb) and not _subjects(tree, verb)
        )
        misread = node.dep in ("nsubj", "nsubj:pass") or fronted
        if misread and own and tree.attach(own[0], verb.i, _label(tree, verb)):
            tree.attach(node, own[0].i, "acl")
            node.morph = {**node.morph, "VerbForm": "Part", "Tense": "Past"} if form else node.morph
            count += 1
    return count


def subject_root(tree: Tree, language: str) -> int:
    """ "L'homme, arrivé par l'escalier, a agressé …": the subject is no root over its own verb."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos not in ("NOUN", "PROPN") or tree.children(root.i, "case", "cop"):
        return 0
    if _subjects(tree, root) or root.morph.get("VerbForm"):
        return 0
    for verb in tree.nodes[root.i + 1 :]:
        if verb.pos not in ("VERB", "AUX") or not _finite(tree, verb) or _subjects(tree, verb):
            continue
        if verb.dep not in ("parataxis", "conj", "acl", "dep", "ccomp", "appos", "advcl"):
            continue
        chain = [c.i for c in tree.children(verb.i, "aux", "aux:pass", "cop", "neg", "expl")]
        start = min([verb.i, *chain])
        if (
            tree.children(verb.i, "mark", "cc")
            or tree[start - 1].text != ","
            or verb.morph.get("Mood") == "Imp"
        ):
            continue
        tree.make_root(verb, root, _label(tree, verb))
        return 1
    return 0


def _label(tree: Tree, verb: Node) -> str:
    return "nsubj:pass" if tree.children(verb.i, "aux:pass") else "nsubj"


def title_root(tree: Tree, language: str) -> int:
    """ "Kenyan police constable James Mukhwana is arrested": the title is no root over its name."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos != "NOUN" or _subjects(tree, root):
        return 0
    for verb in tree.children(root.i, "ccomp", "acl:relcl", "dep"):
        for subject in _subjects(tree, verb):
            first = tree.first(subject)
            if first.i == root.i + 1 and subject.pos == "PROPN" and _finite(tree, verb):
                tree.make_root(verb, root, "dep")
                return int(tree.attach(root, subject.i, "compound"))
    return 0


def missing_subject(tree: Tree, language: str) -> int:
    """ "Dans un contexte marqué par …, le Mali et la Russie ont réaffirmé": the subject hangs above.

    A finite verb without subject, and before it, right of the last comma, a noun phrase without preposition
    that hangs on what stands left of that comma: it is the subject.
    """
    count = 0
    for verb in tree.nodes:
        if (
            verb.pos not in ("VERB", "AUX")
            or verb.dep not in ("root", "ccomp", "parataxis")
            or not _finite(tree, verb)
        ):
            continue
        if _subjects(tree, verb) or (tree.children(verb.i, "expl") and language == "en"):
            continue
        if verb.morph.get("Mood") == "Imp" or any(c.lemma == "il" for c in tree.children(verb.i, "expl")):
            continue
        if verb.dep == "ccomp" and verb.i < verb.head:
            continue
        start = min([verb.i, *(c.i for c in tree.children(verb.i, "aux", "aux:pass", "cop", "neg", "expl"))])
        comma = next((n.i for n in reversed(tree.nodes[:start]) if n.text in (",", "»", "”", "–", ":")), -1)
        if comma <= 0 or start - comma > 25:
            continue
        for noun in tree.nodes[comma + 1 : start]:
            outside = noun.head <= comma and noun.head != noun.i
            if (
                noun.pos not in NOMINAL
                or not outside
                or noun.dep not in ("appos", "conj", "nmod", "dep", "obl", "obj")
            ):
                continue
            between = tree.nodes[noun.i + 1 : start]
            if any(
                n.pos in ("VERB", "AUX") and _finite(tree, n) and not tree.below(n, noun.i) for n in between
            ):
                continue
            if noun.pos == "NUM" or noun.text[0].isdigit() or noun.lemma in CALENDAR:
                continue
            bare = not tree.children(noun.i, "case", "cc", "mark") and noun.low not in (
                "qui",
                "dont",
                "que",
                "qu'",
            )
            if bare and tree.attach(
                noun, verb.i, "nsubj:pass" if tree.children(verb.i, "aux:pass") else "nsubj"
            ):
                _pair(tree, noun, comma, start)
                count += 1
                break
    return count


def _pair(tree: Tree, subject: Node, comma: int, start: int) -> None:
    """Hangs on the subject found what was coordinated with it and still hangs left of the comma."""
    for noun in tree.nodes[subject.i + 1 : start]:
        outside = noun.head <= comma and noun.head != noun.i
        if (
            outside
            and noun.pos in NOMINAL
            and tree.children(noun.i, "cc")
            and not tree.children(noun.i, "case")
        ):
            tree.attach(noun, subject.i, "conj")

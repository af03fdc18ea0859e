"""Frequent parser faults, mended on the unified trees (counts: `docs/decisions/grammar.md`).

Each rule is one function from a tree to the number of words it hung anew; `RULES` is their order. A rule
stands for a construction of the language that the models get wrong again and again, never for a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from dragoman.grammar import labels, names, roots
from dragoman.grammar.names import CALENDAR
from dragoman.grammar.tree import NOMINAL, Node, Tree
from dragoman.grammar.words import words

RELATIVE = frozenset({"qui", "who", "which"})
CLITICS = {"leur": "iobj", "lui": "iobj", "les": "obj", "y": "obl", "en": "obl"}
CLOSING = frozenset({"»", '"', "”", ")"})
SUBORDINATORS = frozenset({"lorsque", "lorsqu'", "quand", "puisque", "puisqu'", "tandis"})
TIMES = {
    "fr": CALENDAR | labels.TIME_WORDS,
    "en": frozenset(
        """monday tuesday wednesday thursday friday saturday sunday week month year morning evening night
        today yesterday tomorrow""".split()
    ),
}


def repair(tree: Tree, language: str) -> Counter[str]:
    """Mends the tree in place; says how often each rule fired."""
    fired: Counter[str] = Counter()
    for languages, rule in RULES:
        if language in languages:
            count = rule(tree, language)
            if count:
                fired[rule.__name__] += count
    # Nothing above may close a circle; a parse that does would never end.
    if circles := tree.untie():
        fired["circle"] += circles
    return fired


def finite(tree: Tree, node: Node) -> bool:
    """Whether the verb is finite, by itself or through an auxiliary."""
    if node.morph.get("VerbForm") == "Fin":
        return True
    return any(c.morph.get("VerbForm") == "Fin" for c in tree.children(node.i, "aux", "aux:pass", "cop"))


def subjects(tree: Tree, node: Node) -> list[Node]:
    """The subjects of a verb."""
    return tree.children(node.i, "nsubj", "nsubj:pass", "csubj")


def subject_label(tree: Tree, verb: Node) -> str:
    """`nsubj:pass` below a passive, else `nsubj`."""
    return "nsubj:pass" if tree.children(verb.i, "aux:pass") else "nsubj"


def clitic_subject(tree: Tree, language: str) -> int:
    """ "des tireurs leur ont tendu une embuscade": an object pronoun is no subject."""
    count = 0
    for node in tree.nodes:
        if node.dep in ("nsubj", "nsubj:pass") and node.pos == "PRON" and node.low in CLITICS:
            node.dep = CLITICS[node.low]
            count += 1
    return count


def subordinator_as_case(tree: Tree, language: str) -> int:
    """ "lorsque des tireurs … ont tendu": the conjunction hangs on the noun as if it were a preposition."""
    count = 0
    for node in tree.nodes:
        if node.dep != "case" or node.low not in SUBORDINATORS:
            continue
        noun = tree[node.head]
        verb = tree.head(noun)
        if verb is not None and verb.pos in ("VERB", "AUX") and noun.i < verb.i and not subjects(tree, verb):
            tree.attach(node, verb.i, "mark")
            noun.dep = subject_label(tree, verb)
            if verb.dep == "conj":
                verb.dep = "advcl"
            count += 1
    return count


def relative_clause(tree: Tree, language: str) -> int:
    """ "Hollande qui entend annoncer": its clause belongs to the noun before the pronoun."""
    count = 0
    for node in tree.nodes:
        if node.low not in RELATIVE or node.dep not in ("nsubj", "nsubj:pass"):
            continue
        verb = tree[node.head]
        if verb.dep not in ("dep", "conj", "advcl", "ccomp", "parataxis") or node.i == 0:
            continue
        if any(n.pos in ("VERB", "AUX") and n.head != verb.i for n in tree.nodes[node.i + 1 : verb.i]):
            continue
        if verb.dep == "conj" and (tree[node.i - 1].pos == "CCONJ" or _is_relative(tree, tree[verb.head])):
            continue
        before = _antecedent(tree, node)
        if before is not None and verb.head != before.i and tree.attach(verb, before.i, "acl:relcl"):
            count += 1
    return count


def _is_relative(tree: Tree, verb: Node) -> bool:
    return any(s.low in RELATIVE for s in subjects(tree, verb))


def _antecedent(tree: Tree, pronoun: Node) -> Node | None:
    """The noun right before a relative pronoun, over a comma, a bracket, an adjective; None before a question."""
    i = pronoun.i - 1
    if i > 0 and tree[i].text == ")":
        i = next((n.i for n in reversed(tree.nodes[:i]) if n.text == "("), 0) - 1
    elif i > 0 and tree[i].text in (",", "»", "”", '"'):
        i -= 1
    if i < 0:
        return None
    found = tree[i]
    if found.pos == "ADJ" and found.dep == "amod":
        found = tree[found.head]
    return tree.phrase_head(found) if found.pos in NOMINAL and found.low != "ce" else None


def finite_conjunct(tree: Tree, language: str) -> int:
    """ "envisageait de faire allégeance et projetait …": a finite verb is coordinated with the finite one."""
    count = 0
    for node in tree.nodes:
        if node.dep != "conj" or node.pos != "VERB" or not finite(tree, node) or subjects(tree, node):
            continue
        head = tree.head(node)
        if head is None or head.pos != "VERB" or head.morph.get("VerbForm") not in ("Inf", "Ger"):
            continue
        above = next((a for a in tree.ancestors(head) if a.pos in ("VERB", "AUX") and finite(tree, a)), None)
        if above is not None and above.i < node.i and tree.attach(node, above.i, "conj"):
            count += 1
    return count


def noun_conjunct_of_verb(tree: Tree, language: str) -> int:
    """ "dénonce « la colère » et « l'hostilité »": a noun is coordinated with the last like complement."""
    count = 0
    for node in tree.nodes:
        if node.dep != "conj" or node.pos not in ("NOUN", "PROPN"):
            continue
        verb = tree.head(node)
        if verb is None or verb.pos != "VERB" or subjects(tree, node) or tree.children(node.i, "cop", "attr"):
            continue
        if not tree.children(node.i, "cc"):
            continue
        case = [c.lemma for c in tree.children(node.i, "case")]
        wanted = ("obl", "obl:agent") if case else ("obj", "nsubj", "nsubj:pass", "attr")
        fitting = [
            c
            for c in tree.children(verb.i, *wanted)
            if verb.i < c.i < node.i and [k.lemma for k in tree.children(c.i, "case")] == case
        ]
        if fitting and tree.attach(node, fitting[-1].i, "conj"):
            count += 1
    return count


def time_object(tree: Tree, language: str) -> int:
    """ "annoncer le mois prochain sa candidature": a bare time word is no object."""
    count = 0
    for node in tree.nodes:
        if node.lemma not in TIMES[language] or tree.children(node.i, "case"):
            continue
        if node.dep == "xcomp":
            node.dep = "obl"
            count += 1
        elif node.dep in ("obj", "nsubj"):
            verb = tree[node.head]
            other = [c for c in tree.children(verb.i, node.dep) if c is not node]
            if other or (node.dep == "obj" and language == "fr"):
                node.dep = "obl"
                count += 1
    return count


def bracketed(tree: Tree, language: str) -> int:
    """ "l'État islamique (EI)": what a bracket holds is an apposition of the noun before it."""
    count = 0
    for i, opening in enumerate(tree.nodes):
        if opening.text != "(" or i == 0:
            continue
        close = next((n.i for n in tree.nodes[i + 1 : i + 8] if n.text == ")"), None)
        if close is None or close == i + 1:
            continue
        heads = [n for n in tree.nodes[i + 1 : close] if not i < n.head < close or n.head == n.i]
        before = tree[i - 1]
        if (
            len(heads) != 1
            or heads[0].pos not in ("NOUN", "PROPN")
            or before.pos not in ("NOUN", "PROPN", "ADJ")
        ):
            continue
        inside = heads[0]
        target = _bracketed_noun(tree, before, inside)
        if target is not None and inside.head != target.i and not tree.children(inside.i, "case"):
            outside = [c for c in tree.children(inside.i) if not i <= c.i <= close]
            if not outside and tree.attach(inside, target.i, "appos"):
                count += 1
    return count


def _bracketed_noun(tree: Tree, before: Node, inside: Node) -> Node | None:
    """What a bracket explains: an acronym the noun with its first letter, else the noun phrase it follows."""
    phrase = [tree.phrase_head(before)]
    for above in tree.ancestors(phrase[0]):
        if above.pos not in NOMINAL or above.i > before.i:
            break
        phrase.append(above)
    phrase = [n for n in phrase if n.pos in NOMINAL]
    if inside.text.isupper() and len(inside.text) > 1:
        initial = [n for n in phrase if tree.name_start(n).text[:1].upper() == inside.text[0]]
        return initial[-1] if initial else phrase[0] if phrase else None
    if any(inside.head == n.i for n in phrase) and inside.dep == "appos":
        return None
    return phrase[0] if phrase else None


def inverted_subject(tree: Tree, language: str) -> int:
    """ "…, a déclaré jeudi le porte-parole": behind a quote the subject follows the verb, and often its date."""
    count = 0
    for verb in tree.nodes:
        if verb.lemma not in words(language).speech or subjects(tree, verb) or not finite(tree, verb):
            continue
        start = min([verb.i, *(c.i for c in tree.children(verb.i, "aux", "expl", "neg"))])
        if (
            start == 0
            or tree[start - 1].text not in (",", "»", '"', "”")
            or tree.children(verb.i, "mark", "cc")
        ):
            continue
        quoted = tree[start - 1].text != "," or (start > 1 and tree[start - 2].text in CLOSING)
        if not quoted and verb.lemma not in words(language).reporting:
            continue
        found = [c for c in tree.children(verb.i, "obj") if c.i > verb.i and c.lemma not in TIMES[language]]
        if not found:
            found = _behind_date(tree, verb)
        if found and tree.attach(found[0], verb.i, "nsubj"):
            count += 1
    return count


def dated_object(tree: Tree, language: str) -> int:
    """ "a adopté ce jeudi 12 juillet le projet de loi": the object hangs on the date before it."""
    count = 0
    for verb in tree.nodes:
        if (
            verb.pos != "VERB"
            or not subjects(tree, verb)
            or tree.children(verb.i, "obj", "aux:pass", "ccomp")
        ):
            continue
        found = [n for n in _behind_date(tree, verb) if tree.children(n.i, "det")]
        if found and tree[tree.first(found[0]).i - 1].text != "," and tree.attach(found[0], verb.i, "obj"):
            count += 1
    return count


def _behind_date(tree: Tree, verb: Node) -> list[Node]:
    """The nouns without preposition that hang on a date right of the verb."""
    dates = [c for c in tree.children(verb.i, "obl") if c.i > verb.i and labels.is_date(c)]
    below = [n for d in dates for n in tree.subtree(d.i) if n.i > d.i and n.dep in ("nmod", "appos")]
    found = [n for n in below if n.pos in ("NOUN", "PROPN") and not labels.is_date(n)]
    return [n for n in found if not tree.children(n.i, "case") and labels.is_date(tree[n.head])]


RULES: tuple[tuple[tuple[str, ...], Callable[[Tree, str], int]], ...] = (
    (("fr", "en"), roots.fronted_root),
    (("en",), roots.title_root),
    (("fr", "en"), roots.participle_root),
    (("fr", "en"), roots.subordinate_root),
    (("fr", "en"), roots.participle_subject),
    (("fr", "en"), roots.subject_root),
    (("fr", "en"), labels.between),
    (("fr", "en"), labels.clause_as_noun),
    (("fr", "en"), labels.noun_as_verb),
    (("en",), labels.object_of_noun),
    (("fr",), labels.clause_as_subject),
    (("fr",), labels.article_as_case),
    (("fr",), labels.case_of_argument),
    (("fr",), labels.participle_adjective),
    (("fr",), labels.number_as_case),
    (("fr",), labels.adjective_as_verb),
    (("fr",), clitic_subject),
    (("fr",), subordinator_as_case),
    (("fr",), labels.passive_object),
    (("fr",), inverted_subject),
    (("fr",), dated_object),
    (("fr", "en"), bracketed),
    (("fr", "en"), names.adjective_name),
    (("fr",), names.adjacent_names),
    (("fr",), names.name_complement),
    (("fr", "en"), names.apposition_of_neighbour),
    (("fr", "en"), names.bare_name),
    (("fr", "en"), relative_clause),
    (("fr", "en"), finite_conjunct),
    (("fr", "en"), labels.second_argument),
    (("fr", "en"), noun_conjunct_of_verb),
    (("fr", "en"), time_object),
    (("fr", "en"), roots.missing_subject),
    (("fr",), labels.bare_argument),
    (("fr",), labels.bare_object),
    (("fr", "en"), labels.list_of_complements),
    (("fr", "en"), labels.list_as_apposition),
    (("en",), labels.noun_as_verb),  # again: subjects found meanwhile tell more of them
    (("fr", "en"), labels.agent),
)

"""Repairs of single labels: what bears a preposition is no object, what a passive says "par" of is its agent."""

from __future__ import annotations

from itertools import pairwise

from dragoman.grammar.names import CALENDAR
from dragoman.grammar.tree import NOMINAL, PARTICIPLE, Node, Tree
from dragoman.grammar.words import words

INFINITIVE = ("er", "ir", "re", "oir")
TIME_WORDS = frozenset({"mois", "semaine", "année", "soir", "matin", "nuit"})
# "Par exemple", "by phone": adverbials of a passive, never its agent.
ADVERBIAL = frozenset(
    """exemple ailleurs conséquent voie téléphone an mois jour semaine heure mer terre moyen rapport lettre
    courrier erreur suite fois air example phone day week month year contrast way end monday tuesday wednesday
    thursday friday saturday sunday mistake force law""".split()
)


def article_as_case(tree: Tree, language: str) -> int:
    """ "quand des hommes armés ont ouvert le feu": before a subject "des" is an article."""
    count = 0
    for node in tree.nodes:
        if node.dep == "case" and node.low == "des" and tree[node.head].dep in ("nsubj", "nsubj:pass"):
            if any(c.i < node.i for c in tree.children(node.head, "det", "case", "nummod", "advmod")):
                continue
            node.dep, node.pos, node.lemma = "det", "DET", "un"
            count += 1
    return count


def case_of_argument(tree: Tree, language: str) -> int:
    """ "survient après celle de …": a noun with a preposition is neither subject nor object ("de" apart)."""
    count = 0
    for node in tree.nodes:
        if node.dep not in ("nsubj", "nsubj:pass", "obj", "xcomp") or node.pos not in NOMINAL:
            continue
        cases = [c for c in tree.children(node.i, "case") if c.i < node.i and c.pos == "ADP"]
        if cases and all(c.lemma != "de" for c in cases) and tree[node.head].pos in ("VERB", "AUX", "ADJ"):
            node.dep = "obl"
            count += 1
    return count


def noun_as_verb(tree: Tree, language: str) -> int:
    """ "A court sentences a man to prison": what has a subject and no copula is a verb, whatever its tag."""
    count = 0
    for node in tree.nodes:
        if (
            node.pos != "NOUN"
            or node.text[:1].isupper()
            or tree.children(node.i, "cop", "det", "case", "attr")
        ):
            continue
        before = [s for s in tree.children(node.i, "nsubj", "nsubj:pass") if s.i < node.i]
        if before and (
            tree.children(node.i, "obj", "aux", "ccomp")
            or (node.dep == "root" and (language == "fr" or _verbless(tree)))
        ):
            node.pos, node.morph = "VERB", {"VerbForm": "Part" if tree.children(node.i, "aux") else "Fin"}
            for c in tree.children(node.i, "nmod"):
                c.dep = "obl"
            count += 1
    return count


def object_of_noun(tree: Tree, language: str) -> int:
    """ "Two ministers visit Pyongyang": in a sentence without a verb the noun that has an object is it."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos not in NOMINAL or not _verbless(tree):
        return 0
    for node in tree.nodes[root.i + 1 :]:
        bare = node.pos == "NOUN" and node.text.islower() and not tree.children(node.i, "det", "case", "amod")
        if bare and any(o.i > node.i for o in tree.children(node.i, "obj")):
            names = [c for c in tree.children(node.i, "compound", "flat") if c.i < node.i]
            node.pos, node.morph = "VERB", {"VerbForm": "Fin"}
            tree.make_root(node, root, "nsubj")
            for name in names:
                tree.attach(
                    name,
                    node.i - 1 if name.i < node.i - 1 else root.i,
                    "compound" if name.i < node.i - 1 else "flat",
                )
            return 1
    return 0


def _verbless(tree: Tree) -> bool:
    return not any(n.pos in ("VERB", "AUX") and n.morph.get("VerbForm") in ("Fin", None) for n in tree.nodes)


def clause_as_subject(tree: Tree, language: str) -> int:
    """ "« Cette loi est … », a déclaré Paul Ryan": a quoted clause is no subject of the verb of speech."""
    count = 0
    for node in tree.nodes:
        said = tree[node.head].lemma in words(language).speech and node.i < node.head
        if node.dep == "nsubj" and said and tree.children(node.i, "cop") and tree.children(node.i, "nsubj"):
            node.dep = "ccomp"
            count += 1
    return count


def between(tree: Tree, language: str) -> int:
    """ "les liens entre le Mali et la Russie": the second side belongs to the first, wherever it hangs."""
    preposition = "entre" if language == "fr" else "between"
    count = 0
    for node in tree.nodes:
        cases = [c.lemma for c in tree.children(node.i, "case")]
        if cases != [preposition] or node.morph.get("Number") == "Plur" or tree.children(node.i, "conj"):
            continue
        for other in tree.nodes[node.i + 1 : node.i + 12]:
            if other.pos in ("VERB", "AUX", "PUNCT"):
                break
            k = other.i - 1
            while k > node.i and tree[k].pos in ("DET", "ADJ"):
                k -= 1
            if (
                tree[k].pos == "CCONJ"
                and other.pos in ("NOUN", "PROPN")
                and tree.attach(other, node.i, "conj")
            ):
                count += 1
                break
    return count


def clause_as_noun(tree: Tree, language: str) -> int:
    """ "pousser les autorités à diversifier": an infinitive with its particle is a clause, not a complement noun."""
    count = 0
    for node in tree.nodes:
        if node.pos == "VERB" and node.dep in ("nmod", "obl", "amod") and tree.children(node.i, "mark"):
            node.dep = "acl" if tree[node.head].pos in NOMINAL else "advcl"
            count += 1
    return count


def participle_adjective(tree: Tree, language: str) -> int:
    """ "l'Irak ne serait plus touché par la mesure": a participle with "être" is a passive verb.

    Only where the form is a participle's and the lemma an infinitive: "est dernier", "est présent" stay
    adjectives. With "se" the auxiliary makes a perfect, not a passive ("s'est alourdi").
    """
    count = 0
    for node in tree.nodes:
        if node.pos != "ADJ" or not node.lemma.endswith(INFINITIVE) or not PARTICIPLE.search(node.low):
            continue
        copulas = tree.children(node.i, "cop")
        if not copulas:
            continue
        node.pos = "VERB"
        node.morph = {**node.morph, "VerbForm": "Part", "Tense": "Past"}
        reflexive = any(c.lemma == "se" for c in tree.children(node.i))
        for copula in copulas:
            copula.dep = "aux" if reflexive else "aux:pass"
        for subject in tree.children(node.i, "nsubj"):
            subject.dep = "nsubj" if reflexive else "nsubj:pass"
        count += 1
    return count


def agent(tree: Tree, language: str) -> int:
    """ "rendue publique par les autorités": the "par"/"by" of a passive is its agent."""
    preposition = "par" if language == "fr" else "by"
    count = 0
    for node in tree.nodes:
        if node.dep == "obl:agent" and node.lemma in ADVERBIAL:
            node.dep = "obl"
            count += 1
        labels = ("obl", "nmod", "obl:agent") if is_date(tree[node.head]) else ("obl", "nmod")
        if node.dep not in labels or node.lemma in ADVERBIAL or node.text[:1].isdigit():
            continue
        cases = tree.children(node.i, "case")
        if len(cases) != 1 or cases[0].lemma != preposition:
            continue
        head = tree[node.head]
        while is_date(head) and head.dep in ("obl", "nmod", "xcomp", "obj"):
            head = tree[head.head]  # "rejeté lundi par le parlement" hangs on Monday
        verb = head if head.pos == "VERB" else tree[head.head]
        predicate = head.dep in ("xcomp", "attr", "advmod") and head.pos in ("ADJ", "NOUN")
        direct = verb is head or predicate
        if direct and _passive(tree, verb) and not tree.children(verb.i, "obl:agent"):
            node.head, node.dep = verb.i, "obl:agent"
            count += 1
    return count


def is_date(node: Node) -> bool:
    """Whether the word is a day, a month, a number or another time word."""
    return node.lemma in CALENDAR or node.lemma in TIME_WORDS or node.text[:1].isdigit()


def _passive(tree: Tree, verb: Node) -> bool:
    if verb.pos != "VERB":
        return False
    bare = verb.dep in ("acl", "advcl") and verb.morph.get("VerbForm") == "Part"
    past = verb.morph.get("Tense") == "Past" and not tree.children(verb.i, "aux")
    return bool(tree.children(verb.i, "aux:pass")) or (bare and past)


def passive_object(tree: Tree, language: str) -> int:
    """ "auxquels sont confrontés leurs pays": the object of a passive without a subject is its subject."""
    count = 0
    for verb in tree.nodes:
        if tree.children(verb.i, "aux:pass") and not tree.children(verb.i, "nsubj", "nsubj:pass", "csubj"):
            found = [o for o in tree.children(verb.i, "obj") if o.i > verb.i]
            if len(found) == 1:
                found[0].dep = "nsubj:pass"
                count += 1
    return count


def second_argument(tree: Tree, language: str) -> int:
    """Two subjects or objects of a verb before or behind it: a pair ("et"), an apposition (comma), or a name.

    "Le peuple et le pays ne peuvent", "le chef de la mission, Jean-Pierre Lacroix, a rencontré", "rappeler Markus
    Ederer, leur ambassadeur", "Kassym-Jomart Tokaïev est réélu".
    """
    count = 0
    for verb in tree.nodes:
        for labels in (("nsubj", "nsubj:pass"), ("obj",)):
            found = [c for c in tree.children(verb.i, *labels) if c.pos in ("NOUN", "PROPN")]
            for first, second in pairwise(found):
                relation = _relation(tree, verb, first, second)
                if relation and tree.attach(second, first.i, relation):
                    count += 1
    return count


def _relation(tree: Tree, verb: Node, first: Node, second: Node) -> str:
    if (first.i < verb.i) != (second.i < verb.i) or any(c.low == "dont" for c in tree.subtree(second.i)):
        return ""
    if any(first.i < c.i < second.i for c in tree.children(second.i, "cc")):
        return "conj"
    start = tree.first(second).i
    if start == first.i + 1 and first.pos == second.pos == "PROPN":
        return "flat"
    if tree[start - 1].text == "," and (second.pos == "PROPN" or first.pos == "PROPN"):
        return "appos"
    return ""


def bare_argument(tree: Tree, language: str) -> int:
    """ "Moscou, de son côté, cherche à …": a noun without preposition before a finite verb without subject is it."""
    count = 0
    for verb in tree.nodes:
        if verb.pos not in ("VERB", "AUX") or tree.children(verb.i, "nsubj", "nsubj:pass", "csubj", "expl"):
            continue
        helpers = [verb, *tree.children(verb.i, "aux", "aux:pass")]
        if not any(h.morph.get("VerbForm") == "Fin" and h.morph.get("Mood") != "Imp" for h in helpers):
            continue
        first = min(h.i for h in helpers)
        for noun in tree.children(verb.i, "obl", "dep", "obj"):
            bare = (
                noun.i < first and noun.pos in ("NOUN", "PROPN") and not tree.children(noun.i, "case", "mark")
            )
            if bare and not is_date(noun) and noun.low not in TIME_WORDS:
                noun.dep = "nsubj:pass" if tree.children(verb.i, "aux:pass") else "nsubj"
                count += 1
                break
    return count


def bare_object(tree: Tree, language: str) -> int:
    """ "a invité le président tunisien", taken for an oblique: a noun without preposition behind an active verb."""
    count = 0
    for verb in tree.nodes:
        if verb.pos != "VERB" or tree.children(verb.i, "obj", "aux:pass", "expl", "ccomp", "xcomp"):
            continue
        for noun in tree.children(verb.i, "obl"):
            bare = (
                noun.i > verb.i
                and noun.pos in ("NOUN", "PROPN")
                and not tree.children(noun.i, "case", "mark")
            )
            if bare and noun.i - verb.i <= 4 and not is_date(noun) and noun.low not in TIME_WORDS:
                noun.dep = "obj"
                count += 1
                break
    return count


def number_as_case(tree: Tree, language: str) -> int:
    """ "gracié quarante-neuf soldats": a number or article is no preposition."""
    wrong = [n for n in tree.nodes if n.dep == "case" and n.pos in ("DET", "NUM")]
    for node in wrong:
        node.dep = "nummod" if node.pos == "NUM" else "det"
    return len(wrong)


def list_as_apposition(tree: Tree, language: str) -> int:
    """ "Mali, Burkina Faso and Niger withdrew": a name set beside a name with a third one behind "and" is a list."""
    count = 0
    for node in tree.nodes:
        head = tree.head(node)
        if (
            node.dep != "appos"
            or node.pos != "PROPN"
            or head is None
            or head.pos != "PROPN"
            or node.i < head.i
        ):
            continue
        between = [n.text for n in tree.nodes[head.i + 1 : node.i] if n.dep == "punct"]
        last = [
            c for c in tree.children(node.i, "conj", "appos") if c.pos in ("PROPN", "NOUN") and c.i > node.i
        ]
        joined = any(
            n.dep == "cc" and node.i < n.i
            for c in last
            for n in (*tree.children(c.i, "cc"), *tree.children(node.i, "cc"))
        )
        if between[:1] == [","] and last and joined:
            node.dep = "conj"
            count += 1
    return count


def list_of_complements(tree: Tree, language: str) -> int:
    """ "les dirigeants du Burkina, du Mali et du Niger": a conjunct with the preposition of a complement is one more."""
    count = 0
    for node in tree.nodes:
        head = tree.head(node)
        if node.dep != "conj" or head is None or head.pos not in NOMINAL:
            continue
        adjectives = [n for n in tree.children(head.i, "amod") if n.i < node.i and n.pos == "ADJ"]
        if node.pos == "ADJ" and adjectives and len(tree.children(node.i)) <= 1:
            count += int(tree.attach(node, adjectives[-1].i, "conj"))  # "les ministres malien et russe"
            continue
        cases = {c.lemma for c in tree.children(node.i, "case")}
        if not cases or {c.lemma for c in tree.children(head.i, "case")} & cases:
            continue
        before = [
            n
            for n in tree.children(head.i, "nmod")
            if n.i < node.i and {c.lemma for c in tree.children(n.i, "case")} & cases
        ]
        if before:
            count += int(tree.attach(node, before[-1].i, "conj"))
    return count


def adjective_as_verb(tree: Tree, language: str) -> int:
    """ "elle inquiète la communauté internationale": what has a subject, an object and no copula is a verb."""
    count = 0
    for node in tree.nodes:
        if node.pos != "ADJ" or not tree.children(node.i, "nsubj") or tree.children(node.i, "cop", "aux"):
            continue
        if not any(o.i > node.i and o.pos in NOMINAL for o in tree.children(node.i, "obj")):
            continue
        node.pos = "VERB"
        node.morph = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
        count += 1
    return count

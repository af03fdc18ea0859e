"""Where a trigger's sides stand: a slot name of a frame → the head words of the phrases that fill it.

Every function returns tokens (heads of noun phrases), coordination not yet unfolded. Control and sharing are resolved
here: the subject of an infinitive is its governor's, a conjoined verb borrows the first one's, "qui" is its antecedent.
"""

from __future__ import annotations

from dragoman.coding.triggers import Trigger
from dragoman.grammar.view import NOMINAL, Sentence, Token

AGENTS = {"fr": "par", "en": "by"}
OF = {"fr": "de", "en": "of"}
TO = {"fr": "à", "en": "to"}
SUBJECT_CONTROL_NOUNS_DEPTH = 4
"""How far up a chain of infinitives and nouns the subject is looked for ("leur volonté de renforcer")."""


def fill(sentence: Sentence, trigger: Trigger, slot: str) -> list[Token]:
    """The heads of the phrases in a slot of a trigger; [] where the slot is empty."""
    if slot.startswith("theme:"):
        return noun_slot(sentence, trigger.theme, slot[6:]) if trigger.theme else []
    if slot.startswith("content:"):
        inner = content(sentence, trigger)
        return act_slot(sentence, inner, slot[8:]) if inner else []
    if slot == "theme":
        return [trigger.theme] if trigger.theme else []
    if slot == "governor:subject":
        return _host(sentence, trigger.token) if trigger.noun else []
    if slot.startswith("noun:"):
        return noun_slot(sentence, trigger.token, slot[5:])
    if slot.endswith(":noun"):
        return noun_slot(sentence, trigger.token, slot[:-5])
    if trigger.noun:
        if slot in ("subject", "object", "indirect") and trigger.verb is not None:
            return verb_slot(sentence, trigger.verb, slot)
        found = noun_slot(sentence, trigger.token, slot)
        if slot == "adj":
            # "une frappe de drone turque", "Russian drone attacks": the adjective may hang on any word of the entry.
            words = [sentence.tokens[i] for i in sorted(trigger.words) if i != trigger.token.i]
            found += [t for w in words if w.pos == "NOUN" for t in noun_slot(sentence, w, "adj")]
            found = [t for n, t in enumerate(found) if t.i not in trigger.words and t not in found[:n]]
        return found
    return verb_slot(sentence, trigger.token, slot)


def _host(sentence: Sentence, noun: Token) -> list[Token]:
    """ "In a phone call with Fidan, Lavrov said …": whoever does what is told to happen in the course of the noun."""
    governor = sentence.head(noun)
    if noun.dep != "obl" or governor is None or governor.pos not in ("VERB", "AUX"):
        return []
    return subjects(sentence, governor)


def act_slot(sentence: Sentence, token: Token, slot: str) -> list[Token]:
    """A slot of any act word, verb or noun."""
    if token.pos in ("VERB", "AUX"):
        return verb_slot(sentence, token, slot)
    if slot == "subject":
        return (
            noun_slot(sentence, token, AGENTS[sentence.language])
            or noun_slot(sentence, token, "adj")
            or noun_slot(sentence, token, "poss")
            or noun_slot(sentence, token, OF[sentence.language])
        )
    return noun_slot(sentence, token, slot)


def verb_slot(sentence: Sentence, verb: Token, slot: str) -> list[Token]:
    """`subject`, `object`, `indirect` or a preposition of a verb."""
    if slot == "subject":
        return agents(sentence, verb) if sentence.is_passive(verb) else subjects(sentence, verb)
    if slot == "object":
        return subjects(sentence, verb) if sentence.is_passive(verb) else objects(sentence, verb)
    if slot == "indirect":
        found = sentence.children(verb.i, "iobj")
        return [t for t in found if t.lemma != "se"] or obliques(sentence, verb, TO[sentence.language])
    if slot == "adj":
        return []
    return obliques(sentence, verb, slot)


def subjects(sentence: Sentence, verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject of a verb, borrowed along control, coordination and relative clauses."""
    own = [
        t
        for t in sentence.children(verb.i, "nsubj", "nsubj:pass")
        if t.pos in NOMINAL or t.pos in ("DET", "ADJ")
    ]
    if own:
        return [_antecedent(sentence, t, verb) for t in own]
    if sentence.language == "fr" and verb.dep == "root":
        # "Moscou, de son côté, cherche à …": a bare name before a verb without subject is parsed as its adverbial.
        bare = [t for t in sentence.children(verb.i, "obl", "advmod") if t.pos == "PROPN" and t.i < verb.i]
        named = [t for t in bare if not sentence.case(t)]
        if named:
            return named[:1]
    if depth > SUBJECT_CONTROL_NOUNS_DEPTH:
        return []
    head = sentence.head(verb)
    if head is None:
        return []
    if verb.dep in ("acl", "acl:relcl", "amod") and head.pos in NOMINAL:
        if verb.morph.get("VerbForm") == "Inf":
            # "leur volonté de renforcer", "the decision to withdraw": whoever owns the noun.
            return owners(sentence, head, depth + 1)
        return [head]
    if verb.dep in ("xcomp", "advcl", "conj", "ccomp", "parataxis") or head.pos in ("VERB", "AUX"):
        if verb.dep == "ccomp" and verb.morph.get("VerbForm") != "Inf":
            return []
        if verb.dep == "xcomp":
            controlled = _controlled_by_object(sentence, head, verb)
            if controlled:
                return controlled
        if verb.dep == "conj" and head.pos not in ("VERB", "AUX"):
            return []
        if (
            verb.dep in ("advcl", "acl")
            and _marks(sentence, verb) & {"for", "pour"}
            and _blamed(sentence, head)
        ):
            return _blamed(sentence, head)
        if sentence.is_passive(head) and verb.dep == "advcl":
            return subjects(sentence, head, depth + 1)
        return subjects(sentence, head, depth + 1)
    return []


BLAMING = frozenset(
    "bar arrest convict sentence jail charge detain fine sanction accuse condemn criticize criticise thank praise punish ban "
    "blame sue indict prosecute condamner arrêter inculper sanctionner poursuivre juger remercier féliciter critiquer "
    "interpeller emprisonner punir blâmer expulser".split()
)


def _blamed(sentence: Sentence, governor: Token) -> list[Token]:
    """Who did what somebody is blamed or thanked for ("convicted him for spying"): the object of the blame."""
    if governor.lemma not in BLAMING:
        return []
    if sentence.is_passive(governor):
        return sentence.children(governor.i, "nsubj:pass", "nsubj")
    return [t for t in sentence.children(governor.i, "obj") if t.lemma != "se"]


def _controlled_by_object(sentence: Sentence, governor: Token, verb: Token) -> list[Token]:
    """ "a appelé le Mali à libérer", "urged Mali to release": the addressee does what is asked."""
    if verb.morph.get("VerbForm") not in ("Inf", None) and sentence.language == "fr":
        return []
    addressed = [t for t in sentence.children(governor.i, "obj", "iobj") if t.i < verb.i and t.lemma != "se"]
    if not addressed:
        addressed = [
            t
            for t in sentence.children(governor.i, "obl")
            if sentence.case(t) == TO[sentence.language] and t.i < verb.i
        ]
    return addressed


def owners(sentence: Sentence, noun: Token, depth: int = 0) -> list[Token]:
    """Whose a noun is: its possessor, its "de" complement or adjective of nationality, else the subject of its verb."""
    for slot in ("poss", AGENTS[sentence.language], OF[sentence.language], "adj"):
        found = noun_slot(sentence, noun, slot)
        if found:
            return found
    governor = sentence.head(noun)
    while governor is not None and governor.pos not in ("VERB", "AUX"):
        governor = sentence.head(governor)
    return subjects(sentence, governor, depth + 1) if governor is not None else []


def agents(sentence: Sentence, verb: Token) -> list[Token]:
    """Who did it, in a passive."""
    found = sentence.children(verb.i, "obl:agent")
    case = AGENTS[sentence.language]
    marked = [t for t in found if sentence.case(t) == case]
    if marked:
        return marked
    return [t for t in _reach(sentence, verb) if sentence.case(t) == case and t.i > verb.i]


def objects(sentence: Sentence, verb: Token) -> list[Token]:
    """The direct object; "que"/"that" gives its antecedent, a conjoined verb without one borrows nothing."""
    found = [t for t in sentence.children(verb.i, "obj") if t.lemma != "se"]
    return [_antecedent(sentence, t, verb) for t in found]


def obliques(sentence: Sentence, verb: Token, preposition: str) -> list[Token]:
    """Phrases with a preposition that belong to a verb, those the parser hung on its object among them."""
    own = [
        t
        for t in sentence.children(verb.i, "obl", "obl:agent", "iobj", "advcl", "xcomp")
        if _has_case(sentence, t, preposition)
    ]
    if own:
        return own
    return [t for t in _reach(sentence, verb) if t.i > verb.i and _has_case(sentence, t, preposition)]


def noun_slot(sentence: Sentence, noun: Token, slot: str) -> list[Token]:
    """`adj`, `poss` or a preposition of a noun; what the parser hung on its verb instead is found too."""
    if slot == "adj":
        found = [
            t for t in sentence.children(noun.i, "amod", "compound", "nmod", "flat", "appos")
            if not sentence.case(t) and (t.pos in ("ADJ", "PROPN") or t.dep == "compound") and t.dep != "appos"
        ]  # fmt: skip
        return found
    if slot == "poss":
        found = sentence.children(noun.i, "nmod:poss")
        return found or [
            t
            for t in sentence.children(noun.i, "det")
            if t.morph.get("Poss") == "Yes" or t.lemma in POSSESSIVES
        ]
    if slot == "object":
        slot = OF[sentence.language]
    if slot == "subject":
        slot = AGENTS[sentence.language]
    own = [
        t
        for t in sentence.children(noun.i, "nmod", "obl", "acl", "obl:agent")
        if _has_case(sentence, t, slot)
    ]
    if own:
        # "son aide au développement au Mali": a second complement hangs on the first.
        below = [c for t in own for c in sentence.children(t.i, "nmod") if _has_case(sentence, c, slot)]
        return [*own, *below]
    told = _participle_slot(sentence, noun, slot)
    if told:
        return told
    governor = sentence.head(noun)
    if governor is not None and slot not in (OF[sentence.language],):
        # "l'attaque a été menée contre Djibo", "une frappe … par l'armée": hung on the verb or on a sister noun.
        near = [
            t
            for t in sentence.children(governor.i, "obl", "obl:agent", "nmod")
            if t.i > noun.i and t.i != noun.i
        ]
        inner = [c for t in sentence.children(noun.i, "nmod") for c in sentence.children(t.i, "nmod", "obl")]
        return [t for t in [*inner, *near] if _has_case(sentence, t, slot)]
    return []


def _participle_slot(sentence: Sentence, noun: Token, slot: str) -> list[Token]:
    """A slot told by a participle: "l'attaque menée par", "attribuée au" (slot "attribué à"), "visant" a convoy."""
    participle, _, preposition = slot.partition(" ")
    for verb in sentence.children(noun.i, "acl", "amod"):
        if verb.pos not in ("VERB", "ADJ"):
            continue
        if slot in (verb.text.lower(), verb.lemma):
            return objects(sentence, verb)
        named = participle in (verb.text.lower(), verb.lemma) or _stem(participle) == _stem(verb.text.lower())
        if not (preposition and named) and slot not in TOLD_BY_PARTICIPLE:
            continue  # "des attentats liés à l'EI": not every complement of a participle is the noun's
        wanted = preposition if preposition and named else slot
        found = [
            t for t in sentence.children(verb.i, "obl", "obl:agent", "nmod") if _has_case(sentence, t, wanted)
        ]
        if found:
            return found
    return []


TOLD_BY_PARTICIPLE = frozenset({"par", "contre", "sur", "by", "against", "on"})


def _stem(participle: str) -> str:
    """ "attribuées" → "attribu": a French past participle without its endings."""
    return participle.rstrip("s").removesuffix("e").removesuffix("é")


POSSESSIVES = frozenset(
    {"son", "leur", "notre", "mon", "votre", "ton", "his", "her", "its", "their", "our", "my", "your"}
)


def _has_case(sentence: Sentence, t: Token, preposition: str) -> bool:
    case = sentence.case(t)
    if case == preposition:
        return True
    # "à l'encontre de", "au sein de": the words before the noun decide where the parser did not join them.
    if " " in preposition and case and preposition.endswith(case):
        words = preposition.replace("'", "' ").split()
        left = [x for x in sentence.tokens[: t.i] if x.pos not in ("DET", "ADJ")][-len(words) :]
        return [x.lemma for x in left] == words or [x.text.lower() for x in left] == words
    return False


def _reach(sentence: Sentence, verb: Token) -> list[Token]:
    """Noun phrases one step below the verb's own: where a parser hangs a phrase that belongs to the verb."""
    made: list[Token] = []
    for t in sentence.children(verb.i, "obj", "obl", "nsubj:pass", "xcomp", "attr", "obl:agent"):
        made += sentence.children(t.i, "nmod", "obl", "obl:agent")
        for c in sentence.children(t.i, "conj"):
            made += sentence.children(c.i, "nmod", "obl")
    return sorted(made, key=lambda t: t.i)


def _antecedent(sentence: Sentence, t: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; the token itself for everything else."""
    if t.pos != "PRON" or not (t.morph.get("PronType") == "Rel" or t.lemma in RELATIVES):
        return t
    clause = verb
    while clause.dep not in ("acl:relcl", "acl") and clause.head != clause.i:
        clause = sentence.tokens[clause.head]
    head = sentence.head(clause)
    if head is None or clause.dep not in ("acl:relcl", "acl") or head.pos not in NOMINAL:
        before = [x for x in sentence.tokens[: t.i] if x.pos in ("NOUN", "PROPN")]
        return before[-1] if before else t
    return head


RELATIVES = frozenset(
    {"qui", "que", "dont", "lequel", "laquelle", "lesquels", "who", "which", "that", "whom"}
)


def content(sentence: Sentence, trigger: Trigger) -> Token | None:
    """The head of what a word is about: the infinitive or that-clause it governs, else the noun it takes."""
    token = trigger.token
    # "is willing to withdraw": the act hangs on the predicate.
    heads = (
        [token, *sentence.children(token.i, "attr")] if token.lemma in ("be", "remain", "stand") else [token]
    )
    clauses = [c for h in heads for c in sentence.children(h.i, "xcomp", "ccomp", "acl", "advcl")]
    clauses = [c for c in clauses if c.i > token.i and c.pos in ("VERB", "AUX", "NOUN")]
    clauses = [c for c in clauses if not (c.dep == "advcl" and _marks(sentence, c) & ADVERBIAL)]
    if clauses:
        return clauses[0]
    nouns = [
        t for t in sentence.children(token.i, "obj", "obl", "nmod", "iobj")
        if t.pos == "NOUN" and (t.dep == "obj" or sentence.case(t) in CONTENT_CASES)
    ]  # fmt: skip
    # "de libérer" hung as oblique infinitive
    verbs = [t for t in sentence.children(token.i, "obl", "obj", "nmod") if t.pos == "VERB" and t.i > token.i]
    # "a promis une aide d'un million": the noun; "asked Mali's army to": the clause below the object
    addressed = [c for n in sentence.children(token.i, "obj", "iobj", "obl") for c in sentence.conjuncts(n)]
    below = [c for n in addressed for c in sentence.children(n.i, "acl", "advcl", "xcomp") if c.pos == "VERB"]
    # "a menacé le Niger d'une intervention": the noun below the addressee
    deeper = [
        c
        for n in addressed
        for c in sentence.children(n.i, "nmod")
        if c.pos == "NOUN" and sentence.case(c) in ("de", "with")
    ]
    return next(iter([*verbs, *below, *nouns, *deeper]), None)


ADVERBIAL = frozenset(
    "pour afin après avant lorsque quand comme parce puisque alors tandis si pendant after before while when as because if "
    "since although though until once whereas".split()
)
"""Conjunctions of clauses that say when or what for, not what is said or asked."""


def _marks(sentence: Sentence, clause: Token) -> set[str]:
    return {
        m.lemma.split()[0] for m in sentence.children(clause.i, "mark", "case", "advmod") if m.i < clause.i
    }


CONTENT_CASES = frozenset({"à", "de", "sur", "pour", "for", "of", "to", "on", "with", "against", "contre"})

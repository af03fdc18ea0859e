"""Which words of a sentence mean an act: frames matched on lemmas and on the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.frames import LINKS, Entry, Frame, Lexicon, Light
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Span

REACH = 6
"""How many words after the first one the rest of an entry is looked for, articles and adverbs not counted."""

SKIPPED = frozenset({"DET", "ADJ", "ADV", "NUM", "PUNCT", "SPACE", "PART", "AUX", "PRON"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame that fired: the token that heads it, its theme noun, the support verb that carries it, its words."""

    frame: Frame
    token: Token
    noun: bool
    theme: Token | None
    light: Light | None
    verb: Token | None  # the support verb
    span: Span
    weight: int
    words: frozenset[int] = (
        frozenset()
    )  # the tokens of the frame's own entry: never a side ("menaces de mort")


def find(sentence: Sentence, lexicon: Lexicon) -> list[Trigger]:
    """The triggers of a sentence in text order, at most one a token, the narrowest frame first."""
    found: list[Trigger] = []
    for token in sentence.tokens:
        best: Trigger | None = None
        for entry in _entries(token, lexicon):
            if best is not None and entry.weight <= best.weight:
                break
            made = match(sentence, token, entry, lexicon)
            if made is not None and (best is None or made.weight > best.weight):
                best = made
        if best is not None:
            found.append(best)
    return _without_nested(found)


def _entries(token: Token, lexicon: Lexicon) -> tuple[Entry, ...]:
    if token.pos == "VERB" and token.dep in ("obj", "obl", "nsubj", "nsubj:pass", "nmod"):
        return ()  # "arrested the accused", "les condamnés": a participle that stands as a noun
    if token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and token.morph.get("VerbForm") == "Part"):
        return lexicon.verbs.get(token.lemma, ())
    if token.pos in ("NOUN", "PROPN"):
        if lexicon.language == "en" and token.dep == "compound":
            return ()  # "attack helicopters", "the strike group": a modifier is no act
        if lexicon.language == "en" and token.pos == "PROPN" and token.lemma in DAYS:
            return ()  # "on March 7"
        if lexicon.language == "fr" and token.i and token.text[0].isupper() and not token.text.isupper():
            return ()  # inside a French sentence a capital makes a name: "le Rassemblement du peuple de Guinée"
        return lexicon.nouns.get(token.lemma, ()) or lexicon.nouns.get(token.text.lower(), ())
    return ()


def match(sentence: Sentence, token: Token, entry: Entry, lexicon: Lexicon | None = None) -> Trigger | None:
    """The trigger that an entry makes of a token, None where a word or condition is missing."""
    frame = entry.frame
    if not entry.noun and sentence.language == "fr":
        reflexive = sentence.is_reflexive(token) or _before(sentence, token) == "se"
        if entry.reflexive != reflexive and (entry.reflexive or not sentence.children(token.i, "aux:pass")):
            return None
    words = _words(sentence, token, entry)
    if words is None:
        return None
    around = [t for t in _neighbours(sentence, token, entry.noun) if t not in words]
    if frame.not_ and any(
        {t.lemma, t.text.lower()} & frame.not_ for t in (*around, *_cause(sentence, token))
    ):
        return None
    theme = None
    if frame.theme:
        # What a verb acts on: never its active subject, save of a pronominal verb, whose subject is acted on, and
        # where the frame's actor is told by the theme ("Russian troops advanced": the theme is who moves).
        told_by_theme = any(slot.startswith("theme:") for slot in frame.actor)
        doers = set() if entry.noun or entry.reflexive or told_by_theme else _doers(sentence, token)
        theme = next((t for t in around if t.i not in doers and _is_theme(sentence, t, frame.theme)), None)
        if theme is None:
            return None
    if frame.with_ and not any(_has_oblique(sentence, token, p, words) for p, words in frame.with_.items()):
        return None
    light, verb = _light(sentence, token, lexicon) if entry.noun and lexicon is not None else (None, None)
    marked = [*words, *([verb] if verb else []), *([theme] if theme else [])]
    span = _span(marked, token)
    own = frozenset(t.i for t in words)
    if token.dep == "cop" and (predicate := sentence.head(token)) is not None:
        token = predicate  # "est prête à aider": the predicate has the subject and what follows
    return Trigger(frame, token, entry.noun, theme, light, verb, span, entry.weight, own)


def _cause(sentence: Sentence, token: Token) -> list[Token]:
    """ "A plane crashes, killing five": the verb above a bare participle and its subject say what it came of."""
    head = sentence.head(token)
    if token.dep != "advcl" or head is None or token.morph.get("VerbForm") not in ("Part", "Ger"):
        return []
    return [head, *sentence.children(head.i, "nsubj", "nsubj:pass")]


def _words(sentence: Sentence, token: Token, entry: Entry) -> list[Token] | None:
    """The tokens of a many-word entry; None where one is missing."""
    found = [token]
    rest = entry.words[1:]
    if not rest:
        return found
    before = entry.noun and sentence.language == "en" and rest[0] not in LINKS
    tokens = sentence.tokens
    k, step, skipped, crossed = token.i, (-1 if before else 1), 0, False
    for word in reversed(rest) if before else rest:
        k += step
        crossed = False
        while 0 <= k < len(tokens):
            t = tokens[k]
            if t.lemma == word or t.text.lower() == word:
                # "called Erdogan on Friday" is not "call on": a preposition behind an object belongs to what follows.
                if crossed and t.dep == "case" and t.pos == "ADP":
                    return None
                # "fait mention de neuf journalistes morts" is not "faire (des) morts": another object stands between.
                if crossed and not entry.noun and t.pos in ("NOUN", "ADJ") and not sentence.case(t):
                    return None
                if not _strays(sentence, t, entry):
                    found.append(t)
                    break
            crossed = crossed or t.pos in ("NOUN", "PROPN")
            if skipped >= REACH or (t.pos not in SKIPPED and not _below(sentence, t, token)):
                return None
            skipped += 1
            k += step
        else:
            return None
    return sorted(found, key=lambda t: t.i)


def _strays(sentence: Sentence, t: Token, entry: Entry) -> bool:
    """Whether a noun that looks like the entry's stands in another phrase: "suspended talks after an attack"."""
    if entry.noun or sentence.language != "en":
        return False
    head = sentence.head(t)
    if t.lemma in PARTICLES:
        # "sent soldiers to back the army" is not "send back", "called on Sunday" not "call on".
        return t.pos in ("VERB", "NOUN", "ADJ") or (head is not None and head.lemma in DAYS)
    if t.pos not in ("NOUN", "PROPN"):
        return False
    if any(word not in entry.words for word in sentence.case(t).split()):
        return True
    return t.dep == "compound" and head is not None and not {head.lemma, head.text.lower()} & set(entry.words)


def _below(sentence: Sentence, t: Token, head: Token) -> bool:
    return any(a.i == head.i for a in sentence.ancestors(t))


def _neighbours(sentence: Sentence, token: Token, noun: bool) -> list[Token]:
    """What a word acts on or is acted on by: objects, subjects of a passive, complements of a noun, coordinated too."""
    if noun:
        heads = sentence.children(
            token.i, "nmod", "compound", "amod", "appos", "acl", "flat", "obl", "nmod:poss"
        )
        governor = sentence.head(token)
        if (
            governor is not None
            and governor.pos in ("VERB", "NOUN")
            and token.dep in ("obj", "nmod", "nsubj:pass")
        ):
            heads.append(governor)
    else:
        heads = sentence.children(
            token.i, "obj", "nsubj:pass", "nsubj", "obl", "iobj", "xcomp", "prt", "attr"
        )
        if token.dep in ("acl", "amod", "acl:relcl") and (noun_head := sentence.head(token)) is not None:
            heads.append(noun_head)
        if token.dep in ("conj",) and not sentence.children(token.i, "obj", "nsubj:pass"):
            first = sentence.head(token)
            if first is not None:
                heads += sentence.children(first.i, "obj", "nsubj:pass")
    made = [c for h in heads for c in sentence.conjuncts(h)]
    # "lever une partie des sanctions": what a quantity noun measures stands for it.
    made += [
        c
        for h in heads
        for c in sentence.children(h.i, "nmod", "compound", "amod")
        if c.dep != "amod" or c.pos == "NOUN"  # "deux cents prisonniers" is parsed with "cents" for its head
    ]
    return made


def _before(sentence: Sentence, token: Token) -> str:
    """The lemma of the word before a verb group, auxiliaries passed over ("s'est fait exploser")."""
    k = token.i - 1
    while k >= 0 and sentence.tokens[k].pos in ("AUX", "ADV"):
        k -= 1
    return sentence.tokens[k].lemma if k >= 0 else ""


def _doers(sentence: Sentence, token: Token) -> set[int]:
    if sentence.is_passive(token):
        return set()
    heads = sentence.children(token.i, "nsubj")
    return {
        t.i
        for h in heads
        for c in sentence.conjuncts(h)
        for t in (c, *sentence.children(c.i, "nmod", "compound"))
    }


def _is_theme(sentence: Sentence, t: Token, theme: tuple[str, ...]) -> bool:
    lemma, text = t.lemma, t.text.lower()
    for entry in theme:
        words = entry.lower().replace("’", "'").replace("'", "' ").split()
        if len(words) == 1:
            if words[0] in (lemma, text):
                return True
        elif sentence.language == "fr":
            if words[0] == lemma and _follows(sentence, t.i, words[1:]):
                return True
        elif words[-1] in (lemma, text) and _precedes(sentence, t.i, words[:-1]):
            return True
    return False


def _follows(sentence: Sentence, i: int, words: list[str]) -> bool:
    k = i + 1
    for word in words:
        while (
            k < len(sentence.tokens)
            and sentence.tokens[k].pos in ("DET", "ADP")
            and word not in _forms(sentence.tokens[k])
        ):
            k += 1
        if k >= len(sentence.tokens) or word not in _forms(sentence.tokens[k]):
            return False
        k += 1
    return True


def _precedes(sentence: Sentence, i: int, words: list[str]) -> bool:
    return all(i - n >= 0 and w in _forms(sentence.tokens[i - n]) for n, w in enumerate(reversed(words), 1))


def _forms(t: Token) -> tuple[str, str]:
    return t.lemma, t.text.lower()


def _has_oblique(sentence: Sentence, token: Token, preposition: str, lemmas: tuple[str, ...]) -> bool:
    """Whether "à" + one of the lemmas (no lemmas: any word) follows; the parser may hang it on the object, so the words decide."""
    pieces = preposition.split()
    for t in sentence.tokens[token.i + 1 : token.i + 25]:
        if not lemmas or t.lemma in lemmas or t.text.lower() in lemmas:
            case = sentence.case(t)
            marked = [c.lemma for c in sentence.children(t.i, "mark", "case")]
            if case == preposition or preposition in marked or case.split() == pieces:
                return True
    return False


def _light(sentence: Sentence, noun: Token, lexicon: Lexicon) -> tuple[Light | None, Token | None]:
    """The support verb that carries an event noun, if one does."""
    governor = sentence.head(noun)
    if governor is None:
        return None, None
    chain = [(noun, governor)]
    # "faire l'objet d'une expulsion", "be the target of an attack": the noun hangs on a noun of the support verb.
    if governor.pos == "NOUN" and (above := sentence.head(governor)) is not None:
        chain.append((governor, above))
    # "les sanctions imposées par Paris", "les sanctions qui frappent la Russie": the verb hangs on the noun.
    chain += [(noun, verb) for verb in sentence.children(noun.i, "acl", "acl:relcl") if verb.pos == "VERB"]
    for carried, verb in chain:
        for light in lexicon.lights.get(verb.lemma, ()):
            if len(light.words) > 1 and not all(
                any(w in _forms(t) for t in sentence.tokens[verb.i + 1 : noun.i]) for w in light.words[1:]
            ):
                continue
            if len(light.words) == 1 and carried is not noun:
                continue
            if light.reflexive and not sentence.is_reflexive(verb):
                continue
            if (light.only and noun.lemma not in light.only) or noun.lemma in light.not_:
                continue
            if _carries(sentence, carried, verb, light):
                return light, verb
    return None, None


def _carries(sentence: Sentence, carried: Token, verb: Token, light: Light) -> bool:
    if verb.head == carried.i:
        if verb.dep == "acl" and light.carries == "object":
            return sentence.is_passive(verb)
        relatives = sentence.children(verb.i, "nsubj" if light.carries == "subject" else "obj")
        return verb.dep == "acl:relcl" and any(t.pos == "PRON" for t in relatives)
    if light.carries == "subject":
        return carried.dep in ("nsubj", "nsubj:pass")
    if light.carries == "object" or len(light.words) > 1:
        if carried.dep in ("obj", "nsubj:pass", "attr", "acl", "xcomp") or len(light.words) > 1:
            return True
        return carried.dep == "conj"
    return carried.dep in ("obl", "obl:agent", "nmod", "iobj") and sentence.case(carried) == light.carries


def _span(words: list[Token], head: Token) -> Span:
    """From the first to the last word where they stand near each other, else the head word alone."""
    first, last = min(words, key=lambda t: t.i), max(words, key=lambda t: t.i)
    return Span(first.start, last.end) if last.i - first.i <= REACH + 2 else head.span


PARTICLES = frozenset(
    {"back", "on", "in", "out", "off", "up", "down", "over", "away", "at", "into", "through"}
)
DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "yesterday",
        "today",
    ]
)
ENDING = frozenset({"RETREAT", "CONCEDE", "SANCTION", "REJECT", "REQUEST", "THREATEN"})
"""Types whose words end, refuse, ask or threaten what their theme names: "lifted the tariffs" tells of no new tariffs."""


def _without_nested(found: list[Trigger]) -> list[Trigger]:
    """Drop a trigger whose head is a word of a longer one ("lancer" beside "lancer une attaque")."""
    kept = []
    for t in found:
        inside = any(o.theme is t.token and o.frame.event_type in ENDING for o in found if o is not t) or any(
            o is not t and o.weight > t.weight
            and (
                o.frame.event_type == t.frame.event_type
                or (t.noun and t.token.i in o.words)
            )
            and (o.verb is t.token or o.theme is t.token or (o.span.contains(t.span) and o.token.i != t.token.i))
            for o in found
        )  # fmt: skip
        if not inside:
            kept.append(t)
    return kept

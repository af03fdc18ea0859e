"""How sure an act is: happened, ongoing, planned, hypothetical, alleged or denied, with the words that say so.

Conventions, section 8: the modality is that of the act which the type names, and where two fit, the first of denied,
alleged, hypothetical, planned, ongoing, happened. The words are in `lexicon/<language>/certainty.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.coding import tense
from dragoman.coding.clauses import clause_tokens
from dragoman.coding.frames import load, split_words, table
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Modality, Span

PRECEDENCE: tuple[Modality, ...] = ("denied", "alleged", "hypothetical", "planned", "ongoing", "happened")
PLAIN = "told as a fact"
"""The reason of an act that nothing in the text qualifies."""
DEPTH = 5
"""How many governors are climbed; deeper ones no longer speak of the act."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A modality with the words and the reason that give it."""

    modality: Modality
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Certainty:
    """The modality of an act, whether it is told as background, and why."""

    modality: Modality
    historical: bool
    reason: str
    span: Span | None = None


@dataclass(frozen=True)
class _Words:
    governors: Mapping[str, tuple[Mapping[str, Any], ...]]
    auxiliaries: Mapping[str, tuple[Mapping[str, Any], ...]]
    markers: tuple[Mapping[str, Any], ...]
    conditional: Mapping[str, Any]
    denying: tuple[tuple[str, ...], ...]
    not_denying: tuple[tuple[str, ...], ...]
    lasting: frozenset[str]
    occurrence: frozenset[str]


@cache
def _words(language: str) -> _Words:
    data = table(language, "certainty")
    governors: dict[str, list[Mapping[str, Any]]] = {}
    for row in data.get("governor", ()):
        for key in ("verbs", "nouns", "adjectives"):
            for word in row.get(key, ()):
                words, reflexive = split_words(word, language)
                governors.setdefault(words[0], []).append(
                    {**row, "words": words, "reflexive": reflexive, "part": key}
                )
    auxiliaries: dict[str, list[Mapping[str, Any]]] = {}
    for row in data.get("auxiliary", ()):
        for word in row.get("verbs", ()):
            words, reflexive = split_words(word, language)
            auxiliaries.setdefault(words[0], []).append({**row, "words": words, "reflexive": reflexive})
    negation = data.get("negation", {})
    markers = tuple(
        {**row, "split": tuple(split_words(w, "")[0] for w in row["words"])} for row in data.get("marker", ())
    )
    return _Words(
        governors={k: tuple(v) for k, v in governors.items()},
        auxiliaries={k: tuple(v) for k, v in auxiliaries.items()},
        markers=markers,
        conditional=data.get("conditional", {}),
        denying=tuple(split_words(w, "")[0] for w in negation.get("words", ())),
        lasting=frozenset(data.get("lasting", {}).get("verbs", ())),
        occurrence=frozenset(data.get("occurrence", {}).get("verbs", ())),
        not_denying=tuple(split_words(w, "")[0] for w in negation.get("not_denying", ())),
    )


def read(
    sentence: Sentence,
    act: Token,
    verb: Token | None,
    noun: bool,
    fixed: str | None,
    lasting: bool = False,
    event_type: str = "",
) -> Certainty:
    """The certainty of the act headed by `act`, carried by the support verb `verb` where there is one.

    `fixed` is the modality that the frame or support verb itself gives. A `lasting` act (an embargo, a siege, a strike)
    told in the present goes on. `event_type` is the act's: some governors speak of some types only.
    """
    words = _words(sentence.language)
    readings: list[Reading] = []
    if fixed:
        readings.append(Reading(fixed, "the word itself says so", act.span))  # type: ignore[arg-type]
    readings += _path(sentence, act, verb, noun, words, event_type)
    carrier = verb or act
    told = tense.tense(sentence, verb or verb_above(sentence, act))
    # "imposes sanctions" sets them going today; a bare noun or "maintains" tells that they last.
    sets_going = carrier.pos in ("VERB", "AUX") and carrier.lemma not in words.lasting
    if lasting and (told == "progressive" or (told == "present" and not sets_going)):
        readings.append(Reading("ongoing", "a lasting act told in the present", (verb or act).span))
    if told in ("conditional", "past_conditional") and _on_condition(
        sentence, verb or verb_above(sentence, act), words
    ):
        readings.append(Reading("hypothetical", "it hangs on a condition", carrier.span))
    readings += _clause_markers(sentence, act, verb, words)
    if sentence.text.rstrip().endswith("?"):
        readings.append(Reading("hypothetical", "asked, not told"))
    historical = [r for r in _markers(sentence, act, verb, words) if r[0].get("historical")]
    best = min(readings, key=lambda r: PRECEDENCE.index(r.modality), default=Reading("happened", PLAIN))
    return Certainty(best.modality, bool(historical), best.reason, best.span)


def _on_condition(sentence: Sentence, verb: Token, words: _Words) -> bool:
    """ "If nothing changed, Niger would expel …": a clause of condition hangs on the verb."""
    hypothesis = words.conditional.get("hypothesis", ())
    clauses = sentence.children(verb.i, "advcl")
    return any(m.lemma in hypothesis for c in clauses for m in sentence.children(c.i, "mark"))


def verb_above(sentence: Sentence, act: Token) -> Token:
    """The act itself where it is a verb, else the nearest verb above it."""
    if act.pos in ("VERB", "AUX"):
        return act
    return next((t for t in sentence.ancestors(act) if t.pos in ("VERB", "AUX")), act)


def governs(language: str, lemma: str, modalities: tuple[str, ...]) -> bool:
    """Whether a word makes what it governs planned, hypothetical … (one of `modalities`)."""
    return any(row["modality"] in modalities for row in _words(language).governors.get(lemma, ()))


def _path(
    sentence: Sentence, act: Token, verb: Token | None, noun: bool, words: _Words, event_type: str
) -> Iterator[Reading]:
    """From the act up to the root: each verb's own mood, and what each governor makes of what it governs."""
    at = verb or act
    if noun and verb is None:
        governor = sentence.head(act)
        # "la visite aura lieu", "des discussions sont prévues": a bare predicate about the act carries its tense.
        if governor is not None and act.dep in ("nsubj", "nsubj:pass") and governor.pos in ("VERB", "AUX"):
            yield from _governed(sentence, act, governor, words, 0, event_type)
            if governor.lemma in words.occurrence or (
                act.dep == "nsubj:pass" and not _only_claimed(sentence, governor)
            ):
                yield from _own(sentence, governor, words, about_noun=True)
                at = governor
    else:
        yield from _own(sentence, at, words)
    if noun:
        yield from _denied_noun(sentence, act)
    steps = 0
    previous, current = at, sentence.head(at)
    if noun and verb is None and at is act:
        previous, current = act, sentence.head(act)
    while current is not None and steps < DEPTH:
        if previous.dep != "conj":  # what stands beside an act does not govern it
            yield from _governed(sentence, previous, current, words, steps, event_type)
        if (
            current.pos in ("VERB", "AUX")
            and previous.dep in ("xcomp", "ccomp")
            and _transparent(previous, sentence)
        ):
            yield from (
                r
                for r in _own(sentence, current, words)
                if r.modality in ("denied",) and previous.dep == "xcomp"
            )
            if previous.dep == "xcomp" and current.lemma in MODAL_CARRIERS:
                yield from _own(sentence, current, words)
        if previous.dep == "conj" and previous.pos in ("VERB", "AUX") and current.pos in ("VERB", "AUX"):
            shared = tense.auxiliaries(sentence, previous)
            if not shared:
                yield from _own(sentence, current, words)
        if previous.dep in ("advcl",) and any(
            m.lemma in ("si", "if", "unless") for m in sentence.children(previous.i, "mark")
        ):
            yield Reading("hypothetical", "a condition", previous.span)
        if previous.dep in ("nsubj", "obl", "nmod", "obj", "acl:relcl", "parataxis") and current.pos in (
            "VERB",
            "AUX",
        ):
            return
        # Coordination and a gerund ("… en posant des bombes") leave the act as near to its governor as its verb is.
        if not (
            previous.dep == "conj"
            or (previous.dep == "advcl" and previous.morph.get("VerbForm") in ("Part", "Ger"))
        ):
            steps += 1
        previous, current = current, sentence.head(current)


def _only_claimed(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb speaks of an act's author, not of the act ("n'a pas été revendiqué")."""
    return any(not light.denies for light in load(sentence.language).lights.get(verb.lemma, ()))


MODAL_CARRIERS = frozenset(
    {
        "pouvoir",
        "devoir",
        "aller",
        "vouloir",
        "go",
        "have",
        "begin",
        "start",
        "continue",
        "commencer",
        "continuer",
    }
)


def _transparent(previous: Token, sentence: Sentence) -> bool:
    return previous.morph.get("VerbForm") in ("Inf", None) or previous.dep == "xcomp"


def _own(sentence: Sentence, verb: Token, words: _Words, about_noun: bool = False) -> Iterator[Reading]:
    """What a verb group says of its own act: negation, mood, modal auxiliaries."""
    denial = _negation(sentence, verb, words)
    if denial is not None:
        yield Reading("denied", f"denied by {denial.text!r}", denial.span)
    name = tense.tense(sentence, verb)
    for helper in [*tense.auxiliaries(sentence, verb), *([verb] if about_noun else [])]:
        for row in words.auxiliaries.get(helper.lemma, ()) or words.auxiliaries.get(helper.text.lower(), ()):
            if len(row["words"]) == 1 and _in_tense(row, tense.tense(sentence, helper), name):
                yield Reading(row["modality"], f"{helper.text!r} before the act", helper.span)
    if sentence.language == "fr" and name in ("conditional", "past_conditional"):
        yield _conditional(sentence, verb, name, words)
    elif name == "future":
        yield Reading("planned", "told in the future", verb.span)
    elif name == "progressive" and not about_noun:
        yield Reading("ongoing", "told as going on", verb.span)


DENYING_BEFORE = frozenset({"non", "sans", "aucun", "aucune", "without", "no", "not"})


def _denied_noun(sentence: Sentence, noun: Token) -> Iterator[Reading]:
    """ "et non d'un acte terroriste", "sans affrontement", "no attack"."""
    phrase = [noun, *sentence.children(noun.i, "det", "case", "advmod", "cc", "amod", "neg")]
    first = min(t.i for t in phrase)
    for t in sentence.tokens[max(0, first - 2) : noun.i]:
        if t.text.lower() in DENYING_BEFORE and (t.head == noun.i or t.i >= first - 1):
            yield Reading("denied", f"denied by {t.text!r}", t.span)
            return


def _conditional(sentence: Sentence, verb: Token, name: str, words: _Words) -> Reading:
    data = words.conditional
    forms = {t.text.lower() for t in sentence.tokens} | {t.lemma for t in sentence.tokens}
    if name == "past_conditional":
        if forms & set(data.get("hypothesis", ())):
            return Reading("hypothetical", "the past conditional beside a hypothesis", verb.span)
        return Reading(data.get("past", "alleged"), "the conditional of hearsay", verb.span)
    if any(
        t.dep == "aux:pass" or (t.lemma == "être" and t.dep in ("aux", "cop"))
        for t in sentence.children(verb.i)
    ) and forms & set(data.get("hearsay", ())):
        return Reading("alleged", "the conditional of hearsay", verb.span)
    return Reading(data.get("present", "hypothetical"), "told in the conditional", verb.span)


def _negation(sentence: Sentence, verb: Token, words: _Words) -> Token | None:
    near = [
        t
        for t in sentence.children(verb.i)
        if t.dep in ("advmod", "neg", "det", "advcl", "mark", "case", "dep", "cc") or t.lemma in ("ne", "not")
    ]
    near += [c for h in tense.auxiliaries(sentence, verb) for c in sentence.children(h.i)]
    for subject in sentence.children(verb.i, "nsubj", "nsubj:pass", "obj"):
        near += [
            c for c in sentence.children(subject.i, "det") if c.lemma in ("aucun", "no", "nul", "neither")
        ]
        if subject.lemma in ("personne", "nobody", "aucun", "none") and subject.pos == "PRON":
            near.append(subject)
    lemmas = [t.lemma for t in sorted(near, key=lambda t: t.i)] + [t.text.lower() for t in near]
    window = [f for t in sentence.tokens[max(0, verb.i - 4) : verb.i + 8] for f in (t.lemma,)]
    for look_alike in words.not_denying:
        if _in_order(look_alike, window):
            return None
    for entry in words.denying:
        if _in_order(entry, lemmas):
            return next(t for t in near if entry[-1] in (t.lemma, t.text.lower()))
    return None


def _governed(
    sentence: Sentence, previous: Token, governor: Token, words: _Words, steps: int, event_type: str
) -> Iterator[Reading]:
    """What a governing word makes of the act below it ("envisage de", "projet de", "nie avoir")."""
    relation = _relation(sentence, previous)
    for row in words.governors.get(governor.lemma, ()):
        if row["part"] == "nouns" and governor.pos not in ("NOUN", "PROPN"):
            continue
        if row["part"] == "verbs" and governor.pos not in ("VERB", "AUX", "ADJ"):
            continue
        if steps > 0 and not row.get("strong"):
            continue
        if event_type and event_type not in row.get("types", (event_type,)):
            continue
        takes = row.get("takes")
        if (
            takes
            and relation not in takes
            and not (relation == "infinitive" and "clause" in takes and previous.dep == "ccomp")
        ):
            continue
        if row["reflexive"] and not sentence.is_reflexive(governor):
            continue
        if len(row["words"]) > 1 and not _in_order(row["words"][1:], _after(sentence, governor)):
            continue
        if (
            "tense" in row
            and governor.pos in ("VERB", "AUX")
            and tense.tense(sentence, governor) not in row["tense"]
        ):
            continue
        yield Reading(row["modality"], f"{governor.text!r} governs it", governor.span)
        denial = _negation(sentence, governor, words) if governor.pos in ("VERB", "AUX") else None
        if denial is not None and row["modality"] in ("planned", "hypothetical"):
            yield Reading("denied", f"denied by {denial.text!r}", denial.span)
    for row in words.auxiliaries.get(governor.lemma, ()):
        if (
            relation == "infinitive"
            and len(row["words"]) == 1
            and _in_tense(row, tense.tense(sentence, governor), "")
        ):
            yield Reading(row["modality"], f"{governor.text!r} before the act", governor.span)


def _in_tense(row: Mapping[str, Any], *names: str) -> bool:
    return "tense" not in row or any(n in row["tense"] for n in names)


def _relation(sentence: Sentence, t: Token) -> str:
    if t.dep in ("obj", "attr"):
        return "object" if t.pos not in ("VERB", "AUX") else "infinitive"
    if t.dep in ("nsubj", "nsubj:pass", "csubj"):
        return "subject"
    if t.pos in ("VERB", "AUX"):
        if t.dep == "acl" and t.morph.get("VerbForm") == "Part" and t.morph.get("Tense") == "Past":
            return "participle"  # "talks mediated by Qatar" is no content of the talks
        finite = t.morph.get("VerbForm") == "Fin" or any(
            c.dep in ("nsubj", "nsubj:pass") for c in sentence.children(t.i)
        )
        return "clause" if finite or (t.dep == "ccomp" and t.morph.get("VerbForm") != "Inf") else "infinitive"
    return sentence.case(t) or "object"


def _after(sentence: Sentence, t: Token) -> list[str]:
    return [f for x in sentence.tokens[t.i + 1 : t.i + 8] for f in (x.lemma, x.text.lower())]


def _in_order(entry: tuple[str, ...], lemmas: list[str]) -> bool:
    k = 0
    for lemma in lemmas:
        if lemma == entry[k]:
            k += 1
            if k == len(entry):
                return True
    return False


BESIDE = frozenset({"conj", "parataxis", "ccomp", "advcl", "csubj"})
"""Clauses beside or below an act: no adjective of it ("…ont été tués, a annoncé l'ONU" announces no deaths to come)."""


def _markers(
    sentence: Sentence, act: Token, verb: Token | None, words: _Words
) -> Iterator[tuple[Mapping[str, Any], Token]]:
    """The adverbs, adjectives and phrases that speak of the act, each where its table says it must stand."""
    own = clause_tokens(sentence, verb or act)
    near = {c.i for c in sentence.children(act.i) if c.dep not in BESIDE} | {
        c.i
        for side in sentence.children(act.i, "nsubj", "nsubj:pass", "obl:agent", "nmod", "obl")
        for c in sentence.children(side.i)
    }
    if verb is not None:
        near |= {
            c.i for side in sentence.children(verb.i, "nsubj", "obl:agent") for c in sentence.children(side.i)
        }
    for row in words.markers:
        where = row.get("on", "clause")
        pool = (
            [t for t in sentence.tokens if t.i in near]
            if where == "noun"
            else own
            if where == "clause"
            else list(sentence.tokens)
        )
        for entry in row["split"]:
            found = _phrase(entry, pool)
            if found is not None:
                yield row, found
                break


def _clause_markers(sentence: Sentence, act: Token, verb: Token | None, words: _Words) -> Iterator[Reading]:
    for row, t in _markers(sentence, act, verb, words):
        if row.get("modality"):
            yield Reading(row["modality"], f"marked by {t.text!r}", t.span)


def _phrase(entry: tuple[str, ...], pool: list[Token]) -> Token | None:
    """The first token of a phrase whose words stand side by side in the pool."""
    for k in range(len(pool) - len(entry) + 1):
        run = pool[k : k + len(entry)]
        if all(w in (t.lemma, t.text.lower().replace("’", "'")) for w, t in zip(entry, run, strict=True)):
            return run[0]
    return None

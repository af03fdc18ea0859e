"""The tense and mood of a verb group, read from forms: the models' own morphology misses the French conditional."""

from __future__ import annotations

import re

from dragoman.grammar.view import Sentence, Token

CONDITIONAL = re.compile(r"(?:rais|rait|rions|riez|raient)$")
FUTURE = re.compile(r"(?:rai|ras|ra|rons|rez|ront)$")
IMPERFECT = re.compile(r"(?:ais|ait|ions|iez|aient)$")
SIMPLE_PAST = re.compile(r"(?:ai|as|a|âmes|âtes|èrent|is|it|îmes|irent|us|ut|urent|int|inrent)$")
IRREGULAR_STEMS = frozenset(
    [
        "aur",
        "ser",
        "fer",
        "pourr",
        "devr",
        "voudr",
        "ir",
        "viendr",
        "tiendr",
        "verr",
        "saur",
        "faudr",
        "enverr",
        "recevr",
        "mourr",
        "courr",
        "vaudr",
        "cueiller",
        "obtiendr",
        "maintiendr",
        "reviendr",
        "deviendr",
        "interviendr",
        "parviendr",
        "soutiendr",
        "détiendr",
        "retiendr",
        "acquerr",
        "conquerr",
        "requerr",
        "apercevr",
        "concevr",
        "décevr",
        "percevr",
        "refer",
        "satisfer",
        "prévaudr",
        "revaudr",
        "émouvr",
        "mouvr",
        "reverr",
        "pourvoir",
        "prévoir",
    ]
)


def auxiliaries(sentence: Sentence, verb: Token) -> list[Token]:
    """The auxiliaries of a verb, passive ones included, in text order."""
    return sorted(sentence.children(verb.i, "aux", "aux:pass", "cop"), key=lambda t: t.i)


def tense(sentence: Sentence, verb: Token) -> str:
    """past, present, imperfect, simple_past, pluperfect, future, conditional, past_conditional, infinitive, participle."""
    return _french(sentence, verb) if sentence.language == "fr" else _english(sentence, verb)


def _french(sentence: Sentence, verb: Token) -> str:
    helpers = [t for t in auxiliaries(sentence, verb) if t.pos in ("AUX", "VERB")]
    finite = helpers[0] if helpers else verb
    form = finite.text.lower().replace("’", "'")
    kind = _form(form, finite)
    if not helpers:
        if kind == "present" and finite.morph.get("VerbForm") == "Inf":
            return "infinitive"
        if kind == "present" and finite.morph.get("VerbForm") == "Part":
            return "participle"
        return kind
    passive = any(t.dep == "aux:pass" for t in helpers)
    if passive and len(helpers) == 1:
        return "infinitive" if finite.morph.get("VerbForm") == "Inf" else kind
    compound = {"present": "past", "imperfect": "pluperfect", "conditional": "past_conditional", "future": "future",
                "simple_past": "pluperfect"}  # fmt: skip
    if form in ("avoir", "être", "ayant", "étant"):
        return "past"
    if finite.lemma not in ("avoir", "être"):
        return kind
    return compound.get(kind, kind)


def _form(form: str, t: Token) -> str:
    for pattern, name in ((CONDITIONAL, "conditional"), (FUTURE, "future")):
        found = pattern.search(form)
        if found and _is_infinitive_stem(form[: found.start()] + "r", t.lemma):
            return name
    if t.morph.get("VerbForm") in ("Inf", "Part"):
        return "present"
    given = t.morph.get("Tense", "")
    if given == "Imp" or (
        IMPERFECT.search(form) and form not in ("fait", "sait", "plait", "tait", "ait", "satisfait")
    ):
        return "imperfect"
    if given == "Past" and SIMPLE_PAST.search(form) and t.pos in ("VERB", "AUX"):
        return "simple_past"
    return "present"


def _is_infinitive_stem(stem: str, lemma: str) -> bool:
    return (
        stem in (lemma, lemma.removesuffix("e"))
        or _even(stem) == _even(lemma)
        or stem.removesuffix("r") + "r" in IRREGULAR_STEMS
        or stem in IRREGULAR_STEMS
    )


def _even(stem: str) -> str:
    """A stem without what the future changes in it: enlèvera, rejettera, appellera, déploiera, appuiera, paiera."""
    for changed, kept in (
        ("è", "e"),
        ("é", "e"),
        ("tt", "t"),
        ("ll", "l"),
        ("oier", "oyer"),
        ("uier", "uyer"),
        ("aier", "ayer"),
    ):
        stem = stem.replace(changed, kept)
    return stem


def _english(sentence: Sentence, verb: Token) -> str:
    helpers = auxiliaries(sentence, verb)
    lemmas = [t.lemma for t in helpers]
    forms = [t.text.lower() for t in helpers]
    if "will" in lemmas or "shall" in lemmas or "'ll" in forms or "wo" in forms:
        return "future"
    if any(w in forms for w in ("would", "could", "might", "may", "'d", "should")):
        return "past_conditional" if "have" in lemmas else "conditional"
    if "to" in lemmas or verb.morph.get("VerbForm") == "Inf":
        if any(t.lemma == "be" and t.dep == "aux" for t in helpers):
            return "future"
        return "infinitive"
    if "had" in forms:
        return "pluperfect"
    if "have" in lemmas or "has" in forms:
        return "past"
    if any(t.lemma == "be" and t.dep == "aux" for t in helpers) and verb.text.lower().endswith("ing"):
        return "progressive" if any(f in ("is", "are", "'s", "'re", "am") for f in forms) else "past"
    finite = helpers[0] if helpers else verb
    if finite.morph.get("Tense") == "Past" or finite.text.lower() in ("was", "were", "did"):
        return (
            "past"
            if helpers or verb.morph.get("VerbForm") == "Fin" or verb.dep not in ("acl", "amod")
            else "participle"
        )
    return "present" if finite.morph.get("VerbForm") != "Part" else "participle"

"""Inflection at build time: plurals and feminines of demonyms and role nouns, by each language's regular rules.

A form that no text uses does no harm in a look-up table, so the rules are generous; irregular forms are written out
in the curated rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_FRENCH_LINKS = {"de", "des", "du", "d'", "à", "en", "aux", "au", "pour", "par", "près", "et"}


def plural_forms(form: str, language: str) -> Iterator[str]:
    """The plural(s) of a noun phrase: "chef de l'État" → "chefs de l'État", "police officer" → "police officers"."""
    words = form.split(" ")
    if language == "en":
        links = [i for i, word in enumerate(words) if word in ("of", "for", "to", "in")]
        head = links[0] - 1 if links and links[0] > 0 else len(words) - 1
        yield " ".join([*words[:head], english_plural(words[head]), *words[head + 1 :]])
        return
    # French: the head and the adjectives up to the first link agree.
    stop = next((i for i, w in enumerate(words) if i and (w in _FRENCH_LINKS or "'" in w)), len(words))
    yield " ".join([french_plural(words[0]), *words[1:]])
    if stop > 1:
        yield " ".join([*(french_plural(word) for word in words[:stop]), *words[stop:]])


def french_plural(word: str) -> str:
    """Regular plural of a French noun or adjective, hyphenated compounds by their parts."""
    if "-" in word and "'" not in word:
        first, _, rest = word.partition("-")
        invariable = first in (
            "porte",
            "vice",
            "ex",
            "sous",
            "haut",
            "sud",
            "nord",
            "état",
            "néo",
            "bissau",
            "sri",
        )
        return f"{first if invariable else french_plural(first)}-{french_plural(rest)}"
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "eu")):
        return word + "x"
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + "s"


def english_plural(word: str) -> str:
    """Regular plural of an English noun."""
    if word.endswith("man") and word.lower() not in ("german", "roman", "ottoman", "norman", "shaman"):
        return word[:-3] + "men"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _demonyms(demonyms: Mapping[str, Mapping[str, str]], language: str) -> Iterator[str]:
    made = demonyms.get({"fr": "fra", "en": "eng"}[language]) or {}
    for gender in ("m", "f"):
        for form in made.get(gender, "").split(", "):
            if form:
                yield form[0].lower() + form[1:] if language == "fr" else form


def adjective_forms(demonyms: Mapping[str, Mapping[str, str]], language: str) -> Iterator[str]:
    """The forms in which a demonym stands as an adjective."""
    for form in _demonyms(demonyms, language):
        yield form
        if language == "fr":
            yield french_plural(form)


def people_forms(demonyms: Mapping[str, Mapping[str, str]], language: str) -> Iterator[str]:
    """The forms in which a demonym means the people of a country: "les Maliens", "Malians", "a Malian"."""
    for form in _demonyms(demonyms, language):
        if language == "fr":
            yield form[0].upper() + form[1:]
            yield french_plural(form[0].upper() + form[1:])
        elif not form.endswith(("ese", "sh", "ch", "ss")):
            yield form
            yield english_plural(form)

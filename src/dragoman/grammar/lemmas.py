"""French lemmas by (form, part of speech): the model's own tables, read by us, and a list of corrections.

spaCy's lemmatizer component builds hash-checked Table objects for 400,000 forms, 2 s of the French model's
loading time; plain dictionaries over the same file answer the same after 0.3 s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

RULED = ("noun", "verb", "adj", "adp", "adv", "aux", "cconj", "det", "pron", "punct", "sconj")
INFINITIVE = ("er", "ir", "re", "oir")
CLOSED = ("adp", "sconj", "cconj", "punct")


@cache
def corrections(language: str) -> Mapping[tuple[str, str], str]:
    """(form, UPOS) → lemma, from `lexicon/<language>-lemmas.tsv`; a UPOS of * stands for all."""
    text = (files("dragoman.grammar") / "lexicon" / f"{language}-lemmas.tsv").read_text(encoding="utf-8")
    made: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            form, pos, lemma = line.split("\t")[:3]
            made[form, pos] = lemma
    return made


@dataclass(frozen=True)
class FrenchLemmas:
    """The model's lemma tables: known lemmas, irregular forms, suffix rules, and a last resort."""

    index: Mapping[str, frozenset[str]]
    irregular: Mapping[str, Mapping[str, Sequence[str]]]
    rules: Mapping[str, Sequence[tuple[str, str]]]
    lookup: Mapping[int, Sequence[str]]

    def lemma(self, form: str, pos: str) -> str:
        """The lemma of `form` (lower case) as `pos`, by the steps of spaCy's French lemmatizer."""
        low, upos = form.lower().replace("’", "'"), pos.lower()
        mended = corrections("fr")
        known = mended.get((low, pos)) or mended.get((low, "*"))
        if known:
            return known
        if upos in ("propn", "num", "x", "sym", "space"):
            return low
        if upos in CLOSED:
            # The rules and the last resort are for open classes: they make "entrer" of the preposition
            # "entre".
            irregular = self.irregular.get(upos, {}).get(low)
            return irregular[0] if irregular else low
        if upos in RULED:
            index = self.index.get(upos, frozenset())
            if low in index and _fits(low, upos):
                return low
            irregular = [form_ for form_ in self.irregular.get(upos, {}).get(low, ()) if _fits(form_, upos)]
            if irregular:
                return irregular[0]
            if upos == "verb" and low.endswith("e") and low + "r" in index:
                return low + "r"  # no rule of the model's makes "frapper" of "frappe"
            rules = self.rules.get(upos, ())
            made = [low[: len(low) - len(old)] + new for old, new in rules if low.endswith(old)]
            made = [form_ for form_ in made if form_ and _fits(form_, upos)]
            known = next((form_ for form_ in made if form_ in index or not form_.isalpha()), "")
            if known or made:
                return known or made[0]
        from spacy.strings import get_string_id

        found = self.lookup.get(get_string_id(low))
        return found[0] if found else low


def _fits(lemma: str, upos: str) -> bool:
    """The tables for verbs also hold finite forms ("indique", "frappe"), which are no lemmas."""
    return upos not in ("verb", "aux") or lemma.endswith(INFINITIVE)


@cache
def french_lemmas(folder: Path) -> FrenchLemmas:
    """The tables in a French model's folder."""
    import srsly
    from spacy.strings import get_string_id

    data = srsly.read_msgpack(folder / "lemmatizer" / "lookups" / "lookups.bin")
    names = {get_string_id(upos): upos for upos in RULED}

    def by_pos(table: str) -> dict[str, Any]:
        return {names[key]: value for key, value in data[table].items() if key in names}

    return FrenchLemmas(
        {upos: frozenset(value) for upos, value in by_pos("lemma_index").items()},
        by_pos("lemma_exc"),
        {upos: [(rule[0], rule[1]) for rule in value] for upos, value in by_pos("lemma_rules").items()},
        data["lemma_lookup"],
    )

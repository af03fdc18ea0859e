"""The language of a paragraph, short ones included: French, English, or one that dragoman does not read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Guess = Literal["fr", "en", "other", ""]

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(text.split())
    for code, text in {
        "fr": """le la les l un une des du de d au aux et est sont a ont été dans par pour sur avec qui que
        ce cette
            ces son sa ses leur leurs il elle ils selon en se s ne pas plus mais ou où être lors entre vers
            après""",
        "en": """the a an of to in and is are was were has have had been by for on with that this these his
        her its
            their he she they said from at as it not be will would after before who which between into
            over""",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1CFF\u2C00-\uA95F\uAC00-\uDFFF]")
SHORT = 8  # words: below it function words decide and the article's language breaks the tie


@cache
def _identifier() -> LanguageIdentifier:
    # Its model takes 0.7 s to load, and most articles never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, prior: str | None = None) -> Guess:
    """The language of `text`: "fr", "en", "other", or "" where nothing in it tells (then `prior`, if given).

    Function words decide (they are closed classes and tell French from English in four words); where they are
    silent on a longer text, py3langid does, among all its languages.
    """
    known: Guess = "fr" if prior == "fr" else "en" if prior == "en" else ""
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return known
    if len(_OTHER_SCRIPT.findall(text)) > 0.3 * sum(map(len, words)):
        return "other"
    hits = {code: sum(w in table for w in words) for code, table in FUNCTION_WORDS.items()}
    best: Guess = "fr" if hits["fr"] > hits["en"] else "en"
    most, least = max(hits.values()), min(hits.values())
    if len(words) < SHORT:
        return best if most >= 2 and most >= 2 * least + 1 else known or (best if most > least else "")
    if most >= 2 * least + 1 and most >= 0.2 * len(words):
        return best
    code, probability = _identifier().classify(text)
    if code in ("fr", "en") and (known == "" or code == known or probability > 0.9):
        return "fr" if code == "fr" else "en"
    if code not in ("fr", "en") and most < 0.15 * len(words) and probability > 0.8:
        return "other"
    return known or (best if most > least else "other")

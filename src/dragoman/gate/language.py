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
# Neighbours that share words with French or English: "de la", "que", "en" alone prove no French.
NEIGHBOURS: tuple[frozenset[str], ...] = tuple(
    frozenset(text.split())
    for text in (
        "el la los las de del que y en por con para una un su se al es ha lo como más no",
        "il lo gli della dei del che di e per con una un sono nel alla la non da è al",
        "o os as do da dos das em que não uma um para com de na no por ao e se",
        "der die das und ist von mit den dem ein eine im zu auf für nicht des hat",
        "de het een en van is dat op te met voor niet zijn aan door in",
        "na ya wa kwa ni katika za la cha kuwa hiyo huo huyo",
        "da na ta ya su a cikin ga an wannan kan sun",
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1CFF\u2C00-\uA95F\uAC00-\uDFFF]")
SHORT = 8  # words: below it the article's language breaks the tie
CLEAR = 0.15  # share of function words in plain French or English; news paragraphs have 0.2 to 0.5


@cache
def _identifier() -> LanguageIdentifier:
    # Its model takes 0.7 s to load, and most articles never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, prior: str | None = None) -> Guess:
    """The language of `text`: "fr", "en", "other", or "" where nothing in it tells (then `prior`, if given).

    Function words decide (they are closed classes and tell French from English in four words); where they are
    silent, or a neighbouring language has as many, py3langid does. It alone is not enough: it takes English
    sentences full of Hausa or Chechen names for another language.
    """
    known: Guess = "fr" if prior == "fr" else "en" if prior == "en" else ""
    words = [w.lower() for w in _WORD.findall(text)]
    if not words:
        return known
    if len(_OTHER_SCRIPT.findall(text)) > 0.3 * sum(map(len, words)):
        return "other"
    french, english = (sum(w in FUNCTION_WORDS[code] for w in words) for code in ("fr", "en"))
    best: Guess = "fr" if french > english else "en"
    most, least = max(french, english), min(french, english)
    other = max(sum(w in table for w in words) for table in NEIGHBOURS)
    if len(words) < SHORT:
        if most >= 2 and most >= 2 * least + 1 and most >= other:
            return best
        return known or (best if most > least else "")
    if most >= CLEAR * len(words) and most >= 2 * least + 1 and most >= 1.3 * other:
        return best
    code, probability = _identifier().classify(text)
    if code in ("fr", "en"):
        agrees = code == known or not known or probability > 0.9
        return ("fr" if code == "fr" else "en") if agrees else known
    foreign = other > most or most < 0.1 * len(words)
    if probability > 0.9 and foreign:
        return "other"
    return known or (best if most > least else "other")

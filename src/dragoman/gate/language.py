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
        "fr": """l' d' s' n' c' j' qu' le la les un une des du de au aux et est sont a ont été dans par pour sur
            avec qui que ce cette ces son sa ses leur leurs il elle ils selon en se ne pas plus mais ou où être
            lors entre vers après""",
        "en": """the a an of to in and is are was were has have had been by for on with that this these his her
            its their he she they said from at as it not be will would after before who which between into
            over amid during about more than up out him or but also""",
    }.items()
}
# Neighbours' words that French and English lack: "de la", "que", "en" alone prove no French, "el", "y" disprove it.
NEIGHBOURS: tuple[frozenset[str], ...] = tuple(
    frozenset(text.split())
    for text in (
        "el los las del y por con para una su es lo como más fue",
        "il lo gli della dei del che di e per con una sono nel alla non da è",
        "o os da dos das em não uma um para com por ao e foi",
        "der das und ist von mit den dem ein eine im zu auf für nicht hat",
        "het een van dat op te met voor niet zijn aan door werd heeft wordt",
        "na ya wa kwa ni katika za cha kuwa hiyo huo huyo",
        "da na ta ya su cikin ga wannan kan sun",
    )
)
_WORD = re.compile(r"[^\W\d_]+['’]?")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1CFF\u2C00-\uA95F\uAC00-\uDFFF]")
HALF = 0.5  # of the letters: an English paragraph may quote a Russian sentence whole
SHORT = 8  # words: below it the article's language breaks the tie
NAMES = 25  # words
OWN = 3  # times a neighbour's own words: Spanish has two French ones for each of its own, French none of Spanish
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
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    if not words:
        return known
    if len(_OTHER_SCRIPT.findall(text)) > HALF * sum(map(len, words)):
        return "other"
    french, english = (sum(w in FUNCTION_WORDS[code] for w in words) for code in ("fr", "en"))
    best: Guess = "fr" if french > english else "en"
    most, least = max(french, english), min(french, english)
    other = max(sum(w in table for w in words) for table in NEIGHBOURS)
    if len(words) < SHORT:
        if most >= 2 and most >= 2 * least + 1 and most >= OWN * other:
            return best
        return known or (best if most > least else "")
    if most >= CLEAR * len(words) and most >= 2 * least + 1 and most >= OWN * other:
        return best
    code, probability = _identifier().classify(text)
    if code in ("fr", "en"):
        agrees = code == known or not known or probability > 0.9
        return ("fr" if code == "fr" else "en") if agrees else known
    # A known article's short sentences full of names ("… attack a base in Borno State") stay in its language.
    foreign = OWN * other > most or (most < 0.1 * len(words) and (not known or len(words) > NAMES))
    if foreign and (probability > 0.9 or other > most):
        return "other"
    return known or (best if most > least else "other")

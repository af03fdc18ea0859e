"""Building a spaCy pipeline with only what we use of it.

`spacy.load("fr_core_news_md")` takes 4 to 6 s: 2 s for Table objects over 400,000 lemmas, 2.3 s for one
regular expression of 1.4 million characters (270 hyphenation prefixes, each with every letter of every
alphabet spelled out), 0.6 s for half a million strings that name vectors. None of it changes a parse of
French (`docs/decisions/grammar.md` has the figures), so the pipeline is put together here without them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"  # the letters French words are made of, as ranges


def english(folder: Path, exclude: list[str]) -> Language:
    """The English pipeline in `folder`, as spaCy loads it (0.5 s)."""
    from spacy.util import load_model

    return load_model(folder, exclude=exclude)


def french(folder: Path, exclude: list[str]) -> Language:
    """The French pipeline in `folder`; lemmas are left to `lemmas`."""
    from spacy.language import BaseDefaults, Language
    from spacy.util import load_config

    # Not spacy.lang.fr.French: importing it compiles the expression described above.
    class LeanFrench(Language):  # type: ignore[no-untyped-call]
        lang = "fr"
        Defaults = BaseDefaults

    left_out = [*exclude, "lemmatizer"]
    nlp = LeanFrench.from_config(load_config(folder / "config.cfg"), exclude=left_out)
    nlp.from_disk(folder, exclude=[*left_out, "tokenizer", "strings"])
    nlp.tokenizer.from_bytes(_lean_tokenizer((folder / "tokenizer").read_bytes()), exclude=["vocab"])  # type: ignore[union-attr]
    return nlp


def _lean_tokenizer(data: bytes) -> bytes:
    """The tokenizer's data with its alphabets written as ranges of Latin letters."""
    import srsly
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

    made = srsly.msgpack_loads(data)
    pattern = made.get("token_match")
    if isinstance(pattern, str):
        made["token_match"] = pattern.replace(ALPHA, LATIN).replace(ALPHA_LOWER, LATIN)
    return bytes(srsly.msgpack_dumps(made))

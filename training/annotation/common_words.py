"""Writes the words that too many news articles share to tell one event from another: `linking/common.txt`.

    python training/annotation/common_words.py

A word is common where at least SHARE of the articles of a language have it. The list is made once, from articles that
lie in ../shared/data; linking never counts words itself, so that a pair gets the same points in any company.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dragoman.evaluation.texts import SOURCES, read
from dragoman.linking.mentions import folded, words_of

SHARE = 0.015
ROOT = Path(__file__).parents[2]


def main() -> None:
    """Count and write."""
    common: set[str] = set()
    for language in ("en", "fr"):
        texts = [t for s in SOURCES if s.endswith(language) for t in read(s, ROOT.parent / "shared" / "data")]
        counted = Counter(w for t in texts for w in set(words_of(folded(t.text))))
        common |= {w for w, n in counted.items() if n >= SHARE * len(texts) and len(w) >= 3}
    path = ROOT / "src" / "dragoman" / "linking" / "common.txt"
    path.write_text("".join(f"{w}\n" for w in sorted(common) if not w.isdigit()), encoding="utf-8")
    print(f"{len(common)} words")


if __name__ == "__main__":
    main()

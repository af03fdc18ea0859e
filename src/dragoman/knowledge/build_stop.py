"""Builds `tables/places_stop.txt`: words that news writes in lower case, so that a capital is no evidence of a place.

Counted over the texts of `../shared/data` (masakhanews, Wikinews, Tehran Times, current events); only words are kept.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from dragoman.knowledge.places_keys import compact

# Measured on the shared texts: at 3 occurrences and a fifth in lower case, "centre", "nord", "samedi", "marche", "man"
# and "nice" stop; at a twentieth, town names quoted inside addresses and tags ("paris", "gaza") would stop too.
LEAST, SHARE = 3, 0.2

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def build_stop(shared: Path, tables: Path) -> int:
    """Write the list into `tables`; returns how many words it has."""
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in _texts(shared):
        for found in _WORD.findall(text):
            # "l'ère" must not stop the town of Léré: the parts count, the whole does not.
            for word in re.split(r"['’]", found):
                key = compact(word)
                every[key] += 1
                if word[:1].islower():
                    lower[key] += 1
    words = {w for w, n in lower.items() if n >= LEAST and n >= SHARE * every[w] and len(w) > 1}
    for language in ("fr", "en"):
        calendar = Locale(language)
        names = [*calendar.months["format"]["wide"].values(), *calendar.days["format"]["wide"].values()]
        words |= {compact(str(name)) for name in names}
    (tables / "places_stop.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    return len(words)


def _texts(data: Path) -> Iterator[str]:
    csv.field_size_limit(sys.maxsize)
    for name in ("eng", "fra"):
        with (data / "masakhanews" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield row["text"]
    for path in sorted((data / "open-news").glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]

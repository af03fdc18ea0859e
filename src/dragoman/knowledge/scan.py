"""Scanner: every name of an actor, a people, a role or a place in a text, longest match at word edges.

    Scanner(Actors(), Places()).scan("Les soldats maliens sont entrés à Ménaka.", "fr")

Two ways lead to a hit. Actors, demonyms, roles and the few places that begin in lower case ("lac Tchad", "les trois
frontières") run through one automaton over the folded text. Places are looked up: each run of capitalised words asks
the gazetteer for its longest part; an automaton of its 660,000 spellings would be 60 MB to ship (docs/decisions/places.md).

Case. A name needs a capital, so that "marche" and "sud" stay words; an acronym that is also a word or has up to three
letters ("UN", "AU", "MAS") must stand in capitals; roles and demonyms match in any case. A small place counts only
where a preposition of place or another place stands before it: most village names are also family names.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zlib import crc32

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from dragoman.knowledge.normal import fold
from dragoman.knowledge.places import Places, common_words
from dragoman.knowledge.places_keys import compact
from dragoman.knowledge.scan_text import Folded, pattern

_TABLES = Path(__file__).parent / "tables"
_PROMINENT = 5.0  # prior from which a name needs no preposition: about 100,000 people
_UNMISTAKABLE = 6.5  # prior from which a name counts also beside a capitalised word that is no place
_LONGEST = 6  # words of a place name
_FILTER_BITS = 24  # 2 MB; at 660,000 spellings 4 % of unknown words pass on to the table

_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽŁĆČĐİ"
_RUN = re.compile(
    rf"(?<!\w)[{_CAPITAL}][\w.]*(?<=\w)(?:"
    rf"[ '’\-](?:(?:de|du|des|la|le|les|el|al|of|and|the|sur|sous|en|in|d|l|y|i|n|es|ez|as)[ '’\-]){{0,2}}[{_CAPITAL}]\w*)*"
)
# The article before a name may belong to it ("La Haye"); a contraction hides one ("au Caire" is "Le Caire").
_ARTICLES = {f"{form} ": (form.lower(), True) for form in ("le", "la", "les", "Le", "La", "Les")} | {
    "au ": ("le", False), "du ": ("le", False), "aux ": ("les", False), "des ": ("les", False),
}  # fmt: skip

# A place may follow these; after "de", "du", "of" only where one of _PARTS stands before.
_PLACED = frozenset(
    (
        "à", "au", "aux", "en", "dans", "vers", "depuis", "jusqu'à", "jusqu'au", "entre", "sur", "in",
        "at", "near", "from", "to", "toward", "towards", "around", "outside", "between"
    )
)  # fmt: skip
_OF = frozenset(
    (
        "de", "du", "des", "d'", "of", "l'", "la", "le", "the"
    )
)  # fmt: skip
_PARTS = frozenset(
    (
        "près", "autour", "ville", "village", "localité", "commune", "région", "cercle", "province",
        "département", "district", "secteur", "zone", "environs", "axe", "nord", "sud", "est", "ouest",
        "nord-est", "nord-ouest", "sud-est", "sud-ouest", "habitants", "préfecture", "camp", "aéroport",
        "frontière", "capitale", "town", "city", "north", "south", "east", "west", "outskirts", "suburb",
        "suburbs", "capital", "port", "province", "region", "state"
    )
)  # fmt: skip
_SENTENCE_ENDS = frozenset('.!?…:;«“"([–—-•')


_NO_LETTER = re.compile(r"[\W_]")


class Hit(NamedTuple):
    """A name in a text: code points [start, end), what it names (actor, demonym, role, place), and its key.

    The key of an actor, demonym or role is the one that `names()` of Actors gave (a state has its code in small
    letters: mli); that of a place is its compact spelling: `Places().find(hit.surface, near=…)` says which place it is.
    """

    start: int
    end: int
    kind: str
    key: str
    surface: str


class Names(Protocol):
    """What gives names: `Actors`."""

    def names(self) -> Iterable[tuple[str, str | None, str, str]]:
        """`(name, language or None for both, type, key)`."""
        ...


# Types of `names()` → kinds of a hit. Names of states and capitals are actors here; where they are places too, both hit.
_KIND = {"adjective": "demonym", "people": "demonym", "role": "role", "portfolio": "role"}


class _Entry(NamedTuple):
    kind: str
    key: str
    case: str  # any, capital, upper


class _Part(NamedTuple):
    """A place's spelling inside a run of capitalised words: words [first, last), characters [start, end)."""

    first: int
    last: int
    start: int
    end: int
    name: str
    standing: float
    article: bool  # the article before the run belongs to it


class Scanner:
    """Opened in a tenth of a second; the names of a language are put together at its first text."""

    def __init__(self, actors: Names | None, places: Places) -> None:
        self._places = places
        self._names = list(_all_names(actors))
        self._filter = _spelling_filter(places.spelling_hashes())
        self._parts = lru_cache(maxsize=50_000)(self._places_in)
        self._automaton = lru_cache(maxsize=8)(self._put_together)

    def scan(self, text: str, language: str) -> list[Hit]:
        """All names in `text`, in order; two hits share a span only where one word is both (Mali: state and place)."""
        found = self._listed(text, language)
        found += self._looked_up(text)
        found.sort(key=_leftmost_longest)
        kept: list[Hit] = []
        start = end = -1
        for hit in found:
            if hit[0] >= end:
                start, end = hit[0], hit[1]
            elif hit[0] != start or hit[1] != end or hit in kept[-4:]:
                continue
            kept.append(hit)
        return kept

    def _put_together(self, language: str) -> tuple[Any, list[list[_Entry]]]:
        """The automaton of one language's names and, for each of its patterns, what it names."""
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for name, spoken, kind, key in self._names:
            if spoken in (None, language):
                searched = " " + pattern(name)
                entry = _Entry(kind, key, _case(name, kind, spoken))
                if len(searched) > 2 and entry not in entries[searched]:
                    entries[searched].append(entry)
        kept = {p: e for p, e in entries.items() if e}
        return (
            CharwiseDoubleArrayAhoCorasick(list(kept), match_kind=MATCH_KIND_LEFTMOST_LONGEST),
            list(kept.values()),
        )

    def _listed(self, text: str, language: str) -> list[Hit]:
        found: list[Hit] = []
        folded = Folded(text)
        automaton, entries = self._automaton(language)
        searched = folded.text
        for start, end, number in automaton.find(searched):
            if searched[end] != " ":
                # The longest name runs into a word; a shorter one may end before it: "Guinée-B" in "Guinée Bah".
                shorter = searched.rfind(" ", start + 1, end)
                again = automaton.find(searched[start:shorter]) if shorter > 0 else []
                if not again or again[0][0] != 0 or searched[start + again[0][1]] != " ":
                    continue
                end, number = start + again[0][1], again[0][2]
            begin, stop = folded.span(start + 1, end)
            surface = text[begin:stop]
            for kind, key, case in entries[number]:
                if case == "any" or (surface.isupper() if case == "upper" else surface[0].isupper()):
                    found.append(Hit(begin, stop, kind, key, surface))
        return found

    def _looked_up(self, text: str) -> list[Hit]:
        found: list[Hit] = []
        for match in _RUN.finditer(text):
            begin = match.start()
            article = None
            if begin > 2 and text[begin - 1] == " ":
                before = text[begin - 5 : begin] if begin > 4 else " " + text[:begin]
                article = _ARTICLES.get(before[before.rfind(" ", 0, -1) + 1 :])
            parts = self._parts(match.group(), article[0] if article else "")
            if not parts:
                continue
            capitals = parts[-1].name  # the last entry tells which words are capitalised
            free = 0  # where the last place ended
            for part in parts[:-1]:
                if part.first < free:
                    continue
                # "Elizabeth Warren", "Governor Kansas": beside a capitalised word a name is rather a person's.
                beside = (
                    "C" in capitals[max(free, part.first - 1) : part.first]
                    or capitals[part.last : part.last + 1] == "C"
                )
                own = len(article[0]) + 1 if part.article and article and article[1] else 0
                start, end = begin + part.start - own, begin + part.end
                if self._holds(text, start, part.name, part.standing, beside):
                    found.append(Hit(start, end, "place", part.name, text[start:end]))
                    free = part.last
        return found

    def _places_in(self, run: str, article: str) -> tuple[_Part, ...]:
        """What places a run of words may hold, by their first word and longest first.

        One more entry says in its name which words are capitalised, a C each, and which are not.
        """
        lowered = fold(run)
        # Most runs fold letter for letter; the array is for those that do not ("Œ", a combining accent).
        folded = None if len(lowered) == len(run) else Folded(run)
        words = (_NO_LETTER.sub(" ", lowered) if folded is None else folded.text[1:-1]).split(" ")
        if len(words) == 1 and not article and not self._passes(words[0]):
            return ()
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        made = []
        for first in range(len(words)):
            for last in range(min(len(words), first + _LONGEST), first, -1):
                if not words[last - 1]:
                    continue
                start, end = starts[first], starts[last] - 1
                if folded is not None:
                    start, end = folded.span(start + 1, end + 1)
                name = "".join(words[first:last])
                spellings = (
                    ((article + name, True), (name, False)) if article and not first else ((name, False),)
                )
                for spelled, with_article in spellings:
                    if self._passes(spelled) and run[start].isupper():
                        standing = self._places.prominence(spelled)
                        if standing:
                            made.append(_Part(first, last, start, end, spelled, standing, with_article))
        if not made:
            return ()
        at = starts if folded is None else [folded.span(s + 1, s + 2)[0] for s in starts[:-1]]
        capitals = "".join("C" if run[s : s + 1].isupper() else "c" for s in at[: len(words)])
        return (*made, _Part(len(words), len(words), 0, 0, capitals, 0.0, False))

    def _passes(self, name: str) -> bool:
        bit = crc32(name.encode()) >> (32 - _FILTER_BITS)
        return bool(self._filter[bit >> 3] >> (bit & 7) & 1)

    def _holds(self, text: str, begin: int, name: str, standing: float, beside: bool) -> bool:
        common = name in common_words()
        if not common and standing >= (_UNMISTAKABLE if beside else _PROMINENT):
            return True
        before = text[max(0, begin - 32) : begin]
        return not (common and before.rstrip()[-1:] in _SENTENCE_ENDS) and _follows_place_word(before)


def _leftmost_longest(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _follows_place_word(before: str) -> bool:
    """Whether what stands before a name says that a place follows: "à", "near", "la ville de", "nord d'"."""
    words = before.lower().replace("’", "'").replace("d'", "d' ").replace("l'", "l' ").split()
    while words and words[-1] in _OF and len(words) > 1:
        words.pop()
        if words[-1] in _PARTS:
            return True
    return bool(words) and words[-1] in _PLACED


def _all_names(actors: Names | None) -> Iterator[tuple[str, str | None, str, str]]:
    if actors is not None:
        for name, language, kind, key in actors.names():
            yield name, language, _KIND.get(kind, "actor"), key
    for file, columns in (
        ("places_extra.tsv", ("name_fr", "name_en", "aliases")),
        ("places_alias.tsv", ("alias",)),
    ):
        with (_TABLES / file).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(
                (line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE
            )
            for row in rows:
                for name in (n for c in columns for n in row[c].split("|")):
                    if name[:1].islower() or name.isupper():
                        yield name, None, "place", compact(name)


def _case(name: str, kind: str, language: str | None) -> str:
    """How the letters of a name must stand in a text: any, capital (the first), upper (all)."""
    letters = [c for c in name if c.isalpha()]
    if name.isupper() and (len(letters) <= 3 or compact(name) in common_words()):
        return "upper"
    # English writes peoples with a capital, and without one they are other words: "polish", "turkey".
    if kind == "role" or not letters or letters[0].islower() or (kind == "demonym" and language != "en"):
        return "any"
    return "capital"


def _spelling_filter(hashes: Any) -> bytes:
    """A bit for each leading part of a spelling's hash, so that most words that are no place cost one look."""
    flags = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
    flags[(hashes >> np.uint64(32 - _FILTER_BITS)).astype(np.int64)] = True
    return np.packbits(flags, bitorder="little").tobytes()

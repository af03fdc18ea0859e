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

from dragoman.knowledge.places import Places, common_words
from dragoman.knowledge.places_keys import compact
from dragoman.knowledge.scan_text import Folded

_TABLES = Path(__file__).parent / "tables"
_PROMINENT = 5.0  # prior from which a name needs no preposition: about 100,000 people
_UNMISTAKABLE = 6.5  # prior from which a name counts also beside a capitalised word that is no place
_LONGEST = 6  # words of a place name
_FILTER_BITS = 24  # 2 MB; at 660,000 spellings 4 % of unknown words pass on to the table

_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽŁĆČĐİ"
_RUN = re.compile(
    rf"(?:\b(?P<article>[Ll]e|[Ll]a|[Ll]es|[Aa]u|[Dd]u|[Aa]ux|[Dd]es)\s)?(?P<run>(?<!\w)[{_CAPITAL}][\w.]*\w(?:"
    rf"[ '’\-](?:(?:de|du|des|la|le|les|el|al|of|and|the|sur|sous|en|in|d|l|y|i|n|es|ez|as)[ '’\-]){{0,2}}[{_CAPITAL}]\w*)*)"
)
# The article that a contraction hides: "au Caire" is "Le Caire".
_ARTICLE = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_PLACED = re.compile(
    r"(?:^|\W)(?:à|au|aux|en|dans|vers|depuis|jusqu['’]à|près d['’e]|autour d['’e]|entre|sur|ville d['’e]|village d['’e]|"
    r"localité d['’e]|commune d['’e]|région d['’e]|cercle d['’e]|province d['’e]|département d['’e]|secteur d['’e]|"
    r"zone d['’e]|nord d['’e]|sud d['’e]|est d['’e]|ouest d['’e]|environs d['’e]|"
    r"in|at|near|from|to|towards?|around|outside|between|of|town of|village of|city of|north|south|east|west)\s*$",
    re.IGNORECASE,
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:;\n«“\"(\[–—-])\s*$")


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
    language: str | None  # None: both


class Scanner:
    """Built once (a second or less for all names of Actors), then asked for one text after the other."""

    def __init__(self, actors: Names | None, places: Places) -> None:
        self._places = places
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for name, language, kind, key in _all_names(actors):
            pattern = " " + " ".join(Folded(name).text.split())
            entry = _Entry(kind, key, _case(name, kind, language), language)
            if len(pattern) > 2 and entry not in entries[pattern]:
                entries[pattern].append(entry)
        self._patterns = [p for p in entries if entries[p]]
        self._entries = [entries[p] for p in self._patterns]
        self._automaton: Any = (
            CharwiseDoubleArrayAhoCorasick(self._patterns, match_kind=MATCH_KIND_LEFTMOST_LONGEST)
            if self._patterns
            else None
        )
        self._filter = _spelling_filter(places.spelling_hashes())
        self._standing = lru_cache(maxsize=50_000)(self._look_up)

    def scan(self, text: str, language: str) -> list[Hit]:
        """All names in `text`, in order; two hits share a span only where one word is both (Mali: state and place)."""
        folded = Folded(text)
        found = [*self._listed(text, folded, language), *self._looked_up(text, folded)]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in found:
            taken = kept[-1] if kept else None
            if taken and hit.start < taken.end and ((hit.start, hit.end) != (taken.start, taken.end) or hit in kept[-4:]):
                continue
            kept.append(hit)
        return kept

    def _listed(self, text: str, folded: Folded, language: str) -> Iterator[Hit]:
        if self._automaton is None:
            return
        searched = folded.text
        for start, end, number in self._automaton.find(searched):
            if searched[end].isalnum():
                # The longest name runs into a word; a shorter one may end before it: "Guinée-B" in "Guinée Bah".
                shorter = searched.rfind(" ", start + 1, end)
                again = self._automaton.find(searched[start:shorter]) if shorter > 0 else []
                if not again or again[0][0] != 0 or searched[start + again[0][1]].isalnum():
                    continue
                end, number = start + again[0][1], again[0][2]
            begin, stop = folded.span(start + 1, end)
            surface = text[begin:stop]
            for kind, key, case, spoken in self._entries[number]:
                if spoken in (None, language) and (case == "any" or surface[0].isupper()):
                    if case == "upper" and not surface.isupper():
                        continue
                    yield Hit(begin, stop, kind, key, surface)

    def _looked_up(self, text: str, folded: Folded) -> Iterator[Hit]:
        searched = folded.text
        for match in _RUN.finditer(text):
            begin, stop = match.span("run")
            at = folded.at(begin)
            words = searched[at : folded.at(stop)].split(" ")
            if len(words) == 1 and not match["article"]:
                if self._passes(words[0]) and (made := self._place(text, begin, stop, words[0], False)):
                    yield made
                continue
            yield from self._parts(text, folded, at, words, match["article"], match.start())

    def _parts(
        self, text: str, folded: Folded, at: int, words: list[str], article: str | None, started: int
    ) -> Iterator[Hit]:
        """The longest places in a run of words, from the left; the article may be part of the first ("La Haye")."""
        starts = [at]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        first = free = 0  # free: where the last place ended
        while first < len(words):
            made: Hit | None = None
            for last in range(min(len(words), first + _LONGEST), first, -1):
                name = "".join(words[first:last])
                begin, stop = folded.span(starts[first], starts[last] - 1)
                if not text[begin].isupper() or not words[last - 1]:
                    continue
                if first == 0 and article:
                    whole = _ARTICLE.get(article.lower(), article.lower()) + name
                    contracted = article.lower() in _ARTICLE
                    made = self._place(
                        text, begin if contracted else started, stop, whole, last < len(words)
                    ) if self._passes(whole) else None
                    if made:
                        break
                # "Elizabeth Warren", "Governor Kansas": beside a capitalised word a name is rather a person's.
                beside = first > free or last < len(words)
                if self._passes(name) and (made := self._place(text, begin, stop, name, beside)):
                    break
            if made:
                yield made
                first = free = last
            else:
                first += 1

    def _passes(self, name: str) -> bool:
        bit = crc32(name.encode()) >> (32 - _FILTER_BITS)
        return bool(self._filter[bit >> 3] >> (bit & 7) & 1)

    def _look_up(self, name: str) -> float:
        """How prominent the places of this name are; 0 where there is none."""
        return self._places.prominence(name)

    def _place(self, text: str, begin: int, stop: int, name: str, beside: bool) -> Hit | None:
        standing = self._standing(name)
        if not standing:
            return None
        needed = _UNMISTAKABLE if beside else _PROMINENT
        before = text[max(0, begin - 24) : begin]
        common = name in common_words()
        if common and _SENTENCE_BEGINS.search(before):
            return None
        if (standing < needed or common) and not _PLACED.search(before):
            return None
        return Hit(begin, stop, "place", name, text[begin:stop])


def _all_names(actors: Names | None) -> Iterator[tuple[str, str | None, str, str]]:
    if actors is not None:
        for name, language, kind, key in actors.names():
            yield name, language, _KIND.get(kind, "actor"), key
    for file, columns in (("places_extra.tsv", ("name_fr", "name_en", "aliases")), ("places_alias.tsv", ("alias",))):
        with (_TABLES / file).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
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
    bits = np.zeros(1 << (_FILTER_BITS - 3), dtype=np.uint8)
    leading = hashes >> np.uint64(32 - _FILTER_BITS)
    np.bitwise_or.at(bits, (leading >> np.uint64(3)).astype(np.int64), (1 << (leading & np.uint64(7))).astype(np.uint8))
    return bits.tobytes()

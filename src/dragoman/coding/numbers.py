"""Numbers in running text: digits, number words, round numbers ("une dizaine", "scores") and their bounds.

Every number is read as three: the least it can mean, the single best reading, the most (None: no bound).
Our reading of loose words, one for all texts, so that figures compare:

* "au moins 12", "more than 50": the number itself is least and best, no upper bound (in tolls "plus de 50" is
  used as loosely as "au moins 50", so the least isn't 51);
* "jusqu'à 20", "fewer than 20": nothing for sure, the number is best and most;
* "près de 40", "nearly 40": down to a tenth less, never more;
* "environ 30", "quelque 200", "une dizaine", "a dozen": a tenth either way;
* "des dizaines", "dozens": the plural promises two of it, so least and best are 20 and 24, no upper bound;
* "plusieurs", "several": at least 2, best 3, no upper bound; "plusieurs dizaines": 20, 30;
* "entre 10 et 15", "10 à 15", "three or four": the two ends, best their middle, rounded down.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.coding.numerals import Core, bounded, digits, fits, times20, whole
from dragoman.records import Span

LEXICON = Path(__file__).parent / "lexicon"
_BLANK = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    r"""(?P<group>\d{1,3}(?P<sep>[ \u00a0\u202f\u2009.,'])\d{3}(?:(?P=sep)\d{3})*(?!\d)
             (?:[.,]\d{1,2}(?!\d))?)
       |(?P<digits>\d+(?:[.,]\d+)?)
       |(?P<word>[^\W\d_]+)""",
    re.VERBOSE,
)

_NEXT = re.compile(rf"{_BLANK}*[-‐‑]?{_BLANK}*")
_WORD_BEFORE = re.compile(r"[^\W_]$|\d:$")
_HYPHEN_BEFORE = re.compile(r"[^\W\d_][-‐‑]$")
_GLUE_BEHIND = re.compile(
    rf"[-‐‑][^\W\d_]|[^\W_]|:\d|{_BLANK}?%|{_BLANK}?(?:h|heures?|percent|per cent|pour cent)\b"
)


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number as the text has it: `span` with its bounds ("au moins 12"), `core` without them ("12").

    `article` is true where the number is only an indefinite article ("un soldat").
    """

    span: Span
    core: Span
    low: float
    best: float
    high: float | None
    article: bool = False


@cache
def number_words(language: str) -> Mapping[str, Any]:
    """The language's `numbers.toml`, as read."""
    return tomllib.loads((LEXICON / language / "numbers.toml").read_text(encoding="utf-8"))


def read_number(words: Sequence[str] | str, language: str) -> tuple[float, float, float | None] | None:
    """Least, best and most of the first number in `words`; None where there is none."""
    text = words if isinstance(words, str) else " ".join(words)
    found = find_numbers(text, language, articles=True)
    return (found[0].low, found[0].best, found[0].high) if found else None


def find_numbers(text: str, language: str, offset: int = 0, articles: bool = False) -> list[NumberHit]:
    """All numbers of `text` in order, spans moved by `offset`; "a"/"un"/"une" alone only with `articles`.

    Digits that belong to a name or a compound ("M23", "F-16", "12-year-old", "1er") aren't numbers.
    """
    reader = _Reader(text, language)
    found: list[NumberHit] = []
    k = 0
    while k < len(reader.tokens):
        made = reader.number_at(k)
        if made is None:
            k += 1
            continue
        hit, after = made
        k = after
        if hit.article and not articles:
            continue
        found.append(hit)
    if not offset:
        return found
    return [
        NumberHit(_moved(h.span, offset), _moved(h.core, offset), h.low, h.best, h.high, h.article)
        for h in found
    ]


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class _Words:
    """What number_at asks at every word, ready made: bounds by their first word, and all words a number can start with."""

    bounds: Phrases
    tails: Phrases
    starts: frozenset[str]


@cache
def _words(language: str) -> _Words:
    data = number_words(language)
    bounds = _by_first_word(data["bounds"])
    starts = {*bounds, *data["units"], *data["scales"], *data["round"], *data["round_plural"], data["half"]}
    starts |= {*data["articles"], *data["indefinite"]}
    starts |= {w.split()[0] for w in (*data["vague"], *data["nothing"]["words"])}
    return _Words(bounds, _by_first_word(data["tail"]), frozenset(starts))


def _by_first_word(groups: Mapping[str, Sequence[str]]) -> Phrases:
    made: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in groups.items():
        for phrase in phrases:
            words = tuple(re.findall(r"[^\W\d_]+", phrase))
            made.setdefault(words[0], []).append((words, name))
    return {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in made.items()}


def _phrase(phrases: Phrases, lower: Sequence[str], k: int) -> tuple[str, int]:
    """The longest phrase that stands at token `k` and the token behind it; ("", k) where none does."""
    for words, name in phrases.get(lower[k], ()) if k < len(lower) else ():
        if tuple(lower[k : k + len(words)]) == words:
            return name, k + len(words)
    return "", k


class _Reader:
    """Reads numbers off the tokens of one text; indexes are token numbers, spans are made at the end."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.data = number_words(language)
        self.words = _words(language)
        self.tokens = self._tokens(text)
        self.lower = [m.group().lower() for m in self.tokens]

    def _tokens(self, text: str) -> list[re.Match[str]]:
        found, at = [], 0
        while m := _TOKEN.search(text, at):
            # Why: English separates thousands with a comma; "on May 12 300 people" is no twelve thousand.
            if m["group"] and m["sep"] == " " and self.language == "en" and not m.group().endswith("000"):
                m = re.compile(r"\d+").match(text, m.start()) or m
            found.append(m)
            at = m.end()
        return found

    def number_at(self, k: int) -> tuple[NumberHit, int] | None:
        """The number that begins at token `k`, its bounds included, and the token after it."""
        if not (self.lower[k] in self.words.starts or self.lower[k][0].isdigit()):
            return None
        start = k
        bound, k = self._bound(k)
        core = self._range(k, must=bound in ("between", "range_start"))
        return None if core is None else self._hit(start, k, core, bound)

    def _hit(self, start: int, first: int, core: Core, bound: str) -> tuple[NumberHit, int]:
        low, best, high = bounded(core, bound)
        end = self.tokens[core.after - 1].end()
        after = core.after
        tail = self._tail(after)
        if tail and core.kind == "exact":
            low, best, high = bounded(core, tail[0])
            after, end = tail[1], self.tokens[tail[1] - 1].end()
        core_span = Span(self.tokens[first].start(), self.tokens[core.after - 1].end())
        hit = NumberHit(
            Span(self.tokens[start].start(), end), core_span, low, best, high, article=core.kind == "article"
        )
        return hit, after

    def _tail(self, k: int) -> tuple[str, int] | None:
        """A bound behind its number: "12 au moins", "50 at most"."""
        name, after = _phrase(self.words.tails, self.lower, k)
        if not name or not self._adjacent(k - 1, k):
            return None
        # Why: "30 blessés et 12 au moins" binds backwards, "12, au moins 30" forwards.
        follows = after < len(self.tokens) and self._core(after) is not None
        return None if follows else (name, after)

    def _bound(self, k: int) -> tuple[str, int]:
        name, after = _phrase(self.words.bounds, self.lower, k)
        return (name, after) if after < len(self.tokens) else ("", k)

    def _range(self, k: int, must: bool) -> Core | None:
        first = self._core(k)
        if first is None:
            return None
        j = first.after
        if j < len(self.tokens) and first.kind != "article":
            gap = self.text[self.tokens[j - 1].end() : self.tokens[j].start()]
            joined = None
            if gap in ("-", "–", "—", " - ", " – ") and self.tokens[j].group()[0].isdigit():
                joined = j
            elif self._range_word(j, must):
                joined = j + 1
            if joined is not None and joined < len(self.tokens):
                second = self._core(joined)
                if second and second.kind != "article" and second.best > first.best:
                    low, high = first.low, second.high
                    # Why: in "10 à 15 millions" the first number borrows the scale of the second.
                    scale = float(self.data["scales"].get(self.lower[second.after - 1], 1))
                    if first.best < scale and first.best < second.best / scale:
                        low *= scale
                    best = float((low + second.best) // 2)
                    return Core(low, best, high, second.after)
        return None if must else first

    def _range_word(self, j: int, must: bool) -> bool:
        """ "à", "ou"; "et" only after "entre": "12 et 15" is a list."""
        word = self.lower[j]
        known = word in self.data["either"] or word in self.data["range_join"]
        return known and (must or word not in self.data["join"])

    def _core(self, k: int) -> Core | None:
        """One number without bounds or range."""
        if k >= len(self.tokens) or self._glued_before(k):
            return None
        made = self._nothing(k) or self._vague(k) or self._rounded(k) or self._cardinal(k)
        if made is None or self._glued_after(made.after - 1):
            return None
        return made

    def _nothing(self, k: int) -> Core | None:
        for phrase in self.data["nothing"]["words"]:
            n = len(phrase.split())
            if self.lower[k : k + n] == phrase.split():
                return Core(0, 0, 0, k + n)
        return None

    def _vague(self, k: int) -> Core | None:
        for phrase, (low, best) in self.data["vague"].items():
            words = phrase.split()
            if self.lower[k : k + len(words)] == words:
                j = k + len(words)
                scale, after = self._plural_scale(j)
                if scale is None and j < len(self.tokens) and self.lower[j] in self.data["round"]:
                    scale, after = float(self.data["round"][self.lower[j]]), j + 1
                if scale is None and j < len(self.tokens) and self.lower[j] in self.data["scales"]:
                    scale, after = float(self.data["scales"][self.lower[j]]), j + 1
                if scale is not None:
                    return Core(low * scale, best * scale, None, after, "open")
                return Core(low, best, None, j, "open")
        return None

    def _rounded(self, k: int) -> Core | None:
        """ "une dizaine", "half a dozen", "deux douzaines", "des dizaines de milliers", "hundreds"."""
        data, j, times = self.data, k, 1.0
        if self.lower[j] == data["half"] and self.lower[j + 1 : j + 2] in ([a] for a in data["articles"]):
            times, j = 0.5, j + 2
        elif self.lower[j] in (*data["articles"], *data["indefinite"]):
            j += 1
        if self.lower[j : j + 1] == [data["half"]]:
            times, j = 0.5, j + 1
        if j < len(self.tokens) and self.lower[j] in data["round"] and (j > k or self.language == "fr"):
            value = data["round"][self.lower[j]] * times
            return Core(value, value, value, j + 1, "round")
        scale, after = self._plural_scale(j)
        if scale is not None:
            return Core(2 * scale, 2 * scale, None, after, "open")
        return None

    def _plural_scale(self, k: int) -> tuple[float | None, int]:
        if k >= len(self.tokens) or self.lower[k] not in self.data["round_plural"]:
            return None, k
        scale, after = float(self.data["round_plural"][self.lower[k]]), k + 1
        if self.lower[after : after + 1] in ([w] for w in self.data["of"]):
            higher, behind = self._plural_scale(after + 1)
            if higher is not None:
                return scale * higher, behind
        # Why: bare "tens" and "scores" are goals and marks as often as people; "scores of" is not.
        if self.lower[k] in ("tens", "scores") and not self._counted_next(after):
            return None, k
        return scale, after

    def _counted_next(self, k: int) -> bool:
        return self.lower[k : k + 1] in (
            ["of"],
            ["more"],
            ["were"],
            ["killed"],
            ["injured"],
            ["wounded"],
            ["dead"],
        )

    def _cardinal(self, k: int) -> Core | None:
        data = self.data
        if self.tokens[k].group()[0].isdigit():
            j, following = k + 1, self.lower[k + 1] if k + 1 < len(self.tokens) else ""
            scaled = following in data["scales"] and self._adjacent(k, k + 1)
            value = digits(self.tokens[k].group(), scaled, self.language)
            if scaled:
                value *= data["scales"][following]
                j += 1
            elif following and self.tokens[k].end() == self.tokens[k + 1].start():
                suffix = data["suffixes"].get(self.tokens[k + 1].group())
                if suffix is None:
                    return None
                value, j = value * suffix, j + 1
            return self._halved(whole(value), value if not scaled else data["scales"][following], j, scaled)
        return self._spelled(k)

    def _halved(self, value: float, scale: float, j: int, scaled: bool) -> Core:
        if scaled and self.lower[j : j + 2] == [self.data["join"][0], self.data["half"]]:
            value, j = value + scale / 2, j + 2
        return Core(value, value, value, j)

    def _spelled(self, k: int) -> Core | None:
        units, scales = self.data["units"], self.data["scales"]
        total, current, j, last, scale = 0.0, 0.0, k, k - 1, 1.0
        joined = last  # the last word read, "et" and "and" included
        if self.lower[k] in self.data["articles"] and self.lower[k + 1 : k + 2] in ([s] for s in scales):
            current, j, last, joined = 1.0, k + 1, k, k
        while j < len(self.tokens):
            word = self.lower[j]
            if last >= k and not self._adjacent(joined, j):
                break
            if word in units and fits(current, units[word], self.language, first=last < k):
                current = current + units[word] if not times20(current, units[word]) else current + 76
            elif word in scales and scales[word] == 100:
                bare = last >= k and current == 0  # "deux mille cent", but no "two thousand hundred"
                if current >= 10 or (bare and self.language != "fr"):
                    break
                current = max(current, 1) * 100
            elif word in scales:
                scale = scales[word]
                if last < k and word != "mille":
                    break
                total, current = total + max(current, 1 if last < k or not total else 0) * scale, 0.0
            elif word in self.data["join"] and last >= k and self._joins(current, total, j):
                joined, j = j, j + 1
                continue
            else:
                break
            last = joined = j
            j += 1
        if last < k:
            if self.lower[k] in self.data["articles"]:
                return Core(1, 1, 1, k + 1, "article")
            return None
        value = total + current
        dozens = self.data["round"] | self.data["round_plural"]
        if last + 1 < len(self.tokens) and self.lower[last + 1] in dozens and value < 100:
            value *= dozens[self.lower[last + 1]]
            return Core(value, value, value, last + 2)
        article = self.language == "fr" and last == k and self.lower[k] in self.data["articles"]
        made = self._halved(whole(value), scale, last + 1, scale >= 1000)
        return Core(1, 1, 1, k + 1, "article") if article else made

    def _joins(self, current: float, total: float, j: int) -> bool:
        following = self.lower[j + 1] if j + 1 < len(self.tokens) else ""
        if self.language == "fr":
            return following in ("un", "une", "onze") and current % 100 in (20, 30, 40, 50, 60)
        return following in self.data["units"] and (current % 100 == 0) and (current > 0 or total > 0)

    def _adjacent(self, a: int, b: int) -> bool:
        if a < 0 or b >= len(self.tokens):
            return False
        return _NEXT.fullmatch(self.text, self.tokens[a].end(), self.tokens[b].start()) is not None

    def _glued_before(self, k: int) -> bool:
        """Part of a longer word or name: "M23", "F-16", "COVID-19"."""
        at = self.tokens[k].start()
        before = self.text[max(0, at - 2) : at]
        if _WORD_BEFORE.search(before):
            return True
        return bool(_HYPHEN_BEFORE.search(before)) and not self._number_word(k - 1)

    def _glued_after(self, k: int) -> bool:
        """The first half of a compound, an ordinal, a time: "12-year-old", "1er", "14h", "10:30", "5 %"."""
        return _GLUE_BEHIND.match(self.text, self.tokens[k].end()) is not None

    def _number_word(self, k: int) -> bool:
        return k >= 0 and (self.lower[k] in self.data["units"] or self.lower[k] in self.data["scales"])

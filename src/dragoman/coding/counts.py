"""How many died, were hurt, were arrested: the tolls one sentence tells.

Read from the order of words with a little help from the parse, because parsers break on toll sentences
("12 morts, dont 3 civils, et 30 blessés"). Three figures stand to a word of harm as text puts them:

* counted: "12 morts", "51 arrests", "30 autres blessés";
* before a participle or passive, the whole list: "12 soldats et 3 civils (ont été) tués" is 15;
* behind an active verb or a noun, the whole list: "tuant 12 soldats et 3 civils", "the deaths of 12 people".

Numbers told as part of others ("dont 3 enfants", "including 3 children") are kept by kind and never added.
A toll told twice in a sentence isn't doubled: equal figures are one, rival ones ("12 selon l'armée, 30
selon les rebelles") give the least and the most, with the first as best. A toll that changes ("passe de 12
à 15") is the new figure. A single person named or described ("le maire a été tué") is one; a bare plural
("les terroristes ont été tués") is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dragoman.coding.dateforms import found_in
from dragoman.coding.numbers import NumberHit, find_numbers, number_words
from dragoman.coding.tolls import ROLES, Group, Kind, Mark, Role, Told, count_of, harm, together, words
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Count, Span

YEARS = re.compile(r"(?:19|20)\d\d")
FIRST_GAP = (
    12  # tokens between a list of people and its verb, longer than any toll sentence in our table of cases
)
TOLL_GAP = 10  # tokens between a toll noun and its figure
LIST_GAP = 8  # tokens between two members of a list, their complements included


@dataclass(frozen=True, slots=True)
class Counts:
    """The tolls of a sentence; None where it gives no figure. `by_kind` has each figure as it stands."""

    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    by_kind: tuple[Kind, ...] = ()


def counts_in(sentence: Sentence, clause: Collection[Token] | None = None) -> Counts:
    """The tolls of `sentence`; with `clause`, only those whose word of harm ("tués") is in it."""
    tolls = _Tolls(sentence)
    within = None if clause is None else {t.i for t in clause}
    told = [c for c in tolls.read() if within is None or c.mark in within]
    kinds = tuple(k for c in told for k in c.kinds)
    made = {role: together([c for c in told if c.role == role]) for role in ROLES}
    return Counts(made["dead"], made["injured"], made["arrested"], kinds)


class _Tolls:
    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        self.tokens = sentence.tokens
        self.low = [t.text.lower().replace("’", "'") for t in self.tokens]
        self.data = words(sentence.language)
        self.words = self.data["words"]
        self.marks = self._marks()
        told = self.marks or any(w in self.low for w in self.words["toll"])
        self.hits = self._hits() if told else []
        self.groups = [g for h in self.hits if (g := self._group(h)) is not None]
        self.used: set[int] = set()

    def read(self) -> list[Told]:
        """Every construct, in the order of its word of harm; counted ones first claim their numbers."""
        made: dict[int, Told] = {}
        for mark in self.marks:
            if "counted" in mark.kinds and (told := self._counted(mark)):
                made[mark.first] = told
        for mark in self.marks:
            if mark.first in made:
                continue
            figures = self._nominal(mark) or (
                self._active(mark) if self._is_active(mark) else self._passive(mark)
            )
            if figures:
                made[mark.first] = figures
        for mark in self.marks:
            if told := made.get(mark.first):
                made[mark.first] = self._with_parts(mark, told)
        if not any(t.role == "dead" for t in made.values()) and (told := self._toll()):
            made[told.mark] = told
        return [made[i] for i in sorted(made)]

    # -- what stands in the sentence

    def _index(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of a run of characters of the article."""
        inside = [t.i for t in self.tokens if t.start < end and start < t.end]
        return (inside[0], inside[-1]) if inside else None

    def _marks(self) -> list[Mark]:
        found: dict[tuple[int, Role], Mark] = {}
        text = self.s.text.replace("’", "'")
        for role, kind, pattern in harm(self.s.language):
            for m in pattern.finditer(text):
                at = self._index(m.start() + self.s.start, m.end() + self.s.start)
                if at is None:
                    continue
                mark = found.setdefault((at[0], role), Mark(role, set(), *at))
                mark.kinds.add(kind)
                mark.last = max(mark.last, at[1])
        return sorted(found.values(), key=lambda k: k.first)

    def _hits(self) -> list[tuple[NumberHit, int, int]]:
        dates = [f.match.span() for f in found_in(self.s.text, self.s.language)]
        made = []
        for hit in find_numbers(self.s.text, self.s.language, self.s.start, articles=True):
            start, end = hit.core.start - self.s.start, hit.core.end - self.s.start
            if any(a < end and start < b for a, b in dates):
                continue
            at = self._index(hit.span.start, hit.span.end)
            if at is not None:
                made.append((self._changed(hit, at[0]), *at))
        return made

    def _changed(self, hit: NumberHit, first: int) -> NumberHit:
        """The new figure of "passe de 12 à 15"; any other number as it is."""
        starts = number_words(self.s.language)["bounds"]["range_start"]
        near = self.tokens[max(0, first - 3) : first]
        if self.low[first] in starts and any(
            t.lemma in self.words["changed"] or t.text.lower() in self.words["changed"] for t in near
        ):
            return NumberHit(hit.span, hit.core, hit.high or hit.best, hit.high or hit.best, hit.high)
        return hit

    def _mark_at(self, i: int) -> bool:
        return any(m.first <= i <= m.last for m in self.marks)

    def _group(self, found: tuple[NumberHit, int, int]) -> Group | None:
        """The people a number counts; None for an article before anything but a person, and for things."""
        hit, first, last = found
        noun: Token | None = None
        for t in self.tokens[last + 1 : last + 7]:
            if self._mark_at(t.i) and t.pos not in ("NOUN", "PROPN"):
                break
            if (t.pos in ("NOUN", "PROPN") or self._is_person(t)) and not self._mark_at(t.i):
                noun = t
                if self._is_person(t) or self.s.language == "fr":
                    break
                following = self.tokens[t.i + 1] if t.i + 1 < len(self.tokens) else None
                if following is None or following.pos not in ("NOUN", "PROPN") or self._mark_at(following.i):
                    break  # Why: English compounds end in their head: "three army soldiers"
                continue
            if t.pos in ("ADJ", "ADV", "DET", "NUM") or self.low[t.i] in ("de", "d'", "of"):
                continue
            if self.low[t.i] in self.words["others"] or self.low[t.i] == "-":
                continue
            break
        if noun is not None and (noun.lemma in self.words["not_people"] or self._is_thing(noun)):
            return None
        if hit.article and (noun is None or not self._is_person(noun)):
            return None
        if noun is None and YEARS.fullmatch(hit.core.of(" " * self.s.start + self.s.text)):
            return None
        return Group(hit, first, noun.i if noun else last, noun)

    def _is_person(self, t: Token) -> bool:
        """By its form too: the tagger takes "civils" before "tués" for an adjective."""
        return t.lemma in self.words["persons"] or self.low[t.i].removesuffix("s") in self.words["persons"]

    def _is_thing(self, noun: Token) -> bool:
        return noun.text.lower().rstrip("s") in self.words["not_people"]

    # -- the three constructs

    def _counted(self, mark: Mark) -> Told | None:
        """ "12 morts", "30 autres blessés", "51 arrests", "un autre blessé"."""
        before = [(h, a, b) for h, a, b in self.hits if b < mark.first and mark.first - b <= 5]
        if not before:
            return None
        hit, first, last = before[-1]
        gap = self.tokens[last + 1 : mark.first]
        light = (*self.words["between"], *self.words["others"], *self.words["be"], "de", "d'", "of")
        if any(
            self._is_person(t) or (self.low[t.i] not in light and t.pos not in ("ADJ", "ADV")) for t in gap
        ):
            return None
        if first in self.used or (hit.article and self._is_active(mark)):
            return None
        self.used.add(first)
        span = Span(hit.span.start, self.tokens[mark.last].end)
        return Told(mark.role, mark.first, (Kind(mark.role, "", count_of(hit, span)),))

    def _nominal(self, mark: Mark) -> Told | None:
        """ "la mort de 12 soldats", "l'arrestation du maire", "the deaths of three peacekeepers"."""
        if "nominal" not in mark.kinds:
            return None
        behind = mark.last + 1
        if self.low[behind : behind + 1] and self.low[behind] in self.words["of"]:
            first = [g for g in self.groups if g.first in (behind, behind + 1) and g.first not in self.used]
            return self._forward(mark, first[0].first - 1) if first else self._one(mark, ("nmod", "obl"))
        return None

    def _is_active(self, mark: Mark) -> bool:
        """Whether the people hurt stand behind the word."""
        if "active" in mark.kinds:
            return True
        if "participle" not in mark.kinds:
            return False
        before = mark.first - 1
        while before >= 0 and (self.tokens[before].pos == "ADV" or self.low[before] in ("pas", "not")):
            before -= 1
        word = self.low[before] if before >= 0 else ""
        if word in self.words["passive"] or word in self.words["be"]:
            return False
        verb = self.tokens[mark.first]
        if verb.dep == "conj" and any(m.first == verb.head and self._is_active(m) for m in self.marks):
            return True  # "a tué deux enfants et blessé leur mère"
        next_at = mark.last + 1
        numbered = any(a == next_at and not (h.article and self.s.language == "fr") for h, a, _ in self.hits)
        if self.s.language == "fr":
            return word in self.words["have"] or numbered
        following = self.tokens[next_at] if next_at < len(self.tokens) else None
        return numbered or (following is not None and following.pos == "DET") or word in self.words["have"]

    def _active(self, mark: Mark) -> Told | None:
        return self._forward(mark, mark.last) or self._one(mark, ("obj",))

    def _forward(self, mark: Mark, end: int) -> Told | None:
        """The list of people that begins behind token `end`."""
        found: list[Group] = []
        for g in (g for g in self.groups if g.first > mark.last):
            gap = range(end + 1, g.first)
            if g.first in self.used or not self._open(gap, LIST_GAP):
                break
            if (
                not found
                and any(self.tokens[i].pos in ("NOUN", "PROPN") for i in gap)
                and not self._aside(gap)
            ):
                break
            if found and (not self._joined(gap) or self._is_subject(g)):
                break
            found.append(g)
            end = g.last
        return self._list(mark, found)

    def _passive(self, mark: Mark) -> Told | None:
        ways = mark.kinds & {"participle", "intransitive"}
        if not ways or (ways == {"intransitive"} and not self._has_be(mark)):
            return None
        found: list[Group] = []
        start = mark.first
        for g in reversed([g for g in self.groups if g.last < mark.first]):
            gap = range(g.last + 1, start)
            if g.first in self.used or not self._open(gap, LIST_GAP if found else FIRST_GAP):
                break
            if found and not self._joined(gap):
                break
            found.insert(0, g)
            start = g.first
        return self._list(mark, found) or self._one(mark, ("nsubj:pass", "nsubj"))

    def _is_subject(self, g: Group) -> bool:
        """ "a tué 40 personnes et 200 autres sont portées disparues": the second list begins a clause."""
        return any(t.dep.startswith("nsubj") for t in self.tokens[g.first : g.last + 2])

    def _has_be(self, mark: Mark) -> bool:
        """Intransitives that are also nouns need their auxiliary: "sont morts" against "les morts"."""
        word = self.low[mark.first]
        if word.rstrip("es") not in ("mort", "décédé"):
            return True
        return any(w in self.words["be"] for w in self.low[max(0, mark.first - 3) : mark.first])

    def _open(self, gap: Sequence[int], longest: int) -> bool:
        """Whether a gap holds no other word of harm and no verb of its own."""
        if len(gap) > longest:
            return False
        helpers = {*self.words["have"], *self.words["be"], *self.words["passive"], *self.words["included"]}
        for i in gap:
            t = self.tokens[i]
            if self._mark_at(i) or self.low[i] in (";", ":", "."):
                return False
            if t.pos == "VERB" and self.low[i] not in helpers and t.dep not in ("acl", "amod", "acl:relcl"):
                return False
        return True

    def _aside(self, gap: Sequence[int]) -> bool:
        """ "a tué, selon l'armée, 12 soldats": an aside doesn't part a verb from its object."""
        return bool(gap) and self.low[gap[0]] == "," and self.low[gap[-1]] == ","

    def _joined(self, gap: Sequence[int]) -> bool:
        said = " ".join(self.low[i] for i in gap)
        return any(
            re.search(rf"(?:^| ){re.escape(w)}(?: |$)", said) for w in (*self.words["joins"], ",", "(")
        ) or (self._included(gap))

    def _included(self, gap: Sequence[int]) -> bool:
        said = " ".join(self.low[i] for i in gap)
        return any(re.search(rf"(?:^| ){re.escape(w)}(?: |$)", said) for w in self.words["included"])

    def _list(self, mark: Mark, found: Sequence[Group]) -> Told | None:
        if not found:
            return None
        kinds: list[Kind] = []
        inside, end = False, found[0].first
        for g in found:
            gap = range(end, g.first)
            inside = (inside or self._included(gap)) and ")" not in [self.low[i] for i in gap]
            noun_end = g.noun.end if g.noun else g.hit.span.end
            count = count_of(g.hit, Span(g.hit.span.start, max(noun_end, g.hit.span.end)))
            kinds.append(Kind(mark.role, g.noun.lemma if g.noun else "", count, inside))
            end = g.last + 1
            self.used.add(g.first)
        return Told(mark.role, mark.first, tuple(kinds))

    def _with_parts(self, mark: Mark, told: Told) -> Told:
        """The figure with those it contains, told behind it: "12 morts, dont 3 enfants et une femme"."""
        kinds, end = list(told.kinds), max(mark.last, self._index_of(told))
        inside = False
        for g in (g for g in self.groups if g.first > end):
            gap = range(end + 1, g.first)
            inside = inside or self._included(gap)
            if not inside or g.first in self.used or not self._open(gap, LIST_GAP) or not self._joined(gap):
                break
            noun_end = g.noun.end if g.noun else g.hit.span.end
            kinds.append(
                Kind(
                    told.role,
                    g.noun.lemma if g.noun else "",
                    count_of(g.hit, Span(g.hit.span.start, noun_end)),
                    True,
                )
            )
            self.used.add(g.first)
            end = g.last
        return Told(told.role, told.mark, tuple(kinds))

    def _index_of(self, told: Told) -> int:
        end = max(k.count.span.end for k in told.kinds)
        return max((t.i for t in self.tokens if t.start < end), default=0)

    def _one(self, mark: Mark, deps: tuple[str, ...]) -> Told | None:
        """Single persons without a number: "le maire et son adjoint ont été tués" is two."""
        verb = self.tokens[mark.first]
        heads = self.s.children(verb.i, *deps)
        if not heads and deps[0] == "nsubj:pass" and verb.dep in ("acl", "amod"):
            heads = [h for h in [self.s.head(verb)] if h is not None]
        people = [p for h in heads for p in self.s.conjuncts(h)]
        if not people or not all(self._single_person(p) for p in people):
            return None
        span = Span(min(p.start for p in people), max(p.end for p in people))
        n, noun = len(people), people[0].lemma if people[0].pos == "NOUN" else ""
        return Told(mark.role, mark.first, (Kind(mark.role, noun, Count(n, n, n, span)),))

    def _single_person(self, t: Token) -> bool:
        if t.pos == "PROPN":
            return t.entity == "PER"
        if t.pos == "PRON":
            return t.dep.startswith("nsubj") and t.text.lower() in self.words["single"]
        plural = t.morph.get("Number") == "Plur" or (
            t.text.lower().endswith("s") and not t.lemma.endswith("s")
        )
        return t.pos == "NOUN" and t.lemma in self.words["persons"] and not plural

    def _risen(self, first: int) -> bool:
        """ "has risen to 235", "passe à 15": such a figure is the toll's, however far its noun stands."""
        return any(
            t.lemma in self.words["changed"] or t.text.lower() in self.words["changed"]
            for t in self.tokens[max(0, first - 2) : first]
        )

    def _toll(self) -> Told | None:
        """A toll noun with a bare figure: "the death toll rose to 15", "le bilan passe de 12 à 15"."""
        said = self.s.text.lower()
        if not any(re.search(rf"\b{w}\b", said) for w in self.words["toll"]):
            return None
        for i, word in enumerate(self.low):
            if word not in self.words["toll"]:
                continue
            for g in self.groups:
                near = 0 < g.first - i <= TOLL_GAP or (g.first > i and self._risen(g.first))
                if near and g.noun is None and not g.hit.article and g.first not in self.used:
                    count = count_of(g.hit, g.hit.span)
                    return Told("dead", i, (Kind("dead", "", count),))
        return None

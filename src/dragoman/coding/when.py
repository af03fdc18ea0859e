"""When something happened: the dates a text tells, resolved against the day it was published.

Never today's date: a relative date in an article without a date stays empty, with a reason. The readings:

* a bare weekday is the last one on or before publication; with a verb in the future the next one on or after
  it, with one in the present the nearest;
* a day and month without a year is the nearest to publication (past verb: the last, future verb: the next);
  close behind a date with another year told in full, it has that year;
* a night from Monday to Tuesday and a range of days count under their first day;
* a week has the date of its Monday, a season that of its first month (northern).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.coding.clauses import clause_spans, main_verb
from dragoman.coding.dateforms import Forms, forms, found_in
from dragoman.coding.moments import MomentReader, Tense, When
from dragoman.grammar.view import Sentence
from dragoman.records import Span

__all__ = ["Dates", "Tense", "When", "inherit", "last_before"]

DATELINE_DAYS = 7  # a dateline further from publication than this is another article's, or a slip
NOUN_REACH = 40  # characters between a noun and the date that belongs to it ("coup d'État militaire de 2020")
BREAK_COST = 60  # a break in the sentence weighs as many characters when the nearest date is chosen


def inherit(earlier: When) -> When:
    """The date of an earlier sentence for one that tells none; the caller judges whether it holds on."""
    return replace(earlier, reason=f"no date in its sentence: the date told before it ({earlier.reason})")


def last_before(told: Sequence[When], position: int) -> When | None:
    """The last of an article's dates (`Dates.timeline`) that is told before `position`."""
    return next((w for w in reversed(told) if w.span is not None and w.span.end <= position), None)


class Dates:
    """Reads the dates of one language."""

    def __init__(self, language: str) -> None:
        self._forms: Forms = forms(language)

    def mentions(
        self,
        text: str,
        published: date | None,
        dateline: date | None = None,
        *,
        offset: int = 0,
        tense: Tense | None = None,
        previous: When | None = None,
    ) -> list[When]:
        """Every date of `text` in order, spans moved by `offset`; no date on purpose: no precision.

        `previous` is the last date told before `text` ("la veille" counts from it).
        """
        base = _base(published, dateline)
        made: list[When] = []
        for found in found_in(text, self._forms.language):
            when = MomentReader(self._forms, found, base, previous, tense, offset).read()
            made.append(when)
            if when.value and when.role == "when":
                previous = when
        return made

    def timeline(
        self, sentences: Iterable[Sentence], published: date | None, dateline: date | None = None
    ) -> tuple[When, ...]:
        """The days that the sentences of an article tell, in text order: what "la veille" can count from.

        With `last_before` it gives the `previous` of `resolve`, also where the earlier date belongs to no event.
        """
        told: list[When] = []
        for s in sentences:
            previous = told[-1] if told else None
            found = self.mentions(s.text, published, dateline, offset=s.start, previous=previous)
            told += [w for w in found if w.value and w.role == "when"]
        return tuple(told)

    def resolve(
        self,
        sentence: Sentence | str,
        published: date | None,
        dateline: date | None = None,
        near: Span | None = None,
        *,
        offset: int = 0,
        clause: Sequence[Span] | None = None,
        tense: Tense | None = None,
        previous: When | None = None,
    ) -> When:
        """The date of what the words at `near` tell: the closest date of their clause, or none with a reason.

        `near` and `clause` are offsets into the article; `clause` is found from the parse where not
        given. `offset` is where a sentence given as text begins.
        """
        text = sentence if isinstance(sentence, str) else sentence.text
        if isinstance(sentence, Sentence):
            offset = sentence.start
        told = self.mentions(text, published, dateline, offset=offset, tense=tense, previous=previous)
        if not told:
            return When(None, None, None, "no date in its sentence")
        if not isinstance(sentence, Sentence) or near is None:
            return _choose(told, text, offset, near, clause)
        return self._beside(sentence, told, near) or _choose(
            told, text, offset, near, clause or clause_spans(sentence, near)
        )

    def _beside(self, sentence: Sentence, told: Sequence[When], near: Span) -> When | None:
        """The act told by its distance from the main one: "withdrew it on Wednesday, a day after crowds marched"."""
        token = next((t for t in sentence.tokens if t.span.overlaps(near)), None)
        main = main_verb(sentence, token) if token else None
        if main is None:
            return None
        for found in found_in(sentence.text, self._forms.language):
            end = found.match.end() + sentence.start
            gap = sentence.text[end - sentence.start : max(0, near.start - sentence.start)]
            if (
                found.form.kind != "beside"
                or end > near.start
                or len(gap) > NOUN_REACH
                or re.search("[,;:]", gap)
            ):
                continue
            when = _choose(told, sentence.text, sentence.start, main.span, clause_spans(sentence, main.span))
            step = MomentReader(self._forms, found, None, when, None, sentence.start).from_main()
            if step is not None:
                return step
        return None


def _choose(
    told: Sequence[When], text: str, offset: int, near: Span | None, clause: Sequence[Span] | None
) -> When:
    def within(when: When) -> bool:
        return not clause or when.span is None or any(c.overlaps(when.span) for c in clause)

    inside = [w for w in told if within(w)]
    since = next((w.value for w in inside if w.role == "since" and w.value), None)
    usable = [
        w
        for w in inside
        if w.precision is not None
        and (w.role == "when" or (w.role == "noun" and _belongs(w, text, offset, near)))
    ]
    if usable:
        best = usable[0] if near is None else min(usable, key=lambda w: _distance(w, near, text, offset))
        return replace(best, role="when", since=since)
    words = "; ".join(f"'{w.span.of(' ' * offset + text)}'" for w in told if w.span)
    if not inside:
        return When(None, None, None, f"{words} belongs to another clause")
    by_role = {"since": "tells since when", "until": "tells until when", "noun": "belongs to a noun"}
    first = inside[0]
    reason = first.reason if first.role == "when" else f"{words} {by_role[first.role]}"
    return When(None, None, None, reason, since=since)


def _belongs(when: When, text: str, offset: int, near: Span | None) -> bool:
    """Whether a noun's own date dates the trigger: the trigger is that noun ("le putsch de 2020")."""
    if near is None or when.span is None:
        return False
    if near.end <= when.span.start:
        if re.match(r"['’]s?\b", text[when.span.end - offset :]):
            return False  # Why: the noun of a genitive stands behind it ("condemned Monday's attack")
        gap = text[near.end - offset : when.span.start - offset]
    else:
        gap = text[when.span.end - offset : near.start - offset]
    if len(gap) > NOUN_REACH or re.search(r"[,;:.()«»\"]", gap):
        return False
    # Why: "signé l'accord de 2015": another article between means another noun.
    return not re.search(
        r"(?:\b(?:le|la|les|un|une|the|an?|et|and|son|sa|leur|their|its)\b|\bl['’])", gap.lower()
    )


def _distance(when: When, near: Span, text: str, offset: int) -> int:
    if when.span is None or when.span.overlaps(near):
        return 0
    start, end = (near.end, when.span.start) if near.end <= when.span.start else (when.span.end, near.start)
    gap = text[start - offset : end - offset]
    breaks = len(re.findall(r"[,;:—–]| (?:et|and|mais|but|puis|then|que|that|qui|who) ", gap))
    return len(gap) + BREAK_COST * breaks


def _base(published: date | None, dateline: date | None) -> date | None:
    """The day of writing: the dateline's where it stands close before publication."""
    if dateline and (published is None or abs((published - dateline).days) <= DATELINE_DAYS):
        return dateline
    return published

"""The measures: what each counts in one case. Precision, recall and intervals are made of these counts in `scores`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.evaluation import rules
from dragoman.evaluation.annotation import TOLLS, Annotation
from dragoman.evaluation.cases import Case
from dragoman.evaluation.rules import Tally

Counts = Iterator[tuple[str, Tally]]
Right = Callable[[Annotation, Annotation, Case], bool]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: `count` gives the tallies of one article's cases by label; all labels together make the figure.

    `macro`: the mean of the labels' F1 is the figure instead. `share`: a share of what was asked (no precision
    apart from it). `less`: the smaller the better.
    """

    name: str
    says: str
    count: Callable[[Sequence[Case]], Counts]
    macro: bool = False
    share: bool = False
    less: bool = False


def _same(case: Case) -> Iterator[tuple[Annotation, Annotation]]:
    """The pairs of the same type: what is asked of a field is asked of these."""
    text = case.sentence.article.text
    return ((g, c) for g, c in case.matched if rules.same_type(g, c, case.lenient, text))


def _events(right: Right) -> Callable[[Case], Counts]:
    """Counts over all events of a case: right pairs, coded events, gold events."""

    def count(case: Case) -> Counts:
        found = sum(right(g, c, case) for g, c in case.matched)
        yield "", Tally(found, len(case.coded), len(case.gold))

    return count


def _given(right: Callable[[Annotation, Annotation, Case], bool | None]) -> Callable[[Case], Counts]:
    """Counts over the pairs of the same type: a share; None where the question does not arise."""

    def count(case: Case) -> Counts:
        for g, c in _same(case):
            answer = right(g, c, case)
            if answer is not None:
                yield "", Tally(int(answer), 1, 1)

    return count


def type_right(gold: Annotation, coded: Annotation, case: Case) -> bool:
    """The type is right."""
    return rules.same_type(gold, coded, case.lenient, case.sentence.article.text)


def type_and_sides(gold: Annotation, coded: Annotation, case: Case) -> bool:
    """Type and countries of both sides are right: the measure of the whole chain."""
    return type_right(gold, coded, case) and rules.same_sides(gold, coded, case.sentence.span)


def whole_right(gold: Annotation, coded: Annotation, case: Case) -> bool:
    """Every field is right."""
    return not rules.wrong_fields(gold, coded, case.sentence.span, case.lenient, case.sentence.article.text)


def _mode(gold: Annotation, coded: Annotation, case: Case) -> bool:
    return type_right(gold, coded, case) and gold.event_mode == coded.event_mode


def _dyads(case: Case) -> Counts:
    right = sum(rules.is_dyad(g) and rules.is_dyad(c) and type_and_sides(g, c, case) for g, c in case.matched)
    yield "", Tally(right, sum(map(rules.is_dyad, case.coded)), sum(map(rules.is_dyad, case.gold)))


def _by_type(case: Case) -> Counts:
    for g, c in case.matched:
        yield g.event_type, Tally(int(type_right(g, c, case)), 0, 1)
        # A type that the lenient rule takes for the gold's is told as the gold's.
        yield (g.event_type if type_right(g, c, case) else c.event_type), Tally(0, 1, 0)
    for e in case.missed:
        yield e.event_type, Tally(0, 0, 1)
    for e in case.extra:
        yield e.event_type, Tally(0, 1, 0)


def _modality(case: Case) -> Counts:
    for g, c in _same(case):
        yield g.modality, Tally(int(g.modality == c.modality), 0, 1)
        yield c.modality, Tally(0, 1, 0)


def _field(name: str) -> Callable[[Case], Counts]:
    held = {"place": rules.place, "date": rules.day, "attribution": rules.attribution}[name]

    def count(case: Case) -> Counts:
        for g, c in _same(case):
            yield "", held(g, c, case.sentence.span, case.lenient)

    return count


def _tolls(case: Case) -> Counts:
    for g, c in _same(case):
        for name in TOLLS:
            yield name, rules.toll(g, c, case.sentence.span, name)


def _direction(case: Case) -> Counts:
    for g, c in _same(case):
        answer = rules.direction(g, c)
        if answer is not None:
            yield "", Tally(int(not answer), 1, 1)


def _country(case: Case) -> Counts:
    for g, c in _same(case):
        for wanted, told in rules.parties_met(g, c):
            yield "", Tally(int(wanted.code == told.code), 1, 1)


def _sector(case: Case) -> Counts:
    for g, c in _same(case):
        for wanted, told in rules.parties_met(g, c):
            if wanted.sector:
                yield "", Tally(int(wanted.sector == told.sector), 1, 1)


def _party(case: Case) -> Counts:
    for g, c in _same(case):
        sentence = case.sentence.span
        told = [p for p in c.parties if p.span is not None and sentence.contains(p.span)]
        yield "", Tally(len(rules.parties_met(g, c)), len(told), len(g.parties))


def _silence(case: Case) -> Counts:
    if not case.gold:
        yield "", Tally(int(not case.coded), 1, 1)


def _document(cases: Sequence[Case]) -> Counts:
    """The types of an article, each once, in its annotated sentences."""
    gold = {e.event_type for k in cases for e in k.gold}
    coded = {e.event_type for k in cases for e in k.coded}
    for name in sorted(gold | coded):
        yield name, Tally(int(name in gold and name in coded), int(name in coded), int(name in gold))


def _each(count: Callable[[Case], Counts]) -> Callable[[Sequence[Case]], Counts]:
    """A count of one case, over all cases of an article."""
    return lambda cases: (made for case in cases for made in count(case))


MEASURES: tuple[Measure, ...] = (
    Measure("found", "event found, whatever its type", _each(_events(lambda g, c, k: True))),
    Measure("type", "type", _each(_events(type_right))),
    Measure("type-macro", "type, mean F1 of the types", _each(_by_type), macro=True),
    Measure("type-mode", "type and mode", _each(_events(_mode))),
    Measure("type-sides", "type and the countries of both sides", _each(_events(type_and_sides))),
    Measure("dyad", "the same, of acts between two countries", _each(_dyads)),
    Measure("whole", "whole record", _each(_events(whole_right))),
    Measure("actor", "countries of the actor, given the type", _each(_given(lambda g, c, k: rules.same_side(g, c, "actor", k.sentence.span))), share=True),
    Measure("recipient", "countries of the recipient, given the type", _each(_given(lambda g, c, k: rules.same_side(g, c, "recipient", k.sentence.span))), share=True),
    Measure("party", "parties found by their words, given the type", _each(_party)),
    Measure("country", "country of a party, given its words", _each(_country), share=True),
    Measure("sector", "sector of a party, given its words", _each(_sector), share=True),
    Measure("direction", "sides the wrong way, given type and countries", _each(_direction), share=True, less=True),
    Measure("modality", "modality, mean F1 of the six, given the type", _each(_modality), macro=True),
    Measure("historical", "background, given the type", _each(_given(lambda g, c, k: g.historical == c.historical)), share=True),
    Measure("attribution", "attribution found and right, given the type", _each(_field("attribution"))),
    Measure("place", "country of the place, given the type", _each(_field("place"))),
    Measure("near", "place within 50 km, given the type", _each(_given(lambda g, c, k: rules.near(g, c))), share=True),
    Measure("date", "date, given the type", _each(_field("date"))),
    Measure("casualties", "dead, injured, arrested, given the type", _each(_tolls)),
    Measure("document", "types of an article, each once", _document),
    Measure("document-macro", "types of an article, mean F1", _document, macro=True),
    Measure("silence", "sentences without an event that stay without", _each(_silence), share=True),
)  # fmt: skip

"""Hand-made annotations, cases and records for the tests of evaluation: no coder is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.evaluation.annotation import Annotation, Party, Toll, When, Where
from dragoman.evaluation.cases import Case
from dragoman.evaluation.gold import Gold, Sentence
from dragoman.evaluation.matching import match
from dragoman.records import Actor, Article, Event, Span

TEXT = "On Monday Mali accused France of arming rebels in Kidal, Russia said; ten soldiers died."


def at(quote: str, text: str = TEXT) -> Span:
    """Where a quote stands."""
    start = text.index(quote)
    return Span(start, start + len(quote))


def party(quote: str, code: str = "", sector: str = "", text: str = TEXT) -> Party:
    """A party by its words."""
    return Party(at(quote, text), code, sector)


def told(kind: str = "ACCUSE", trigger: str = "accused", text: str = TEXT, **given: Any) -> Annotation:
    """An annotation; by default Mali accuses France."""
    given.setdefault("actor", (party("Mali", "MLI", "GOV"),) if text == TEXT else ())
    given.setdefault("recipient", (party("France", "FRA", "GOV"),) if text == TEXT else ())
    return Annotation(kind, at(trigger, text), **given)


def sentence(events: Sequence[Annotation] = (), article: str = "a", language: str = "en", text: str = TEXT) -> Sentence:  # fmt: skip
    """A sentence that is its article's whole text."""
    return Sentence(
        Article(text, language=language, id=article), Span(0, len(text)), tuple(events), "made", "trigger"
    )


def case(gold: Sequence[Annotation] = (), coded: Sequence[Annotation] = (), lenient: bool = False, **given: Any) -> Case:  # fmt: skip
    """A case, matched."""
    read = sentence(gold, **given)
    return Case(read, tuple(coded), match(gold, coded, lenient, read.article.text), lenient)


def gold_of(cases: Sequence[Case], digest: str = "0" * 16) -> Gold:
    """The gold of some cases."""
    return Gold(tuple(k.sentence for k in cases), {}, digest)


def five() -> list[Case]:
    """Five articles: all right; type wrong; rightly silent; an event too many; one of two found, its sides on one side.

    Four gold events, four coded: three found, two of the right type and sides.
    """
    mutual = (party("Mali", "MLI"), party("Russia", "RUS"))
    return [
        case([told()], [told(confidence=0.9)], article="a"),
        case(
            [told("AID", "arming")], [told("ASSAULT", "arming", confidence=0.7)], article="b", language="fr"
        ),
        case(article="c"),
        case([], [told("PROTEST", "died", confidence=0.8)], article="d"),
        case(
            [told("CONSULT", "said", actor=mutual, recipient=()), told("SUPPORT", "died")],
            [told("CONSULT", "said", actor=mutual[:1], recipient=mutual[1:], confidence=0.6)],
            article="e",
            language="fr",
        ),
    ]


def event(kind: str = "ACCUSE", trigger: str = "accused", article: str = "a", text: str = TEXT, **given: Any) -> Event:  # fmt: skip
    """A coder's record."""
    return Event(
        id="e1",
        article_id=article,
        event_type=kind,
        event_mode=None,
        actor=given.pop(
            "actor", (Actor("Mali", at("Mali", text), code="MLI", sector_code="GOV", reason="a name"),)
        ),
        recipient=given.pop("recipient", ()),
        modality="happened",
        evidence=given.pop("evidence", {"trigger": (at(trigger, text),)}),
        confidence=0.5,
        coder={"dragoman": "0", "frame": "test"},
        reasons={"trigger": "the word says it"},
        **given,
    )


__all__ = ["TEXT", "Party", "Toll", "When", "Where", "at", "case", "event", "five", "gold_of", "party", "sentence", "told"]  # fmt: skip

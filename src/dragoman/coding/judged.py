"""The one merge of both readers: what the judge's marks change in the frames' candidates of a sentence.

Both read the same words. The judge weighs every candidate of the frames, also those that lack a side their frame needs;
it fills sides they left empty and adds acts they have no words for. From which probability on is data: `judged.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from dragoman.coding import phrases
from dragoman.coding.candidates import ALONE, Candidate, Dropped, Verdict
from dragoman.coding.certainty import PLAIN, Certainty
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import Frame
from dragoman.coding.sides import PLACE_TARGETS, distinct
from dragoman.coding.triggers import Trigger
from dragoman.grammar.view import NOMINAL, Sentence, Token
from dragoman.records import Actor, Modality, Span

if TYPE_CHECKING:
    from dragoman.judging import Judge, Mark, Marks, Side

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types whose every party is an actor (conventions 5)."""


@cache
def thresholds() -> Mapping[str, float]:
    """The probabilities of `judged.toml`."""
    return tomllib.loads((files(__package__) / "judged.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence as both readers see it; the judge's offsets begin at its first character."""

    sentence: Sentence
    marks: Marks
    judge: Judge
    discourse: Discourse

    def inner(self, span: Span) -> Span:
        return Span(max(0, span.start - self.sentence.start), max(0, span.end - self.sentence.start))

    def outer(self, span: Span) -> Span:
        return Span(span.start + self.sentence.start, span.end + self.sentence.start)


def merge(
    sentence: Sentence,
    judge: Judge,
    made: Sequence[Candidate],
    gone: Sequence[Dropped],
    discourse: Discourse,
) -> tuple[list[Candidate], list[Dropped]]:
    """The candidates of a sentence that both readers together hold for acts, in text order, and what was dropped."""
    told = _Told(sentence, judge.read([sentence.text])[0], judge, discourse)
    kept = [_weigh(told, c) for c in made]
    dropped: list[Dropped] = []
    for d in gone:
        raised = _weigh(told, d.candidate) if d.candidate is not None else None
        if raised is not None and raised.verdict is not None and raised.verdict.type >= thresholds()["raise"]:
            kept.append(raised)
        else:
            dropped.append(d)
    for mark in told.marks.marks:
        span = told.outer(mark.span)
        # What a frame knows and finds lacking is no act for less than it takes to raise it.
        lacking = any(d.span.overlaps(span) for d in gone if d.candidate is not None)
        needed = thresholds()["raise" if lacking else "add"]
        if mark.probability >= needed and not any(c.trigger.span.overlaps(span) for c in kept):
            added = _added(told, mark)
            if added is not None:
                kept.append(added)
    return sorted(kept, key=lambda c: c.trigger.span.start), dropped


def _weigh(told: _Told, candidate: Candidate) -> Candidate:
    """A candidate with the judge's verdict, its type and its sides mended by it."""
    limits = thresholds()
    span = told.inner(candidate.trigger.span)
    types = told.judge.types(told.marks, span)
    own = types[candidate.event_type]
    best = max(types, key=lambda t: types[t])
    event_type = candidate.event_type
    if best != event_type and types[best] >= limits["retype"] and own < limits["keep"]:
        event_type, own = best, types[best]
    mark = told.judge.mark(told.marks, event_type, span)
    if mark is None:
        return candidate
    return _mended(told, candidate, mark, own, sum(types.values()))


def _mended(told: _Told, candidate: Candidate, mark: Mark, own: float, act: float) -> Candidate:
    """A candidate with what the judge's mark of its words gives it: another type with its mode, sides, a verdict."""
    mode = candidate.mode
    if candidate.event_type != mark.event_type or candidate.trigger.frame.id.startswith(ALONE):
        mode = mark.mode if mark.mode_probability >= 0.5 else None
    place = mark.event_type in PLACE_TARGETS
    actors = _side(told, candidate.actors, mark.actor, False)
    recipients = () if mark.event_type in MUTUAL else _side(told, candidate.recipients, mark.recipient, place)
    slots = dict(candidate.slots)
    for name, before, after in (
        ("actor", candidate.actors, actors),
        ("recipient", candidate.recipients, recipients),
    ):
        if after != before:
            slots[name] = "read by the judge"
    made = replace(
        candidate, event_type=mark.event_type, mode=mode, actors=actors, recipients=recipients, slots=slots
    )
    return replace(made, verdict=_verdict(told, made, mark, own, act))


def _verdict(told: _Told, c: Candidate, mark: Mark, own: float, act: float) -> Verdict:
    from dragoman.judging import Candidate as Scored

    spans = [
        tuple(told.inner(a.span) for a in side if a.span is not None) for side in (c.actors, c.recipients)
    ]
    scored = Scored(c.event_type, told.inner(c.trigger.span), *spans)
    right = told.judge.score(told.marks, [scored])[0]
    return Verdict(own, act, right, mark, _shared(spans[0], mark.actor), _shared(spans[1], mark.recipient))


def _shared(found: Sequence[Span], read: Sequence[Side]) -> float:
    """How far two readings of a side meet: twice what they share over what both have; 1 where both are empty."""
    if not found and not read:
        return 1.0
    met = sum(any(a.overlaps(s.span) for s in read) for a in found)
    met += sum(any(s.span.overlaps(a) for a in found) for s in read)
    return met / (len(found) + len(read))


def _side(told: _Told, found: tuple[Actor, ...], read: Sequence[Side], place: bool) -> tuple[Actor, ...]:
    """A side as both read it: the frames' where they found one and the judge does not see it elsewhere for sure."""
    limits = thresholds()
    if found:
        spans = [a.span for a in found if a.span is not None]
        sure = [s for s in read if s.probability >= limits["replace"]]
        if not sure or any(told.outer(s.span).overlaps(b) for s in sure for b in spans):
            return found
        return _resolve(told, sure, place) or found
    return _resolve(told, [s for s in read if s.probability >= limits["fill"]], place)


def _resolve(told: _Told, read: Sequence[Side], place: bool) -> tuple[Actor, ...]:
    """Who the judge's words name: as the knowledge tables and the article know them, else as they stand."""
    made: list[Actor] = []
    for side in read:
        head = _head(told.sentence, told.outer(side.span))
        if head is None:
            continue
        known = told.discourse.resolve(told.sentence, head, place=place)
        if not known and head.pos in ("NOUN", "PROPN"):
            tokens = phrases.core(told.sentence, head)
            text = phrases.words(told.sentence, tokens)
            name = text if head.pos == "PROPN" else ""
            known = (Actor(text, phrases.span(tokens), name, reason="read by the judge, known to no table"),)
        made += known
    return distinct(made)


def _head(sentence: Sentence, span: Span) -> Token | None:
    """The word of a span on which the others hang."""
    inside = [t for t in sentence.tokens if t.span.overlaps(span)]
    within = {t.i for t in inside}
    heads = [t for t in inside if t.head not in within or t.head == t.i]
    return next((t for t in heads if t.pos in NOMINAL), next((t for t in inside if t.pos in NOMINAL), None))


def _added(told: _Told, mark: Mark) -> Candidate | None:
    """An act that only the judge reads."""
    inside = [t for t in told.sentence.tokens if t.span.overlaps(told.outer(mark.span))]
    if not inside:
        return None
    within = {t.i for t in inside}
    token = next((t for t in inside if t.head not in within or t.head == t.i), inside[0])
    frame = Frame(
        id=f"{ALONE}{mark.event_type}",
        event_type=mark.event_type,
        language=told.sentence.language,
        mutual=mark.event_type in MUTUAL,
        needs="none",
    )
    trigger = Trigger(
        frame=frame, token=token, noun=token.pos not in ("VERB", "AUX"), theme=None, light=None, verb=None,
        span=Span(inside[0].start, inside[-1].end), weight=0, words=frozenset(within),
    )  # fmt: skip
    bare = Candidate(told.sentence, trigger, mark.event_type, None, (), ())
    return _mended(told, bare, mark, mark.probability, sum(mark.types.values()))


def weighed(candidate: Candidate, sure: Certainty) -> Certainty:
    """The certainty that the rules read, weighed against the judge's: the rules' own reading has `modality_rule` more odds."""
    if candidate.verdict is None:
        return sure
    mark, limits = candidate.verdict.mark, thresholds()
    bonus = limits["modality_rule"] if sure.reason != PLAIN else limits["modality_plain"]
    points = {m: math.log(max(p, 1e-4)) + bonus * (m == sure.modality) for m, p in mark.modality.items()}
    best = max(points, key=lambda m: points[m])
    chance = min(max(mark.historical, 1e-4), 1 - 1e-4)
    background = math.log(chance / (1 - chance)) + limits["historical_rule"] * (1 if sure.historical else -1)
    made = replace(sure, historical=background > 0)
    if best == sure.modality:
        return made
    return replace(
        made,
        modality=cast(Modality, best),
        reason=f"the judge reads it as {best} ({mark.modality[best]:.2f})",
    )

"""One sentence and two given sides → the type of the act between them, from frames and judge.

The sides are given as text; a frame whose slots hold both of them, in order, answers surest. How often the frames are
right at each rung was measured by `benchmarks/relation.py`; the judge's probabilities are added as odds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.coding import certainty, slots
from dragoman.coding.candidates import HOSTILE, governed, turned
from dragoman.coding.frames import Lexicon
from dragoman.coding.triggers import Trigger, find
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Span

RUNGS = (
    "both sides in their slots",
    "one side in its slot",
    "both sides swapped",
    "the nearest act",
    "no act",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """The type of the act, how it was found (one of `RUNGS`), and its words."""

    event_type: str | None
    rung: str
    span: Span | None


def read(sentence: Sentence, source: Span, target: Span, lexicon: Lexicon) -> Relation:
    """The act that `source` does to `target` in a sentence; a Relation without type where no frame fires."""
    found = find(sentence, lexicon)
    contents = governed(sentence, found)
    triggers = [
        t
        for t in found
        if not (source.contains(t.span) or target.contains(t.span))
        and (t.token.i not in contents or contents[t.token.i].frame.content != "skip")
    ]
    if not triggers:
        return Relation(None, RUNGS[4], None)
    best = min(triggers, key=lambda t: _rank(sentence, t, source, target))
    inner = [t for t in found if contents.get(t.token.i) is best]
    return Relation(
        _folded(sentence, best, inner), RUNGS[_rank(sentence, best, source, target)[0]], best.span
    )


SHARE = dict(zip(RUNGS, (0.8, 0.6, 0.4, 0.4, 0.1), strict=True))
"""Share of sentences that the frames answered right at each rung (`benchmarks/relation.py`)."""
FRAMES_WEIGHT = 1.5
"""How much the frames' odds count beside the judge's: of 0.3 to 1.5 the best on PLV sentences the judge had not seen
(`docs/decisions/readers.md`)."""
COMMONEST = ("CONSULT", 0.1)
"""The answer where nothing is found and one must be given."""


def answer(
    found: Relation | None, shares: Mapping[str, float] | None, none: bool
) -> tuple[str | None, float]:
    """The type that frames and judge together hold likeliest, and how likely; None only where `none` allows it."""
    if shares is None:
        if found is None or found.event_type is None:
            return (None, 1 - COMMONEST[1]) if none else COMMONEST
        return found.event_type, SHARE[found.rung]
    points = {t: math.log(max(p, 1e-4)) for t, p in shares.items() if none or t != NO_ACT}
    if found is not None and found.event_type is not None:
        right = SHARE[found.rung]
        # Odds against one of fifteen other types.
        points[found.event_type] += FRAMES_WEIGHT * math.log(right / (1 - right) * 15)
    total = sum(map(math.exp, points.values()))
    best = max(points, key=lambda t: points[t])
    return (None if best == NO_ACT else best), math.exp(points[best]) / total


NO_ACT = "none"
AGREEING = frozenset(
    {"agree", "be", "promise", "pledge", "accepter", "promettre", "convenir", "offer", "offrir"}
)
"""Words that say will: with a retreat inside, they are AGREE in a relation and CONCEDE in our records."""
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


def _folded(sentence: Sentence, trigger: Trigger, inner: Sequence[Trigger]) -> str:
    """The type as PLOVER proper files it, where a relation has no modality of its own.

    A cooperative act or retreat to come is AGREE (CAMEO 03), one refused REJECT; a hostile act to come is THREATEN
    (PLOVER codebook, AGREE and THREATEN; Hu et al. 2024 at their modality level).
    """
    event_type = turned(trigger, inner)
    if event_type == "CONCEDE" and trigger.token.lemma in AGREEING:
        return "AGREE"  # CAMEO 035, to express intent to yield, is filed under AGREE
    fixed = trigger.frame.modality or (trigger.light.modality if trigger.light else None)
    modality = certainty.read(sentence, trigger.token, trigger.verb, trigger.noun, fixed).modality
    if event_type in COOPERATIVE and modality == "denied":
        return "REJECT"
    if event_type in COOPERATIVE and modality == "planned":
        return "AGREE"
    if event_type in HOSTILE and modality == "planned":
        return "THREATEN"
    return event_type


def _rank(sentence: Sentence, trigger: Trigger, source: Span, target: Span) -> tuple[int, int, int]:
    frame = trigger.frame
    names = (frame.noun_actor, frame.noun_recipient) if trigger.noun else (frame.actor, frame.recipient)
    if trigger.light is not None:
        names = ((*(trigger.light.actor or ()), *names[0]), (*(trigger.light.recipient or ()), *names[1]))
    doing = _filled(sentence, trigger, names[0])
    done_to = _filled(sentence, trigger, names[1])
    if frame.mutual:
        doing = done_to = [*doing, *done_to]
    right = _meets(doing, source), _meets(done_to, target)
    swapped = _meets(doing, target) and _meets(done_to, source)
    rung = 0 if all(right) else 1 if any(right) and not swapped else 2 if swapped else 3
    middle = (min(source.end, target.end) + max(source.start, target.start)) // 2
    return rung, -trigger.weight if rung < 3 else 0, abs(trigger.span.start - middle)


def _filled(sentence: Sentence, trigger: Trigger, names: Sequence[str]) -> list[Token]:
    """Every token of the phrases in the slots, coordination and complements unfolded."""
    made: list[Token] = []
    for name in names:
        for head in slots.fill(sentence, trigger, name):
            for t in sentence.conjuncts(head):
                made += [x for x in sentence.subtree(t.i) if x.i != trigger.token.i]
    return made


def _meets(tokens: Sequence[Token], side: Span) -> bool:
    return any(side.overlaps(t.span) for t in tokens)

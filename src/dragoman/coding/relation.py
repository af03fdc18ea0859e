"""One sentence and two given sides → the type of the act between them, from the frames alone.

The sides are given as text; a frame whose slots hold both of them, in order, answers surest. The probabilities are
shares of `PLV_train.tsv` sentences answered right at each rung, measured by `benchmarks/relation.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
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

"""PLOVER's own filing of the future, for exports read beside other PLOVER data (conventions, 9)."""

from __future__ import annotations

from dataclasses import replace

from dragoman import codebook
from dragoman.records import Event


def fold(event: Event) -> Event:
    """The event as PLOVER proper files it.

    A planned act of cooperation becomes AGREE, a planned RETREAT becomes CONCEDE, each without a mode and
    with the score, quad class and CAMEO code of its new type. `modality` stays; `reasons["plover"]` says what
    it was.
    """
    types = codebook.types()
    if event.modality != "planned" or event.event_type not in types:
        return event
    if event.event_type == "RETREAT":
        folded = "CONCEDE"
    elif types[event.event_type].quad_class.endswith("cooperation") and event.event_type != "CONCEDE":
        folded = "AGREE"
    else:
        return event
    if folded == event.event_type:
        return event
    return replace(
        event,
        event_type=folded,
        event_mode=None,
        score=codebook.score(folded, None),
        quad_class=codebook.quad_class(folded),
        cameo=codebook.cameo(folded, None),
        reasons={**event.reasons, "plover": f"planned {event.event_type}, which PLOVER files under {folded}"},
    )

"""How likely a record is right in type and both countries: a logistic model over what the record and the judge say.

The weights are in `confidence.toml`, one set for frames alone and one for both readers, fitted by `training/confidence.py`;
the file says on how many records of what and how well it does on those left out.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.coding.candidates import ALONE, Verdict
from dragoman.records import Event

LOWEST, HIGHEST = 0.02, 0.98


def features(event: Event, verdict: Verdict | None = None) -> dict[str, float]:
    """What speaks for or against a record, each about 0 to 1; the judge's probabilities as log odds over five."""
    parties = sum(bool(a.code or a.actor_id) for a in event.actor)
    mutual = not event.recipient and parties > 1
    actor_slot = event.reasons.get("actor", "")
    words = event.event_text.count(" ") + 1
    made = {
        "constant": 1.0,
        f"type {event.event_type}": 1.0,
        "actor known": float(parties > 0),
        "actor empty": float(not event.actor),
        "recipient known": float(any(a.code or a.actor_id for a in event.recipient)),
        "two parties": float(mutual),
        "several actors": float(len(event.actor) > 1 and not mutual),
        "side without country": float(any(not a.code for a in (*event.actor, *event.recipient))),
        "same country both sides": float(
            bool({a.code for a in event.actor} & {a.code for a in event.recipient} - {""})
        ),
        "actor is subject": float("'subject'" in actor_slot),
        "mode told": float(event.event_mode is not None),
        "long trigger": min(
            1.0, (event.evidence["trigger"][0].end - event.evidence["trigger"][0].start) / 40
        ),
        "told again": float(len(event.evidence["trigger"]) > 1),
        "place told": float(event.event_loc is not None),
        "date told": float(event.date is not None),
        "attributed": float(event.attribution is not None),
        "not plainly happened": float(event.modality != "happened"),
        "denied or hypothetical": float(event.modality in ("denied", "hypothetical")),
        "background": float(event.historical),
        "toll told": float(event.dead is not None or event.injured is not None or event.arrested is not None),
        "inferred side": float(
            any("country" in a.reason and "about" in a.reason for a in (*event.actor, *event.recipient))
        ),
        "by reference": float(any("stands for" in a.reason for a in (*event.actor, *event.recipient))),
        "long sentence": min(1.0, words / 60),
        "French": float(event.language == "fr"),
    }
    if verdict is not None:
        made |= {
            "judge: type": _odds(verdict.type),
            "judge: any act": _odds(verdict.act),
            "judge: type and sides": _odds(verdict.right),
            "judge: actor": verdict.actor,
            "judge: recipient": verdict.recipient,
            "judge alone": float(event.coder.get("frame", "").startswith(ALONE)),
            "a side by the judge": float("read by the judge" in event.reasons.values()),
        }
    return made


def _odds(p: float) -> float:
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p)) / 5


def confidence(event: Event, verdict: Verdict | None = None) -> float:
    """The probability, three decimals, that type and both countries of a record are right."""
    return round(max(LOWEST, min(HIGHEST, _probability(event, verdict, "weights"))), 3)


FORESEEN = frozenset({"AGREE", "AID", "COOPERATE", "SUPPORT"})
"""Cooperation that parties discuss or plan: what a dossier's axes are made of, and what the judge knows least."""


def is_kept(event: Event, verdict: Verdict | None = None) -> bool:
    """Whether a record is likely enough to be an event of its type at all, whoever its sides are.

    What the frames read between two known parties is kept as it is: of the development gold's such records that the judge
    doubts, 47 of 60 are right (`docs/decisions/readers.md`).
    """
    if verdict is None:
        return True
    if not event.coder.get("frame", "").startswith(ALONE):
        actors, recipients = (
            {a.code or a.actor_id for a in side} - {"", None} for side in (event.actor, event.recipient)
        )
        apart = not event.recipient or bool(actors and recipients and actors != recipients)
        if apart and len(actors | recipients) > 1:
            return True
        foreseen = event.event_type in FORESEEN and event.modality in ("planned", "hypothetical")
        if foreseen and (actors or recipients):
            return True
    least: float = model()["least"]["both"]
    return _probability(event, verdict, "type_weights") >= least


def _probability(event: Event, verdict: Verdict | None, which: str) -> float:
    weights: Mapping[str, float] = model()["both" if verdict is not None else "frames"][which]
    points = sum(weights.get(name, 0.0) * value for name, value in features(event, verdict).items())
    return 1 / (1 + math.exp(-points))


@cache
def model() -> Mapping[str, Any]:
    """The fitted weights of each set of readers (`frames`, `both`) and what they were fitted on."""
    return tomllib.loads((files(__package__) / "confidence.toml").read_text(encoding="utf-8"))

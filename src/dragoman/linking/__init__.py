"""Records of many articles, outlets and languages → Happenings: one real-world event told many times."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.happening import Happening
from dragoman.linking.evidence import WEIGHTS, Weights, findings
from dragoman.linking.fuse import LINKER, fuse
from dragoman.linking.groups import LONGEST, Group, groups
from dragoman.linking.mentions import Columns, Mention, Side, columns, in_order, mention
from dragoman.records import Article, Event

__all__ = [
    "LINKER",
    "LONGEST",
    "WEIGHTS",
    "Columns",
    "Group",
    "Mention",
    "Side",
    "Weights",
    "columns",
    "fuse",
    "groups",
    "link",
    "mention",
    "why",
]


def link(
    events: Iterable[Event], articles: Iterable[Article] = (), weights: Weights = WEIGHTS
) -> list[Happening]:
    """The happenings that the events tell, oldest first; every event is in exactly one.

    The order of `events` and `articles` changes nothing. The texts of `articles` only serve to count
    independent sources; without them each article counts as one. Two events of one id are one.
    """
    by_id = {e.id: e for e in events}
    texts = {a.id: a for a in articles}
    ordered = in_order(mention(e) for e in by_id.values())
    return [
        fuse([by_id[ordered[row].event_id] for row in rows], texts)
        for rows, _ in groups(columns(ordered), weights)
    ]


def why(one: Event, other: Event, weights: Weights = WEIGHTS) -> dict[str, float]:
    """The points for and against two events being one happening, by what they are given for."""
    import numpy as np

    both = columns([mention(one), mention(other)])
    found = findings(both, np.array([0]), np.array([1]))
    return {name: round(float(held[0]) * getattr(weights, name), 2) for name, held in found.items()}

"""Who else is in a relation: who mediates, who objects, and whom each side turns to besides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from dragoman.dossiers import quotes
from dragoman.dossiers.dossier import Party, Third
from dragoman.dossiers.parties import is_of, whose
from dragoman.dossiers.series import counts
from dragoman.records import Actor, Claim, Event

OBJECTIONS = ("ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "PROTEST")
"""Types by which somebody objects: to a side, in an article that tells of both."""

QUOTED = 3
"""Passages shown of each."""


def mediators(events: Iterable[Event], a: str, b: str, texts: Mapping[str, str]) -> tuple[Third, ...]:
    """Those who bring the two together: third in a mediation, or hosts of both who do not meet alone."""
    found: dict[str, list[Event]] = {}
    named: dict[str, Party] = {}
    for event in events:
        if event.event_type != "CONSULT" or event.modality == "denied":
            continue
        everybody = (*event.actor, *event.recipient)
        if not _both(everybody, a, b):
            continue
        third = [x for x in everybody if not is_of(x, a) and not is_of(x, b)]
        hosted = [
            x for x in third if x in event.actor and not any(is_of(y, a) or is_of(y, b) for y in event.actor)
        ]
        for one in third if event.event_mode == "third-party" else hosted:
            _note(one, event, found, named)
    return _thirds("mediator", "", found, named, texts)


def objectors(
    events: Iterable[Event], claims: Iterable[Claim], a: str, b: str, texts: Mapping[str, str]
) -> tuple[Third, ...]:
    """Those who accuse, threaten or sanction a side, or are concerned, in articles that tell of both.

    `events` are those of such articles; somebody who only voices a concern has no events (`n` 0).
    """
    made: list[Third] = []
    for side, key in (("a", a), ("b", b)):
        found: dict[str, list[Event]] = {}
        named: dict[str, Party] = {}
        for event in events:
            if event.event_type in OBJECTIONS and any(is_of(r, key) for r in event.recipient):
                for one in event.actor:
                    if not is_of(one, a) and not is_of(one, b):
                        _note(one, event, found, named)
        made += _thirds("objector", side, found, named, texts)
    there = {t.party for t in made}
    concerned = {
        whose(h): None
        for c in claims
        if c.kind == "concern"
        for h in c.holder
        if not is_of(h, a) and not is_of(h, b)
    }
    return (*made, *(Third(p, "objector", "", 0, None) for p in concerned if p.en and p not in there))


def neighbours(of: str, rows: Iterable[tuple[Party, int, float]]) -> tuple[Third, ...]:
    """Whom a side ("a" or "b") deals with most, as the store counted them."""
    return tuple(Third(party, "neighbour", of, n, net) for party, n, net in rows)


def _both(actors: Sequence[Actor], a: str, b: str) -> bool:
    return any(is_of(x, a) for x in actors) and any(is_of(x, b) for x in actors)


def _note(actor: Actor, event: Event, found: dict[str, list[Event]], named: dict[str, Party]) -> None:
    party = whose(actor)
    if name := party.key or party.en:
        found.setdefault(name, []).append(event)
        named.setdefault(name, party)


def _thirds(
    role: str,
    of: str,
    found: Mapping[str, Sequence[Event]],
    named: Mapping[str, Party],
    texts: Mapping[str, str],
) -> tuple[Third, ...]:
    made: list[Third] = []
    for name, events in sorted(found.items(), key=lambda f: (-len(f[1]), f[0])):
        counted = [e for e in events if counts(e)]
        net = math.fsum(e.score for e in counted) / len(counted) if counted else None
        newest = sorted(events, key=lambda e: (e.published or "", e.confidence, e.id), reverse=True)[:QUOTED]
        sources = tuple(quotes.source(e, texts.get(e.article_id)) for e in newest)
        made.append(Third(named[name], role, of, len(counted), net, sources))
    return tuple(made)

"""The profile `--mask-private`: named persons without office or organisation come as their role; officials stay.

Pure functions over records. A name is masked in every field that quotes it, and evidence that points at it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from dragoman.happening import Happening
from dragoman.privacy import names as naming
from dragoman.records import Actor, Article, Claim, Event, Span

BLOCK = "█"
"""What stands for each letter of a name in an article's text, so that every offset still holds."""

_BLOCKS = re.compile(rf"{BLOCK}+(?:\s+{BLOCK}+)*")

Record = TypeVar("Record", Event, Claim, Happening, Article)

_ORGANISED = ("IGO", "NGO", "MNC")


def private(actor: Actor) -> bool:
    """Whether an actor is a named person who holds no office and belongs to no organisation, as far as the record says.

    A sector of the state, of armed groups or parties is an organisation; a name that the tables have is known.
    """
    if actor.office or actor.wikidata_id or actor.code in _ORGANISED:
        return False
    if actor.sector_code not in naming.settings()["roles"]:
        return False
    # A sector of a country ("mli-cvl") is no organisation; any other id is a row of the tables.
    if actor.actor_id and actor.actor_id[3:4] != "-":
        return False
    name = actor.entity_name or actor.raw_text
    return naming.looks_personal(name) and not naming.known(naming.untitled(name))


def role(sector: str, language: str) -> str:
    """What a private person of a sector is called in a language."""
    roles: Mapping[str, Mapping[str, str]] = naming.settings()["roles"]
    return roles.get(sector, roles[""])["fr" if language == "fr" else "en"]


def mask(record: Record, others: Iterable[str] = ()) -> Record:
    """The record with private persons as their roles, in names, quotes and reasons, and no evidence at their names.

    `others`: names that are private by other records of the article. Of an Article the text keeps its length.
    """
    if isinstance(record, Article):
        return _article(record, others)
    if isinstance(record, Event):
        return _event(record, others)
    if isinstance(record, Claim):
        return _claim(record, others)
    return _happening(record, others)


def names_in(*records: Event | Claim | Happening | Article) -> list[str]:
    """The names of private persons in some records: those on their sides, and those that their words quote."""
    found: dict[str, None] = {}
    for record in records:
        for actor in _everybody(record):
            if private(actor):
                found.setdefault(naming.untitled(actor.entity_name or actor.raw_text))
        for text in _quotes(record):
            for name in naming.private_names(text):
                found.setdefault(name)
    return list(found)


def mask_text(text: str, names: Iterable[str]) -> str:
    """A text in which each letter of these names is a block: as long as before."""
    made = list(text)
    for span in naming.spans(text, names):
        made[span.start : span.end] = [c if c.isspace() else BLOCK for c in span.of(text)]
    return "".join(made)


def unblocked(text: str, language: str) -> str:
    """A passage of a masked text with roles in the place of blocks."""
    return _BLOCKS.sub(f"[{role('', language)}]", text)


def _everybody(record: Event | Claim | Happening | Article) -> list[Actor]:
    if isinstance(record, Event):
        said = [record.attribution] if record.attribution else []
        return [*record.actor, *record.recipient, *said, *record.attribution_chain]
    if isinstance(record, Claim):
        return [*record.holder, *record.pair, *([record.attribution] if record.attribution else [])]
    return [*record.actor, *record.recipient] if isinstance(record, Happening) else []


def _quotes(record: Event | Claim | Happening | Article) -> list[str]:
    text = record.event_text if isinstance(record, Event | Happening) else record.text
    return [text, record.title or ""]


def _told(names: Iterable[str], language: str) -> Callable[[str], str]:
    """What writes "[a person]" for each name: the words around it often tell the role already."""
    listed = list(names)
    somebody = f"[{role('', language)}]"

    def told(text: str) -> str:
        made = text
        for span in reversed(naming.spans(text, listed)):
            made = made[: span.start] + somebody + made[span.end :]
        return made

    return told


def _actor(actor: Actor, language: str, told: Callable[[str], str]) -> Actor:
    if not private(actor):
        return replace(actor, raw_text=told(actor.raw_text), reason=told(actor.reason))
    name = role(actor.sector_code, language)
    return replace(
        actor, raw_text=name, entity_name=name, actor_id=None, span=None, wikidata_id=None,
        reason="a private person, masked",
    )  # fmt: skip


def _event(event: Event, others: Iterable[str]) -> Event:
    names = list(dict.fromkeys([*names_in(event), *others]))
    if not names:
        return event
    everybody = _everybody(event)
    told = _told(names, event.language)
    hidden = [a.span for a in everybody if a.span and private(a)]

    def side(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(_actor(a, event.language, told) for a in actors)

    return replace(
        event,
        actor=side(event.actor),
        recipient=side(event.recipient),
        attribution=_actor(event.attribution, event.language, told) if event.attribution else None,
        attribution_chain=side(event.attribution_chain),
        evidence=_evidence(event.evidence, hidden),
        event_text=told(event.event_text),
        title=told(event.title) if event.title else event.title,
        reasons={k: told(v) for k, v in event.reasons.items()},
    )


def _evidence(
    evidence: Mapping[str, tuple[Span, ...]], hidden: Iterable[Span]
) -> dict[str, tuple[Span, ...]]:
    """The evidence without the spans of names; a trigger stays, as no record is without one."""
    listed = list(hidden)
    made = {
        k: spans if k == "trigger" else tuple(s for s in spans if not any(h.overlaps(s) for h in listed))
        for k, spans in evidence.items()
    }
    return {k: spans for k, spans in made.items() if spans}


def _claim(claim: Claim, others: Iterable[str]) -> Claim:
    names = list(dict.fromkeys([*names_in(claim), *others]))
    if not names:
        return claim
    told = _told(names, claim.language)
    return replace(
        claim,
        holder=tuple(_actor(a, claim.language, told) for a in claim.holder),
        pair=tuple(_actor(a, claim.language, told) for a in claim.pair),
        attribution=_actor(claim.attribution, claim.language, told) if claim.attribution else None,
        text=told(claim.text),
        title=told(claim.title) if claim.title else claim.title,
        reasons={k: told(v) for k, v in claim.reasons.items()},
    )


def _happening(happening: Happening, others: Iterable[str]) -> Happening:
    names = list(dict.fromkeys([*names_in(happening), *others]))
    if not names:
        return happening
    language = happening.languages[0] if happening.languages else "en"
    told = _told(names, language)
    tolls = {
        name: replace(
            toll, told=tuple(replace(t, speaker=told(t.speaker) if t.speaker else None) for t in toll.told)
        )
        for name in ("dead", "injured", "arrested")
        if (toll := getattr(happening, name))
    }
    return replace(
        happening,
        actor=tuple(_actor(a, language, told) for a in happening.actor),
        recipient=tuple(_actor(a, language, told) for a in happening.recipient),
        versions={
            name: tuple(replace(v, value=told(v.value)) for v in versions)
            for name, versions in happening.versions.items()
        },
        title=told(happening.title) if happening.title else happening.title,
        event_text=told(happening.event_text),
        **tolls,
    )


def _article(article: Article, others: Iterable[str]) -> Article:
    names = list(dict.fromkeys([*names_in(article), *others]))
    return replace(
        article,
        text=mask_text(article.text, names),
        title=mask_text(article.title, names) if article.title else article.title,
    )

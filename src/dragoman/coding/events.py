"""Tellings → Events: one record with the best of every telling, its evidence checked against the text.

Before a record leaves, every span is compared with `Article.text`; a field whose span does not hold is emptied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman import codebook
from dragoman.coding.certainty import PRECEDENCE
from dragoman.coding.confidence import confidence
from dragoman.coding.drafts import Draft
from dragoman.coding.merge import Telling, is_place
from dragoman.coding.sides import is_known
from dragoman.records import Actor, Article, Count, Event, Place, Span, content_hash

CONTEXTS_KEPT = 6


def build(
    article: Article, telling: Telling, language: str, chain: tuple[Actor, ...], coder: Mapping[str, str]
) -> Event:
    """The Event of a telling. `chain` is the attribution chain of its lead draft."""
    lead = telling.lead
    drafts = [lead, *(d for d in telling.drafts if d is not lead)]
    candidate = lead.candidate
    frame = candidate.trigger.frame
    actors = _fullest([d.candidate.actors for d in drafts])
    recipients = () if frame.mutual else _fullest([d.candidate.recipients for d in drafts])
    recipients = _of_the_place(recipients, [a for d in drafts for a in d.candidate.recipients])
    mode = candidate.mode or next((d.candidate.mode for d in drafts if d.candidate.mode), None)
    best_sure = min((d.certainty for d in drafts), key=lambda c: _sureness(c.modality))
    when = next((d.when for d in drafts if d.when.value), lead.when)
    where = next((d.where for d in drafts if d.where.place), lead.where)
    voice = lead.voice
    triggers = _one_a_sentence(telling.drafts)
    first = min(telling.drafts, key=lambda d: d.candidate.trigger.span.start)
    evidence: dict[str, tuple[Span, ...]] = {"trigger": triggers}
    _note(evidence, "actor", (a.span for a in actors))
    _note(evidence, "recipient", (a.span for a in recipients))
    _note(evidence, "modality", (best_sure.span,))
    _note(evidence, "attribution", (voice.actor.span, voice.cue) if voice else ())
    _note(evidence, "date", (when.span,) if when.value else ())
    _note(evidence, "event_loc", (where.place.span,) if where.place else ())
    _note(evidence, "topics", (s for d in drafts for s in d.topic_spans))
    counts = [d.counts for d in drafts if d.counts is not None]
    dead, injured, arrested = (
        _most(getattr(c, name) for c in counts) for name in ("dead", "injured", "arrested")
    )
    for name, count in (("dead", dead), ("injured", injured), ("arrested", arrested)):
        _note(evidence, name, (count.span,) if count else ())
    amounts = tuple(dict.fromkeys(a for d in drafts for a in d.amounts))
    _note(evidence, "amounts", (a.span for a in amounts))
    event_type = candidate.event_type
    event = Event(
        id=_id(article, triggers, event_type, actors, recipients),
        article_id=article.id,
        event_type=event_type,
        event_mode=mode,
        actor=actors,
        recipient=recipients,
        modality=best_sure.modality,
        evidence=evidence,
        contexts=_merged(d.contexts for d in drafts)[:CONTEXTS_KEPT],
        quad_class=codebook.quad_class(event_type),
        score=codebook.score(event_type, mode),
        cameo=codebook.cameo(event_type, mode),
        date=when.value,
        date_precision=when.precision if when.value else None,
        event_loc=where.place,
        historical=lead.historical,
        attribution=voice.actor if voice else None,
        attribution_chain=chain,
        dead=dead,
        injured=injured,
        arrested=arrested,
        topics=_merged(d.topics for d in drafts),
        amounts=amounts,
        language=language,
        event_text=first.candidate.sentence.text,
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        outlet=article.outlet,
        url=article.url,
        coder={**coder, "frame": frame.id},
        reasons=_reasons(lead, best_sure.reason, when.reason, where.reason, voice.reason if voice else ""),
    )
    event = verify(event, article.text)
    return replace(event, confidence=confidence(event, telling.verdict))


def verify(event: Event, text: str) -> Event:
    """The event with every field emptied whose span does not give its words in `text`."""
    changes: dict[str, object] = {
        "actor": tuple(a for a in event.actor if _holds(a, text)),
        "recipient": tuple(a for a in event.recipient if _holds(a, text)),
        "attribution_chain": tuple(a for a in event.attribution_chain if a.span is None or _holds(a, text)),
        "amounts": tuple(a for a in event.amounts if _inside(a.span, text)),
    }
    if event.attribution is not None and not _holds(event.attribution, text):
        changes["attribution"] = None
    if event.event_loc is not None and not _place_holds(event.event_loc, text):
        changes["event_loc"] = None
    for name in ("dead", "injured", "arrested"):
        count: Count | None = getattr(event, name)
        if count is not None and not _inside(count.span, text):
            changes[name] = None
    changes["evidence"] = {
        k: kept for k, v in event.evidence.items() if (kept := tuple(s for s in v if _inside(s, text)))
    }
    return replace(event, **changes)  # type: ignore[arg-type]


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _holds(actor: Actor, text: str) -> bool:
    return actor.span is not None and _inside(actor.span, text) and actor.span.of(text) == actor.raw_text


def _place_holds(place: Place, text: str) -> bool:
    return place.span is not None and _inside(place.span, text) and place.span.of(text) == place.raw_text


def _id(
    article: Article,
    triggers: Sequence[Span],
    event_type: str,
    actors: Iterable[Actor],
    recipients: Iterable[Actor],
) -> str:
    words = " ".join(f"{s.start}:{s.of(article.text)}" for s in triggers)
    sides = [
        "+".join(sorted(a.actor_id or a.code or a.raw_text for a in side)) for side in (actors, recipients)
    ]
    return content_hash(article.id, words, event_type, *sides)


def _one_a_sentence(drafts: Sequence[Draft]) -> tuple[Span, ...]:
    """The trigger of each sentence that tells the act; of two in a sentence the narrower frame's."""
    best: dict[int, Draft] = {}
    for d in drafts:
        at = d.candidate.sentence.index
        if at not in best or d.candidate.trigger.weight > best[at].candidate.trigger.weight:
            best[at] = d
    return tuple(best[k].candidate.trigger.span for k in sorted(best))


def _fullest(sides: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The side of the telling that knows most about it; the lead's where they are equal."""
    return max(
        sides,
        # A bare place ("à Tillabéri") says less of who was hit than the soldiers who died there.
        key=lambda side: (
            any(map(is_known, side)),
            not all(map(is_place, side)),
            sum(bool(a.code or a.actor_id) for a in side),
            sum(bool(a.sector_code) for a in side),
        ),
        default=(),
    )


def _of_the_place(side: tuple[Actor, ...], told: Sequence[Actor]) -> tuple[Actor, ...]:
    """People without a country are of the one whose town another telling names as the target."""
    place = next((a for a in told if is_place(a)), None)
    if place is None:
        return side
    return tuple(
        replace(a, code=place.code, reason=f"{a.reason}; {place.reason}")
        if not a.code and not a.actor_id and a.sector_code not in ("", "UAF", "REB")
        else a
        for a in side
    )


def _sureness(modality: str) -> int:
    """What a fuller telling asserts wins over a hedged one: happened and ongoing before planned before hypothetical."""
    order = ("ongoing", "happened", "planned", "alleged", "hypothetical", "denied")
    assert set(order) == set(PRECEDENCE)
    return order.index(modality)


def _note(evidence: dict[str, tuple[Span, ...]], name: str, spans: Iterable[Span | None]) -> None:
    kept = tuple(dict.fromkeys(s for s in spans if s is not None))
    if kept:
        evidence[name] = kept


def _most(counts: Iterable[Count | None]) -> Count | None:
    """The fullest toll told of one act in one article; low and high widen over all tellings."""
    told = [c for c in counts if c is not None]
    if not told:
        return None
    best = max(told, key=lambda c: c.best)
    highs = [c.high for c in told]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Count(min(c.low for c in told), best.best, high, best.span)


def _merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for group in groups for code in group))


def _reasons(lead: Draft, modality: str, date: str, place: str, attribution: str) -> dict[str, str]:
    made = {
        "event_type": f"frame {lead.candidate.trigger.frame.id}",
        "modality": modality,
        "date": date,
        "event_loc": place,
        "attribution": attribution or "told in the outlet's own voice",
    }
    for side, slot in lead.candidate.slots.items():
        made[side] = f"stands as {slot!r}"
    return {k: v for k, v in made.items() if v}

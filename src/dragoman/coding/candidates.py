"""Triggers of a sentence → candidates: an act with its sides, before certainty, time and place are read.

Here a frame's slots become actors, contents of promises and demands are skipped or marked, modes follow contents, and
a frame that lacks the sides it needs is dropped with a reason (`Dropped`, for `--explain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.coding import certainty, slots
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import Lexicon, table
from dragoman.coding.triggers import Trigger, find
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Span

PLACE_TARGETS = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "AID", "RETREAT", "COERCE"})
"""Types whose recipient may be told as a place ("bombed Kharkiv", "visited Paris"): its country stands for it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act told by one sentence: its trigger and sides; `inside` is the trigger whose content it is."""

    sentence: Sentence
    trigger: Trigger
    event_type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    inside: Trigger | None = None
    content_modality: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that gave no event, and why."""

    span: Span
    frame: str
    reason: str


def read(sentence: Sentence, lexicon: Lexicon, discourse: Discourse) -> tuple[list[Candidate], list[Dropped]]:
    """The candidates of a sentence in text order, and the triggers that came to nothing."""
    triggers = find(sentence, lexicon)
    made: list[Candidate] = []
    dropped: list[Dropped] = []
    contents = governed(sentence, triggers)
    for trigger in triggers:
        frame = trigger.frame
        above = contents.get(trigger.token.i)
        if above is not None and above.frame.content == "skip":
            dropped.append(
                Dropped(
                    trigger.span,
                    frame.id,
                    f"it is what {above.token.text!r} ({above.frame.id}) is about, and not coded besides",
                )
            )
            continue
        inner = [t for t in triggers if contents.get(t.token.i) is trigger]
        if frame.becomes and not inner and not _content_is_act(sentence, trigger):
            dropped.append(
                Dropped(trigger.span, frame.id, "it names no act that is promised, conceded or threatened")
            )
            continue
        candidate = _from_talks(_sides(sentence, trigger, discourse), discourse, triggers)
        candidate = replace(
            candidate,
            event_type=turned(trigger, inner),
            mode=_mode(sentence, trigger, turned(trigger, inner), inner),
            inside=above,
            content_modality=above.frame.content if above is not None else None,
        )
        lacking = _lacks(candidate)
        if lacking:
            dropped.append(Dropped(trigger.span, frame.id, lacking))
            continue
        made.append(candidate)
    return made, dropped


# -- contents ------------------------------------------------------------------------------------------------------


def governed(sentence: Sentence, triggers: Sequence[Trigger]) -> dict[int, Trigger]:
    """Trigger token → the trigger whose content it is: the act itself, what is coordinated with it, its infinitive chain."""
    made: dict[int, Trigger] = {}
    for above in triggers:
        if not above.frame.content:
            continue
        head = slots.content(sentence, above)
        if head is None:
            continue
        acts = _chain(sentence, head)
        for t in triggers:
            if t is not above and (t.token.i in acts or (t.verb is not None and t.verb.i in acts)):
                made.setdefault(t.token.i, above)
    return made


def _chain(sentence: Sentence, head: Token) -> set[int]:
    found, todo = {head.i}, [head]
    while todo:
        at = todo.pop()
        below = sentence.children(at.i, "conj", "xcomp", "ccomp")
        if at.pos in ("VERB", "AUX"):
            below += [t for t in sentence.children(at.i, "obj", "nsubj:pass", "obl") if t.pos == "NOUN"]
        else:
            below += [t for t in sentence.children(at.i, "nmod") if t.pos == "NOUN"]
        for t in below:
            if t.i not in found and t.i > head.i - 3:
                found.add(t.i)
                todo.append(t)
    return found


def _content_is_act(sentence: Sentence, trigger: Trigger) -> bool:
    head = slots.content(sentence, trigger)
    return head is not None and head.pos in ("VERB", "AUX")


HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
YIELDING = frozenset({"RETREAT", "CONCEDE"})


def turned(trigger: Trigger, inner: Sequence[Trigger]) -> str:
    """The type of an act: to promise something hostile is THREATEN, to promise to give way CONCEDE (conventions 9)."""
    frame = trigger.frame
    if frame.event_type != "AGREE" or frame.content != "skip" or not inner:
        return frame.event_type
    what = max(inner, key=lambda t: t.weight).frame.event_type
    return "THREATEN" if what in HOSTILE else "CONCEDE" if what in YIELDING else "AGREE"


def _mode(sentence: Sentence, trigger: Trigger, event_type: str, inner: Sequence[Trigger]) -> str | None:
    """The mode that a content gives its frame, by `content_modes.toml`."""
    frame = trigger.frame
    if event_type == frame.event_type and (frame.mode or not frame.content_mode):
        return frame.mode
    head = slots.content(sentence, trigger)
    lemmas = {head.lemma, head.text.lower()} if head is not None else set()
    if head is not None:
        lemmas |= {t.lemma for t in sentence.children(head.i, "obj", "nmod", "xcomp", "compound")}
    kinds = {t.frame.event_type for t in inner} | {
        f"{t.frame.event_type}/{t.frame.mode}" for t in inner if t.frame.mode
    }
    for row in table(frame.language, "content_modes").get("content_mode", ()):
        if event_type not in row["types"]:
            continue
        asked = {k: set(row.get(k, ())) for k in ("content_types", "verbs", "nouns")}
        if not any(asked.values()):
            return str(row["mode"]) if head is not None else None
        if kinds & asked["content_types"] or lemmas & (asked["verbs"] | asked["nouns"]):
            return str(row["mode"])
    return None


# -- sides ---------------------------------------------------------------------------------------------------------


def _sides(sentence: Sentence, trigger: Trigger, discourse: Discourse) -> Candidate:
    frame = trigger.frame
    actor_slots = frame.noun_actor if trigger.noun else frame.actor
    recipient_slots = frame.noun_recipient if trigger.noun else frame.recipient
    if trigger.light is not None:
        actor_slots = (*(trigger.light.actor or ()), *actor_slots)
        recipient_slots = (*(trigger.light.recipient or ()), *recipient_slots)
    elif trigger.noun:
        actor_slots = (*actor_slots,)
    used: set[int] = {trigger.token.i}
    if trigger.theme is not None:
        used.add(trigger.theme.i)
    actors, actor_slot = _first(sentence, trigger, actor_slots, used, discourse, place=False)
    place = frame.event_type in PLACE_TARGETS
    recipients, recipient_slot = _first(sentence, trigger, recipient_slots, used, discourse, place=place)
    if frame.mutual or (frame.mutual_if_plural and not recipients and len(actors) > 1):
        actors, recipients = _distinct((*actors, *recipients)), ()
    else:
        keys = {_key(a) for a in actors}
        recipients = tuple(r for r in recipients if _key(r) not in keys or not (r.code or r.actor_id))
    named = {"actor": actor_slot, "recipient": recipient_slot}
    return Candidate(
        sentence,
        trigger,
        frame.event_type,
        frame.mode, actors, recipients, slots={k: v for k, v in named.items() if v}
    )


def _first(
    sentence: Sentence,
    trigger: Trigger,
    names: Iterable[str],
    used: set[int],
    discourse: Discourse,
    place: bool,
) -> tuple[tuple[Actor, ...], str]:
    """The first slot that is filled by something that can be an actor, and its name."""
    for name in dict.fromkeys(names):
        heads = [h for h in slots.fill(sentence, trigger, name) if h.i not in used]
        found: list[Actor] = []
        for head in heads:
            actors = discourse.resolve(sentence, head, place=place)
            if name == "adj" or name.endswith(":adj"):
                actors = tuple(a for a in actors if a.code)
            if actors:
                found += actors
                used.add(head.i)
        if found:
            return _distinct(found), name
    return (), ""


def _from_talks(c: Candidate, discourse: Discourse, triggers: Sequence[Trigger]) -> Candidate:
    """Sides that only the parties of the talks around an act can fill.

    "Lors d'un entretien téléphonique, Diop et Lavrov ont discuté …": a meeting told as an adjunct has the parties of its
    clause. "Ils ont abordé la fourniture de matériel au Mali": of what two parties discuss, the party that is no side
    of it yet is the other side. "Ils" (Mali, Russia) train Malian forces: whoever isn't the recipient is the actor.
    """
    frame = c.trigger.frame
    parties, discussed = _talking_parties(c.sentence, c.trigger, discourse, triggers)
    if frame.mutual:
        if len(parties) > 1 and sum(map(is_known, c.actors)) < 2:
            return replace(
                c,
                actors=_distinct((*parties, *c.actors)) if discussed else parties,
                slots={**c.slots, "actor": "parties of its clause"},
            )
        return c
    actors, recipients = c.actors, c.recipients
    named = dict(c.slots)
    if discussed and len(parties) > 1 and not recipients:
        inner = _known_below(c.sentence, c.trigger, discourse)
        if inner and not any(a.code == inner[0].code for a in actors if len(actors) == 1):
            recipients, named["recipient"] = inner, "named in its complement"
    if discussed and len(parties) > 1 and bool(actors) != bool(recipients):
        told = {a.code for a in (*actors, *recipients) if a.code}
        others = tuple(p for p in parties if p.code and p.code not in told)
        if others and actors:
            recipients, named["recipient"] = others, "the other party of the talks"
        elif others:
            actors, named["actor"] = others, "the other party of the talks"
    if len({a.code for a in actors}) > 1 and recipients:
        theirs = {a.code for a in recipients if a.code}
        apart = tuple(a for a in actors if a.code not in theirs)
        actors = apart or actors
    return replace(c, actors=actors, recipients=recipients, slots=named)


ADJUNCTS = frozenset(
    {"lors de", "au cours de", "pendant", "durant", "à l'occasion de", "à l' occasion de", "en marge de", "à l'issue de",
     "à l' issue de", "dans", "par", "in", "during", "at", "over", "on"}
)  # fmt: skip
"""Prepositions with which a meeting or call is the setting of its clause."""


def _talking_parties(
    sentence: Sentence, trigger: Trigger, discourse: Discourse, triggers: Sequence[Trigger]
) -> tuple[tuple[Actor, ...], bool]:
    """The parties of the clause above an act, and whether they discuss it (rather than meet in it)."""
    talks = {t.token.i for t in triggers if t.frame.event_type == "CONSULT"}
    previous = trigger.verb or trigger.token
    for above in sentence.ancestors(previous):
        if above.pos in ("VERB", "AUX"):
            setting = (
                previous.dep in ("obl", "advmod", "nmod")
                and trigger.noun
                and _is_setting(sentence, trigger.token, previous)
            )
            discussed = above.i in talks or certainty.governs(
                sentence.language, above.lemma, ("hypothetical", "planned")
            )
            if setting or discussed:
                parties = _distinct(
                    a for h in slots.subjects(sentence, above) for a in discourse.resolve(sentence, h)
                )
                if setting and above.i in talks:
                    partner = [
                        a
                        for h in slots.obliques(
                            sentence, above, "avec" if sentence.language == "fr" else "with"
                        )
                        for a in discourse.resolve(sentence, h)
                    ]
                    parties = _distinct((*parties, *partner))
                return parties, discussed and not setting
            if previous.dep not in ("xcomp", "obj", "obl", "ccomp", "conj"):
                return (), False
        previous = above
    return (), False


def _is_setting(sentence: Sentence, noun: Token, top: Token) -> bool:
    if sentence.case(noun) in ADJUNCTS or sentence.case(top) in ADJUNCTS:
        return True
    head = sentence.head(noun)
    return head is not None and head.lemma in ("lors", "cours", "marge", "occasion", "issue")


def _known_below(sentence: Sentence, trigger: Trigger, discourse: Discourse) -> tuple[Actor, ...]:
    """The known actors named anywhere in an act's complements."""
    found: list[Actor] = []
    for t in sentence.subtree(trigger.token.i):
        if t.i > trigger.token.i and t.pos in ("PROPN", "NOUN") and t.dep not in ("conj", "compound", "flat"):
            found += [
                a for a in discourse.resolve(sentence, t) if a.code and a.code.isalpha() and len(a.code) == 3
            ]
    return _distinct(found)[:1]


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    made: dict[Any, Actor] = {}
    for a in actors:
        made.setdefault(_key(a), a)
    return tuple(made.values())


def _key(a: Actor) -> tuple[object, ...]:
    if a.code or a.actor_id:
        return (a.actor_id, a.code, a.sector_code, a.entity_name)
    return (a.entity_name or a.raw_text,)


def is_known(a: Actor) -> bool:
    """Whether an actor says anything beyond its words: a country, a row of the tables, or a sector."""
    return bool(a.code or a.actor_id or a.sector_code)


def _lacks(c: Candidate) -> str:
    """Why a candidate is no event: the sides its frame needs are not there; "" where they are."""
    frame = c.trigger.frame
    actor, recipient = any(map(is_known, c.actors)), any(map(is_known, c.recipients))
    needs = frame.needs
    if frame.mutual:
        parties = sum(map(is_known, c.actors))
        need = 2 if needs in ("two", "both") or frame.weak else 0 if needs == "none" else 1
        return "" if parties >= need else f"it needs {need} known parties, {parties} stand with it"
    if frame.weak:
        needs = "both"
    if needs == "two":
        return "" if sum(map(is_known, (*c.actors, *c.recipients))) >= 2 else "it needs two known parties"
    if needs == "both" and not (actor and recipient):
        return f"it needs a known actor and recipient; {'no actor' if not actor else 'no recipient'} stands with it"
    if needs == "actor" and not actor:
        return "no known actor stands with it"
    if needs == "recipient" and not recipient:
        return "no known recipient stands with it"
    if needs == "either" and not (actor or recipient):
        return "no known actor stands with it on either side"
    return ""

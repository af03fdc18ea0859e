"""A trigger's slots → its actors and recipients: the first slot filled by something that can be an actor.

Parties of the talks around an act fill what only they can; what kills without being an actor is told apart by
`lexicon/<language>/causes.toml`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from dragoman.coding import certainty, phrases, slots
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import Lexicon, table
from dragoman.coding.slots import OF
from dragoman.coding.triggers import Trigger
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor

PLACE_TARGETS = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "AID", "RETREAT", "COERCE"})
"""Types whose recipient may be told as a place ("bombed Kharkiv", "visited Paris"): its country stands for it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts, who is acted on, the slots they stood in, and what makes it no event at all ("" for nothing)."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    slots: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def assign(
    sentence: Sentence, trigger: Trigger, discourse: Discourse, triggers: Sequence[Trigger], lexicon: Lexicon
) -> Sides:
    """The sides of an act."""
    made = _own(sentence, trigger, discourse, lexicon.nouns)
    if trigger.frame.event_type == "ASSAULT":
        made = _caused(sentence, trigger, discourse, lexicon, made)
    return _from_talks(sentence, trigger, made, discourse, triggers)


def _own(sentence: Sentence, trigger: Trigger, discourse: Discourse, events: Container[str]) -> Sides:
    frame = trigger.frame
    actor_slots = frame.noun_actor if trigger.noun else frame.actor
    recipient_slots = frame.noun_recipient if trigger.noun else frame.recipient
    if trigger.light is not None:
        actor_slots = (*(trigger.light.actor or ()), *actor_slots)
        recipient_slots = (*(trigger.light.recipient or ()), *recipient_slots)
    if trigger.noun and not frame.mutual:
        of = OF[sentence.language]
        if all(slots.noun_slot(sentence, trigger.token, s) for s in ("poss", of)):
            # "Niger's expulsion of the ambassador": with both, the owner does it and "of" is whom it is done to.
            actor_slots = ("poss", *actor_slots)
            recipient_slots = tuple(s for s in recipient_slots if s != "poss")
    used: set[int] = {trigger.token.i, *trigger.words}
    if trigger.theme is not None:
        used.add(trigger.theme.i)
    actors, actor_slot = _first(sentence, trigger, actor_slots, used, discourse, False, events)
    if not actors and "subject" in actor_slots:
        actors = _wielder(sentence, trigger, discourse, used)
        actor_slot = "wielder of the subject" if actors else actor_slot
    place = frame.event_type in PLACE_TARGETS
    recipients, recipient_slot = _first(sentence, trigger, recipient_slots, used, discourse, place, events)
    if not recipients and not frame.mutual and trigger.theme is not None:
        # "release 51 prisoners": the people whom the act is about are the ones it is done to.
        free = (used - {trigger.theme.i} - set(trigger.words)) | {trigger.token.i}
        recipients, recipient_slot = _first(
            sentence, trigger, recipient_slots, free, discourse, False, events
        )
        recipients = tuple(a for a in recipients if a.sector_code in PRIVATE - {""} and a not in actors)
    if not recipients and not frame.mutual and (frame.mode in PERSONAL or frame.dead or frame.injured):
        recipients, recipient_slot = _people(sentence, trigger, recipient_slots, used)
    if frame.mutual or (frame.mutual_if_plural and not recipients and len(actors) > 1):
        actors, recipients = distinct((*actors, *recipients)), ()
    else:
        keys = {_key(a) for a in actors}
        recipients = tuple(r for r in recipients if _key(r) not in keys or not (r.code or r.actor_id))
    named = {"actor": actor_slot, "recipient": recipient_slot}
    return Sides(actors, recipients, {k: v for k, v in named.items() if v})


PERSONAL = frozenset({"arrest", "deport", "convict", "abduct", "torture", "beat", "sexual"})
"""Modes that only people suffer: whoever stands as their object is somebody, known or not."""


def _people(
    sentence: Sentence, trigger: Trigger, names: Iterable[str], used: set[int]
) -> tuple[tuple[Actor, ...], str]:
    """People no table knows ("337 suspected users were arrested"): civilians, as far as the text says."""
    for name in dict.fromkeys(names):
        if name.split(":")[-1] not in ("object", "subject", OF[sentence.language]):
            continue
        heads = [
            h for h in slots.fill(sentence, trigger, name) if h.i not in used and h.pos in ("NOUN", "PROPN")
        ]
        made = []
        for head in (t for h in heads for t in sentence.conjuncts(h)):
            tokens = phrases.core(sentence, head)
            text = phrases.words(sentence, tokens)
            person = head.pos == "PROPN"
            made.append(
                Actor(
                    text,
                    phrases.span(tokens),
                    text if person else "",
                    sector_code="CVL",
                    reason="only people suffer this",
                )
            )
        if made:
            return tuple(made), name
    return (), ""


def _wielder(
    sentence: Sentence, trigger: Trigger, discourse: Discourse, used: Container[int]
) -> tuple[Actor, ...]:
    """Who acts through the subject: "an operation by the army that killed …", "the Senate passed a law imposing sanctions"."""
    verb = trigger.verb or trigger.token
    if verb.pos not in ("VERB", "AUX"):
        return ()
    for noun in slots.verb_slot(sentence, verb, "subject"):
        if noun.lemma in _causes(sentence.language)["carriers"] and noun.i != trigger.token.i:
            owners = [t for t in slots.owners(sentence, noun) if t.i not in used and t.i != noun.i]
            actors = distinct(a for t in owners for a in discourse.resolve(sentence, t))
            if any(map(is_known, actors)):
                return actors
    return ()


WITHIN = frozenset({"in", "during", "dans", "lors de"})


def _tells_act(sentence: Sentence, head: Token) -> bool:
    return head.lemma in _causes(sentence.language)["instruments"]


def _first(
    sentence: Sentence,
    trigger: Trigger,
    names: Iterable[str],
    used: set[int],
    discourse: Discourse,
    place: bool,
    events: Container[str],
) -> tuple[tuple[Actor, ...], str]:
    """The first slot that is filled by something that can be an actor, and its name."""
    for name in dict.fromkeys(names):
        # "withdrew from ECOWAS": the theme is a side only where the frame says so.
        heads = [h for h in slots.fill(sentence, trigger, name) if name == "theme" or h.i not in used]
        heads = [h for h in heads if sentence.case(h) not in _sources(sentence.language)]
        found: list[Actor] = []
        for head in heads:
            actors = discourse.resolve(sentence, head, place=place)
            if name == "subject" and head.lemma in events and not discourse.is_named(sentence, head):
                continue  # "une prise d'otages a fait …": an act is no actor, whoever it belongs to
            if (name == "adj" or name.endswith(":adj")) and head.lemma in _causes(sentence.language)[
                "instruments"
            ]:
                continue  # "a drone strike": with what, not by whom
            if (
                name in WITHIN
                and trigger.frame.event_type == "ASSAULT"
                and not place
                and not _tells_act(sentence, head)
            ):
                continue  # "killed in a Russian raid", not "killed in the Russian city"
            if name == "adj" or name.endswith(":adj") or head.dep == "amod":
                actors = tuple(a for a in actors if a.actor_id)
            if actors:
                found += actors
                used.add(head.i)
        if found:
            return distinct(found), name
    return (), ""


def _caused(
    sentence: Sentence, trigger: Trigger, discourse: Discourse, lexicon: Lexicon, made: Sides
) -> Sides:
    """What killed, where it is no actor: an attack (its own actor is meant), an instrument, or an accident."""
    words = _causes(lexicon.language)
    token = trigger.verb or trigger.token
    around = sentence.children(token.i, "obl", "obl:agent", "advcl", "nmod")
    told = (
        [*slots.verb_slot(sentence, token, "subject"), *around]
        if token.pos == "VERB"
        else [trigger.token, *around]
    )
    if trigger.frame.dead == "subject" or (trigger.frame.dead and not made.actors):
        # Deaths alone are an event only where the text says by violence (conventions 7).
        told = [*told, *sentence.tokens]
    accident = next((t for t in told if t.lemma in words["accidents"]), None)
    if accident is not None and not made.actors:
        return replace(made, fault=f"{accident.text!r} is an accident, a disaster or a disease, no act")
    if made.actors or trigger.noun or token.pos != "VERB" or "subject" not in trigger.frame.actor:
        return made  # its subject is who was hit ("le convoi est tombé dans une embuscade")
    causes = slots.verb_slot(sentence, token, "subject")
    # "a series of air strikes …, killing ten": what the quantity is of counts as the cause too.
    for cause in [
        *causes,
        *(t for c in causes for t in sentence.children(c.i, "nmod") if t.lemma in lexicon.nouns),
    ]:
        entry = next((e for e in lexicon.nouns.get(cause.lemma, ()) if e.frame.event_type == "ASSAULT"), None)
        if entry is not None:
            for slot in entry.frame.noun_actor:
                found = tuple(
                    a for h in slots.noun_slot(sentence, cause, slot) for a in discourse.resolve(sentence, h)
                )
                found = tuple(a for a in found if is_known(a) and a not in made.recipients)
                if found and not {_key(a) for a in found} & {_key(a) for a in made.recipients}:
                    return replace(
                        made,
                        actors=distinct(found),
                        slots={**made.slots, "actor": f"doer of {cause.text!r}"},
                    )
            return made
        if cause.lemma in words["instruments"] or cause.text.lower() in words["instruments"]:
            return made
    if causes:
        return replace(made, fault=f"{causes[0].text!r} did it, which is no actor")
    return made


def tells_violence(sentence: Sentence) -> bool:
    """Whether a sentence names a weapon, an attack or a fight."""
    return any(t.lemma in _causes(sentence.language)["instruments"] for t in sentence.tokens)


@cache
def _sources(language: str) -> frozenset[str]:
    """Prepositions whose noun is who says it ("selon", "according to"): never a side of what is said."""
    rows = table(language, "attribution").get("preposition", ())
    return frozenset(w for row in rows for w in row["words"])


@cache
def _causes(language: str) -> Mapping[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in table(language, "causes").items()}


def _from_talks(
    sentence: Sentence, trigger: Trigger, c: Sides, discourse: Discourse, triggers: Sequence[Trigger]
) -> Sides:
    """Sides that only the parties of the talks around an act can fill.

    "Lors d'un entretien téléphonique, Diop et Lavrov ont discuté …": a meeting told as an adjunct has the parties of its
    clause. "Ils ont abordé la fourniture de matériel au Mali": of what two parties discuss, the party that is no side
    of it yet is the other side. "Ils" (Mali, Russia) train Malian forces: whoever isn't the recipient is the actor.
    """
    frame = trigger.frame
    parties, discussed = _talking_parties(sentence, trigger, discourse, triggers)
    if frame.mutual:
        if len(parties) > 1 and sum(map(is_known, c.actors)) < 2:
            return replace(
                c,
                actors=distinct((*parties, *c.actors)) if discussed else parties,
                slots={**c.slots, "actor": "parties of its clause"},
            )
        return c
    if frame.event_type not in DISCUSSED:
        return c
    actors, recipients = c.actors, c.recipients
    named = dict(c.slots)
    if discussed and len(parties) > 1 and not recipients:
        inner = _known_below(sentence, trigger, discourse)
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


DISCUSSED = frozenset({"AID", "COOPERATE", "SUPPORT", "AGREE"})
"""Types that two parties discuss as theirs to do; an attack or a strike they talk of is somebody else's."""

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
                parties = distinct(
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
                    parties = distinct((*parties, *partner))
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
    return distinct(found)[:1]


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, in order."""
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


PRIVATE = frozenset({"", "CVL", "CRM", "BUS", "EDU", "MED", "AGR", "LAB", "JRN", "REF", "ELI", "UNK"})


def is_political(a: Actor) -> bool:
    """Whether an actor is a state, its arms, a party, an armed group, a body: not a private person or firm."""
    return is_known(a) and (a.sector_code not in PRIVATE or (not a.sector_code and bool(a.actor_id)))

"""Triggers of a sentence → candidates: an act with its sides, before certainty, time and place are read.

Here a frame's slots become actors, contents of promises and demands are skipped or marked, modes follow contents, and
a frame that lacks the sides it needs is dropped with a reason (`Dropped`, for `--explain`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.coding import location, slots
from dragoman.coding.clauses import clause_tokens
from dragoman.coding.counts import counts_in
from dragoman.coding.dateforms import in_date
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import Lexicon, table
from dragoman.coding.sides import assign, is_known, is_political, tells_violence
from dragoman.coding.triggers import Trigger, find
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Span

if TYPE_CHECKING:
    from dragoman.judging import Mark


ALONE = "judge/"
"""How the frame of an act that only the judge reads begins."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge gives a candidate: that its words tell its type, any act, its type with both sides; and its mark.

    `actor` and `recipient`: how far the side is the one the judge reads, 1 where both read none.
    """

    type: float
    act: float
    right: float
    mark: Mark
    actor: float = 1.0
    recipient: float = 1.0


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
    one_act: int = -1  # the same for candidates of a sentence that are known to tell one act
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that gave no event, and why."""

    span: Span
    frame: str
    reason: str
    candidate: Candidate | None = None  # where only sides are lacking, which the judge may give


def read(sentence: Sentence, lexicon: Lexicon, discourse: Discourse) -> tuple[list[Candidate], list[Dropped]]:
    """The candidates of a sentence in text order, and the triggers that came to nothing."""
    triggers = find(sentence, lexicon)
    made: list[Candidate] = []
    dropped: list[Dropped] = []
    contents = governed(sentence, triggers)
    for trigger in triggers:
        frame = trigger.frame
        if in_date(sentence.text, sentence.language, trigger.span, sentence.start):
            dropped.append(Dropped(trigger.span, frame.id, "it is part of a date"))
            continue
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
        if above is not None and trigger.noun and above.frame.event_type == frame.event_type:
            dropped.append(Dropped(trigger.span, frame.id, f"it is the same act as {above.token.text!r}"))
            continue
        inner = [t for t in triggers if contents.get(t.token.i) is trigger]
        if frame.becomes and not inner and not _content_is_act(sentence, trigger):
            dropped.append(
                Dropped(trigger.span, frame.id, "it names no act that is promised, conceded or threatened")
            )
            continue
        sides = assign(sentence, trigger, discourse, triggers, lexicon)
        if above is not None and above.frame.content == "alleged" and not _own_subject(sentence, trigger):
            # "accused Rwanda of shelling Goma": whoever is accused is the one who did it.
            accused = next((c.recipients for c in made if c.trigger is above), ())
            sides = replace(sides, actors=accused or sides.actors)
        event_type = turned(trigger, inner)
        candidate = Candidate(
            sentence,
            trigger,
            event_type,
            _mode(sentence, trigger, event_type, inner),
            sides.actors,
            sides.recipients,
            inside=above,
            content_modality=above.frame.content if above is not None else None,
            slots=sides.slots,
        )
        lacking = sides.fault or _lacks(candidate)
        if lacking and not sides.fault and _is_grounded(candidate, discourse):
            lacking = ""
        elif not lacking and _is_bare_topic(candidate, discourse):
            lacking = "a bare topic: no side, no place and no toll stand with it"
        if lacking:
            dropped.append(Dropped(trigger.span, frame.id, lacking, None if sides.fault else candidate))
            continue
        made.append(candidate)
    return _one_attack(made), dropped


def _one_attack(made: list[Candidate]) -> list[Candidate]:
    """ "Killed in an ambush by X", "killed in a shootout with X": the victims of the verb, the doers of the noun, one act."""
    sides = {c.trigger.token.i: c for c in made}
    for harm in made:
        if harm.event_type != "ASSAULT" or harm.trigger.noun or not harm.recipients:
            continue
        for setting in made:
            if setting.event_type != "ASSAULT" or not setting.trigger.noun or setting.mode == "abduct":
                continue
            if not _is_setting_of(setting, harm):
                continue
            victims = {(a.actor_id, a.code, a.sector_code) for a in harm.recipients}
            # Whoever a clash was with did it; a place of the attack ("une embuscade au Mali") did not.
            opposed = setting.recipients if setting.slots.get("recipient") in ("avec", "with") else ()
            told = [a for a in (*setting.actors, *opposed) if a.sector_code or a.actor_id]
            doers = tuple(a for a in told if (a.actor_id, a.code, a.sector_code) not in victims)
            actors = (
                sides[harm.trigger.token.i].actors or setting.actors or (doers if not setting.actors else ())
            )
            for c in (harm, setting):
                sides[c.trigger.token.i] = replace(
                    c, actors=actors, recipients=harm.recipients, slots={**setting.slots, **harm.slots}
                )
    return _one_harm([sides[c.trigger.token.i] for c in made])


def _one_harm(made: list[Candidate]) -> list[Candidate]:
    """ "21 people are killed and seven others injured in an air strike": harm told by verbs side by side is one act."""
    group: list[Candidate] = []
    for c in made:
        harms = c.event_type == "ASSAULT" and (c.trigger.frame.dead or c.trigger.frame.injured)
        strikes = c.event_type == "ASSAULT" and c.trigger.noun and c.trigger.verb is not None
        if (harms or strikes) and (not group or any(_side_by_side(c, g) for g in group)):
            group.append(c)
    doers = {
        (a.actor_id, a.code, a.sector_code, a.entity_name) for c in group for a in c.actors if is_known(a)
    }
    if (
        len(group) < 2
        or len(doers) > 1
        or not any(c.trigger.frame.dead or c.trigger.frame.injured for c in group)
    ):
        return made
    actors = next((c.actors for c in group if any(map(is_known, c.actors))), ())
    recipients = next((c.recipients for c in group if any(map(is_known, c.recipients))), group[0].recipients)
    first = group[0].trigger.token.i
    members = {c.trigger.token.i for c in group}
    return [
        replace(c, actors=actors, recipients=recipients, one_act=first) if c.trigger.token.i in members else c
        for c in made
    ]


def _side_by_side(a: Candidate, b: Candidate) -> bool:
    """Whether two acts hang together by "and" or as what follows at once ("…, killing three and wounding five")."""
    sentence = a.sentence
    for low, high in ((a, b), (b, a)):
        tops = {high.trigger.token.i, *([high.trigger.verb.i] if high.trigger.verb else [])}
        at = low.trigger.verb or low.trigger.token
        if at.i in tops:
            return True
        for above in sentence.ancestors(at):
            if at.dep not in ("conj", "advcl", "acl", "xcomp", "obl", "obl:agent", "ccomp"):
                break
            if above.i in tops:
                return True
            at = above
    return False


def _is_setting_of(setting: Candidate, harm: Candidate) -> bool:
    """Whether the attack noun stands as an adjunct of the verb of harm: at most one noun between them."""
    sentence = harm.sentence
    head = sentence.head(setting.trigger.token)
    if setting.trigger.token.dep == "conj" and head is not None and head.i in setting.trigger.words:
        head = sentence.head(head)  # "in drone and missile attacks"
    elif setting.trigger.token.dep not in ("obl", "nmod", "obl:agent"):
        return False
    if head is None:
        return False
    return head.i == harm.trigger.token.i or (head.dep == "obl" and head.head == harm.trigger.token.i)


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
            below += [t for t in sentence.children(at.i, "obj", "nsubj:pass") if t.pos == "NOUN"]
            # "agreed to cooperate during a meeting": the meeting is no part of what was agreed.
            oblique = [t for t in sentence.children(at.i, "obl") if t.pos == "NOUN"]
            below += [t for t in oblique if sentence.case(t) in slots.CONTENT_CASES]
        else:
            below += [t for t in sentence.children(at.i, "nmod") if t.pos == "NOUN"]
        for t in below:
            if t.i not in found and t.i > head.i - 3:
                found.add(t.i)
                todo.append(t)
    return found


def _own_subject(sentence: Sentence, trigger: Trigger) -> bool:
    return bool(sentence.children(trigger.token.i, "nsubj", "nsubj:pass", "obl:agent"))


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


def _lacks(c: Candidate) -> str:
    """Why a candidate is no event: the sides its frame needs are not there; "" where they are."""
    frame = c.trigger.frame
    if (
        c.event_type == "PROTEST"
        and c.actors
        and all(a.sector_code in RULERS or a.code == "IGO" for a in c.actors if is_known(a))
    ):
        return "a state or an international body does not take to the street"
    if c.event_type == "REQUEST" and _is_question(c):
        return "it asks a question"
    if frame.weak and not any(is_political(a) for a in (*c.actors, *c.recipients)):
        return "its word has other meanings, and no political actor stands with it"
    actor, recipient = any(map(is_known, c.actors)), any(map(is_known, c.recipients))
    # Somebody named whom no table knows can face a state or a body, not another stranger.
    actor = actor or (any(a.entity_name for a in c.actors) and any(map(is_political, c.recipients)))
    recipient = recipient or (any(a.entity_name for a in c.recipients) and any(map(is_political, c.actors)))
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


VIOLENCE = frozenset({"ASSAULT", "PROTEST"})


def _is_grounded(c: Candidate, discourse: Discourse) -> bool:
    """Violence and protest by and against unknown people count where the text gives a place or a toll (conventions 7)."""
    if c.event_type not in VIOLENCE or c.trigger.frame.weak:
        return False
    frame = c.trigger.frame
    harm_alone = bool(frame.dead or frame.injured)
    if harm_alone and (frame.dead is None or frame.dead == "subject") and not tells_violence(c.sentence):
        return False  # people die and are hurt in accidents too
    return _has_place_or_toll(c, discourse)


def _is_bare_topic(c: Candidate, discourse: Discourse) -> bool:
    if c.event_type in VIOLENCE or any(map(is_known, (*c.actors, *c.recipients))):
        return False  # violence counts whoever does it (conventions 7)
    return not _has_place_or_toll(c, discourse)


def _has_place_or_toll(c: Candidate, discourse: Discourse) -> bool:
    """Whether the clause gives a place, or the dead and injured of an attack (conventions 4: a bare topic is no event)."""
    act = c.trigger.verb or c.trigger.token
    if c.event_type == "ASSAULT":
        counts = counts_in(c.sentence, clause_tokens(c.sentence, act))
        if counts.dead is not None or counts.injured is not None:
            return True
    near = [discourse.focus] if discourse.focus else []
    places = discourse.names.places
    return (
        location.find(c.sentence, c.trigger.token, c.trigger.verb, c.event_type, places, near, ()).place
        is not None
    )


RULERS = frozenset({"GOV", "JUD", "SPY"})
WHETHER = frozenset(
    {"si", "if", "whether", "comment", "pourquoi", "how", "why", "quand", "when", "où", "where"}
)


def _is_question(c: Candidate) -> bool:
    """ "a demandé si …", "asked whether …"."""
    sentence, token = c.sentence, c.trigger.token
    clauses = [t for t in sentence.children(token.i, "ccomp", "advcl", "xcomp") if t.i > token.i]
    return any(
        m.lemma in WHETHER and m.i < t.i for t in clauses for m in sentence.children(t.i, "mark", "advmod")
    )

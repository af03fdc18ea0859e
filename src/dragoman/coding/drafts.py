"""A candidate becomes a draft: certainty, voice, date, place, numbers and themes read for one act in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.coding import certainty, location, tense, themes
from dragoman.coding.amounts import amounts_in
from dragoman.coding.attribution import Voice, Voices
from dragoman.coding.candidates import Candidate
from dragoman.coding.certainty import PRECEDENCE, Certainty
from dragoman.coding.clauses import clause_tokens
from dragoman.coding.counts import Counts, counts_in
from dragoman.coding.discourse import Discourse
from dragoman.coding.judged import weighed
from dragoman.coding.location import Where
from dragoman.coding.mentions import INTERNATIONAL
from dragoman.coding.sides import is_known
from dragoman.coding.themes import Theme
from dragoman.coding.when import Dates, Tense, When, last_before
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Amount, Modality, Span

PEOPLE = frozenset("CVL MIL COP JRN REF EDU LAB MED REL AGR OPP SOC CRM UAF GOV BUS LEG JUD".split())
"""Sectors whose members belong to the country where they are hurt, held or protest, if the text gives no other."""
HARMED = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "SANCTION", "ACCUSE"})
REBELS = re.compile(
    r"\b(rebelle|insurgé|séparatiste|sécessionniste|rebel|insurgent|separatist)", re.IGNORECASE
)
"""Rebels without a name fight at home; "gunmen" or "terrorists" may be anybody's (conventions 5)."""
OLD_DAYS = 45
"""An act dated so long before publication is background (conventions 11: told as past, not as the news)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One act as one sentence tells it."""

    candidate: Candidate
    certainty: Certainty
    voice: Voice | None
    when: When
    where: Where
    counts: Counts | None
    contexts: tuple[str, ...]
    topics: tuple[str, ...]
    topic_spans: tuple[Span, ...]
    amounts: tuple[Amount, ...]
    historical: bool

    @property
    def zone(self) -> str:
        """Where in the article its sentence stands."""
        return self.candidate.sentence.zone


class Drafter:
    """Reads what one article tells of each candidate, in text order."""

    def __init__(
        self, discourse: Discourse, voices: Voices, published: date | None, dateline: date | None
    ) -> None:
        self.discourse = discourse
        self.voices = voices
        self.published = published
        self.dateline = dateline
        self.dates = Dates(discourse.language)
        self._told = self.dates.timeline(discourse.parse.sentences, published, dateline)

    def draft(self, candidate: Candidate) -> Draft:
        """The draft of a candidate."""
        sentence, trigger = candidate.sentence, candidate.trigger
        act, verb = trigger.token, trigger.verb
        if trigger.light is not None and not trigger.light.denies:
            verb = None  # "l'attentat n'a pas été revendiqué": what is denied is the claim
        fixed = trigger.frame.modality or (trigger.light.modality if trigger.light else None)
        sure = certainty.read(
            sentence, act, verb, trigger.noun, fixed, trigger.frame.lasting, candidate.event_type
        )
        sure = _with_content(candidate, sure)
        sure = weighed(candidate, sure)
        voice = self._voice(candidate)
        candidate, sure, voice = _committed(candidate, sure, voice)
        if voice is not None and _is_own_word(candidate, sure.modality, voice):
            voice = None
        when = self._when(sentence, act, verb, trigger.span, sure.modality)
        sides = (*candidate.actors, *candidate.recipients)
        codes = [a.code for a in (*candidate.recipients, *candidate.actors) if a.code not in INTERNATIONAL]
        where = location.find(
            sentence,
            act,
            verb,
            candidate.event_type,
            self.discourse.places,
            [*codes, self.discourse.focus],
            sides,
        )
        candidate = self._located(candidate, where)
        clause = [*clause_tokens(sentence, verb or act), *sentence.subtree(act.i)]
        clause = sorted({t.i: t for t in clause}.values(), key=lambda t: t.i)
        event_type = candidate.event_type
        contexts = themes.find(sentence.language, "contexts", clause, sentence.tokens, event_type)
        topics = themes.find(sentence.language, "topics", clause, sentence.tokens, event_type)
        return Draft(
            candidate=candidate,
            certainty=sure,
            voice=voice,
            when=when,
            where=where,
            counts=self._counts(candidate, clause),
            contexts=_codes(trigger.frame.contexts, contexts),
            topics=_codes(trigger.frame.topics, topics),
            topic_spans=tuple(t.span for t in topics),
            amounts=_amounts(sentence, clause),
            historical=sure.historical or self._is_old(when) or self._pluperfect(sentence, verb or act),
        )

    def _voice(self, candidate: Candidate) -> Voice | None:
        inside = candidate.inside
        if inside is not None and candidate.content_modality == "alleged":
            accusers = [
                a for a in (self.discourse.resolve(candidate.sentence, h) for h in _subject(candidate)) if a
            ]
            if accusers:
                actor = accusers[0][0]
                return Voice(actor, inside.span, f"{inside.token.text!r} says so", inside.token.i, True)
        return self.voices.of(candidate.sentence, candidate.trigger.token, candidate.trigger.verb)

    def _when(
        self, sentence: Sentence, act: Token, verb: Token | None, near: Span, modality: Modality
    ) -> When:
        kind = _time(tense.tense(sentence, verb or certainty.verb_above(sentence, act)), modality)
        return self.dates.resolve(
            sentence,
            self.published,
            self.dateline,
            near=near,
            tense=kind,
            previous=last_before(self._told, sentence.start),
        )

    def _is_old(self, when: When) -> bool:
        if not when.value:
            return False
        base = self.published or self.dateline
        if base is None:
            return False
        if len(when.value) == 4:
            return int(when.value) < base.year
        told = date.fromisoformat(when.value if len(when.value) == 10 else f"{when.value}-28")
        return (base - told).days > OLD_DAYS

    @staticmethod
    def _pluperfect(sentence: Sentence, verb: Token) -> bool:
        return verb.dep in ("acl:relcl", "advcl") and tense.tense(sentence, verb) == "pluperfect"

    def _located(self, candidate: Candidate, where: Where) -> Candidate:
        """People without a country who are hurt, held or protest are of the country where it happens (conventions 5)."""
        # "deported to Libya": where they are sent is not where they are from.
        told = where.place is not None and candidate.mode != "deport"
        country = where.place.country if where.place and told else ""
        why = f"it happens in {country}"
        if not country:
            country, why = self._home(candidate)
        if not country:
            return candidate

        sectors = PEOPLE if candidate.event_type in HARMED else PEOPLE - {"GOV"}

        def fill(a: Actor) -> Actor:
            # Somebody named whom no table knows is at home where the article plays, as far as can be told.
            named = bool(a.entity_name) and not a.sector_code
            home = a.sector_code == "REB" and not a.entity_name and bool(REBELS.search(a.raw_text))
            if a.code or a.actor_id or not (named or home or a.sector_code in sectors):
                return a
            return replace(a, code=country, reason=f"{a.reason}; {why}")

        return replace(
            candidate,
            actors=tuple(fill(a) if a.sector_code != "UAF" else a for a in candidate.actors),
            recipients=tuple(fill(a) for a in candidate.recipients),
        )

    def _home(self, candidate: Candidate) -> tuple[str, str]:
        """The country of unnamed people where no place is told: the one whose police hold them or that they protest against."""
        officials = [a for a in (*candidate.actors, *candidate.recipients) if a.code not in INTERNATIONAL]
        if (
            candidate.event_type in ("PROTEST", "COERCE", "SANCTION")
            and len({a.code for a in officials}) == 1
        ):
            return officials[0].code, "the country of the authorities they face"
        return self.discourse.focus, "the country the article is about"

    @staticmethod
    def _counts(candidate: Candidate, clause: Sequence[Token]) -> Counts | None:
        if candidate.event_type not in ("ASSAULT", "COERCE", "PROTEST"):
            return None
        return counts_in(candidate.sentence, list(clause))


OWN_WORDS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Acts that are done by saying so: who says it is the actor, no source besides (`docs/annotation-guide.md`)."""


def _is_own_word(candidate: Candidate, modality: Modality, voice: Voice) -> bool:
    """ "Indonesia announces that it will ban …": whoever does it is no source of it."""
    if candidate.event_type not in OWN_WORDS and modality != "planned":
        return False
    said = voice.actor
    return modality != "denied" and any(
        (a.span == said.span and a.span is not None)
        or (
            (a.actor_id, a.entity_name, a.office) == (said.actor_id, said.entity_name, said.office)
            and is_known(a)
        )
        for a in candidate.actors
    )


def _time(name: str, modality: Modality) -> Tense:
    """Past, present or future, for the reading of a bare weekday."""
    if modality == "planned" or name in ("future", "conditional"):
        return "future"
    return "present" if name == "present" else "past"


COMMITTED = {"AID": "AGREE", "COOPERATE": "AGREE", "SUPPORT": "AGREE", "RETREAT": "CONCEDE"}


def _committed(
    candidate: Candidate, sure: Certainty, voice: Voice | None
) -> tuple[Candidate, Certainty, Voice | None]:
    """ "Macron announces that France will equip the army": who says that he will has agreed to (conventions 9)."""
    turned = COMMITTED.get(candidate.event_type)
    if turned is None or sure.modality != "planned" or voice is None or not voice.verb:
        return candidate, sure, voice
    own = {a.actor_id for a in candidate.actors if a.actor_id} | {a.code for a in candidate.actors if a.code}
    if voice.actor.actor_id not in own and voice.actor.code not in own - {""}:
        return candidate, sure, voice
    reason = f"{voice.reason}: a commitment of its own; {sure.reason}"
    return (
        replace(candidate, event_type=turned, mode=None),
        Certainty("happened", sure.historical, reason, voice.cue),
        None,
    )


def _with_content(candidate: Candidate, sure: Certainty) -> Certainty:
    """What an accusation or a wish says of the acts inside it ranks with what their own words say."""
    inner = candidate.content_modality
    if inner is None or inner == "skip" or inner not in PRECEDENCE:
        return sure
    modality: Modality = inner
    if PRECEDENCE.index(modality) < PRECEDENCE.index(sure.modality):
        inside = candidate.inside
        assert inside is not None
        return Certainty(modality, sure.historical, f"inside {inside.token.text!r}", inside.span)
    return sure


def _subject(candidate: Candidate) -> list[Token]:
    from dragoman.coding import slots

    inside = candidate.inside
    return slots.act_slot(candidate.sentence, inside.token, "subject") if inside is not None else []


def _codes(own: Sequence[str], found: Sequence[Theme]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*own, *(t.code for t in found)]))


def _amounts(sentence: Sentence, clause: Sequence[Token]) -> tuple[Amount, ...]:
    spans = [t.span for t in clause]
    found = amounts_in(sentence.text, sentence.language, sentence.start)
    return tuple(a for a in found if any(a.span.overlaps(s) for s in spans))

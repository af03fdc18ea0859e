"""Who a noun phrase names by its own words: knowledge tables, appositions, surnames told in full before, owners, towns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.coding import phrases
from dragoman.coding.placenames import SURE
from dragoman.grammar.view import Sentence, Token
from dragoman.knowledge.normal import fold
from dragoman.records import Actor, Place, Span

if TYPE_CHECKING:
    from dragoman.knowledge import ActorMatch, Actors, Places

MEANS = {
    "state": "state", "government": "state", "people": "state", "capital": "state", "seat": "state",
    "person": "person", "office": "person", "role": "person",
}  # fmt: skip
"""Kinds of the knowledge tables → what a pronoun can stand for; every other kind is a group."""

INTERNATIONAL = frozenset({"IGO", "NGO", "MNC", "INT", ""})
"""Codes of `Actor.code` that are no country."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase and who it is: one actor, or several where it stands for a pair ("les deux ministres")."""

    sentence: int
    head: int
    actors: tuple[Actor, ...]
    means: str  # person, state, group
    plural: bool
    gender: str
    subject: bool
    named: bool  # by name or role, not by reference


class Names:
    """Reads the names and roles of one article; remembers the people it introduces."""

    def __init__(self, actors: Actors, places: Places, language: str, day: date | None) -> None:
        self.actors = actors
        self.places = places
        self.language = language
        self.day = day
        self.known: dict[str, Actor] = {}

    def look_up(
        self, text: str, country: str | None = None, language: str | None = None
    ) -> ActorMatch | None:
        """The best match of a mention's words; `country` fills what they leave open."""
        found = self.actors.find(text, country=country, on=self.day, language=language or self.language)
        return found[0] if found else None

    def read(self, sentence: Sentence, head: Token) -> Mention | None:
        """A mention that the knowledge tables know by its own words, joined with its apposition."""
        tokens = phrases.core(sentence, head)
        text = phrases.words(sentence, tokens)
        span = phrases.span(tokens)
        best = self.look_up(text)
        beside = phrases.apposition(sentence, head)
        if beside is not None:
            joined = self._join(sentence, text, span, best, beside)
            if joined is not None:
                return self.mention(sentence, head, joined[0], joined[1])
        if best is None:
            known = self._introduced(text) if head.pos == "PROPN" else None
            if known is None:
                return None
            return self.mention(sentence, head, replace(known, raw_text=text, span=span), "person")
        actor = replace(best.actor, raw_text=text, span=span, reason=best.reason)
        if best.kind == "person" and actor.entity_name:
            self.learn(actor.entity_name, actor)
        mention = self.mention(sentence, head, actor, MEANS.get(best.kind, "group"))
        others = self._others(sentence, head, actor)
        return replace(mention, actors=(actor, *others), plural=True) if others else mention

    def _others(self, sentence: Sentence, head: Token, first: Actor) -> tuple[Actor, ...]:
        """The same role in the other countries of a list: "les dirigeants du Mali et du Niger", "les armées malienne et nigérienne"."""
        if head.morph.get("Number") != "Plur" or not first.code:
            return ()
        made: list[Actor] = []
        for c in sentence.children(head.i, "nmod", "amod", "nmod:poss"):
            for t in sentence.conjuncts(c):
                if t.i == c.i or t.pos not in ("PROPN", "ADJ", "NOUN"):
                    continue
                country = self.look_up(t.text)
                if (
                    country is None
                    or not country.actor.code
                    or country.kind not in ("state", "people", "capital")
                ):
                    continue
                same = self.look_up(head.text, country.actor.code)
                if same is not None and same.actor.code == country.actor.code != first.code:
                    made.append(replace(same.actor, raw_text=t.text, span=t.span, reason=same.reason))
        return tuple(made)

    def _join(
        self, sentence: Sentence, text: str, span: Span, best: ActorMatch | None, beside: Token
    ) -> tuple[Actor, str] | None:
        """A name and a role in apposition are one actor; None where the apposition adds nothing."""
        tokens = phrases.core(sentence, beside)
        other_text, other_span = phrases.words(sentence, tokens), phrases.span(tokens)
        other = self.look_up(other_text)
        whole = Span(min(span.start, other_span.start), max(span.end, other_span.end))
        if whole.end - whole.start > len(text) + len(other_text) + 4:
            whole = span
        raw = sentence.text[whole.start - sentence.start : whole.end - sentence.start]
        if best is None and other is None:
            return None
        if best is not None and other is not None:
            role, name = (best, other) if other.kind == "person" else (other, best)
            if name.kind != "person":
                return None
            actor = both(role.actor, name.actor)
            reason = f"{name.reason}; {role.reason}"
        elif other is None and best is not None:
            if best.kind not in ("office", "role", "government") or sentence.tokens[beside.i].pos != "PROPN":
                return None
            actor = replace(best.actor, entity_name=other_text)
            reason = f"{best.reason}; named {other_text} in the text"
        else:
            assert other is not None
            if other.kind not in ("office", "role", "government", "person"):
                return None
            actor = replace(
                other.actor, entity_name=text if other.kind != "person" else other.actor.entity_name
            )
            reason = f"{other.reason}; said of {text}"
        actor = replace(actor, raw_text=raw, span=whole, reason=reason)
        if actor.entity_name:
            self.learn(actor.entity_name, actor)
        return actor, "person"

    def learn(self, name: str, actor: Actor) -> None:
        """Remember a person by full name and surname, for later mentions in this article."""
        folded = fold(name)
        self.known.setdefault(folded, actor)
        surname = folded.split()[-1] if folded.split() else ""
        if len(surname) > 2:
            self.known.setdefault(surname, actor)

    def _introduced(self, text: str) -> Actor | None:
        folded = fold(text)
        for title in ("m ", "mme ", "mr ", "mrs ", "ms ", "general ", "colonel ", "president ", "le ", "la "):
            folded = folded.removeprefix(title)
        known = self.known.get(folded)
        return replace(known, reason=f"named before in the article: {known.raw_text}") if known else None

    def mention(
        self, sentence: Sentence, head: Token, actor: Actor, means: str, named: bool = True
    ) -> Mention:
        """The Mention of a noun phrase."""
        return Mention(
            sentence=sentence.index, head=head.i, actors=(actor,), means=means,
            plural=phrases.is_plural(sentence, head), gender=head.morph.get("Gender", ""),
            subject=head.dep in ("nsubj", "nsubj:pass"), named=named,
        )  # fmt: skip

    def counterpart(
        self, sentence: Sentence, token: Token, office: str | None, possessives: frozenset[str]
    ) -> Mention | None:
        """ "son homologue russe": whoever holds an office in another country, named beside it or not."""
        tokens = phrases.core(sentence, token)
        text, span = phrases.words(sentence, tokens), phrases.span(tokens)
        near = [
            t
            for t in sentence.children(token.i, "amod", "nmod", "compound")
            if t.text.lower() not in possessives
        ]
        near += sentence.children(token.i, "nmod:poss")
        country = next((f.actor.code for t in near if (f := self.look_up(t.text)) and f.actor.code), "")
        beside = phrases.apposition(sentence, token)
        name = None
        if beside is not None:
            beside_tokens = phrases.core(sentence, beside)
            name = self.look_up(phrases.words(sentence, beside_tokens))
            text, span = self._stretch(sentence, span, phrases.span(beside_tokens))
        elif (adjacent := self.look_up(text)) is not None and adjacent.kind == "person":
            name = adjacent
        if not country and name is None:
            return None
        holder = (
            self.look_up(office, country, "en") if office and country else None
        )  # offices have English names
        base = (
            holder.actor
            if holder is not None
            else Actor(code=country, sector_code="GOV" if country else "", office=office)
        )
        if name is not None:
            base = both(base, name.actor) if base.code in ("", name.actor.code) else name.actor
        elif beside is not None:
            base = replace(base, entity_name=phrases.words(sentence, phrases.core(sentence, beside)))
        reason = f"counterpart of the {office or 'person'} named before, in {base.code or 'no known country'}"
        actor = replace(base, raw_text=text, span=span, reason=reason)
        if actor.entity_name:
            self.learn(actor.entity_name, actor)
        return self.mention(sentence, token, actor, "person")

    @staticmethod
    def _stretch(sentence: Sentence, a: Span, b: Span) -> tuple[str, Span]:
        whole = Span(min(a.start, b.start), max(a.end, b.end))
        return sentence.text[whole.start - sentence.start : whole.end - sentence.start], whole

    def town(self, sentence: Sentence, token: Token, near: Sequence[str]) -> Actor | None:
        """A place that stands for its country, as the target of an attack or a visit does; None where it is unknown."""
        tokens = phrases.core(sentence, token)
        text, span = phrases.words(sentence, tokens), phrases.span(tokens)
        found = self.places.find(text, near=near, language=self.language)
        if not found or found[0].score < SURE:
            return None
        place: Place = found[0].place
        if not place.country:
            return None
        state = (
            self.actors.find(place.name, on=self.day, language=self.language)
            if place.precision == "country"
            else []
        )
        base = state[0].actor if state else Actor(code=place.country, entity_name=place.name)
        return replace(
            base, raw_text=text, span=span, reason=f"{place.name} lies in {place.country}: {found[0].reason}"
        )


def both(role: Actor, name: Actor) -> Actor:
    """A person known by name who holds a role told beside it: the text's role, the table's name."""
    return replace(
        name,
        code=role.code or name.code,
        sector_code=role.sector_code or name.sector_code,
        office=role.office or name.office,
        actor_id=role.actor_id or name.actor_id,
    )


def unique(actors: Iterable[Actor]) -> list[Actor]:
    """Each actor once, the first mention of it."""
    made: dict[tuple[object, ...], Actor] = {}
    for a in actors:
        made.setdefault((a.actor_id, a.code, a.sector_code, a.entity_name, a.office), a)
    return list(made.values())


def joined(actors: Sequence[Actor], text: str, offset: int) -> list[Actor]:
    """Actors with a role and the name set right beside it as one, where the parser took them for two.

    "son homologue russe, Sergueï Lavrov": the role has no name, the name is of the same country, a comma stands between.
    """
    made: list[Actor] = []
    for a in actors:
        before = made[-1] if made else None
        if before is not None and before.span and a.span and not before.entity_name and a.entity_name:
            between = text[before.span.end - offset : a.span.start - offset]
            if (
                before.code == a.code
                and before.sector_code == a.sector_code
                and between.strip() in (",", "", "(")
            ):
                span = Span(before.span.start, a.span.end)
                raw = span.of(" " * offset + text)
                made[-1] = replace(
                    both(before, a), raw_text=raw, span=span, reason=f"{before.reason}; {a.reason}"
                )
                continue
        made.append(a)
    return made


def codes(actors: Iterable[Actor]) -> set[str]:
    """The countries of some actors."""
    return {a.code for a in actors if a.code and a.code not in INTERNATIONAL}


def listed(actors: Iterable[Actor]) -> str:
    """Their names, for a reason a person reads."""
    return " and ".join(a.entity_name or a.code or a.raw_text for a in actors)

"""Who is meant: each noun phrase of an article → Actors, through the knowledge tables, appositions, and what was said before.

A `Discourse` is made once an article. It resolves names and roles first, learns which country the article is about,
then reads pronouns, definite descriptions and counterparts in text order, each from the mentions before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.coding import phrases, placenames
from dragoman.coding.mentions import INTERNATIONAL, Mention, Names, codes, joined, listed, unique
from dragoman.coding.reference import Reference
from dragoman.grammar.view import Parse, Sentence, Token
from dragoman.knowledge.normal import fold
from dragoman.records import Actor

if TYPE_CHECKING:
    from dragoman.knowledge import Actors, Places

DEFINITE = frozenset(
    [
        "le",
        "la",
        "les",
        "l'",
        "l’",
        "ce",
        "cet",
        "cette",
        "ces",
        "the",
        "this",
        "these",
        "both",
        "that",
        "those",
    ]
)
NO_SUBJECT = frozenset({"falloir", "pleuvoir", "sembler", "s'agir", "agir", "seem", "rain", "appear"})
LOOK_BACK = 4
"""Sentences a pronoun looks back; descriptions look through the whole article."""


class Discourse:
    """The mentions of one article and who they are. `resolve` answers for any token of any sentence."""

    def __init__(self, parse: Parse, actors: Actors, places: Places, language: str, day: date | None) -> None:
        self.parse = parse
        self.places = places
        self.language = language
        self.words = Reference.load(language)
        self.names = Names(actors, places, language, day)
        self._found: dict[tuple[int, int], Mention | None] = {}
        self._order: list[Mention] = []
        self._position = {s.index: n for n, s in enumerate(parse.sentences)}
        self.quoted_speaker: Callable[[Sentence, Token], tuple[Actor, ...]] = lambda sentence, token: ()
        """Who speaks where "we" stands in a quotation; `attribution.Voices` answers once it is made."""
        self._direct = {s.index: self._read_names(s) for s in parse.sentences}
        self.focus = self._focus()

    def read(self) -> None:
        """Resolve every phrase in text order, so that later ones can refer to earlier ones."""
        for s in self.parse.sentences:
            for t in s.tokens:
                if self._heads_phrase(t):
                    self._keep(s, t)

    # -- the public face ---------------------------------------------------------------------------------------

    def resolve(self, sentence: Sentence, token: Token, place: bool = False) -> tuple[Actor, ...]:
        """The actors of a phrase and what is coordinated with it; with `place`, towns stand for their country."""
        made: list[Actor] = []
        heads = sentence.conjuncts(token)
        # "Prime minister A and president B": the second hangs on the first one's name.
        for name in sentence.children(token.i, "appos"):
            heads += [c for c in sentence.conjuncts(name) if c.i != name.i and c not in heads]
        for head in heads:
            made += self._one(sentence, head, place)
        return tuple(joined(unique(made), sentence.text, sentence.start))

    def is_named(self, sentence: Sentence, token: Token) -> bool:
        """Whether a phrase is an actor by its own words, not through what it belongs to."""
        return any(m.head == token.i for m in self._direct[sentence.index])

    def country_near(self, sentence: Sentence, token: Token) -> tuple[str, str]:
        """The country that an unnamed government or army belongs to, and why: told just before, else the article's."""
        at = self._position[sentence.index]
        for back in range(at, max(-1, at - 3), -1):
            s = self.parse.sentences[back]
            if s.paragraph < sentence.paragraph - 1:
                break
            before = [m for m in self._direct[s.index] if back < at or m.head < token.i]
            # In its own sentence the subject's country comes first ("Norway's ambassador resigns after the ministry …").
            for m in sorted(before, key=lambda m: (back == at and not m.subject, -m.head)):
                code = next((a.code for a in m.actors if a.code not in INTERNATIONAL), "")
                if code and m.named:
                    return code, f"the country named before it: {m.actors[0].raw_text}"
        return (
            (self.focus, "the country the article is about")
            if self.focus
            else ("", "no country is named near it")
        )

    # -- names and roles ---------------------------------------------------------------------------------------

    def _read_names(self, sentence: Sentence) -> list[Mention]:
        made = []
        for t in sentence.tokens:
            if self._heads_phrase(t) and t.pos in ("NOUN", "PROPN", "X", "ADJ"):
                mention = self.names.read(sentence, t)
                if mention is not None:
                    made.append(mention)
        return made

    @staticmethod
    def _heads_phrase(t: Token) -> bool:
        if t.pos in ("NOUN", "PROPN", "PRON", "X"):
            return t.dep not in ("compound", "flat", "fixed")
        return (t.pos == "DET" and (t.morph.get("Poss") == "Yes")) or t.dep == "nmod:poss"

    def _focus(self) -> str:
        """The country most told of, where it leads clearly (a third of all that is told, and more than any other)."""
        counts = self._countries() + self._countries_of_places()
        ranked = counts.most_common(2)
        if not ranked:
            return ""
        (code, most), *rest = ranked
        leads = most * 3 >= counts.total() and (not rest or most > rest[0][1])
        return code if leads else ""

    def _countries_of_places(self) -> Counter[str]:
        """Where the article's places lie: a chronicle of one country names its towns more often than its ministers."""
        made: Counter[str] = Counter()
        for s in self.parse.sentences:
            for one in placenames.told(s):
                if one.whole or one.case not in placenames.words(self.language, "locative"):
                    continue
                found = self.names.places.find(one.name, language=self.language)
                if found and found[0].score >= placenames.SURE and found[0].place.country:
                    made[found[0].place.country] += 1
        return made

    def about(self) -> tuple[Actor, ...]:
        """The two countries an article is about, most told first, where they share three quarters of what is told of
        countries; else the one it is about; else ().
        """
        counts = self._countries()
        ranked = [code for code, _ in counts.most_common(2)]
        if sum(counts[c] for c in ranked) * 4 < counts.total() * 3:
            ranked = [self.focus] if self.focus else []
        first = {a.code: a for ms in reversed(self._direct.values()) for m in reversed(ms) for a in m.actors}
        return tuple(first[code] for code in ranked)

    def _countries(self) -> Counter[str]:
        told = (a.code for ms in self._direct.values() for m in ms for a in m.actors)
        return Counter(code for code in told if code not in INTERNATIONAL)

    # -- reference ---------------------------------------------------------------------------------------------

    def _keep(self, sentence: Sentence, token: Token) -> Mention | None:
        key = (sentence.index, token.i)
        if key not in self._found:
            self._found[key] = None  # a phrase that refers to itself finds nothing
            self._found[key] = made = self._mention_of(sentence, token)
            if made is not None:
                self._order.append(made)
        return self._found[key]

    def _mention_of(self, sentence: Sentence, token: Token) -> Mention | None:
        if (
            token.pos == "PRON"
            or token.morph.get("Poss") == "Yes"
            or token.text.lower() in self.words.possessives
        ):
            return self._pronoun(sentence, token)
        lemma = token.lemma
        if lemma in self.words.counterparts or token.text.lower() in self.words.counterparts:
            return self._counterpart(sentence, token)
        direct = next((m for m in self._direct[sentence.index] if m.head == token.i), None)
        if direct is not None and (direct.actors[0].code or direct.actors[0].actor_id):
            return direct
        described = self._description(sentence, token)
        if described is not None:
            return described
        if direct is not None:
            return self._with_country(sentence, token, direct)
        return None

    def _with_country(self, sentence: Sentence, token: Token, direct: Mention) -> Mention:
        """A government, army or police without a country is that of the country told of."""
        actor = direct.actors[0]
        definite = any(
            c.text.lower() in DEFINITE or c.lemma in DEFINITE for c in sentence.children(token.i, "det")
        )
        # English leaves the article out where French has it: "authorities rescue", "police say".
        bare = self.language == "en" and not sentence.children(token.i, "det", "nummod")
        definite = definite or bare
        if (
            actor.code
            or actor.sector_code not in ("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "PTY")
            or not definite
        ):
            return direct
        code, why = self.country_near(sentence, token)
        if not code:
            return direct
        again = self.names.look_up(actor.raw_text, country=code)
        base = again.actor if again is not None and again.actor.code == code else replace(actor, code=code)
        made = replace(base, raw_text=actor.raw_text, span=actor.span, reason=f"{actor.reason}; {why}")
        return replace(direct, actors=(made,))

    def _one(self, sentence: Sentence, token: Token, place: bool) -> tuple[Actor, ...]:
        mention = self._keep(sentence, token) if self._heads_phrase(token) or token.pos == "PRON" else None
        if mention is not None and mention.actors:
            return mention.actors
        if token.pos in ("ADJ", "PROPN", "NOUN"):
            tokens = [token] if token.pos == "ADJ" else phrases.core(sentence, token)
            text, span = phrases.words(sentence, tokens), phrases.span(tokens)
            found = self.names.look_up(text)
            if found is not None:
                return (replace(found.actor, raw_text=text, span=span, reason=found.reason),)
        if place and token.pos in ("PROPN", "NOUN", "X"):
            town = self.names.town(sentence, token, [self.focus] if self.focus else [])
            if town is not None:
                return (town,)
        owner = self._owner(sentence, token, place)
        if owner:
            return owner
        if token.pos == "PROPN" and token.entity == "PER":
            tokens = phrases.core(sentence, token)
            text = phrases.words(sentence, tokens)
            return (
                Actor(
                    raw_text=text,
                    span=phrases.span(tokens),
                    entity_name=text,
                    reason="a person nobody here knows",
                ),
            )
        return ()

    def _owner(self, sentence: Sentence, token: Token, place: bool) -> tuple[Actor, ...]:
        """ "une base de l'armée malienne", "la politique de la France": a thing stands for whom it belongs to."""
        if token.pos not in ("NOUN", "PROPN") or token.lemma in ("capitale", "capital"):
            return ()  # "la capitale de l'Afghanistan" is a place
        of = [
            t
            for t in sentence.children(token.i, "nmod", "nmod:poss")
            if sentence.case(t) in phrases.OF or sentence.case(t) == "from" or t.dep == "nmod:poss"
        ]
        near = [
            t
            for t in sentence.children(token.i, "amod", "compound")
            if t.text[:1].isupper() or t.pos in ("ADJ", "PROPN")
        ]
        for owner in [*of, *near]:
            if owner.pos == "ADJ" or owner.dep == "compound":
                found = self.names.look_up(owner.text)
                actors: tuple[Actor, ...] = ()
                if found is not None:
                    actors = (
                        replace(found.actor, raw_text=owner.text, span=owner.span, reason=found.reason),
                    )
            else:
                actors = self._one(sentence, owner, place) if owner.i != token.i else ()
            if actors:
                said = phrases.words(sentence, phrases.core(sentence, token))
                return tuple(
                    replace(a, reason=f"{a.reason}; it stands for {said!r}, which belongs to it")
                    for a in actors
                )
        return ()

    def _pronoun(self, sentence: Sentence, token: Token) -> Mention | None:
        rule = self.words.pronouns.get(token.text.lower().replace("’", "'")) or self.words.pronouns.get(
            token.lemma
        )
        if rule is None or token.dep == "expl":
            return None
        if "speaker" in rule["means"]:
            speaker = self.quoted_speaker(sentence, token)
            return (
                self._refer(sentence, token, speaker, "person", "the speaker of the quotation")
                if speaker
                else None
            )
        head = sentence.head(token)
        if head is not None and head.lemma in NO_SUBJECT:
            return None
        plural = rule["number"] == "plural"
        gender = rule.get("gender", "")
        for mention in self._before(sentence, token, LOOK_BACK):
            if mention.means not in rule["means"] or (
                mention.plural != plural and not (plural and len(mention.actors) > 1)
            ):
                continue
            if (gender == "Fem" and mention.gender == "Masc") or (
                gender == "Masc" and mention.gender == "Fem" and not plural
            ):
                continue
            actors = self._group(mention)
            return self._refer(
                sentence, token, actors, mention.means, f"{token.text!r} stands for {listed(actors)}"
            )
        return None

    def _group(self, mention: Mention) -> tuple[Actor, ...]:
        """All that is coordinated with a mention: "Diop et Lavrov … Ils"."""
        s = self.parse.sentences[self._position[mention.sentence]]
        made: list[Actor] = list(mention.actors)
        for t in s.conjuncts(s.tokens[mention.head]):
            other = self._found.get((mention.sentence, t.i))
            if other is not None:
                made += other.actors
        return tuple(unique(made))

    def _description(self, sentence: Sentence, token: Token) -> Mention | None:
        """ "les deux ministres", "le groupe", "le pays": the last one told that can be meant."""
        means = self.words.descriptions.get(token.lemma) or self.words.descriptions.get(token.text.lower())
        if means is None:
            return None
        own = sentence.children(token.i, "det", "nummod", "amod")
        if not any(
            t.text.lower() in DEFINITE or t.lemma in DEFINITE or t.text.lower() in self.words.possessives
            for t in own
        ):
            return None
        pair = any(t.text.lower() in ("deux", "two", "both") for t in own)
        # "the Saudi-led coalition", "le groupe Wagner": a description with a name or complement of its own names somebody.
        named = [
            t for t in sentence.children(token.i, "amod", "compound", "appos", "flat") if t.text[:1].isupper()
        ]
        if not pair and (named or sentence.children(token.i, "nmod", "nmod:poss")):
            return None
        plural = token.morph.get("Number") == "Plur" or pair
        office = fold(token.lemma)
        candidates = list(self._before(sentence, token, None))
        if pair:
            return self._pair(sentence, token, candidates, means)
        for mention in candidates:
            if mention.means not in means or mention.plural != plural:
                continue
            if means == ("person",) and not any(
                office in fold(a.office or "") or office in fold(a.raw_text) for a in mention.actors
            ):
                continue
            if not any(a.code or a.actor_id for a in mention.actors):
                continue
            actors = self._group(mention) if plural else mention.actors
            said = phrases.words(sentence, phrases.core(sentence, token))
            return self._refer(
                sentence, token, actors, mention.means, f"{said!r} stands for {listed(actors)}"
            )
        return None

    def _pair(
        self, sentence: Sentence, token: Token, candidates: list[Mention], means: tuple[str, ...]
    ) -> Mention | None:
        """The last two of a kind told together, else the last two different ones."""
        kind = means[0]
        seen: list[Actor] = []
        for mention in candidates:
            group = self._group(mention) if mention.plural or len(mention.actors) > 1 else mention.actors
            fitting = (
                [a for a in group if a.code or a.actor_id] if mention.means == kind or kind == "state" else []
            )
            if len(codes(fitting)) == 2:
                seen = list(fitting)
                break
            for a in fitting:
                if a.code and a.code not in INTERNATIONAL and a.code not in {s.code for s in seen}:
                    seen.append(a)
            if len(seen) >= 2:
                seen = seen[:2][::-1]
                break
        if len(seen) < 2:
            return None
        said = phrases.words(sentence, phrases.core(sentence, token))
        return self._refer(sentence, token, tuple(seen), kind, f"{said!r} stands for {listed(seen)}")

    def _counterpart(self, sentence: Sentence, token: Token) -> Mention | None:
        """ "son homologue russe": the office of the person told before, in the country of the adjective."""
        before = self._before(sentence, token, LOOK_BACK)
        office = next((a.office for m in before for a in m.actors if a.office and m.means == "person"), None)
        return self.names.counterpart(sentence, token, office, self.words.possessives)

    def _before(self, sentence: Sentence, token: Token, back: int | None) -> Iterable[Mention]:
        """Mentions before a token, nearest sentence first; within a sentence subjects first, then from the left."""
        at = self._position[sentence.index]
        by_sentence: dict[int, list[Mention]] = {}
        for m in self._order:
            position = self._position[m.sentence]
            if position < at or (position == at and m.head < token.i):
                by_sentence.setdefault(position, []).append(m)
        for position in sorted(by_sentence, reverse=True):
            if back is not None and at - position > back:
                return
            group = by_sentence[position]
            yield from sorted(group, key=lambda m: (not m.subject, m.head))

    def _refer(
        self, sentence: Sentence, token: Token, actors: tuple[Actor, ...], means: str, why: str
    ) -> Mention | None:
        if not actors:
            return None
        tokens = phrases.core(sentence, token) if token.pos in ("NOUN", "PROPN") else [token]
        text, span = phrases.words(sentence, tokens), phrases.span(tokens)
        made = tuple(replace(a, raw_text=text, span=span, reason=why) for a in actors)
        return Mention(
            sentence=sentence.index, head=token.i, actors=made, means=means, plural=len(made) > 1,
            gender=token.morph.get("Gender", ""), subject=token.dep in ("nsubj", "nsubj:pass"), named=False,
        )  # fmt: skip

"""On whose word: the nearest speaker of an act, and the chain from that speaker to the agency and the outlet.

A speaker is the subject of a verb of saying above the act, the noun after "selon" or "according to", or whoever
speaks in the quotation the act stands in, also where it runs over sentences. Words: `lexicon/<language>/attribution.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.coding import phrases, slots
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import split_words, table
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Article, Span

OPENING, CLOSING = "«“„", "»”"
STRAIGHT = '"'
CARRY = 3
"""Sentences a quotation may run on beyond the one that names its speaker, within a paragraph or the next."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, the words that make it one ("selon", "a déclaré"), and the token of that word."""

    actor: Actor
    cue: Span
    reason: str
    word: int
    verb: bool
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Words:
    speech: Mapping[str, tuple[Mapping[str, Any], ...]]
    prepositions: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    documents: Mapping[str, Mapping[str, Any]]
    agencies: tuple[tuple[str, str], ...]
    anonymous: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    data = table(language, "attribution")
    speech: dict[str, list[Mapping[str, Any]]] = {}
    for row in data.get("speech", ()):
        for verb in row["verbs"]:
            words, reflexive = split_words(verb, language)
            speech.setdefault(words[0], []).append({**row, "words": words, "reflexive": reflexive})
    return _Words(
        speech={k: tuple(v) for k, v in speech.items()},
        prepositions=tuple(
            (split_words(w, "")[0], frozenset(row.get("not", ())))
            for row in data.get("preposition", ())
            for w in row["words"]
        ),
        documents={n: row for row in data.get("document", ()) for n in row["nouns"]},
        agencies=tuple((w, row["name"]) for row in data.get("agency", ()) for w in row["words"]),
        anonymous=tuple(w for row in data.get("anonymous", ()) for w in row["words"]),
    )


class Voices:
    """The speakers of one article."""

    def __init__(self, article: Article, discourse: Discourse) -> None:
        self.article = article
        self.discourse = discourse
        self.words = _words(discourse.language)
        self.sentences = discourse.parse.sentences
        self._quoted = {s.index: _quoted(article.text, s) for s in self.sentences}
        self._position = {s.index: n for n, s in enumerate(self.sentences)}
        self._found: dict[int, list[Voice]] = {}
        discourse.quoted_speaker = self._quoted_speaker

    def of(self, sentence: Sentence, act: Token, own: Token | None = None) -> Voice | None:
        """The speaker nearest to an act; `own` is the act's verb, which is no source for itself."""
        voices = self._in(sentence)
        passed = {act.i, own.i if own else act.i}
        below = act
        for above in sentence.ancestors(act):
            for v in voices:
                said = v.verb and v.word == above.i and v.word not in passed and _takes(sentence, v, below)
                if said and not self._is_speaker(sentence, v, act):
                    return v
            below = above
        quoted = self._is_quoted(sentence, act)
        for v in voices:
            if v.word in passed or self._is_speaker(sentence, v, act):
                continue
            if not v.verb or quoted or _beside(sentence, v.word, act):
                return v
        if quoted:
            return self._carried(sentence)
        return None

    def chain(self, voice: Voice | None) -> tuple[Actor, ...]:
        """From the speaker to the agency that is copied to the outlet."""
        made = [voice.actor] if voice else []
        tail = self.article.text[-200:]
        lead = self.article.text[:400]
        for word, name in self.words.agencies:
            for part, base in ((lead, 0), (tail, len(self.article.text) - len(tail))):
                at = part.find(word)
                bounded = (
                    at >= 0
                    and part[at - 1 : at] in ("(", " ", "/", "")
                    and part[at + len(word) :][:1] in (")", " ", ".", ",", "", "\n", "/")
                )
                if bounded and word.isupper() | (part[at - 1 : at] == "("):
                    span = Span(base + at, base + at + len(word))
                    made.append(
                        Actor(
                            raw_text=word,
                            span=span,
                            entity_name=name,
                            sector_code="JRN",
                            reason="the agency named in the article",
                        )
                    )
                    break
            if len(made) > bool(voice):
                break
        if self.article.outlet:
            made.append(
                Actor(entity_name=self.article.outlet, sector_code="JRN", reason="the outlet that printed it")
            )
        return tuple(made)

    # -- finding speakers ----------------------------------------------------------------------------------------

    def _in(self, sentence: Sentence) -> list[Voice]:
        if sentence.index not in self._found:
            self._found[sentence.index] = []
            self._found[sentence.index] = [*self._verbs(sentence), *self._prepositions(sentence)]
        return self._found[sentence.index]

    def _verbs(self, sentence: Sentence) -> Iterator[Voice]:
        for t in sentence.tokens:
            if t.pos not in ("VERB", "AUX"):
                continue
            for row in self.words.speech.get(t.lemma, ()):
                if row["reflexive"] and not sentence.is_reflexive(t):
                    continue
                if len(row["words"]) > 1 and not _after(sentence, t, row["words"][1:]):
                    continue
                heads = [h for slot in row.get("speaker", ["subject"]) for h in self._slot(sentence, t, slot)]
                for head in heads:
                    actor = self._speaker(sentence, head)
                    if actor is not None:
                        takes = tuple(row.get("takes", ()))
                        yield Voice(actor, t.span, f"{actor.raw_text!r} {t.text!r} it", t.i, True, takes)
                        break
                break

    @staticmethod
    def _slot(sentence: Sentence, verb: Token, slot: str) -> list[Token]:
        if slot == "agent":
            return slots.agents(sentence, verb)
        return slots.verb_slot(sentence, verb, slot)

    def _prepositions(self, sentence: Sentence) -> Iterator[Voice]:
        tokens = sentence.tokens
        for k, t in enumerate(tokens):
            for entry, barred in self.words.prepositions:
                run = tokens[k : k + len(entry)]
                if len(run) < len(entry) or any(
                    w not in (x.lemma, x.text.lower().replace("’", "'"))
                    for w, x in zip(entry, run, strict=True)
                ):
                    continue
                head = _noun_after(sentence, k + len(entry))
                if head is None or head.lemma in barred:
                    continue
                actor = self._speaker(sentence, head)
                if actor is not None:
                    cue = Span(run[0].start, run[-1].end)
                    yield Voice(
                        actor, cue, f"{' '.join(x.text for x in run)!r} names {actor.raw_text!r}", t.i, False
                    )
                break

    def _speaker(self, sentence: Sentence, head: Token) -> Actor | None:
        document = self.words.documents.get(head.lemma)
        if document is not None:
            for slot in document.get("author", ["de", "of", "poss", "adj"]):
                for author in slots.noun_slot(sentence, head, slot):
                    found = self.discourse.resolve(sentence, author)
                    if found:
                        return found[0]
        found = self.discourse.resolve(sentence, head)
        if found:
            return found[0]
        tokens = phrases.core(sentence, head)
        text = phrases.words(sentence, tokens)
        folded = text.lower()
        if any(w in folded for w in self.words.anonymous) or head.lemma in self.words.anonymous:
            return Actor(raw_text=text, span=phrases.span(tokens), reason="a source that is not named")
        if head.pos == "PROPN" or document is not None:
            return Actor(
                raw_text=text,
                span=phrases.span(tokens),
                entity_name=text if head.pos == "PROPN" else "",
                reason="named as the source",
            )
        return None

    # -- quotations ------------------------------------------------------------------------------------------------

    def _is_quoted(self, sentence: Sentence, act: Token) -> bool:
        return any(a <= act.start < b for a, b in self._quoted[sentence.index])

    def _carried(self, sentence: Sentence) -> Voice | None:
        """The speaker of a quotation that began, or is attributed, in a sentence nearby."""
        at = self._position[sentence.index]
        for k in (*range(at - 1, max(-1, at - 1 - CARRY), -1), at + 1):
            if not 0 <= k < len(self.sentences):
                continue
            other = self.sentences[k]
            if abs(other.paragraph - sentence.paragraph) > 1:
                continue
            for v in reversed(self._in(other)):
                return replace(v, reason=f"{v.reason}; the quotation goes on")
        return None

    def _quoted_speaker(self, sentence: Sentence, token: Token) -> tuple[Actor, ...]:
        voices = [v for v in self._in(sentence) if v.verb]
        if voices:
            return (voices[0].actor,)
        if self._is_quoted(sentence, token) and (carried := self._carried(sentence)):
            return (carried.actor,)
        return ()

    @staticmethod
    def _is_speaker(sentence: Sentence, voice: Voice, act: Token) -> bool:
        """Whether the act stands inside the speaker's own phrase ("l'auteur de l'attaque a déclaré")."""
        span = voice.actor.span
        return span is not None and span.start <= act.start < span.end


SETTING = frozenset({"advcl", "obl", "obl:agent", "nsubj", "nsubj:pass", "advmod"})
"""How the occasion of saying hangs on it: "arriving in Ankara, he said", "Raisi said in his meeting with …"."""


def _takes(sentence: Sentence, voice: Voice, below: Token) -> bool:
    """Whether a verb of saying can have what hangs on it as what is said: a clause, an infinitive, an object."""
    if below.dep in SETTING and (below.i < voice.word or below.pos == "NOUN" or _has_mark(sentence, below)):
        return below.dep != "advcl" and "object" in voice.takes
    if not voice.takes:
        return True
    if below.dep in ("ccomp", "parataxis", "xcomp", "csubj"):
        return "clause" in voice.takes or (below.dep == "xcomp" and "infinitive" in voice.takes)
    return below.dep in ("obj", "nsubj:pass", "obl", "acl") and "object" in voice.takes


def _has_mark(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause opens with a conjunction of time or reason ("after", "lorsque"), not with "that"."""
    return any(m.lemma in slots.ADVERBIAL for m in sentence.children(clause.i, "mark", "case"))


def _quoted(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """The quoted stretches of a sentence; one that opened in an earlier sentence of the paragraph counts from its start."""
    start = text.rfind("\n", 0, sentence.start) + 1
    depth_at = 0
    made: list[tuple[int, int]] = []
    opened: int | None = None
    straight = False
    for k in range(start, sentence.end):
        c = text[k]
        opens = c in OPENING or (c == STRAIGHT and not straight)
        closes = c in CLOSING or (c == STRAIGHT and straight)
        if c == STRAIGHT:
            straight = not straight
        if opens:
            depth_at += 1
            opened = k if opened is None else opened
        elif closes and opened is not None:
            depth_at = max(0, depth_at - 1)
            if depth_at == 0:
                if k >= sentence.start:
                    made.append((max(opened, sentence.start), k))
                opened = None
    if opened is not None:
        made.append((max(opened, sentence.start), sentence.end))
    return made


def _beside(sentence: Sentence, word: int, act: Token) -> bool:
    """Whether a verb of saying stands beside the act's clause ("…, a déclaré le ministre"), not inside it."""
    verb = sentence.tokens[word]
    return (
        verb.dep in ("parataxis", "root", "ROOT", "conj")
        and any(
            c.dep in ("parataxis", "ccomp", "obj", "advcl", "dep") and _under(sentence, act, c)
            for c in sentence.children(word)
        )
    ) or verb.dep == "parataxis"


def _under(sentence: Sentence, t: Token, top: Token) -> bool:
    return t.i == top.i or any(a.i == top.i for a in sentence.ancestors(t))


def _after(sentence: Sentence, t: Token, words: tuple[str, ...]) -> bool:
    window = sentence.tokens[t.i + 1 : t.i + 7]
    k = 0
    for x in window:
        if words[k] in (x.lemma, x.text.lower()):
            k += 1
            if k == len(words):
                return True
    return False


def _noun_after(sentence: Sentence, k: int) -> Token | None:
    """The head of the noun phrase that starts at token `k`."""
    for t in sentence.tokens[k : k + 8]:
        if t.pos in ("NOUN", "PROPN", "PRON"):
            while t.dep in ("compound", "flat", "amod", "nmod:poss") and t.head > t.i:
                t = sentence.tokens[t.head]
            return t
        if t.pos in ("VERB", "PUNCT"):
            return None
    return None

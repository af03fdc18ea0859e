"""Stakes, obstacles and concerns: what somebody is said to seek, meet or fear in a relation, quoted, never a fact.

Words and slots: `lexicon/<language>/claims.toml`. A claim is about a pair of actors: its holder and the one it deals with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.coding import slots, themes
from dragoman.coding.attribution import Voice, Voices
from dragoman.coding.discourse import Discourse
from dragoman.coding.frames import Entry, Frame, split_words, table
from dragoman.coding.mentions import INTERNATIONAL
from dragoman.coding.triggers import Trigger, match
from dragoman.grammar.view import Sentence, Token
from dragoman.records import Actor, Article, Claim, Span, content_hash


@dataclass(frozen=True)
class _Rule:
    row: Mapping[str, Any]
    entry: Entry


@cache
def _rules(language: str) -> Mapping[str, tuple[_Rule, ...]]:
    made: dict[str, list[_Rule]] = {}
    for row in table(language, "claims").get("claim", ()):
        frame = Frame(
            id=f"{language}/claims/{row['id']}", event_type="", language=language,
            theme=tuple(row.get("theme", ())), not_=frozenset(row.get("not", ())),
            with_={k: tuple(v) for k, v in row.get("with", {}).items()},
        )  # fmt: skip
        for key, noun in (("verbs", False), ("nouns", True), ("adjectives", True)):
            for word in row.get(key, ()):
                words, reflexive = split_words(word, language)
                head = words[-1] if noun and language == "en" else words[0]
                rest = words[:-1] if noun and language == "en" else words[1:]
                entry = Entry(frame, (head, *rest), noun=noun, reflexive=reflexive)
                made.setdefault(head, []).append(_Rule(row, entry))
    return {k: tuple(sorted(v, key=lambda r: -r.entry.weight)) for k, v in made.items()}


def read(
    article: Article, discourse: Discourse, voices: Voices, coder: Mapping[str, str]
) -> tuple[Claim, ...]:
    """The claims of an article, in text order, at most one of a kind and holder a sentence."""
    made: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    for sentence in discourse.parse.sentences:
        if sentence.zone not in ("body", "standfirst"):
            continue
        for token in sentence.tokens:
            claim = _claim(article, sentence, token, discourse, voices, coder)
            if claim is None:
                continue
            key = (claim.kind, sentence.index, tuple((a.actor_id, a.code) for a in claim.holder))
            if key not in seen:
                seen.add(key)
                made.append(claim)
    return tuple(made)


def _claim(
    article: Article,
    sentence: Sentence,
    token: Token,
    discourse: Discourse,
    voices: Voices,
    coder: Mapping[str, str],
) -> Claim | None:
    for rule in _rules(discourse.language).get(token.lemma, ()):
        trigger = match(sentence, token, rule.entry)
        if trigger is None:
            continue
        voice = voices.of(sentence, token)
        holder = _holder(sentence, trigger, rule.row, discourse, voice)
        pair = _pair(sentence, holder, discourse, wide=bool(rule.row.get("strong")))
        known = [a for a in pair if a.code or a.actor_id]
        if len(known) < (1 if rule.row.get("strong") else 2):
            continue
        span = _passage(sentence, trigger, rule.row)
        text = span.of(article.text)
        clause = [t for t in sentence.tokens if span.start <= t.start < span.end]
        topics = tuple(t.code for t in themes.find(discourse.language, "topics", clause, sentence.tokens))
        return Claim(
            id=content_hash(article.id, rule.row["kind"], str(span.start), text),
            article_id=article.id, kind=rule.row["kind"], holder=holder, pair=pair, span=span, text=text, topics=topics,
            attribution=voice.actor if voice else None, language=discourse.language, title=article.title,
            published=article.published.isoformat() if article.published else None, outlet=article.outlet, url=article.url,
            confidence=0.6 if len(known) > 1 else 0.5, coder={**coder, "frame": rule.entry.frame.id},
            reasons={"kind": f"{trigger.token.text!r} ({rule.row['id']})", "holder": _why(holder)},
        )  # fmt: skip
    return None


def _why(holder: Sequence[Actor]) -> str:
    return holder[0].reason if holder else "no holder is told"


def _holder(
    sentence: Sentence, trigger: Trigger, row: Mapping[str, Any], discourse: Discourse, voice: Voice | None
) -> tuple[Actor, ...]:
    for slot in row.get("holder", ["subject"]):
        if slot == "speaker":
            if voice is not None:
                return (voice.actor,)
            continue
        heads = _opening(sentence) if slot == "for" else slots.fill(sentence, trigger, slot)
        for head in heads:
            actors = tuple(
                a
                for a in discourse.resolve(sentence, head)
                if a.code or a.actor_id or a.entity_name or a.sector_code
            )
            if actors:
                return actors
    return ()


def _opening(sentence: Sentence) -> list[Token]:
    """ "Pour le Mali, …", "For Moscow, …": the noun of a phrase that opens the sentence."""
    first = sentence.tokens[0] if sentence.tokens else None
    if first is None or first.lemma not in ("pour", "for"):
        return []
    for t in sentence.tokens[1:6]:
        if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "flat"):
            return [t]
    return []


def _pair(sentence: Sentence, holder: Sequence[Actor], discourse: Discourse, wide: bool) -> tuple[Actor, ...]:
    """The holder and the other side: the first other country or group of the sentence, then of the paragraph before it.

    In an article about two countries the one that is not named is meant; with `wide` the sentences of the whole article before it are searched too: telling words may stand alone.
    """
    made: list[Actor] = [a for a in holder if _side(a)][:1]
    keys = {_side(a) for a in made}
    for s in _nearby(sentence, discourse, wide):
        for t in s.tokens:
            if t.pos not in ("NOUN", "PROPN", "PRON"):
                continue
            for a in discourse.resolve(s, t):
                side = _side(a)
                if side and side not in keys:
                    keys.add(side)
                    made.append(a)
                    if len(made) == 2:
                        return tuple(made)
    # An article about two countries, or one and an alliance, speaks of them also where it names one ("Bamako espère …").
    if len(made) == 1:
        made += [a for a in discourse.about() if a.code not in keys][:1]
    return tuple(made)


def _nearby(sentence: Sentence, discourse: Discourse, wide: bool) -> Iterator[Sentence]:
    yield sentence
    before = [s for s in discourse.parse.sentences if s.index < sentence.index]
    for s in reversed(before):
        if s.paragraph == sentence.paragraph:
            yield s
    if wide:
        yield from before


def _side(a: Actor) -> str:
    return a.code if a.code not in INTERNATIONAL else a.actor_id or ""


def _passage(sentence: Sentence, trigger: Trigger, row: Mapping[str, Any]) -> Span:
    """The quoted passage: from the trigger to the end of what its slot names."""
    own = trigger.span
    for slot in row.get("passage", ["infinitive", "clause", "object"]):
        if slot == "sentence":
            return sentence.span
        heads = _passage_heads(sentence, trigger, slot)
        for head in heads:
            tree = sentence.subtree(head.i)
            # "espère ramener la paix, protéger les civils et tenir ses frontières": all that is hoped for.
            if slot in ("infinitive", "clause"):
                tree = [t for h in heads for t in sentence.subtree(h.i)]
            end = max(t.end for t in tree)
            start = min(t.start for t in tree)
            if slot == "subject":
                return (
                    Span(min(start, own.start), max(own.end, end))
                    if start < own.start
                    else Span(own.start, end)
                )
            return Span(min(own.start, start), max(own.end, end))
    return own


def _passage_heads(sentence: Sentence, trigger: Trigger, slot: str) -> list[Token]:
    token = trigger.token
    if slot == "infinitive":
        found = sentence.children(token.i, "xcomp", "acl", "advcl", "ccomp")
        return [t for t in found if t.pos in ("VERB", "AUX") and t.i > token.i]
    if slot == "clause":
        return [t for t in sentence.children(token.i, "ccomp", "xcomp", "acl") if t.i > token.i]
    return slots.fill(sentence, trigger, slot)

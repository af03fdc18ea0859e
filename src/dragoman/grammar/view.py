"""One view over both treebanks: tokens with offsets, relations under Universal Dependencies names.

The French model is trained on UD, the English one on ClearNLP labels; `grammar` turns both into the relations
below, so that no later room knows which model parsed. Relations used (`Token.dep`):

    root nsubj nsubj:pass csubj obj iobj obl obl:agent nmod nmod:poss amod nummod appos flat compound det
    case fixed mark cc conj xcomp ccomp advcl acl acl:relcl aux aux:pass cop attr advmod neg
    expl prt parataxis punct dep

A preposition hangs as `case` on its noun, the noun as `obl` on a verb or `nmod` on a noun; one without its
noun ("was called on to leave") is a `prt` of its verb. A clause behind a preposition is an `advcl` (of a
verb) or `acl` (of a noun) with the preposition as `mark`. `attr` is a predicate noun or adjective under a
copula verb that heads the clause (English); French has it as head with a `cop`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.records import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
ETRE_VERBS = frozenset(
    ["aller", "venir", "arriver", "partir", "repartir", "entrer", "rentrer", "sortir", "ressortir", "tomber", "retomber",
     "mourir", "décéder", "naître", "rester", "retourner", "revenir", "devenir", "parvenir", "intervenir", "survenir",
     "provenir", "advenir", "monter", "remonter", "descendre", "redescendre", "passer", "repasser", "accourir"]
)  # fmt: skip
"""French verbs whose compound past has être."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `i` its index in the sentence, `head` the index it hangs on (its own for the root)."""

    i: int
    text: str
    lemma: str  # lower case; "s'" is "se", a contraction its preposition ("aux" → "à")
    pos: str  # UPOS
    dep: str
    head: int
    start: int
    end: int
    morph: dict[str, str] = field(default_factory=dict)
    entity: str = ""  # the model's own hint: PER, LOC, ORG, MISC or ""

    @property
    def span(self) -> Span:
        """Offsets into `Article.text`."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence with its zone ("body", "title", "standfirst", "heading") and paragraph number."""

    index: int
    paragraph: int
    zone: str
    language: str
    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """Offsets into `Article.text`."""
        return Span(self.start, self.end)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        made: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.i:
                made[t.head].append(t.i)
        return tuple(tuple(c) for c in made)

    def children(self, i: int, *deps: str) -> list[Token]:
        """The dependents of token `i`, in order; only those with one of `deps` where given."""
        found = [self.tokens[c] for c in self._children[i]]
        return [t for t in found if t.dep in deps] if deps else found

    def head(self, t: Token) -> Token | None:
        """What `t` hangs on; None for the root."""
        return None if t.head == t.i else self.tokens[t.head]

    def ancestors(self, t: Token) -> Iterator[Token]:
        """From the head of `t` up to the root."""
        seen = {t.i}
        while t.head not in seen:
            t = self.tokens[t.head]
            seen.add(t.i)
            yield t

    def subtree(self, i: int) -> list[Token]:
        """Token `i` and everything below it, in text order."""
        found, todo = [], [i]
        while todo:
            k = todo.pop()
            found.append(k)
            todo.extend(self._children[k])
        return [self.tokens[k] for k in sorted(found)]

    def case(self, t: Token) -> str:
        """The preposition of a noun as it is cited ("de", "au sein de", "according to"); "" without one.

        One of several words is one `case` whose lemma is the whole; its other words hang on it as `fixed`.
        """
        found = [c for c in self.children(t.i, "case") if c.i < t.i]
        words: list[str] = []
        for c in found:
            words.append(c.lemma)
            if " " not in c.lemma and "'" not in c.lemma:
                words.extend(f.lemma for f in self.children(c.i, "fixed", "case", "flat"))
        return " ".join(words)

    def conjuncts(self, t: Token) -> list[Token]:
        """`t` and what is coordinated with it, in text order."""
        found, todo = [t], [t]
        while todo:
            for c in self.children(todo.pop().i, "conj"):
                if c.pos in NOMINAL or c.pos == t.pos:
                    found.append(c)
                    todo.append(c)
        return sorted(found, key=lambda c: c.i)

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb is in the passive (auxiliary or bare participle with an agent)."""
        if self.language == "fr" and self._compound_with_etre(verb):
            return False
        helpers = self.children(verb.i, "aux", "aux:pass")
        if (
            self.language == "fr"
            and any(t.lemma == "avoir" for t in helpers)
            and not any(t.dep == "aux:pass" for t in helpers)
        ):
            return False  # "ont accusé": no passive, whatever its subject is labelled
        return bool(self.children(verb.i, "aux:pass", "nsubj:pass")) or bool(
            verb.pos == "VERB"
            and verb.dep in ("acl", "amod")
            and verb.morph.get("VerbForm") == "Part"
            and verb.morph.get("Tense", "Past") == "Past"
        )

    def _compound_with_etre(self, verb: Token) -> bool:
        """ "est arrivé", "se sont retirés": the compound past of verbs that take être, which models call a passive."""
        helpers = self.children(verb.i, "aux", "aux:pass")
        if not helpers or any(t.text.lower() == "été" for t in helpers):
            return False
        return verb.lemma in ETRE_VERBS or self.is_reflexive(verb)

    def is_reflexive(self, verb: Token) -> bool:
        """Whether French "se", "s'" or an English reflexive pronoun belongs to the verb."""
        return any(
            c.lemma == "se" or c.morph.get("Reflex") == "Yes"
            for c in self.children(verb.i, "expl", "obj", "iobj", "dep")
        )


@dataclass(frozen=True)
class Parse:
    """The parsed sentences of one article, in text order, and the paragraphs passed over with a reason."""

    sentences: tuple[Sentence, ...]
    passed_over: tuple[tuple[Span, str], ...] = ()

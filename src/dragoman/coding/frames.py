"""The frames of a language, read from `lexicon/<language>/<TYPE>.toml` (format: `lexicon/README.md`).

A frame names words, their conditions, and where the sides stand. Here they become an index from the first word of
each entry (its head lemma) to the entries that start with it; `triggers` matches them in a sentence.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman import codebook
from dragoman.errors import ConfigError

NOUN_SLOTS = {
    "fr": (("par", "adj", "poss", "de"), ("contre", "de", "à")),
    "en": (("by", "adj", "poss", "of"), ("against", "on", "of", "to")),
}
LINKS = frozenset({"of", "on", "to", "in", "from", "against", "for", "with", "at", "into", "by"})
"""English prepositions after which the rest of a noun entry stands behind its head."""
KEYS = frozenset(
    [
        "id",
        "mode",
        "verbs",
        "nouns",
        "theme",
        "with",
        "not",
        "actor",
        "recipient",
        "noun_actor",
        "noun_recipient",
        "mutual",
        "mutual_if_plural",
        "needs",
        "content",
        "content_mode",
        "becomes",
        "modality",
        "dead",
        "injured",
        "arrested",
        "contexts",
        "topics",
        "weak",
        "lasting",
        "note",
    ]
)
NEEDS = frozenset({"actor", "recipient", "either", "both", "two", "none"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that mean one PLOVER type and mode, and where its sides stand (see `lexicon/README.md` for each key)."""

    id: str
    event_type: str
    language: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    with_: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_: frozenset[str] = frozenset()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    noun_actor: tuple[str, ...] = ()
    noun_recipient: tuple[str, ...] = ()
    mutual: bool = False
    mutual_if_plural: bool = False
    needs: str = "either"
    content: str | None = None
    content_mode: bool = False
    becomes: bool = False
    modality: str | None = None
    dead: str | None = None
    injured: str | None = None
    arrested: str | None = None
    contexts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    weak: bool = False
    lasting: bool = False

    @property
    def conditions(self) -> int:
        """How narrow the frame is: of two that match the same words the narrower one wins."""
        return 2 * bool(self.theme) + 2 * bool(self.with_) + bool(self.mode)


@dataclass(frozen=True, slots=True)
class Entry:
    """One word (or several) of a frame: `words[0]` is the head lemma, `reflexive` asks for French "se"."""

    frame: Frame
    words: tuple[str, ...]
    noun: bool
    reflexive: bool = False

    @property
    def weight(self) -> int:
        """More words and more conditions win."""
        return 3 * (len(self.words) - 1) + 3 * self.reflexive + self.frame.conditions


@dataclass(frozen=True, slots=True)
class Light:
    """A support verb: the event noun it carries takes the verb's slots ("apporter son soutien à")."""

    words: tuple[str, ...]
    carries: str
    actor: tuple[str, ...] | None
    recipient: tuple[str, ...] | None
    reflexive: bool = False
    modality: str | None = None
    only: frozenset[str] = frozenset()
    not_: frozenset[str] = frozenset()
    denies: bool = True


@dataclass(frozen=True)
class Lexicon:
    """All frames and support verbs of one language, indexed by head lemma."""

    language: str
    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    lights: Mapping[str, tuple[Light, ...]]
    digest: str


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _frame(row: Mapping[str, Any], event_type: str, language: str, name: str) -> Frame:
    unknown = set(row) - KEYS
    if unknown:
        raise ConfigError(
            f"{name}: unknown key {sorted(unknown)[0]!r}; the keys are in coding/lexicon/README.md"
        )
    if row.get("mode") and row["mode"] not in codebook.types()[event_type].modes:
        raise ConfigError(
            f"{name}: {event_type} has no mode {row['mode']!r}; its modes are in codebook/plover.toml"
        )
    if row.get("needs", "either") not in NEEDS:
        raise ConfigError(f"{name}: needs = {row['needs']!r} is none of {', '.join(sorted(NEEDS))}")
    noun_actor, noun_recipient = NOUN_SLOTS[language]
    return Frame(
        id=name,
        event_type=event_type,
        language=language,
        mode=row.get("mode") or None,
        verbs=_strings(row.get("verbs")),
        nouns=_strings(row.get("nouns")),
        theme=_strings(row.get("theme")),
        with_={k: _strings(v) for k, v in row.get("with", {}).items()},
        not_=frozenset(_strings(row.get("not"))),
        actor=_strings(row.get("actor", ("subject",))),
        recipient=_strings(row.get("recipient", ("object",))),
        noun_actor=_strings(row.get("noun_actor", noun_actor)),
        noun_recipient=_strings(row.get("noun_recipient", noun_recipient)),
        mutual=row.get("mutual", False),
        mutual_if_plural=row.get("mutual_if_plural", False),
        needs=row.get("needs", "either"),
        content=row.get("content"),
        content_mode=row.get("content_mode", False),
        becomes=row.get("becomes", False),
        modality=row.get("modality"),
        dead=row.get("dead"),
        injured=row.get("injured"),
        arrested=row.get("arrested"),
        contexts=_strings(row.get("contexts")),
        topics=_strings(row.get("topics")),
        weak=row.get("weak", False),
        lasting=row.get("lasting", False),
    )


ARTICLES = frozenset({"le", "la", "les", "l'", "un", "une"})
CONTRACTED = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à"}


def split_words(entry: str, language: str) -> tuple[tuple[str, ...], bool]:
    """The lemmas of an entry and whether it is pronominal: "s'entretenir" → (("entretenir",), True).

    French entries read as they are spoken: articles fall out and contractions give their preposition, so that
    "coup d'état" and "mettre fin aux hostilités" meet the lemmas of the text.
    """
    entry = entry.lower().replace("’", "'").strip()
    if language != "fr":
        return tuple(entry.replace("'", "' ").split()), False
    reflexive = False
    for mark in ("s'en ", "se ", "s'"):
        if entry.startswith(mark):
            entry, reflexive = entry[len(mark) :], True
            break
    head, *rest = entry.replace("'", "' ").split()
    return (head, *(CONTRACTED.get(w, w) for w in rest if w not in ARTICLES)), reflexive


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language. Raises ConfigError naming the frame and key that do not fit."""
    folder = files(__package__) / "lexicon" / language
    hashed = hashlib.sha256()
    frames: list[Frame] = []
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    for event_type in codebook.types():
        source = folder / f"{event_type}.toml"
        if not source.is_file():
            continue
        raw = source.read_bytes()
        hashed.update(raw)
        data = tomllib.loads(raw.decode())
        for row in data.get("frame", ()):
            frame = _frame(row, event_type, language, f"{language}/{event_type}/{row.get('id', '?')}")
            frames.append(frame)
            for word in frame.verbs:
                words, reflexive = split_words(word, language)
                verbs.setdefault(words[0], []).append(Entry(frame, words, noun=False, reflexive=reflexive))
            for word in frame.nouns:
                words, _ = split_words(word, language)
                # English compounds end in their head ("phone call"), French ones begin with it.
                # Those with a preposition ("state of emergency") begin with it in both.
                first = language == "fr" or (len(words) > 1 and words[1] in LINKS)
                head = words[0] if first else words[-1]
                rest = words[1:] if first else words[:-1]
                nouns.setdefault(head, []).append(Entry(frame, (head, *rest), noun=True))
    return Lexicon(
        language=language,
        frames=tuple(frames),
        verbs={k: tuple(sorted(v, key=lambda e: -e.weight)) for k, v in verbs.items()},
        nouns={k: tuple(sorted(v, key=lambda e: -e.weight)) for k, v in nouns.items()},
        lights=_lights(language),
        digest=hashed.hexdigest()[:12],
    )


def _lights(language: str) -> dict[str, tuple[Light, ...]]:
    made: dict[str, list[Light]] = {}
    for row in table(language, "light").get("light", ()):
        for verb in _strings(row["verbs"]):
            words, reflexive = split_words(verb, language)
            light = Light(
                words=words,
                carries=row.get("carries", "object"),
                actor=_strings(row["actor"]) if "actor" in row else None,
                recipient=_strings(row["recipient"]) if "recipient" in row else None,
                reflexive=reflexive,
                modality=row.get("modality"),
                only=frozenset(_strings(row.get("only"))),
                not_=frozenset(_strings(row.get("not"))),
                denies=row.get("denies", True),
            )
            made.setdefault(words[0], []).append(light)
    return {k: tuple(v) for k, v in made.items()}


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """One of a language's other data files (`light`, `certainty`, `attribution`, `claims`, `contexts`, `topics`)."""
    source = files(__package__) / "lexicon" / language / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}

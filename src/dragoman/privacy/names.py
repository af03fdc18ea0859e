"""Names of private persons in a text: runs of capitalised words that begin like a person's name and that nobody known bears."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.knowledge import Actors
from dragoman.records import Span

_PARTICLES = r"ag|ould|ben|bin|al|el|de|du|da|van|von|der|ibn|bint|wa|ap"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'\-]*\w|[A-ZÀ-ÖØ-Þ]\."
_RUN = re.compile(
    rf"\b(?:{_CAPITAL})(?:[ \u00a0\u202f](?:(?:{_PARTICLES})[ \u00a0\u202f])?(?:{_CAPITAL})){{0,4}}(?!\w)"
)


@cache
def settings() -> Mapping[str, Any]:
    """The file `roles.toml`."""
    return tomllib.loads((files(__package__) / "roles.toml").read_text(encoding="utf-8"))


def folded(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


@cache
def _actors() -> Actors:
    return Actors()


@cache
def given_names() -> frozenset[str]:
    """Given names: of the persons of the knowledge tables, and those listed beside them."""
    made = set(settings()["given"].split())
    for surface, _, kind, _ in _actors().names():
        words = surface.split()
        if kind == "person" and len(words) > 1:
            made.add(folded(words[0]))
    return frozenset(made - set(settings()["no_given"].split()))


@cache
def known(name: str) -> bool:
    """Whether the knowledge tables have somebody, or something, of that whole name."""
    return bool(_actors().find(name))


def organisation(name: str) -> bool:
    """Whether a name has a word that organisations bear and persons don't."""
    return any(folded(w).startswith(tuple(settings()["organisation"])) for w in re.findall(r"\w+", name))


def looks_personal(name: str) -> bool:
    """Whether a name is built like a person's: a given name and another word, or a title before it; no organisation."""
    bare = untitled(name)
    words = bare.split()
    if not words or organisation(bare) or not all(_named(w) for w in words):
        return False
    if bare != name.strip():
        return True
    return len(words) > 1 and folded(words[0]).split("-")[0] in given_names()


def untitled(name: str) -> str:
    """A name without the titles before it."""
    made = name.strip()
    titles = sorted(settings()["titles"], key=len, reverse=True)
    while title := next(
        (t for t in titles if made.startswith(f"{t} ") or made.startswith(f"{t}\u00a0")), None
    ):
        made = made[len(title) :].strip()
    return made


def private_names(text: str) -> list[str]:
    """The names of private persons that a text has, each once, in its order.

    Those whom we know stay out, and those whom the text gives an office: "le maire Awa Touré", "Awa Touré, ministre".
    """
    found: dict[str, None] = {}
    officials: set[str] = set()
    for match in _RUN.finditer(text):
        words = match.group().split()
        # A sentence begins with a capital too: "Hier Moussa Diarra", "Selon Awa Touré".
        for start in range(len(words) - 1):
            name = " ".join(words[start:])
            if looks_personal(name):
                if not known(untitled(name)):
                    found.setdefault(untitled(name))
                    if _in_office(text, match.end() - len(name), match.end()):
                        officials.add(untitled(name))
                break
    return [name for name in found if name not in officials]


def _in_office(text: str, start: int, end: int) -> bool:
    """Whether the words before or after a name, in its sentence, are an office or a place in an organisation."""
    # "soldats, Awa Touré": a comma may part two persons, and a name too many masked does less harm than one too few.
    near = re.split(r"[.!?,;:\n]\s", text[max(0, start - 80) : start])[-1]
    before = re.findall(r"[\w’'\-]+", near)
    after = re.match(r"\s*,\s*([^.!?\n]{3,80})", text[end : end + 90])
    following = re.findall(r"[\w’'\-]+", after.group(1)) if after else []
    phrases = [before[-n:] for n in range(1, 4)] + [following[:n] for n in range(1, 5)]
    return any(_office(" ".join(words)) for words in phrases if words)


@cache
def _office(phrase: str) -> bool:
    return any(
        match.kind in ("office", "role") and match.actor.sector_code not in ("", *settings()["roles"])
        for match in _actors().find(phrase)
    )


def spans(text: str, names: Iterable[str]) -> list[Span]:
    """Where names stand in a text: whole, or the last word alone after a title or by itself."""
    wanted: dict[str, None] = {}
    for name in names:
        wanted.setdefault(name)
        words = name.split()
        if len(words) > 1 and len(words[-1]) > 2 and not known(words[-1]):
            wanted.setdefault(words[-1])
    found: list[Span] = []
    for name in sorted(wanted, key=len, reverse=True):
        pattern = r"[\s\u00a0]+".join(re.escape(w) for w in name.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return sorted(found)


def _named(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _PARTICLES.split("|")

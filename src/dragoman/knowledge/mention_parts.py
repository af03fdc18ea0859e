"""What a mention is cut into: known stretches (`Part`), content in text order (`Item`), and the whole (`Reading`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.knowledge.actor_tables import Entry
from dragoman.knowledge.mention import Token


class Part(NamedTuple):
    """A known stretch of the mention: its entries, the tokens `[start, end)`, and how it hangs on what stands before."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    relation: str  # "", of, at, by


class Item(NamedTuple):
    """Something that carries content, in text order: `what` is role, owner, person, name (an unknown capitalised
    run), word (an unknown word in small letters) or portfolio."""

    what: str
    start: int
    end: int
    relation: str


@dataclass(slots=True)
class Reading:
    """What stands in a mention. `roles` come with the head first; `owners` in text order.

    `people` are names of known persons in head position, `person_owners` those that something else belongs to
    ("Trump's allies"). `head_unknown`: the noun that the phrase is about is none we know ("la crise malienne").
    """

    mention: str
    language: str
    tokens: list[Token]
    roles: list[Part] = field(default_factory=list)
    owners: list[Part] = field(default_factory=list)
    people: list[Part] = field(default_factory=list)
    person_owners: list[Part] = field(default_factory=list)
    portfolios: list[Part] = field(default_factory=list)
    strangers: list[Item] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)
    items: list[Item] = field(default_factory=list)
    head_unknown: bool = False
    commas: list[int] = field(default_factory=list)  # the tokens that a comma stands before

    def text(self, start: int, end: int) -> str:
        """The words of a stretch as they were written."""
        return self.mention[self.tokens[start].start : self.tokens[end - 1].end]

"""Which sentences are worth a parse: a possible trigger word in them, and something that may be an actor."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Gate:
    """Passes every sentence that could tell an event, and few others.

    `triggers`: language → the word forms or stems of the lexicon, lower case; a word passes when it begins
    with one of them. `may_be_actor`: (sentence, language) → whether a name, a role, a demonym or a pronoun
    that could stand for an actor is in it; None asks for no actor.
    """

    triggers: Mapping[str, Collection[str]]
    may_be_actor: Callable[[str, str], bool] | None = None
    _patterns: dict[str, re.Pattern[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        made = {language: stem_pattern(stems) for language, stems in self.triggers.items()}
        object.__setattr__(self, "_patterns", made)

    def worth(self, text: str, language: str) -> tuple[bool, str]:
        """Whether to parse the sentence, and why or why not."""
        pattern = self._patterns.get(language)
        if pattern is None:
            return True, f"no trigger list for {language}: everything is parsed"
        found = pattern.search(text)
        if found is None:
            return False, "no word of the lexicon in it"
        if self.may_be_actor is not None and not self.may_be_actor(text, language):
            return False, f"“{found.group()}”, but nothing that may be an actor"
        return True, f"“{found.group()}”"


def stem_pattern(stems: Collection[str]) -> re.Pattern[str]:
    """One pattern for all stems, at the beginning of words, without regard to case; none matches nothing."""
    if not stems:
        return re.compile(r"(?!)")
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for stem in sorted(stems):
        node = trie
        for letter in stem.casefold():
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(r"\b" + _branch(trie), re.IGNORECASE)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    # What ends here matches whatever follows, so longer stems below it need not be tried.
    if "" in node:
        return ""
    branches = [re.escape(letter) + _branch(below) for letter, below in node.items()]
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"

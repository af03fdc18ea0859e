"""People told by a count alone: "40 autres", "dozens of others"."""

from __future__ import annotations

from dragoman.knowledge.actor_tables import ActorTables, Entry
from dragoman.knowledge.mention_parts import Item, Part, Reading

_REST = frozenset({"autres", "others"})
_UNCOUNTED = _REST | {
    "the",
    "les",
    "these",
    "those",
    "ces",
    "all",
    "any",
    "no",
    "tous",
    "toutes",
    "nos",
    "mes",
    "our",
    "my",
}


def counted_rest(reading: Reading, tables: ActorTables) -> list[Part]:
    """ "40 autres", "dozens of others": people told by a count alone; "les autres" could be anything told before."""
    words = [t.text for t in reading.tokens]
    counted = any(w.isdigit() or (w not in _UNCOUNTED and _is_count(w, tables)) for w in words)
    if not words or words[-1] not in _REST or not counted:
        return []
    end = len(words)
    entry = Entry("role", "others", reading.language, words[-1])
    reading.items.append(Item("role", end - 1, end, ""))
    return [Part((entry,), end - 1, end, "")]


def _is_count(word: str, tables: ActorTables) -> bool:
    return any(e.type == "word" and e.id == "det" for e in tables.entries(word))

"""A parse while it is being turned into the view's relations: its words can be changed and hung anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PARTICIPLE = re.compile("[éiuûts]e?s?$")  # how French past participles end
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})


@dataclass(slots=True)
class Node:
    """One word of a tree under work; the fields are those of `view.Token`."""

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    morph: dict[str, str] = field(default_factory=dict)
    entity: str = ""
    tag: str = ""

    @property
    def low(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")


class Tree:
    """The nodes of one sentence."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, i: int) -> Node:
        return self.nodes[i]

    def children(self, i: int, *deps: str) -> list[Node]:
        """The dependents of node `i`, in order; only those with one of `deps` where given."""
        return [n for n in self.nodes if n.head == i != n.i and (not deps or n.dep in deps)]

    def head(self, node: Node) -> Node | None:
        """What `node` hangs on; None for the root."""
        return None if node.head == node.i else self.nodes[node.head]

    def ancestors(self, node: Node) -> Iterator[Node]:
        """From the head of `node` up to the root."""
        seen = {node.i}
        while node.head not in seen:
            node = self.nodes[node.head]
            seen.add(node.i)
            yield node

    def phrase_head(self, node: Node) -> Node:
        """The head of the noun phrase in which `node` is a part of the name or an adjective."""
        at = node
        while at.dep in ("flat", "compound", "amod", "nummod") and self.nodes[at.head].i < node.i:
            at = self.nodes[at.head]
        return at

    def name_start(self, node: Node) -> Node:
        """The first word of the name or noun that `node` heads, its compounds and adjectives before it included."""
        left = [n for n in self.children(node.i, "compound", "amod", "flat") if n.i < node.i]
        return left[0] if left else node

    def first(self, node: Node) -> Node:
        """The first word of what hangs on `node`, punctuation apart."""
        return next((n for n in self.subtree(node.i) if n.dep != "punct"), node)

    def below(self, node: Node, i: int) -> bool:
        """Whether `node` is `i` or hangs somewhere below it."""
        seen = set()
        at = node
        while at.i not in seen:
            if at.i == i:
                return True
            seen.add(at.i)
            at = self.nodes[at.head]
        return False

    def subtree(self, i: int) -> list[Node]:
        """Node `i` and everything below it, in text order."""
        return [n for n in self.nodes if self.below(n, i)]

    def attach(self, node: Node, head: int, dep: str) -> bool:
        """Hangs `node` on `head` as `dep`; refuses what would close a circle."""
        if head == node.i or self.below(self.nodes[head], node.i):
            return False
        node.head, node.dep = head, dep
        return True

    def untie(self) -> int:
        """Hangs every circle on the root, so that the words are a tree; says how many there were."""
        root = next((n for n in self.nodes if n.head == n.i), None)
        count = 0
        for node in self.nodes:
            at, seen = node, set()
            while at.head != at.i and at.i not in seen:
                seen.add(at.i)
                at = self.nodes[at.head]
            if at.head != at.i:
                at.head, at.dep = (at.i, "root") if root is None else (root.i, "dep")
                root = root or at
                count += 1
        return count

    def reroot(self, node: Node, old: Node) -> None:
        """Puts `node` where its ancestor `old` was and hangs `old` on it."""
        head, dep = old.head, old.dep
        node.head, node.dep = (node.i, "root") if head == old.i else (head, dep)
        old.head = node.i

    def make_root(self, node: Node, old: Node, dep: str) -> bool:
        """Makes `node`, somewhere below the root `old`, the root, and hangs `old` on it as `dep`."""
        if old.head != old.i or node.i == old.i:
            return False
        node.head, node.dep = node.i, "root"
        old.head, old.dep = node.i, dep
        return True

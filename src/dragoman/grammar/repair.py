"""Frequent parser faults, mended on the unified trees (counts: `docs/decisions/grammar.md`)."""

from __future__ import annotations

from dragoman.grammar.tree import Tree


def repair(tree: Tree, language: str) -> None:
    """Mends the tree in place."""

"""What the heads tell apart, in the order of their outputs."""

from __future__ import annotations

from dragoman import codebook
from dragoman.records import MODALITIES

TYPES: tuple[str, ...] = tuple(codebook.types())
ROLES = ("actor", "recipient", "place", "date", "attribution")
MODES: tuple[tuple[str, str], ...] = tuple((t, m) for t in TYPES for m in codebook.types()[t].modes)
OUTSIDE = 0
"""Trigger tags: 0 outside, 1 + 2 k begins type k, 2 + 2 k goes on. Roles: 0 outside, 1 begins, 2 goes on."""
TAGS = 1 + 2 * len(TYPES)
NEAREST = (-32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 17, 33)
"""Lower bounds of the classes of distance (in words) from trigger to word; the first takes all below."""

__all__ = ["MODALITIES", "MODES", "NEAREST", "OUTSIDE", "ROLES", "TAGS", "TYPES"]

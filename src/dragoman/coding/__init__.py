"""Parse → Events and Claims: mentions, frames, arguments, certainty, attribution, time, place, casualties."""

from dragoman.coding.coder import Coder, Explained

__all__ = ["Coder", "Explained"]

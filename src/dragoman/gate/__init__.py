"""What of an article is its news: zones (title, headings, boilerplate), language, sentences worth a parse."""

from dragoman.gate.language import language_of
from dragoman.gate.worth import Gate
from dragoman.gate.zones import Zone, zones

__all__ = ["Gate", "Zone", "language_of", "zones"]

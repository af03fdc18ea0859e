"""A learned reader beside the frames: triggers, sides, type and certainty of acts, each with a probability.

`Judge.load()`, then `read` sentences, `score` what others read in them, or ask for the `relation` of two sides. It knows
no frames and no store. `docs/judge.md` says how good it is, `training/judge/CARD.md` what it was made from.
"""

from dragoman.judging.judge import NO_ACT, Judge, where
from dragoman.judging.marks import Candidate, Mark, Marks, Side

__all__ = ["NO_ACT", "Candidate", "Judge", "Mark", "Marks", "Side", "where"]

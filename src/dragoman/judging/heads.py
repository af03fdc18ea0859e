"""The heads. What is linear in the encoder's vectors is done in the encoder's own graph, the small rest here in numpy.

`einsum` and not `@`: a BLAS would start threads for matrices as small as these (measured: a sentence took 24 ms of
processor time instead of 6). `training/judge/network.py` has the same arithmetic in torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.judging import labels
from dragoman.judging.words import Vectors

INNER = (
    "role_trigger role_word role_left role_right sure_trigger sure_whole near_source near_target near_word"
).split()
"""The projections of a vector that the graph gives behind its tags, each as wide as the heads are; modes come last."""


def softmax(x: Vectors, axis: int = -1) -> Vectors:
    """Shares along an axis."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    made: Vectors = e / e.sum(axis=axis, keepdims=True)
    return made


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights that are not in the graph, by name (`role_out.weight`, `pair_in.bias`, …), in float32."""

    weights: Mapping[str, Vectors]

    def part(self, name: str, projected: Vectors) -> Vectors:
        """One projection of what the graph gives for pieces or words: `tag`, one of `INNER`, or `mode`."""
        wide = self.weights["role_out.weight"].shape[1]
        first = labels.TAGS + len(INNER) * wide
        if name == "tag":
            return projected[..., : labels.TAGS]
        if name == "mode":
            return projected[..., first : first + len(labels.MODES)]
        at = labels.TAGS + INNER.index(name) * wide
        return projected[..., at : at + wide]

    def _linear(self, name: str, x: Vectors) -> Vectors:
        made: Vectors = np.einsum("...i,oi->...o", x, self.weights[f"{name}.weight"])
        return made + self.weights[f"{name}.bias"]

    def tags(self, projected: Vectors) -> Vectors:
        """Probabilities [words, tags]."""
        return softmax(self.part("tag", projected))

    def roles(self, projected: Vectors, run: slice, kind: int) -> Vectors:
        """Probabilities [words, roles, 3] (outside, begins, goes on) for the trigger in `run` as an act of type `kind`."""
        trigger = projected[run].mean(axis=0)
        x = self.part("role_trigger", trigger) + self.part("role_word", projected)
        x = x + self.part("role_left", trigger) * self.part("role_right", projected)
        x = (
            x
            + self.weights["role_type.weight"][kind]
            + self.weights["role_far.weight"][_far(run, len(projected))]
        )
        out = self._linear("role_out", np.maximum(x, 0))
        return softmax(out.reshape(len(projected), len(labels.ROLES), 3))

    def certainty(self, projected: Vectors, run: slice, whole: Vectors) -> tuple[Vectors, float]:
        """The six modalities of the act told in `run`, and the probability of background."""
        x = self.part("sure_trigger", projected[run].mean(axis=0)) + self.part("sure_whole", whole)
        out = self._linear("sure_out", np.maximum(x, 0))
        return softmax(out[:-1]), float(1 / (1 + np.exp(-out[-1])))

    def modes(self, projected: Vectors, run: slice, kind: str) -> tuple[str | None, float]:
        """The likeliest mode of a type, and its share among that type's modes."""
        own = [k for k, (t, _) in enumerate(labels.MODES) if t == kind]
        if not own:
            return None, 0.0
        shares = softmax(self.part("mode", projected[run].mean(axis=0))[own])
        best = int(shares.argmax())
        return labels.MODES[own[best]][1], float(shares[best])

    def pair(
        self, vectors: Vectors, projected: Vectors, whole: Vectors, source: slice | None, target: slice | None
    ) -> Vectors:
        """Probabilities of the sixteen types, then of none, between two runs of words (None: not in the sentence).

        Twice the two sides look for the words that tell what is between them.
        """
        nothing = np.zeros_like(whole)
        first, second = (vectors[s].mean(axis=0) if s else nothing for s in (source, target))
        x = self.part("near_word", projected) + self.weights["near_side.bias"]
        for name, side in (("near_source", source), ("near_target", target)):
            if side:
                x = x + self.part(name, projected[side].mean(axis=0))
        share = softmax(self._linear("near_out", np.maximum(x, 0)), axis=0)
        found = np.einsum("wk,wd->kd", share, vectors).reshape(-1)
        x = np.concatenate([first, second, first * second, whole, found])
        return softmax(self._linear("pair_out", np.maximum(self._linear("pair_in", x), 0)))


def _far(run: slice, words: int) -> NDArray[np.int64]:
    """The class of each word's distance from the trigger."""
    at = np.arange(words)
    gap = np.where(at < run.start, at - run.start, np.where(at >= run.stop, at - run.stop + 1, 0))
    found: NDArray[np.int64] = np.searchsorted(np.array(labels.NEAREST), gap, side="right") - 1
    return found.clip(min=0)

"""The heads in numpy: small matrices over the encoder's vectors. `training/judge/network.py` has the same in torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.judging import labels
from dragoman.judging.marks import softmax
from dragoman.judging.words import Vectors


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights by name (`tag.weight`, `role_out.bias`, …), in float32."""

    weights: Mapping[str, Vectors]

    def _linear(self, name: str, x: Vectors) -> Vectors:
        made: Vectors = x @ self.weights[f"{name}.weight"].T
        bias = self.weights.get(f"{name}.bias")
        return made if bias is None else made + bias

    def tags(self, words: Vectors) -> Vectors:
        """Probabilities [words, tags]."""
        return softmax(self._linear("tag", words))

    def roles(self, words: Vectors, run: slice, kind: int) -> Vectors:
        """Probabilities [words, roles, 3] (outside, begins, goes on) for the trigger in `run` as an act of type `kind`."""
        trigger = words[run].mean(axis=0)
        x = self._linear("role_trigger", trigger) + self._linear("role_word", words)
        x = x + self._linear("role_left", trigger) * self._linear("role_right", words)
        x = (
            x
            + self.weights["role_type.weight"][kind]
            + self.weights["role_far.weight"][_far(run, len(words))]
        )
        out = self._linear("role_out", np.maximum(x, 0))
        return softmax(out.reshape(len(words), len(labels.ROLES), 3))

    def certainty(self, trigger: Vectors, whole: Vectors) -> tuple[Vectors, float]:
        """The six modalities, and the probability of background."""
        x = np.maximum(self._linear("sure_in", np.concatenate([trigger, whole])), 0)
        out = self._linear("sure_out", x)
        return softmax(out[:-1]), float(1 / (1 + np.exp(-out[-1])))

    def modes(self, trigger: Vectors, kind: str) -> tuple[str | None, float]:
        """The likeliest mode of a type, and its share among that type's modes."""
        own = [k for k, (t, _) in enumerate(labels.MODES) if t == kind]
        if not own:
            return None, 0.0
        shares = softmax(self._linear("mode", trigger)[own])
        best = int(shares.argmax())
        return labels.MODES[own[best]][1], float(shares[best])

    def pair(self, source: Vectors, target: Vectors, whole: Vectors, words: Vectors) -> Vectors:
        """Probabilities of the sixteen types, then of none. Twice the two sides look for the words that tell it."""
        sides = np.concatenate([source, target])
        x = np.maximum(self._linear("near_side", sides) + self._linear("near_word", words), 0)
        found = (softmax(self._linear("near_out", x).T) @ words).reshape(-1)
        x = np.concatenate([sides, source * target, whole, found])
        return softmax(self._linear("pair_out", np.maximum(self._linear("pair_in", x), 0)))


def _far(run: slice, words: int) -> NDArray[np.int64]:
    """The class of each word's distance from the trigger."""
    at = np.arange(words)
    gap = np.where(at < run.start, at - run.start, np.where(at >= run.stop, at - run.stop + 1, 0))
    found: NDArray[np.int64] = np.searchsorted(np.array(labels.NEAREST), gap, side="right") - 1
    return found.clip(min=0)

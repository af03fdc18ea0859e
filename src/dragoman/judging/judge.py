"""The judge: one pass of a small multilingual encoder over a sentence, and what its heads read from it.

A sentence is read alone, never in a batch: in 8 bits the same sentence alone and beside others would differ (by 3 %
where batches were measured), and without padding one at a time is the faster way too. One thread, so that a result is
the same on any machine load and with any number of workers.
"""

from __future__ import annotations

import base64
import io
import json
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dragoman.errors import ModelError
from dragoman.judging import labels, reading
from dragoman.judging.heads import Heads
from dragoman.judging.marks import Candidate, Mark, Marks
from dragoman.judging.words import cut
from dragoman.records import Span

FORM = 1
"""The form of the file; a judge of another form was made by another version of dragoman."""
VARIABLE = "DRAGOMAN_JUDGE"
NO_ACT = "none"


def where(path: str | Path | None = None) -> Path:
    """The file named, else that of DRAGOMAN_JUDGE, else the one in the package; it need not be there."""
    named = path or os.environ.get(VARIABLE)
    return Path(named) if named else Path(str(files(__package__) / "judge.onnx"))


class Judge:
    """Reads sentences, scores acts that others read, and names the type between two given sides."""

    def __init__(self, session: Any, tokenizer: Tokenizer, heads: Heads, about: Mapping[str, Any]) -> None:
        self._session, self._tokenizer, self._heads = session, tokenizer, heads
        self.about = about

    @classmethod
    def load(cls, path: str | Path | None = None) -> Judge:
        """The judge of a file (default: `where()`). Raises ModelError where there is none or it is not one of ours."""
        file = where(path)
        if not file.is_file():
            raise ModelError(
                f"There is no judge at {file}, so only the frames can read; put judge.onnx there or name its place in {VARIABLE}."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
            kept = session.get_modelmeta().custom_metadata_map
            about = json.loads(kept["about"])
            if about["form"] != FORM or about["types"] != list(labels.TYPES):
                raise ValueError("it was made for another version of dragoman")
            tokenizer = Tokenizer.from_str(zlib.decompress(base64.b64decode(kept["tokenizer"])).decode())
            with np.load(io.BytesIO(base64.b64decode(kept["heads"]))) as stored:
                heads = Heads({n: stored[n].astype(np.float32) for n in stored.files})
        except Exception as fault:  # onnxruntime raises classes of its own, none of them public
            raise ModelError(
                f"{file} is no judge that this version reads ({str(fault).splitlines()[0]}); take the file that came with this dragoman."
            ) from fault
        return cls(session, tokenizer, heads, about)

    @property
    def version(self) -> str:
        """What names this judge in a record's `coder`."""
        return str(self.about["version"])

    def read(self, sentences: Iterable[str]) -> list[Marks]:
        """The acts of each sentence, in the order of their words. An empty sentence has none."""
        return [self._read(s) for s in sentences]

    def score(self, marks: Marks, candidates: Sequence[Candidate]) -> list[float]:
        """How likely each candidate is right in type and both sides; `marks` is what `read` gave for its sentence."""
        weights = self.about["score"]
        return [reading.probability(marks, c, self._heads, weights) for c in candidates]

    def types(self, marks: Marks, span: Span) -> dict[str, float]:
        """How likely the words of `span` tell an act of each type; what is missing to 1 is none."""
        return reading.types(marks, span)

    def mark(self, marks: Marks, event_type: str, span: Span) -> Mark | None:
        """What the heads say of `span` as an act of this type, found by `read` or not; None for a sentence without words."""
        return reading.mark(marks, labels.TYPES.index(event_type), span, self._heads)

    def relation(self, sentence: str, source: Span | None, target: Span | None) -> dict[str, float]:
        """The probability of each type of act from `source` to `target`, and of `none`; they sum to 1.

        A side that the sentence does not tell ("a recipient") is None.
        """
        return self.between(self._read(sentence), source, target)

    def between(self, marks: Marks, source: Span | None, target: Span | None) -> dict[str, float]:
        """As `relation`, in a sentence that was read already."""
        if not marks.pieces.words:
            return {**dict.fromkeys(labels.TYPES, 0.0), NO_ACT: 1.0}
        first, second = (marks.pieces.covered(s) if s else None for s in (source, target))
        shares = self._heads.pair(marks.vectors, marks.projected, marks.whole, first, second)
        shares = reading.agreed(shares, marks, first, second, self._heads)
        return dict(zip((*labels.TYPES, NO_ACT), (float(s) for s in shares), strict=True))

    def _read(self, sentence: str) -> Marks:
        made = cut(self._tokenizer, sentence)
        if not made.words:
            empty = np.zeros((0, 1), np.float32)
            return Marks(sentence, (), made, empty, empty, empty, empty, empty)
        vectors, projected = self._session.run(["vectors", "projected"], {"pieces": made.pieces})
        words = made.pooled(projected)
        tags = self._heads.tags(words)
        found = reading.marks(made, words, projected[0], tags, self._heads)
        return Marks(sentence, found, made, made.pooled(vectors), words, vectors[0], tags, projected[0])

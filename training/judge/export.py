"""The encoder as an ONNX graph, quantised to 8 bits: written operator by operator, so that nothing depends on an exporter.

In: `pieces` [length] of one sentence. Out: `vectors` [length, width] and `projected`,
what `dragoman.judging.heads` begins with. The operators are onnxruntime's fused ones; matrices are
8 bits by column, activations are quantised as they come, vectors of pieces are 8 bits with a scale a row.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

MICROSOFT = "com.microsoft"
LINEAR = "linear"
"""The heads' own matrix stays in 32 bits: it is small, and what it gives is read as it is."""
POSITIONS = 256
"""Pieces of a sentence that are read; the longest of 45,000 news sentences has fewer but for 1 in 5,000."""


def graph(
    weights: Mapping[str, np.ndarray],
    projection: tuple[np.ndarray, np.ndarray],
    layers: int,
    heads: int,
    epsilon: float = 1e-12,
) -> onnx.ModelProto:
    """The encoder with full matrices, and the heads' linear part behind it; the vectors of pieces are 8 bits already."""
    nodes: list[onnx.NodeProto] = []
    tensors: list[onnx.TensorProto] = []

    def keep(name: str, value: np.ndarray) -> str:
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, name=outputs[0], **attributes))
        return outputs[0]

    word = weights["emb.word"]
    scale = np.abs(word).max(axis=1, keepdims=True) / 127 + 1e-12
    keep("word", np.round(word / scale).astype(np.int8))
    keep("word.scale", scale.astype(np.float32))
    keep("place", (weights["emb.pos"][:POSITIONS] + weights["emb.type"][0])[None].astype(np.float32))
    keep("one", np.array([1], np.int64))
    keep("zero", np.array([0], np.int64))
    row = node("Unsqueeze", ["pieces", "zero"], ["batch"])
    bytes_ = node("Gather", ["word", row], ["word.bytes"])
    floats = node("Cast", [bytes_], ["word.floats"], to=TensorProto.FLOAT)
    scales = node("Gather", ["word.scale", row], ["word.scales"])
    words = node("Mul", [floats, scales], ["words"])
    length = node("Shape", ["pieces"], ["length"])
    placed = node("Slice", ["place", "zero", length, "one"], ["placed"])
    x = node(
        "SkipLayerNormalization",
        [words, placed, keep("emb.ln.w", weights["emb.ln.w"]), keep("emb.ln.b", weights["emb.ln.b"])],
        ["x"], MICROSOFT, epsilon=epsilon,
    )  # fmt: skip
    for i in range(layers):
        p = f"l{i}."
        packed = np.concatenate([weights[f"{p}{m}.w"].T for m in "qkv"], axis=1)
        biases = np.concatenate([weights[f"{p}{m}.b"] for m in "qkv"])
        mixed = node(
            "Attention", [x, keep(p + "qkv", packed), keep(p + "qkv.b", biases)], [p + "mixed"], MICROSOFT, num_heads=heads
        )  # fmt: skip
        out = node("MatMul", [mixed, keep(p + "ao", weights[p + "ao.w"].T)], [p + "out"])
        x = node(
            "SkipLayerNormalization",
            [out, x, *(keep(p + n, weights[p + n]) for n in ("aln.w", "aln.b", "ao.b"))],
            [p + "x"], MICROSOFT, epsilon=epsilon,
        )  # fmt: skip
        inner = node("MatMul", [x, keep(p + "fi", weights[p + "fi.w"].T)], [p + "inner"])
        bent = node("BiasGelu", [inner, keep(p + "fi.b", weights[p + "fi.b"])], [p + "bent"], MICROSOFT)
        back = node("MatMul", [bent, keep(p + "fo", weights[p + "fo.w"].T)], [p + "back"])
        x = node(
            "SkipLayerNormalization",
            [back, x, *(keep(p + n, weights[p + n]) for n in ("oln.w", "oln.b", "fo.b"))],
            [p + "y"], MICROSOFT, epsilon=epsilon,
        )  # fmt: skip
    node("Squeeze", [x, "zero"], ["vectors"])
    node("MatMul", ["vectors", keep("heads", projection[0])], [LINEAR])
    node("Add", [LINEAR, keep("heads.b", projection[1])], ["projected"])
    made = helper.make_graph(
        nodes,
        "judge",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["length"])],
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["length", word.shape[1]]),
            helper.make_tensor_value_info("projected", TensorProto.FLOAT, ["length", len(projection[1])]),
        ],
        tensors,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def quantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """Its matrices in 8 bits."""
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        onnx.save(model, full)
        quantize_dynamic(
            full, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Attention"],
            nodes_to_exclude=[LINEAR],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
        return onnx.load(small)

"""The encoder and its heads in torch. The heads' arithmetic is that of `dragoman.judging.heads`, weight by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from examples import NONE, Example
from torch import Tensor, nn
from torch.nn import functional

from dragoman.judging import labels

INNER = 192


class Layer(nn.Module):
    """One layer of BERT, normalised after each half."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, epsilon: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.ao = nn.Linear(width, width)
        self.aln = nn.LayerNorm(width, eps=epsilon)
        self.fi = nn.Linear(width, inner)
        self.fo = nn.Linear(inner, width)
        self.oln = nn.LayerNorm(width, eps=epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` [batch, 1, 1, length] is true where there is a piece."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        drop = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop)
        out = self.ao(mixed.transpose(1, 2).reshape(b, n, d))
        x = self.aln(x + functional.dropout(out, drop, self.training))
        return self.oln(x + functional.dropout(self.fo(functional.gelu(self.fi(x))), drop, self.training))


class Encoder(nn.Module):
    """The first or chosen layers of multilingual-e5-small over a pruned vocabulary."""

    def __init__(
        self, tensors: dict[str, np.ndarray], rows: np.ndarray, keep: Sequence[int], dropout: float
    ) -> None:
        super().__init__()
        width, inner = rows.shape[1], tensors["l0.fi.w"].shape[0]
        self.word = nn.Embedding.from_pretrained(torch.tensor(rows), freeze=True)
        self.place = nn.Parameter(torch.tensor(tensors["emb.pos"] + tensors["emb.type"][0])[:256].clone())
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 12, inner, dropout, 1e-12) for _ in keep)
        with torch.no_grad():
            self.norm.weight.copy_(torch.tensor(tensors["emb.ln.w"]))
            self.norm.bias.copy_(torch.tensor(tensors["emb.ln.b"]))
            for layer, i in zip(self.layers, keep, strict=True):
                of = {
                    n.split(".", 1)[1]: torch.tensor(t) for n, t in tensors.items() if n.startswith(f"l{i}.")
                }
                layer.qkv.weight.copy_(torch.cat([of["q.w"], of["k.w"], of["v.w"]]))
                layer.qkv.bias.copy_(torch.cat([of["q.b"], of["k.b"], of["v.b"]]))
                for name in ("ao", "fi", "fo", "aln", "oln"):
                    getattr(layer, name).weight.copy_(of[f"{name}.w"])
                    getattr(layer, name).bias.copy_(of[f"{name}.b"])

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Vectors of pieces [batch, length, width]."""
        x = self.norm(self.word(pieces) + self.place[: pieces.shape[1]])
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def tensors(self) -> dict[str, np.ndarray]:
        """The weights under the names that `export.graph` reads."""
        made = {
            "emb.word": self.word.weight, "emb.pos": self.place, "emb.type": torch.zeros(1, self.word.embedding_dim),
            "emb.ln.w": self.norm.weight, "emb.ln.b": self.norm.bias,
        }  # fmt: skip
        for i, layer in enumerate(self.layers):
            for m, w, b in zip("qkv", layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True):
                made |= {f"l{i}.{m}.w": w, f"l{i}.{m}.b": b}
            for name in ("ao", "fi", "fo", "aln", "oln"):
                made |= {
                    f"l{i}.{name}.w": getattr(layer, name).weight,
                    f"l{i}.{name}.b": getattr(layer, name).bias,
                }
        return {n: t.detach().float().numpy() for n, t in made.items()}


class Heads(nn.Module):
    """Trigger tags of words; roles, modality and mode of a trigger; the type between two sides."""

    def __init__(self, width: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.tag = nn.Linear(width, labels.TAGS)
        self.role_trigger = nn.Linear(width, INNER)
        self.role_word = nn.Linear(width, INNER, bias=False)
        self.role_left = nn.Linear(width, INNER, bias=False)
        self.role_right = nn.Linear(width, INNER, bias=False)
        self.role_type = nn.Embedding(len(labels.TYPES), INNER)
        self.role_far = nn.Embedding(len(labels.NEAREST), INNER)
        self.role_out = nn.Linear(INNER, 3 * len(labels.ROLES))
        self.sure_in = nn.Linear(2 * width, INNER)
        self.sure_out = nn.Linear(INNER, len(labels.MODALITIES) + 1)
        self.mode = nn.Linear(width, len(labels.MODES))
        self.near_side = nn.Linear(2 * width, INNER)
        self.near_word = nn.Linear(width, INNER, bias=False)
        self.near_out = nn.Linear(INNER, 2)
        self.pair_in = nn.Linear(6 * width, 256)
        self.pair_out = nn.Linear(256, NONE + 1)
        for e in (self.role_type, self.role_far):
            nn.init.normal_(e.weight, std=0.1)

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)

    def roles(self, trigger: Tensor, words: Tensor, types: Tensor, far: Tensor) -> Tensor:
        """[events, words, roles, 3]; `trigger` [events, width], `words` [events, words, width]."""
        x = self.role_trigger(trigger)[:, None] + self.role_word(words)
        x = x + self.role_left(trigger)[:, None] * self.role_right(words)
        x = x + self.role_type(types)[:, None] + self.role_far(far)
        return self.role_out(self._drop(functional.relu(x))).unflatten(-1, (len(labels.ROLES), 3))

    def certainty(self, trigger: Tensor, whole: Tensor) -> Tensor:
        """Six modalities, then background or not."""
        return self.sure_out(self._drop(functional.relu(self.sure_in(torch.cat([trigger, whole], -1)))))

    def pair(self, source: Tensor, target: Tensor, whole: Tensor, words: Tensor, shown: Tensor) -> Tensor:
        """Sixteen types, then none. Twice the two sides look for the words that tell what is between them."""
        sides = torch.cat([source, target], -1)
        x = functional.relu(self.near_side(sides)[:, None] + self.near_word(words))
        share = self.near_out(x).masked_fill(~shown[..., None], -1e4).softmax(1)
        found = (share.transpose(1, 2) @ words).flatten(1)
        x = torch.cat([sides, source * target, whole, found], -1)
        return self.pair_out(self._drop(functional.relu(self.pair_in(self._drop(x)))))


@dataclass
class Batch:
    """Some sentences as tensors, and what is asked of them."""

    examples: list[Example]
    pieces: Tensor
    mask: Tensor
    pool: Tensor  # [batch, words, pieces]
    words: Tensor  # [batch, words] true where there is one


def batch(examples: list[Example]) -> Batch:
    """Pads."""
    n = max(len(e.cut.pieces) for e in examples)
    w = max(1, *(len(e.cut.words) for e in examples))
    pieces = torch.full((len(examples), n), 1)
    pool = torch.zeros(len(examples), w, n)
    words = torch.zeros(len(examples), w, dtype=torch.bool)
    for i, e in enumerate(examples):
        pieces[i, : len(e.cut.pieces)] = torch.from_numpy(e.cut.pieces)
        words[i, : len(e.cut.words)] = True
        for k, (a, b) in enumerate(e.cut.runs):
            pool[i, k, a:b] = 1 / (b - a)
    return Batch(examples, pieces, pieces != 1, pool, words)


def distance(a: int, b: int, words: int) -> list[int]:
    """The class of distance of each word from a trigger's run."""
    made = []
    for w in range(words):
        d = w - a if w < a else w - b + 1 if w >= b else 0
        made.append(max(sum(d >= bound for bound in labels.NEAREST) - 1, 0))
    return made

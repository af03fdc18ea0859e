"""Trains the judge: encoder and heads together, on tagged sentences and on marked pairs.

    python training/judge/train.py --out /tmp/judge.pt [--layers 0,1,2,3,4,5] [--epochs 6] [--no-plv] [--start FILE]

The development files choose nothing but the epoch that is kept. `export.py` makes the ONNX file.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from dataclasses import replace
from pathlib import Path

import e5
import examples as ex
import measure
import numpy as np
import torch
import vocabulary
from network import Batch, Encoder, Heads, batch, distance
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dragoman.judging import labels


class Judge(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def vectors(self, b: Batch) -> tuple[Tensor, Tensor]:
        """Of pieces, and of words."""
        found = self.encoder(b.pieces, b.mask).float()
        return found, torch.bmm(b.pool, found)


def whole(vectors: Tensor) -> Tensor:
    """The sentence's own vector: that of its first piece."""
    return vectors[:, 0]


def mean(words: Tensor, run: ex.Run) -> Tensor:
    """The mean of a run of words; of none, nothing."""
    if run[0] == run[1]:
        return torch.zeros(words.shape[-1])
    return words[run[0] : run[1]].mean(0)


def losses(judge: Judge, b: Batch, weights: Tensor) -> dict[str, Tensor]:
    """The loss of each task that the batch has, per sentence."""
    pieces, words = judge.vectors(b)
    made: dict[str, Tensor] = {}
    size = len(b.examples)
    tagged = [i for i, e in enumerate(b.examples) if e.whole]
    if tagged:
        gold = torch.zeros(b.words.shape, dtype=torch.long)
        for i in tagged:
            for told in b.examples[i].told:
                a, z = told.trigger
                gold[i, a] = 1 + 2 * told.type
                gold[i, a + 1 : z] = 2 + 2 * told.type
        scores = judge.heads.tag(judge.heads._drop(words))
        lost = functional.cross_entropy(
            scores.flatten(0, 1), gold.flatten(), weight=weights, reduction="none"
        )
        shown = b.words.flatten() & torch.tensor([e.whole for e in b.examples]).repeat_interleave(
            words.shape[1]
        )
        made["tag"] = (lost * shown).sum() / size
    events = [(i, t) for i in tagged for t in b.examples[i].told]
    if events:
        trigger = torch.stack([mean(words[i], t.trigger) for i, t in events])
        rows = torch.tensor([i for i, _ in events])
        types = torch.tensor([t.type for _, t in events])
        n = words.shape[1]
        far = torch.tensor([distance(*t.trigger, n) for _, t in events])
        scores = judge.heads.roles(judge.heads._drop(trigger), judge.heads._drop(words[rows]), types, far)
        gold = torch.zeros(scores.shape[:3], dtype=torch.long)
        for k, (_, t) in enumerate(events):
            for r, runs in enumerate(t.roles):
                for a, z in runs:
                    gold[k, a, r] = 1
                    gold[k, a + 1 : z, r] = 2
        lost = functional.cross_entropy(scores.flatten(0, 2), gold.flatten(), reduction="none").view(
            gold.shape
        )
        made["role"] = (lost * b.words[rows][..., None]).sum() / size / 2
        sure = judge.heads.certainty(judge.heads._drop(trigger), whole(pieces)[rows])
        modality = torch.tensor([t.modality for _, t in events])
        made["modality"] = (
            functional.cross_entropy(sure[:, :6], modality, weight=MODAL, reduction="sum") / size
        )
        past = torch.tensor([float(t.historical) for _, t in events])
        made["historical"] = (
            functional.binary_cross_entropy_with_logits(sure[:, 6], past, reduction="sum") / size / 2
        )
        moded = [k for k, (_, t) in enumerate(events) if t.mode >= 0]
        if moded:
            gold = torch.tensor([events[k][1].mode for k in moded])
            made["mode"] = (
                functional.cross_entropy(judge.heads.mode(trigger[moded]), gold, reduction="sum") / size / 2
            )
    asked = [(i, p) for i, e in enumerate(b.examples) for p in e.pairs]
    if asked:
        logits = pair_logits(judge, b, pieces, words, asked)
        right = torch.zeros(logits.shape, dtype=torch.bool)
        for k, (_, p) in enumerate(asked):
            right[k, list(p.types)] = True
        share = torch.logsumexp(logits.masked_fill(~right, -1e9), -1) - torch.logsumexp(logits, -1)
        weight = torch.tensor([1 / len(b.examples[i].pairs) ** 0.5 for i, _ in asked])
        made["pair"] = -(share * weight).sum() / size
    return made


WEIGHT = {"tag": 1.0, "role": 0.7, "modality": 1.5, "historical": 1.0, "mode": 1.0, "pair": 2.0}
"""Tags and roles are summed over words and would drown the rest."""
MODAL = torch.tensor([1.0, 1.5, 1.5, 2.0, 1.5, 2.0])
"""Weights of the modalities: all but the first are rare."""


def pair_logits(
    judge: Judge, b: Batch, pieces: Tensor, words: Tensor, asked: list[tuple[int, ex.Pair]]
) -> Tensor:
    """Types and none for pairs of sides of a batch's sentences."""
    drop = judge.heads._drop
    source = torch.stack([mean(words[i], p.source) for i, p in asked])
    target = torch.stack([mean(words[i], p.target) for i, p in asked])
    rows = torch.tensor([i for i, _ in asked])
    return judge.heads.pair(drop(source), drop(target), drop(whole(pieces)[rows]), words[rows], b.words[rows])


def masked(example: ex.Example, names: list[list[int]], rng: random.Random, share: float) -> ex.Example:
    """The sentence with some of the names in its sides exchanged for others, so that the type does not hang on who it is."""
    runs = [r for t in example.told for role in t.roles[:2] for r in role] or [
        r for p in example.pairs for r in (p.source, p.target)
    ]
    pieces = example.cut.pieces.copy()
    changed = False
    for a, z in runs:
        if rng.random() > share:
            continue
        for w in range(a, z):
            word = example.cut.words[w]
            if example.text[word.start].isupper() and word.end - word.start > 2:
                start, end = example.cut.runs[w]
                other = rng.choice(names)
                for k in range(start, end):
                    pieces[k] = other[(k - start) % len(other)]
                changed = True
    return replace(example, cut=replace(example.cut, pieces=pieces)) if changed else example


def groups(judge: Judge, rate: float, decay: float, head_rate: float) -> list[dict]:
    """Lower layers learn slower."""
    layers = list(judge.encoder.layers)
    made = [{"params": list(judge.heads.parameters()), "lr": head_rate}]
    for depth, layer in enumerate(reversed(layers)):
        made.append({"params": list(layer.parameters()), "lr": rate * decay**depth})
    lowest = [judge.encoder.place, *judge.encoder.norm.parameters()]
    made.append({"params": lowest, "lr": rate * decay ** len(layers)})
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--train",
        nargs="+",
        type=Path,
        default=[
            Path("training/data/train-en.jsonl"),
            Path("training/data/train-fr.jsonl"),
            Path("samples/gold/en.jsonl"),
            Path("samples/gold/fr.jsonl"),
        ],
    )
    parser.add_argument("--dev", nargs="*", type=Path, default=[Path("training/data/gold-fr-dev.jsonl")])
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizer", type=Path, required=True, help="folder of vocabulary.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.85)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--swap", type=float, default=0.25)
    parser.add_argument("--pieces", type=int, default=800)
    parser.add_argument(
        "--plv", choices=("all", "none", "fold"), default="all", help="fold: leave out a quarter and score it"
    )
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument(
        "--held", type=int, default=0, help="leave out one in so many training articles and score them"
    )
    parser.add_argument(
        "--quiet", type=float, default=0.8, help="sentences without an act, for each with one, an epoch"
    )
    parser.add_argument(
        "--share", default="0/1", help="k/n: this worker's share of each epoch; average.py joins workers"
    )
    parser.add_argument("--freeze", type=int, default=0, help="layers from below that stay as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="weights of the encoder to start from")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)

    tokenizer = Tokenizer.from_file(str(options.tokenizer / "tokenizer.json"))
    rows = np.load(options.tokenizer / "rows.npy")
    keep = [int(i) for i in options.layers.split(",")]
    judge = Judge(Encoder(e5.read().tensors, rows, keep, options.dropout), Heads(dropout=options.dropout))
    for layer in judge.encoder.layers[: options.freeze]:
        layer.requires_grad_(False)
    if options.freeze:
        judge.encoder.place.requires_grad_(False)
        judge.encoder.norm.requires_grad_(False)
    if options.start:
        judge.load_state_dict(torch.load(options.start), strict=False)

    train = ex.sentences([p for p in options.train if p.exists()], options.texts)
    dev = ex.sentences(options.dev, options.texts)
    if options.held:
        dev += [(p, s) for p, s in train if ex.fold(s.article.id, options.held) == 0]
        train = [(p, s) for p, s in train if ex.fold(s.article.id, options.held) != 0]
    tagged = [ex.tagged(s, tokenizer, p) for p, s in train]
    plv = ex.political(options.texts / "plv/PLV_train.tsv", tokenizer) if options.plv != "none" else []
    held = [e for e in plv if options.plv == "fold" and ex.fold(e.group, 4) == options.fold]
    plv = [e for e in plv if options.plv != "fold" or ex.fold(e.group, 4) != options.fold]
    checks = measure.Checks([ex.tagged(s, tokenizer, p) for p, s in dev], held)
    names = vocabulary.names(tagged)
    print(
        f"{len(tagged)} tagged, {sum(len(e.pairs) for e in tagged)} pairs, {len(plv)} PLV; held out: {checks.sizes()}",
        flush=True,
    )

    share, parts = (int(k) for k in options.share.split("/"))

    def drawn(epoch: int) -> list[ex.Example]:
        """The sentences of an epoch: all with an act, and as many without one as asked; of these this worker's share."""
        made = list(plv)
        for silver, quiet in ((False, options.quiet), (True, options.quiet / 4)):
            mine = [e for e in tagged if e.part.startswith("silver") == silver]
            told = [e for e in mine if e.told]
            silent = [e for e in mine if not e.told]
            made += told + random.Random(f"{options.seed} {epoch}").sample(
                silent, min(len(silent), round(quiet * len(told)))
            )
        order = random.Random(f"{options.seed} {epoch}").sample(made, len(made))
        return [masked(e, names, rng, options.swap) for e in order[share::parts]]

    weights = torch.ones(labels.TAGS)
    weights[1:] = 1.5
    optimiser = torch.optim.AdamW(
        groups(judge, options.rate, options.decay, options.head_rate), weight_decay=0.01
    )
    steps = options.epochs * len(ex.batches(drawn(0), options.pieces))
    peak = [g["lr"] for g in optimiser.param_groups]
    step, started = 0, time.time()
    for epoch in range(options.epochs):
        judge.train()
        total: dict[str, float] = {}
        plan = ex.batches(drawn(epoch), options.pieces, rng)
        for made in plan:
            level = (
                min(1.0, (step + 1) / (0.1 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
            )
            for g, p in zip(optimiser.param_groups, peak, strict=True):
                g["lr"] = p * level
            with torch.autocast("cpu", torch.bfloat16):
                found = losses(judge, batch(made), weights)
            optimiser.zero_grad(set_to_none=True)
            sum(WEIGHT[n] * v for n, v in found.items()).backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            step += 1
            for n, v in found.items():
                total[n] = total.get(n, 0.0) + float(v.detach())
        print(
            f"epoch {epoch + 1}: {time.time() - started:.0f} s  "
            + "  ".join(f"{n} {v / len(plan):.3f}" for n, v in total.items()),
            flush=True,
        )
        torch.save(judge.state_dict(), options.out)
        judge.eval()
        print("   " + checks.line(judge), flush=True)


if __name__ == "__main__":
    main()

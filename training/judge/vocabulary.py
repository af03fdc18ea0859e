"""The pieces of the encoder that French and English news needs, and a tokenizer of them.

Kept: every piece that the full tokenizer uses on the news at hand; then the most frequent pieces of Latin letters (a
unigram vocabulary is ordered by frequency), up to `SIZE`, so that names never seen here still come in few pieces.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import e5
import numpy as np
from e5 import Container
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from dragoman.evaluation import texts

SIZE = 40_000
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def tokenizer(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    """A unigram tokenizer as XLM-R has it: NFKC, runs of space folded, a mark before each word."""
    made = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return made


def news(folder: Path, samples: Path) -> Iterator[str]:
    """Every text at hand."""
    for source in texts.SOURCES:
        for text in texts.read(source, folder):
            yield f"{text.title or ''}\n{text.text}"
    with (folder / "plv/PLV_train.tsv").open(encoding="utf-8", newline="") as rows:
        yield from (row["sentence"] for row in csv.DictReader(rows, delimiter="\t"))
    for path in sorted(samples.rglob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((samples / "gold").glob("*.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def latin(piece: str) -> bool:
    """Whether a piece is of Latin letters, digits, and punctuation only."""
    return all(c == "▁" or not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in piece) and any(
        c.isalpha() for c in piece
    )


def prune(source: Container, corpus: Iterable[str]) -> tuple[list[int], Counter[int]]:
    """The old ids of the pieces kept, in the order of their new ids, and how often each was used."""
    full = tokenizer(list(zip(source.pieces, source.scores.tolist(), strict=True)), source.special["unk"])
    used: Counter[int] = Counter()
    for text in corpus:
        for paragraph in text.split("\n"):
            used.update(full.encode(paragraph, add_special_tokens=False).ids)
    kept = [source.pieces.index(p) for p in SPECIAL]
    chosen = set(kept)
    single = [
        i
        for i, p in enumerate(source.pieces)
        if len(p.strip("▁")) <= 1 and (latin(p) or i < 30_000 or i in used)
    ]
    ranked = [i for i, _ in used.most_common()] + single
    ranked += [i for i, p in enumerate(source.pieces) if latin(p)]
    for i in ranked:
        if i not in chosen and len(kept) < SIZE and source.pieces[i] != "<mask>":
            kept.append(i)
            chosen.add(i)
    return kept, used


def pruned(source: Container, kept: list[int]) -> tuple[Tokenizer, np.ndarray]:
    """The tokenizer of the pieces kept and the rows of their vectors."""
    pieces = [(source.pieces[i], float(source.scores[i])) for i in kept]
    made = tokenizer(pieces, SPECIAL.index("<unk>"))
    return made, source.tensors["emb.word"][kept]


def names(examples: Iterable[object]) -> list[list[int]]:
    """The pieces of the capitalised words that stand in sides: what a name may be exchanged for."""
    found = []
    for e in examples:
        for told in e.told:  # type: ignore[attr-defined]
            for a, z in (r for role in told.roles[:2] for r in role):
                for w in range(a, z):
                    word = e.cut.words[w]  # type: ignore[attr-defined]
                    if w > 0 and e.text[word.start].isupper() and word.end - word.start > 2:  # type: ignore[attr-defined]
                        start, end = e.cut.runs[w]  # type: ignore[attr-defined]
                        found.append(e.cut.pieces[start:end].tolist())  # type: ignore[attr-defined]
    return found


def main() -> None:
    """Writes tokenizer.json and rows.npy into a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--samples", type=Path, default=Path("samples"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    source = e5.read()
    kept, used = prune(source, news(options.texts, options.samples))
    made, rows = pruned(source, kept)
    made.save(str(options.out / "tokenizer.json"), pretty=False)
    np.save(options.out / "rows.npy", rows)
    print(
        f"{len(kept)} pieces of {len(source.pieces)}; the news uses {len(used)} of them, {sum(used.values())} times"
    )


if __name__ == "__main__":
    main()

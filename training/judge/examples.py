"""Annotations → what the network learns from: tagged sentences, and pairs of sides with the type between them."""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tokenizers import Tokenizer

from dragoman.evaluation.annotation import Annotation
from dragoman.evaluation.gold import Sentence, load
from dragoman.judging import labels
from dragoman.judging.words import Pieces, cut
from dragoman.records import Span

NONE = len(labels.TYPES)
"""The class of a pair without an act from the first to the second."""
YIELD = {"CONCEDE", "RETREAT"}
Run = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """Two sides as runs of words (an empty run: not in the sentence) and the types that are right between them."""

    source: Run
    target: Run
    types: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """One event of a sentence in words: its trigger's run, its labels, and the runs of each role."""

    trigger: Run
    type: int
    modality: int
    historical: bool
    mode: int  # of labels.MODES, -1 where none is told
    roles: tuple[tuple[Run, ...], ...]  # by labels.ROLES


@dataclass(frozen=True)
class Example:
    """A sentence in words, its events, and what is between pairs of its sides."""

    text: str
    cut: Pieces
    language: str
    group: str  # the article, which is never shared out
    told: tuple[Told, ...] = ()
    pairs: tuple[Pair, ...] = ()
    whole: bool = True  # every act in it is told; of PLV only the one between the sides
    weight: float = 1.0
    part: str = ""  # file it came from


def fold(group: str, folds: int) -> int:
    """Which part of a split an article falls in."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % folds


def sentences(paths: Iterable[Path], folder: Path) -> list[tuple[str, Sentence]]:
    """Annotated sentences with the name of their file."""
    return [(p.stem, s) for p in paths for s in load([p], folder).sentences]


def tagged(sentence: Sentence, tokenizer: Tokenizer, part: str) -> Example:
    """A sentence with its events in words."""
    made = cut(tokenizer, sentence.text)

    def run(span: Span) -> Run | None:
        moved = Span(span.start - sentence.span.start, span.end - sentence.span.start)
        if moved.start < 0 or moved.end > len(sentence.text) or not made.words:
            return None
        found = made.covered(moved)
        return found.start, found.stop

    told = []
    between: dict[tuple[Run, Run], set[int]] = {}
    sides: set[Run] = set()
    for event in sentence.events:
        trigger = run(event.trigger)
        if trigger is None:
            continue
        told.append(_told(event, trigger, run))
        actors, recipients = told[-1].roles[:2]
        for pair in product(actors, recipients or actors):
            between.setdefault(pair, set()).update({told[-1].type, folded(told[-1])})
        sides |= {*actors, *recipients}
    empty = [p for p in product(sorted(sides), repeat=2) if p not in between]
    random.Random(sentence.text).shuffle(empty)
    between |= {p: {NONE} for p in empty[: 1 + len(between) // 2]}
    pairs = tuple(Pair(*p, tuple(sorted(t))) for p, t in between.items() if not _meet(*p))
    return Example(sentence.text, made, sentence.language, sentence.article.id, tuple(told), pairs, part=part)


COOPERATIVE = frozenset("AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT".split())
HOSTILE = frozenset("PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())


def folded(told: Told) -> int:
    """The type under which PLOVER proper, and so PLV, files an act of this modality; in our records it keeps its own."""
    name, modality = labels.TYPES[told.type], labels.MODALITIES[told.modality]
    if name in COOPERATIVE and modality in ("planned", "denied"):
        return labels.TYPES.index("AGREE" if modality == "planned" else "REJECT")
    if name in HOSTILE and modality == "planned":
        return labels.TYPES.index("THREATEN")
    return told.type


def _meet(a: Run, b: Run) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _told(event: Annotation, trigger: Run, run: Callable[[Span], Run | None]) -> Told:
    def runs(spans: Iterable[Span]) -> tuple[Run, ...]:
        return tuple(r for s in spans if (r := run(s)) is not None)

    mode = (event.event_type, event.event_mode or "")
    return Told(
        trigger,
        labels.TYPES.index(event.event_type),
        labels.MODALITIES.index(event.modality),
        event.historical,
        labels.MODES.index(mode) if mode in labels.MODES else -1,
        (
            runs(p.span for p in event.actor),
            runs(p.span for p in event.recipient),
            runs([event.place.span] if event.place else []),
            runs([event.date.span] if event.date else []),
            runs([event.attribution.span] if event.attribution else []),
        ),
    )


def political(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """The PLV training sentences; its YIELD is CONCEDE or RETREAT."""
    made = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            plain, sides = _unmarked(row)
            root = row["gold_root"]
            types = tuple(
                k for k, t in enumerate(labels.TYPES) if t == root or (root == "YIELD" and t in YIELD)
            )
            pieces = cut(tokenizer, plain)
            runs = [pieces.covered(s) if s else slice(0, 0) for s in sides]
            pair = Pair(*((r.start, r.stop) for r in runs), types)
            made.append(Example(plain, pieces, "en", f"plv/{plain}", (), (pair,), whole=False, part="plv"))
    return made


def _unmarked(row: dict[str, str]) -> tuple[str, tuple[Span | None, Span | None]]:
    """The sentence without its marks, and where they stood; where they were lost, where the side's words stand first."""
    text: str = row["sentence"]
    sides: list[Span | None] = []
    for side, mark in (("source", "s"), ("target", "t")):
        before, found, _ = row["marked_sentence"].partition(f"<{mark}>")
        start = len(re.sub("</?[st]>", "", before)) if found else -1
        if text[start : start + len(row[side])] != row[side]:
            start = text.find(row[side])
        sides.append(Span(start, start + len(row[side])) if start >= 0 else None)
    return text, (sides[0], sides[1])


def batches(
    examples: Sequence[Example], pieces: int, rng: random.Random | None = None
) -> list[list[Example]]:
    """Sentences of like length together, at most so many pieces a batch, padding included; shuffled with `rng`."""
    order = sorted(examples, key=lambda e: len(e.cut.pieces) + (rng.random() * 8 if rng else 0))
    made: list[list[Example]] = [[]]
    longest = 0
    for example in order:
        longest = max(longest, len(example.cut.pieces))
        if made[-1] and longest * (len(made[-1]) + 1) > pieces:
            made.append([])
            longest = len(example.cut.pieces)
        made[-1].append(example)
    if rng:
        rng.shuffle(made)
    return [b for b in made if b]

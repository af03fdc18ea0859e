"""Scores of the network on sentences held out: triggers, types, roles, modality, and the relation of marked pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import examples as ex
import torch
from network import batch, distance

from dragoman.judging import labels


def f1(right: int, told: int, gold: int) -> float:
    """Of counts."""
    return 2 * right / (told + gold) if told + gold else 0.0


def macro(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Mean F1 of the labels that the gold has."""
    kinds = {g for g, _ in pairs}
    scores = [
        f1(sum(g == p == k for g, p in pairs), sum(p == k for _, p in pairs), sum(g == k for g, _ in pairs))
        for k in kinds
    ]
    return sum(scores) / max(len(scores), 1)


def runs(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Begun (1) and gone on (2) → runs."""
    made: list[tuple[int, int]] = []
    for k, t in enumerate(tags):
        if t == 1 or (t == 2 and (not made or made[-1][1] != k)):
            made.append((k, k + 1))
        elif t == 2:
            made[-1] = (made[-1][0], k + 1)
    return made


def triggers(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """Tags of a sentence's words → (first, behind last, type)."""
    made: list[tuple[int, int, int]] = []
    for k, t in enumerate(tags):
        if t == labels.OUTSIDE:
            continue
        kind, inside = (t - 1) // 2, t % 2 == 0
        if inside and made and made[-1][1] == k and made[-1][2] == kind:
            made[-1] = (made[-1][0], k + 1, kind)
        else:
            made.append((k, k + 1, kind))
    return made


def root(kind: int) -> str:
    """The fifteen types of the relation measure."""
    name = labels.TYPES[kind]
    return "YIELD" if name in ex.YIELD else name


@dataclass
class Checks:
    """What is held out."""

    tagged: list[ex.Example]
    plv: list[ex.Example]

    def sizes(self) -> str:
        """How many of each."""
        return f"{len(self.tagged)} tagged, {len(self.plv)} PLV"

    @torch.no_grad()
    def line(self, judge: Any) -> str:
        """One line of figures, by language."""
        said = []
        for language in sorted({e.language for e in self.tagged}):
            own = [e for e in self.tagged if e.language == language]
            said += [f"{language}: " + tags(judge, own), relation(judge, own)]
        if self.plv:
            said.append("PLV " + relation(judge, self.plv))
        return "\n   ".join(said)


@torch.no_grad()
def tags(judge: Any, examples: Iterable[ex.Example]) -> str:
    """Triggers and types by words shared; roles and modality given gold triggers."""
    right = Counter[str]()
    modal: list[tuple[int, int]] = []
    modes: list[bool] = []
    quiet: list[bool] = []
    for made in ex.batches(list(examples), 3000):
        b = batch(made)
        pieces, words = judge.vectors(b)
        found = judge.heads.tag(words).argmax(-1)
        for i, e in enumerate(made):
            n = len(e.cut.words)
            told = triggers(found[i, :n].tolist())
            if not e.told:
                quiet.append(not told)
            right["told"] += len(told)
            right["gold"] += len(e.told)
            for kinds in (True, False):
                left = list(e.told)
                for a, z, kind in told:
                    hit = next(
                        (
                            t
                            for t in left
                            if t.trigger[0] < z and a < t.trigger[1] and (not kinds or t.type == kind)
                        ),
                        None,
                    )
                    if hit:
                        left.remove(hit)
                        right["type" if kinds else "found"] += 1
            if not e.told:
                continue
            trigger = torch.stack([words[i, t.trigger[0] : t.trigger[1]].mean(0) for t in e.told])
            types = torch.tensor([t.type for t in e.told])
            far = torch.tensor([distance(*t.trigger, words.shape[1]) for t in e.told])
            roles = judge.heads.roles(trigger, words[i].expand(len(types), -1, -1), types, far).argmax(-1)
            sure = judge.heads.certainty(trigger, pieces[i, 0].expand(len(types), -1))
            mode = judge.heads.mode(trigger)
            for k, t in enumerate(e.told):
                modal.append((t.modality, int(sure[k, :6].argmax())))
                if t.mode >= 0:
                    modes.append(int(mode[k].argmax()) == t.mode)
                for r, name in enumerate(labels.ROLES):
                    got = set(runs(roles[k, :n, r].tolist()))
                    gold = set(t.roles[r])
                    right[name + " told"] += len(got)
                    right[name + " gold"] += len(gold)
                    right[name] += sum(any(a < z2 and a2 < z for a2, z2 in gold) for a, z in got)
                    right[name + " exact"] += len(got & gold)
    sides = "  ".join(
        f"{r} {f1(right[r], right[r + ' told'], right[r + ' gold']):.3f} ({f1(right[r + ' exact'], right[r + ' told'], right[r + ' gold']):.2f})"
        for r in labels.ROLES
    )
    return (
        f"found {f1(right['found'], right['told'], right['gold']):.3f}  type {f1(right['type'], right['told'], right['gold']):.3f} "
        f"(P {right['type'] / max(right['told'], 1):.2f} R {right['type'] / max(right['gold'], 1):.2f} of {right['gold']})  "
        f"quiet {sum(quiet) / max(len(quiet), 1):.3f}  {sides}  modality {macro(modal):.3f}  mode {sum(modes) / max(len(modes), 1):.2f}"
    )


@torch.no_grad()
def relation(judge: Any, examples: Sequence[ex.Example]) -> str:
    """Macro-F1 of the fifteen types, none not being an answer."""
    from train import pair_logits

    answers: list[tuple[str, str]] = []
    nothing: list[bool] = []
    for made in ex.batches([e for e in examples if e.pairs], 3000):
        b = batch(made)
        asked = [(i, p) for i, e in enumerate(made) for p in e.pairs]
        pieces, words = judge.vectors(b)
        for (_, pair), row in zip(asked, pair_logits(judge, b, pieces, words, asked), strict=True):
            if pair.types[0] == ex.NONE:
                nothing.append(int(row.argmax()) == ex.NONE)
                continue
            told = root(int(row[: ex.NONE].argmax()))
            names = [root(k) for k in pair.types]
            answers.append((told if told in names else names[0], told))
    none = f", none right {sum(nothing) / len(nothing):.2f}" if nothing else ""
    right = sum(g == p for g, p in answers) / max(len(answers), 1)
    return f"relation macro-F1 {macro(answers):.3f}, accuracy {right:.3f} of {len(answers)}{none}"

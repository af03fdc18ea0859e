"""Floors: figures under which our own gold must not fall, bound to the gold by its digest.

    [[gold]]
    files = ["samples/gold"]
    digest = "0123456789abcdef"
    [gold.all]
    type = 0.60
    [gold.fr]
    type-sides = 0.30
    recall-at-0.80 = 0.20
    direction = 0.05          # the smaller the better: a ceiling

A floor is never lowered without a line in `docs/scores.md` that says why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError
from dragoman.evaluation.evaluation import Evaluation
from dragoman.evaluation.scores import Figure

RECALL = "recall-at-0.80"
ERROR = "calibration-error"
DIGITS = 3  # figures are compared as they are printed


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of one gold: group (`all` or a language) → measure → the figure it must reach."""

    path: Path
    digest: str
    groups: Mapping[str, Mapping[str, float]]


def load(path: Path, digest: str) -> Floors:
    """The floors of the gold with this digest.

    Raises ConfigError where the file is none, or knows no gold with that digest: the gold was altered, or other
    files were given.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(
            f"The floors {path} cannot be read ({fault}); give a TOML file of floors."
        ) from None
    entries: list[dict[str, Any]] = data.get("gold", []) if isinstance(data.get("gold", []), list) else []
    known = []
    for entry in entries:
        known.append(f"{', '.join(entry.get('files', ['?']))} ({entry.get('digest')})")
        if entry.get("digest") == digest:
            groups = {k: v for k, v in entry.items() if isinstance(v, dict)}
            return Floors(path, digest, groups)
    raise ConfigError(
        f"The gold has the digest {digest}, and {path} has floors for {'; '.join(known) or 'none'}: the gold files were "
        "altered or are others; score those, or write the new digest there and say why in docs/scores.md."
    )


def broken(floors: Floors, made: Evaluation) -> Iterator[str]:
    """One sentence for each floor that is not held. Raises ConfigError for a measure or group that is not there."""
    for group, wanted in floors.groups.items():
        figures = _group(made, group, floors.path)
        for name, floor in wanted.items():
            value, less = _figure(made, group, figures, name, floors.path)
            if value is None:
                yield f"{name} of {group} has nothing to score any more; its floor is {floor}."
            elif less and round(value, DIGITS) > floor:
                yield f"{name} of {group} is {value:.3f}, above its ceiling of {floor}."
            elif not less and round(value, DIGITS) < floor:
                yield f"{name} of {group} is {value:.3f}, below its floor of {floor}."


def _group(made: Evaluation, group: str, path: Path) -> Mapping[str, Figure]:
    if group == "all":
        return made.figures
    found = made.groups["language"]
    if group not in found:
        raise ConfigError(
            f"{path} has floors for {group!r}, which the gold has not; it has all, {', '.join(found)}."
        )
    return found[group]


def _figure(
    made: Evaluation, group: str, figures: Mapping[str, Figure], name: str, path: Path
) -> tuple[float | None, bool]:
    if name == RECALL:
        return (made.recall[group].recall if group in made.recall else None), False
    if name == ERROR and group == "all":
        return made.calibration["type-sides"].reliability.error, True
    if name not in figures:
        raise ConfigError(f"{path} has a floor for {name!r}, which is no measure; see docs/gold-format.md.")
    return figures[name].value, figures[name].less

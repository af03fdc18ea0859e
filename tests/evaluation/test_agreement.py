"""Two readers of the same sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation_made import told
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.evaluation.agreement import agree, kappa, label

LABELS = st.sampled_from(["NONE", "ACCUSE", "AID+ASSAULT"])


def test_the_label_of_a_sentence_is_its_types_with_repetition() -> None:
    assert label([]) == "NONE"
    assert label([told("AID"), told("ACCUSE"), told("AID")]) == "ACCUSE+AID+AID"


def test_kappa_by_hand() -> None:
    """Equal in 3 of 4; by chance .5 x .25 + .5 x .75 = .5; (.75 - .5) / (1 - .5) = .5."""
    pairs = [("X", "X"), ("X", "NONE"), ("NONE", "NONE"), ("NONE", "NONE")]
    made = kappa([[p] for p in pairs])
    assert (made.kappa, made.equal, made.sentences) == (pytest.approx(0.5), 0.75, 4)
    assert made.low is not None and made.high == 1.0 and made.low < 0.5


def test_kappa_is_undefined_where_both_know_one_label_only() -> None:
    assert kappa([[("NONE", "NONE")] * 3]).kappa is None


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=12))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    there, back = kappa([pairs], 0).kappa, kappa([[(b, a) for a, b in pairs]], 0).kappa
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there == pytest.approx(back)
        assert there <= 1
        assert (there == pytest.approx(1)) == all(a == b for a, b in pairs)


def row(number: int, *kinds: str) -> dict[str, Any]:
    events = [{"event_type": k, "modality": "happened", "trigger": [0, 4]} for k in kinds]
    return {"text": f"Mali did number {number}.", "article": str(number), "language": "en", "events": events}


def test_two_files(tmp_path: Path) -> None:
    files = {
        "a": [row(1, "AID"), row(2), row(3, "ACCUSE"), row(4)],
        "b": [row(1, "AID"), row(2, "AID"), row(3), row(5)],
    }
    for name, rows in files.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    made = agree(tmp_path / "a", tmp_path / "b", draws=0)
    assert (made.types.sentences, made.only_first, made.only_second) == (3, 1, 1)
    assert made.types.equal == pytest.approx(1 / 3)
    # chance: AID 1/3 x 2/3 + NONE 1/3 x 1/3 = 1/3
    assert made.types.kappa == pytest.approx(0.0)
    figure = made.evaluation.figures["type"]
    assert (figure.right, figure.told, figure.wanted) == (1, 2, 2)


def test_files_without_a_common_sentence(tmp_path: Path) -> None:
    for name, number in (("a", 1), ("b", 2)):
        (tmp_path / name).write_text(json.dumps(row(number)), encoding="utf-8")
    with pytest.raises(InputError, match="share no sentence"):
        agree(tmp_path / "a", tmp_path / "b")

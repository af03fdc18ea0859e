"""One fact in many forms, in English: each sentence of the grammar gives the one record the conventions ask for."""

from __future__ import annotations

import pytest
from rewriting import Case, cases, coded, faults, known


def _params() -> list[object]:
    """Each case; one that is known to fail must go on failing, until its line is taken out of `rewriting_known.toml`."""
    reasons = known("en")
    return [
        pytest.param(
            case,
            id=case.id,
            marks=pytest.mark.xfail(reason=reasons[case.id], strict=True) if case.id in reasons else (),
        )
        for case in cases("en")
    ]


@pytest.mark.parametrize("case", _params())
def test_telling(case: Case) -> None:
    assert case.holds(), f"{case.sentence} gave {sorted(map(str, coded('en', case.sentence)))}"


def test_the_grammar_covers_what_it_promises() -> None:
    assert faults("en") == []


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("visit/announce", "The Turkish defence minister announced his intention to visit Niger."),
        ("release-hostages/genitive", "Hamas' release of three Israeli hostages came as a surprise."),
        ("deliver-armour/hearsay-passive", "Armoured vehicles have reportedly been delivered by France to the Nigerien army."),
        ("kill-peacekeepers/relative", "Gunmen, who killed three Chadian peacekeepers, made no comment."),
        ("pardon/headline", "King of Morocco pardons Algerian journalist"),
    ],
)  # fmt: skip
def test_the_grammar_writes_english(case: str, sentence: str) -> None:
    assert sentence in [c.sentence for c in cases("en") if c.id == case]

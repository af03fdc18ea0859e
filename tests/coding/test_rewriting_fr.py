"""One fact in many forms, in French: each sentence of the grammar gives the one record the conventions ask for."""

from __future__ import annotations

import pytest
from rewriting import Case, cases, coded, faults, known


def _params() -> list[object]:
    """Each case; one that is known to fail must go on failing, until its line is taken out of `rewriting_known.toml`."""
    reasons = known("fr")
    return [
        pytest.param(
            case,
            id=case.id,
            marks=pytest.mark.xfail(reason=reasons[case.id], strict=True) if case.id in reasons else (),
        )
        for case in cases("fr")
    ]


@pytest.mark.parametrize("case", _params())
def test_telling(case: Case) -> None:
    assert case.holds(), f"{case.sentence} gave {sorted(map(str, coded('fr', case.sentence)))}"


def test_the_grammar_covers_what_it_promises() -> None:
    assert faults("fr") == []


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("visit/negated", "Le ministre turc de la Défense ne s'est pas rendu au Niger."),
        ("withdraw/question", "L'armée rwandaise s'est-elle retirée de la République démocratique du Congo ?"),
        ("reject-demands/passive", "Les exigences des États-Unis ont été rejetées par l'Iran."),
        ("demonstrate/conditional", "Des milliers de Maliens manifesteraient contre la France."),
        ("impose-sanctions/announce", "Les États-Unis ont annoncé leur intention d'imposer de nouvelles sanctions à l'armée birmane."),
    ],
)  # fmt: skip
def test_the_grammar_writes_french(case: str, sentence: str) -> None:
    assert sentence in [c.sentence for c in cases("fr") if c.id == case]

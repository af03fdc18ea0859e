"""The codebook's figures, checked against the printed table (read by hand from the digest, not from the code)."""

import pytest

from dragoman import codebook


def test_sixteen_types_four_quad_classes():
    by_class = {
        c: sorted(t.name for t in codebook.types().values() if t.quad_class == c)
        for c in codebook.QUAD_CLASSES
    }
    assert by_class == {
        "verbal cooperation": ["AGREE", "CONCEDE", "CONSULT", "SUPPORT"],
        "material cooperation": ["AID", "COOPERATE", "RETREAT"],
        "verbal conflict": ["ACCUSE", "REJECT", "REQUEST", "THREATEN"],
        "material conflict": ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"],
    }


@pytest.mark.parametrize(
    ("event_type", "mode", "score"),
    [
        ("AGREE", None, 2.5), ("CONSULT", "phone", 1.5), ("CONSULT", "visit", 4), ("RETREAT", "disarm", 10),
        ("ACCUSE", None, -3), ("ACCUSE", "disapprove", -2), ("REQUEST", "assist", 0.5), ("SANCTION", "expel", -5.5),
        ("ASSAULT", "unconventional", -10), ("COERCE", "martial-law", -7.5), ("PROTEST", "riot", -7),
    ],
)  # fmt: skip
def test_scores(event_type, mode, score):
    assert codebook.score(event_type, mode) == score


@pytest.mark.parametrize(
    ("event_type", "mode", "code"),
    [("CONSULT", "phone", "041"), ("SANCTION", None, "160"), ("ASSAULT", "abduct", "181")],
)
def test_cameo(event_type, mode, code):
    assert codebook.cameo(event_type, mode) == code


def test_every_mode_has_a_cameo_code_of_three_or_four_digits():
    for made in codebook.types().values():
        assert set(made.mode_cameo) == set(made.modes), made.name
        assert all(c.isdigit() and len(c) in (3, 4) for c in made.mode_cameo.values())

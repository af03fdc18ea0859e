"""The shipped judge on sentences of our own; skipped where its file is not there."""

from __future__ import annotations

import pytest

from dragoman.errors import ModelError
from dragoman.judging import NO_ACT, Candidate, Judge, where
from dragoman.records import Span


@pytest.fixture(scope="module")
def judge() -> Judge:
    try:
        return Judge.load()
    except ModelError as fault:
        if where().is_file():
            raise
        pytest.skip(str(fault))


def span(sentence: str, words: str) -> Span:
    at = sentence.index(words)
    return Span(at, at + len(words))


CASES = [
    ("Gunmen killed nine soldiers near Maiduguri on Tuesday.", "ASSAULT", "killed", "nine soldiers"),
    ("L'armée malienne a arrêté trois commerçants à Gao.", "COERCE", "arrêté", "trois commerçants"),
    ("France condemned the strikes by Israel on Wednesday.", "ACCUSE", "condemned", "Israel"),
    pytest.param(
        "Le Sénégal a condamné l'attaque menée par les rebelles.",
        "ACCUSE",
        "condamné",
        "rebelles",
        marks=pytest.mark.xfail(reason="condemned or convicted: a limit that the card names", strict=True),
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "trigger", "_"), CASES)
def test_a_plain_act_is_marked(judge: Judge, sentence: str, kind: str, trigger: str, _: str) -> None:
    told = judge.read([sentence])[0]
    assert any(m.event_type == kind and m.span.overlaps(span(sentence, trigger)) for m in told.marks)


@pytest.mark.parametrize("sentence", ["Il a plu toute la nuit à Dakar.", "The match ended in a draw."])
def test_weather_and_sport_are_no_acts(judge: Judge, sentence: str) -> None:
    assert all(m.probability < 0.5 for m in judge.read([sentence])[0].marks)


def test_the_type_does_not_hang_on_who_it_is(judge: Judge) -> None:
    form = "{} imposed sanctions on {} on Friday."
    for first, second in (("Mali", "France"), ("France", "Mali"), ("Russia", "Norway")):
        sentence = form.format(first, second)
        shares = judge.relation(sentence, span(sentence, first), span(sentence, second))
        assert max((k for k in shares if k != NO_ACT), key=lambda k: shares[k]) in ("SANCTION", "COERCE")


def test_the_told_type_outscores_its_opposite(judge: Judge) -> None:
    sentence = "Gunmen killed nine soldiers near Maiduguri on Tuesday."
    told = judge.read([sentence])[0]
    sides = (span(sentence, "Gunmen"),), (span(sentence, "nine soldiers"),)
    right, wrong = judge.score(
        told, [Candidate(k, span(sentence, "killed"), *sides) for k in ("ASSAULT", "AID")]
    )
    assert right > 0.5 > wrong


def test_the_file_is_small_and_names_itself(judge: Judge) -> None:
    assert where().stat().st_size < 40_000_000
    assert judge.version.startswith("judge ")
    assert judge.about["score"]

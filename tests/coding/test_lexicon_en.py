"""The English lexicon is well formed: keys, modes, codes, and no word claimed twice without a condition."""

from __future__ import annotations

import pytest
from lexicon_checks import (
    LEXICON,
    OTHER_FILES,
    frame_files,
    frame_problems,
    load,
    other_problems,
    topic_codes,
)

from dragoman.codebook import CONTEXTS, types


def test_every_type_has_its_file() -> None:
    assert {p.stem for p in frame_files("en")} == set(types())


def test_frames_hold_to_the_format() -> None:
    assert frame_problems("en") == []


def test_other_files_hold_to_the_format() -> None:
    assert {n for n in OTHER_FILES if not (LEXICON / "en" / n).exists()} == set()
    assert other_problems("en") == []


def test_every_mode_can_be_reached_by_a_frame() -> None:
    """A mode of the codebook without a frame could never be coded; content modes are set by `content_modes.toml`."""
    content = {
        (t, row["mode"])
        for row in load(LEXICON / "en/content_modes.toml")["content_mode"]
        for t in row["types"]
    }
    for path in frame_files("en"):
        given = {f.get("mode") for f in load(path)["frame"]} | {m for t, m in content if t == path.stem}
        assert set(types()[path.stem].modes) <= given, path.stem


def test_every_context_and_topic_has_words() -> None:
    assert {row["code"] for row in load(LEXICON / "en/contexts.toml")["context"]} == set(CONTEXTS)
    assert {row["code"] for row in load(LEXICON / "en/topics.toml")["topic"]} == set(topic_codes())


@pytest.mark.parametrize("word, kind", [("condemn", "ACCUSE"), ("kill", "ASSAULT"), ("meet", "CONSULT")])
def test_a_core_verb_has_its_own_type(word: str, kind: str) -> None:
    """The general frame (no theme, no `with`) of a core verb belongs to the type the codebook gives it."""
    plain = {
        path.stem
        for path in frame_files("en")
        for frame in load(path)["frame"]
        if word in frame.get("verbs", []) and not frame.get("theme") and not frame.get("with")
    }
    assert plain == {kind}

"""The French lexicon is well formed: keys, modes, codes, and no word claimed twice without a condition."""

from __future__ import annotations

import tomllib

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
    assert {p.stem for p in frame_files("fr")} == set(types())


def test_frames_hold_to_the_format() -> None:
    assert frame_problems("fr") == []


def test_other_files_hold_to_the_format() -> None:
    assert {n for n in OTHER_FILES if not (LEXICON / "fr" / n).exists()} == set()
    assert other_problems("fr") == []


def test_every_mode_can_be_reached_by_a_frame() -> None:
    """A mode no frame gives could never be coded; those of contents stand in `content_modes.toml`."""
    content = {
        (t, row["mode"])
        for row in load(LEXICON / "fr/content_modes.toml")["content_mode"]
        for t in row["types"]
    }
    for path in frame_files("fr"):
        given = {f.get("mode") for f in load(path)["frame"]} | {m for t, m in content if t == path.stem}
        assert set(types()[path.stem].modes) <= given, path.stem


def test_every_context_and_topic_has_words() -> None:
    contexts = {row["code"] for row in load(LEXICON / "fr/contexts.toml")["context"]}
    topics = {row["code"] for row in load(LEXICON / "fr/topics.toml")["topic"]}
    assert contexts == set(CONTEXTS)
    assert topics == set(topic_codes())


def test_topic_codes_are_unique_and_labelled() -> None:
    rows = tomllib.loads((LEXICON / "topics.toml").read_text(encoding="utf-8"))["topic"]
    assert len({r["code"] for r in rows}) == len(rows)
    assert all(r["fr"] and r["en"] and r["definition"] for r in rows)

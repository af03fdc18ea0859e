"""What every language's lexicon must hold to; each fault is one sentence. Shared by both languages' tests."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman.codebook import CONTEXTS, types
from dragoman.records import CLAIM_KINDS, MODALITIES

LEXICON = Path(__file__).parents[2] / "src" / "dragoman" / "coding" / "lexicon"

WORDS = {"verbs", "nouns", "theme", "not"}
LISTS = WORDS | {"actor", "recipient", "noun_actor", "noun_recipient", "contexts", "topics"}
FLAGS = {"mutual", "mutual_if_plural", "content_mode", "becomes", "weak", "lasting"}
STRINGS = {"id", "mode", "needs", "content", "modality", "dead", "injured", "arrested", "note"}
FRAME_KEYS = LISTS | FLAGS | STRINGS | {"with"}
NEEDS = {"actor", "recipient", "either", "both", "two", "none"}

TENSES = {"present", "past", "imperfect", "simple_past", "pluperfect", "future", "conditional"}
TENSES |= {"past_conditional", "infinitive", "participle"}
"""What `coding.tense` can answer."""
OTHER_FILES: dict[str, dict[str, set[str]]] = {
    "light.toml": {"light": {"verbs", "carries", "actor", "recipient", "modality", "only", "not", "denies"}},
    "certainty.toml": {
        "governor": {"modality", "verbs", "nouns", "adjectives", "takes", "tense", "strong", "types"},
        "marker": {"modality", "historical", "words", "on"},
        "auxiliary": {"modality", "verbs", "tense"},
        "conditional": {"hearsay", "hypothesis", "past", "present"},
        "negation": {"words", "not_denying"},
        "occurrence": {"verbs"},
        "lasting": {"verbs"},
    },
    "attribution.toml": {
        "speech": {"verbs", "speaker", "takes", "stance"},
        "preposition": {"words", "not"},
        "document": {"nouns", "author"},
        "agency": {"name", "words"},
        "anonymous": {"words"},
    },
    "claims.toml": {
        "claim": {
            "id",
            "kind",
            "verbs",
            "nouns",
            "adjectives",
            "theme",
            "with",
            "not",
            "holder",
            "passage",
            "strong",
        }
    },
    "contexts.toml": {"context": {"code", "words", "anywhere", "types"}},
    "topics.toml": {"topic": {"code", "words", "anywhere"}},
    "content_modes.toml": {"content_mode": {"types", "mode", "content_types", "verbs", "nouns"}},
}


def topic_codes() -> list[str]:
    """The codes of the shared axis list, in its order."""
    data = tomllib.loads((LEXICON / "topics.toml").read_text(encoding="utf-8"))
    return [row["code"] for row in data["topic"]]


def frame_files(language: str) -> list[Path]:
    """The frame files a language has, one for each type."""
    return [p for name in types() if (p := LEXICON / language / f"{name}.toml").exists()]


def load(path: Path) -> dict[str, Any]:
    """The file's tables."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def frame_problems(language: str) -> list[str]:
    """Every fault of a language's frames; empty when all is well."""
    return [f for path in frame_files(language) for f in _file_faults(path)] + _clashes(language)


def other_problems(language: str) -> list[str]:
    """Every fault of a language's other files; empty when all is well."""
    found: list[str] = []
    for name, tables in OTHER_FILES.items():
        path = LEXICON / language / name
        if path.exists():
            found.extend(f"{language}/{name}: {fault}" for fault in _table_faults(load(path), tables))
    return found


def _file_faults(path: Path) -> Iterator[str]:
    data, kind = load(path), path.stem
    where = f"{path.parent.name}/{kind}"
    if data.get("type") != kind:
        yield f"{where}: type must be {kind}"
    if extra := set(data) - {"type", "frame"}:
        yield f"{where}: unknown tables {sorted(extra)}"
    seen: set[str] = set()
    for frame in data.get("frame", []):
        name = f"{where}/{frame.get('id', '?')}"
        if frame.get("id") in seen or not frame.get("id"):
            yield f"{name}: id missing or twice in its file"
        seen.add(frame.get("id", ""))
        yield from (f"{name}: {fault}" for fault in _frame_faults(frame, kind))


def _frame_faults(frame: dict[str, Any], kind: str) -> Iterator[str]:
    if extra := set(frame) - FRAME_KEYS:
        yield f"unknown keys {sorted(extra)}"
    if "mode" in frame and frame["mode"] not in types()[kind].modes:
        yield f"{frame['mode']} is no mode of {kind}"
    if not frame.get("verbs") and not frame.get("nouns"):
        yield "neither verbs nor nouns"
    for key in LISTS & set(frame):
        if not isinstance(frame[key], list) or not all(
            isinstance(w, str) and w.strip() == w and w for w in frame[key]
        ):
            yield f"{key} must be a list of words"
        elif len(set(frame[key])) != len(frame[key]):
            yield f"{key} has a word twice: {sorted({w for w in frame[key] if frame[key].count(w) > 1})}"
        elif key in WORDS and (upper := [w for w in frame[key] if w != w.lower()]):
            yield f"{key} must be lower case: {upper}"
    for key in FLAGS & set(frame):
        if not isinstance(frame[key], bool):
            yield f"{key} must be true or false"
    if frame.get("needs", "either") not in NEEDS:
        yield f"needs = {frame['needs']} is unknown"
    if frame.get("modality", "planned") not in MODALITIES:
        yield f"modality {frame['modality']} is unknown"
    if frame.get("content", "skip") not in {"skip", *MODALITIES}:
        yield f"content {frame['content']} is unknown"
    if wrong := set(frame.get("contexts", [])) - set(CONTEXTS):
        yield f"no PLOVER contexts: {sorted(wrong)}"
    if wrong := set(frame.get("topics", [])) - set(topic_codes()):
        yield f"no topics: {sorted(wrong)}"
    if not isinstance(frame.get("with", {}), dict):
        yield "with must be a table of preposition to lemmas"


def _clashes(language: str) -> list[str]:
    """Words that two frames of different type or mode claim with nothing to tell them apart."""
    claims: dict[tuple[str, str], list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
    for path in frame_files(language):
        for frame in load(path).get("frame", []):
            if frame.get("with"):
                continue
            conditions = frozenset(frame.get("theme", []))
            for part in ("verbs", "nouns"):
                for word in frame.get(part, []):
                    kind = f"{path.stem}/{frame.get('mode', '')}"
                    claims[part, word].append((kind, f"{path.stem}/{frame['id']}", conditions))
    found = []
    for (_, word), rows in claims.items():
        for (kind, name, themes), (kind2, name2, themes2) in combinations(rows, 2):
            # One frame without a theme is the general case and may stand beside special ones of any type.
            same_scope = not themes and not themes2
            shared = themes & themes2
            if kind != kind2 and (same_scope or shared):
                found.append(f"{language}: {word!r} is claimed by {name} and {name2} {sorted(shared) or ''}")
            elif kind == kind2 and same_scope:
                found.append(f"{language}: {word!r} stands twice, in {name} and {name2}")
    return found


def _table_faults(data: dict[str, Any], tables: dict[str, set[str]]) -> Iterator[str]:
    if extra := set(data) - set(tables):
        yield f"unknown tables {sorted(extra)}"
    for name in set(data) & set(tables):
        rows = data[name] if isinstance(data[name], list) else [data[name]]
        for n, row in enumerate(rows, 1):
            if extra := set(row) - tables[name] - {"note"}:
                yield f"{name} {n}: unknown keys {sorted(extra)}"
            if row.get("modality", "planned") not in MODALITIES:
                yield f"{name} {n}: modality {row['modality']} is unknown"
            if row.get("kind", "stake") not in CLAIM_KINDS:
                yield f"{name} {n}: kind {row['kind']} is unknown"
            if wrong := set(row.get("tense", [])) - TENSES:
                yield f"{name} {n}: tense {sorted(wrong)} is unknown"
            if name == "context" and row.get("code") not in CONTEXTS:
                yield f"context {n}: {row.get('code')} is no PLOVER context"
            if name == "topic" and row.get("code") not in topic_codes():
                yield f"topic {n}: {row.get('code')} is no topic"
            if name == "content_mode" and any(row["mode"] not in types()[t].modes for t in row["types"]):
                yield f"content_mode {n}: {row['mode']} is no mode of {row['types']}"
            for key, value in row.items():
                if isinstance(value, list) and len(set(value)) != len(value):
                    twice = sorted({w for w in value if value.count(w) > 1})
                    yield f"{name} {n}: {key} has a word twice: {twice}"

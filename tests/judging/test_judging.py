"""The judge's arithmetic on a small tokenizer, a made-up encoder and chosen weights: no weights file is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from dragoman.errors import ModelError
from dragoman.judging import Candidate, Judge, labels, reading
from dragoman.judging.heads import INNER, Heads
from dragoman.judging.marks import Marks
from dragoman.judging.words import LONGEST, cut, words
from dragoman.records import Span

WIDTH, NARROW = 8, 6
WIDE = labels.TAGS + len(INNER) * NARROW + len(labels.MODES)
SENTENCE = "Niger expelled the ambassador."
KINDS = len(labels.TYPES)
COERCE = labels.TYPES.index("COERCE")


def small_tokenizer() -> Tokenizer:
    letters = [chr(c) for c in range(33, 127)] + list("éèàç’—")
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁expelled", "▁Niger", *letters]
    made = Tokenizer(models.Unigram([(p, -float(i)) for i, p in enumerate(pieces)], unk_id=3))
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made


class Lookup:
    """An encoder that gives each piece a vector of its own and notes how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        draw = np.random.default_rng(3)
        self.rows = draw.normal(size=(400, WIDTH)).astype(np.float32)
        self.projected = draw.normal(size=(400, WIDE)).astype(np.float32)

    def run(self, _: Any, given: dict[str, Any]) -> list[Any]:
        self.asked += 1
        return [self.rows[given["pieces"]], self.projected[given["pieces"]]]


def weights(seed: int = 5) -> dict[str, Any]:
    draw = np.random.default_rng(seed)
    shapes = {
        "role_out": (3 * len(labels.ROLES), NARROW), "sure_out": (7, NARROW), "near_out": (2, NARROW),
        "pair_in": (NARROW, 6 * WIDTH), "pair_out": (KINDS + 1, NARROW), "near_side": (NARROW, 1),
        "role_type": (KINDS, NARROW), "role_far": (len(labels.NEAREST), NARROW),
    }  # fmt: skip
    made = {f"{n}.weight": draw.normal(size=s).astype(np.float32) for n, s in shapes.items()}
    return made | {f"{n}.bias": draw.normal(size=s[0]).astype(np.float32) for n, s in shapes.items()}


@pytest.fixture
def judge() -> Judge:
    about = {"version": "judge test", "score": {"type": 1.0, "actor": 1.0, "missed actor": -1.0}}
    return Judge(Lookup(), small_tokenizer(), Heads(weights()), about)


def test_words_are_letters_and_single_marks() -> None:
    text = "L’armée a tué 12 « hommes »."
    assert [w.of(text) for w in words(text)] == ["L", "’", "armée", "a", "tué", "12", "«", "hommes", "»", "."]


@given(st.text(alphabet="abé ’.,—1Z", max_size=80))
def test_every_word_has_pieces_inside_the_sentence(text: str) -> None:
    made = cut(small_tokenizer(), text)
    assert tuple(words(text)) == made.words
    assert all(1 <= a < b <= len(made.pieces) - 1 for a, b in made.runs)
    assert made.pieces[0] == 0 and made.pieces[-1] == 2


def test_a_word_is_the_mean_of_its_pieces() -> None:
    made = cut(small_tokenizer(), "abc expelled")
    vectors = np.arange(len(made.pieces), dtype=np.float32)[:, None].repeat(2, axis=1)
    a, z = made.runs[0]
    assert made.pooled(vectors)[0, 0] == pytest.approx(sum(range(a, z)) / (z - a))
    assert made.runs[1][1] - made.runs[1][0] == 1


def test_a_sentence_beyond_the_longest_keeps_its_first_words() -> None:
    made = cut(small_tokenizer(), "z" * 200 + " zz" * 200)
    assert len(made.pieces) == LONGEST
    assert 1 < len(made.words) < 201
    assert max(b for _, b in made.runs) <= LONGEST - 1


def test_the_same_sentence_is_read_alike_alone_and_among_others(judge: Judge) -> None:
    alone = judge.read([SENTENCE])[0]
    among = judge.read(["Mali agreed.", SENTENCE, "Peace."])[1]
    assert alone.marks == among.marks
    assert np.array_equal(alone.tags, among.tags)


def test_one_pass_a_sentence_also_for_scores_and_pairs(judge: Judge) -> None:
    told = judge.read([SENTENCE])[0]
    judge.score(told, [Candidate("COERCE", Span(6, 14), (Span(0, 5),)), Candidate("ACCUSE", Span(6, 14))])
    judge.between(told, Span(0, 5), Span(15, 29))
    assert judge._session.asked == 1


def test_relation_sums_to_one_and_knows_order(judge: Judge) -> None:
    found = judge.relation(SENTENCE, Span(0, 5), Span(15, 29))
    assert set(found) == {*labels.TYPES, "none"}
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)
    back = judge.relation(SENTENCE, Span(15, 29), Span(0, 5))
    assert max(abs(found[k] - back[k]) for k in found) > 1e-3
    assert judge.relation(SENTENCE, Span(0, 5), None) != found


@pytest.mark.parametrize("text", ["", "   "])
def test_without_words_there_is_nothing(judge: Judge, text: str) -> None:
    told = judge.read([text])[0]
    assert told.marks == ()
    assert judge.between(told, None, None)["none"] == 1.0
    assert judge.score(told, [Candidate("COERCE", Span(0, 0))]) == [0.0]


def tags(*labelled: dict[int, float]) -> Any:
    made = np.zeros((len(labelled), labels.TAGS), np.float32)
    for k, row in enumerate(labelled):
        made[k, 0] = 1 - sum(row.values())
        for tag, share in row.items():
            made[k, tag] = share
    return made


def marked(shares: Any, text: str = "a b c d") -> list[tuple[str, str]]:
    made = cut(small_tokenizer(), text)
    vectors = Lookup().projected[: len(made.words)]
    told = reading.marks(made, vectors, vectors[0], shares, Heads(weights()))
    return [(m.event_type, m.span.of(text)) for m in told]


def test_words_that_go_on_are_one_mark() -> None:
    begins, goes = 1 + 2 * COERCE, 2 + 2 * COERCE
    assert marked(tags({begins: 0.9}, {goes: 0.8}, {}, {begins: 0.6})) == [("COERCE", "a b"), ("COERCE", "d")]


def test_a_word_that_begins_again_is_another_mark() -> None:
    begins = 1 + 2 * COERCE
    assert marked(tags({begins: 0.9}, {begins: 0.9}, {}, {})) == [("COERCE", "a"), ("COERCE", "b")]


def test_below_the_least_there_is_no_mark() -> None:
    assert marked(tags({1: reading.LEAST - 0.01}, {}, {}, {1: reading.LEAST + 0.01})) == [
        (labels.TYPES[0], "d")
    ]


def test_a_mark_holds_the_probability_of_its_surest_word_and_six_modalities() -> None:
    made = cut(small_tokenizer(), "a b")
    vectors = Lookup().projected[:2]
    shares = tags({1: 0.4, 2: 0.1}, {2: 0.7})
    (mark,) = reading.marks(made, vectors, vectors[0], shares, Heads(weights()))
    assert mark.probability == pytest.approx(0.7)
    assert mark.span == Span(0, 3)
    assert sum(mark.modality.values()) == pytest.approx(1, abs=1e-5)
    assert set(mark.modality) == set(labels.MODALITIES)
    assert mark.mode is None or (mark.event_type, mark.mode) in labels.MODES


def test_a_candidate_of_the_told_type_scores_above_another(judge: Judge) -> None:
    told = judge.read([SENTENCE])[0]
    best = int(reading.by_type(told.tags)[1].argmax())
    worst = int(reading.by_type(told.tags)[1].argmin())
    good, bad = judge.score(told, [Candidate(labels.TYPES[k], Span(6, 14)) for k in (best, worst)])
    assert good > bad


def test_a_type_that_a_word_tells_gains_and_none_stays() -> None:
    text = "a b c"
    made = cut(small_tokenizer(), text)
    rows = Lookup().projected[:3]
    shares = tags({}, {1 + 2 * COERCE: 0.9}, {})
    told = Marks(text, (), made, rows, rows, rows[0], shares, rows[0])
    even = np.full(KINDS + 1, 1 / (KINDS + 1), np.float32)
    found = reading.agreed(even, told, slice(0, 1), slice(2, 3), Heads(weights()))
    assert found[-1] == pytest.approx(even[-1])
    assert found.sum() == pytest.approx(1, abs=1e-5)
    assert found[:-1].argmax() == COERCE


def test_distance_classes_know_before_and_behind() -> None:
    from dragoman.judging.heads import _far

    found = _far(slice(3, 5), 9)
    zero = labels.NEAREST.index(0)
    assert list(found[3:5]) == [zero, zero]
    assert found[2] == labels.NEAREST.index(-1) and found[5] == labels.NEAREST.index(1)
    assert list(found) == sorted(found)


def test_no_file_is_said_in_one_sentence(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_JUDGE", str(tmp_path / "none.onnx"))
    with pytest.raises(ModelError, match="only the frames"):
        Judge.load()


def test_a_file_of_another_kind_is_refused(tmp_path: Any) -> None:
    path = tmp_path / "judge.onnx"
    path.write_bytes(b"not a model")
    with pytest.raises(ModelError, match="no judge that this version reads"):
        Judge.load(path)

"""The actor-swap audit: names exchanged in grammatical sentences, flips counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from evaluation_made import at, event, sentence
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation import swap
from dragoman.evaluation.swap import audit, exchange
from dragoman.records import Article, Coded


@pytest.mark.parametrize(
    ("language", "kind", "before", "after"),
    [
        ("fr", "countries", "Le Mali a accusé la France.", "La France a accusé le Mali."),
        ("fr", "countries", "Un diplomate du Mali est allé en Algérie.", "Un diplomate de l'Algérie est allé au Mali."),
        ("fr", "countries", "L’armée malienne a quitté le Niger.", "L’armée nigérienne a quitté le Mali."),
        ("fr", "armed", "L'armée a tué neuf rebelles.", "La rébellion a tué neuf soldats."),
        ("en", "countries", "Russia struck a Ukrainian port in Ukraine.", "Ukraine struck a Russian port in Russia."),
        ("en", "countries", "Mali closed its border.", "France closed its border."),
        ("en", "armed", "Rebels shelled the army.", "Soldiers shelled the rebellion."),
    ],
)  # fmt: skip
def test_exchange(language: str, kind: str, before: str, after: str) -> None:
    made = exchange(before, language, kind)
    assert made is not None and made.new == after


@pytest.mark.parametrize(
    ("language", "before"),
    [
        ("en", "It rained in Malibu."),
        ("fr", "Les groupes cubano-américains s'en félicitent."),
        ("fr", "Les soldats français ont quitté le Mali."),  # one soldier or several: the form does not say
        ("fr", "Le président malien a reçu la Russie."),  # no Russian adjective that shows its gender
    ],
)
def test_what_cannot_be_exchanged_is_passed_over(language: str, before: str) -> None:
    assert exchange(before, language, "countries") is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", swap.KINDS)
def test_the_table_has_one_width_and_no_form_twice_in_a_column(language: str, kind: str) -> None:
    rows = swap.table()[language][kind]
    assert len({len(forms) for forms in rows.values()}) == 1
    owners: dict[str, str] = {}
    for name, forms in rows.items():
        for form in filter(None, forms):
            assert owners.setdefault(form.lower(), name) == name
            assert form.lower() not in swap.table()[language]["unclear"]


@given(
    st.lists(
        st.sampled_from(["Mali", "France", "Russian", "the", "army", "of", "Chad"]), min_size=1, max_size=8
    )
)
def test_words_that_stay_are_found_where_they_moved(words: list[str]) -> None:
    text = " ".join(words)
    made = exchange(text, "en", "countries")
    if made is None:
        return
    edited = {e for e, _ in made.edits}
    place = 0
    for word in words:
        span = swap.Span(place, place + len(word))
        place = span.end + 1
        if span not in edited:
            assert made.moved(span).of(made.new) == word
        else:
            new = dict(made.edits)[span]
            assert made.moved(span).of(made.new) == new


def test_flips_are_counted() -> None:
    """A stub that reads ACCUSE when Mali acts, THREATEN when France does, and says nothing of Chad."""
    text = "Mali accused France."

    def stub(articles: Iterable[Article]) -> Iterator[Coded]:
        for a in articles:
            kind = {"Mali": "ACCUSE", "France": "THREATEN"}.get(a.text.split()[0])
            made = (
                (event(kind, text=a.text, actor=(), evidence={"trigger": (at("accused", a.text),)}),)
                if kind
                else ()
            )
            yield Coded(a, made)

    cases = [sentence(text=text), sentence(text="Mali accused Chad."), sentence(text="It rained.")]
    countries = audit(cases, stub)[0]
    assert (countries.kind, countries.sentences, countries.records) == ("countries", 2, 2)
    assert (countries.changed, countries.lost, countries.gained, countries.share) == (1, 1, 0, 1.0)
    assert [(f.before, f.after) for f in countries.flips] == [("ACCUSE", "THREATEN"), ("ACCUSE", "")]

"""The gate never loses a trigger word, and lets what has none pass by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.gate import Gate
from dragoman.gate.worth import stem_pattern

GATE = Gate({"fr": {"tu", "attaqu", "entretien", "expuls"}, "en": {"attack", "expel"}})


def test_a_trigger_passes_with_its_word_as_reason() -> None:
    passed, reason = GATE.worth("Des hommes armés ont Attaqué le village.", "fr")
    assert passed
    assert "Attaqu" in reason


def test_no_trigger_does_not_pass() -> None:
    passed, reason = GATE.worth("Il fait beau à Bamako.", "fr")
    assert not passed
    assert reason


def test_a_stem_stands_at_the_beginning_of_a_word() -> None:
    assert not GATE.worth("The contraattack", "en")[0]
    assert GATE.worth("the counter-attack", "en")[0]
    assert GATE.worth("L’attaque", "fr")[0]


def test_without_a_possible_actor_it_does_not_pass() -> None:
    gate = Gate({"en": {"attack"}}, may_be_actor=lambda text, language: "army" in text)
    assert gate.worth("the army attacks", "en")[0]
    passed, reason = gate.worth("a heart attack", "en")
    assert not passed
    assert "actor" in reason


def test_an_unknown_language_is_never_held_back() -> None:
    assert GATE.worth("Der Angriff", "de")[0]


def test_no_stems_match_nothing() -> None:
    assert stem_pattern([]).search("anything") is None


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="abcé", min_size=1, max_size=5), min_size=1, max_size=8),
    st.text("xyz", max_size=3),
)
def test_every_stem_is_found_in_every_word_that_begins_with_it(stems: list[str], tail: str) -> None:
    pattern = stem_pattern(stems)
    for stem in stems:
        assert pattern.search(f"zz {stem.upper()}{tail} zz")

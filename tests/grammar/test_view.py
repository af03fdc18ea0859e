"""What the view promises, whichever treebank is behind it."""

import pytest

PAIRS = [
    ("fr", "Le Mali a expulsé l'ambassadeur de France.", "expulsé", "Mali", "ambassadeur"),
    ("en", "Mali expelled the ambassador of France.", "expelled", "Mali", "ambassador"),
    ("fr", "La junte condamne l'attaque de Djibo.", "condamne", "junte", "attaque"),
    ("en", "The junta condemned the attack on Djibo.", "condemned", "junta", "attack"),
]


@pytest.mark.parametrize(("language", "text", "verb", "subject", "object_"), PAIRS)
def test_subject_and_object(read, language, text, verb, subject, object_) -> None:
    r = read(text, language)
    assert r.word(verb).dep == "root"
    assert r.arc(subject) == ("nsubj", verb)
    assert r.arc(object_) == ("obj", verb)


@pytest.mark.parametrize(
    ("language", "text", "verb", "subject", "agent", "preposition"),
    [
        ("fr", "Douze soldats ont été tués par des hommes armés.", "tués", "soldats", "hommes", "par"),
        ("en", "Twelve soldiers were killed by gunmen.", "killed", "soldiers", "gunmen", "by"),
        ("fr", "Le président a été reçu par le roi.", "reçu", "président", "roi", "par"),
        ("en", "The president was received by the king.", "received", "president", "king", "by"),
    ],
)
def test_passive(read, language, text, verb, subject, agent, preposition) -> None:
    r = read(text, language)
    assert r.arc(subject) == ("nsubj:pass", verb)
    assert r.arc(agent) == ("obl:agent", verb)
    assert r.case(agent) == preposition
    assert r.sentence.is_passive(r.word(verb))


@pytest.mark.parametrize(
    ("language", "text", "noun", "preposition", "relation", "head"),
    [
        (
            "en",
            "Mali expelled the envoy because of remarks by Paris.",
            "remarks",
            "because of",
            "obl",
            "expelled",
        ),
        ("en", "Mali expelled the envoy because of remarks by Paris.", "Paris", "by", "nmod", "remarks"),
        ("en", "According to the army, the rebels left Gao.", "army", "according to", "obl", "left"),
        ("en", "They protested in front of the embassy.", "embassy", "in front of", "obl", "protested"),
        ("en", "He spoke on behalf of the union.", "union", "on behalf of", "obl", "spoke"),
        ("en", "Russia withdrew its troops from Syria.", "Syria", "from", "obl", "withdrew"),
        ("en", "The attack on the base killed five soldiers.", "base", "on", "nmod", "attack"),
        ("fr", "Ils ont manifesté devant l'ambassade de France.", "ambassade", "devant", "obl", "manifesté"),
        ("fr", "Il a parlé au nom de l'opposition.", "opposition", "au nom de", "obl", "parlé"),
        ("fr", "Le groupe a mené une attaque contre la base.", "base", "contre", "nmod", "attaque"),
        (
            "fr",
            "Des inquiétudes existent au sein de la communauté.",
            "communauté",
            "au sein de",
            "obl",
            "existent",
        ),
        (
            "fr",
            "Des sanctions ont été prises à l'encontre de la Russie.",
            "Russie",
            "à l'encontre de",
            "obl",
            "prises",
        ),
        ("fr", "Lors d’un entretien, ils ont évoqué la crise.", "entretien", "lors de", "obl", "évoqué"),
        ("fr", "Il a parlé aux autorités.", "autorités", "à", "obl", "parlé"),
        ("fr", "D'après la police, le suspect a fui.", "police", "d'après", "obl", "fui"),
    ],
)
def test_prepositions_hang_below_their_nouns(read, language, text, noun, preposition, relation, head) -> None:
    r = read(text, language)
    assert r.case(noun) == preposition
    assert r.arc(noun) == (relation, head)


def test_two_prepositions_in_english(read) -> None:
    r = read("They attacked troops in Gao and near Kidal.", "en")
    assert r.case("Kidal") == "near"
    assert [t.text for t in r.sentence.conjuncts(r.word("Gao"))] == ["Gao", "Kidal"]


def test_clause_behind_a_preposition(read) -> None:
    r = read("The army accused Rwanda of shelling Goma.", "en")
    assert r.arc("shelling") == ("advcl", "accused")
    assert r.arc("of") == ("mark", "shelling")
    assert r.arc("Goma") == ("obj", "shelling")


def test_called_on_to_leave_keeps_its_preposition_as_particle(read) -> None:
    r = read("The troops were called on to leave.", "en")
    assert r.arc("on") == ("prt", "called")


def test_reflexive(read) -> None:
    r = read("Le ministre s’entretient avec son homologue.", "fr")
    verb = r.word("entretient")
    assert verb.lemma == "entretenir"
    assert r.sentence.is_reflexive(verb)
    assert r.word("s’").lemma == "se"


def test_typographic_apostrophes_change_nothing(read) -> None:
    curly = read("L’armée s’est retirée d’Ansongo.", "fr").sentence
    straight = read("L'armée s'est retirée d'Ansongo.", "fr").sentence
    assert [(t.lemma, t.dep, t.head, t.start) for t in curly.tokens] == [
        (t.lemma, t.dep, t.head, t.start) for t in straight.tokens
    ]
    assert curly.tokens[0].text == "L’"


def test_articles_and_contractions(read) -> None:
    r = read("Des soldats du Niger ont parlé aux habitants des villages.", "fr")
    assert (r.word("Des").pos, r.word("Des").lemma, r.word("Des").dep) == ("DET", "un", "det")
    assert (r.word("du").pos, r.word("du").lemma) == ("ADP", "de")
    assert r.word("aux").lemma == "à"
    assert r.case("villages") == "de"


def test_possessive(read) -> None:
    r = read("Russia's envoy left Mali.", "en")
    assert r.arc("Russia") == ("nmod:poss", "envoy")


def test_hyphenated_names_are_one_word(read) -> None:
    assert read("Kassym-Jomart Tokaïev est arrivé à Bâton-Rouge.", "fr").word("Bâton-Rouge").pos == "PROPN"
    assert read("A-t-il quitté le pays ?", "fr").word("-il").pos == "PRON"
    assert read("The president was re-elected.", "en").word("re-elected")


def test_offsets_of_double_blanks(read) -> None:
    r = read("Le  Mali a signé,  dit-on.", "fr")
    text = r.sentence.text
    assert all(text[t.start : t.end] == t.text for t in r.sentence.tokens)
    assert not any(t.text.isspace() for t in r.sentence.tokens)

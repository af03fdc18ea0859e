"""Frequent parser faults, each with a sentence that shows it, and one that must stay as it is."""

import pytest


@pytest.mark.parametrize(
    ("language", "text", "word", "relation", "head"),
    [
        # subject behind a fronted phrase
        (
            "fr",
            "Dans un contexte marqué par la dégradation de la sécurité au Sahel, le Mali et la Russie ont réaffirmé leur "
            "volonté de coopérer.",
            "Mali",
            "nsubj",
            "réaffirmé",
        ),
        (
            "fr",
            "Après sept ans de négociations, le Canada et l'Union européenne ont signé un accord.",
            "Canada",
            "nsubj",
            "signé",
        ),
        (
            "fr",
            "Après sept ans de négociations, le Canada et l'Union européenne ont signé un accord.",
            "Union",
            "conj",
            "Canada",
        ),
        # each name to its title
        (
            "fr",
            "Le ministre malien des Affaires étrangères, Abdoulaye Diop, et son homologue russe, Sergueï Lavrov, ont discuté.",
            "Abdoulaye",
            "appos",
            "ministre",
        ),
        (
            "fr",
            "Le ministre malien des Affaires étrangères, Abdoulaye Diop, et son homologue russe, Sergueï Lavrov, ont discuté.",
            "Sergueï",
            "appos",
            "homologue",
        ),
        ("fr", "Le président Assimi Goïta a reçu l'ambassadeur.", "Assimi", "appos", "président"),
        # the subject behind the quotation
        (
            "fr",
            "« C'est un acte grave », a déclaré jeudi le porte-parole de l'armée.",
            "porte-parole",
            "nsubj",
            "déclaré",
        ),
        ("fr", "« L'opération continue » a annoncé Erdoğan.", "Erdoğan", "nsubj", "annoncé"),
        # "aux" is no article, a passive has no object
        (
            "fr",
            "Ils ont parlé des défis auxquels sont confrontés leurs pays.",
            "pays",
            "nsubj:pass",
            "confrontés",
        ),
        # agents
        ("fr", "L'accord a été rejeté lundi par le parlement.", "parlement", "obl:agent", "rejeté"),
        # brackets
        ("fr", "L'Union africaine (UA) a suspendu le Niger.", "UA", "appos", "Union"),
        ("en", "The African Union (AU) suspended Niger.", "AU", "appos", "Union"),
        # a dyad
        (
            "fr",
            "En conclusion, le renforcement des liens entre le Mali et la Russie marque un tournant.",
            "Russie",
            "conj",
            "Mali",
        ),
        (
            "fr",
            "L'avion assurant la liaison entre Barcelone et Paris était en retard.",
            "Paris",
            "conj",
            "Barcelone",
        ),
        # the main clause behind a subordinate one
        (
            "fr",
            "En s'appuyant sur l'expertise russe en matière de sécurité, Bamako espère renforcer ses capacités.",
            "Bamako",
            "nsubj",
            "espère",
        ),
        (
            "fr",
            "Ce partenariat, s'il est mené avec prudence et transparence, pourrait contribuer à stabiliser la région.",
            "partenariat",
            "nsubj",
            "pourrait",
        ),
        (
            "fr",
            "En effet, la crise sécuritaire au Mali, exacerbée par la présence de groupes terroristes, a poussé les "
            "autorités à agir.",
            "crise",
            "nsubj",
            "poussé",
        ),
        # a verb tagged as a noun
        ("en", "A court sentences a general to 12 months in prison.", "court", "nsubj", "sentences"),
        # coordination
        ("fr", "Il dénonce la colère et l'hostilité du régime.", "hostilité", "conj", "colère"),
        (
            "fr",
            "Ils projetaient de déstabiliser le pays et ont été arrêtés.",
            "arrêtés",
            "conj",
            "projetaient",
        ),
    ],
)
def test_hangs_where_it_belongs(read, language, text, word, relation, head) -> None:
    assert read(text, language).arc(word) == (relation, head)


@pytest.mark.parametrize(
    ("language", "text", "word", "relation", "head"),
    [
        ("fr", "Il a déclaré la guerre à la Russie.", "guerre", "obj", "déclaré"),
        ("fr", "Le maire, élu en mai, lance un appel au calme.", "appel", "obj", "lance"),
        ("fr", "Le ministre a été tué lundi par erreur.", "erreur", "obl", "tué"),
        ("en", "The minister was briefed by phone.", "phone", "obl", "briefed"),
        ("en", "He condemned the attack on Gao.", "Gao", "nmod", "attack"),
    ],
)
def test_leaves_alone_what_is_right(read, language, text, word, relation, head) -> None:
    found = read(text, language).arc(word)
    assert found[1] == head
    assert found[0] == relation


def test_every_tree_stays_a_tree(grammar) -> None:
    from dragoman.records import Article

    text = (
        "Sans la Floride, le président a gagné. L'homme, arrivé par l'escalier, a agressé les militaires. Le livre, écrit en "
        "trois mois, est composé de cinq chapitres. Des poils trouvés en Sibérie appartiendraient au yéti, indique une "
        "analyse effectuée en Russie, a annoncé à l'agence RIA Novosti le professeur Sapounov, de l'université de Russie."
    )
    for sentence in grammar.parse(Article(text, language="fr")).sentences:
        assert sum(t.head == t.i for t in sentence.tokens) == 1
        assert sum(t.dep == "root" for t in sentence.tokens) == 1
        root = next(t for t in sentence.tokens if t.head == t.i)
        assert len(sentence.subtree(root.i)) == len(sentence.tokens)

"""No parse is a circle, whatever the model and the repairs make of it: what climbs or descends a tree must end."""

from dragoman.grammar.tree import Node, Tree


def tree(*heads: int) -> Tree:
    return Tree(
        Node(i, f"w{i}", f"w{i}", "NOUN", "root" if h == i else "nmod", h, i * 3, i * 3 + 2)
        for i, h in enumerate(heads)
    )


def reaches_root(made: Tree) -> bool:
    roots = [n.i for n in made.nodes if n.head == n.i]
    return len(roots) == 1 and all(any(a.i == roots[0] for a in [n, *made.ancestors(n)]) for n in made.nodes)


def test_a_tree_is_left_as_it_is():
    made = tree(1, 1, 1)
    assert made.untie() == 0
    assert [n.head for n in made.nodes] == [1, 1, 1]


def test_a_circle_beside_the_root_hangs_on_it():
    made = tree(0, 2, 3, 1)
    assert made.untie() == 1
    assert reaches_root(made)


def test_a_circle_without_any_root_gets_one():
    made = tree(1, 2, 0)
    assert made.untie() == 1
    assert reaches_root(made)


def test_a_purpose_clause_before_the_main_one():
    from dragoman.grammar import Grammar
    from dragoman.records import Article

    text = "Afin d'aider les déplacés, le conseil régional a envoyé une équipe."
    sentence = Grammar().parse(Article(text, language="fr")).sentences[0]
    sent = next(t for t in sentence.tokens if t.text == "envoyé")
    assert sent.dep == "root"
    assert all(any(a.i == sent.i for a in [t, *sentence.ancestors(t)]) for t in sentence.tokens)

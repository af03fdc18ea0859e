"""Article and zones in, Parse out: sentences split by us, parsed, turned into the view's relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.errors import ConfigError
from dragoman.gate.zones import Zone, zones
from dragoman.grammar import english, french, repair
from dragoman.grammar.lemmas import corrections, french_lemmas
from dragoman.grammar.models import GrammarConfig, Model, load
from dragoman.grammar.sentences import Stub, split
from dragoman.grammar.tokens import join_hyphens
from dragoman.grammar.tree import Node, Tree
from dragoman.grammar.view import Parse, Sentence, Token
from dragoman.records import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 32  # sentences a call; fixed, so that a sentence's neighbours in a batch never depend on the run
MOST_TOKENS = 400  # a "sentence" above it is a table or list; its parse would be slow and worthless
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"'})
ENTITIES = {
    "PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG", "NORP": "MISC",
    "MISC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "LAW": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip


class Grammar:
    """Parses articles; the models load on first use of a language.

    Raises ModelError where a model is missing or altered, ConfigError where its name does not fit.
    """

    def __init__(self, config: GrammarConfig | None = None) -> None:
        self.config = config or GrammarConfig()

    def model(self, language: str) -> Model:
        """The loaded model of a language."""
        return load(self.config.model(language), self.config.entities)

    def split(self, article: Article, found: Sequence[Zone] | None = None) -> list[Stub]:
        """The sentences of the article, without any model."""
        return split(article, zones(article) if found is None else found)

    def parse(
        self,
        article: Article,
        found: Sequence[Zone] | None = None,
        keep: Callable[[Stub], bool] | None = None,
    ) -> Parse:
        """The parsed sentences of the article that `keep` accepts (all without it), in text order.

        `Sentence.index` counts all sentences of the article, also those not kept. `passed_over` names the
        paragraphs in other languages and the sentences too long to parse, each with its reason.
        """
        areas = zones(article) if found is None else found
        passed = [(z.span, z.reason) for z in areas if z.kind == "foreign"]
        made: dict[int, Sentence] = {}
        stubs = [s for s in split(article, areas) if keep is None or keep(s)]
        for language in dict.fromkeys(s.language for s in stubs):
            mine = [s for s in stubs if s.language == language]
            for stub, sentence in zip(mine, self.sentences(mine, language), strict=True):
                if sentence is None:
                    passed.append(
                        (stub.span, f"more than {MOST_TOKENS} words without a full stop: not parsed")
                    )
                else:
                    made[stub.index] = sentence
        return Parse(tuple(made[k] for k in sorted(made)), tuple(sorted(passed)))

    def sentences(self, stubs: Sequence[Stub], language: str) -> list[Sentence | None]:
        """Each stub's parse; None for one with more than `MOST_TOKENS` tokens."""
        if language not in ("fr", "en"):
            raise ConfigError(f"dragoman has no grammar for the language “{language}”; it reads fr and en.")
        model = self.model(language)
        # The vocabulary forgets what it met when the zone ends: memory stays constant over any number of articles.
        with model.nlp.memory_zone():
            docs = [_doc(model, stub.text) for stub in stubs]
            short = [doc for doc in docs if len(doc) <= MOST_TOKENS]
            parsed = iter(list(model.nlp.pipe(short, batch_size=BATCH)))
            return [
                _sentence(model, stub, next(parsed)) if len(doc) <= MOST_TOKENS else None
                for stub, doc in zip(stubs, docs, strict=True)
            ]


def _doc(model: Model, text: str) -> Doc:
    """The words of one sentence, blanks left out, marked as one sentence; `user_data` keeps their offsets."""
    from spacy.tokens import Doc

    # The models were trained on straight apostrophes; the exchange keeps every offset.
    found = [(t.idx, t.text) for t in model.nlp.tokenizer(text.translate(STRAIGHT)) if not t.is_space]
    words = join_hyphens(found, model.known.language)
    spaces = [later > at + len(word) for (at, word), (later, _) in pairwise(words)]
    doc = Doc(model.nlp.vocab, [word for _, word in words], [*spaces, False] if words else [])
    doc.user_data["offsets"] = [at for at, _ in words]
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _sentence(model: Model, stub: Stub, doc: Doc) -> Sentence:
    language = model.known.language
    tree = Tree(_nodes(model, stub, doc))
    tagged = [n.pos for n in tree.nodes]
    (french if language == "fr" else english).unify(tree)
    repair.repair(tree, language)
    for node, before in zip(tree.nodes, tagged, strict=True):
        if node.pos == "VERB" != before:
            node.lemma = lemma(model, node.text.translate(STRAIGHT), "VERB", node.morph)
    tokens = tuple(
        Token(n.i, n.text, n.lemma, n.pos, n.dep, n.head, n.start, n.end, n.morph, n.entity)
        for n in tree.nodes
    )
    return Sentence(stub.index, stub.paragraph, stub.zone, language, stub.text, stub.start, stub.end, tokens)


def _nodes(model: Model, stub: Stub, doc: Doc) -> Iterator[Node]:
    offsets = doc.user_data["offsets"]
    for token in doc:
        start = offsets[token.i]
        text = stub.text[start : start + len(token)]
        base = lemma(model, token.text, token.pos_, own=token.lemma_)
        yield Node(
            token.i, text, base, token.pos_, token.dep_, token.head.i,
            stub.start + start, stub.start + start + len(token),
            token.morph.to_dict(), ENTITIES.get(token.ent_type_, ""), token.tag_,
        )  # fmt: skip


def lemma(model: Model, form: str, pos: str, morph: dict[str, str] | None = None, own: str = "") -> str:
    """The lemma of a form, lower case; `own` is the pipeline's where it made one already."""
    language = model.known.language
    if language == "fr":
        return french_lemmas(model.folder).lemma(form, pos)
    mended = corrections(language)
    low = form.lower()
    known = mended.get((low, pos)) or mended.get((low, "*"))
    if known or pos == "PROPN":
        return known or low
    return (own or _rule_lemma(model, form, pos, morph or {})).lower()


def _rule_lemma(model: Model, form: str, pos: str, morph: dict[str, str]) -> str:
    from spacy.tokens import Doc

    doc = Doc(model.nlp.vocab, [form], pos=[pos], morphs=["|".join(f"{k}={v}" for k, v in morph.items())])
    return str(model.nlp.get_pipe("lemmatizer")(doc)[0].lemma_)

"""The main job: an article in, its events and claims out, with what was passed over and why."""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import version
from dragoman.coding import candidates, claims, events, frames, judged, merge, relation
from dragoman.coding.attribution import Voices
from dragoman.coding.candidates import Candidate, Dropped, Verdict
from dragoman.coding.confidence import is_kept
from dragoman.coding.discourse import Discourse
from dragoman.coding.drafts import Drafter
from dragoman.coding.when import Dates
from dragoman.errors import ConfigError, InputError
from dragoman.gate import Zone, language_of, zones
from dragoman.grammar import Grammar, GrammarConfig, Parse
from dragoman.knowledge.version import version as knowledge_version
from dragoman.records import Article, Claim, Coded, Event, Problem, Span

if TYPE_CHECKING:
    from dragoman.judging import Judge

LANGUAGES = ("fr", "en")
READERS = ("frames", "judge")
"""Who reads a sentence: the frames over its parse, the learned judge beside them."""
AHEAD = 4
"""Articles a worker is given ahead of the one that is awaited: keeps memory constant and order kept."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What `--explain` prints: each trigger that gave no event, and each paragraph that was not read."""

    coded: Coded
    dropped: tuple[Dropped, ...]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)  # event id → what the judge gives it
    unlikely: tuple[Event, ...] = ()  # records below the threshold


class Coder:
    """Codes articles in French and English. Models and tables load on first use of a language.

    `store` is a folder whose own actors (`dragoman knowledge add`) are looked up before the built-in ones; `grammar`
    names other spaCy models. Raises ModelError where a model is missing or altered; an article in another language gives
    no events and a Problem that says so.
    """

    def __init__(
        self,
        store: str | Path | None = None,
        grammar: GrammarConfig | None = None,
        readers: Sequence[str] = READERS,
    ) -> None:
        if not readers or not set(readers) <= set(READERS):
            raise ConfigError(
                f"readers = {list(readers)} names none of ours; give one or both of {list(READERS)}."
            )
        self._frames = "frames" in readers
        self._readers = tuple(r for r in READERS if r in readers)
        self._store = str(store) if store is not None else None
        self._config = grammar or GrammarConfig()
        self._grammar = Grammar(self._config)
        self._knowledge: tuple[Any, Any] | None = None

    def code(self, article: Article) -> list[Event]:
        """The events of one article, in the order in which they are first told."""
        return list(self.read(article).events)

    def read(self, article: Article) -> Coded:
        """The events, the claims, and what was passed over."""
        return self.explain(article).coded

    def explain(self, article: Article) -> Explained:
        """As `read`, with every trigger that came to nothing and why."""
        if article.language is not None and article.language not in LANGUAGES:
            return _nothing(
                article, f"It is in {article.language!r} by its own word; dragoman reads fr and en."
            )
        found = zones(article)
        language = _main_language(found, article)
        if language is None:
            return _nothing(article, "No paragraph in French or English: nothing was coded.")
        parse = self._grammar.parse(
            article, [z for z in found if z.language == language or z.kind == "foreign"]
        )
        parse = Parse(tuple(s for s in parse.sentences if s.language == language), parse.passed_over)
        passed = [*parse.passed_over, *_other_language(found, language)]
        dateline = _dateline(article, found, language)
        day = article.day or dateline
        actors, places = self._tables()
        discourse = Discourse(parse, actors, places, language, day)
        voices = Voices(article, discourse)
        discourse.read()
        lexicon = frames.load(language)
        judge = self._judge()
        told: list[Candidate] = []
        dropped: list[Dropped] = []
        for sentence in parse.sentences:
            made, gone = candidates.read(sentence, lexicon, discourse) if self._frames else ([], [])
            if judge is not None:
                made, gone = judged.merge(sentence, judge, made, gone, discourse)
            told += made
            dropped += gone
        drafter = Drafter(discourse, voices, article.day, dateline)
        drafts = [drafter.draft(c) for c in told]
        coder = self.coder(language)
        tellings = merge.merge(drafts)
        made_events = tuple(
            events.build(article, t, language, voices.chain(t.lead.voice), coder) for t in tellings
        )
        verdicts = {
            e.id: t.verdict for e, t in zip(made_events, tellings, strict=True) if t.verdict is not None
        }
        kept = [is_kept(e, verdicts.get(e.id)) for e in made_events]
        likely, unlikely = (
            tuple(e for e, k in zip(made_events, kept, strict=True) if k is wanted)
            for wanted in (True, False)
        )
        dropped += [_unlikely(e) for e in unlikely]
        made_claims: tuple[Claim, ...] = claims.read(article, discourse, voices, coder)
        problems = tuple(
            Problem(article.source or article.id, f"Passed over: {why}.", span)
            for span, why in sorted(passed)
        )
        return Explained(Coded(article, likely, made_claims, problems), tuple(dropped), verdicts, unlikely)

    def stream(self, articles: Iterable[Article], workers: int = 1) -> Iterator[Coded]:
        """Each article coded, order kept, in constant memory; the same with any number of workers."""
        if workers < 1:
            raise ConfigError(f"workers = {workers} is none; give 1 or more.")
        if workers == 1:
            for article in articles:
                yield self.read(article)
            return
        with ProcessPoolExecutor(
            workers,
            mp_context=get_context("spawn"),
            initializer=_start,
            initargs=(self._store, self._config, self._readers),
        ) as pool:
            waiting: deque[Future[Coded]] = deque()
            for article in articles:
                with _deaf():
                    waiting.append(pool.submit(_code, article))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def relation(
        self, sentence: str, source: str, target: str, language: str | None = None, none: bool = False
    ) -> tuple[str | None, float]:
        """The PLOVER type of what `source` does to `target` in a sentence, with its probability.

        `source` and `target` are quoted from the sentence. Without `none` an answer is always given, if only the
        commonest type; with it, None where no act is told. Raises InputError where a side is not in the sentence.
        """
        sides = []
        for side in (source, target):
            at = sentence.find(side)
            if at < 0 or not side:
                raise InputError(
                    f"{side!r} does not stand in the sentence; give both sides as they are written there."
                )
            sides.append(Span(at, at + len(side)))
        code = language or language_of(sentence, None)
        if code not in LANGUAGES:
            code = "en"
        stubs = self._grammar.split(Article(sentence, language=code))
        whole = replace(stubs[0], text=sentence, start=0, end=len(sentence)) if stubs else None
        parsed = next(iter(self._grammar.sentences([whole], code)), None) if whole is not None else None
        found = None
        if parsed is not None and self._frames:
            found = relation.read(parsed, sides[0], sides[1], frames.load(code))
        judge = self._judge()
        shares = judge.relation(sentence, *sides) if judge is not None else None
        return relation.answer(found, shares, none)

    def coder(self, language: str) -> Mapping[str, str]:
        """What a record's `coder` field names: versions of dragoman, schema, codebook, conventions, knowledge, frames, model."""
        model = self._config.model(language)
        return {
            "dragoman": version.__version__,
            "schema": version.SCHEMA,
            "codebook": version.CODEBOOK,
            "conventions": version.CONVENTIONS,
            "knowledge": knowledge_version(self._store),
            "frames": frames.load(language).digest if self._frames else "",
            "model": str(getattr(model, "name", model)),
            "judge": judge.version if (judge := self._judge()) is not None else "",
        }

    def _judge(self) -> Judge | None:
        """The judge where it is one of the readers; None where its file is not there and the frames read alone."""
        if "judge" not in self._readers:
            return None
        from dragoman.judging import judge as judging

        if self._frames and not judging.where().is_file():
            return None
        return _judge()

    def _tables(self) -> tuple[Any, Any]:
        if self._knowledge is None:
            self._knowledge = _tables(self._store)
        return self._knowledge


@lru_cache(maxsize=4)
def _tables(store: str | None) -> tuple[Any, Any]:
    from dragoman.knowledge import Actors, Places

    return Actors(store), Places()


@lru_cache(maxsize=1)
def _judge() -> Judge:
    from dragoman.judging import Judge

    return Judge.load()


_worker: Coder | None = None


@contextmanager
def _deaf() -> Iterator[None]:
    """A worker started inside leaves Ctrl-C, which goes to the whole group, to its parent: no tracebacks."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _start(store: str | None, config: GrammarConfig, readers: Sequence[str]) -> None:
    global _worker  # each worker process makes its coder once
    _worker = Coder(store, config, readers)


def _code(article: Article) -> Coded:
    assert _worker is not None
    return _worker.read(article)


def _unlikely(event: Event) -> Dropped:
    """A record that both readers together hold for too unlikely an event of its type."""
    return Dropped(
        event.evidence["trigger"][0],
        event.coder["frame"],
        "below the threshold: too unlikely to be an act of this type",
    )


def _nothing(article: Article, why: str) -> Explained:
    return Explained(Coded(article, problems=(Problem(article.source or article.id, why),)), ())


def _main_language(found: Iterable[Zone], article: Article) -> str | None:
    """The language of most of what can be coded; the article's own where it is given and met."""
    weight: Counter[str] = Counter()
    for z in found:
        if z.language in LANGUAGES:
            weight[z.language] += z.span.end - z.span.start
    if article.language in weight:
        return article.language
    return max(sorted(weight), key=lambda k: weight[k], default=None)


def _other_language(found: Iterable[Zone], language: str) -> list[tuple[Span, str]]:
    return [
        (z.span, f"a paragraph in another language ({z.language})")
        for z in found
        if z.language in LANGUAGES and z.language != language
    ]


def _dateline(article: Article, found: Iterable[Zone], language: str) -> date | None:
    """The day a dateline gives in full ("Bamako, le 1er août 2024 –")."""
    for z in found:
        if z.kind != "dateline":
            continue
        end = article.text.find("\n", z.span.end)
        head = article.text[z.span.start : min(z.span.end + 40, end if end >= 0 else len(article.text))]
        for when in Dates(language).mentions(head, None):
            if when.value and when.precision == "day":
                return date.fromisoformat(when.value)
    return None

"""Gold sentences beside what a coder made of them: the cases that every measure counts over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.annotation import Annotation, told_in
from dragoman.evaluation.gold import Gold, Sentence
from dragoman.evaluation.matching import match
from dragoman.records import Article, Coded, Event, Problem, event_from_dict


@dataclass(frozen=True, slots=True)
class Case:
    """A gold sentence, the coder's events of it, and which answers which. `lenient` is how types were compared."""

    sentence: Sentence
    coded: tuple[Annotation, ...]
    pairs: tuple[tuple[int, int], ...]
    lenient: bool = False
    notes: tuple[str, ...] = ()  # why words of the sentence gave no event, as the coder says it

    @property
    def gold(self) -> tuple[Annotation, ...]:
        """What the reader annotated."""
        return self.sentence.events

    @property
    def matched(self) -> Iterator[tuple[Annotation, Annotation]]:
        """Each gold event with the coded event that answers it."""
        return ((self.gold[g], self.coded[c]) for g, c in self.pairs)

    @property
    def missed(self) -> list[Annotation]:
        """Gold events that no coded event answers."""
        found = {g for g, _ in self.pairs}
        return [e for k, e in enumerate(self.gold) if k not in found]

    @property
    def extra(self) -> list[Annotation]:
        """Coded events that answer no gold event."""
        found = {c for _, c in self.pairs}
        return [e for k, e in enumerate(self.coded) if k not in found]


def case(
    sentence: Sentence, events: Iterable[Event], lenient: bool = False, notes: Sequence[str] = ()
) -> Case:
    """The case of a sentence: the records whose trigger lies in it, matched with its gold."""
    told = [a for e in events if (a := told_in(e, sentence.span)) is not None]
    coded = tuple(sorted(told, key=lambda a: (a.trigger, a.event_type)))
    pairs = match(sentence.events, coded, lenient, sentence.article.text)
    return Case(sentence, coded, pairs, lenient, tuple(notes))


def cases(
    gold: Gold,
    coded: Mapping[str, Sequence[Event]],
    lenient: bool = False,
    dropped: Mapping[str, Sequence[Problem]] | None = None,
) -> list[Case]:
    """The cases of a gold, from the events and the reasons for none by article id."""
    return [
        case(
            s,
            coded.get(s.article.id, ()),
            lenient,
            [
                f"“{d.span.of(s.article.text)}”: {d.message}"
                for d in (dropped or {}).get(s.article.id, ())
                if d.span is not None and s.span.contains(d.span)
            ],
        )
        for s in gold.sentences
    ]


def read_records(path: Path, articles: Iterable[Article]) -> dict[str, list[Event]]:
    """Records of a file (`Event.to_dict()` as JSON lines) by article id, to score another run or another coder.

    Raises InputError for a line that is no record, and where no record belongs to an article of the gold.
    """
    made: dict[str, list[Event]] = {a.id: [] for a in articles}
    kept = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            event = event_from_dict(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise InputError(
                f"{path}, line {number} is no event record ({fault}); see dragoman schema."
            ) from None
        if event.article_id in made:
            made[event.article_id].append(event)
            kept += 1
    if not kept:
        raise InputError(
            f"No record of {path} belongs to an article of the gold; its article_id must be SOURCE/ARTICLE of the gold rows."
        )
    return made


def events_by_article(coded: Iterable[Coded]) -> dict[str, tuple[Event, ...]]:
    """The events of each article."""
    return {c.article.id: c.events for c in coded}

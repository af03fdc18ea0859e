"""What the frames read in the news at hand, as annotated sentences: a first schooling before the annotations.

    python training/judge/silver.py --out FOLDER [--texts ../shared/data] [--every 1]

Articles of the gold's share (`../annotation/sample.py`) are left out. The rows are those of a gold file and hold no text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.coding import Coder
from dragoman.evaluation.texts import Text, read, sentence_hash
from dragoman.grammar import Grammar, Parse
from dragoman.records import Article, Event, Span

sys.path.append(str(Path(__file__).parent.parent / "annotation"))
from sample import part_of

SOURCES = {
    "wikinews-fr": 1, "masakhanews-fr": 1, "current-events-fr": 1,
    "current-events-en": 1, "wikinews-en": 1, "masakhanews-en": 2, "tehran-times-en": 6,
}  # fmt: skip
"""Sources, and of how many articles one is taken: both languages about alike, little of what is all calls and visits."""


class Kept(Grammar):
    """A grammar that remembers its last parse, so that the coder's own sentences are at hand."""

    last: Parse | None = None

    def parse(self, *given: Any, **named: Any) -> Parse:
        """As the grammar does."""
        self.last = super().parse(*given, **named)
        return self.last


def rows(text: Text, coder: Coder, grammar: Kept) -> Iterator[dict[str, Any]]:
    """The body sentences of an article with the records told in each."""
    article = Article(text.text, text.title, text.language, text.published, id=text.id)
    grammar.last = None  # an article that is passed over whole has no parse
    events = coder.code(article)
    for s in grammar.last.sentences if grammar.last else ():
        if s.zone != "body" or s.language != text.language or len(s.text) < 30:
            continue
        yield {
            "source": text.source, "article": text.id, "start": s.start, "end": s.end, "hash": sentence_hash(s.text),
            "events": [made for e in events if (made := told(e, Span(s.start, s.end)))], "reader": "frames",
        }  # fmt: skip


def told(event: Event, sentence: Span) -> dict[str, Any] | None:
    """A record as an annotation of one sentence, without what its other sentences tell."""
    trigger = [t for t in event.evidence["trigger"] if sentence.contains(t)]
    if not trigger:
        return None

    def parties(actors: Any) -> list[dict[str, Any]]:
        return [{"span": [a.span.start, a.span.end]} for a in actors if a.span and sentence.contains(a.span)]

    def first(name: str) -> list[int] | None:
        found = [s for s in event.evidence.get(name, ()) if sentence.contains(s)]
        return [found[0].start, found[0].end] if found else None

    place, day, voice = first("event_loc"), first("date"), first("attribution")
    return {
        "event_type": event.event_type, "event_mode": event.event_mode, "modality": event.modality,
        "historical": event.historical, "trigger": [trigger[0].start, trigger[0].end],
        "actor": parties(event.actor), "recipient": parties(event.recipient),
        "place": {"span": place, "country": ""} if place else None,
        "date": {"span": day, "value": ""} if day else None,
        "attribution": {"span": voice} if voice else None,
    }  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    coder, grammar = Coder(readers=("frames",)), Kept()
    coder._grammar = grammar
    for source, every in SOURCES.items():
        count = 0
        with (options.out / f"silver-{source}.jsonl").open("w", encoding="utf-8") as out:
            for number, text in enumerate(t for t in read(source, options.texts) if part_of(t) == "train"):
                if number % every == 0:
                    for row in rows(text, coder, grammar):
                        out.write(json.dumps(row, ensure_ascii=False) + "\n")
                        count += 1
        print(f"{source}: {count} sentences", flush=True)


if __name__ == "__main__":
    main()

"""A coder that needs no models, for tests in which the command line is the point.

Run as a script it is the command line with that coder: `python stubs.py code a.txt`.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from dragoman.records import Actor, Article, Claim, Coded, Event, Problem, Span, content_hash


class StubCoder:
    """ "met" is a CONSULT of those named by capitals before and after it; "sleep" takes a second; "crash" is ours."""

    def __init__(self, *_: object) -> None:
        pass

    def coder(self, language: str) -> dict[str, str]:
        return {"dragoman": "stub", "frames": f"stub-{language}", "model": "none"}

    def read(self, article: Article) -> Coded:
        text = article.text
        if "crash" in text:
            raise ZeroDivisionError("division by zero")
        if "interrupt" in text:
            raise KeyboardInterrupt
        if "sleep" in text:
            time.sleep(1)
        events = tuple(self._event(article, found) for found in re.finditer(r"(\w+) (met) (\w+)", text))
        quotes = tuple(self._claim(article, found) for found in re.finditer(r"hopes for \w+", text))
        problems = (
            ()
            if events
            else (Problem(article.source, "Passed over: nothing in it.", Span(0, min(9, len(text)))),)
        )
        return Coded(article, events, quotes, problems)

    def explain(self, article: Article) -> Any:
        dropped = [
            SimpleNamespace(span=Span(m.start(), m.end()), frame="en/AID/give", reason="no actor")
            for m in re.finditer("gave", article.text)
        ]
        return SimpleNamespace(coded=self.read(article), dropped=dropped)

    def stream(self, articles: Iterable[Article], workers: int = 1) -> Iterator[Coded]:
        return map(self.read, articles)

    def _event(self, article: Article, found: re.Match[str]) -> Event:
        actors = tuple(
            Actor(
                found[n],
                Span(*found.span(n)),
                found[n],
                code=found[n][:3].upper(),
                sector_code="GOV",
                reason="named",
            )
            for n in (1, 3)
        )
        return Event(
            id=content_hash(article.id, str(found.start())),
            article_id=article.id,
            event_type="CONSULT",
            event_mode="visit",
            actor=actors,
            recipient=(),
            modality="happened",
            evidence={"trigger": (Span(*found.span(2)),), "actor": tuple(a.span for a in actors if a.span)},
            date=article.day.isoformat() if article.day else None,
            confidence=0.8,
            language="en",
            event_text=found[0],
            title=article.title,
            published=article.day.isoformat() if article.day else None,
            outlet=article.outlet,
            quad_class="verbal cooperation",
            score=4.0,
            coder=self.coder("en"),
            reasons={"event_mode": "the verb says so", "event_loc": "no place is told"},
        )  # fmt: skip

    def _claim(self, article: Article, found: re.Match[str]) -> Claim:
        mali = Actor("Mali", code="MLI")
        return Claim(
            "c1",
            article.id,
            "stake",
            (mali,),
            (mali, Actor("Niger", code="NER")),
            Span(*found.span()),
            found[0],
        )


def install() -> None:
    """Let the command line use the stub."""
    from dragoman.cli import code

    code.open_coder = StubCoder  # type: ignore[assignment]


if __name__ == "__main__":
    from dragoman.cli import main

    install()
    sys.exit(main())

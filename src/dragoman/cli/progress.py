"""How far a long run has come: a bar on a terminal, a plain line per batch elsewhere, nothing on short runs."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.cli import faults

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

DELAY = 2.0  # seconds before anything is shown: a short run needs no bar
LINE_EVERY = 100  # articles, the store's batch


class Progress:
    """Counts on standard error. `say` prints a warning without tearing the bar."""

    def __init__(self, hidden: bool) -> None:
        self._hidden, self._started = hidden, time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, articles: int, events: int) -> None:
        """So many articles are coded and gave so many events."""
        seconds = time.monotonic() - self._started
        if self._hidden:
            return
        if not sys.stderr.isatty():
            if articles % LINE_EVERY == 0:
                faults.say(
                    f"{articles} articles, {events} events, {articles / seconds:.1f} articles a second"
                )
            return
        if self._bar is None and seconds > DELAY:
            self._bar = _bar()
            self._bar.start()
        if self._bar:
            words = f"{articles} articles · {events} events · {articles / seconds:.1f} articles a second"
            self._bar.update(self._bar.task_ids[0], description=words)

    def say(self, sentence: str) -> None:
        """A sentence on standard error."""
        if self._bar:
            self._bar.console.print(f"dragoman: {sentence}", markup=False, highlight=False, soft_wrap=True)
        else:
            faults.say(sentence)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    made = Bar(*columns, console=Console(stderr=True), transient=True)
    made.add_task("", total=None)  # a stream's length is known at its end only
    return made

"""What goes wrong on the command line: one sentence on standard error and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import platform
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from dragoman.errors import DragomanError
from dragoman.version import __version__

FAULT, INPUT, INTERRUPTED, PIPE = 1, 2, 130, 141


class StoppedError(Exception):
    """The user interrupted a command that has something to say about where things stand."""


class Terminated(KeyboardInterrupt):
    """SIGTERM, so that `docker stop` and `kill` end a run as Ctrl-C does."""


def say(sentence: str) -> None:
    """A sentence on standard error."""
    click.echo(f"dragoman: {sentence}", err=True)


@contextmanager
def as_sentences(ctx: click.Context) -> Iterator[None]:
    """Turn whatever is raised inside into a sentence and an exit code."""
    restore = _end_on_sigterm()
    try:
        yield
        sys.stdout.flush()  # a full disk or a closed pipe is met here, not after we have said that all went well
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except DragomanError as error:
        say(str(error))
        ctx.exit(error.exit_code)
    except StoppedError as stopped:
        say(str(stopped))
        ctx.exit(INTERRUPTED)
    except KeyboardInterrupt:
        say("Interrupted; nothing was left half-written.")
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        say("The program that read the output has stopped reading; what it did not take was not written.")
        ctx.exit(PIPE)
    except OSError as error:
        _drop_output()
        say(_os_sentence(error))
        ctx.exit(INPUT)
    except MemoryError:
        say("There is not enough memory; give fewer --workers or smaller documents (--max-bytes).")
        ctx.exit(INPUT)
    except Exception as error:
        say(
            f"This is a fault of dragoman, not of your input ({type(error).__name__}: {_short(error)}); "
            f"the details were written to {_report(error)}: please report it with them."
        )
        ctx.exit(FAULT)
    finally:
        restore()


def _end_on_sigterm() -> Callable[[], object]:
    """Make SIGTERM an exception, and give what puts the handler back that was there."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated

    # Python allows handlers in the main thread only; tests and notebooks may call us from another.
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    before = signal.signal(signal.SIGTERM, end)
    return lambda: signal.signal(signal.SIGTERM, before)


def _drop_output() -> None:
    """Let what is still buffered for standard output go nowhere: Python would complain of it at exit."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def _os_sentence(error: OSError) -> str:
    what = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return f"The disk is full{what}; make room and run the same command again."
    if error.errno == errno.EFBIG:
        return f"The file may not grow so large{what}; raise the limit (ulimit -f) or write elsewhere."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"You may not write or read there{what}; change the permissions or take another place."
    return f"The system refused: {error.strerror or error}{what}; nothing was left half-written."


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or "no message"


def _report(error: Exception) -> str:
    """The traceback in a file; where none can be written, on standard error is better than lost."""
    words = [
        f"dragoman {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{sys.argv}",
    ]
    text = "\n".join([*words, "".join(traceback.format_exception(error))])
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dragoman-fault-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(text)
            return file.name
    except OSError:
        click.echo(text, err=True)
        return "the lines above, as no file could be written"

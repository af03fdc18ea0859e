"""Sources → Articles: files, folders, globs, addresses and standard input, each given to its reader.

One rule for what fails: nothing raises (but a wrong option). A row that cannot be read is a `Problem`, a
whole source (file, address) that gives no article is an `Unreadable`, and the rest is read. The command line
makes its exit code of it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.reading import kinds
from dragoman.reading.document import Document, peek, unzipped
from dragoman.reading.options import Kind, ReadOptions
from dragoman.records import Article, Problem

GZIP = b"\x1f\x8b"
# What tells of a folder of articles and is none; it is read where it is named itself.
NO_NEWS = re.compile(r"(?:readme|licen[cs]e|copying|notice|changelog)\b", re.IGNORECASE)
# Module and function of each kind's reader; imported on first use, trafilatura alone takes 0.3 s.
READERS: dict[Kind, tuple[str, str]] = {
    "text": ("plaintext", "read"),
    "html": ("html", "read"),
    "jsonl": ("rows", "read_jsonl"),
    "json": ("arrays", "read"),
    "csv": ("rows", "read_csv"),
    "tsv": ("rows", "read_csv"),
    "parquet": ("parquet", "read"),
    "feed": ("feeds", "read"),
}


@dataclass(frozen=True, slots=True)
class Unreadable(Problem):
    """A whole source that gave no article, not one row of it."""


def read(
    sources: str | Path | Iterable[str | Path], options: ReadOptions | None = None
) -> Iterator[Article | Problem]:
    """The articles of all sources in order, with a Problem in the place of each that could not be read.

    A source is a path, a folder (read recursively, sorted, without hidden files and READMEs), a glob (`**` too), an
    http(s) address, or "-" for standard input. Memory stays that of one document.
    """
    options = options or ReadOptions()
    for source in (sources,) if isinstance(sources, str | Path) else sources:
        for found in expand(source):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _read_one(found, options)


def expand(source: str | Path) -> Iterator[str | Path | Problem]:
    """The files, addresses or standard input that a source stands for."""
    text = str(source)
    if text == "-":
        yield text
        return
    if "://" in text and not Path(text).exists():
        yield text
        return
    path = Path(text).expanduser()
    if path.is_dir():
        yield from _folder(path)
    elif path.exists() or path.is_symlink() or not has_magic(text):
        yield path
    else:
        matches = sorted(glob(str(path), recursive=True))  # noqa: PTH207 — Path.glob wants a root
        if not matches:
            yield Unreadable(
                text, f"Nothing matches {text}; check the pattern and the folder it starts from."
            )
        for match in matches:
            if (made := Path(match)).is_file() or not text.endswith("**"):
                yield from expand(made) if made.is_dir() else iter((made,))


def _folder(folder: Path) -> Iterator[Path | Problem]:
    if (folder / "articles" / "_delta_log").is_dir():
        yield Unreadable(
            str(folder),
            f"{folder} is a dragoman store, not a folder of articles; read it with dragoman export.",
        )
        return
    read, other = 0, []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or NO_NEWS.match(name):
                continue
            if kinds.by_name(name):
                read += 1
                yield Path(root, name)
            else:
                other.append(name)
    if not read:
        yield Unreadable(
            str(folder),
            f"The folder {folder} holds no file that dragoman reads ({', '.join(sorted(kinds.EXTENSIONS))}, "
            "each also as .gz).",
        )
    elif other:
        yield Problem(
            str(folder),
            f"Skipped in {folder} for the extension: {', '.join(other[:3])}"
            f"{f' and {len(other) - 3} more' if len(other) > 3 else ''}; name a file to have it read.",
        )


def _read_one(source: str | Path, options: ReadOptions) -> Iterator[Article | Problem]:
    name, articles, problems = str(source) if source != "-" else "standard input", 0, 0
    try:
        document = _open(source, name, options)
        try:
            module, function = READERS[document.kind]
            reader = getattr(import_module(f"dragoman.reading.{module}"), function)
            for found in reader(document, options):
                articles += isinstance(found, Article)
                problems += isinstance(found, Problem)
                yield found
        finally:
            if source != "-":
                document.stream.close()
    except InputError as error:
        yield Unreadable(name, str(error)) if not articles else Problem(name, str(error))
    except OSError as error:
        yield Unreadable(name, _os_sentence(name, error))
    else:
        if not articles:
            why = "every row of it has a fault" if problems else "it holds none"
            yield Unreadable(name, f"No article was read from {name}: {why}.")


def _open(source: str | Path, name: str, options: ReadOptions) -> Document:
    if isinstance(source, str) and source != "-":
        from dragoman.reading.fetch import fetch

        return fetch(source, options)
    stream: BinaryIO
    if source == "-":
        stream = sys.stdin.buffer
    else:
        if Path(source).exists() and not Path(source).is_file():
            raise InputError(f"{name} is no regular file (a device or socket); pipe it in and read it as -.")
        stream = Path(source).open("rb")  # noqa: SIM115 — _read_one closes it
    return opened(stream, name, options)


def opened(stream: BinaryIO, name: str, options: ReadOptions, *, kind: Kind | None = None) -> Document:
    """A stream as a Document: unpacked where it is gzip, its kind told by option, name, or first bytes."""
    start, stream = peek(stream, kinds.PEEK)
    if start.startswith(GZIP):
        start, stream = peek(unzipped(stream, name), kinds.PEEK)
    if not start:
        raise InputError(f"{name} is empty; there is nothing to code in it.")
    found = options.format or kind or kinds.by_name(name) or kinds.by_bytes(start)
    return Document(name, found, stream)


def _os_sentence(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file {name}; check the path."
    if isinstance(error, PermissionError):
        return f"{name} may not be read by you; change its permissions or copy it."
    return f"{name} could not be read: {error.strerror or error}."

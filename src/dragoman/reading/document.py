"""One opened source: a name for messages, its kind, and its bytes as a stream with limits."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from dragoman.errors import InputError
from dragoman.reading.encoding import BOMS, SAMPLE, decode, detect, refuse_binary
from dragoman.reading.options import Kind, ReadOptions

CHUNK = 1 << 16
# Deflate cannot exceed 1032:1; the repetitive JSONL and CSV we measured stay under 30:1, bombs are at 1000:1.
BOMB_RATIO = 200
BOMB_FLOOR = 16_000_000


@dataclass(slots=True)
class Document:
    """A source that is open for reading; `charset` is what a server declared."""

    name: str
    kind: Kind
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None

    @property
    def host(self) -> str | None:
        """The host of the address without `www.`; None for files."""
        return host_of(self.url)

    def data(self, options: ReadOptions) -> bytes:
        """All bytes; InputError where there are more than `max_bytes`."""
        data = self.stream.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise InputError(
                f"{self.name} holds more than {size(options.max_bytes)}, too much for one article; split it, "
                "or raise the limit (--max-bytes)."
            )
        return data

    def text(self, options: ReadOptions) -> str:
        """All text, in the encoding that is named, declared or detected."""
        return decode(self.data(options), self.name, encoding=options.encoding, declared=self.charset)

    def lines(self, options: ReadOptions) -> Iterator[tuple[int, str | InputError]]:
        """Each line with its number (from 1), newline kept; the error that says why for one not read."""
        sample, self.stream = peek(self.stream, SAMPLE)
        refuse_binary(sample, self.name)
        encoding = options.encoding or detect(sample, self.charset)
        # Wide encodings have newlines inside characters, so bytes cannot be cut at b"\n".
        wide = codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
        stream = cast(BinaryIO, _Narrowed(self.stream, encoding)) if wide else self.stream
        number = 0
        while raw := stream.readline(options.max_bytes + 1):
            number += 1
            where = f"{self.name}, line {number}"
            if len(raw) > options.max_bytes:
                while not raw.endswith(b"\n") and (raw := stream.readline(CHUNK)):
                    pass
                yield (
                    number,
                    InputError(
                        f"{where} is longer than {size(options.max_bytes)} and was passed over; raise the "
                        "limit (--max-bytes) if it is one article."
                    ),
                )
                continue
            if number == 1:
                raw = raw.removeprefix(codecs.BOM_UTF8)
            try:
                try:
                    yield number, raw.decode("utf-8" if wide else encoding)
                except UnicodeDecodeError:
                    yield number, decode(raw, where, encoding=options.encoding)
            except InputError as error:
                yield number, error


class _Narrowed(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8 bytes."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._reader = codecs.getreader(encoding)(stream)

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._reader.readline(size if size is not None and size > 0 else None)
        return line.encode()


class _Chained(io.RawIOBase):
    """Bytes already taken from a stream, then the rest of it (stdin cannot be rewound)."""

    def __init__(self, taken: bytes, rest: BinaryIO) -> None:
        self._taken, self._rest = memoryview(taken), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._taken:
            count = min(len(buffer), len(self._taken))
            buffer[:count] = self._taken[:count]
            self._taken = self._taken[count:]
            return count
        got = self._rest.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self._rest.close()
        super().close()


def peek(stream: BinaryIO, count: int) -> tuple[bytes, BinaryIO]:
    """The first `count` bytes and a stream that still begins with them."""
    taken = stream.read(count)
    return taken, cast(BinaryIO, io.BufferedReader(_Chained(taken, stream), CHUNK))


class _Unzipped(io.RawIOBase):
    """A gzip stream that stops a zip bomb, and says in one sentence what is wrong with a damaged one."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._counted = _Counted(stream)
        self._zip, self._name, self._given = (
            gzip.GzipFile(mode="rb", fileobj=cast(BinaryIO, self._counted)),
            name,
            0,
        )

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            got = self._zip.read(min(len(buffer), CHUNK))
        except EOFError:
            raise InputError(
                f"{self._name} is a gzip file that was cut off; fetch or pack it again."
            ) from None
        except (gzip.BadGzipFile, zlib.error):
            raise InputError(f"{self._name} is a damaged gzip file; fetch or pack it again.") from None
        self._given += len(got)
        if self._given > BOMB_FLOOR and self._given > BOMB_RATIO * self._counted.taken:
            raise InputError(
                f"{self._name} unpacks to more than {BOMB_RATIO} times its size, as a zip bomb does; "
                "it was not read to its end."
            )
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self._counted.stream.close()
        super().close()


class _Counted:
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.taken = stream, 0

    def read(self, count: int = -1) -> bytes:
        got = self.stream.read(count)
        self.taken += len(got)
        return got


def unzipped(stream: BinaryIO, name: str) -> BinaryIO:
    """The unpacked bytes of a gzip stream."""
    return cast(BinaryIO, io.BufferedReader(_Unzipped(stream, name), CHUNK))


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`: the outlet of last resort."""
    return ((urlsplit(url).hostname or "").removeprefix("www.") or None) if url else None


def size(count: int) -> str:
    """A number of bytes as people say it: "20 MB"."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"


def known_boms() -> tuple[bytes, ...]:
    """The byte order marks that may stand before the first character."""
    return tuple(bom for bom, _ in BOMS)

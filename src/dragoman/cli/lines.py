"""A file of JSON lines that appears whole under its name or not at all; "-" is standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from dragoman.errors import InputError


class Lines:
    """Writes records to a file beside and renames it at the end. InputError where the system refuses."""

    def __init__(self, target: str) -> None:
        self._target = Path(target)
        self._beside = (
            None if target == "-" else self._target.with_name(f".{self._target.name}.{os.getpid()}.tmp")
        )
        self._stream: IO[str] = sys.stdout
        self.count = 0

    def __enter__(self) -> Self:
        if self._beside:
            try:
                self._stream = self._beside.open("w", encoding="utf-8")
            except OSError as error:
                raise self._refused(error) from error
        return self

    def write(self, record: Mapping[str, Any]) -> None:
        """Write a record as one line."""
        try:
            self._stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._refused(error) from error
        self.count += 1

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._beside is None:
            return
        try:
            self._stream.close()
            if fault is None:
                self._beside.replace(self._target)
        except OSError as error:
            raise self._refused(error) from fault
        finally:
            with suppress(OSError):
                self._beside.unlink()

    def _refused(self, error: OSError) -> InputError:
        return InputError(
            f"{self._target} cannot be written ({error.strerror or error}) and is as it was; check free space and "
            "rights of its folder, then run the same command again."
        )

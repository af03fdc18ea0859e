"""Options that several commands share, and the library objects made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.errors import ConfigError
from dragoman.reading.options import GUESSES, KINDS, ReadOptions

if TYPE_CHECKING:
    from dragoman.knowledge import Actors
    from dragoman.store import Store

F = TypeVar("F", bound=Callable[..., Any])
OUTPUTS = ("jsonl", "csv", "parquet", "duckdb")


def languages() -> list[str]:
    """The languages that dragoman reads: each is a folder of frames."""
    folder = files("dragoman") / "coding" / "lexicon"  # the package itself would import spaCy
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and len(entry.name) == 2)


class LanguageName(click.ParamType[str]):
    """A language that dragoman reads."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself, or a sentence with those there are."""
        if value not in languages():
            raise ConfigError(
                f"dragoman does not read {value!r}; the languages are {', '.join(languages())}."
            )
        return str(value)


class Day(click.ParamType[date]):
    """A whole day: 2024-08-01."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise ConfigError(f"{value!r} is no day; write it as 2024-08-01.") from None


class Size(click.ParamType[int]):
    """A number of bytes: 500000, 20MB, 1GB."""

    name = "size"
    units: Mapping[str, int] = {"": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes."""
        if isinstance(value, int):
            return value
        digits = str(value).strip().upper().rstrip("KMGB ")
        unit = str(value).strip().upper()[len(digits) :].strip()
        try:
            return int(float(digits) * self.units[unit])
        except (KeyError, ValueError):
            self.fail(f"{value!r} is no size; write it as 500000, 20MB or 1GB.", param, ctx)


def read_options(command: F) -> F:
    """Every option of `ReadOptions`; they arrive as the one argument `reading`."""
    decorators = [
        click.option("--language", type=LanguageName(), help="Language of articles that name none; else each paragraph is looked at."),
        click.option("--outlet", help="Who published articles that name no outlet."),
        *(
            click.option(f"--{name}-column", metavar="NAME", help=f"Column or key with the {name}; else guessed ({', '.join(GUESSES[name][:3])} ...).")
            for name in GUESSES
        ),
        click.option("--input-format", "format", type=click.Choice(KINDS), help="Kind of the input; else told by extension or first bytes."),
        click.option("--encoding", metavar="NAME", help="Encoding of the input; else detected."),
        click.option("--max-bytes", type=Size(), metavar="SIZE", default="20MB", show_default=True, help="Longest document or row, unpacked."),
        click.option("--allow-private", is_flag=True, help="Fetch from loopback and private addresses too."),
        click.option("--timeout", type=float, default=20.0, show_default=True, metavar="SECONDS", help="For one address, from first to last byte."),
        click.option("--max-redirects", type=int, default=5, show_default=True, metavar="N", help="For one address."),
        click.option("--follow", is_flag=True, help="Fetch the page of a feed entry that carries only a summary."),
    ]  # fmt: skip

    def wrapped(**given: Any) -> Any:
        columns = {name: made for name in GUESSES if (made := given.pop(f"{name}_column"))}
        names = (
            "language", "outlet", "format", "encoding", "max_bytes", "allow_private", "timeout", "max_redirects",
            "follow",
        )  # fmt: skip
        options = ReadOptions(columns=columns, **{name: given.pop(name) for name in names})
        return command(reading=options, **given)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
    for decorator in reversed(decorators):
        wrapped = decorator(wrapped)
    return wrapped  # type: ignore[return-value]


def store_option(command: F) -> F:
    """`--store DIR`, by default what DRAGOMAN_STORE names; it arrives as `store`, a Path or None."""
    option: Callable[[F], F] = click.option(
        "--store",
        type=click.Path(path_type=Path),
        envvar="DRAGOMAN_STORE",
        show_envvar=True,
        metavar="DIR",
        help="Folder of the store.",
    )
    return option(command)


def opened(store: Path | None) -> Store:
    """The store that is there; ConfigError where none was named."""
    if store is None:
        raise ConfigError("No store was named; give --store DIR, or set DRAGOMAN_STORE to its folder.")
    from dragoman.store import Store

    return Store(store, create=False)


def kept_actors(store: Path | None) -> Actors:
    """The actors, a store's own before the built-in ones; StoreError where the folder named is no store."""
    from dragoman.knowledge import Actors
    from dragoman.store.folder import open_folder

    if store is not None:
        open_folder(store, create=False)
    return Actors(store)


def country_of(value: str) -> str | None:
    """The ISO alpha-3 code that `value` is, in either case, or None."""
    from dragoman.knowledge import Actors

    row = Actors().get(value.lower())
    return row.code if row is not None and row.kind == "state" else None


def country_code(value: str | None) -> str | None:
    """The ISO alpha-3 code that `value` is; ConfigError, with the code meant where it is a country's name."""
    if value is None or (code := country_of(value)):
        return value and code
    from dragoman.knowledge import Actors

    meant = [match.actor for match in Actors().find(value) if match.kind == "state"]
    hint = " or ".join(f"{actor.code} for {actor.entity_name}" for actor in meant) or "MLI for Mali"
    raise ConfigError(f"{value!r} is no ISO alpha-3 country code; give {hint}.")


READERS = ("both", "frames", "judge")


def readers_option(command: F) -> F:
    """Who reads: the frames, the judge, or both."""
    return click.option(
        "--readers", type=click.Choice(READERS), default="both", show_default=True,
        help="Who reads the sentences: the frames, the learned judge, or both merged.",
    )(command)  # fmt: skip


def readers_of(chosen: str) -> tuple[str, ...]:
    """The readers that the option names, as `Coder` takes them."""
    return ("frames", "judge") if chosen == "both" else (chosen,)

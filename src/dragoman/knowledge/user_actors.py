"""A user's own actors: a CSV beside the store, checked row by row, asked before the built-in tables.

    name,code,sector,aliases,since
    Mouvement citoyen de Gao,MLI,SOC,MCG|Citoyens de Gao,2023-05-01

`name`, `code` (alpha-3, IGO, NGO, MNC or empty) and `sector` are needed; `actor_id`, `kind`, `other` (secondary
sectors), `aliases` (both separated by |), `since`, `until` (ISO dates) and `wikidata` may follow.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dragoman.codebook import SECTORS
from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_tables import ActorRow, ActorTables, load
from dragoman.knowledge.mention import key_of

FILE = "actors.csv"
"""The name under which a store keeps its own actors."""
NEEDED = ("name", "code", "sector")
OPTIONAL = ("actor_id", "kind", "other", "aliases", "since", "until", "wikidata")
INTERNATIONAL = frozenset({"", "IGO", "NGO", "MNC"})
SHOWN = 20  # faults in one message; more would hide the first


class UserActor(NamedTuple):
    """One actor of a user's table: its row and the names it goes by."""

    row: ActorRow
    names: tuple[str, ...]


def load_user_actors(path: str | Path) -> list[UserActor]:
    """The actors of a user's CSV; raises `KnowledgeError` with every fault and its line where one has any."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KnowledgeError(f"{path} does not exist; give the path of a CSV of actors.") from None
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path} is not UTF-8; save it as UTF-8 and add it again.") from None
    except OSError as error:
        raise KnowledgeError(
            f"{path} cannot be read ({error.strerror}); check the path and its permissions."
        ) from None
    reader = csv.DictReader(text.splitlines(), delimiter=_delimiter(text))
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    missing = [name for name in NEEDED if name not in header]
    strange = [name for name in header if name not in (*NEEDED, *OPTIONAL)]
    if missing or strange:
        said = [f"lacks {', '.join(missing)}"] if missing else []
        said += [f"has the unknown {', '.join(repr(n) for n in strange)}"] if strange else []
        raise KnowledgeError(
            f"{path} line 1: the header {' and '.join(said)}; needed are {', '.join(NEEDED)}, "
            f"allowed besides {', '.join(OPTIONAL)}."
        )
    made: list[UserActor] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for line, raw in enumerate(reader, start=2):
        row = {k: (v or "").strip() for k, v in raw.items() if isinstance(k, str) and not isinstance(v, list)}
        wrong = list(_faults(row, overlong=None in raw))
        actor_id = row.get("actor_id") or _slug(row.get("name", ""))
        if not wrong and actor_id in seen:
            wrong.append(f"the actor_id {actor_id!r} is that of line {seen[actor_id]} too")
        seen.setdefault(actor_id, line)
        if wrong:
            faults += [f"line {line}: {fault}" for fault in wrong]
        else:
            made.append(_user_actor(row, actor_id))
    if faults:
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        listed = "".join(f"\n  {fault}" for fault in faults[:SHOWN])
        raise KnowledgeError(f"{path}: nothing was added, since these rows are faulty:{listed}{more}")
    if not made:
        raise KnowledgeError(f"{path} has a header but no rows; add a row an actor.")
    return made


def add_user_actors(path: str | Path, store: str | Path) -> int:
    """Check a CSV and keep its actors beside the store, in place of those with the same ids; how many it has now."""
    new = load_user_actors(path)
    kept = Path(store) / FILE
    old = load_user_actors(kept) if kept.exists() else []
    ids = {actor.row.actor_id for actor in new}
    merged = [actor for actor in old if actor.row.actor_id not in ids] + new
    part = kept.with_suffix(".part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow((*NEEDED, *OPTIONAL))
            writer.writerows(_columns(actor) for actor in merged)
        part.replace(kept)  # a reader sees the old table or the new one, never half of one
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KnowledgeError(
            f"The actors cannot be written to {kept} ({error.strerror}); check the folder's permissions and space."
        ) from None
    return len(merged)


def tables_with(actors: Iterable[UserActor]) -> ActorTables:
    """The built-in tables with a user's actors before them."""
    built = load()
    names, rows = dict(built.names), dict(built.actors)
    for actor in actors:
        rows[actor.row.actor_id] = actor.row
        for name in actor.names:
            key = key_of(name)
            entry = f"user|{actor.row.actor_id}||{name}"
            names[key] = f"{entry}\t{names[key]}" if key in names else entry
    return replace(built, names=names, actors=rows, longest={}, alone={}, _parsed={}, _skeletons={})


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _faults(row: dict[str, str], overlong: bool) -> Iterator[str]:
    if overlong:
        yield "there are more fields than the header names"
        return
    if not row.get("name"):
        yield "the name is empty"
    elif not key_of(row["name"]):
        yield f"the name {row['name']!r} has no letter or digit"
    code = row.get("code", "")
    if code not in INTERNATIONAL and f"{code.lower()}-gov" not in load().actors:
        yield f"the code {code!r} is no ISO alpha-3 country code (capitals), nor IGO, NGO, MNC or empty"
    for field in ("sector", "other"):
        for sector in row.get(field, "").split("|"):
            if sector and sector not in SECTORS:
                yield f"the {field} {sector!r} is no PLOVER sector"
    for field in ("since", "until"):
        if row.get(field) and not _is_date(row[field]):
            yield f"the date {row[field]!r} in {field} is not of the form 2024-08-01"
    if row.get("since") and row.get("until") and row["until"] < row["since"]:
        yield f"it ends ({row['until']}) before it begins ({row['since']})"
    if row.get("wikidata") and not re.fullmatch(r"Q\d+", row["wikidata"]):
        yield f"the wikidata id {row['wikidata']!r} is not of the form Q912"
    if any("\t" in value or "|" in value for key, value in row.items() if key not in ("aliases", "other")):
        yield "a field holds a tab or | (allowed between aliases and between secondary sectors only)"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _slug(name: str) -> str:
    return key_of(name).replace("'", "").replace(" ", "-")


def _user_actor(row: dict[str, str], actor_id: str) -> UserActor:
    made = ActorRow(
        actor_id=actor_id, kind=row.get("kind") or "group", code=row["code"], sector=row["sector"],
        other=row.get("other", ""), name=row["name"], name_fr=row["name"], since=row.get("since", ""),
        until=row.get("until", ""), wikidata=row.get("wikidata", ""), source="user",
    )  # fmt: skip
    aliases = tuple(alias.strip() for alias in row.get("aliases", "").split("|") if key_of(alias))
    return UserActor(made, (row["name"], *aliases))


def _columns(actor: UserActor) -> tuple[str, ...]:
    row = actor.row
    return (
        row.name, row.code, row.sector, row.actor_id, row.kind, row.other, "|".join(actor.names[1:]), row.since,
        row.until, row.wikidata,
    )  # fmt: skip

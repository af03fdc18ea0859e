"""Breadth from PETRARCH's Phoenix dictionaries (MIT, 2019 state, facts to about 2014): armed groups, companies, NGOs
and international bodies under their English names. Persons and single words are left out: the first are stale, the
second mean too much else."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.knowledge.mention import key_of

_ENTRY = re.compile(r"^(\+?)([A-Z0-9][^\[\t#]*?)_?\s*(?:\[([A-Z]{3,})[^\]]*\])?\s*(?:#.*)?$")
# What makes a name an organisation's and not a person's, of which these files have many.
_BODY = re.compile(
    r"\b(ORGANI[SZ]ATION|COMMISSION|UNION|AGENCY|FUND|BANK|COUNCIL|PROGRAMME|PROGRAM|COMMITTEE|COURT|ASSOCIATION|"
    r"COMMUNITY|FORUM|FEDERATION|INSTITUTE|FOUNDATION|NETWORK|SOCIETY|CENTRE|CENTER|ALLIANCE|COALITION|LEAGUE|GROUP|"
    r"TRIBUNAL|AUTHORITY|SECRETARIAT|INTERNATIONAL|CONGRESS|TRUST|INITIATIVE|RELIEF|WITHOUT BORDERS|WATCH)\b"
)
_FIRMS = re.compile(
    r"\b(CORPORATION|COMPANY|MOTORS?|OIL|AIRLINES?|BANK|GROUP|INC|LTD|ENERGY|STEEL|AEROSPACE)\b"
)
_SMALL = {"of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "al", "la", "el", "with"}
_KINDS = {"REB": ("group", "REB"), "IGO": ("igo", ""), "NGO": ("ngo", ""), "MNC": ("company", "BUS")}


def phoenix_rows(
    folder: Path, known: set[str], countries: set[str]
) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Actor rows with their names, for what no curated row knows; `known` are filing keys, `countries` alpha-3 codes."""
    for file in ("Phoenix.MilNonState", "Phoenix.International"):
        for names, code in _blocks(folder / f"{file}.actors.txt.gz"):
            kind, home = _kind(code, countries)
            fitting = [n for n in names if _is_body(n, kind) and key_of(n) not in known]
            if kind and fitting and not any(key_of(n) in known for n in names):
                known.update(key_of(n) for n in fitting)
                label, sector = _KINDS[kind]
                spelled = [_spelled(n) for n in fitting]
                yield {
                    "actor_id": key_of(fitting[0]).replace(" ", "-").replace("'", ""), "kind": label, "code": home,
                    "sector": sector, "name": spelled[0], "name_fr": spelled[0], "source": "phoenix",
                }, spelled  # fmt: skip


def _blocks(path: Path) -> Iterator[tuple[list[str], str]]:
    """Each entry's names and the first code given for it."""
    names: list[str] = []
    code = ""
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("\t["):
                code = code or line.strip()[1:].split(" ")[0].rstrip("]")
                continue
            match = _ENTRY.match(line.rstrip())
            if not match:
                continue
            if not match[1] and names:
                yield names, code
                names, code = [], ""
            names.append(re.sub(r"\(.*?\)", "", match[2].replace("_", " ")).strip())
            code = code or match[3] or ""
    if names:
        yield names, code


def _kind(code: str, countries: set[str]) -> tuple[str, str]:
    if code[3:6] == "REB":
        return "REB", code[:3] if code[:3] in countries else ""
    if code[:3] == "MNC":
        return ("MNC", code[3:6]) if code[3:6] in countries else ("", "")
    return (code[:3], code[:3]) if code[:3] in ("IGO", "NGO") else ("", "")


def _is_body(name: str, kind: str) -> bool:
    if " " not in name or len(name) < 8 or len(name) > 90:
        return False
    if kind == "MNC":
        return bool(_FIRMS.search(name))
    return kind == "REB" or bool(_BODY.search(name))


def _spelled(name: str) -> str:
    words = name.split()
    return " ".join(w.lower() if n and w.lower() in _SMALL else w.capitalize() for n, w in enumerate(words))

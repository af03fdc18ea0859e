"""The gazetteer on disk: columns and a string pool in one memory-mapped file, nothing parsed at load.

Layout: 8 magic bytes, the length of a JSON header (u32), the header, then the sections it names. Little-endian.
`rows` are places; `keys` is sorted, one entry a spelling: skeleton hash in the high half, spelling hash in the low
(`places_keys.filing_key`); `spellings` tells for each key its row and in what form the name stands there.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError

MAGIC = b"DRGPLC01"
TABLE = Path(__file__).parent / "tables" / "places.bin"

# In what form a spelling stands for its place; the order is that of trust.
MAIN, OFFICIAL, CURATED, ALTERNATE = range(4)
_FORM_BITS = 2

KINDS = (
    "country", "capital", "seat", "populated", "admin1", "admin2", "region", "river", "lake", "desert", "mountain",
    "park", "forest", "area", "island", "site", "section", "territory",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place as filed: the builder's input. `names` are `(name, form)`; `admin1` is a display name."""

    geonames_id: int
    kind: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str = ""
    population: int = 0
    names: tuple[tuple[str, int], ...] = ()
    name_fr: str = ""
    name_en: str = ""


def write_table(
    path: Path, rows: Sequence[Row], keyed: Iterable[tuple[int, int, int, str]], about: dict[str, Any]
) -> int:
    """Write the file; `keyed` gives `(key, row number, form, compact spelling)`. Returns its bytes.

    The same input gives the same bytes.
    """
    pool = bytearray(b"\0")
    placed: dict[str, int] = {"": 0}

    def pooled(text: str) -> int:
        if text not in placed:
            placed[text] = len(pool)
            pool.extend(text.encode() + b"\0")
        return placed[text]

    countries = sorted({r.country for r in rows})
    admins = sorted({r.admin1 for r in rows})
    country_number = {c: i for i, c in enumerate(countries)}
    admin_number = {a: i for i, a in enumerate(admins)}
    spelled = sorted(keyed)
    sections: dict[str, tuple[str, list[Any]]] = {
        "lat": ("f", [r.lat for r in rows]),
        "lon": ("f", [r.lon for r in rows]),
        "id": ("I", [r.geonames_id for r in rows]),
        "population": ("I", [r.population for r in rows]),
        "kind": ("B", [KINDS.index(r.kind) for r in rows]),
        "country": ("H", [country_number[r.country] for r in rows]),
        "admin1": ("H", [admin_number[r.admin1] for r in rows]),
        "name": ("I", [pooled(r.name) for r in rows]),
        "keys": ("Q", [k for k, _, _, _ in spelled]),
        "spellings": ("I", [(row << _FORM_BITS) | form for _, row, form, _ in spelled]),
        "spelling_text": ("I", [pooled(text) for _, _, _, text in spelled]),
    }
    blobs = {name: struct.pack(f"<{len(values)}{code}", *values) for name, (code, values) in sections.items()}
    blobs["pool"] = bytes(pool)
    header: dict[str, Any] = {"countries": countries, "admins": admins, "about": about, "sections": {}}
    at = 0
    for name, blob in blobs.items():
        at += -at % 8
        header["sections"][name] = [at, len(blob), sections[name][0] if name in sections else "B"]
        at += len(blob)
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
    with path.open("wb") as out:
        out.write(MAGIC + struct.pack("<I", len(head)) + head)
        at = 0
        for blob in blobs.values():
            out.write(b"\0" * (-at % 8))
            at += -at % 8
            out.write(blob)
            at += len(blob)
    return path.stat().st_size


class Table:
    """Read access to one table file; pages are read by the system when touched.

    Raises KnowledgeError where the file is missing or of another format.
    """

    def __init__(self, path: Path = TABLE) -> None:
        if not path.is_file():
            raise KnowledgeError(
                f"The place table {path.name} is missing, so no place can be found; reinstall dragoman or run "
                "`python -m dragoman.knowledge.build`."
            )
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:8] != MAGIC or sys.byteorder != "little":
            raise KnowledgeError(
                f"The place table {path.name} is of another format than this dragoman reads; rebuild it with "
                "`python -m dragoman.knowledge.build`."
            )
        (length,) = struct.unpack_from("<I", self._map, 8)
        header = json.loads(self._map[12 : 12 + length])
        self.about: dict[str, Any] = header["about"]
        self.countries: list[str] = header["countries"]
        self.admins: list[str] = header["admins"]
        base = memoryview(self._map)[12 + length :]
        views: dict[str, memoryview] = {
            name: base[at : at + size].cast(code) for name, (at, size, code) in header["sections"].items()
        }
        self.lat, self.lon = views["lat"], views["lon"]
        self.id, self.population = views["id"], views["population"]
        self._kind, self._country, self._admin1 = views["kind"], views["country"], views["admin1"]
        self._name = views["name"]
        self._keys, self._spellings, self._texts = views["keys"], views["spellings"], views["spelling_text"]
        self._pool = 12 + length + header["sections"]["pool"][0]

    def __len__(self) -> int:
        return len(self.id)

    def kind(self, row: int) -> str:
        """One of KINDS."""
        return KINDS[self._kind[row]]

    def country(self, row: int) -> str:
        """ISO alpha-3, empty where the place belongs to several countries or none."""
        return self.countries[self._country[row]]

    def admin1(self, row: int) -> str:
        """The name of the first-order division, empty where unknown."""
        return self.admins[self._admin1[row]]

    def name(self, row: int) -> str:
        """The place's main name, with its accents."""
        return self._text(self._name[row])

    def spelled(self, key: tuple[int, int]) -> list[tuple[int, int]]:
        """`(row, form)` of every place filed under exactly this spelling."""
        wanted = (key[0] << 32) | key[1]
        at = bisect_left(self._keys, wanted)
        found = []
        while at < len(self._keys) and self._keys[at] == wanted:
            packed = self._spellings[at]
            found.append((packed >> _FORM_BITS, packed & 3))
            at += 1
        return found

    def spelling_hashes(self) -> Any:
        """The low halves of all keys: hashes of the compact spellings, as an array of 64-bit numbers."""
        import numpy as np

        return np.frombuffer(self._keys, dtype=np.uint64) & np.uint64(0xFFFFFFFF)

    def sharing(self, skeleton: int) -> range:
        """Positions of all spellings with this skeleton."""
        low = bisect_left(self._keys, skeleton << 32)
        return range(low, bisect_left(self._keys, (skeleton + 1) << 32, low))

    def spelling(self, position: int) -> tuple[int, int, str]:
        """`(row, form, compact spelling)` at a position that `sharing` gave."""
        packed = self._spellings[position]
        return packed >> _FORM_BITS, packed & 3, self._text(self._texts[position])

    def row_at(self, position: int) -> int:
        """The row alone of a position that `sharing` gave."""
        return int(self._spellings[position] >> _FORM_BITS)

    def _text(self, offset: int) -> str:
        at = self._pool + offset
        return self._map[at : self._map.find(b"\0", at)].decode()


@cache
def table(path: Path = TABLE) -> Table:
    """The table at `path`, opened once."""
    return Table(path)

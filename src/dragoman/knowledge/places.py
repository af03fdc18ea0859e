"""Places: a name as a text has it → ranked places, each with a score and a reason; an empty list is "don't know".

    Places().find("Koro", near=["MLI"])[0].place

How it decides. Every candidate gets a weight in powers of ten: how often such a place is meant at all (`_prior`: kind
and population), how well it fits the article's other places (same country, neighbour, distance), and how sure the
spelling is. A match's score is its share of the weight against all rivals that lie elsewhere (a town and the district
around it are no rivals), lowered for spellings that differ and for villages nothing speaks for. Candidates below
`_FLOOR` of the best are left out.

When it refuses. A word that is common in news and no large place; a small place outside the article's countries and
their neighbours; a different spelling of anything but a place near the article or a large one (`places_keys` states
how far spellings may lie apart). `why_not` says which.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError
from dragoman.knowledge.places_keys import compact, filing_key, sounds, tolerates, within_bound
from dragoman.knowledge.places_match import PlaceMatch, common_words, distance_km, narrowed
from dragoman.knowledge.places_mention import Peeled, peel
from dragoman.knowledge.places_table import ALTERNATE, CURATED, TABLE, table
from dragoman.records import Place

__all__ = ["Near", "PlaceMatch", "Places", "common_words", "distance_km"]

Near = Sequence[str | Place | tuple[float, float]]

_QUALIFIED = re.compile(r"[,()]")
_DECIDED = 0.5
_NO_COUNTRY = frozenset(("", "IGO", "NGO", "MNC"))  # codes of actors that lie in no one country
_FLOOR = 0.01  # share of the best candidate's weight below which a rival is not worth telling
_NOTABLE = 5.5  # prior from which a division is told beside any better: the state of Georgia
_MOST = 12  # candidates told at most
_SMALL = 4.2  # prior below which a place is small: about 16,000 people
_TOWN = 4.0  # prior of a place that a stop word may still name in its own country: about 10,000 people
_LARGE = 5.0  # prior from which a place is known the world over: about 100,000 people
_OWN = 4.5  # least prior of a natural feature that we filed ourselves
_UNDECIDED = 0.45  # factor that keeps a score below a half
_ABROAD = (
    5.2  # prior from which a place is meant also by articles about other countries: about 160,000 people
)
_UNCOUNTED = 2.7  # a village whose people nobody counted
_HERE = "in the article's country"
_BESIDE = "beside the article's country"
_LONG = 6  # letters of a name that chance does not repeat
_NESTED_KM = 120.0  # a town and a division of its name within this distance are one answer, not two

_SAME_COUNTRY, _NEIGHBOUR, _CLOSE = 3.0, 0.3, 2.5
_COUNTRY_UNNAMED = 0.5  # off a country's weight where the article names others: Georgia beside the USA alone
_KIND_MEANT, _KIND_NOT_MEANT = 3.0, -4.0
_FORM = {ALTERNATE: -2.0, CURATED: 0.3}
_ALTERNATE_HERE, _ALTERNATE_ELSEWHERE = -1.0, -2.5  # in the article's country or beside it; outside it
_FIXED_PRIOR = {
    "country": 9.0, "territory": 6.5, "region": 6.0, "admin2": 4.0, "river": 2.4, "lake": 2.4, "desert": 2.4,
    "mountain": 2.0, "park": 2.4, "forest": 2.0, "area": 1.8, "island": 2.2, "site": 1.5, "section": 2.0,
}  # fmt: skip
_PRECISION = {
    "country": "country",
    "territory": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "region": "region",
}
_SAID = {
    "capital": "the capital", "seat": "an administrative seat", "populated": "a populated place",
    "admin1": "a first-order division", "admin2": "a second-order division", "area": "a locality",
    "section": "a part of a town",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Context:
    """The article's other places: countries, their neighbours, points."""

    countries: frozenset[str]
    neighbours: frozenset[str]
    points: tuple[tuple[float, float], ...]

    def __bool__(self) -> bool:
        return bool(self.countries or self.points)


@dataclass(slots=True)
class _Candidate:
    row: int
    kind: str
    prior: float
    weight: float
    form: int
    variant: str  # the spelling filed, where it is not the one asked for
    fits: str  # how it fits the context, for the reason
    only_here: bool  # a long name that no other country has


class Places:
    """The gazetteer. Opening it maps a file; the first `find` of a region reads its pages."""

    def __init__(self, path: Path = TABLE) -> None:
        self._table = table(path)
        self._neighbours: dict[str, list[str]] = self._table.about["neighbours"]
        self._codes = frozenset(self._table.countries) | frozenset(self._neighbours)
        self._candidates = lru_cache(maxsize=20_000)(self._look_up)
        self._found = lru_cache(maxsize=20_000)(self._find)
        self._context = lru_cache(maxsize=4_000)(self._make_context)

    def find(self, name: str, near: Near = (), language: str | None = None) -> list[PlaceMatch]:
        """Places that `name` may mean, best first; empty: don't know (`why_not` says why).

        `near` are the article's other places: ISO alpha-3 codes, Places, or (latitude, longitude). Raises ConfigError
        for a code that is no country's. `language` is accepted for symmetry with Actors: names of both are searched.
        """
        return list(self._answers(name, near)[0])

    def why_not(self, name: str, near: Near = (), language: str | None = None) -> str:
        """Why `find` gives no place for this name; empty where it gives one."""
        return self._answers(name, near)[1]

    def _answers(self, name: str, near: Near) -> tuple[tuple[PlaceMatch, ...], str]:
        context = self._context(tuple(near))
        found = self._found(name, context)
        if found[0] or not any(mark in name for mark in ",("):
            return found
        # "Paris, Texas", "Kaya (Burkina Faso)": what follows says where to look, and nothing else counts then.
        head, *wider = [part.strip() for part in _QUALIFIED.split(name) if part.strip()] or [name]
        where = [self._found(part, context)[0][:1] for part in wider]
        places = [match.place for one in where for match in one if match.score >= _DECIDED]
        if not places:
            return found
        inside = narrowed(self._found(head, self._context(tuple(places)))[0], places)
        return inside, "" if inside else f"no place called “{head}” is known in {places[0].name}"

    def prominence(self, compacted: str) -> float:
        """How widely known the places spelled exactly so are, in powers of ten of people; 0 where there is none."""
        made = self._candidates(compacted, False)
        if compacted in common_words():
            made = tuple(c for c in made if c[1] != "admin1" and c[2] >= _LARGE and c[3] != ALTERNATE)
        return max((max(0.1, prior + _FORM.get(form, 0.0)) for _, _, prior, form, _ in made), default=0.0)

    def spelling_hashes(self) -> Any:
        """The 32-bit hashes of all compact spellings, as an array: what the Scanner sifts words with."""
        return self._table.spelling_hashes()

    def _make_context(self, near: tuple[str | Place | tuple[float, float], ...]) -> _Context:
        countries, points = set(), []
        for one in near:
            if isinstance(one, Place):
                if one.country:
                    countries.update(one.country.split())
                # A country's centroid says nothing about where in it something lies.
                if one.lat is not None and one.lon is not None and one.precision != "country":
                    points.append((one.lat, one.lon))
            elif isinstance(one, str):
                if one in _NO_COUNTRY:
                    continue
                if one not in self._codes:
                    raise ConfigError(
                        f"{one!r} is no country code, so it cannot say where to look; give ISO alpha-3 such as MLI."
                    )
                countries.add(one)
            else:
                points.append((float(one[0]), float(one[1])))
        neighbours = {n for c in countries for n in self._neighbours.get(c, ())} - countries
        return _Context(frozenset(countries), frozenset(neighbours), tuple(dict.fromkeys(points)))

    def _find(self, name: str, context: _Context) -> tuple[tuple[PlaceMatch, ...], str]:
        if not compact(name):
            return (), "the name has no Latin letters"
        refusal = ""
        layers = peel(name)
        for spelling_may_differ in (False, True):
            for peeled in layers:
                found, why = self._answer(peeled, context, spelling_may_differ)
                if found:
                    return found, ""
                if not refusal or (refusal.startswith("no place") and not why.startswith("no place")):
                    refusal = why
        return (), refusal

    def _answer(self, peeled: Peeled, context: _Context, differ: bool) -> tuple[tuple[PlaceMatch, ...], str]:
        made = self._candidates(compact(peeled.name), differ)
        if not made:
            return (), f"no place is called “{peeled.name}”" + (" or spelled close to it" if differ else "")
        common = not peeled.kinds and _is_common(peeled.name)
        kept = []
        # One country alone has the name and it is long: an answer even where the article does not name that country.
        asked = compact(peeled.name)
        only_here = len(asked) >= _LONG and len({self._table.country(c[0]) for c in made}) == 1
        for row, kind, prior, form, variant in made:
            if (peeled.natural and kind not in peeled.kinds) or (
                common
                and not self._common_but_here(row, kind, prior, peeled, context)
                and (prior < _LARGE or kind == "admin1" or (form == ALTERNATE and kind != "capital"))
            ):
                continue
            weight, fits = self._fit(row, kind, prior, context)
            weight += self._trust(form, bool(variant), fits, context)
            if peeled.kinds:
                weight += _KIND_MEANT if kind in peeled.kinds else _KIND_NOT_MEANT
            elif peeled.part and kind not in _PRECISION:
                weight -= 1.0  # "northern X" is said of countries and regions
            candidate = _Candidate(row, kind, prior, weight, form, variant, fits, only_here)
            if self._admissible(candidate, context, asked):
                kept.append(candidate)
        if not kept:
            if common:
                return (), f"“{peeled.name}” is a common word, and no large place bears it as its name"
            return (), (
                f"{len(made)} small place(s) are called “{peeled.name}”, none in or beside the article's countries"
                if not differ
                else f"only remote or small places are spelled close to “{peeled.name}”"
            )
        return self._ranked(kept, peeled, context), ""

    def _common_but_here(self, row: int, kind: str, prior: float, peeled: Peeled, context: _Context) -> bool:
        """Whether a common word, capitalised, is a town of the article's country: Say and Man, not "say" and "man"."""
        return (
            kind in ("seat", "populated", "capital")
            and prior >= _TOWN
            and peeled.name[:1].isupper()
            and self._table.country(row) in context.countries
        )

    def _look_up(self, compacted: str, differ: bool) -> tuple[tuple[int, str, float, int, str], ...]:
        """`(row, kind, prior, form, filed spelling if another)` by exact spelling, or by sound."""
        key = filing_key(compacted)
        if not differ:
            return tuple(
                (row, self._table.kind(row), self._prior(row), form, "")
                for row, form in self._table.spelled(key)
            )
        sounded = sounds(compacted)
        if not tolerates(sounded):
            return ()
        best: dict[int, tuple[int, str, float, int, str]] = {}
        for position in self._table.sharing(key[0]):
            row, form, filed = self._table.spelling(position)
            if filed in ("", compacted) or (row in best and form >= best[row][3]):
                continue
            other = sounds(filed)
            # The table keeps spellings for countries whose names reach us by ear; elsewhere one is right.
            if other == sounded or within_bound(sounded, other):
                best[row] = (row, self._table.kind(row), self._prior(row), form, filed)
        return tuple(best.values())

    def _prior(self, row: int) -> float:
        kind = self._table.kind(row)
        if kind in _FIXED_PRIOR:
            # Features without a GeoNames id are our own rows: the Seine, Lake Geneva; few, and known afar.
            return max(_FIXED_PRIOR[kind], 0.0 if self._table.id[row] else _OWN)
        people = self._table.population[row]
        # News names a city of millions more often than its people's share: Milan is Italy's also beside Colombia.
        fame = 2 * math.log10(people / 500_000) if people > 500_000 and kind != "admin1" else 0.0
        if kind == "capital":
            return min(8.9, math.log10(max(people, 10_000)) + max(2.0, fame))
        if kind == "seat":
            return math.log10(max(people, 5_000)) + 0.6 + fame
        if kind == "admin1":
            # Divisions are named less often than the towns they are called after: Donetsk, Tillabéri.
            return max(4.5, math.log10(max(people, 1)) - 0.7)
        return math.log10(people) + fame if people else _UNCOUNTED

    def _fit(self, row: int, kind: str, prior: float, context: _Context) -> tuple[float, str]:
        """The prior with what the context adds, and how it fits in words."""
        if not context:
            return prior, ""
        weight, fits = prior, ""
        countries = self._table.country(row).split()
        if not context.countries.isdisjoint(countries):
            # The more countries an article has, the less each says about where a name lies.
            weight, fits = weight + _SAME_COUNTRY - math.log10(len(context.countries)), _HERE
        elif not context.neighbours.isdisjoint(countries):
            weight, fits = weight + _NEIGHBOUR, _BESIDE
        elif kind == "country":
            weight -= _COUNTRY_UNNAMED
        if context.points and kind != "country":
            here = (self._table.lat[row], self._table.lon[row])
            away = min(distance_km(here, point) for point in context.points)
            weight += _CLOSE * math.exp(-away / 200)
            if away < 500:
                fits = (f"{fits}, " if fits else "") + f"{away:.0f} km from another place of it"
        return weight, fits

    def _trust(self, form: int, variant: bool, fits: str, context: _Context) -> float:
        """What the form of the spelling adds: an alternate name is some language's, not always ours."""
        if variant or (form == ALTERNATE and fits):
            return _ALTERNATE_HERE
        return _ALTERNATE_ELSEWHERE if form == ALTERNATE and context else _FORM.get(form, 0.0)

    def _admissible(self, c: _Candidate, context: _Context, asked: str) -> bool:
        """Whether a candidate is more than a guess."""
        here = c.fits.startswith(_HERE)
        if c.variant:
            if sounds(c.variant) != sounds(asked):
                return here
            return bool(c.fits) or (c.prior >= _LARGE and c.form != ALTERNATE)
        if c.form == ALTERNATE and context and not c.fits:
            return c.prior >= _LARGE
        return (
            bool(c.fits)
            or not context
            or c.prior >= _SMALL
            or c.only_here
            or (c.form == CURATED and c.kind != "populated")
        )

    def _ranked(self, kept: list[_Candidate], peeled: Peeled, context: _Context) -> tuple[PlaceMatch, ...]:
        kept.sort(key=lambda c: (-c.weight, c.row))
        top = kept[0].weight
        told = [c for c in kept if 10 ** (c.weight - top) >= _FLOOR or _notable(c)][:_MOST]
        shares = [10 ** (c.weight - top) for c in told]
        made = []
        for c, share in zip(told, shares, strict=True):
            rivals = sum(
                s for r, s in zip(told, shares, strict=True) if r is not c and not self._one_answer(c, r)
            )
            score = share / (share + rivals)
            if c.variant:
                score *= 0.8
            score *= self._support(c, context)
            if peeled.kinds and c.kind not in peeled.kinds:
                score *= 0.6  # "Elmore County" is not the town of Elmore
            made.append(self._match(c, peeled, round(score, 3), len(kept) - 1))
        return tuple(made)

    def _support(self, c: _Candidate, context: _Context) -> float:
        """What is left of a score where nothing in the article speaks for the candidate.

        An article that names countries speaks against a place in another: Kent in England is not filed, say, and the
        one in the state of Washington is not meant. Well-known places, regions and names of one country are exempt.
        """
        known = c.form == CURATED and c.kind != "populated"
        if known or c.fits.startswith(_HERE) or (context and c.only_here and c.fits):
            return 1.0
        if c.fits:  # beside the article's country, or near a point of it
            return _UNDECIDED if c.prior < _SMALL and c.fits == _BESIDE and c.kind != "admin2" else 1.0
        if c.prior < _SMALL or (context and c.prior < _ABROAD):
            return _UNDECIDED if context and not c.only_here else 0.7
        return 1.0

    def _one_answer(self, a: _Candidate, b: _Candidate) -> bool:
        t = self._table
        if t.country(a.row) != t.country(b.row):
            return False
        return distance_km((t.lat[a.row], t.lon[a.row]), (t.lat[b.row], t.lon[b.row])) < _NESTED_KM

    def _match(self, c: _Candidate, peeled: Peeled, score: float, rivals: int) -> PlaceMatch:
        t = self._table
        country, admin1 = t.country(c.row), t.admin1(c.row)
        people = t.population[c.row]
        said = _SAID.get(c.kind, f"a {c.kind}")
        where = ", ".join(w for w in (admin1 if c.kind not in ("admin1", "country") else "", country) if w)
        reason = f"{t.name(c.row)} is {said}" + (f" in {where}" if where and c.kind != "country" else "")
        if people and c.kind in ("capital", "seat", "populated"):
            reason += f" of {people:,} people"
        if c.variant:
            reason += f"; “{peeled.name}” is taken as another spelling of “{c.variant}”"
        if c.fits:
            reason += f"; {c.fits}"
        if peeled.part:
            reason += f"; only its part “{peeled.part}” is meant"
        if rivals:
            reason += f"; {rivals} other(s) bear the name"
        place = Place(
            name=t.name(c.row), lat=round(t.lat[c.row], 5), lon=round(t.lon[c.row], 5),
            country=country if " " not in country else "", admin1=admin1,
            geonames_id=t.id[c.row] or None, precision=_PRECISION.get(c.kind, "place"), raw_text=peeled.name,
            reason=reason + ".",
        )  # fmt: skip
        return PlaceMatch(place, score, reason + ".", c.kind)


def _notable(c: _Candidate) -> bool:
    return c.kind == "admin1" and c.prior >= _NOTABLE and not c.variant


def _is_common(name: str) -> bool:
    """Whether a name, or what is left of it without an article, is a word that news writes in lower case."""
    stop = common_words()
    return compact(name) in stop or any(
        compact(p.name) in stop for p in peel(name)[1:2] if not (p.kinds or p.part)
    )

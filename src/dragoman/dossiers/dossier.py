"""The nouns of a dossier: all frozen and JSON-ready. Labels in both languages travel with the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dragoman.records import Amount, Span, _fields

Language = Literal["fr", "en"]


class _Plain:
    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return _fields(self)


@dataclass(frozen=True, slots=True)
class Party(_Plain):
    """Somebody by name: a country's code, an `actor_id` or "" as `key`, and the name in both languages."""

    key: str
    en: str
    fr: str

    def name(self, language: Language) -> str:
        """Its name in a language."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Month(_Plain):
    """A month of the series. `counts`: quad class → events that happened or go on and are the article's news.

    `net` is their mean score (-10 conflict to 10 cooperation), null where there are none. The others are told
    apart: `planned`, `hypothetical`, `alleged`, `denied`, `background`. `articles`: how many articles of that month the
    store holds, about anybody; a month with neither articles nor events was not read, and is left out.
    """

    month: str
    counts: Mapping[str, int]
    n: int
    net: float | None
    planned: int = 0
    hypothetical: int = 0
    alleged: int = 0
    denied: int = 0
    background: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Source(_Plain):
    """Who tells it, in which words: `quote` is the passage, `span` its place in the article's text.

    `speaker` is on whose word the outlet tells it, null where it says so itself.
    """

    event_id: str
    article_id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str
    quote: str
    span: Span | None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Step(_Plain):
    """One step of an undertaking, with all records that tell it.

    `status` is an id of `rules.statuses()`; `moved` says whether the axis has that status since this step. `versions` are
    what others say of the same: denials, and what the other side says. `day` is the first day of `date`, else that of
    publication. `happening` is the id of the real-world event where the store has linked its records.
    """

    day: str | None
    date: str | None
    precision: str | None
    status: str
    track: str
    moved: bool
    event_type: str
    event_mode: str | None
    modality: str
    historical: bool
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    instrument: str
    amounts: tuple[Amount, ...]
    sources: tuple[Source, ...]
    versions: tuple[Source, ...] = ()
    happening: str | None = None
    confidence: float = 0.0
    new: bool = False


@dataclass(frozen=True, slots=True)
class Undertaking(_Plain):
    """One axis: how far it got (`status`, null where only conflict, hearsay or denials are told) and since when.

    `conflict` is the gravest status of the conflict track, `instruments` the forms it took, in order of time.
    """

    axis: str
    fr: str
    en: str
    status: str | None
    since: str | None
    conflict: str | None
    instruments: tuple[str, ...]
    steps: tuple[Step, ...]
    new: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The sums and quantities told, each once, in order of time."""
        return tuple({(a.value, a.unit, a.year): a for s in self.steps for a in s.amounts}.values())

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with `amounts`."""
        return {**_fields(self), "amounts": [a.to_dict() for a in self.amounts]}


@dataclass(frozen=True, slots=True)
class Statement(_Plain):
    """A stake, an obstacle or a concern: what somebody says, quoted, never a fact.

    `side`: "a", "b", "both", "other" (somebody else's) or "" where the passage names no holder. `speaker`: whom the
    outlet quotes, null where it says so itself.
    """

    claim_id: str
    kind: str
    side: str
    holder: tuple[Party, ...]
    quote: str
    span: Span
    article_id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str
    speaker: str | None
    topics: tuple[str, ...] = ()
    confidence: float = 0.0
    new: bool = False


@dataclass(frozen=True, slots=True)
class Third(_Plain):
    """Somebody else in the relation: `role` is "mediator", "objector" or "neighbour" (`of` which side: "a" or "b").

    `n` counts events that happened or go on, `net` is their mean score; `sources` quotes up to three.
    """

    party: Party
    role: str
    of: str
    n: int
    net: float | None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Change(_Plain):
    """A month from which on the pace of cooperation or conflict is another. Rates are events a month."""

    month: str
    until: str
    cooperation: tuple[float, float]
    conflict: tuple[float, float]
    net: tuple[float | None, float | None]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes(_Plain):
    """The change points found; where `enough` is false the series was too short or too thin to look for any."""

    found: tuple[Change, ...]
    enough: bool
    months: int
    events: int


@dataclass(frozen=True, slots=True)
class Visit(_Plain):
    """What is new since a day, going by the day of publication.

    `moved`: axis → its status then and now, where it changed (null: none then).
    """

    day: str
    articles: int
    events: int
    statements: int
    moved: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """How two actors stand with each other, with the words that say so. Made by `Store.dossier`.

    Every figure counts records of the store, never the world: a quiet month may be one that nobody reported.
    """

    a: Party
    b: Party
    since: str | None
    until: str | None
    events: int
    articles: int
    outlets: int
    series: tuple[Month, ...]
    changes: Changes
    undertakings: tuple[Undertaking, ...]
    stakes: tuple[Statement, ...]
    obstacles: tuple[Statement, ...]
    thirds: tuple[Third, ...]
    visit: Visit | None = None
    linked: bool = False
    first: str | None = None
    last: str | None = None

    @property
    def net(self) -> float | None:
        """Mean score over the whole series, or None without events that count."""
        n = sum(m.n for m in self.series)
        return sum((m.net or 0.0) * m.n for m in self.series) / n if n else None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with `net` and the labels of statuses and instruments."""
        from dragoman.dossiers import rules

        made = _fields(self)
        made["undertakings"] = [u.to_dict() for u in self.undertakings]
        made["net"] = self.net
        made["statuses"] = {s.id: _fields(s) for s in rules.statuses().values()}
        made["instruments"] = {k: dict(v) for k, v in rules.instruments().items()}
        return made

    def to_markdown(self, language: Language = "fr") -> str:
        """The dossier as Markdown, in French or English."""
        from dragoman.dossiers.markdown import render

        return render(self, language)

    def to_html(self, language: Language = "fr") -> str:
        """The dossier as a page that prints well, in French or English; it fetches nothing."""
        from dragoman.dossiers.html import render

        return render(self, language)

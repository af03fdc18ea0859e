"""What a reader asked to see: the query of an address, as the filters of a store."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dragoman.errors import ConfigError
from dragoman.store import Filters

PAGE = 50
"""Records a page."""

LAST_PAGE = 20_000
"""A million records; further on a narrower selection reads better than a further page."""


class Selection(BaseModel):
    """Which records: all filters must hold, and a filter given more than once takes any of its values."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str = Field(
        default="", max_length=200, description="Words of the sentence, case and accents aside."
    )
    actor: tuple[str, ...] = Field(
        default=(), max_length=40, description="Who acts: MLI, IGO or an actor_id."
    )
    recipient: tuple[str, ...] = Field(default=(), max_length=40, description="Who it is done to.")
    side: tuple[str, ...] = Field(default=(), max_length=40, description="On either side.")
    dyad: str = Field(default="", max_length=200, description="Two with a comma between: MLI,RUS.")
    sectors: tuple[str, ...] = Field(
        default=(), max_length=40, description="Sectors of countries beside the state's: REB; any takes all."
    )
    type: tuple[str, ...] = Field(default=(), max_length=40, description="PLOVER types.")
    mode: tuple[str, ...] = Field(default=(), max_length=40, description="Modes of the types.")
    quad_class: tuple[str, ...] = Field(default=(), max_length=4, description="Such as material conflict.")
    modality: tuple[str, ...] = Field(default=(), max_length=6, description="happened, ongoing, planned ...")
    historical: bool | None = Field(default=None, description="false leaves background out.")
    context: tuple[str, ...] = Field(default=(), max_length=40, description="PLOVER contexts.")
    topic: tuple[str, ...] = Field(default=(), max_length=40, description="Axes: training, energy ...")
    country: tuple[str, ...] = Field(default=(), max_length=40, description="Where it happened, alpha-3.")
    language: tuple[str, ...] = Field(default=(), max_length=40, description="Language of the article.")
    outlet: tuple[str, ...] = Field(default=(), max_length=40, description="Who published it.")
    article: tuple[str, ...] = Field(default=(), max_length=40, description="Id of the article.")
    since: str = Field(default="", max_length=10, description="2024-08-01, 2024-08 or 2024, included.")
    until: str = Field(default="", max_length=10, description="The same, included.")
    confidence: float | None = Field(default=None, ge=0, le=1, description="At least so sure.")
    sources: int | None = Field(default=None, ge=1, le=10_000, description="Happenings: independent sources.")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        """A form sends its empty fields too; they ask for nothing."""
        if not isinstance(given, dict):
            return given
        kept = {}
        for name, value in given.items():
            if isinstance(value, list | tuple):
                value = [v for v in value if v != ""]
            if value not in ("", [], None):
                kept[name] = value
        return kept

    def filters(self) -> Filters:
        """As a store takes them; ConfigError where a dyad is not of two."""
        made: dict[str, Any] = {}
        for name, value in self:
            if value in ("", (), None):
                continue
            made[name] = list(value) if isinstance(value, tuple) else value
        if "sectors" in made:
            made["sectors"] = "any" if "any" in made["sectors"] else made["sectors"]
        if "dyad" in made:
            pair = tuple(part.strip() for part in self.dyad.split(","))
            if len(pair) != 2 or not all(pair):
                raise ConfigError(f"{self.dyad!r} are not two; write dyad=MLI,RUS.")
            made["dyad"] = pair
        return cast("Filters", made)

    def asked(self) -> list[tuple[str, str]]:
        """Each filter and value that was given, as an address has them."""
        made: list[tuple[str, str]] = []
        for name, value in self:
            if value in ("", (), None):
                continue
            values = value if isinstance(value, tuple) else (value,)
            made += [(name, str(v).lower() if isinstance(v, bool) else str(v)) for v in values]
        return made

    def query(self, **change: Any) -> str:
        """The query of an address with this selection; `change` sets a filter, or takes it out with None."""
        kept = [(k, v) for k, v in self.asked() if k not in change]
        for name, value in change.items():
            values = value if isinstance(value, list | tuple) else [value]
            kept += [(name, str(v)) for v in values if v is not None and v != ""]
        return "?" + urlencode(kept) if kept else ""

    def without(self, name: str, value: str) -> str:
        """The query with one value of a filter taken out."""
        kept = [(k, v) for k, v in self.asked() if (k, v) != (name, value)]
        return "?" + urlencode(kept) if kept else ""

    def having(self, name: str, value: str) -> bool:
        """Whether a value of a filter was asked for."""
        return (name, value) in self.asked()


class Paged(Selection):
    """A selection, its order, and which page of it."""

    order: str = Field(
        default="-date", max_length=20, description="date, published, confidence; - turns it round."
    )
    page: int = Field(default=1, ge=1, le=LAST_PAGE, description=f"{PAGE} a page.")

    def filters(self) -> Filters:
        """As a store takes them."""
        made = cast("dict[str, Any]", super().filters())
        return cast("Filters", {k: v for k, v in made.items() if k not in ("order", "page")})

    @property
    def offset(self) -> int:
        """How many records stand on the pages before."""
        return (self.page - 1) * PAGE

    def asked(self) -> list[tuple[str, str]]:
        """Each filter and value; the first page in the usual order is not said."""
        usual = {("order", "-date"), ("page", "1")}
        return [pair for pair in super().asked() if pair not in usual]

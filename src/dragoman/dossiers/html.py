"""A dossier as one page that prints well: no script, nothing fetched."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from dragoman.dossiers.dossier import Dossier, Language
from dragoman.dossiers.series import LEAST_EVENTS, LEAST_MONTHS
from dragoman.dossiers.wording import Wording, articles, clean, grouped, shown
from dragoman.version import __version__


def render(dossier: Dossier, language: Language = "fr") -> str:
    """The dossier as an HTML page in a language."""
    return _template().render(
        d=dossier,
        say=Wording(language),
        language=language,
        groups=grouped(dossier.undertakings),
        shown=shown,
        sources=articles(dossier),
        least=(LEAST_MONTHS, LEAST_EVENTS),
        version=__version__,
    )


@cache
def _template() -> Template:
    made = Environment(
        loader=PackageLoader("dragoman.dossiers", "."), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True,
    )  # fmt: skip
    made.filters["clean"] = clean
    return made.get_template("dossier.html")

"""`dragoman version`: what a run's records depend on."""

from __future__ import annotations

import platform
from importlib import metadata

import click

from dragoman import version

PACKAGES = ("spacy", "trafilatura", "httpx", "feedparser", "babel", "deltalake", "duckdb", "rich", "click")


@click.command("version")
@click.option("-v", "--verbose", is_flag=True, help="Also schema, codebook, models and packages.")
def command(verbose: bool) -> None:
    """Print the versions that make a run comparable with another."""
    click.echo(f"dragoman {version.__version__}")
    if verbose:
        for name, value in versions().items():
            click.echo(f"{name} {value}")


def versions() -> dict[str, str]:
    """Name → version of all that a record depends on; models and tables without loading them."""
    from dragoman.cli import code
    from dragoman.grammar.models import MODELS, GrammarConfig

    coder = code.run_versions(code.open_coder(None))
    config = GrammarConfig()
    models = [MODELS[name] for name in (config.fr, config.en) if name in MODELS]
    return {
        "schema": version.SCHEMA,
        "codebook": version.CODEBOOK,
        "conventions": version.CONVENTIONS,
        **{
            name: value
            for name, value in coder.items()
            if name != "dragoman" and not name.startswith("model-")
        },
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        **{f"model-{m.language}": f"{m.name} {installed(m.project)}" for m in models},
        **{name: installed(name) for name in PACKAGES},
    }


def installed(project: str) -> str:
    """The installed version of a project, "missing" where there is none."""
    try:
        return metadata.version(project)
    except metadata.PackageNotFoundError:
        return "missing"

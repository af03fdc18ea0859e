"""Every page, its JSON twin, both languages, the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient
from web_samples import ATTACK, EVIL, HOSTILE, KILLING, OBSTACLE, PHONE, TALKS, TRAINING, spread

from dragoman import codebook
from dragoman.records import MODALITIES, Coded
from dragoman.store import Store
from dragoman.web import create_app, spans
from dragoman.web.words import LANGUAGES, Ui, chosen

WEB = Path(__file__).parents[2] / "src" / "dragoman" / "web"

PAGES = {
    "/": "Who did what to whom",
    "/events": "124 events",
    "/events?type=ASSAULT": "2 events",
    f"/events/{KILLING.id}": "JNIM",
    "/happenings": "Happenings",
    f"/articles/{TALKS.id}": "Bamako et Moscou se parlent",
    f"/articles/{TALKS.id}?event={PHONE.id}": "téléphoné",
    "/actors": "Mali",
    "/actors?name=JNIM": "jnim",
    "/actors/MLI": "Offices over time",
    "/actors/jnim": "JNIM",
    "/dossiers/MLI/RUS": "Mali – Russia",
    "/dossiers/MLI/RUS?last_visit=2024-01-01": "Since 1 January 2024",
    "/places/2455358": "Koro",
    "/about": "Natural Earth",
    "/review": "only reads",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_what_it_is_about(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert PAGES[path] in answer.text
    assert '<html lang="en">' in answer.text


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/review"])
def test_a_page_has_a_twin_at_the_same_address(client: TestClient, path: str) -> None:
    bare, _, query = path.partition("?")
    twin = client.get(f"{bare if bare != '/' else '/index'}.json", params=query or None)
    same = client.get(path + ("&" if query else "?") + "format=json")
    assert twin.status_code == same.status_code == 200
    assert twin.headers["content-type"] == "application/json"
    assert twin.json() == same.json()
    described = client.get("/openapi.json").json()["paths"]
    shapes = [re.sub(r"\{\w+\}", r"[^/]+", p) for p in described]
    assert any(re.fullmatch(shape, twin.url.path) for shape in shapes)


def test_the_events_of_the_twin_are_the_records(client: TestClient) -> None:
    made = client.get("/events.json", params={"article": ATTACK.id}).json()
    assert made["events"] == [KILLING.to_dict()]
    assert made["pages"] == {"page": 1, "last": 1, "of": 1}


def test_fifty_a_page_and_the_last_page_has_the_rest(client: TestClient) -> None:
    pages = [client.get("/events.json", params={"page": n}).json() for n in (1, 2, 3)]
    assert [len(p["events"]) for p in pages] == [50, 50, 24]
    assert len({e["id"] for p in pages for e in p["events"]}) == 124


def test_a_page_far_into_a_list_goes_on_where_the_one_before_ended(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = [
        client.get("/events.json", params={"page": n, "order": "date"}).json()["events"] for n in (1, 2, 3)
    ]
    monkeypatch.setattr("dragoman.web.asking.NEAR", 0)
    far = [
        client.get("/events.json", params={"page": n, "order": "date"}).json()["events"] for n in (1, 2, 3)
    ]
    assert far == near


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"text": "TELEPHONE A SON"}, [PHONE.id]),
        ({"text": "formerait", "modality": "hypothetical"}, [TRAINING.id]),
        ({"type": "ASSAULT", "confidence": "0.8"}, [KILLING.id]),
        ({"dyad": "MLI,RUS", "topic": "training"}, [TRAINING.id]),
        ({"side": "jnim", "until": ""}, [KILLING.id]),
        ({"type": "ASSAULT", "order": "confidence"}, [EVIL.id, KILLING.id]),
        ({"since": "2024-09-03", "until": "2024-09-03", "country": "MLI", "quad_class": "material conflict"}, [KILLING.id]),
        ({"text": "no such words"}, []),
    ],
)  # fmt: skip
def test_filters(client: TestClient, query: dict[str, str], ids: list[str]) -> None:
    assert [e["id"] for e in client.get("/events.json", params=query).json()["events"]] == ids


def test_facets_count_what_the_filters_leave(client: TestClient) -> None:
    facets = {f["name"]: f["choices"] for f in client.get("/events.json?type=ASSAULT").json()["facets"]}
    assert facets["type"] == [{"value": "ASSAULT", "n": 2, "chosen": True}]
    assert facets["outlet"] == [
        {"value": "<b>Outlet</b>", "n": 1, "chosen": False},
        {"value": "Example Wire", "n": 1, "chosen": False},
    ]


def test_the_map_has_a_circle_where_it_happened(client: TestClient) -> None:
    made = client.get("/index.json").json()["map"]
    assert {s["place"] for s in made["spots"]} == {"Bamako", "Koro"}
    left, top, width, height = made["view"]
    assert all(left <= s["x"] <= left + width and top <= s["y"] <= top + height for s in made["spots"])
    assert "MLI" in {code for code, _ in made["shapes"]}


def test_french_is_french_and_remembered(folder: Path) -> None:
    reader = TestClient(create_app(folder), base_url="http://localhost")
    assert "Qui a fait quoi à qui" in reader.get("/", headers={"accept-language": "fr-ML,en;q=0.5"}).text
    assert "Who did what" in reader.get("/?lang=en", headers={"accept-language": "fr"}).text
    assert "Who did what" in reader.get("/", headers={"accept-language": "fr"}).text


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "given"),
    [
        ("fr", "en", "en", "fr"), (None, "fr", "en", "fr"), (None, None, "de, fr;q=0.4, en;q=0.8", "en"),
        ("xx", "yy", "de", "en"), (None, None, "", "en"), (None, None, "fr;q=zero", "en"), (None, None, "fr;q=0", "en"),
    ],
)  # fmt: skip
def test_the_language_of_an_answer(asked: str | None, kept: str | None, accepted: str, given: str) -> None:
    assert chosen(asked, kept, accepted) == given


def said_in_templates() -> set[str]:
    """Every text of the interface, by its English wording."""
    found: set[str] = set()
    for path in (WEB / "templates").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        found |= {m[2] for m in re.finditer(r"""\bui\(\s*(['"])(.*?)(?<!\\)\1""", page)}
        found |= {m[1] for m in re.finditer(r"\bui\.n\('(.*?)'", page)}
    return found


def test_every_text_of_the_interface_has_its_french() -> None:
    with (WEB / "catalogues" / "fr.po").open("rb") as file:
        known = {m.id[0] if isinstance(m.id, tuple) else m.id: m.string for m in read_po(file) if m.id}
    assert len(said_in_templates()) > 100
    assert not said_in_templates() - set(known)
    for text, french in known.items():
        for one in french if isinstance(french, tuple) else (french,):
            assert one
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", one)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label(language: str) -> None:
    ui = Ui(language)
    with (WEB / "catalogues" / f"{language}.po").open("rb") as file:
        known = {m.id for m in read_po(file)}
    kinds = {
        "type": codebook.types(),
        "mode": {mode for t in codebook.types().values() for mode in t.modes},
        "quad": codebook.QUAD_CLASSES,
        "modality": MODALITIES,
        "sector": codebook.SECTORS,
        "context": codebook.CONTEXTS,
        "role": spans.ROLES,
    }
    assert not {f"{k}.{code}" for k, codes in kinds.items() for code in codes} - known
    assert ui.label("topic", "training") != "training"


def test_an_empty_store_says_what_to_type(tmp_path: Path) -> None:
    Store(tmp_path / "empty")
    reader = TestClient(create_app(tmp_path / "empty"), base_url="http://localhost")
    for path in ("/", "/events"):
        assert "dragoman code ARTICLES --store empty" in reader.get(path).text
    assert "dragoman link --store empty" in reader.get("/happenings").text


def test_a_folder_that_is_no_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("no store", encoding="utf-8")
    answer = TestClient(create_app(tmp_path), base_url="http://localhost").get(
        "/", headers={"accept": "text/html"}
    )
    assert answer.status_code == 503
    assert str(tmp_path.name) in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/events/none",
        "/articles/none",
        "/happenings/none",
        "/actors/no-such-actor",
        "/places/1",
        "/nothing",
        "/x.json",
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"accept": "text/html"}).status_code == 404


def test_it_is_cached_until_the_store_changes(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    store.add(spread(1))
    reader = TestClient(create_app(tmp_path / "s"), base_url="http://localhost")
    first = reader.get("/events")
    again = reader.get("/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    french = reader.get("/events", headers={"if-none-match": first.headers["etag"], "accept-language": "fr"})
    assert french.status_code == 200
    store.add(spread(2))
    after = reader.get("/events", headers={"if-none-match": first.headers["etag"]})
    assert after.status_code == 200
    assert "2 events" in after.text


def test_the_reader_marks_words_and_tells_browsers_where(client: TestClient) -> None:
    made = client.get(f"/articles/{TALKS.id}.json?event={PHONE.id}").json()
    pieces = [p for paragraph in made["paragraphs"] for p in paragraph]
    assert {p["text"] for p in pieces if [0, "trigger"] in p["marks"]} == {"téléphoné"}
    for piece in pieces:
        assert TALKS.text[piece["start"] :].startswith(piece["text"])
    # The dove before it is two UTF-16 units, and one code point; with its selector three and two.
    (span,) = made["units"][PHONE.id]["trigger"]
    units = TALKS.text.encode("utf-16-le")
    assert units[span[0] * 2 : span[1] * 2].decode("utf-16-le") == "téléphoné"
    assert span[0] == PHONE.evidence["trigger"][0].start + 1
    assert made["units"][OBSTACLE.id]["claim"]


def test_what_is_unsure_looks_it(client: TestClient) -> None:
    page = client.get(f"/articles/{TALKS.id}").text
    assert re.search(r'class="m t material-cooperation low"[^>]*>formerait<', page)
    assert re.search(r'class="m t verbal-cooperation"[^>]*>téléphoné<', page)


def test_a_very_long_text_comes_in_parts(tmp_path: Path) -> None:
    from dataclasses import replace

    from web_samples import event

    from dragoman.records import Article, Span

    words = "Mali et Russie se sont parlé. <script>alert(1)</script> \u202e\n\n"
    text = words * (10_000_000 // len(words))
    article = Article(text, title="Long", language="fr", url="https://example.org/long")
    last = text.rindex("parlé")
    told = event(
        article,
        "f" * 16,
        "parlé",
        evidence={"trigger": (Span(last, last + 5),)},
        event_text="Mali et Russie.",
    )
    store = Store(tmp_path / "long")
    store.add(Coded(article, (replace(told, published=None, date=None),)))
    reader = TestClient(create_app(tmp_path / "long"), base_url="http://localhost")
    page = reader.get(f"/articles/{article.id}?event={told.id}")
    assert page.status_code == 200
    assert len(page.content) < 1_000_000
    assert ">parlé</span>" in page.text
    assert "<script>alert" not in page.text


def test_hostile_text_is_text(client: TestClient) -> None:
    for path in (
        f"/articles/{HOSTILE.id}?event={EVIL.id}",
        f"/events/{EVIL.id}",
        "/events?type=ASSAULT",
        "/",
        "/happenings",
    ):
        page = client.get(path).text
        assert "<script>window" not in page
        assert "<img src=x" not in page
        assert "<b>Outlet" not in page
        assert "javascript:" not in page.replace(HOSTILE.text, "")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", page)
    reader = client.get(f"/articles/{HOSTILE.id}").text
    assert "U+202E" in reader and "U+0007" in reader
    assert "{{ 7 * 7 }}" in reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_vega_lite(language: str) -> None:
    import json

    import altair

    from dragoman.web import charts
    from dragoman.web.contexts import Period

    counts = dict.fromkeys(codebook.QUAD_CLASSES, 2)
    periods = [Period("2023-12", counts, 8, -1.26), Period("2024-01", dict.fromkeys(counts, 0), 0, None)]
    made = charts.months(Ui(language), periods)
    assert "<" not in made
    for spec in json.loads(made).values():
        altair.Chart.from_dict(spec)  # raises where it is none
    top = json.loads(made)["top"]
    assert sorted(row["n"] for row in top["data"]["values"]) == [-2, -2, 2, 2]
    assert top["encoding"]["x"]["scale"]["domain"] == ["2023-12-01", "2024-02-01"]
    assert [row["net"] for row in json.loads(made)["below"]["data"]["values"]] == [-1.26]

"""Who may ask, who may write; injections; masks; serving while somebody writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_samples import HOSTILE, KILLING, PHONE, TALKS, TOKEN, TRAINING, spread

from dragoman.store import Store
from dragoman.web import create_app

OURS = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


@pytest.fixture
def desk(tmp_path: Path, small: Path) -> tuple[TestClient, Store]:
    """A server that lets reviews be written, and its store."""
    shutil.copytree(small, tmp_path / "s")
    store = Store(tmp_path / "s")
    made = create_app(tmp_path / "s", token=TOKEN)
    return TestClient(made, base_url="http://localhost", follow_redirects=False), store


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


def test_a_name_that_was_allowed_is_answered(folder: Path) -> None:
    app = create_app(folder, hosts=["dragoman.example"])
    assert TestClient(app, base_url="http://dragoman.example").get("/about").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/events", "/events.json", "/static/site.css", "/nothing", "/export/events.csv"]
)
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_no_page_has_inline_script_or_style(client: TestClient) -> None:
    for path in ("/", "/events", f"/articles/{TALKS.id}", "/dossiers/MLI/RUS", "/actors/MLI"):
        page = client.get(path).text
        assert " style=" not in page and "<style" not in page and " onclick=" not in page
        assert page.count("<script") == page.count("<script src=") + page.count(
            '<script type="application/json"'
        )


def test_a_server_without_a_token_writes_nothing(client: TestClient) -> None:
    answer = client.post(f"/events/{PHONE.id}/review", json={"by": "me", "verdict": "reject"}, headers=OURS)
    assert answer.status_code == 403
    assert client.get(f"/events/{PHONE.id}.json").status_code == 200


@pytest.mark.parametrize("given", [None, "", "wrong", TOKEN[:-1], "é"])
def test_a_write_without_the_token_is_refused(desk: tuple[TestClient, Store], given: str | None) -> None:
    reader, store = desk
    headers = {**OURS, **({"authorization": f"Bearer {given}".encode()} if given is not None else {})}
    answer = reader.post(
        f"/events/{PHONE.id}/review", json={"by": "me", "verdict": "reject"}, headers=headers
    )
    assert answer.status_code == 401
    assert not store.reviews()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"}, {"origin": "null"}, {}, {"origin": "http://localhost:9999"},
        {"origin": "http://localhost", "sec-fetch-site": "cross-site"},
    ],
)  # fmt: skip
def test_another_sites_page_cannot_write(desk: tuple[TestClient, Store], headers: dict[str, str]) -> None:
    reader, store = desk
    assert reader.post("/review", data={"token": TOKEN}, headers=OURS).status_code == 303
    assert (
        "samesite=strict"
        in reader.post("/review", data={"token": TOKEN}, headers=OURS).headers["set-cookie"].lower()
    )
    answer = reader.post(
        f"/events/{PHONE.id}/review", data={"by": "me", "verdict": "reject"}, headers=headers
    )
    assert answer.status_code == 403
    assert not store.reviews()


def test_a_review_with_the_token_is_kept_and_shown(desk: tuple[TestClient, Store]) -> None:
    reader, store = desk
    token = {"authorization": f"Bearer {TOKEN}"}
    said = reader.post(
        f"/events/{TRAINING.id}/review",
        json={"by": "A. Nalyst", "changes": {"modality": "planned"}},
        headers=token,
    )
    assert said.status_code == 200
    assert said.json()[0]["new"] == "planned"
    assert [e.modality for e in store.events(article=TALKS.id, type="AID")] == ["planned"]
    gone = reader.post(
        f"/events/{KILLING.id}/review", json={"by": "A. Nalyst", "verdict": "reject"}, headers=token
    )
    assert gone.status_code == 200
    assert reader.get(f"/events/{KILLING.id}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"by": "x"}', b'{"by": "", "verdict": "confirm"}', b'{"by":"x","verdict":"perhaps"}', b"\xff\xfe",
     b'{"by":"x","changes":{"modality":"maybe"}}', b'{"by":"x","changes":{"no_such":"1"}}', b"[" * 19_000, b"x" * 30_000],
)  # fmt: skip
def test_a_review_that_cannot_be_is_a_sentence(desk: tuple[TestClient, Store], body: bytes) -> None:
    reader, store = desk
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    answer = reader.post(f"/events/{PHONE.id}/review", content=body, headers=headers)
    assert answer.status_code in (400, 413)
    assert not store.reviews()


INJECTIONS = (
    "' OR '1'='1", "'; DROP TABLE events; --", "x') UNION SELECT record FROM articles --", "%' OR true --", "\\", "\x00",
    "../../../../etc/passwd", "%2e%2e%2fetc%2fpasswd", "{{ 7*7 }}", "read_csv('/etc/passwd')", "(((((", "[a-", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize("given", INJECTIONS)
def test_injections_find_nothing(client: TestClient, given: str) -> None:
    for name in ("text", "actor", "type", "country", "outlet", "article", "side", "order", "since", "dyad"):
        answer = client.get("/events.json", params={name: given.encode("utf-8", "surrogatepass")})
        assert answer.status_code in (200, 400, 422), (name, answer.text)
        if answer.status_code == 200:
            assert answer.json()["pages"]["of"] == 0, name
        assert "root:" not in answer.text
    from urllib.parse import quote

    for path in (
        "/events/",
        "/articles/",
        "/happenings/",
        "/actors/",
        "/dossiers/MLI/",
        "/static/",
        "/places/",
    ):
        answer = client.get(path + quote(given.encode("utf-8", "surrogatepass"), safe=""))
        assert answer.status_code in (200, 404, 422, 400), path
        assert "root:" not in answer.text


def test_private_persons_are_masked(tmp_path: Path) -> None:
    """Names as the privacy room would find them: a person without office, told by a sector of civilians."""
    from dataclasses import replace

    from web_samples import event

    from dragoman.records import Actor, Article, Coded, Span

    # A common name that the tables do not have; it is nobody's.
    name = "Prénom Nomdefamille".replace("Prénom", "Aminata").replace("Nomdefamille", "Testova")
    article = Article(
        f"La police a arrêté {name}, une commerçante, à Bamako.", language="fr", url="https://example.org/p"
    )
    person = Actor(name, Span(19, 19 + len(name)), name, None, "MLI", "CVL")
    arrest = event(
        article,
        "9" * 16,
        "arrêté",
        event_type="COERCE",
        event_mode="arrest",
        recipient=(person,),
        event_text=article.text,
    )
    Store(tmp_path / "p").add(Coded(article, (replace(arrest, title=None),)))
    open_ = TestClient(create_app(tmp_path / "p"), base_url="http://localhost")
    masked = TestClient(create_app(tmp_path / "p", mask_private=True), base_url="http://localhost")
    paths = [
        "/", "/events", "/events.json", f"/events/{arrest.id}", f"/articles/{article.id}", f"/articles/{article.id}.json",
        "/feed.rss", "/dossiers/MLI/RUS", *(f"/export/events.{f}" for f in ("csv", "jsonl", "geojson", "gexf", "ftm", "tsv")),
    ]  # fmt: skip
    assert name in open_.get("/events").text
    for path in paths:
        answer = masked.get(path)
        assert answer.status_code == 200
        assert "Testova" not in answer.text, path


def test_readers_see_no_error_while_a_run_writes(tmp_path: Path) -> None:
    """Another process adds articles, a commit each; every page is whole, and nothing is lost at the end."""
    folder = tmp_path / "s"
    Store(folder).add(spread(0))
    reader = TestClient(create_app(folder), base_url="http://localhost", raise_server_exceptions=False)
    writing = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from web_samples import spread\nfrom dragoman.store import Store\n"
        "store = Store(sys.argv[1])\n"
        "for n in range(1, 40): store.add(spread(n))\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", writing, str(folder), str(Path(__file__).parent)])
    seen = 0
    while writer.poll() is None:
        for path in ("/events.json", "/", "/actors/MLI", "/export/events.jsonl"):
            answer = reader.get(path)
            assert answer.status_code == 200, answer.text
            if path == "/events.json":
                made = answer.json()["pages"]["of"]
                assert made >= seen
                seen = made
    assert writer.returncode == 0
    assert reader.get("/events.json").json()["pages"]["of"] == 40


def test_hostile_address_of_the_source_is_no_link(client: TestClient) -> None:
    assert "original" not in client.get(f"/articles/{HOSTILE.id}").text
    assert 'href="https://example.org/talks"' in client.get(f"/articles/{TALKS.id}").text

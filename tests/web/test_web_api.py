"""The API by its own description, and what exports hold."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from web_samples import EVIL, KILLING, PHONE, TOKEN, TRAINING

from dragoman.web import create_app
from dragoman.web.formats import GDELT

NOW = {"article": PHONE.article_id}


def test_no_answer_is_a_server_error(small: Path) -> None:
    """Whatever the OpenAPI allows, and what it does not, of a server that also takes reviews but from nobody here."""
    # Not by schemathesis' own pytest plugin: that of version 4.3 fails with pytest 9.
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", create_app(small, token=TOKEN, hosts=["testserver"])
    )
    asked: dict[str, int] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=5,
                deadline=None,
                phases=[Phase.generate],
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            )
            def ask(case: schemathesis.Case) -> None:
                answer = case.call()
                asked[operation.label] = asked.get(operation.label, 0) + 1  # noqa: B023
                assert answer.status_code < 500, (case.path_parameters, case.query, answer.text)
                if (
                    answer.status_code in (400, 401, 403, 404, 422, 503)
                    and "json" in answer.headers["content-type"][0]
                ):
                    assert answer.json()["message"]

            with suppress(Unsatisfiable):  # what takes no parameter cannot be asked wrongly
                ask()
    assert len(asked) > 14


def test_every_operation_and_parameter_is_explained(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    operations = [(p, o) for p, methods in described["paths"].items() for o in methods.values()]
    assert len(operations) > 14
    for path, operation in operations:
        assert operation["description"], path
        for parameter in operation.get("parameters", []):
            assert parameter.get("description") or parameter["schema"].get("description"), (
                path,
                parameter["name"],
            )


def export(client: TestClient, form: str, **query: str) -> str:
    answer = client.get(f"/export/events.{form}", params=query)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return answer.text


def test_jsonl_is_the_records(client: TestClient) -> None:
    lines = export(client, "jsonl", **NOW).splitlines()
    assert [json.loads(line) for line in lines] == [PHONE.to_dict(), TRAINING.to_dict()]


def test_csv_of_a_selection(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(export(client, "csv", type="ASSAULT"))))
    assert {row["event_id"] for row in rows} == {KILLING.id, EVIL.id}


def test_parquet_of_a_selection(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "e.parquet"
    path.write_bytes(client.get("/export/events.parquet", params=NOW).content)
    assert duckdb.read_parquet(str(path)).count("*").fetchall() == [(2,)]


def test_geojson_has_longitude_first_and_null_where_there_is_no_place(client: TestClient) -> None:
    features = json.loads(export(client, "geojson", **NOW))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [-8.0, 12.65]}
    assert features[1]["geometry"] is None
    assert json.loads(export(client, "geojson", text="no such words"))["features"] == []


def test_gexf_is_the_network(client: TestClient) -> None:
    space = {"g": "http://gexf.net/1.3"}
    graph = ElementTree.fromstring(export(client, "gexf"))
    names = {n.get("id"): n.get("label") for n in graph.iterfind(".//g:node", space)}
    assert names["jnim"] == "JNIM"
    edges = {(e.get("source"), e.get("target")): e.get("weight") for e in graph.iterfind(".//g:edge", space)}
    assert edges["jnim", "mli-mil"] == "1"
    assert edges["mli", "rus"] == "121"  # talks are one edge, whoever stands first
    assert all(names.get(id) for edge in edges for id in edge)


def test_follow_the_money_links_entities(client: TestClient) -> None:
    made = [json.loads(line) for line in export(client, "ftm", type="ASSAULT", confidence="0.8").splitlines()]
    by_schema = {e["schema"]: e for e in made}
    assert set(by_schema) == {"Article", "LegalEntity", "PublicBody", "Event"}
    event = by_schema["Event"]["properties"]
    assert event["organizer"] == [by_schema["LegalEntity"]["id"]]
    assert event["involved"] == [by_schema["PublicBody"]["id"]]
    assert event["country"] == ["ml"] and event["date"] == ["2024-09-03"]
    assert all(isinstance(v, list) for e in made for v in e["properties"].values())


def test_gdelt_columns(client: TestClient) -> None:
    rows = [line.split("\t") for line in export(client, "tsv").splitlines()]
    assert len(GDELT) == 58 and rows[0] == GDELT
    assert {len(row) for row in rows} == {58}
    (row,) = (dict(zip(GDELT, r, strict=True)) for r in rows[1:] if r[GDELT.index("Actor1Name")] == "JNIM")
    told = {
        "SQLDATE": "20240903", "MonthYear": "202409", "Year": "2024", "FractionDate": "2024.6721", "Actor1Type1Code": "REB",
        "Actor2Code": "MLIMIL", "Actor2CountryCode": "MLI", "QuadClass": "4", "GoldsteinScale": "-9.0", "EventRootCode": "04",
        "ActionGeo_FullName": "Koro, Mopti", "ActionGeo_Lat": "14.07", "DATEADDED": "20240903", "IsRootEvent": "1",
    }  # fmt: skip
    assert {k: row[k] for k in told} == told
    assert int(row["GLOBALEVENTID"]) < 2**63


def test_the_feed_is_xml_with_permalinks(client: TestClient) -> None:
    channel = ElementTree.fromstring(client.get("/feed.rss", params={"type": "ASSAULT"}).text)
    links = [item.findtext("link") for item in channel.iterfind(".//item")]
    assert links == [f"http://localhost/events/{EVIL.id}", f"http://localhost/events/{KILLING.id}"]
    assert channel.findtext(".//item/pubDate") == "Wed, 04 Sep 2024 00:00:00 +0000"
    assert len(list(ElementTree.fromstring(client.get("/feed.rss").text).iterfind(".//item"))) == 50


def test_a_format_that_there_is_not(client: TestClient) -> None:
    assert client.get("/export/events.xlsx").status_code == 422
    assert client.get("/export/events.csv", params={"dyad": "MLI"}).status_code == 400
    assert client.get("/export/events.geojson", params={"since": "soon"}).status_code == 400

"""Everything a user can get wrong: each case ends in one sentence and its exit code, never in a traceback."""

from __future__ import annotations

import gzip
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from click.testing import Result

GOOD = "Mali met Niger in Niamey.\n\nThe talks were held on Monday.\n"


class Case(NamedTuple):
    """`make` lays the case down in a folder and gives the arguments; `says` stands on standard error."""

    name: str
    make: Callable[[Path], list[str]]
    says: str
    exit: int = 2
    stdin: bytes | None = None


def file(name: str, data: bytes | str, *more: str) -> Callable[[Path], list[str]]:
    """`dragoman code` on one file with these bytes."""

    def make(folder: Path) -> list[str]:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return ["code", str(path), *more]

    return make


def good(*arguments: str) -> Callable[[Path], list[str]]:
    """`dragoman code` on a faultless article, with options that are not; {} stands for the folder."""

    def make(folder: Path) -> list[str]:
        (folder / "good.txt").write_text(GOOD)
        return ["code", str(folder / "good.txt"), *(a.replace("{}", str(folder)) for a in arguments)]

    return make


def plain(*arguments: str) -> Callable[[Path], list[str]]:
    return lambda folder: [a.replace("{}", str(folder)) for a in arguments]


def folder_of(*names: str) -> Callable[[Path], list[str]]:
    def make(folder: Path) -> list[str]:
        inner = folder / "inner"
        inner.mkdir()
        for name in names:
            (inner / name).write_text("x")
        return ["code", str(inner)]

    return make


def no_store(*arguments: str) -> Callable[[Path], list[str]]:
    """A folder with a user's own things in it where a store is asked for."""

    def make(folder: Path) -> list[str]:
        (folder / "mine").mkdir()
        (folder / "mine" / "photo.jpg").write_text("x")
        (folder / "good.txt").write_text(GOOD)
        return [a.replace("{}", str(folder)) for a in arguments]

    return make


def long_line(folder: Path) -> list[str]:
    path = folder / "long.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n')
    return ["code", str(path)]


def unreadable(folder: Path) -> list[str]:
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe" / "a.txt")
    return ["code", str(folder / "pipe" / "a.txt")]


PARQUET_WITHOUT_TEXT = duckdb.sql("SELECT 1 AS a, 'x' AS b")


def parquet_without_text(folder: Path) -> list[str]:
    path = folder / "a.parquet"
    PARQUET_WITHOUT_TEXT.write_parquet(str(path))
    return ["code", str(path)]


def store_with_events(*arguments: str) -> Callable[[Path], list[str]]:
    def make(folder: Path) -> list[str]:
        from stubs import StubCoder

        from dragoman import Article, Store

        Store(folder / "store").add(StubCoder().read(Article("Mali met Niger. Mali met Chad.", title="x")))
        return [a.replace("{}", str(folder)) for a in arguments]

    return make


WHOLE = gzip.compress(os.urandom(20_000).hex().encode())
CASES = [
    # Files
    Case("missing file", plain("code", "{}/none.txt"), "There is no file"),
    Case("empty file", file("a.txt", ""), "is empty"),
    Case("blank file", file("a.txt", " \n\n"), "is empty"),
    Case("binary", file("a.txt", bytes(range(256)) * 40), "binary data, not text"),
    Case("image named .txt", file("a.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 99), "an image, not text"),
    Case("PDF", file("a.pdf", b"%PDF-1.7\n%\xe2\xe3"), "pdftotext"),
    Case("office document", file("a.docx", b"PK\x03\x04" + b"x" * 99), "office document"),
    Case("broken UTF-8", file("a.txt", "où l’été, déjà\n".encode() + b"half \xe2\x80 of one"), "broken UTF-8: a character in line 2"),
    Case("wrong encoding named", file("a.txt", b"\xe9t\xe9 pass\xe9", "--encoding", "utf-8"), "is not utf-8: byte 0"),
    Case("unknown encoding", file("a.txt", "x", "--encoding", "utf-9"), "The encoding 'utf-9' is unknown"),
    Case("too large a text", file("a.txt", "word " * 1000, "--max-bytes", "1kB"), "more than 1 kB"),
    Case("50 MB line", long_line, "line 1 is longer than 20 MB"),
    Case("a pipe", unreadable, "no regular file"),
    # Gzip
    Case("cut gzip", file("a.txt.gz", WHOLE[:9000]), "was cut off"),
    Case("damaged gzip", file("a.txt.gz", WHOLE[:500] + b"\xff" * 500 + WHOLE[1000:]), "damaged gzip"),
    Case("zip bomb", file("a.txt.gz", gzip.compress(b" " * 30_000_000)), "zip bomb"),
    Case("bomb of rows", file("a.jsonl.gz", gzip.compress((b" " * 1_000_000 + b"\n") * 30)), "zip bomb"),
    # HTML
    Case("HTML without text", file("a.html", "<html><body><script>go()</script></body></html>"), "no article text"),
    # Rows
    Case("malformed JSON line", file("a.jsonl", '{"text": "one"\n'), "line 1 is not JSON"),
    Case("JSON without text", file("a.jsonl", '{"title": "one"}\n'), "no column that looks like an article's text"),
    Case("missing column", file("a.csv", "a,b\n1,2\n", "--text-column", "corps"), "has no column 'corps' for the text; it has 'a', 'b'"),
    Case("broken JSON array", file("a.json", "[{"), "item 1 is not JSON"),
    Case("JSON that is none", file("a.json", "{'text': 1}"), "is not JSON in line 1"),
    Case("JSON of numbers", file("a.json", "[1, 2]"), "is a number, not an object"),
    Case("rows without text", file("a.csv", "title,text\nx,\n"), "has no text in 'text'"),
    Case("too many fields", file("a.csv", "title,text\nx,y,z\n"), "3 fields, the header has 2"),
    Case("Parquet that is none", file("a.parquet", b"PAR1 not really"), "no Parquet file"),
    Case("Parquet without text", parquet_without_text, "no column that looks like"),
    # Feeds
    Case("feed without entries", file("a.rss", '<rss version="2.0"><channel><title>x</title></channel></rss>'), "has no entries"),
    Case("XML that is no feed", file("a.xml", "<invoice/>"), "no RSS or Atom feed"),
    # Folders and globs
    Case("empty folder", folder_of(), "holds no file that dragoman reads"),
    Case("folder of other files", folder_of("a.jpg", "b.mp3"), "holds no file that dragoman reads"),
    Case("glob without match", plain("code", "{}/*.txt"), "Nothing matches"),
    # Standard input
    Case("empty standard input", plain("code", "-"), "standard input is empty", stdin=b""),
    Case("binary standard input", plain("code", "-"), "standard input is a PDF", stdin=b"%PDF-1.4"),
    # Addresses
    Case("private address", plain("code", "http://192.168.0.1/a"), "private or reserved address"),
    Case("own machine", plain("code", "http://localhost/a"), "private or reserved address"),
    Case("cloud metadata", plain("code", "http://169.254.169.254/latest"), "private or reserved address"),
    Case("ftp", plain("code", "ftp://example.org/a.txt"), "no http or https address"),
    Case("unknown host", plain("code", "http://nowhere.invalid/"), "is not known"),
    Case("dead address", plain("code", "http://127.0.0.1:9/", "--allow-private"), "cannot be reached"),
    # Options
    Case("unknown language", good("--language", "es"), "does not read 'es'; the languages are en, fr"),
    Case("unknown command", plain("kode", "a.txt"), "There is no command 'kode'"),
    Case("unknown option", good("--fast"), "No such option"),
    Case("no source", plain("code"), "Missing argument"),
    Case("bad workers", good("--workers", "-1"), "--workers"),
    Case("bad size", good("--max-bytes", "many"), "is no size; write it as"),
    Case("bad timeout", good("--timeout", "0"), "timeout must be greater than zero"),
    Case("bad format", good("--format", "xlsx"), "'xlsx' is not one of"),
    Case("unknown ending", good("-o", "{}/events.xlsx"), "'xlsx' is no export format"),
    Case("Parquet to a pipe", good("-o", "-", "--format", "parquet"), "name a file that ends in .parquet"),
    Case("table and file", good("--table", "-o", "{}/a.csv"), "give one of them"),
    # Outputs
    Case("output in a missing folder", good("-o", "{}/none/events.csv"), "cannot be written"),
    Case("output is a folder", good("-o", "{}/"), "no export format"),
    Case("output below a file", good("-o", "{}/good.txt/a.csv"), "cannot be written"),
    Case("events and claims into one pipe", good("--claims", "-"), "cannot both go to standard output"),
    Case("claims in a missing folder", good("--claims", "{}/none/c.jsonl"), "c.jsonl cannot be written"),
    # Stores
    Case("store is none", no_store("code", "{}/good.txt", "--store", "{}/mine"), "is not a dragoman store"),
    Case("store is a file", good("--store", "{}/good.txt"), "is a file, not a store"),
    Case("export without store", plain("export"), "No store was named"),
    Case("export of a missing store", plain("export", "--store", "{}/none"), "There is no store in"),
    Case("export by a bad date", store_with_events("export", "--store", "{}/store", "--since", "soon"), "'soon' is no date"),
    Case("claims as CSV", store_with_events("export", "--claims", "--store", "{}/store", "-o", "{}/c.csv"), "the ending .jsonl"),
    Case("claims by a filter of events", store_with_events("export", "--claims", "--store", "{}/store", "--type", "AID"), "claims cannot be chosen by 'type'"),
    Case("unknown event", store_with_events("show", "ffff", "--store", "{}/store"), "There is no event ffff"),
    Case("ambiguous event", store_with_events("show", "", "--store", "{}/store"), "Several events begin with"),
    Case("articles of a store", store_with_events("code", "{}/store"), "is a dragoman store, not a folder"),
    # Runs
    Case("interrupted", file("a.txt", "interrupt"), "Interrupted after 0 articles", exit=130),
    Case("our own fault", file("a.txt", "crash"), "This is a fault of dragoman, not of your input (ZeroDivisionError", exit=1),
    Case("an article in a language that is not read", file("a.jsonl", '{"text": "Hola", "language": "es"}\n'), "is in the language 'es'", exit=0),
    Case("no events", file("a.txt", "Nothing\n\nhappened."), "0 events in 1 article; dragoman code --explain says why", exit=0),
    Case("a bad date", file("a.jsonl", '{"text": "Mali met Niger", "date": "soon"}\n'), "a date that cannot be read, 'soon'", exit=0),
    Case("one bad row", file("a.jsonl", '{"text": "Mali met Niger"}\nnope\n'), "line 2 is not JSON", exit=0),
]  # fmt: skip


def check(result: Result, says: str, code: int) -> None:
    """The sentence, the exit code, no traceback."""
    assert says in result.stderr
    assert result.exit_code == code, result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    ours = [line for line in result.stderr.splitlines() if line.startswith(("dragoman: ", "Error: "))]
    assert ours, "no line that says who is speaking"


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_input(
    case: Case, tmp_path: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where the report of a fault of ours goes
    arguments = case.make(tmp_path)
    before = {p.name for p in tmp_path.rglob("*")}
    result = run(*arguments, stdin=case.stdin)
    check(result, case.says, case.exit)
    left = {p.name for p in tmp_path.rglob("*")} - before
    assert not [name for name in left if name.endswith(".tmp")], "something half-written is left"


def test_the_cases_are_many_and_different() -> None:
    assert len(CASES) >= 30
    assert len({case.name for case in CASES}) == len(CASES)


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        if self.path == "/slow":
            time.sleep(1)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the client stops at its limit
            self.wfile.write(body)


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/circle": (302, {"Location": "/circle"}, b""),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/image": (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff"),
    "/large": (200, {"Content-Type": "text/html"}, b"<p>" + b"word " * 5000),
    "/error": (500, {}, b""),
    "/slow": (200, {"Content-Type": "text/plain"}, b"late"),
    "/shell": (200, {"Content-Type": "text/html"}, b"<html><body><div id=app></div></body></html>"),
    "/elsewhere": (302, {"Location": "ftp://example.org/"}, b""),
}


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/none", "answered 404"),
        ("/error", "answered 500"),
        ("/circle", "redirects in a circle"),
        ("/elsewhere", "no http or https address"),
        ("/pdf", "is application/pdf, not text"),
        ("/image", "is image/jpeg, not text"),
        ("/large", "is larger than 10 kB"),
        ("/slow", "did not answer within 0.3 seconds"),
        ("/shell", "no article text"),
    ],
)
def test_bad_addresses(path: str, says: str, root: str, run: Callable[..., Result]) -> None:
    result = run("code", root + path, "--allow-private", "--timeout", "0.3", "--max-bytes", "10kB")
    check(result, says, 2)


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD.replace("Niger", "Chad"))
    result = run("code", tmp_path / "a.txt", tmp_path / "none.txt", tmp_path / "b.txt")
    check(result, "1 source of those asked for could not be read", 2)
    assert len(result.stdout.splitlines()) == 2

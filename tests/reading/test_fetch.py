"""Addresses: limits of size, time and redirects; private hosts refused on every hop; what is sent is honest."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dragoman.reading import ReadOptions, Unreadable, fetch, read
from dragoman.records import Article
from dragoman.version import __version__

BODY = "Un titre\n\nLe ministre a été reçu à Bamako."


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))  # type: ignore[attr-defined]
        status, headers, body = ROUTES.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in body if isinstance(body, list) else [body]:
                if piece == b"SLEEP":
                    time.sleep(1.5)
                else:
                    self.wfile.write(piece)
        except OSError:
            pass


TEXT = {"Content-Type": "text/plain; charset=utf-8"}
ROUTES: dict[str, tuple[int, dict[str, str], Any]] = {
    "/a.txt": (200, TEXT, BODY.encode()),
    "/latin": (200, {"Content-Type": "text/plain; charset=iso-8859-1"}, BODY.encode("latin-1")),
    "/packed": (200, {**TEXT, "Content-Encoding": "gzip"}, gzip.compress(BODY.encode())),
    "/cut": (200, {**TEXT, "Content-Encoding": "gzip"}, gzip.compress(BODY.encode())[:-12]),
    "/bomb": (200, {**TEXT, "Content-Encoding": "gzip"}, gzip.compress(b"a" * 5_000_000)),
    "/large": (200, TEXT, b"word " * 10_000),
    "/moved": (302, {"Location": "/a.txt"}, b""),
    "/circle": (301, {"Location": "/circle2"}, b""),
    "/circle2": (301, {"Location": "/circle"}, b""),
    **{f"/far{n}": (302, {"Location": f"/far{n + 1}"}, b"") for n in range(9)},
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/gone": (410, {}, b""),
    "/slow": (200, TEXT, [b"SLEEP", b"late"]),
    "/drip": (200, TEXT, [b"a", b"SLEEP", b"b"]),
    "/empty": (200, TEXT, b""),
    "/rows": (200, {"Content-Type": "application/x-ndjson"}, b'{"text": "one"}\n{"text": "two"}\n'),
}


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def root(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def local(**more: Any) -> ReadOptions:
    return ReadOptions(allow_private=True, **{"timeout": 5, **more})


@pytest.mark.parametrize("path", ["/a.txt", "/latin", "/packed", "/moved"])
def test_a_text_is_fetched(root: str, path: str) -> None:
    (article,) = read([root + path], local())
    assert isinstance(article, Article), article
    assert (article.text, article.title) == (BODY, "Un titre")
    assert article.url == root + ("/a.txt" if path == "/moved" else path)
    assert article.outlet == "127.0.0.1"


def test_the_client_says_who_it_is(root: str, server: ThreadingHTTPServer) -> None:
    list(read([root + "/a.txt"], local()))
    sent = server.seen[-1]  # type: ignore[attr-defined]
    assert sent["User-Agent"] == f"dragoman/{__version__}"
    assert sent["Host"] == root.removeprefix("http://")
    assert "Cookie" not in sent


def test_rows_come_from_an_address_too(root: str) -> None:
    assert [a.text for a in read([root + "/rows"], local()) if isinstance(a, Article)] == ["one", "two"]


@pytest.mark.parametrize(
    ("path", "options", "words"),
    [
        ("/none", {}, "answered 404"),
        ("/gone", {}, "answered 410"),
        ("/circle", {}, "redirects in a circle"),
        ("/far0", {}, "redirects more than 5 times"),
        ("/file", {}, "is no http or https address"),
        ("/image", {}, "is image/png, not text"),
        ("/large", {"max_bytes": 1000}, "is larger than 1 kB"),
        ("/bomb", {"max_bytes": 100_000}, "is larger than 100 kB"),
        ("/cut", {}, "gzip data that was cut off"),
        ("/slow", {"timeout": 0.4}, "0.4 seconds"),
        ("/drip", {"timeout": 0.4}, "0.4 seconds"),
        ("/empty", {}, "is empty"),
    ],
)
def test_what_cannot_be_had_is_told(root: str, path: str, options: dict[str, Any], words: str) -> None:
    (found,) = read([root + path], local(**options))
    assert isinstance(found, Unreadable)
    assert words in found.message


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://100.64.0.1/",
        "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://2130706433/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    (found,) = read([url], ReadOptions(timeout=2))
    assert isinstance(found, Unreadable)
    assert "private or reserved address" in found.message


def _names(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> None:
    """A name server that gives each of `answers` once; addresses need none."""
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: Any, **named: Any) -> Any:
        if not host.endswith(".example"):
            return real(host, port, *more, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers.pop(0)]

    monkeypatch.setattr(fetch.socket, "getaddrinfo", getaddrinfo)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    _names(monkeypatch, [["93.184.216.34", "10.1.2.3"]])
    (found,) = read(["http://news.example/"])
    assert isinstance(found, Unreadable) and "10.1.2.3" in found.message


def test_the_checked_address_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, server: ThreadingHTTPServer
) -> None:
    """The name is resolved once a hop; a second answer (DNS rebinding) is never asked for."""
    _names(monkeypatch, [["127.0.0.1"]])
    monkeypatch.setattr(fetch, "is_public", lambda address: True)
    (article,) = read([f"http://news.example:{server.server_port}/a.txt"], ReadOptions(timeout=5))
    assert isinstance(article, Article) and article.outlet == "news.example"
    assert server.seen[-1]["Host"] == f"news.example:{server.server_port}"  # type: ignore[attr-defined]


def test_a_redirect_to_a_private_host_is_refused(
    monkeypatch: pytest.MonkeyPatch, server: ThreadingHTTPServer
) -> None:
    _names(monkeypatch, [["127.0.0.1"], ["127.0.0.1"]])
    answers = [True, False]
    monkeypatch.setattr(fetch, "is_public", lambda address: answers.pop(0))
    (found,) = read([f"http://news.example:{server.server_port}/moved"], ReadOptions(timeout=5))
    assert isinstance(found, Unreadable) and "private or reserved" in found.message


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/a.txt", "no http or https address"),
        ("http://user:word@example.org/", "user name or password"),
        ("http://", "names no host"),
    ],
)
def test_addresses_that_are_none(url: str, words: str) -> None:
    (found,) = read([url])
    assert isinstance(found, Unreadable) and words in found.message


def test_a_host_without_listener(root: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (found,) = read([f"http://127.0.0.1:{port}/"], local())
    assert isinstance(found, Unreadable) and "cannot be reached" in found.message


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A TLS server with a certificate of its own for news.example: its port, and the certificate to trust."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is needed to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    names = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *asked, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.seen = []  # type: ignore[attr-defined]
    made.socket = context.wrap_socket(made.socket, server_side=True)
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield made.server_port, certificate
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize(
    ("host", "trusted"), [("news.example", True), ("other.example", True), ("news.example", False)]
)
def test_the_certificate_must_be_for_the_name_not_the_address(
    monkeypatch: pytest.MonkeyPatch, secure: tuple[int, Path], host: str, trusted: bool
) -> None:
    port, certificate = secure
    _names(monkeypatch, [["127.0.0.1"]])
    if trusted:
        monkeypatch.setattr(fetch, "_tls", lambda: ssl.create_default_context(cafile=certificate))
    (found,) = read([f"https://{host}:{port}/a.txt"], local())
    if host == "news.example" and trusted:
        assert isinstance(found, Article), found
    else:
        assert isinstance(found, Unreadable) and "certificate that cannot be trusted" in found.message


def test_headers_that_drip_are_cut_off() -> None:
    """Each byte comes in time, the whole would not: read to its end, this answer would be an article."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.recv(4096)
            answer = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Slow: aaaaaaaaaaaa\r\n\r\nTitle\n\nText"
            )
            for byte in answer:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)

    threading.Thread(target=drip, daemon=True).start()
    (found,) = read([f"http://127.0.0.1:{listener.getsockname()[1]}/"], local(timeout=0.4))
    assert isinstance(found, Unreadable) and "within 0.4 seconds" in found.message
    listener.close()

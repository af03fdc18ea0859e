"""Addresses → Documents: our own client, since trafilatura's does not refuse private addresses.

Only http and https; every hop's host is resolved once, each of its addresses checked, and the connection
made to a checked address itself (the name goes into the Host header and TLS), so that a second answer of
the name server cannot lead elsewhere. Proxies from the environment are not used: they would resolve the name
themselves.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any, BinaryIO, cast

import httpx

from dragoman.errors import InputError
from dragoman.reading import kinds
from dragoman.reading.document import Document, size
from dragoman.reading.options import ReadOptions

ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch(url: str, options: ReadOptions) -> Document:
    """What lies at the address, whole and within limits; InputError where it cannot be had."""
    from dragoman.reading.sources import opened

    seen: list[httpx.URL] = []
    here = _checked_url(url)
    deadline = time.monotonic() + options.timeout
    while True:
        seen.append(here)
        response, data = _get(here, options, deadline)
        if response.status_code not in REDIRECTS or "location" not in response.headers:
            break
        try:
            here = _checked_url(str(here.join(response.headers["location"])), via=url)
        except httpx.InvalidURL:
            raise InputError(
                f"{url} redirects to something that is no address; open it in a browser."
            ) from None
        if here in seen:
            raise InputError(
                f"{url} redirects in a circle; open it in a browser to see where it should lead."
            )
        if len(seen) > options.max_redirects:
            raise InputError(
                f"{url} redirects more than {options.max_redirects} times; give the last address."
            )
    if response.status_code >= 400:
        raise InputError(
            f"{url} answered {_status(response)}; check the address in a browser, or save the page."
        )
    if response.status_code != 200:
        raise InputError(f"{url} answered {_status(response)} instead of a page; try again later.")
    header = response.headers.get("content-type", "")
    kind = options.format or kinds.by_content_type(header, url)
    if kind == "feed" or kind is None:
        # text/xml may be XHTML, and text/plain or octet-stream anything: the extension or the bytes know
        # better.
        kind = kinds.by_name(here.path) if kind is None else kinds.by_bytes(data[: kinds.PEEK])
        kind = "feed" if kind == "text" and "xml" in header else kind
    document = opened(cast(BinaryIO, io.BytesIO(data)), url, options, kind=kind)
    document.url, document.charset = str(here), response.charset_encoding
    return document


def _checked_url(url: str, *, via: str | None = None) -> httpx.URL:
    told = f"{via} redirects to {url}, which" if via else url
    try:
        made = httpx.URL(url)
    except httpx.InvalidURL:
        raise InputError(f"{url} is not a valid address; write it as https://example.org/page.") from None
    if made.scheme not in ("http", "https"):
        raise InputError(f"{told} is no http or https address; save what lies there to a file and give that.")
    if not made.host:
        raise InputError(f"{told} names no host; write it as https://example.org/page.")
    if made.userinfo:
        raise InputError(
            f"{told} carries a user name or password, which is never sent; save the page to a file."
        )
    return made.copy_with(fragment=None)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; IPv4 carried inside IPv6 is looked at itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int, options: ReadOptions) -> list[str]:
    """The addresses of a host, each allowed; InputError where there are none or one is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError(f"The host {host} is not known; check its spelling and your connection.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [a for a in addresses if not is_public(a)]
    if private and not options.allow_private:
        raise InputError(
            f"{host} is at {private[0]}, a private or reserved address, which is not fetched; "
            "--allow-private lifts this if the host is yours."
        )
    return addresses


def _get(url: httpx.URL, options: ReadOptions, deadline: float) -> tuple[httpx.Response, bytes]:
    """One answer without following it; every checked address of the host is tried in turn."""
    host = url.raw_host.decode("ascii").strip("[]")
    port = url.port or (443 if url.scheme == "https" else 80)
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": options.user_agent,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, identity",
    }
    failed: Exception | None = None
    for address in resolve(host, port, options):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            with (
                _cut_off_after(left) as watch,
                httpx.Client(trust_env=False, follow_redirects=False, timeout=left, verify=_tls()) as client,
                client.stream(
                    "GET",
                    url.copy_with(host=address),
                    headers=headers,
                    extensions={"sni_hostname": host, "trace": watch},
                ) as response,
            ):
                wanted = response.status_code == 200
                return response, b"".join(_body(response, str(url), options, deadline)) if wanted else b""
        except httpx.HTTPError as error:
            failed = error
            if isinstance(error, httpx.TimeoutException):
                break
    if failed is None or isinstance(failed, httpx.TimeoutException) or time.monotonic() >= deadline:
        raise InputError(
            f"{url} did not answer within {options.timeout:g} seconds; try again, or raise --timeout."
        ) from None
    if "CERTIFICATE_VERIFY_FAILED" in str(failed):
        raise InputError(f"{url} has a certificate that cannot be trusted; it was not fetched.") from None
    raise InputError(f"{url} cannot be reached ({failed}); check the address and your connection.") from None


@contextmanager
def _cut_off_after(seconds: float) -> Iterator[Callable[[str, Mapping[str, Any]], None]]:
    """Shut the connection down when its time is over, whatever it is doing.

    httpx limits the wait for each piece only: a server that sends a byte of its headers now and then would hold
    us for hours. Gives the `trace` function through which the connection becomes known.
    """
    streams: list[Any] = []

    def watch(event: str, details: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            streams.append(details["return_value"])

    def cut() -> None:
        for stream in streams[-1:]:  # TLS takes the socket over from the plain stream before it
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _body(response: httpx.Response, url: str, options: ReadOptions, deadline: float) -> Iterator[bytes]:
    """The unpacked body. httpx would unpack pieces without a limit, and a small answer may be a bomb."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise InputError(
            f"{url} answered in the packing {packing!r}, which was not asked for; save it to a file."
        )
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    total = 0
    # An answer without a length ends where the connection does, so one cut off in time looks whole: hence the b"".
    for piece in chain(response.iter_raw(), (b"",)):
        if time.monotonic() >= deadline:
            raise InputError(
                f"{url} was not wholly there after {options.timeout:g} seconds; try again, or raise --timeout."
            )
        if unpack:
            try:
                piece = unpack.decompress(piece, options.max_bytes + 1)
            except zlib.error:
                raise InputError(f"{url} answered with damaged gzip data; try again later.") from None
        total += len(piece)
        if total > options.max_bytes:
            raise InputError(
                f"{url} is larger than {size(options.max_bytes)}; raise the limit (--max-bytes)."
            )
        yield piece
    if unpack and not unpack.eof:
        raise InputError(f"{url} answered with gzip data that was cut off; try again later.")


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()

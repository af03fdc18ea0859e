"""What stands between the network and the store: which host may be asked, what a browser may do, who may write."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from dragoman.errors import DragomanError

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, no `eval`, no other host: text of an article that slipped through could still do nothing."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

COOKIE = "dragoman_token"


class Refused(DragomanError):  # noqa: N818
    """A request that may not be answered, with the status that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    header = header.strip().lower()
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0]


def check_host(header: str, allowed: Collection[str]) -> None:
    """Refuse a name that is not ours: a page elsewhere can have its own name point at this machine (DNS rebinding)."""
    if host_of(header) not in allowed:
        raise Refused(
            400, "This server does not answer under that name; start it with --allow-host NAME to let it."
        )


def check_write(
    headers: Mapping[str, str], cookies: Mapping[str, str], token: str | None, scheme: str
) -> None:
    """Refuse a write without the token, or from a page of another site.

    A token in the Authorization header is proof enough: no other site's page can set it. A cookie goes along by
    itself, so that with it the browser must also name our own page as the one that asks.
    """
    if not token:
        raise Refused(403, "This server only reads; start it with --review to let analysts write.")
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and same(given.strip(), token):
        return
    check_origin(headers, scheme)
    if not same(cookies.get(COOKIE, ""), token):
        raise Refused(401, "A review needs the token that dragoman serve printed when it was started.")


def check_origin(headers: Mapping[str, str], scheme: str) -> None:
    """Refuse what another site's page sends through the reader's browser."""
    origin = headers.get("origin", "")
    fetched = headers.get("sec-fetch-site", "same-origin")
    ours = urlsplit(origin).netloc.lower() == headers.get("host", "").lower() and origin.startswith("http")
    if not ours or fetched not in ("same-origin", "none"):
        raise Refused(403, "This came from another site's page, and only our own pages may write.")


def same(given: str, token: str) -> bool:
    """Whether two tokens are one, in a time that does not tell how much of them agrees."""
    return bool(given) and hmac.compare_digest(given.encode(), token.encode())

"""`dragoman serve`: a store in the browser."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

import click

from dragoman.cli import faults
from dragoman.errors import ConfigError


@click.command("serve")
@click.argument("store", type=click.Path(path_type=Path), envvar="DRAGOMAN_STORE", metavar="DIR")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="Port to listen at; 0 takes a free one.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at; the usual one is this machine alone.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Answer under this name too, as a proxy in front may need.")  # fmt: skip
@click.option("--review", is_flag=True, help="Let analysts confirm, correct and reject records; prints the token that they need.")  # fmt: skip
@click.option("--token", envvar="DRAGOMAN_TOKEN", show_envvar=True, metavar="WORD", help="The token, instead of a new one; allows reviews.")  # fmt: skip
@click.option("--mask-private", is_flag=True, help="Show named persons who hold no office and belong to no organisation as their role.")  # fmt: skip
def command(
    store: Path,
    port: int,
    host: str,
    hosts: tuple[str, ...],
    review: bool,
    token: str | None,
    mask_private: bool,
) -> None:
    """Show the store in DIR in the browser, and the same as JSON; new articles show as soon as they are stored.

    It listens on this machine alone and only reads, unless told otherwise. Ctrl-C ends it.
    """
    import uvicorn

    from dragoman.store import Store
    from dragoman.web import create_app

    Store(store, create=False)  # what is no store is told before the server is up
    if token is not None and len(token) < 8:
        raise ConfigError("A token of less than eight characters can be guessed; take a longer one.")
    token = token or (secrets.token_urlsafe(18) if review else None)
    names = [*hosts, *([] if host in ("0.0.0.0", "::") else [host])]
    app = create_app(store, token=token, mask_private=mask_private, hosts=names, warm=True)
    with _listening(host, port) as listener:
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}/"
        faults.say(f"{store} is at {address} (Ctrl-C ends).")
        if token:
            faults.say(f"To review, sign in at {address}review with the token {token}")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; ConfigError where the port is taken."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as fault:
        made.close()
        raise ConfigError(
            f"{host}:{port} cannot be listened at ({fault.strerror}); give another --port, or 0 for a free one."
        ) from fault
    return made

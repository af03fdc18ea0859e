"""`dragoman serve` as a user starts it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from dragoman.cli import main


def test_it_serves_says_where_and_ends_on_ctrl_c(small: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from dragoman.cli import main; main()",
        "serve",
        str(small),
        "--port",
        "0",
        "--review",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
        token = server.stderr.readline().split()[-1]
        assert address
        for _ in range(200):
            try:
                page = httpx.get(address[0])
                break
            except httpx.ConnectError:
                continue
        assert page.status_code == 200
        said = httpx.post(
            f"{address[0]}events/none/review",
            json={"by": "x", "verdict": "confirm"},
            headers={"authorization": f"Bearer {token}"},
        )
        assert said.status_code == 404
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in (0, 130)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["{tmp}/none"], "no store"), (["{store}", "--token", "short"], "eight characters"), (["{store}", "--host", "192.0.2.1"], "--port")],
)  # fmt: skip
def test_what_cannot_be_served_is_a_sentence(
    small: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    given = [a.format(tmp=tmp_path, store=small) for a in arguments]
    done = CliRunner().invoke(main, ["serve", *given])
    assert done.exit_code == 2
    assert words in done.output


def test_help_of_other_commands_imports_no_web_server() -> None:
    asked = "import sys; from dragoman.cli import main; main(['--help'], standalone_mode=False); assert not {'fastapi', 'altair', 'uvicorn'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).returncode == 0

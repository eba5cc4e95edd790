from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org", "::"])  # noqa: S104  it is to be refused
def test_no_host_but_this_machine_is_taken(cat2, tmp_path: Path, host: str) -> None:
    ran = cat2("serve", "--host", host, "--data", tmp_path / "data", "--no-browser")

    assert ran.code == 2
    assert f"--host: found '{host}'; expected 127.0.0.1" in ran.err
    assert "there is no sign-in yet" in ran.err
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_told(cat2, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = cat2("serve", "--port", str(taken.getsockname()[1]), "--data", tmp_path, "--no-browser")

    assert ran.code == 2
    assert "name another, or 0 for a free one" in ran.err


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_is_none_is_told(cat2, tmp_path: Path, port: str) -> None:
    ran = cat2("serve", "--port", port, "--data", tmp_path, "--no-browser")

    assert ran.code == 2
    assert "expected a whole number from 0 to 65535" in ran.err


@pytest.mark.parametrize("option", ["--codes", "--calendar", "--as-of"])
def test_what_to_judge_by_is_read_before_anything_is_served(cat2, tmp_path: Path, option: str) -> None:
    ran = cat2("serve", option, tmp_path / "nothing", "--data", tmp_path / "data", "--no-browser")

    assert ran.code == 2
    assert "nothing" in ran.err
    assert not (tmp_path / "data").exists()


def test_nothing_is_promised_where_the_folder_cannot_be_used(cat2, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    ran = cat2("serve", "--data", tmp_path / "file" / "data", "--port", "0", "--no-browser")

    assert (ran.code, ran.err.startswith(f"cat2: --data: {tmp_path}/file/data cannot be used")) == (2, True)


@pytest.mark.parametrize(("sign", "codes"), [(signal.SIGINT, (0, 130)), (signal.SIGTERM, (143,))])
def test_the_form_is_served_until_it_is_stopped(tmp_path: Path, sign: signal.Signals, codes: tuple[int, ...]) -> None:
    command = [sys.executable, "-m", "evaluator", "serve", "--port", "0", "--no-browser"]
    environment = {**os.environ, "CAT2_DATA": str(tmp_path / "data")}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = re.search(r"http://\S+", process.stderr.readline())
    assert address is not None

    with urllib.request.urlopen(address[0]) as answer:  # noqa: S310  our own address
        assert b"No proposal yet" in answer.read()
    process.send_signal(sign)

    assert process.wait(20) in codes
    assert [line for line in process.stderr if re.search("Traceback|Warning|warn", line)] == []
    process.stderr.close()
    assert (tmp_path / "data" / "cat2.sqlite3").is_file()

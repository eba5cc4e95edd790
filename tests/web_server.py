"""A server of our own, on a free port of this machine, and a person who asks it."""

from __future__ import annotations

import datetime
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import httpx
import uvicorn

from evaluator.packs import load_pack
from evaluator.proposals.draft_reading import ReadDraft, read_draft
from evaluator.proposals.drafts import draft_of
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.store.proposals import Store
from evaluator.web.office import Office
from evaluator.web.own import Own
from evaluator.web.serving import address_of, listening
from evaluator.web.site import site

ROOT = Path(__file__).parents[1]
AS_OF = datetime.date(2026, 11, 22)
PACK = load_pack()


@dataclass
class Served:
    """A running server and its store."""

    url: str
    store: Store

    def example(self, name: str) -> str:
        """Put an example among the proposals and give its id."""
        proposal = read_proposal(ROOT / "examples" / f"{name}.yaml", PACK).proposal
        return self.store.create(draft_of(written(proposal)))


class Person(httpx.Client):
    """Somebody with a browser without script: follows links and sends forms with what is in them."""

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def submit(self, path: str, action: str = "", **fields: object) -> httpx.Response:
        """Load a page and send its form, with other values in some fields; None leaves a field out."""
        filled = form_values(self.page(path))
        for name, value in fields.items():
            filled[name] = [] if value is None else value if isinstance(value, list) else [str(value)]
        return self.post(action or path, data=filled, headers={"origin": str(self.base_url).rstrip("/")})


def form_values(page: str) -> dict[str, list[str]]:
    """Read what the form of a page would send as it stands."""
    form = re.search(r"<form method=\"post\".*?</form>", page, flags=re.DOTALL)
    assert form is not None
    held: dict[str, list[str]] = {}
    for tag, inner in re.findall(r"<(input[^>]*)>|(<textarea.*?</textarea>)", form[0], flags=re.DOTALL):
        source = tag or inner
        name = re.search(r'name="([^"]*)"', source)
        if name is None or (('type="radio"' in source or 'type="checkbox"' in source) and " checked" not in source):
            continue
        text = re.search(r'value="([^"]*)"', tag) if tag else re.search(r">\n(.*)</textarea>", inner, flags=re.DOTALL)
        held.setdefault(unescape(name[1]), []).append(unescape(text[1]) if text else "")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], flags=re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        held[unescape(name)] = [unescape(chosen[1]) if chosen else ""]
    return held


class running:  # noqa: N801  read as a word: with running(store) as url
    """Run a server until the block ends."""

    def __init__(self, store: Store, own: Own | None = None) -> None:
        self._listener = listening("127.0.0.1", 0)
        app = site(Office(store, PACK, own or Own(AS_OF)))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return address_of(self._listener).rstrip("/")

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run `cat2 serve` as a person does, in a process of its own."""
    command = [sys.executable, "-m", "evaluator", "serve", "--port", "0", "--no-browser", "--data", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = re.search(r"http://[^/]+", process.stderr.readline())
    assert address is not None
    try:
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
        process.stderr.close()


def judged_of(store: Store, proposal: str) -> ReadDraft:
    """Read the version in force as far as it can be read."""
    return read_draft(store.version(proposal).data, PACK)

"""A server of our own, on a free port of this machine, and a person who asks it."""

from __future__ import annotations

import datetime
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from lxml.html import FormElement, HtmlElement, document_fromstring

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
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading the certificates of this machine takes longer than a page


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

    def __init__(self, url: str) -> None:
        super().__init__(base_url=url, timeout=30, verify=NO_TLS)

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


def form_of(page: str) -> FormElement:
    """Find the form of a page."""
    return next(form for form in document_fromstring(page).forms if form.method == "POST")


def form_values(page: str) -> dict[str, list[str]]:
    """Read what the form of a page would send as it stands."""
    return values_of(form_of(page))


def values_of(form: FormElement) -> dict[str, list[str]]:
    """Read what a form would send as it stands, without any button."""
    held: dict[str, list[str]] = {}
    for control in form.xpath(".//input | .//textarea | .//select"):
        values = _sent(control)
        if control.name and values:
            held.setdefault(control.name, []).extend(values)
    return held


def _sent(control: HtmlElement) -> list[str]:
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        return [control.value]
    if control.get("type") in ("radio", "checkbox"):
        return [control.get("value", "on")] if control.checked else []
    return [control.get("value", "")]


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

"""The server started: where it listens, where its data lie, and what it tells the person who started it."""

from __future__ import annotations

import os
import signal
import socket
import threading
import webbrowser
from pathlib import Path
from types import FrameType

import platformdirs
import uvicorn

from evaluator.errors import UsageError
from evaluator.model.criteria import Pack
from evaluator.store.proposals import Store
from evaluator.web.asking import Asking
from evaluator.web.guarding import HOSTS
from evaluator.web.office import Office
from evaluator.web.own import Own
from evaluator.web.resting import Resting
from evaluator.web.site import site

DATA = "CAT2_DATA"
_PORTS = range(65536)


def data_folder(named: Path | None) -> Path:
    """Give the folder that was named, or that of the user."""
    if named is not None:
        return named
    return Path(os.environ.get(DATA) or platformdirs.user_data_dir("cat2", appauthor=False))


def refuse_other_hosts(host: str) -> None:
    """Keep the form from the network.

    Raises:
        UsageError: the host is not this machine.
    """
    if host.strip("[]") not in HOSTS:
        raise UsageError(
            f"--host: found '{host}'; expected 127.0.0.1, ::1 or localhost. Whoever can reach the form can read and "
            "change every proposal, and there is no sign-in yet"
        )


def listening(host: str, port: int) -> socket.socket:
    """Listen on a port of this machine; 0 takes a free one.

    Raises:
        UsageError: the port is taken, or is none.
    """
    refuse_other_hosts(host)
    if port not in _PORTS:
        raise UsageError(f"--port: found {port}; expected a number from 0 to 65535")
    plain = host.strip("[]")
    try:
        listener = socket.create_server((plain, port), family=socket.AF_INET6 if ":" in plain else socket.AF_INET)
    except OSError as error:
        raise UsageError(
            f"--port: {port} cannot be used ({error.strerror}); name another, or 0 for a free one"
        ) from error
    # Else each short answer waits 40 ms for a sign that its head has arrived.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address_of(listener: socket.socket) -> str:
    """Give the address to open."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(listener: socket.socket, store: Store, pack: Pack, own: Own, *, browser: bool) -> None:
    """Answer until somebody stops it, and let go of the store then."""
    asking, resting = Asking(pack, own), Resting()
    try:
        app = site(Office(store, pack, own, asking), resting.worked)
        threading.Thread(target=asking.warm_up, daemon=True).start()
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        if browser:
            threading.Timer(_SOON, webbrowser.open, (address_of(listener),)).start()
        signal.signal(signal.SIGTERM, _leave)
        with resting:
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        asking.close()
        store.close()


def _leave(number: int, _: FrameType | None) -> None:
    """Leave what is open in order: when it has stopped, uvicorn raises the signal again that stopped it."""
    raise SystemExit(128 + number)


_SOON = 0.5

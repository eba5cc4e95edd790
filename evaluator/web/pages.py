"""Pages as answers to a browser: drawn from `templates/web/`, with what every page needs."""

from __future__ import annotations

import hashlib
from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from evaluator.rendering.environment import fill
from evaluator.rendering.shelf import OURS, text_of
from evaluator.web.office import Office

# A page is asked for anew each time, but may be shown again by the back button, with what was typed in it.
_FRESH = {"cache-control": "no-cache, private"}


def office_of(request: Request) -> Office:
    """Give the office of this server."""
    office: Office = request.app.state.office
    return office


def page(request: Request, template: str, status: int = 200, **names: object) -> HTMLResponse:
    """Draw a page."""
    office = office_of(request)
    html = fill(
        f"web/{template}",
        OURS,
        csrf=request.state.csrf,
        style=_address_of("form.css"),
        script=_address_of("form.js"),
        criteria_title=office.pack.title,
        edition=office.pack.edition,
        profile=office.pack.profile.title if office.pack.profile else "",
        own=office.own.told,
        notice=office.pack.notice,
        **names,
    )
    return HTMLResponse(html, status, headers=_FRESH)


@cache
def _address_of(name: str) -> str:
    """Name a file by what is in it, so that a browser may keep it for as long as it stays the same."""
    text = text_of(f"web/{name}", OURS) or ""
    return f"/static/{name}?{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def elsewhere(address: str) -> RedirectResponse:
    """Send a browser to another of our pages after a form, so that reloading sends nothing twice."""
    return RedirectResponse(address, 303)

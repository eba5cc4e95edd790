"""The list of proposals: search, begin, duplicate, put away."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from evaluator.proposals.drafts import with_held
from evaluator.rendering.words import count
from evaluator.web.choosing import Wanted, chosen
from evaluator.web.pages import elsewhere, office_of, page
from evaluator.web.posted import Form, OnlyToken

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/")
def proposals(  # noqa: PLR0913, PLR0917  each is a part of the address
    request: Request, q: str = "", show: str = "", finding: str = "", change: str = "", steward: str = ""
) -> HTMLResponse:
    """List the proposals."""
    office, is_archive = office_of(request), show == "archived"
    wanted = Wanted(q, finding, change, steward)
    found = chosen(office, office.store.proposals(archived=is_archive), wanted)
    all_of_them = f"All {count(found.of, 'proposal')}" if any(wanted) else ""
    return page(
        request,
        "proposals.html",
        found=found,
        shown=count(len(found.proposals), "proposal"),
        q=q,
        all_of_them=all_of_them,
        is_archive=is_archive,
        is_narrow=any(wanted[1:]),
    )


@router.post("/proposals")
def begin(request: Request, posted: Form) -> Response:
    """Begin a proposal."""
    draft = with_held({}, "measure.title", posted.one("title").strip() or None)
    made = office_of(request).store.create(draft, "Begun")
    return elsewhere(f"/proposals/{made}")


@router.post("/proposals/{proposal}/duplicate", dependencies=[OnlyToken])
def duplicate(request: Request, proposal: str) -> Response:
    """Begin a proposal with the answers of another."""
    store = office_of(request).store
    head = store.version(proposal)
    title = store.proposal(proposal).title or "an untitled proposal"
    made = store.create(head.data, f"Begun as a copy of “{title}”, version {head.number}")
    return elsewhere(f"/proposals/{made}")


@router.post("/proposals/{proposal}/archive")
def archive(request: Request, proposal: str, posted: Form) -> Response:
    """Put a proposal away, or take it back."""
    is_archived = posted.one("archived") == "yes"
    office_of(request).store.archive(proposal, archived=is_archived)
    return elsewhere("/?show=archived" if is_archived else "/")

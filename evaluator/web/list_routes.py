"""The list of proposals: search, begin, duplicate, put away."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from evaluator.proposals.drafts import with_held
from evaluator.store.records import StoredProposal
from evaluator.web.pages import elsewhere, office_of, page
from evaluator.web.posted import Form, OnlyToken

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/")
def proposals(request: Request, q: str = "", show: str = "") -> HTMLResponse:
    """List the proposals."""
    store = office_of(request).store
    is_archive = show == "archived"
    found = [each for each in store.proposals(archived=is_archive) if _fits(each, q)]
    return page(request, "proposals.html", proposals=found, q=q, is_archive=is_archive)


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


def _fits(proposal: StoredProposal, words: str) -> bool:
    text = f"{proposal.title} {proposal.name}".casefold()
    return all(word in text for word in words.casefold().split())

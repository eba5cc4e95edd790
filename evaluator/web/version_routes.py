"""Versions of a proposal: listed, read, compared, restored; and answers that two people changed at the same time."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from evaluator.advice.changes import changes_between
from evaluator.proposals.drafts import held_at, with_held
from evaluator.rendering.changes import changes_text
from evaluator.store.records import VersionEntry
from evaluator.web.answers import answer_at, chapters, differences, whole_answer
from evaluator.web.form_routes import WRITER
from evaluator.web.pages import elsewhere, office_of, page
from evaluator.web.posted import Form, OnlyToken

router = APIRouter(prefix="/proposals/{proposal}", default_response_class=HTMLResponse)
_KINDS = {"saved": "Saved", "draft": "Saved while typing", "aside": "Kept aside"}
_NOTHING = "no answer"


class VersionLine(NamedTuple):
    """One version in the list."""

    number: int
    kind: str
    note: str
    written: str
    in_force: bool


class Choice(NamedTuple):
    """An answer that two people changed: what is in force, and what is kept aside."""

    path: str
    version: int
    label: str
    in_force: str
    aside: str


@router.get("/versions")
def versions(request: Request, proposal: str) -> HTMLResponse:
    """List the versions; what was saved while somebody typed stands behind what was saved by hand."""
    store = office_of(request).store
    stored, entries = store.proposal(proposal), store.versions(proposal)
    lines = [_line(each, stored.head) for each in entries]
    return page(
        request,
        "versions.html",
        stored=stored,
        saved=[line for line, each in zip(lines, entries, strict=True) if each.kind == "saved" or line.in_force],
        drafts=[line for line, each in zip(lines, entries, strict=True) if each.kind != "saved" and not line.in_force],
        oldest=entries[-1].number,
    )


@router.get("/versions/difference")
def difference(request: Request, proposal: str, before: int, after: int) -> HTMLResponse:
    """Show in which answers and findings two versions differ."""
    office = office_of(request)
    one, other = office.store.version(proposal, before), office.store.version(proposal, after)
    changes = changes_between(office.judged(one.data).evaluation, office.judged(other.data).evaluation)
    return page(
        request,
        "difference.html",
        stored=office.store.proposal(proposal),
        before=before,
        after=after,
        answers=differences(office.pack, one.data, other.data),
        findings=changes_text(changes),
    )


@router.get("/versions/{number}")
def version(request: Request, proposal: str, number: int) -> HTMLResponse:
    """Show a version as it was written."""
    office = office_of(request)
    held = office.store.version(proposal, number)
    stored = office.store.proposal(proposal)
    return page(
        request,
        "version.html",
        stored=stored,
        version=_line(held, stored.head),
        chapters=chapters(office.pack, held.data),
    )


@router.post("/versions/{number}/restore", dependencies=[OnlyToken])
def restore(request: Request, proposal: str, number: int) -> Response:
    """Put an earlier version in force again, as a new one."""
    store = office_of(request).store
    held, head = store.version(proposal, number), store.proposal(proposal).head
    store.save(proposal, head, held.data, "saved", f"Version {number} restored")
    return elsewhere(f"/proposals/{proposal}/versions")


@router.get("/conflicts")
def conflicts(request: Request, proposal: str) -> HTMLResponse:
    """Show both answers where two people changed the same one."""
    office = office_of(request)
    head = office.store.version(proposal)
    choices = []
    for each in office.store.conflicts(proposal):
        aside = office.store.version(proposal, each.version)
        both = [whole_answer(office.pack, version.data, each.path) or _NOTHING for version in (head, aside)]
        source = head if held_at(head.data, each.path) is not None else aside
        label = answer_at(office.pack, source.data, each.path).label
        choices.append(Choice(each.path, each.version, label, *both))
    return page(request, "conflicts.html", stored=office.store.proposal(proposal), choices=choices, base=head.number)


@router.post("/conflicts")
def settle(request: Request, proposal: str, posted: Form) -> Response:
    """Put in force what somebody chose; both answers stay in their versions."""
    store = office_of(request).store
    head = store.version(proposal)
    data, settled = head.data, []
    for each in store.conflicts(proposal):
        chosen = posted.one(f"{each.version}:{each.path}")
        if chosen == "aside":
            data = with_held(data, each.path, held_at(store.version(proposal, each.version).data, each.path))
        if chosen:
            settled.append(each)
    store.save(proposal, head.number, data, "saved", "Chosen between two answers")
    for each in settled:
        store.settle(proposal, each)
    return elsewhere(f"/proposals/{proposal}")


def _line(entry: VersionEntry | NamedTuple, head: int) -> VersionLine:
    number, kind, note, written = (getattr(entry, name) for name in ("number", "kind", "note", "written"))
    # What a page notes tells our pages apart, and people nothing.
    said = "" if WRITER.fullmatch(note.partition(" ")[0]) else note
    return VersionLine(number, _KINDS[kind], said, written, number == head)

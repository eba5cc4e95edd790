"""Proposals brought in and handed out as files, and reviews attached to them."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from evaluator.errors import FaultyFileError, NotInstalledError, ReviewError, UserError
from evaluator.model.evaluation import Evaluation
from evaluator.rendering.dispositions import dispositions_of, sentences
from evaluator.web.downloads import DOWNLOADS, PROPOSAL_FORMS, REPORT_FORMS, effective_lines, file_name, made
from evaluator.web.office import Judged, Office
from evaluator.web.pages import elsewhere, office_of, page
from evaluator.web.posted import Form
from evaluator.web.uploads import proposals_of, review_of, review_text

router = APIRouter(default_response_class=HTMLResponse)
_NO_FILE = "No file was chosen. Go back and choose one."


@router.post("/import")
def bring_in(request: Request, posted: Form) -> Response:
    """Begin proposals with what is in a file."""
    office, upload = office_of(request), posted.files.get("file")
    if upload is None or not upload.name:
        raise HTTPException(400, _NO_FILE)
    try:
        brought = proposals_of(upload, office.pack)
    except UserError as error:
        return _refused(request, f"{upload.name} was not imported", error)
    ids = [office.store.create(each.draft, f"Imported from {upload.name}") for each in brought]
    warnings = [words for each in brought for words in each.warnings]
    if not warnings:
        return elsewhere(f"/proposals/{ids[0]}" if len(ids) == 1 else "/")
    first = f"/proposals/{ids[0]}" if len(ids) == 1 else "/"
    return page(request, "told.html", title=f"{upload.name} was imported", faults=warnings, goes_on=first)


@router.get("/proposals/{proposal}/export")
def exports(request: Request, proposal: str) -> HTMLResponse:
    """List the formats."""
    office = office_of(request)
    now = office.judged(office.store.version(proposal).data)
    return page(
        request,
        "exports.html",
        stored=office.store.proposal(proposal),
        proposal_forms=PROPOSAL_FORMS,
        report_forms=REPORT_FORMS,
        has_faults=bool(now.read.faults),
    )


@router.get("/proposals/{proposal}/export/{name}")
def export(request: Request, proposal: str, name: str) -> Response:
    """Hand out a file."""
    office = office_of(request)
    if name not in DOWNLOADS:
        raise HTTPException(404, "There is no such format.")
    wanted = DOWNLOADS[name]
    now = office.judged(office.store.version(proposal).data)
    try:
        with office.working():
            content = made(wanted, now, _under_review(office, proposal, now), office.pack)
    except (NotInstalledError, UserError) as error:
        return _refused(request, f"{wanted.title} was not made", error)
    called = file_name(office.store.proposal(proposal).title, wanted)
    headers = {"content-disposition": f'attachment; filename="{called}"', "cache-control": "no-store"}
    return Response(content, media_type=wanted.media, headers=headers)


@router.get("/proposals/{proposal}/review")
def review(request: Request, proposal: str) -> HTMLResponse:
    """Show what people decided beside what was found."""
    office = office_of(request)
    now = office.judged(office.store.version(proposal).data)
    attached, faults, evaluation = office.store.review(proposal), [], now.evaluation
    if attached is not None:
        try:
            with office.working():
                evaluation = _under_review(office, proposal, now)
        except ReviewError as error:
            faults = list(map(str, error.faults))
    return page(
        request,
        "review.html",
        stored=office.store.proposal(proposal),
        attached=attached,
        faults=faults,
        lines=effective_lines(evaluation),
        sentences=[each for each in sentences(evaluation) if each],
        decided=dispositions_of(evaluation),
    )


@router.post("/proposals/{proposal}/review")
def attach(request: Request, proposal: str, posted: Form) -> Response:
    """Attach a review file, or take the one that is there off."""
    office, upload = office_of(request), posted.files.get("file")
    here = f"/proposals/{proposal}/review"
    if posted.one("remove"):
        office.store.attach(proposal, "", "")
        return elsewhere(here)
    if upload is None or not upload.name:
        raise HTTPException(400, _NO_FILE)
    try:
        text = review_text(upload)
        now = office.judged(office.store.version(proposal).data)
        with office.working():
            office.reviewed(review_of(upload.name, text)).evaluate(now.read.proposal)
    except ReviewError as error:
        return _refused(request, f"{upload.name} was not attached", error)
    office.store.attach(proposal, upload.name, text)
    return elsewhere(here)


def _under_review(office: Office, proposal: str, now: Judged) -> Evaluation:
    attached = office.store.review(proposal)
    if attached is None:
        return now.evaluation
    return office.reviewed(review_of(attached.file, attached.text)).evaluate(now.read.proposal)


def _refused(request: Request, title: str, error: UserError) -> HTMLResponse:
    faults = list(map(str, error.faults)) if isinstance(error, FaultyFileError) else [str(error)]
    return page(request, "told.html", 422, title=title, faults=faults, goes_on="")

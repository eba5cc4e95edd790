"""The form: the list of its sections, and one page for each section and each row of a list."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from evaluator.proposals.drafts import ROW_KEY, held_at, new_key, with_held, with_row_moved
from evaluator.rendering.condition_words import ConditionWords
from evaluator.rendering.words import count
from evaluator.store.records import Saved, Version, VersionKind
from evaluator.web.editing import edited
from evaluator.web.fields import Drawn, FieldView, field_view, in_words
from evaluator.web.office import Judged, Office
from evaluator.web.pages import elsewhere, office_of, page
from evaluator.web.panel import NextLine, Panel, gap_lines, next_lines, panel_of
from evaluator.web.posted import Form, Posted
from evaluator.web.tasks import tasks
from evaluator.web.topics import Asked, Topic, all_sections, guide_name, topic_at, topic_of

router = APIRouter(prefix="/proposals/{proposal}", default_response_class=HTMLResponse)
FRAGMENT = "x-cat2-fragment"
WRITER = re.compile(r"k[0-9a-f]{8}")
_ROW = re.compile(rf"(?:[a-z_]+\.){{0,3}}{ROW_KEY.pattern}")
_FIRST = 3
_WAYS = {"up": -1, "down": 1}
_LONGEST_NUMBER = 9
_LONGEST_WAIT = 20.0
_WAIT_AFTER_SAVE = 1.0


class Place(NamedTuple):
    """Where somebody is: a page of the form, in a version of a proposal."""

    office: Office
    proposal: str
    version: Version
    topic: Topic


class ErrorLine(NamedTuple):
    """One line of the summary of what is wrong, with the way to its field."""

    topic: str
    address: str
    label: str
    words: str


@router.get("")
def task_list(request: Request, proposal: str) -> HTMLResponse:
    """Show the sections of the form, and what is found about the whole."""
    office = office_of(request)
    version = office.store.version(proposal)
    now = office.judged(version.data)
    saved = office.judged(office.store.last_saved(proposal).data).evaluation
    every = [each.id for each in (now.evaluation.form, *now.evaluation.criteria)]
    return page(
        request,
        "tasks.html",
        stored=office.store.proposal(proposal),
        tasks=tasks(office.pack, now),
        panel=panel_of(now, saved, every),
        gaps=list(gap_lines(now)),
        topic=None,
        next=None,
        faults=[],
        **_errors([_error(office, address, in_words(fault)) for address, fault in now.read.faults]),
        conflicts=_conflicts(office, proposal),
    )


@router.get("/next")
def what_next(request: Request, proposal: str) -> HTMLResponse:
    """Show which unanswered questions to answer next; to the script of a page, only the first few."""
    office = office_of(request)
    now = office.judged(office.store.version(proposal).data)
    found = office.next_questions(now, _LONGEST_WAIT)
    lines = None if found is None else next_lines(now, found)
    stored = office.store.proposal(proposal)
    if FRAGMENT in request.headers:
        return page(request, "next-list.html", stored=stored, next=lines and lines[:_FIRST], topic=None)
    return page(request, "next.html", stored=stored, next=lines)


@router.get("/form/{address}")
def show(request: Request, proposal: str, address: str, saved: int = 0) -> HTMLResponse:
    """Show one page of the form."""
    place = _place(office_of(request), proposal, address)
    now = place.office.judged(place.version.data)
    fields, skipped = _fields(place.office, now, place.topic)
    shown = {field.address for field in (*fields, *skipped)}
    return page(
        request,
        "topic.html",
        stored=place.office.store.proposal(proposal),
        topic=place.topic,
        fields=fields,
        skipped=skipped,
        skipped_title=f"{count(len(skipped), 'question')} not asked here",
        base=place.version.number,
        writer=new_key(),
        saved=saved if 0 < saved <= place.version.number else 0,
        saved_since=saved < place.version.number,
        faults=[],
        **_errors(
            [
                _error(place.office, where, in_words(fault))
                for where, fault in now.read.faults
                if where in shown or where.removesuffix(".evidence") in shown
            ]
        ),
        panel=_panel(place, now),
        next=_next_lines(place, now, _WAIT_AFTER_SAVE if saved else 0),
        conflicts=_conflicts(place.office, proposal),
    )


@router.post("/form/{address}")
def save(request: Request, proposal: str, address: str, posted: Form) -> Response:
    """Save one page of the form, whatever is in it; with script, as a draft, and answer with what is found then."""
    office = office_of(request)
    with office.saving:
        place, done = _saved(office, proposal, address, posted, is_draft=FRAGMENT in request.headers)
    if FRAGMENT in request.headers:
        return _fragment(request, place, done)
    if done.conflicts:
        return elsewhere(f"/proposals/{proposal}/conflicts")
    return elsewhere(_next(place, posted, place.office.store.version(proposal).data, done.head))


def _saved(office: Office, proposal: str, address: str, posted: Posted, *, is_draft: bool) -> tuple[Place, Saved]:
    """Save what a page sent on top of what the same page sent before, even if it has not heard of that yet."""
    base, writer, turn = _number(posted.one("base")), posted.one("writer"), posted.one("turn")
    before = office.store.last_by(proposal, writer) if WRITER.fullmatch(writer) else None
    if before is not None and is_draft and _number(before.note.partition(" ")[2]) >= _number(turn):
        # An earlier message of this page that was overtaken on its way says nothing new.
        place = _place(office, proposal, address, before.number)
        return place, Saved(office.store.proposal(proposal).head, before.number, ())
    place = _place(office, proposal, address, max(base, before.number) if before is not None else base)
    mine = edited(place.version.data, place.topic, posted)
    if removed := _row_of(place.topic, posted.one("remove")):
        mine = with_held(mine, removed, None)
    way, _, moved = posted.one("move").partition(":")
    if way in _WAYS and (row := _row_of(place.topic, moved)):
        mine = with_row_moved(mine, row, _WAYS[way])
    note = f"{writer} {_number(turn)}" if WRITER.fullmatch(writer) else ""
    kind: VersionKind = "draft" if is_draft else "saved"
    return place, office.store.save(proposal, place.version.number, mine, kind, note)


def _row_of(topic: Topic, address: str) -> str:
    """Give the address of a row of a list on this page; nothing if it is none."""
    inner = address.removeprefix(f"{topic.address}.")
    return address if inner != address and _ROW.fullmatch(inner) else ""


def _place(office: Office, proposal: str, address: str, number: int | None = None) -> Place:
    version = office.store.version(proposal) if number is None else office.store.version_to_edit(proposal, number)
    topic = topic_at(office.pack, version.data, address)
    if topic is None:
        raise HTTPException(404, "There is no such page of the form.")
    return Place(office, proposal, version, topic)


def _next(place: Place, posted: Posted, draft: dict[str, Any], head: int) -> str:
    form, topic, going = f"/proposals/{place.proposal}/form", place.topic, posted.one("go")
    moved = _row_of(topic, posted.one("move").partition(":")[2])
    around = topic.address.rpartition(".")[0]
    if row := _row_of(topic, going.removeprefix("row:")):
        return f"{form}/{row}"
    if going == "another":
        return f"{form}/{around}.{new_key()}"
    if going == "back":
        return f"{form}/{topic.around}#f-{around}"
    if going == "next":
        names = [section.name for section in all_sections(place.office.pack, draft)]
        following = names[names.index(topic.section) + 1 :]
        return f"{form}/{following[0]}" if following else f"/proposals/{place.proposal}"
    # Whoever moved a row goes on there; else the page says first that it is saved.
    return f"{form}/{topic.address}?saved={head}#{f'r-{moved}' if moved else 'saved'}"


def _fragment(request: Request, place: Place, done: Saved) -> HTMLResponse:
    store = place.office.store
    now = place.office.judged(store.version(place.proposal).data)
    shown = [asked.address for asked in _asked_here(now, place.topic)]
    faults = {address.removesuffix(".evidence"): in_words(fault) for address, fault in now.read.faults}
    answer = page(
        request,
        "panel.html",
        stored=store.proposal(place.proposal),
        topic=place.topic,
        panel=_panel(place, now),
        next=_next_lines(place, now),
        conflicts=_conflicts(place.office, place.proposal),
        faults=[(address, faults[address]) for address in shown if address in faults],
    )
    answer.headers["x-cat2-base"] = str(done.seen)
    answer.headers["x-cat2-fields"] = " ".join(shown)
    return answer


def _next_lines(place: Place, now: Judged, wait: float = 0) -> list[NextLine] | None:
    found = place.office.next_questions(now, wait)
    return None if found is None else next_lines(now, found)[:_FIRST]


def _panel(place: Place, now: Judged) -> Panel:
    saved = place.office.judged(place.office.store.last_saved(place.proposal).data).evaluation
    criteria = place.office.criteria_reading({asked.question.path for asked in place.topic.questions})
    return panel_of(now, saved, criteria, place.topic.address)


def _fields(office: Office, now: Judged, topic: Topic) -> tuple[list[FieldView], list[FieldView]]:
    """Draw the questions that are asked and, apart, those that are not: they can be answered all the same."""
    words, asked_here = ConditionWords(office.pack), _asked_here(now, topic)
    remarks = {
        asked.address: _why_not_asked(asked, words)
        for asked in topic.questions
        if now.relevance.get(guide_name(asked.address)) is False
    }
    drawn = Drawn(now.draft, dict(now.read.faults), _serves(office, topic), remarks, new_key())
    groups = [each.address for each in topic.questions if each.question.field.group is not None]
    shown: dict[bool, list[FieldView]] = {True: [], False: []}
    for asked in topic.questions:
        level = sum(asked.address.startswith(f"{group}.") for group in groups)
        shown[asked in asked_here].append(field_view(asked, drawn, level))
    return shown[True], shown[False]


def _asked_here(now: Judged, topic: Topic) -> list[Asked]:
    """List the questions that are relevant, or may be, that have an answer, or in which a gap can be closed."""
    gaps = {field.address for gap in gap_lines(now) for field in gap.fields}
    return [
        asked
        for asked in topic.questions
        if now.relevance.get(guide_name(asked.address)) is not False
        or not gaps.isdisjoint((asked.address, asked.address.rpartition(".")[0]))
        or held_at(now.draft, asked.address) is not None
    ]


def _why_not_asked(asked: Asked, words: ConditionWords) -> str:
    guide = asked.question.guide
    if guide is None or not guide.relevant:
        return "Not asked here: no criterion in force reads it."
    return f"Not asked here; asked only if {words.of(guide.relevant)}."


def _serves(office: Office, topic: Topic) -> dict[str, str]:
    served = {}
    for asked in topic.questions:
        names = office.criteria_reading({asked.question.path})
        form = office.pack.form.id
        letters = [name for name in names if name != form]
        told = (["the form check"] if form in names else []) + (
            [f"{'criterion' if len(letters) == 1 else 'criteria'} {', '.join(letters)}"] if letters else []
        )
        served[asked.question.path] = " and ".join(told)
    return served


def _errors(errors: list[ErrorLine]) -> dict[str, Any]:
    return {"errors": errors, "errors_title": f"{count(len(errors), 'answer')} to put right"}


def _conflicts(office: Office, proposal: str) -> str:
    waiting = len(office.store.conflicts(proposal))
    was = "was" if waiting == 1 else "were"
    return f"{count(waiting, 'answer')} {was} changed in two places at the same time." if waiting else ""


def _error(office: Office, address: str, words: str) -> ErrorLine:
    anchor = address.removesuffix(".evidence")
    guide = office.pack.fields.get(guide_name(anchor))
    label = guide.label if guide is not None else anchor.rpartition(".")[2].replace("_", " ").capitalize()
    return ErrorLine(topic_of(address), anchor, label, words)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise HTTPException(400, "This form does not say which version it edits. Load the page anew.")
    return int(text)

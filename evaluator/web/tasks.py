"""The list of sections: which are not started, in progress, complete or not needed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from evaluator.model.criteria import Pack
from evaluator.proposals.drafts import address_of, leaves
from evaluator.proposals.questions import Section
from evaluator.web.office import Judged
from evaluator.web.topics import all_sections, topic_of

Status = Literal["not-started", "in-progress", "complete", "not-needed"]
_WORDS: dict[Status, str] = {
    "not-started": "Not started",
    "in-progress": "In progress",
    "complete": "Complete",
    "not-needed": "Not needed",
}


class Task(NamedTuple):
    """One section of the form with how far it is."""

    address: str
    title: str
    about: str
    status: Status
    word: str
    remark: str


def tasks(pack: Pack, now: Judged) -> list[Task]:
    """List the sections with how far each is."""
    missing = [address_of(now.draft, path) for path in now.evaluation.completeness.missing]
    faults = [address for address, _ in now.read.faults]
    begun = {topic_of(address).partition(".")[0] for address, _ in leaves(now.draft)}
    found = []
    for section in all_sections(pack, now.draft):
        is_needed = _is_needed(section, now)
        count = _within(section.name, missing), _within(section.name, faults)
        status = _status(*count, is_needed=is_needed, is_begun=section.name in begun)
        found.append(Task(section.name, section.title, section.about, status, _WORDS[status], _remark(*count)))
    return found


def _is_needed(section: Section, now: Judged) -> bool:
    """Tell whether something required is asked here, or anything in a section in which nothing is required."""
    required = [question for question in section.questions if question.guide is not None and question.guide.required]
    return any(now.relevance.get(question.path) is not False for question in required or section.questions)


def _within(section: str, addresses: list[str]) -> int:
    return sum(topic_of(address).partition(".")[0] == section for address in addresses)


def _status(missing: int, faults: int, *, is_needed: bool, is_begun: bool) -> Status:
    if is_begun:
        return "in-progress" if missing or faults else "complete"
    return "not-started" if is_needed else "not-needed"


def _remark(missing: int, faults: int) -> str:
    told = []
    if faults:
        told.append(f"{faults} {'answer' if faults == 1 else 'answers'} to put right")
    if missing:
        told.append(f"{missing} required {'answer' if missing == 1 else 'answers'} missing")
    return ", ".join(told)

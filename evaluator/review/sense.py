"""Whether what a reviewer wrote makes sense: each disposition with what it needs, and nothing that contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluator.model.review import Entry, Record, RecordedEntry
from evaluator.proposals.document import printable, shown
from evaluator.proposals.fhir.reading import is_placeholder
from evaluator.proposals.wording import near_miss
from evaluator.review.faults import Faults

Words = tuple[str, str, str, str]  # the key, what was found, what was expected, what to do

_OF_A_CHANGE = ("resolved", "overridden")
_OF_A_CONDITION = ("condition", "owner", "due", "fulfilled")
_OF_A_RATING = ("rating", "rationale", "comment")
_ALONE = ("comment", "rating")
_IN_WORDS = ("rationale", "condition", "owner")
_NEEDS = {
    "resolved": ("to", "rationale"),
    "overridden": ("to", "rationale"),
    "conditional": ("condition", "owner", "due"),
    "deferred": ("rationale",),
}
_EXPECTED = {
    "to": "the finding that it is to be",
    "rationale": "the reason in words",
    "condition": "what has to be done",
    "owner": "who sees to it",
    "due": "the day by which it is to be done",
}


def check_entries(entries: Mapping[str, Entry], record: Record, reviewer: str, faults: Faults) -> None:
    """Note everything that makes no sense."""
    for key, entry in entries.items():
        recorded = record.entries.get(key)
        if recorded is None:
            _unknown(key, record, faults)
            continue
        found = _of_blind_round(entry) if record.blind else _of_disposition(entry, recorded)
        for name, what, expected, step in found:
            faults.note(f"entries.{key}.{name}", what, expected, step)
    if not reviewer and any(entry.disposition or entry.rating for entry in entries.values()):
        step = "A name, or a word such as Reviewer 1 where names are not to be recorded."
        faults.note("reviewer", "nothing", "who reviewed", step)


def _unknown(key: str, record: Record, faults: Faults) -> None:
    near = near_miss(key, list(record.entries))
    step = near or "`cat2 review new --all-checks` writes an entry for every check."
    faults.note(f"entries.{key}", f'an entry for "{printable(key)}"', "only entries that `cat2 review new` wrote", step)


def _written(entry: Entry) -> dict[str, object]:
    return entry.model_dump(exclude_none=True, by_alias=True)


def _of_blind_round(entry: Entry) -> Iterator[Words]:
    for name in _written(entry):
        if name not in _OF_A_RATING:
            step = "Decide once the round is over, in a file of `cat2 review new`."
            yield name, "part of a disposition", "only rating, rationale and comment in a blind round", step


def _of_disposition(entry: Entry, recorded: RecordedEntry) -> Iterator[Words]:
    if entry.rating is not None:
        yield "rating", f'"{entry.rating}"', "a disposition", "Ratings belong to a blind round."
    if entry.disposition is None:
        for name in _written(entry):
            if name not in _ALONE:
                yield name, "it without a disposition", "a word after disposition:", "Write one, or empty this key."
        return
    if recorded.found == "error":
        step = "Leave a comment, and evaluate again once it can be."
        yield "disposition", f'"{entry.disposition}" of what could not be evaluated', "no disposition", step
        return
    yield from _needed(entry)
    yield from _of_the_finding(entry, recorded)
    yield from _on_the_day(entry)
    yield from _of_vote(entry)


def _needed(entry: Entry) -> Iterator[Words]:
    word = str(entry.disposition)
    written = _written(entry)
    for name in _NEEDS.get(word, ()):
        if name not in written:
            yield name, "nothing", _EXPECTED[name], f'"{word}" needs it.'
        elif name in _IN_WORDS and is_placeholder(str(written[name])):
            yield name, shown(written[name]), _EXPECTED[name], f'"{word}" needs it; this only holds its place.'
    if entry.to is not None and word not in _OF_A_CHANGE:
        step = 'To change a finding, write "resolved" or "overridden".'
        yield "to", f'"{entry.to}" with "{word}"', "nothing", step
    for name in _OF_A_CONDITION:
        if name in written and word != "conditional":
            yield name, f'{shown(written[name])} with "{word}"', "nothing", 'It belongs to "conditional".'


def _of_the_finding(entry: Entry, recorded: RecordedEntry) -> Iterator[Words]:
    found = recorded.found
    if entry.disposition == "resolved" and found != "needs_judgement":
        step = f'To say that this is not so, write "overridden"; what was found is {found}.'
        yield "disposition", '"resolved"', "it only where the program asks the panel (needs_judgement)", step
    elif entry.disposition == "resolved" and entry.to not in (None, "met", "not_met"):
        yield "to", f'"{entry.to}"', "met or not_met", 'To leave it open, write no disposition, or "deferred".'
    elif entry.disposition == "overridden" and entry.to == found:
        yield "to", f'"{entry.to}", which is what was found', "another finding", 'To agree, write "affirmed".'


def _on_the_day(entry: Entry) -> Iterator[Words]:
    if entry.expires is not None and entry.when is not None and entry.expires < entry.when:
        yield "expires", entry.expires, f"a day not before {entry.when}, when it was decided", "Check both dates."


def _of_vote(entry: Entry) -> Iterator[Words]:
    vote = entry.vote
    if vote is None:
        return
    voted = vote.for_ + vote.against + vote.abstained
    if vote.for_ == 0:
        yield "vote.for", "no vote for it", "at least one", "What nobody was for was not decided; leave it out."
    elif vote.against > vote.for_:
        found = f"{vote.for_} for and {vote.against} against"
        yield "vote", found, "no more against than for", "What was voted down was not decided; leave it out."
    if vote.eligible is not None and vote.eligible < voted:
        yield "vote.eligible", f"{vote.eligible}", f"at least the {voted} who voted", "Check the counts."

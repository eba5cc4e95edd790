"""What checks read, as lines for a reader; the answers of one row of a list stand together on one line."""

from __future__ import annotations

from os.path import commonprefix
from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.shapes import Limit, Reading, Readings
from evaluator.rendering.values import LONGEST_VALUE, name_in_words, number_in_words, shortened, value_in_words
from evaluator.rendering.words import STATES, THRESHOLDS, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.evaluation import Read, StateWithoutValue, ThresholdUsed
    from evaluator.rendering.places import Places

# Of an answer in a row of a list, or in an object: shorter than of one that stands alone.
STATES_WITHIN: Words[StateWithoutValue] = Words("state_within", ("unknown", "absent", "not_applicable"))
SHOWN_AT_ONCE = 8
LONGEST_YEAR = 4  # digits; longer numbers are easier to read with separators
_BY_PROFILE = Words("threshold_of_profile", THRESHOLDS)
NOTHING_READ = Readings((), (), "")


def readings_of(reads: Iterable[Read], places: Places) -> Readings:
    """Show each answer once, the first few apart from the rest."""
    lines = rows_of(reads, places)
    rest = lines[SHOWN_AT_ONCE:]
    return Readings(lines[:SHOWN_AT_ONCE], rest, say("reading.more", n=len(rest)))


def rows_of(reads: Iterable[Read], places: Places) -> tuple[Reading, ...]:
    """Show each answer once, on one line what stands in one row."""
    once = {read.path: read for read in reads}
    rows: dict[str, list[Read]] = {}
    for read in once.values():
        if not _is_told_by_its_whole(read, once):
            rows.setdefault(_row(read, once), []).append(read)
    return tuple(_told_once(row, answers, places) for row, answers in rows.items())


def reading_of(read: Read, places: Places) -> Reading:
    """Show one answer by itself."""
    return _told_once(read.path, [read], places)


def limits_of(thresholds: Iterable[ThresholdUsed]) -> tuple[Limit, ...]:
    """Show each threshold once, with its source and who signed it."""
    return tuple(_limit(threshold) for threshold in {each.id: each for each in thresholds}.values())


def path_in_words(path: str) -> str:
    """Name a field by its path: `codes.0.related_codes` is "Codes, row 1, related codes"."""
    words = [
        say("reading.row", row=int(word) + 1) if word.isdecimal() else name_in_words(word).lower()
        for word in path.split(".")
    ]
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def label_with_rows(label: str, path: str) -> str:
    """Name a field by its label, and by the rows of the lists that it stands in."""
    if not label:
        return path_in_words(path)
    rows = [say("reading.row", row=int(step) + 1) for step in path.split(".") if step.isdecimal()]
    return say("reading.in_rows", label=label, rows=", ".join(rows)) if rows else label


def _is_told_by_its_whole(read: Read, once: dict[str, Read]) -> bool:
    # An answer of several fields is shown whole; its fields stand beside it only if they say something else.
    parent, _, last = read.path.rpartition(".")
    whole = None if last.isdecimal() else once.get(parent)
    return (
        whole is not None
        and whole.state == read.state
        and set(read.evidence) <= set(whole.evidence)
        and len(whole.value) <= LONGEST_VALUE
    )


def _row(read: Read, once: dict[str, Read]) -> str:
    """Name what is told on one line: a row of a list, or an object of several fields such as a period."""
    words = read.path.split(".")
    positions = [position for position, word in enumerate(words) if word.isdecimal()]
    if positions:
        return ".".join(words[: positions[-1] + 1])
    whole, _, _ = read.path.rpartition(".")
    if whole in once:
        return read.path
    siblings = [each for each in once.values() if each.path.rpartition(".")[0] == whole]
    return whole if _shared_label(siblings) else read.path


def _told_once(row: str, answers: list[Read], places: Places) -> Reading:
    key = (row, *(read.path for read in answers))
    if key not in places.told:
        places.told[key] = _reading(row, answers, places)
    return places.told[key]


def _reading(row: str, answers: list[Read], places: Places) -> Reading:
    place = places.of([read.path for read in answers if read.state != "blank"])
    evidence = ", ".join(dict.fromkeys(reference for read in answers for reference in read.evidence))
    if row == answers[0].path:
        return Reading(answers[0].label or path_in_words(row), _said(answers[0]), evidence, place)
    if whole := _shared_label(answers):
        alike = {read.state: _said(read) for read in answers}
        parts = (f"{read.label.removeprefix(f'{whole}, ')}: {_said(read)}" for read in answers)
        return Reading(whole, alike["blank"] if alike.keys() == {"blank"} else "; ".join(parts), evidence, place)
    said = "; ".join(f"{read.label or path_in_words(read.path[len(row) + 1 :])}: {_said(read)}" for read in answers)
    return Reading(path_in_words(row), said, evidence, place)


def _shared_label(answers: list[Read]) -> str:
    """Find the object that the labels of its fields begin with: "Measurement period, length" and its kin."""
    labels = [f"{read.label}, " for read in answers]
    # labels are no paths of files: what they share is compared by character, and cut at a comma
    return commonprefix(labels).rpartition(", ")[0] if len(labels) > 1 else ""  # noqa: RUF071


def _said(read: Read) -> str:
    if read.state == "answered":
        return shortened(value_in_words(_with_states(read))) or STATES["answered"]
    state = STATES[read.state]
    if read.value:
        return say("state.as_written", state=state, written=shortened(read.value))
    return say("state.with_reason", state=state, reason=read.reason) if read.reason else state


def _with_states(read: Read) -> str:
    """Say anew, in the language of the report, which answers within have no value."""
    text = read.value
    for within in reversed(read.states):
        text = f"{text[: within.start]}{STATES_WITHIN[within.state]}{text[within.end :]}"
    return text


def _limit(threshold: ThresholdUsed) -> Limit:
    signed = threshold.reviewed_by and say("threshold_signed.by", name=threshold.reviewed_by)
    if threshold.status == "judgement" and not signed:
        signed = say("threshold_signed.nobody")
    if threshold.instead_of:
        signed = "; ".join(filter(None, [say("threshold_signed.instead_of", value=threshold.instead_of), signed]))
    return Limit(
        name=name_in_words(threshold.id),
        value=f"{_with_separators(threshold.value)} {threshold.unit}".strip(),
        status=(_BY_PROFILE if threshold.by_profile else THRESHOLDS)[threshold.status],
        source=threshold.source,
        link=safe_link(threshold.url),
        signed=signed,
    )


def _with_separators(number: str) -> str:
    return number_in_words(int(number)) if number.isdecimal() and len(number) > LONGEST_YEAR else number

"""The wording rules and the published calendar of a pack: read from `wording.toml` and `calendar.toml`, and checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from evaluator.model.calendar import PublishedCalendar
from evaluator.model.criteria import Pack
from evaluator.model.wording import WordingRule
from evaluator.packs.fields import proposal_fields
from evaluator.packs.files import PackFiles, Toml
from evaluator.packs.paths import PathFault, resolve
from evaluator.packs.validation import validated
from evaluator.packs.words import PLACE

WORDING, CALENDAR = "wording.toml", "calendar.toml"
# What a detector needs beside fields and sentences; what it does not use is a fault.
_NEEDS: dict[str, tuple[str, ...]] = {
    "phrases": ("phrases",),
    "abbreviations": (),
    "code_shapes": ("shapes",),
    "missing_elements": ("elements",),
    "mixed_words": ("words",),
    "near_identical": ("similarity",),
    "too_long": ("longest",),
}
_MAY: dict[str, tuple[str, ...]] = {
    "phrases": ("unless", "defined_in"),
    "abbreviations": ("known", "defined_in", "unless"),
    "missing_elements": ("beside",),
    "mixed_words": ("unless", "clause_ends"),
}
_ALL = (
    "phrases",
    "unless",
    "defined_in",
    "beside",
    "known",
    "shapes",
    "elements",
    "words",
    "clause_ends",
    "similarity",
    "longest",
)
_PLACES = ("found", "field", "other", "longest")


def read_beside(files: PackFiles) -> Toml:
    """Read what a pack may have beside its criteria: wording rules and the publisher's calendar."""
    raw = files.read(WORDING, required=False)
    lists = raw.pop("lists", {})
    written = raw.pop("rule", [])
    # A text and a table could be gone through too: each would be told once for each of its letters or keys, or never.
    rows = [_spelled_out(row, lists, files) for row in (written if isinstance(written, list) else [written])]
    for key in raw:
        files.fault(WORDING, key, "an unknown key", "[lists] and [[rule]]", near=key)
    rules = [validated(WordingRule, row, files, WORDING, str(row.get("id", "rule"))) for row in rows]
    calendar = files.read(CALENDAR, required=False)
    return {
        "wording": tuple(rule for rule in rules if rule is not None),
        "calendar": validated(PublishedCalendar, calendar, files, CALENDAR, "") if calendar else None,
    }


def check_wording(pack: Pack, files: PackFiles) -> None:
    """Note every word of these two files that names nothing."""
    seen: set[str] = set()
    criteria = [one.id for one in (pack.form, *pack.criteria)]
    checks = {check.id for one in (pack.form, *pack.criteria) for check in one.checks}
    for rule in pack.wording:
        if rule.id in seen or rule.id in checks:
            _fault(files, rule, "an id used twice", "an id that is unique in the pack")
        seen.add(rule.id)
        if rule.criterion not in criteria:
            _fault(files, rule, f"criterion = '{rule.criterion}'", _near(rule.criterion, criteria, "a criterion"))
        for found, expected in _faults(rule):
            _fault(files, rule, found, expected)
    target = pack.calendar.target if pack.calendar else ""
    if target and not _is_of_kind(target, "date"):
        files.fault(CALENDAR, "target", f"'{target}'", "a date of the proposal", near="target")


def _spelled_out(row: Any, lists: Any, files: PackFiles) -> Any:
    """Put the named lists in where a rule names one."""
    if not isinstance(row, dict) or not isinstance(lists, dict):
        files.fault(WORDING, "rule", repr(row)[:40], "a [[rule]], with [lists] by name")
        return {}
    data = dict(row)
    for key in ("fields", *_ALL):
        name = data.get(key)
        if isinstance(name, str):
            if name not in lists:
                near = _near(name, lists, "a name of [lists]")
                files.fault(WORDING, f"{row.get('id')}.{key}", f"'{name}'", near, near=f'"{row.get("id")}"')
            data[key] = lists.get(name, [])
    return data


def _faults(rule: WordingRule) -> Iterator[tuple[str, str]]:
    for field in [
        *rule.fields,
        *rule.defined_in,
        *rule.beside,
        *(name for one in rule.elements for name in one.fields),
    ]:
        if field not in proposal_fields():
            yield f"the field '{field}'", _near(field, proposal_fields(), "a field of the proposal")
    for field in [*rule.fields, *rule.defined_in, *rule.beside]:
        if field in proposal_fields() and not _is_of_kind(field, "text"):
            yield f"the field '{field}'", "a field that holds text"
    written = [name for name in _ALL if name in rule.model_fields_set]
    needed, allowed = _NEEDS[rule.detector], _MAY.get(rule.detector, ())
    yield from ((f"no '{name}'", f"it, for the detector {rule.detector}") for name in needed if name not in written)
    for name in written:
        if name not in (*needed, *allowed):
            yield f"'{name}'", f"only {', '.join((*needed, *allowed))} with the detector {rule.detector}"
    if not (rule.better if rule.detector != "phrases" else all(one.better for one in rule.phrases)):
        yield "no better wording", "'better', what to write instead"
    for sentence in (rule.says, rule.better, *(one.better for one in rule.phrases)):
        yield from _places(sentence)


def _places(sentence: str) -> Iterator[tuple[str, str]]:
    for place in PLACE.findall(sentence):
        if place in _PLACES:
            continue
        try:
            resolve(tuple(place.split(".")), None)
        except PathFault as fault:
            yield f"{{{place}}} in a sentence", f"{{{fault.near}}}" if fault.near else ", ".join(_PLACES)


def _is_of_kind(path: str, kind: str) -> bool:
    field = proposal_fields().get(path)
    return field is not None and field.kind == kind


def _near(name: str, known: Iterable[str], what: str) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"'{near[0]}'" if near else what


def _fault(files: PackFiles, rule: WordingRule, found: str, expected: str) -> None:
    files.fault(WORDING, rule.id, found, expected, near=f'"{rule.id}"')

"""The rules that durable-rules runs: how counts become findings and findings become a recommendation.

They are the same for every pack. A decision stands in the conditions of a rule; what a rule does is to record and
assert. The engine sees of each fact what the conditions compare:

all, any, at_least   the counts of a group: how many members are true, false, inherently false, unknown, for judgement,
                     claimed, in error; for `at_least` how far each rank is from k
finding              what a group, part or criterion is; `parent` and `place` say which roster waits for it
roster               a group that waits for the findings of its members
applies              whether a criterion applies, where that is asked
disposed             what people say of a criterion beside its finding, where they have spoken
summary              how many criteria are what
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# durable-rules joins up to 16 facts, but every rule that could join a finding costs time at each: with joins of up to
# four and tallies above them an evaluation takes two thirds of the time that it takes with joins of fifteen.
WIDEST_JOIN = 4

Condition = dict[str, Any]
Definition = dict[str, Any]

_ZERO = 0


def _is(**fields: str | int) -> list[Condition]:
    return [{name: value} for name, value in fields.items()]


def _some(name: str) -> Condition:
    return {"$gt": {name: _ZERO}}


def _none(*names: str) -> list[Condition]:
    return [{name: _ZERO} for name in names]


def _below(name: str) -> Condition:
    return {"$lt": {name: _ZERO}}


def _reached(name: str) -> Condition:
    return {"$gte": {name: _ZERO}}


def _fact(*conditions: Condition) -> Definition:
    return {"all": [{"m": {"$and": list(conditions)}}]}


Decision = tuple[str, int, list[Condition]]  # finding, inherent, conditions on the counts

# `all` is the lowest of its members; a claim counts as a matter for the panel.
_ALL: dict[str, Decision] = {
    "all_inherent": ("not_met", 1, [_some("inherent")]),
    "all_not_met": ("not_met", 0, [*_none("inherent"), _some("false")]),
    "all_error": ("error", 0, [*_none("inherent", "false"), _some("error")]),
    "all_incomplete": ("incomplete", 0, [*_none("inherent", "false", "error"), _some("unknown")]),
    "all_judgement": ("needs_judgement", 0, [*_none("inherent", "false", "error", "unknown"), _some("judged")]),
    "all_met": ("met", 0, [*_none("inherent", "false", "error", "unknown", "judged"), _some("true")]),
    "all_empty": ("not_applicable", 0, _none("inherent", "false", "error", "unknown", "judged", "true")),
}

# `any` is the highest of its members; a claim drops out, unless there is nothing else.
_ANY: dict[str, Decision] = {
    "any_met": ("met", 0, [_some("true")]),
    "any_error": ("error", 0, [*_none("true"), _some("error")]),
    "any_judgement": ("needs_judgement", 0, [*_none("true", "error"), _some("judgement")]),
    "any_incomplete": ("incomplete", 0, [*_none("true", "error", "judgement"), _some("unknown")]),
    "any_not_met": ("not_met", 0, [*_none("true", "error", "judgement", "unknown"), _some("false")]),
    "any_inherent": ("not_met", 1, [*_none("true", "error", "judgement", "unknown", "false"), _some("inherent")]),
    "any_claims": (
        "needs_judgement",
        0,
        [*_none("true", "error", "judgement", "unknown", "false", "inherent"), _some("claimed")],
    ),
    "any_empty": ("not_applicable", 0, _none("true", "error", "judgement", "unknown", "false", "inherent", "claimed")),
}

# `at_least k` is the k-th highest. `low_…` counts errors as not met, `high_…` as met; where both agree, errors do not
# matter.
_FULL = [_reached("spare")]
_AT_LEAST: dict[str, Decision] = {
    "at_least_empty": ("not_applicable", 0, _none("left")),
    "at_least_too_few": ("incomplete", 0, [_some("left"), _below("spare")]),
    "at_least_met": ("met", 0, [*_FULL, _reached("low_met")]),
    "at_least_error_met": ("error", 0, [*_FULL, _below("low_met"), _reached("high_met")]),
    "at_least_judgement": ("needs_judgement", 0, [*_FULL, _below("high_met"), _reached("low_judged")]),
    "at_least_error_judgement": (
        "error",
        0,
        [*_FULL, _below("high_met"), _below("low_judged"), _reached("high_judged")],
    ),
    "at_least_incomplete": ("incomplete", 0, [*_FULL, _below("high_judged"), _reached("low_open")]),
    "at_least_error_incomplete": (
        "error",
        0,
        [*_FULL, _below("high_judged"), _below("low_open"), _reached("high_open")],
    ),
    "at_least_not_met": ("not_met", 0, [*_FULL, _below("high_open"), _reached("closable")]),
    "at_least_inherent": ("not_met", 1, [*_FULL, _below("closable")]),
}

_TABLES = {"all": _ALL, "any": _ANY, "at_least": _AT_LEAST}
MODES = tuple(_TABLES)
DISPOSED = "disposed"  # asks for the rules that only a run with dispositions needs

DECISIONS: dict[str, tuple[str, int]] = {
    name: decision[:2] for table in _TABLES.values() for name, decision in table.items()
}

# What applicability does to the finding of a criterion's logic; where a criterion applies, that finding is its own.
APPLIED: dict[str, str] = {
    "apply_no": "not_applicable",
    "apply_undecided": "incomplete",
    "apply_error": "error",
    "apply_judgement_met": "met",
    "apply_judgement_error": "error",
    "apply_judgement": "needs_judgement",
}

# What people say of a criterion is preferred to its finding; what could not be evaluated stays so, whatever they say.
SAID = ("met", "not_met", "incomplete", "needs_judgement", "not_applicable")
APPLIED |= {f"dispose_{word}": word for word in SAID} | {"dispose_error": "error"}

SUMMARY_COLUMNS = ("inherent", "capable_errors", "form_errors", "form_open", "open", "errors", "judgement", "met")

# The recommendation, top to bottom: each rule excludes those above it.
_ORDER: tuple[tuple[str, str, str], ...] = (
    ("recommend_not_ready", "not_ready", "inherent"),
    ("recommend_undetermined_inherent", "undetermined", "capable_errors"),
    ("recommend_undetermined_form", "undetermined", "form_errors"),
    ("recommend_form_incomplete", "form_incomplete", "form_open"),
    ("recommend_gaps", "gaps", "open"),
    ("recommend_undetermined", "undetermined", "errors"),
    ("recommend_for_judgement", "for_judgement", "judgement"),
    ("recommend_ready", "ready", "met"),
)
RECOMMENDED: dict[str, str] = {name: word for name, word, _ in _ORDER} | {"recommend_nothing": "undetermined"}


ONLY = "logic"  # the place of a criterion's logic beside its applicability, and of its finding beside a disposition


def place(size: int, slot: int) -> str:
    """Name the place of a finding among those that one roster gathers."""
    return f"{slot + 1} of {size}"


def gather_name(size: int) -> str:
    """Name the rule that gathers `size` findings under one roster."""
    return f"gather_{size}"


def definitions(modes: Iterable[str] = (*MODES, DISPOSED)) -> dict[str, Definition]:
    """Write out the rules as durable-rules takes them; those of modes that a pack does not use are left out."""
    rules: dict[str, Definition] = {}
    for mode in MODES:
        for name, (_, _, conditions) in _TABLES[mode].items() if mode in modes else ():
            rules[name] = _fact(*_is(kind=mode), *conditions)
    for size in range(1, WIDEST_JOIN + 1):
        rules[gather_name(size)] = _gather(size)
    rules.update(_applicability())
    rules.update(_dispositions() if DISPOSED in modes else {})
    for position, (name, _, column) in enumerate(_ORDER):
        above = [{other: _ZERO} for other in SUMMARY_COLUMNS[:position]]
        rules[name] = _fact(*_is(kind="summary"), *above, _some(column))
    rules["recommend_nothing"] = _fact(*_is(kind="summary"), *_none(*SUMMARY_COLUMNS))
    return rules


def _gather(size: int) -> Definition:
    joins: list[dict[str, Any]] = [{"roster": {"$and": _is(kind="roster", gathers=size)}}]
    for slot in range(size):
        same = {"parent": {"roster": "of"}}
        joins.append({f"m{slot}": {"$and": [*_is(kind="finding", place=place(size, slot)), same]}})
    return {"all": joins}


def _joined(about: list[Condition], *conditions: Condition) -> Definition:
    same = {"parent": {"roster": "of"}}
    finding = {"m0": {"$and": [*_is(kind="finding", place=ONLY), same, *conditions]}}
    return {"all": [{"roster": {"$and": about}}, finding]}


def _dispositions() -> dict[str, Definition]:
    evaluated = {"$neq": {"finding": "error"}}
    preferred = {f"dispose_{word}": _joined(_is(kind=DISPOSED, outcome=word), evaluated) for word in SAID}
    return {**preferred, "dispose_error": _joined(_is(kind=DISPOSED), {"finding": "error"})}


def _applicability() -> dict[str, Definition]:
    judged = _is(kind="applies", outcome="judgement")
    return {
        "apply_judgement_met": _joined(judged, {"finding": "met"}),
        "apply_judgement_error": _joined(judged, {"finding": "error"}),
        "apply_judgement": _joined(judged, {"$neq": {"finding": "met"}}, {"$neq": {"finding": "error"}}),
        "apply_no": _fact(*_is(kind="applies", outcome="no")),
        "apply_undecided": _fact(*_is(kind="applies", outcome="undecided")),
        "apply_error": _fact(*_is(kind="applies", outcome="error")),
    }

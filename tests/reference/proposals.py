"""Generated proposals: every field has a pool of answers in all states, and one byte picks from it.

A whole batch of proposals is thus one draw of bytes, which keeps ten thousand cases quick and lets them shrink:
byte 0 is always the blank answer.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from reference.building import guide

from evaluator.model.criteria import FieldGuide
from evaluator.model.proposal import Proposal

CLAIM = {"not_applicable": "It does not apply."}
NO_REASON = {"not_applicable": "TBD"}
STATES: list[Any] = ["unknown", "absent", CLAIM, NO_REASON]
TEXT: list[Any] = [
    None,
    {"value": "Falls", "evidence": ["E1"]},
    "Falls",
    {"value": " falls", "evidence": ["E9", "E2"]},
    {"value": "Fractures", "evidence": ["E9"]},
    "TBD",
    "Draft: later",
    "no such thing",
    {"value": "absent", "evidence": ["E1"]},
    {"value": "see description", "evidence": ["E1"]},
    *STATES,
]
TYPES = ["process", "outcome", "composite", "structure"]
STANDINGS = ["national", "foreign", "local"]
CODES = ["300XF", "301XF", "302XF"]
CONTENTS = ["other_process", "death_or_utilisation", "structure"]
CHANNELS = ["claims", "registry", "ecqm"]
SYSTEMS = ["loinc", "g_code", "other"]
ROLES = ["chair", "clinician", "payer"]
NUMBERS: list[Any] = [None, 1, 2, 3.5, 5, 200000, {"value": 300000, "evidence": ["E2"]}, *STATES]
YEARS: list[Any] = [None, 2026, 2022, 2021, 2020, 2030, *STATES]
DATES: list[Any] = [None, "2026-11-21", "2026-11-22", "2021-11-21", "2021-11-20", "2024-02-29", *STATES]
SOURCE_IDS = ["E1", "E2", "E3"]


def _choices(choices: list[str]) -> list[Any]:
    return [None, *choices, {"value": choices[0], "evidence": ["E1"]}, *choices, *STATES]


ITEM_POOLS: dict[str, dict[str, list[Any]]] = {
    "measure.parts": {"name": TEXT, "type": _choices(TYPES)},
    "codes": {
        "code": _choices(CODES),
        "content_type": _choices(CONTENTS),
        "channels": [None, [CHANNELS[0]], CHANNELS, CHANNELS[1:], [], *STATES],
        "related_codes": [None, [{"system": "loinc", "code": "A"}], [{"system": "loinc"}, {"code": "a"}], [], *STATES],
    },
    "evidence.guidelines": {"source": _choices(SOURCE_IDS), "standing": _choices(STANDINGS)},
    "evidence.reviews": {"source": _choices(SOURCE_IDS), "systematic": _choices(["yes", "no"])},
    "reporting.states": {
        "state": _choices(["met", "not_met"]),
        "code": _choices(CODES),
        "modifier": _choices(["1P", "8P"]),
    },
    "development.members": {"discipline": TEXT, "role": _choices(ROLES)},
    "evidence.sources": {
        "citation": [*TEXT[:6], "A trial", "A cohort", *STATES],
        "year": YEARS,
        "grade": [None, "A", "a ", "B", "D", "Z", "TBD", *STATES],
        "scheme": [None, "USPSTF", "task force", "GRADE", "Mine", *STATES],
    },
}
_PLAIN_POOLS: dict[str, list[Any]] = {
    "measure.type": _choices(TYPES),
    "measure.scoring": _choices(["proportion", "ratio"]),
    "measure.title": TEXT,
    "risk_adjustment.specification": TEXT,
    "risk_adjustment.rationale": TEXT,
    "influence.actor": TEXT,
    "risk_adjustment.strategy": _choices(["adjust", "stratify"]),
    "change.kind": _choices(["add", "revise", "delete"]),
    "measure.maintenance_interval_years": NUMBERS,
    "burden.minutes_before": NUMBERS,
    "burden.minutes_after": NUMBERS,
    "measure.last_reviewed": DATES,
    "change.target_deadline": DATES,
    "use.purposes": [None, ["payment"], ["payment", "research"], ["research", "certification"], [], *STATES],
    "significance.segment": [
        None,
        {"number": 300000, "unit": "people", "year": 2021, "evidence": ["E1"]},
        {"number": 100, "year": 2030},
        {"number": {"value": 200000, "evidence": ["E1"]}, "year": "unknown", "unit": "absent"},
        {"number": CLAIM, "year": 2021, "evidence": ["E2"]},
        {"description": "TBD"},
        *STATES,
    ],
    "specification.measurement_period": [
        None,
        {"length": 1, "unit": "years"},
        {"length": "unknown"},
        {"length": CLAIM},
        *STATES,
    ],
}


def _lists(pools: dict[str, list[Any]], sizes: tuple[int, ...], *, numbered: bool) -> list[Any]:
    """Make a pool of lists; it is the same in every run."""
    chance = random.Random(len(pools))  # noqa: S311
    made: list[Any] = [None, *STATES, []]
    for size in sizes:
        rows = [
            {name: raw for name, pool in pools.items() if (raw := chance.choice(pool)) is not None} for _ in range(size)
        ]
        made.append([{"id": SOURCE_IDS[place], **row} for place, row in enumerate(rows)] if numbered else rows)
    return made


# Most pools of lists hold short lists, a few long ones, and what is not a list at all.
POOLS: dict[str, list[Any]] = {
    **_PLAIN_POOLS,
    **{
        path: _lists(
            pools,
            (1, 2, 3) * 16 if path == "evidence.sources" else (*(1, 1, 2, 2, 3, 4) * 8, 17, 18),
            numbered=path == "evidence.sources",
        )
        for path, pools in ITEM_POOLS.items()
    },
}
WIDTH = len(POOLS)
KEYS = (
    *POOLS,
    *(f"{path}[].{name}" for path, pools in ITEM_POOLS.items() for name in pools),
    *("codes[].related_codes[].code", "codes[].related_codes[].system"),
    *(
        "significance.segment.number",
        "significance.segment.year",
        "significance.segment.unit",
        "specification.measurement_period.length",
    ),
)


def guides(row: bytes) -> dict[str, FieldGuide]:
    """Say something about every field; byte 0 says nothing."""
    return {key: _guide(byte) for key, byte in zip(KEYS, row, strict=True)}


@cache
def _guide(byte: int) -> FieldGuide:
    return guide(
        absent=("nothing", "denial", "answer", "denial")[byte % 4],
        may_claim_not_applicable=byte // 4 % 2 == 1,
        placeholders=((), ("No such thing",))[byte // 8 % 2],
        answers_despite_placeholder=((), (), (), (" tbd",))[byte // 16 % 4],
        evidence=(("citation",), ("citation", "year"), (), ("citation",))[byte // 64 % 4],
    )


def build_proposal(row: bytes, fields: dict[str, FieldGuide]) -> Proposal:
    """Make a proposal from one byte per field; claims stand only where they may be made."""
    return Proposal.model_validate(answers(row, fields))


def answers(row: bytes, fields: dict[str, FieldGuide]) -> dict[str, Any]:
    """Give the same as it would be written in a file."""
    whole: dict[str, Any] = {}
    for (path, pool), byte in zip(POOLS.items(), row, strict=True):
        raw = _permitted(pool[byte % len(pool)], path, fields)
        section, _, name = path.partition(".")
        if raw is not None:
            whole.update({section: {**whole.get(section, {}), name: raw}} if name else {section: raw})
    return whole


def _permitted(raw: Any, key: str, fields: dict[str, FieldGuide]) -> Any:
    if raw is CLAIM or raw is NO_REASON:
        return raw if fields[key].may_claim_not_applicable else "unknown"
    if isinstance(raw, list):
        return [_permitted(entry, f"{key}[]", fields) for entry in raw]
    if isinstance(raw, dict):
        return {name: _permitted(value, f"{key}.{name}", fields) for name, value in raw.items()}
    return raw

"""Older versions of the proposal form: which steps lead from each to the current one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from evaluator.errors import Fault
from evaluator.model.proposal import PROPOSAL_SCHEMA
from evaluator.proposals.document import shown

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[str, Migration] = {}
"""From each older version, the function that makes the next one of it. The first version has no older one."""

_EXPECTED = f"schema: {PROPOSAL_SCHEMA}"
_VERSION = re.compile(r"cat2-proposal/(\d{1,4})")


def migrated(
    data: dict[str, Any], migrations: Mapping[str, Migration] = MIGRATIONS
) -> tuple[dict[str, Any], Fault | None]:
    """Bring a proposal to the current version of the form; where no way leads there, say why not."""
    seen: set[str] = set()
    while isinstance(schema := data.get("schema"), str) and schema in migrations and schema not in seen:
        seen.add(schema)
        data = migrations[schema](data)
    return data, None if schema == PROPOSAL_SCHEMA else _schema_fault(schema)


def _schema_fault(schema: object) -> Fault:
    if schema is None or schema == "":
        return Fault("schema", "no version of the form", _EXPECTED, f"Add `{_EXPECTED}` as the first line.")
    version = _VERSION.fullmatch(schema) if isinstance(schema, str) else None
    if version is None:
        near = isinstance(schema, str) and get_close_matches(schema, [PROPOSAL_SCHEMA])
        return Fault(
            "schema",
            shown(schema),
            _EXPECTED,
            f'Did you mean "{PROPOSAL_SCHEMA}"?' if near else f"Write `{_EXPECTED}`.",
        )
    if int(version[1]) > int(PROPOSAL_SCHEMA.rpartition("/")[2]):
        return Fault(
            "schema", f"{shown(schema)}, a newer version of the form", _EXPECTED, "Update cat2 to read this file."
        )
    return Fault(
        "schema",
        f"{shown(schema)}, an older version of the form",
        _EXPECTED,
        "No migration leads from it to the current one: fill in a new form (cat2 new).",
    )


def is_other_version(fault: Fault) -> bool:
    """Tell whether the form is of another version, so that looking for more faults would only mislead."""
    return fault.where == "schema" and " version of the form" in fault.found and not fault.found.startswith("no ")

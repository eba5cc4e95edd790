"""The columns of an archive: of the records that go in, of what comes out, and of the three tables of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow

RECORD = pyarrow.schema(
    [
        ("number", pyarrow.int64()),
        ("source", pyarrow.string()),
        ("place", pyarrow.string()),
        ("shape", pyarrow.string()),
        ("data", pyarrow.binary()),
        ("fault", pyarrow.string()),
    ]
)
_TEXTS = pyarrow.list_(pyarrow.string())
_PLACE = [("number", pyarrow.int64()), ("source", pyarrow.string()), ("place", pyarrow.string())]
_OPEN_CHECK = pyarrow.struct(
    [("criterion", pyarrow.string()), ("check", pyarrow.string()), ("outcome", pyarrow.string())]
)
GAP = [
    ("proposal", pyarrow.string()),
    ("criterion", pyarrow.string()),
    ("gap", pyarrow.string()),
    ("scope", pyarrow.string()),
    ("code", pyarrow.string()),
    ("fixability", pyarrow.string()),
    ("effort", pyarrow.string()),
    ("actor", pyarrow.string()),
    ("field", pyarrow.string()),
    ("counted", pyarrow.bool_()),
]
GAPS = pyarrow.schema([*_PLACE, *GAP])
ERROR = [("kind", pyarrow.string()), ("reason", pyarrow.string())]
ERRORS = pyarrow.schema([*_PLACE, *ERROR])
BEFORE_FINDINGS = [
    ("id", pyarrow.string()),
    ("title", pyarrow.string()),
    ("steward", pyarrow.string()),
    ("measure_type", pyarrow.string()),
    ("year", pyarrow.int32()),
    ("change", pyarrow.string()),
    ("codes", _TEXTS),
    ("visibility", pyarrow.string()),
    ("digest", pyarrow.string()),
    ("recommendation", pyarrow.string()),
]
AFTER_FINDINGS = [
    ("readiness_low", pyarrow.int32()),
    ("readiness_high", pyarrow.int32()),
    ("readiness_of", pyarrow.int32()),
    ("answered", pyarrow.int32()),
    ("asked", pyarrow.int32()),
    ("gaps", pyarrow.int32()),
    ("questions", pyarrow.int32()),
    ("engine_errors", pyarrow.int32()),
    ("inherent", _TEXTS),
    ("open_checks", pyarrow.list_(_OPEN_CHECK)),
    ("warnings", _TEXTS),
    ("pack", pyarrow.string()),
    ("pack_digest", pyarrow.string()),
    ("profile", pyarrow.string()),
    ("profile_digest", pyarrow.string()),
    ("scoring_model", pyarrow.string()),
    ("engine", pyarrow.string()),
    ("as_of", pyarrow.string()),
]
FORM = "form"


def proposals_schema(criteria: Sequence[str]) -> Any:
    """List the columns of the table of proposals: between the others one for each criterion, the form check first."""
    findings = [(name, pyarrow.string()) for name in criteria]
    return pyarrow.schema([*_PLACE, *BEFORE_FINDINGS, *findings, *AFTER_FINDINGS])


def results_schema(criteria: Sequence[str]) -> Any:
    """List the columns of a batch of results: a row for each record, with its gaps or its error inside."""
    return pyarrow.schema(
        [
            *_PLACE,
            ("proposal", pyarrow.struct([*list(proposals_schema(criteria))[len(_PLACE) :]])),
            ("gaps", pyarrow.list_(pyarrow.struct(GAP))),
            ("error", pyarrow.struct(ERROR)),
            ("evaluation", pyarrow.large_string()),
        ]
    )


def to_bytes(batch: Any) -> bytes:
    """Write one batch as the bytes that another process reads."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue().to_pybytes())


def from_bytes(raw: bytes) -> Any:
    """Read one batch that another process wrote."""
    with pyarrow.ipc.open_stream(raw) as reader:
        return reader.read_next_batch()

"""Digests of plain data: the same data, whatever its layout, has the same one."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from evaluator.model.review import Record, Review

_SHORT = 16


def short_digest(data: Any) -> str:
    """Name plain data or bytes by the beginning of its SHA-256, enough to tell that it changed."""
    return hashlib.sha256(data if isinstance(data, bytes) else _canonical(data)).hexdigest()[:_SHORT]


def seal_of(record: Record) -> str:
    """Compute the seal of a record: SHA-256 over all the rest of it."""
    data = record.model_dump(mode="json", by_alias=True, exclude={"seal"})
    return hashlib.sha256(_canonical(data)).hexdigest()


def review_digest(review: Review) -> str:
    """Name a review by the SHA-256 of what it says; comments of the file and empty entries say nothing."""
    data = review.model_dump(mode="json", by_alias=True, exclude_none=True)
    data["entries"] = {key: entry for key, entry in data["entries"].items() if entry}
    return hashlib.sha256(_canonical(data)).hexdigest()


def _canonical(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()

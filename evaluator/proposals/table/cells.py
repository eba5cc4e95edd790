"""Cells of a table as plain data: headers on one line, dates as they are written in JSON."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import Any


def clean_header(text: str) -> str:
    """Write a header on one line, whatever line breaks its cell has."""
    return " ".join(text.replace("\ufeff", "").split())


def plain_cell(value: Any) -> Any:
    """Turn what a library makes of a cell into text, number, list or group."""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # how libraries write that there is nothing
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain_cell(each) for each in value]
    if isinstance(value, dict):
        return {key: plain_cell(each) for key, each in value.items()}
    return value

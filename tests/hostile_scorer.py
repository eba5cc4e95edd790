"""Scorers that hang, die, take their time or look about, to try what a batch makes of that."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

import pyarrow

from evaluator.archive.score import Scorer


class HostileScorer(Scorer):
    """Hangs on `hangs`, dies on `dies`, and raises on `raises`."""

    def row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        data = record["data"] or b""
        if b'"hangs"' in data:
            time.sleep(600)
        if b'"dies"' in data:
            os._exit(139)
        return super().row(record)

    def _scored(self, record: Any) -> dict[str, Any]:
        if record.read.proposal.id == "raises":
            raise ArithmeticError("planted")
        return super()._scored(record)


class SlowScorer(Scorer):
    """Takes its time, so that a run can be killed on its way."""

    def row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        time.sleep(0.002)
        return super().row(record)


class NosyScorer(Scorer):
    """Says in place of a result what its process has loaded once pyarrow made an array."""

    def _scored(self, record: Any) -> dict[str, Any]:
        pyarrow.array([record.read.proposal.id])
        raise ArithmeticError(f"pandas is loaded: {'pandas' in sys.modules}")

"""Libraries that only some reports need, under the name by which reports know them."""

from __future__ import annotations

from evaluator.proposals.extras import library

__all__ = ["library"]

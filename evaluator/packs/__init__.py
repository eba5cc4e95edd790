"""Criteria packs: find, read and check them. The only reader of `criteria/`."""

from evaluator.packs.finding import available_packs
from evaluator.packs.reading import load_pack

__all__ = ["available_packs", "load_pack"]

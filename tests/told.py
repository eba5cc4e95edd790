"""Notices in English, for tests that look at what a reader is told."""

from __future__ import annotations

from collections.abc import Iterable

from evaluator.model.notices import Notice
from evaluator.rendering.notices import notice_in_words


def told(notices: Iterable[Notice]) -> list[str]:
    """Say each notice."""
    return [notice_in_words(notice) for notice in notices]

"""Libraries that only some formats need: loaded where they are used, and named with their extra where they are not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from evaluator.errors import MissingExtraError


def library(name: str, extra: str, what: str) -> Any:
    """Load a library of an extra.

    Raises:
        MissingExtraError: if it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtraError(what, error.name or name, extra) from error

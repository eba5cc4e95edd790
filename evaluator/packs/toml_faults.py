"""What the TOML reader says of a text, as a fault with its line."""

from __future__ import annotations

import tomli

from evaluator.errors import Fault


def toml_fault(error: tomli.TOMLDecodeError, file: str, next_step: str) -> Fault:
    """Say where a text stops being TOML."""
    found = f"what is no TOML at character {error.colno} ({error.msg[:1].lower()}{error.msg[1:]})"
    return Fault("", found, "TOML", next_step, file, error.lineno)

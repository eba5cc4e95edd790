"""The command to run next, with the options that were given and matter to it, as a shell takes them."""

from __future__ import annotations

import shlex


def command_line(*words: object, **options: str | None) -> str:
    """Write a command; of its options those that were given, so that what follows goes by the same criteria."""
    given = [(f"--{name.replace('_', '-')}", value) for name, value in options.items() if value is not None]
    return shlex.join(["cat2", *map(str, words), *(part for option in given for part in option)])

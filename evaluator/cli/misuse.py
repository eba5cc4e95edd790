"""A call that the command line cannot take apart, said in our words where the library has its own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from evaluator.cli.app import command

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_EXTRA = re.compile(r"\(s\) \((.*)\)$", re.DOTALL)
_NEAR = 0.7


class _Asked(NamedTuple):
    """The command that was asked for, as it is typed, and the first word that names none."""

    typed: str
    command: Any
    unknown: str = ""

    @property
    def head(self) -> str:
        """Begin a sentence with the command."""
        return f"{self.typed.removeprefix('cat2').strip()}: ".removeprefix(": ")

    def option(self, name: str) -> Any:
        return next((each for each in self.command.params if name in each.opts), None)


def misuse_in_words(error: TyperException, words: Sequence[str]) -> str:
    """Say what was found, what was expected and where to look; nothing where the help was shown instead."""
    asked = _asked(words)
    # The library has no public names for these.
    told: dict[str, Callable[[Any, _Asked], str]] = {
        "NoArgsIsHelpError": lambda _error, _asked: "",
        "NoSuchOption": _unknown_option,
        "MissingParameter": _missing,
        "BadOptionUsage": _misused_option,
        "UsageError": _unknown_word,
    }
    return told.get(type(error).__name__, _otherwise)(error, asked)


def _asked(words: Sequence[str]) -> _Asked:
    here: Any = command()
    typed = ["cat2"]
    for word in words:
        commands = getattr(here, "commands", None)
        if commands is None:
            break
        if word.startswith("-"):
            continue
        if word not in commands:
            return _Asked(" ".join(typed), here, word)
        here = here.get_command(None, word)
        typed.append(word)
    return _Asked(" ".join(typed), here)


def _unknown_option(error: Any, asked: _Asked) -> str:
    known = [name for each in asked.command.params for name in each.opts if name.startswith("-")]
    near = difflib.get_close_matches(error.option_name, [*known, "--help"], 1, _NEAR)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"{error.option_name}: found an unknown option; expected one of `{asked.typed}`.{hint}{_see(asked)}"


def _missing(error: Any, asked: _Asked) -> str:
    name = error.param.metavar if error.param.param_type_name == "argument" else error.param.opts[0]
    return f"{asked.head}found no {name}; expected {_expected(error.param)}.{_see(asked)}"


def _misused_option(error: Any, asked: _Asked) -> str:
    found = asked.option(error.option_name)
    if found is None or found.is_flag:
        return f"{error.option_name}: found a value; expected the option alone.{_see(asked)}"
    return f"{error.option_name}: found nothing after it; expected {_value(found)}.{_see(asked)}"


def _unknown_word(error: Any, asked: _Asked) -> str:
    extra = _EXTRA.search(error.format_message())
    if known := getattr(asked.command, "commands", None):
        near = difflib.get_close_matches(asked.unknown, list(known), 1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        found = f"'{asked.unknown}'" if asked.unknown else "no command"
        return f"{asked.head}found {found}; expected one of {', '.join(known)}.{hint}{_see(asked)}"
    if extra is None:
        return _otherwise(error, asked)
    places = [each.metavar for each in asked.command.params if each.param_type_name == "argument"]
    expected = f"{' '.join(places)} alone" if places else "no word there"
    return f"{asked.head}found '{extra[1]}' too many; expected {expected}.{_see(asked)}"


def _otherwise(error: Any, asked: _Asked) -> str:
    return f"{asked.head}{error.format_message()}{_see(asked)}"


def _value(option: Any) -> str:
    return f"{option.metavar}: {_expected(option)}" if option.metavar else f"{_expected(option)}"


def _expected(parameter: Any) -> str:
    """Take from the help what an argument or option is, to follow on "expected"."""
    words = parameter.help.partition("  \\[")[0].removesuffix(".")
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _see(asked: _Asked) -> str:
    return f" See: {asked.typed} --help"

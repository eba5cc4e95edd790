"""The earlier draft that a proposal is compared with: a saved result, of which nothing but one will do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli.saved import cut_short, saved_result
from evaluator.errors import Fault, ResultError, UsageError

if TYPE_CHECKING:
    from evaluator.model.changes import Changes
    from evaluator.model.evaluation import Result
    from evaluator.rendering.sourced import Sourced

SinceFile = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="RESULT",
        help="A saved result of an earlier draft of this one proposal: what changed since is told.  \\[default: none]",
        show_default=False,
    ),
]
_WANTED = "a result that `cat2 evaluate -f json` wrote"
_NEXT = "Name a saved result, or write one of the earlier draft: cat2 evaluate DRAFT -f json -o FOLDER."


class Earlier:
    """The earlier draft, if one was named."""

    def __init__(self, path: str | None, files: list[str] | None, audience: str = "applicant") -> None:
        """Read it before anything else is done.

        Raises:
            UsageError: if several files are to be compared with it, or the report is a panel's, which judges anew.
            ResultError: if it cannot be used.
        """
        if path is not None and len(files or []) > 1:
            raise UsageError(f"--since: found {len(files or [])} files; expected the one proposal whose draft it is")
        if path is not None and audience == "panel":
            raise UsageError("--since: found --for panel; a panel's packet does not tell what an earlier draft was")
        self.result = None if path is None else _needed(path)

    def beside(self, found: Sourced) -> Sourced:
        """Put what changed since the earlier draft beside a result; nothing where none was named."""
        from evaluator.advice.changes import changes_between

        if self.result is None:
            return found
        changes = changes_between(self.result.evaluation, found.result.evaluation)
        return found._replace(documents=found.documents._replace(changes=changes))


def changes_block(changes: Changes | None) -> str:
    """Write what changed below what a terminal shows."""
    if changes is None:
        return ""
    from evaluator.rendering.changes import changes_text
    from evaluator.rendering.values import date_in_words

    before, after = changes.proposals
    other = f"The earlier result is of another proposal: its id is {before}, and this one's {after}.\n"
    head = f"\nWhat changed since the draft judged as of {date_in_words(changes.rulers[0].as_of)}\n"
    return f"{head}{other if before and after and before != after else ''}{changes_text(changes)}\n"


def _needed(path: str) -> Result:
    text = b""
    try:
        text = Path(path).read_bytes()
        data = json.loads(text)
    except OSError as error:
        raise _refused(path, f"no file that can be read ({error.strerror})") from None
    except json.JSONDecodeError as error:
        if text.lstrip().startswith(b"{"):
            raise cut_short(path, "--since", error, _NEXT) from None
        raise _refused(path, "text that is no JSON", error.lineno) from None
    except (ValueError, RecursionError):
        raise _refused(path, "a file that is no JSON") from None
    result = saved_result(path)
    if result is None:
        kind = data.get("format", data.get("schema")) if isinstance(data, dict) else None
        raise _refused(path, f"JSON of another kind ({kind or 'it names no format'})")
    return result


def _refused(path: str, found: str, line: int | None = None) -> ResultError:
    return ResultError([Fault("--since", found, _WANTED, _NEXT, path, line)])

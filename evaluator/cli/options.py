"""Options that several commands share, and what they mean."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from evaluator.cli.output import say
from evaluator.errors import NoInputError, UsageError
from evaluator.model.evaluation import Evaluation


def path_or_standard_output(text: str | Path) -> Path | None:
    """Read `-o` of a command that can print what it makes: `-` is standard output.

    Raises:
        UsageError: if it names nothing.
    """
    return None if str(text) == "-" else Path(_named(text))


def file_or_standard_output(text: str | Path) -> Path | None:
    """Read `-o` of a command that writes one file, or prints it for `-`.

    Raises:
        UsageError: if it is the name of a folder.
    """
    path = path_or_standard_output(text)
    if path is not None and (str(text).endswith("/") or path.is_dir()):
        raise UsageError(f"{text}: this is a folder; name a file in it with -o")
    return path


def folder(text: str | Path, option: str = "-o") -> Path:
    """Read `-o`, or another option, of a command that writes several files.

    Raises:
        UsageError: if it is standard output, or names nothing.
    """
    if str(text) == "-":
        raise UsageError(
            f"{option}: found '-', standard output; expected a folder, since this command writes several files"
        )
    return Path(_named(text, option))


def _named(text: str | Path, option: str = "-o") -> str | Path:
    """Refuse what an empty variable of a shell comes to, which would be the folder one is in."""
    if not str(text).strip():
        raise UsageError(
            f"{option}: found no name; expected a folder or a file. For the folder you are in write `{option} .`"
        )
    return text


WHICH_PACK = "A shipped pack (id or id@edition) or the folder of one.  \\[default: the AMA criteria]"
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE…", help="Proposals in YAML, JSON or JSON lines; - reads standard input.", show_default=False
    ),
]
PackName = Annotated[
    str | None,
    typer.Option(
        "--pack",
        metavar="PACK",
        help=WHICH_PACK,
        show_default=False,
    ),
]
ProfileName = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="PROFILE",
        help="A shipped profile by its name, or the TOML file of one.  \\[default: none]",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The day to judge for, as YYYY-MM-DD.  \\[default: today]", show_default=False
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="WORDS",
        help="Exit code 1 if one of these is found: form_incomplete, not_met, incomplete, needs_judgement; or never.",
    ),
]


def _formats(default: str) -> Any:
    return typer.Option(
        "-f",
        "--format",
        metavar="FORMAT,…",
        help="html, md, pdf, docx, json, text, csv, csv-gaps, sarif or sarif-gaps; several with commas. csv and sarif "
        "hold all proposals in one text; of the others each proposal has a file of its own in the folder of -o.  "
        f"\\[default: as the file of -o ends, else {default}]",
        show_default=False,
    )


ResultFormats = Annotated[str | None, _formats("json")]
ReportFormats = Annotated[str | None, _formats("html")]


def _one_format(words: str) -> Any:
    """Make `-f` of a command that prints one document; `OneDocument` reads it."""
    return typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{words}  \\[default: as the file of -o ends, else text]",
        show_default=False,
    )


OneFormat = Annotated[str | None, _one_format("text or json.")]
TextFormat = Annotated[str | None, _one_format("text, md or json.")]
LineFormat = Annotated[str | None, _one_format("text or json. As json each proposal is one line.")]
Printed = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write into this file what is else printed, whole or not at all; - is standard output.  "
        "\\[default: standard output]",
        parser=file_or_standard_output,
        show_default=False,
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="XX",
        help="The language of the reports: words/XX.toml in the folder of --templates, which may change or add one, "
        "else one of ours.",
        show_default=True,
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help="A folder of templates of your own; what it does not replace is ours.",
        show_default=False,
    ),
]
For = Annotated[str, typer.Option("--for", metavar="WHOM", help="Whom a report is for: applicant, panel or staff.")]
Annex = Annotated[
    bool,
    typer.Option(
        "--annex/--no-annex", help="Whether a panel packet ends with what the checks found.", show_default="with it"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write here: a folder, or a file for one report, whose ending says the format where -f does not; "
        "- is standard output.  \\[default: standard output]",
        parser=path_or_standard_output,
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No talk on standard error; faults are told all the same.")]
_TALK = "on standard error, what was read, by which criteria, and how long it took."


def _timed(context: typer.Context, wanted: bool) -> bool:
    """Tell how long a command took when it ends, however it does."""
    if wanted:
        begun = time.monotonic()
        context.call_on_close(
            lambda: say(f"took {time.monotonic() - begun:.2f} s", quiet=bool(context.params.get("quiet")))
        )
    return wanted


Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=f"Also tell, {_TALK}", callback=_timed)]
MoreOfGaps = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        help=f"Also what was read for each gap, an example for it, and the advisories; and, {_TALK}",
        callback=_timed,
    ),
]


Number = TypeVar("Number", int, float)


def number(kind: type[Number], option: str, low: Number, high: Number) -> Callable[[str | Number], Number]:
    """Make the reader of a number between two others; typer's own speaks of parsing."""
    what = "a whole number" if kind is int else "a number"

    def read(text: str | Number) -> Number:
        try:
            found = kind(text)
        except ValueError:
            found = None
        if found is None or not low <= found <= high:  # which "nan" is not either
            raise UsageError(f"{option}: found '{text}'; expected {what} from {low:g} to {high:g}")
        return found

    read.__name__ = "number"
    return read


FIRST_YEAR, LAST_YEAR = 1900, 2999
FAIL_WORDS = ("form_incomplete", "not_met", "incomplete", "needs_judgement")
_NEVER = "never"
FAIL_DEFAULT = "form_incomplete,not_met,incomplete"


def required(files: list[str] | None) -> list[str]:
    """Give the input files.

    Raises:
        NoInputError: if there are none.
    """
    if not files:
        raise NoInputError("no input files; name at least one proposal, or begin one with `cat2 new -o proposal.yaml`")
    return files


def day(text: str | None) -> datetime.date:
    """Read the as-of date.

    Raises:
        UsageError: if it is not a date, or not one of a year in which proposals may be judged.
    """
    if text is None:
        return datetime.datetime.now(tz=datetime.UTC).date()
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:  # 20261121 and 2026-W47-6 are other ways to write a day
        raise UsageError(f"--as-of: found '{text}'; expected a date such as 2026-11-21")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageError(f"--as-of: found the year {found.year}; expected one from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def words(text: str, known: tuple[str, ...], option: str) -> list[str]:
    """Split a list of words at commas.

    Raises:
        UsageError: if one of them is not known, or there is none.
    """
    found = list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    if not found:
        raise UsageError(f"{option}: found no word; expected one of {', '.join(known)}")
    for word in found:
        if word not in known:
            raise UsageError(f"{option}: found '{word}'; expected one of {', '.join(known)}")
    return found


def one_word(text: str, known: tuple[str, ...], option: str) -> str:
    """Read an option that is one word.

    Raises:
        UsageError: if it is not known, or there are several.
    """
    return _alone(words(text, known, option), option, f"words; expected one of {', '.join(known)}")


def one_format(text: str, known: tuple[str, ...]) -> str:
    """Read `-f` of a command that prints one document.

    Raises:
        UsageError: if it is not known, or there are several.
    """
    return _alone(words(text, known, "-f"), "-f", "formats; expected one, since this command prints one document")


def _alone(found: list[str], option: str, otherwise: str) -> str:
    if len(found) > 1:
        raise UsageError(f"{option}: found {len(found)} {otherwise}")
    return found[0]


def fail_words(text: str) -> list[str]:
    """Read `--fail-on`; `never` is none.

    Raises:
        UsageError: if a word is not known, or does not go with the others.
    """
    found = words(text, (*FAIL_WORDS, _NEVER), "--fail-on")
    if _NEVER in found and len(found) > 1:
        raise UsageError(f"--fail-on: found '{_NEVER}' beside other words; expected it alone, or the others")
    return [] if _NEVER in found else found


def fails(evaluation: Evaluation, wanted: list[str]) -> bool:
    """Tell whether an evaluation holds one of the words to fail on; under a review, after what people decided."""
    found: set[str] = {criterion.effective or criterion.finding for criterion in evaluation.criteria}
    if (evaluation.form.effective or evaluation.form.finding) in ("not_met", "incomplete"):
        found.add("form_incomplete")
    return not found.isdisjoint(wanted)


def ended_in_error(evaluation: Evaluation) -> bool:
    """Tell whether something could not be evaluated."""
    return bool(evaluation.errors) or any(
        criterion.finding == "error" for criterion in (evaluation.form, *evaluation.criteria)
    )

"""Commands that ask the runs of an archive."""

from __future__ import annotations

import itertools
import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options as o
from evaluator.cli.batching import Jobs, Teller, needs_archive, told_ruler
from evaluator.cli.document import OneDocument
from evaluator.cli.output import give_path, refuse_taken, write_folder
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.talk import Talk
from evaluator.errors import NoInputError, UsageError
from evaluator.rendering.catalogue import ENGLISH, speaking

if TYPE_CHECKING:
    from evaluator.archive.agreement import Compared
    from evaluator.archive.tellings import Telling

app = typer.Typer(
    help="Ask the runs of `cat2 batch`: rates, drift between rulers, agreement with decisions, a dashboard.",
    no_args_is_help=True,
)
Runs = Annotated[
    list[Path] | None, typer.Argument(metavar="RUN…", help="Folders that `cat2 batch` wrote.", show_default=False)
]
Viewer = Annotated[
    str,
    typer.Option(
        "--viewer",
        metavar="WHO",
        help="Show what these may see: published (everybody), own (us: also our own), confidential (everything).",
    ),
]
Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="A table of what people decided, by id.", show_default=False),
]
IdColumn = Annotated[str, typer.Option("--id-column", metavar="NAME", help="Its column of ids.")]
DecisionColumn = Annotated[str, typer.Option("--decision-column", metavar="NAME", help="Its column of decisions.")]
Yes = Annotated[str, typer.Option("--yes", metavar="WORDS", help="Words that count as yes, with commas.")]
No = Annotated[str, typer.Option("--no", metavar="WORDS", help="Words that count as no, with commas.")]
Language = Annotated[str, typer.Option("--language", metavar="XX", help="The language of the pages: one of ours.")]


def _kept(text: str | Path) -> Path:
    return o.folder(text, "--keep")


VIEWERS = ("published", "own", "confidential")
_MOST_ROWS = 10_000


@app.command()
def stats(
    runs: Runs = None,
    viewer: Viewer = "published",
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show how often each criterion came to each finding, and what is documented by year, steward and type."""
    document, talk = OneDocument(form, output), Talk(quiet, verbose)
    folders = _begin(runs, viewer, talk)
    from evaluator.archive.stats import stats as count
    from evaluator.archive.tellings import as_text, of_stats

    found = count(folders, viewer)
    _tell_hidden(found.hidden, viewer, talk)
    document.give(
        _json(found) if document.is_json else f"{_count(found.n, found.hidden)}\n\n{as_text(of_stats(found))}"
    )


@app.command()
def query(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `cat2 batch` wrote.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A question over the tables proposals, gaps and errors.")],
    viewer: Viewer = "published",
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Ask a run in SQL (DuckDB). The question sees what the viewer may see, and reads and writes nothing else."""
    document, talk = OneDocument(form, output), Talk(quiet, verbose)
    folders = _begin([run], viewer, talk)
    from evaluator.archive.asking import connected, hidden_from

    with connected(folders, viewer) as connection:
        hidden = hidden_from(connection)
        answer = connection.execute(sql)
        if answer is None or not answer.description:
            raise UsageError("SQL: found no question; expected one statement, such as: select count(*) from proposals")
        columns = [column[0] for column in answer.description]
        rows = answer.fetchmany(_MOST_ROWS + 1)
    _tell_hidden(hidden, viewer, talk)
    if len(rows) > _MOST_ROWS:
        talk.say(f"the first {_MOST_ROWS:,} rows; ask for fewer with limit")
    rows = rows[:_MOST_ROWS]
    if document.is_json:
        names = _told_apart(columns)
        document.give(_json([dict(zip(names, row, strict=True)) for row in rows]))
    else:
        document.give("\n".join(["\t".join(columns), *("\t".join(map(_cell, row)) for row in rows)]))


@app.command()
def drift(
    before: Annotated[Path, typer.Argument(metavar="RUN", help="The run under one pack or profile.")],
    after: Annotated[
        Path | None,
        typer.Argument(metavar="[RUN]", help="The run over the same records under another.", show_default=False),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day to judge for, as YYYY-MM-DD.  \\[default: that of the run]",
            show_default=False,
        ),
    ] = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="RUN",
            help="Keep the run that is scored anew, in this new folder.",
            parser=_kept,
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = 1,
    viewer: Viewer = "published",
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show which findings flip between two rulers, from what to what, and the cause of every flip.

    Of one run the records are scored again under --pack and --profile, from where they were read then.
    """
    document, talk = OneDocument(form, output, codes, calendar, profile), Talk(quiet, verbose)
    folders = _begin([before, *([after] if after else [])], viewer, talk)
    talk.read(codes=codes, calendar=calendar)
    from evaluator.archive.drift import drift as compare
    from evaluator.archive.rescore import Under, rescore
    from evaluator.archive.tellings import as_text, of_drift

    under = Under(pack, profile, o.day(as_of).isoformat() if as_of else "", codes, calendar)
    if (under == Under()) == (after is None):
        raise UsageError("drift needs a second RUN, or --pack, --profile or --as-of to score the first one under")
    if after is not None:
        found = compare(folders[0], after, viewer)
    else:
        with tempfile.TemporaryDirectory(prefix="cat2-drift-") as aside:
            run = keep or Path(aside) / "run"
            rescore(folders[0], run, under, workers=jobs, progress=Teller(quiet=quiet))
            found = compare(folders[0], run, viewer)
    _tell_hidden(found.hidden, viewer, talk)
    document.give(_json(found) if document.is_json else as_text(of_drift(found)))


@app.command()
def agreement(
    runs: Runs = None,
    decisions: Decisions = None,
    id_column: IdColumn = "id",
    decision_column: DecisionColumn = "decision",
    yes: Yes = "yes",
    no: No = "no",
    viewer: Viewer = "published",
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Compare findings with what people decided: raw agreement, AC1, kappa and ranks, with n and what they can show."""
    document, talk = OneDocument(form, output, decisions), Talk(quiet, verbose)
    folders = _begin(runs, viewer, talk)
    if decisions is None:
        raise UsageError("agreement needs --decisions FILE, a table with a column of ids and one of decisions")
    from evaluator.archive.tellings import as_text, of_agreement

    found = _compared(folders, decisions, (id_column, decision_column), (yes, no), viewer)
    _tell_hidden(found.hidden, viewer, talk)
    document.give(_json(found) if document.is_json else as_text(of_agreement(found)))


@app.command()
def dashboard(
    runs: Runs = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="A new folder for it.", parser=o.folder, show_default=False),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="RUN", help="Also the drift from the run to this one.", show_default=False),
    ] = None,
    decisions: Decisions = None,
    id_column: IdColumn = "id",
    decision_column: DecisionColumn = "decision",
    yes: Yes = "yes",
    no: No = "no",
    titles: Annotated[bool, typer.Option("--titles/--no-titles", help="Whether to name the proposals.")] = True,
    viewer: Viewer = "published",
    language: Language = ENGLISH,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Write a dashboard of pages that stand alone: rates, trends, and every proposal with its findings."""
    talk = Talk(quiet, verbose)
    folders = _begin(runs, viewer, talk)
    if output is None:
        raise UsageError("a dashboard needs -o DIR, a new folder")
    refuse_taken(output)
    from evaluator.archive.dashboard import dashboard as pages_of
    from evaluator.archive.drift import drift as drift_of
    from evaluator.archive.tellings import of_agreement, of_drift

    if compare is not None and len(folders) > 1:
        raise UsageError("--compare sets one run beside another")
    more: list[Telling] = []
    with speaking(language):
        if compare is not None:
            more += of_drift(drift_of(folders[0], compare, viewer))
        if decisions is not None:
            more += of_agreement(_compared(folders, decisions, (id_column, decision_column), (yes, no), viewer))
        write_folder(output, pages_of(folders, viewer, more, titles=titles))
    talk.say(f"for the viewer '{viewer}'; look through it before you pass it on")
    give_path(output / "index.html")


def _begin(runs: list[Path] | None, viewer: str, talk: Talk) -> list[Path]:
    o.one_word(viewer, VIEWERS, "--viewer")
    if not runs:
        raise NoInputError("no run; name a folder that `cat2 batch` wrote")
    twice = [run for place, run in enumerate(runs) if run.resolve() in {each.resolve() for each in runs[:place]}]
    if twice:
        raise UsageError(f"{twice[0]}: this run is named twice; name each once, or it would count twice")
    needs_archive("An archive")
    if talk.verbose:
        from evaluator.archive.asking import manifests

        for run, manifest in zip(runs, manifests(runs), strict=True):
            talk.more(f"{run}: {manifest['scored']:,} scored; {told_ruler(manifest)}")
    return runs


def _compared(
    runs: list[Path], decisions: Path, names: tuple[str, str], words: tuple[str, str], viewer: str
) -> Compared:
    from evaluator.archive.agreement import compare
    from evaluator.archive.decisions import read_decisions

    yes, no = (tuple(word.strip() for word in each.split(",") if word.strip()) for each in words)
    if shared := set(yes) & set(no):
        raise UsageError(f"--yes and --no: both hold '{min(shared)}'")
    return compare(runs, read_decisions(decisions, names, yes, no), viewer)


def _count(shown: int, hidden: int) -> str:
    return f"{shown:,} proposals" + (f", {hidden:,} more that this viewer may not see" if hidden else "")


def _tell_hidden(hidden: int, viewer: str, talk: Talk) -> None:
    if hidden:
        wider = " or ".join(f"--viewer {each}" for each in VIEWERS[VIEWERS.index(viewer) + 1 :])
        talk.say(
            f"{hidden:,} {'proposal is' if hidden == 1 else 'proposals are'} not shown, because this viewer may not "
            f"see them; who may, says so with {wider}"
        )


def _json(found: Any) -> str:
    return json.dumps(_plain(found), ensure_ascii=False, indent=1, default=str, allow_nan=False)


def _plain(found: Any) -> Any:
    """Write named tuples by their names."""
    if hasattr(found, "_asdict"):
        return {name.rstrip("_"): _plain(value) for name, value in found._asdict().items()}
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, float) and not math.isfinite(found):
        return None  # JSON has no word for it
    return [_plain(each) for each in found] if isinstance(found, list | tuple) else found


def _told_apart(columns: Sequence[str]) -> list[str]:
    """Give each column a name of its own: `id`, and where another is called so, `id_2`."""
    names: list[str] = []
    for column in columns:
        others = (f"{column}_{number}" for number in itertools.count(2))
        names.append(column if column not in names else next(name for name in others if name not in (*names, *columns)))
    return names


def _cell(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())

"""Rates of findings over the proposals of runs that were measured with one ruler."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from evaluator.archive.asking import connected, hidden_from, manifests
from evaluator.errors import RunError
from evaluator.model.evaluation import FindingWord

FINDINGS: tuple[FindingWord, ...] = get_args(FindingWord)
GROUPS = ("year", "steward", "measure_type")
_MOST_GROUPS = 30
_RULER = ("pack", "digest", "edition", "profile", "profile_digest", "scoring_model", "engine", "as_of", "codes")


class Rate(NamedTuple):
    """How often a criterion came to each finding, among `n` proposals."""

    criterion: str
    title: str
    counts: dict[str, int]
    n: int


class Group(NamedTuple):
    """Some proposals that have something in common, with how many of them have each criterion met, out of how many.

    The name is empty where they say nothing of it.
    """

    name: str
    n: int
    met: dict[str, tuple[int, int]]


class Stats(NamedTuple):
    """What the proposals of some runs, as far as the viewer may see them, come to."""

    ruler: dict[str, Any]
    n: int
    hidden: int
    errors: int
    recommendations: dict[str, int]
    rates: tuple[Rate, ...]
    groups: dict[str, tuple[Group, ...]]
    more_groups: dict[str, int]
    not_evaluated: dict[str, str]
    left_out: dict[str, dict[str, str]]


def stats(runs: Sequence[Path], viewer: str) -> Stats:
    """Count findings by criterion, and by year, steward and type.

    Raises:
        RunError: the runs were measured with different rulers, whose numbers do not add up.
    """
    found = manifests(runs)
    refuse_other_rulers(runs, found)
    first = found[0]
    with connected(runs, viewer, tables=False) as connection:
        n = int(connection.execute("select count(*) from proposals").fetchone()[0])
        words = connection.execute("select recommendation, count(*) from proposals group by 1 order by 1").fetchall()
        groups = {name: _groups(connection, name, first["criteria"]) for name in GROUPS}
        return Stats(
            ruler=first["ruler"],
            n=n,
            hidden=hidden_from(connection),
            errors=int(connection.execute("select count(*) from errors").fetchone()[0]),
            recommendations=dict(words),
            rates=tuple(_rate(connection, name, first["titles"].get(name, ""), n) for name in first["criteria"]),
            groups={name: rows[:_MOST_GROUPS] for name, rows in groups.items()},
            more_groups={name: len(rows) - _MOST_GROUPS for name, rows in groups.items() if len(rows) > _MOST_GROUPS},
            not_evaluated=first["not_evaluated"],
            left_out=first["left_out"],
        )


def refuse_other_rulers(runs: Sequence[Path], found: list[dict[str, Any]]) -> None:
    """Keep numbers of two rulers apart.

    Raises:
        RunError: the runs have two.
    """
    for run, manifest in zip(runs, found, strict=True):
        differing = [key for key in _RULER if manifest["ruler"].get(key) != found[0]["ruler"].get(key)]
        if differing:
            raise RunError(
                f"{run}: measured with another ruler than {runs[0]} ({', '.join(differing)}); numbers of two rulers "
                "are not added up; compare the runs with `cat2 archive drift`"
            )


def _rate(connection: Any, criterion: str, title: str, n: int) -> Rate:
    rows = connection.execute(f"select {quoted(criterion)}, count(*) from proposals group by 1").fetchall()  # noqa: S608
    return Rate(criterion, title, {word: dict(rows).get(word, 0) for word in FINDINGS}, n)


def _groups(connection: Any, name: str, criteria: Sequence[str]) -> tuple[Group, ...]:
    sums = ", ".join(
        f"count(*) filter ({quoted(each)} = 'met'), "
        f"count(*) filter ({quoted(each)} not in ('not_applicable', 'not_evaluated'))"
        for each in criteria
    )
    order = "label = '', label" if name == "year" else "2 desc, label = '', label"
    label = f"coalesce({name}::text, '')"
    query = f"select {label} as label, count(*), {sums} from proposals group by 1 order by {order}"  # noqa: S608  our own words
    return tuple(_group(row, criteria) for row in connection.execute(query).fetchall())


def _group(row: Sequence[Any], criteria: Sequence[str]) -> Group:
    pairs = {name: (row[2 + 2 * n], row[3 + 2 * n]) for n, name in enumerate(criteria)}
    return Group(row[0], row[1], {name: pair for name, pair in pairs.items() if pair[1]})


def quoted(name: str) -> str:
    """Write the name of a column as SQL reads it."""
    return '"' + name.replace('"', '""') + '"'

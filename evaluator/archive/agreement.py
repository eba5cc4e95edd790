"""How the findings of an archive stand to what people decided: agreement where both said yes or no, and how often."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluator.archive.asking import connected, hidden_from, manifests
from evaluator.archive.decisions import Decisions
from evaluator.archive.stats import quoted, refuse_other_rulers
from evaluator.rendering.catalogue import say
from evaluator.review.agreement import agreement

FEWEST = 20
SEED = 20261122
RESAMPLES = 500
_YES, _NO = "yes", "no"
_SHORTEST_INTERVAL = (0.025, 0.975)
_RECOMMENDED = {"ready": True, "gaps": False, "not_ready": False, "form_incomplete": False}
_FOUND = {"met": True, "not_met": False, "incomplete": False}
_OPEN = frozenset({"for_judgement", "needs_judgement"})
OVERALL = "recommendation"
Cell = tuple[bool, bool]


class Number(NamedTuple):
    """A coefficient with its bootstrap interval; nothing where it is undefined or too few were compared."""

    value: float | None
    low: float | None
    high: float | None


class Row(NamedTuple):
    """One criterion, or the recommendation, beside the labels.

    `labelled` counts the proposals with a label, `open_` those of them that are left to a panel, `n` those on which
    both said yes or no: `yes` and `no` of these labels. `too_few` where one of them is below twenty.
    """

    subject: str
    labelled: int
    open_: int
    n: int
    yes: int
    no: int
    agreed: int
    too_few: bool
    ac1: Number
    kappa: Number


class Compared(NamedTuple):
    """Everything about one set of labels."""

    ruler: dict[str, Any]
    rows: tuple[Row, ...]
    rank: Number
    rank_n: tuple[int, int]
    labels: int
    unmatched: int
    doubled: int
    other: dict[str, int]
    unusable: int
    ambiguous: int
    hidden: int
    limits: tuple[str, ...]


_NOTHING = Number(None, None, None)


def compare(runs: Sequence[Path], decisions: Decisions, viewer: str) -> Compared:
    """Compare the findings of runs with labels, by the id of the proposal.

    Raises:
        RunError: the runs were measured with different rulers.
    """
    found = manifests(runs)
    refuse_other_rulers(runs, found)
    criteria = [name for name in found[0]["criteria"] if name not in found[0]["not_evaluated"]]
    with connected(runs, viewer, tables=False) as connection:
        rows, doubled = _labelled(connection, decisions, criteria)
        hidden = hidden_from(connection)
    ranked = [(label, low, of) for label, low, of, *_ in rows if of]
    rank_n = (sum(label for label, *_ in ranked), sum(not label for label, *_ in ranked))
    subjects = [
        _row(OVERALL, [(label, words[0]) for label, _, _, *words in rows], _RECOMMENDED),
        *(
            _row(name, [(label, words[place]) for label, _, _, *words in rows], _FOUND)
            for place, name in enumerate(criteria, 1)
        ),
    ]
    return Compared(
        ruler=found[0]["ruler"],
        rows=tuple(subjects),
        rank=_rank(ranked) if min(rank_n) >= FEWEST else _NOTHING,
        rank_n=rank_n,
        labels=len(decisions.labels),
        unmatched=len(decisions.labels) - len(rows) - doubled,
        doubled=doubled,
        other=decisions.other,
        unusable=decisions.unusable,
        ambiguous=len(decisions.ambiguous),
        hidden=hidden,
        limits=_limits(rank_n),
    )


def _labelled(connection: Any, decisions: Decisions, criteria: Sequence[str]) -> tuple[list[Any], int]:
    columns = ", ".join(["id", "readiness_low", "readiness_of", "recommendation", *map(quoted, criteria)])
    query = f"select {columns} from proposals where id != ''"  # noqa: S608
    rows = connection.execute(query).fetchall()
    counts = Counter(row[0] for row in rows)
    doubled = sum(counts[name] > 1 for name in decisions.labels)
    return [
        (decisions.labels[row[0]], *row[1:]) for row in rows if row[0] in decisions.labels and counts[row[0]] == 1
    ], doubled


def _row(subject: str, rated: list[tuple[bool, str]], words: dict[str, bool]) -> Row:
    cells = [(label, words[word]) for label, word in rated if word in words]
    yes, no = sum(label for label, _ in cells), sum(not label for label, _ in cells)
    too_few = min(yes, no) < FEWEST
    both = {True, False} == {found for _, found in cells}  # findings that are all one go with labels by chance alone
    exact = agreement(({"people": _said(one), "engine": _said(other)} for one, other in cells), (_YES, _NO))
    return Row(
        subject=subject,
        labelled=len(rated),
        open_=sum(word in _OPEN for _, word in rated),
        n=len(cells),
        yes=yes,
        no=no,
        agreed=sum(one == other for one, other in cells),
        too_few=too_few,
        ac1=_NOTHING if too_few else _with_interval(exact.ac1, cells, ac1_of),
        kappa=_with_interval(exact.kappa, cells, kappa_of) if both and not too_few else _NOTHING,
    )


def _said(word: bool) -> str:  # noqa: FBT001  a label
    return _YES if word else _NO


def _with_interval(value: Any, items: Sequence[Any], of: Callable[[Counter[Any]], float | None]) -> Number:
    """Put a percentile interval to a coefficient, over resamples of the items that are the same each time."""
    if value is None:
        return _NOTHING
    chance = random.Random(SEED)  # noqa: S311  not a secret: the same numbers each time
    counts = Counter(items)
    kinds, weights = list(counts), list(counts.values())
    drawn = [of(Counter(chance.choices(kinds, weights, k=len(items)))) for _ in range(RESAMPLES)]
    found = sorted(each for each in drawn if each is not None)
    if not found:
        return Number(float(value), None, None)
    low, high = (found[min(int(share * len(found)), len(found) - 1)] for share in _SHORTEST_INTERVAL)
    return Number(float(value), low, high)


def kappa_of(cells: Counter[Cell]) -> float | None:
    """Compute Cohen's kappa from counts of pairs."""
    n = cells.total()
    raw = (cells[True, True] + cells[False, False]) / n
    one, other = (cells[True, True] + cells[True, False]) / n, (cells[True, True] + cells[False, True]) / n
    by_chance = one * other + (1 - one) * (1 - other)
    return None if by_chance == 1 else (raw - by_chance) / (1 - by_chance)


def ac1_of(cells: Counter[Cell]) -> float | None:
    """Compute Gwet's AC1 from counts of pairs."""
    n = cells.total()
    raw = (cells[True, True] + cells[False, False]) / n
    used = (2 * cells[True, True] + cells[True, False] + cells[False, True]) / (2 * n)
    by_chance = 2 * used * (1 - used)
    return (raw - by_chance) / (1 - by_chance)


def _rank(ranked: list[tuple[bool, int, int]]) -> Number:
    items = [(label, round(1000 * low / of)) for label, low, of in ranked]
    return _with_interval(area_of(Counter(items)), items, area_of)


def area_of(items: Counter[tuple[bool, int]]) -> float | None:
    """Compute how often a proposal with yes stands above one with no, ties half: the area under the curve."""
    yes = sorted((value, count) for (label, value), count in items.items() if label)
    no = sorted((value, count) for (label, value), count in items.items() if not label)
    pairs = sum(count for _, count in yes) * sum(count for _, count in no)
    if not pairs:
        return None
    above = sum(
        count * other * (1.0 if value > below else 0.5 if value == below else 0.0)
        for value, count in yes
        for below, other in no
    )
    return above / pairs


def _limits(rank_n: tuple[int, int]) -> tuple[str, ...]:
    told = (
        say("agreement.limit_label"),
        say("agreement.limit_no"),
        say("agreement.limit_open"),
        say("agreement.limit_predicts"),
        say("agreement.limit_confidential"),
    )
    yes, no = rank_n
    return (say("agreement.limit_few", yes=yes, no=no, fewest=FEWEST), *told) if min(rank_n) < FEWEST else told

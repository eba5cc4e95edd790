"""What was found about runs, as tables of text: rows of words that a terminal and a page print alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from evaluator.archive.agreement import Compared, Number, Row
from evaluator.archive.drift import Drift
from evaluator.archive.stats import FINDINGS, Stats
from evaluator.rendering.words import FINDINGS as MARKS
from evaluator.rendering.words import RECOMMENDATIONS

_READ_AS = (
    "A criterion counts as yes where it is documented and as no where it is not met or incomplete; "
    "the recommendation as yes where it is ready and as no where there are gaps."
)
_GROUP_NAMES = {"year": "Year", "steward": "Steward", "measure_type": "Type of measure"}


class Telling(NamedTuple):
    """One table with its heading; the first column is a name, the others are numbers or words."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


def of_stats(found: Stats) -> list[Telling]:
    """Tell rates by criterion, and by year, steward and type."""
    used = [word for word in FINDINGS if any(rate.counts[word] for rate in found.rates)]
    rates = Telling(
        "Findings by criterion, in numbers",
        ("Criterion", *(MARKS[word].word for word in used), "Proposals"),  # type: ignore[index]  # words of findings
        tuple(
            (_named(rate.criterion, rate.title), *(f"{rate.counts[word]:,}" for word in used), f"{rate.n:,}")
            for rate in found.rates
        ),
    )
    words = Telling(
        "Recommendations",
        ("Recommendation", "Proposals"),
        tuple((RECOMMENDATIONS[word].word, f"{count:,}") for word, count in found.recommendations.items()),  # type: ignore[index]
    )
    return [rates, words, *(_of_group(name, found) for name in found.groups), *_of_left_out(found)]


def in_part(found: Stats) -> str:
    """Say which criteria are evaluated in part only; empty where none is."""
    names = ", ".join(found.left_out)
    return f"Evaluated in part only, so that documented says less than under the whole pack: {names}." if names else ""


def _of_left_out(found: Stats) -> list[Telling]:
    """Tell what the profile leaves out and why."""
    pieces = [(name, why) for pieces in found.left_out.values() for name, why in pieces.items() if why]
    rows = [*((_named(name, ""), why) for name, why in found.not_evaluated.items()), *pieces]
    remarks = tuple(filter(None, (in_part(found),)))
    return [Telling("What the profile leaves out", ("Left out", "Why"), tuple(rows), remarks)] if rows else []


def _of_group(name: str, found: Stats) -> Telling:
    criteria = [rate.criterion for rate in found.rates if rate.counts["not_evaluated"] < rate.n]
    left = found.more_groups.get(name)
    more = (f"{left:,} more are not listed.",) if left else ()
    return Telling(
        f"Documented by {_GROUP_NAMES[name].lower()}",
        (_GROUP_NAMES[name], "Proposals", *[_named(each, "") if each == "form" else each for each in criteria]),
        tuple(
            (_group_named(name, group.name), f"{group.n:,}", *(_of(group.met.get(each)) for each in criteria))
            for group in found.groups[name]
        ),
        ("How many are documented, out of those to which the criterion applies.", *more),
    )


def _group_named(name: str, group: str) -> str:
    return group.replace("_", " ") if name == "measure_type" else group


def _named(criterion: str, title: str) -> str:
    return f"{criterion} {title}" if title else criterion.capitalize()


def of_drift(found: Drift) -> list[Telling]:
    """Tell which findings flipped and why."""
    rulers = [f"{_ruler(found.before)}  →  {_ruler(found.after)}"]
    counts = (
        f"{found.compared:,} proposals compared: {found.same:,} with the same findings, "
        f"{found.compared - found.same:,} with others."
    )
    remarks = [*rulers, counts]
    for count, words in (
        (found.changed, "changed between the runs and are not compared"),
        (found.only_before, "are in the first run only"),
        (found.only_after, "are in the second run only"),
    ):
        remarks += [f"{count:,} {words}."] if count else []
    for run, criteria in found.only_criteria.items():
        remarks += [f"Only {run}: {', '.join(criteria)}."] if criteria else []
    remarks += (
        [f"Numbers that checks compare with and that differ: {'; '.join(found.numbers)}."] if found.numbers else []
    )
    flips = Telling(
        "Flips",
        ("Criterion", "From", "To", "Proposals"),
        tuple((flip.criterion, _word(flip.was), _word(flip.now), f"{flip.times:,}") for flip in found.flips),
        tuple(remarks),
    )
    causes = tuple(
        (f"{flip.criterion}: {_word(flip.was)} → {_word(flip.now)}", cause, f"{count:,}")
        for flip in found.flips
        for cause, count in flip.causes
    )
    return [flips, Telling("What the flips come from", ("Flip", "Cause", "Proposals"), causes)]


def of_agreement(found: Compared) -> list[Telling]:
    """Tell how findings and labels go together, and what that can show."""
    remarks = [f"{found.labels:,} labels; {found.unmatched:,} of them are of no proposal here."]
    if found.doubled:
        remarks.append(f"{found.doubled:,} are of an id that several proposals bear, and are left out.")
    if found.other:
        told = ", ".join(f"{word} ({count:,})" for word, count in sorted(found.other.items())[:8])
        remarks.append(f"Neither yes nor no, and left out: {told}.")
    if found.ambiguous:
        remarks.append(f"{found.ambiguous:,} ids have two decisions, and are left out.")
    rows = tuple(_agreement_row(row) for row in found.rows)
    pairs = f"n = {found.rank_n[0]:,} yes, {found.rank_n[1]:,} no"
    rank = f"Rank by readiness: too few ({pairs})."
    if found.rank.value is not None:
        share = _number(found.rank)
        rank = f"Rank: of a yes and a no, the yes stands higher by readiness in {share} of pairs, ties half ({pairs})."
    remarks.append(_READ_AS)
    columns = ("Subject", "With label", "Open for a panel", "n", "yes", "no", "Agreed", "AC1", "Kappa")
    return [
        Telling("Agreement with decisions", columns, rows, (*remarks, rank)),
        Telling("What this can and cannot show", (), (), found.limits),
    ]


def _agreement_row(row: Row) -> tuple[str, ...]:
    few = "too few"
    return (
        row.subject,
        f"{row.labelled:,}",
        f"{row.open_:,}",
        f"{row.n:,}",
        f"{row.yes:,}",
        f"{row.no:,}",
        f"{row.agreed:,} of {row.n:,}",
        few if row.too_few else _number(row.ac1),
        few if row.too_few else _number(row.kappa),
    )


def _number(number: Number) -> str:
    if number.value is None:
        return "too few or undefined"
    interval = f" ({number.low:.2f} to {number.high:.2f})" if number.low is not None and number.high is not None else ""
    return f"{number.value:.2f}{interval}"


def _of(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]:,} of {pair[1]:,}" if pair else "–"


def _word(finding: str) -> str:
    return MARKS[finding].word  # type: ignore[index]  # a finding of a run


def _ruler(ruler: dict[str, Any]) -> str:
    profile = f", profile {ruler['profile']}" if ruler.get("profile") else ""
    return f"{ruler['pack']}@{ruler['edition']}{profile}"


def as_text(tellings: Sequence[Telling]) -> str:
    """Write tables for a terminal, in columns."""
    return "\n\n".join(_as_text(telling) for telling in tellings) + "\n"


def _as_text(telling: Telling) -> str:
    lines = [telling.heading, *telling.remarks]
    if telling.columns:
        table = [telling.columns, *telling.rows]
        widths = [min(max(len(row[n]) for row in table), 70) for n in range(len(telling.columns))]
        for row in table:
            cells = [
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            lines.append("  " + "  ".join(cells).rstrip())
        if not telling.rows:
            lines.append("  none")
    return "\n".join(lines)

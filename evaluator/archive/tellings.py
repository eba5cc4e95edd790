"""What was found about runs, as tables of text: rows of words that a terminal and a page print alike."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from evaluator.archive.agreement import OVERALL, RESAMPLES, Compared, Number, Row
from evaluator.archive.drift import Drift, Flip
from evaluator.archive.stats import FINDINGS, Stats
from evaluator.rendering.catalogue import say
from evaluator.rendering.values import number_in_words
from evaluator.rendering.words import FINDINGS as MARKS
from evaluator.rendering.words import RECOMMENDATIONS, say_count

_BY = {"year": "archive.by_year", "steward": "archive.by_steward", "measure_type": "archive.by_measure_type"}
_GROUPS = {"year": "archive.year", "steward": "archive.steward", "measure_type": "archive.measure_type"}
_ONLY = {"before": "drift.criteria_before", "after": "drift.criteria_after"}
_WIDEST = 70  # characters of a column on a terminal
_COLUMNS = (
    "agreement.subject",
    "agreement.labelled",
    "agreement.open",
    "agreement.n",
    "agreement.yes",
    "agreement.no",
    "agreement.agreed",
    "agreement.ac1",
    "agreement.kappa",
)


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
        say("archive.findings_in_numbers"),
        (say("archive.criterion"), *(MARKS[word].word for word in used), say("archive.proposals")),
        tuple(
            (
                _named(rate.criterion, rate.title),
                *(number_in_words(rate.counts[word]) for word in used),
                number_in_words(rate.n),
            )
            for rate in found.rates
        ),
    )
    words = Telling(
        say("archive.recommendations"),
        (say("archive.recommendation"), say("archive.proposals")),
        tuple((RECOMMENDATIONS[word].word, number_in_words(count)) for word, count in found.recommendations.items()),  # type: ignore[index]
    )
    return [rates, words, *(_of_group(name, found) for name in found.groups), *_of_left_out(found)]


def in_part(found: Stats) -> str:
    """Say which criteria are evaluated in part only; empty where none is."""
    names = ", ".join(found.left_out)
    return say("archive.in_part", names=names) if names else ""


def _of_left_out(found: Stats) -> list[Telling]:
    """Tell what the profile leaves out and why."""
    pieces = [(name, why) for pieces in found.left_out.values() for name, why in pieces.items() if why]
    rows = [*((_named(name, ""), why) for name, why in found.not_evaluated.items()), *pieces]
    remarks = tuple(filter(None, (in_part(found),)))
    if not rows:
        return []
    columns = (say("archive.left_out"), say("archive.why"))
    return [Telling(say("archive.left_out_title"), columns, tuple(rows), remarks)]


def _of_group(name: str, found: Stats) -> Telling:
    criteria = [rate.criterion for rate in found.rates if rate.counts["not_evaluated"] < rate.n]
    left = found.more_groups.get(name)
    more = (say_count("archive.by_more", left),) if left else ()
    return Telling(
        say(_BY[name]),
        (
            say(_GROUPS[name]),
            say("archive.proposals"),
            *[_named(each, "") if each == "form" else each for each in criteria],
        ),
        tuple(
            (_group_named(name, group.name), number_in_words(group.n), *(_of(group.met.get(each)) for each in criteria))
            for group in found.groups[name]
        ),
        (say("archive.by_about"), *more),
    )


def _group_named(name: str, group: str) -> str:
    if not group:
        return say("archive.not_stated")
    return group.replace("_", " ") if name == "measure_type" else group


def _named(criterion: str, title: str) -> str:
    if title:
        return f"{criterion} {title}"
    return say("archive.form") if criterion == "form" else criterion


def of_drift(found: Drift) -> list[Telling]:
    """Tell which findings flipped and why."""
    rulers = [_rulers(found.before, found.after)]
    flips = Telling(
        say("drift.flips"),
        (say("archive.criterion"), say("drift.from"), say("drift.to"), say("archive.proposals")),
        tuple((flip.criterion, _word(flip.was), _word(flip.now), number_in_words(flip.times)) for flip in found.flips),
        (*rulers, *_remarks_on(found)),
    )
    causes = tuple((_flip(flip), cause, number_in_words(count)) for flip in found.flips for cause, count in flip.causes)
    columns = (say("drift.flip"), say("drift.cause"), say("archive.proposals"))
    return [flips, Telling(say("drift.causes"), columns, causes)]


def _remarks_on(found: Drift) -> Iterator[str]:
    others = number_in_words(found.compared - found.same)
    yield say_count("drift.compared", found.compared, same=number_in_words(found.same), others=others)
    if found.changed:
        yield say_count("drift.changed", found.changed)
    if found.only_before:
        yield say_count("drift.only_before", found.only_before)
    if found.only_after:
        yield say_count("drift.only_after", found.only_after)
    for run, criteria in found.only_criteria.items():
        if criteria:
            yield say(_ONLY[run], names=", ".join(criteria))
    if found.numbers:
        yield say("drift.numbers", numbers=say("drift.joint").join(found.numbers))


def _flip(flip: Flip) -> str:
    return say("drift.of_flip", criterion=flip.criterion, before=_word(flip.was), now=_word(flip.now))


def of_agreement(found: Compared) -> list[Telling]:
    """Tell how findings and labels go together, and what that can show."""
    remarks = [say_count("agreement.labels", found.labels, unmatched=number_in_words(found.unmatched))]
    if found.doubled:
        remarks.append(say_count("agreement.doubled", found.doubled))
    if found.other:
        told = [
            say("agreement.other_word", word=word, number=number_in_words(count))
            for word, count in sorted(found.other.items())[:8]
        ]
        remarks.append(say("agreement.other", words=", ".join(told)))
    if found.unusable:
        remarks.append(say_count("agreement.unusable", found.unusable))
    if found.ambiguous:
        remarks.append(say_count("agreement.ambiguous", found.ambiguous))
    rows = tuple(_agreement_row(row) for row in found.rows)
    yes, no = map(number_in_words, found.rank_n)
    pairs = say("agreement.pairs", yes=yes, no=no)
    rank = say("agreement.rank_few", pairs=pairs)
    if found.rank.value is not None:
        rank = say("agreement.rank", share=_number(found.rank), pairs=pairs)
    remarks.append(say("agreement.read_as"))
    numbers = [found.rank, *(number for row in found.rows for number in (row.ac1, row.kappa))]
    if any(number.low is not None for number in numbers):
        remarks.append(say("agreement.resampled", times=number_in_words(RESAMPLES)))
    return [
        Telling(say("agreement.title"), tuple(map(say, _COLUMNS)), rows, (*remarks, rank)),
        Telling(say("agreement.limits"), (), (), found.limits),
    ]


def _agreement_row(row: Row) -> tuple[str, ...]:
    few = say("agreement.few")
    return (
        say("agreement.recommendation") if row.subject == OVERALL else row.subject,
        *map(number_in_words, (row.labelled, row.open_, row.n, row.yes, row.no)),
        _of((row.agreed, row.n)),
        few if row.too_few else _number(row.ac1),
        few if row.too_few else _number(row.kappa),
    )


def _number(number: Number) -> str:
    if number.value is None:
        return say("agreement.undefined")
    if number.low is None or number.high is None:
        return _rounded(number.value)
    return say("agreement.interval", value=_rounded(number.value), low=_rounded(number.low), high=_rounded(number.high))


def _rounded(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # a nought has no sign


def _of(pair: tuple[int, int] | None) -> str:
    return say("archive.of", part=number_in_words(pair[0]), all=number_in_words(pair[1])) if pair else "–"


def _word(finding: str) -> str:
    return MARKS[finding].word  # type: ignore[index]  # a finding of a run


def _rulers(before: dict[str, Any], after: dict[str, Any]) -> str:
    days = before["as_of"] != after["as_of"]
    return "  →  ".join(_ruler(each, with_day=days) for each in (before, after))


def _ruler(ruler: dict[str, Any], *, with_day: bool) -> str:
    pack = f"{ruler['pack']}@{ruler['edition']}"
    told = say("drift.ruler_with_profile", pack=pack, profile=ruler["profile"]) if ruler.get("profile") else pack
    return say("drift.ruler_on", ruler=told, day=ruler["as_of"]) if with_day else told


def as_text(tellings: Sequence[Telling]) -> str:
    """Write tables for a terminal, in columns."""
    return "\n\n".join(_as_text(telling) for telling in tellings) + "\n"


def _as_text(telling: Telling) -> str:
    lines = [telling.heading, *telling.remarks]
    if telling.columns:
        table = [telling.columns, *telling.rows]
        longest = [max(len(row[n]) for row in table) for n in range(len(telling.columns))]
        widths = [min(length, _WIDEST) for length in longest]
        for row in table:
            wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
            for cells in zip_longest(*wrapped, fillvalue=""):
                places = enumerate(zip(cells, widths, strict=True))
                shown = [
                    cell.ljust(width) if n == 0 or longest[n] > _WIDEST else cell.rjust(width)
                    for n, (cell, width) in places
                ]
                lines.append("  " + "  ".join(shown).rstrip())
        if not telling.rows:
            lines.append(f"  {say('archive.none')}")
    return "\n".join(lines)

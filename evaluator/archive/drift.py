"""The same records under two rulers: which findings flipped, from what to what, and what each flip comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from evaluator.archive.asking import connected, hidden_from, manifests
from evaluator.archive.stats import quoted
from evaluator.model.criteria import Outcome
from evaluator.rendering.catalogue import say
from evaluator.rendering.words import Words

_OUTCOMES: Words[Outcome] = Words("check_outcome", get_args(Outcome))
_MOST_CAUSES = 12
_MOST_CHECKS = 6


class Flip(NamedTuple):
    """How many proposals went from one finding to another on a criterion, and what it came from, with counts."""

    criterion: str
    was: str
    now: str
    times: int
    causes: tuple[tuple[str, int], ...]


class Drift(NamedTuple):
    """What differs between two runs over the same records."""

    before: dict[str, Any]
    after: dict[str, Any]
    compared: int
    same: int
    changed: int
    only_before: int
    only_after: int
    hidden: int
    flips: tuple[Flip, ...]
    only_criteria: dict[str, tuple[str, ...]]
    numbers: tuple[str, ...]


def drift(before: Path, after: Path, viewer: str) -> Drift:
    """Compare two runs record by record, where the proposal is the same to the last answer."""
    first, second = manifests([before, after])
    shared = [name for name in second["criteria"] if name in first["criteria"]]
    flips: Counter[tuple[str, str, str]] = Counter()
    causes: dict[tuple[str, str, str], Counter[str]] = {}
    compared = same = 0
    with connected([before, after], viewer, tables=False) as connection:
        for row in _pairs(connection, shared):
            compared += 1
            changed = False
            for place, name in enumerate(shared):
                was, now = row[2 + 2 * place], row[3 + 2 * place]
                if was == now:
                    continue
                changed = True
                key = (name, was, now)
                flips[key] += 1
                causes.setdefault(key, Counter())[_cause(name, was, now, row, (first, second))] += 1
            same += not changed
        counts = connection.execute(_UNPAIRED).fetchone()
        hidden = hidden_from(connection, of_records=True)
    rows = [
        Flip(*key, count, _told_causes(causes[key]))
        for key, count in sorted(flips.items(), key=lambda item: (shared.index(item[0][0]), -item[1], item[0]))
    ]
    return Drift(
        before=first["ruler"],
        after=second["ruler"],
        compared=compared,
        same=same,
        changed=counts[2],
        only_before=counts[0],
        only_after=counts[1],
        hidden=hidden,
        flips=tuple(rows),
        numbers=tuple(
            say("drift.number", name=name, before=first["thresholds"].get(name, say("archive.none")), now=now)
            for name, now in second["thresholds"].items()
            if first["thresholds"].get(name) != now
        ),
        only_criteria={
            "before": tuple(each for each in first["criteria"] if each not in shared),
            "after": tuple(each for each in second["criteria"] if each not in shared),
        },
    )


def _pairs(connection: Any, shared: Sequence[str]) -> Any:
    columns = ", ".join(f"a.{quoted(name)}, b.{quoted(name)}" for name in shared)
    query = (
        f"{_PLACED} select a.open_checks, b.open_checks, {columns} from placed a join placed b "  # noqa: S608  our own words
        f"on {_SAME_RECORD} and a.digest = b.digest"
    )
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(500):
        yield from rows


# Two members of an archive may have one name: the first of them is compared with the first, and so on.
_PLACED = """
with placed as (
  select *, row_number() over (partition by run, source, place order by number) as nth from proposals
)"""
_SAME_RECORD = "a.run = 0 and b.run = 1 and a.source = b.source and a.place = b.place and a.nth = b.nth"
_UNPAIRED = f"""
{_PLACED}
select
  (select count(*) from placed a where run = 0 and not exists (select 1 from placed b where {_SAME_RECORD})),
  (select count(*) from placed b where run = 1 and not exists (select 1 from placed a where {_SAME_RECORD})),
  (select count(*) from placed a join placed b on {_SAME_RECORD} and a.digest != b.digest)
"""  # noqa: S608  our own words


def _cause(name: str, was: str, now: str, row: Sequence[Any], manifests_: tuple[dict[str, Any], dict[str, Any]]) -> str:
    first, second = manifests_
    if now == "not_evaluated":
        return say("drift.left_out_now", why=_why_aside(name, second))
    if was == "not_evaluated":
        return say("drift.left_out_before", why=_why_aside(name, first))
    before, after = (_of_criterion(checks, name) for checks in row[:2])
    changed = [
        _change(check, (before, first), (after, second))
        for check in sorted(before.keys() | after.keys())
        if before.get(check) != after.get(check)
    ]
    applies = [say("drift.applies")] if "not_applicable" in (was, now) else []
    told = [*_readings(name, first, second), *(applies or _first(changed))]
    return say("drift.joint").join(told) or say("drift.same")


def _told_causes(causes: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Name the commonest causes, and count the others together, so that they add up to the flips."""
    ranked = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    told, others = ranked[:_MOST_CAUSES], ranked[_MOST_CAUSES:]
    if len(others) <= 1:
        return tuple(ranked)
    return (*told, (say("drift.other_causes", n=len(others)), sum(times for _, times in others)))


def _why_aside(name: str, manifest: dict[str, Any]) -> str:
    return str(manifest["not_evaluated"].get(name) or say("drift.not_in_force"))


def _first(changes: list[str]) -> list[str]:
    more = len(changes) - _MOST_CHECKS
    return [*changes[:_MOST_CHECKS], say("drift.more", n=more)] if more > 1 else changes


def _change(check: str, was: tuple[dict[str, str], dict[str, Any]], now: tuple[dict[str, str], dict[str, Any]]) -> str:
    """Say how a check came out under each ruler, or that the profile does not ask it."""
    before, after = (_outcome(check, outcomes, manifest) for outcomes, manifest in (was, now))
    return say("drift.check", check=check, before=before, now=after)


def _outcome(check: str, outcomes: dict[str, str], manifest: dict[str, Any]) -> str:
    return _OUTCOMES[outcomes[check]] if check in outcomes else _unlisted(check, manifest)  # type: ignore[index]


def _unlisted(check: str, manifest: dict[str, Any]) -> str:
    """Say why a check does not stand among those that are open."""
    left_out = {name for names in manifest["left_out"].values() for name in names}
    return say("drift.check_left_out") if check.partition("/")[0] in left_out else say("drift.check_unlisted")


def _readings(name: str, first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """Name the readings of a criterion's words that differ between two rulers."""
    return [
        say("drift.reading", reading=reading, before=first["readings"].get(reading, say("archive.none")), now=now)
        for reading, now in second["readings"].items()
        if name in str(second["read_in"].get(reading, "")).replace(",", " ").split()
        and first["readings"].get(reading) != now
    ]


def _of_criterion(checks: Sequence[Mapping[str, str]] | None, name: str) -> dict[str, str]:
    return {check["check"]: check["outcome"] for check in checks or () if check["criterion"] == name}

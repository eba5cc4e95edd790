"""Sentences and remedies: none missing, none twice, none in words that are not ours to say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from evaluator.advice.lint_finding import LintFinding
from evaluator.model.criteria import Case, Criterion, Group, Pack, Part

# Whether a proposal is accepted is the panel's word; what a machine does inside is nobody's.
VERDICTS = (
    "accept",
    "accepts",
    "accepted",
    "approve",
    "approves",
    "approved",
    "pass",
    "passes",
    "passed",
    "fail",
    "fails",
    "failed",
)
ENGINEERING = (
    "boolean",
    "null",
    "parse",
    "parsed",
    "parser",
    "string",
    "array",
    "regex",
    "json",
    "yaml",
    "toml",
    "enum",
    "traceback",
    "undefined",
    "instantiate",
    "threshold name",
    "node",
)


def word_findings(pack: Pack, allowed: Collection[str] = (), avoided: Collection[str] = ()) -> Iterator[LintFinding]:
    """List what is wrong with what a reader gets to read; some words may be allowed, and others avoided too."""
    verdicts = _pattern([word for word in VERDICTS if word not in allowed])
    engineering = _pattern([word for word in (*ENGINEERING, *avoided) if word not in allowed])
    for criterion in (pack.form, *pack.criteria):
        for where, text, about_outcome in _texts(criterion):
            if not text.strip():
                yield LintFinding(where, "no sentence", "what a reader gets to read")
            for word in engineering.findall(text):
                yield LintFinding(where, f"'{word}'", "a word that a nurse would use")
            for word in verdicts.findall(text) if about_outcome else ():
                yield LintFinding(where, f"'{word}'", "what was read; the outcome is for the panel to say")
    yield from _remedies(pack)
    yield from _thresholds(pack)


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b", re.IGNORECASE)


def _texts(criterion: Criterion) -> Iterator[tuple[str, str, bool]]:
    """List each text with its place, and whether it speaks of the outcome of a check."""
    for name, cases in _cases(criterion):
        for number, case in enumerate(cases, 1):
            yield f"{name} case {number} says", case.says, True
            if case.then == "judgement":
                yield f"{name} case {number} question", case.question, False
    for gap in criterion.gaps:
        for key, text in (("title", gap.title), ("remedy", gap.remedy), ("example", gap.example)):
            yield f"{criterion.id}/{gap.id} {key}", text, False


def _cases(criterion: Criterion) -> Iterator[tuple[str, tuple[Case, ...]]]:
    yield from ((check.id, check.cases) for check in criterion.checks)
    yield from ((f"{part.id} empty", part.empty) for part in criterion.parts)


def _remedies(pack: Pack) -> Iterator[LintFinding]:
    places: dict[str, list[str]] = defaultdict(list)
    for criterion in (pack.form, *pack.criteria):
        named = set(_named(criterion))
        for gap in criterion.gaps:
            places[" ".join(gap.remedy.casefold().split())].append(f"{criterion.id}/{gap.id}")
            if gap.id not in named:
                yield LintFinding(f"{criterion.id}/{gap.id}", "a gap that no case and no group names", "a use")
    for gaps in places.values():
        if len(gaps) > 1:
            yield LintFinding(gaps[1], f"the remedy of {gaps[0]}", "one remedy for each gap")


def _named(criterion: Criterion) -> Iterator[str]:
    for _, cases in _cases(criterion):
        yield from (case.gap for case in cases)
    holders: list[Criterion | Part] = [criterion, *criterion.parts]
    for holder in holders:
        for group in (holder.logic, *holder.alternatives.values()):
            yield from _of_group(group)
    yield from (part.gap for part in criterion.parts)


def _of_group(group: Group) -> Iterator[str]:
    yield group.gap
    for member in group.members:
        if isinstance(member, Group):
            yield from _of_group(member)


def _thresholds(pack: Pack) -> Iterator[LintFinding]:
    for name, threshold in pack.thresholds.items():
        if not threshold.source.strip():
            yield LintFinding(f"thresholds.toml {name}", "no source", "where the number comes from")
        if threshold.status != "judgement" and not threshold.url.strip():
            yield LintFinding(
                f"thresholds.toml {name}", f"status {threshold.status} without url", "where it can be read"
            )

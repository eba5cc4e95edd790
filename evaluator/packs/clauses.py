"""Clauses of the publisher's words: where each of them stands in its text, and what is wrong with them."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator

from evaluator.model.criteria import Clause, Criterion

Fault = tuple[str, str, str]  # where, found, expected


def texts_of(criterion: Criterion) -> dict[str, str]:
    """Give the publisher's words that clauses may be pieces of: the quotation under "", those of parts by their id."""
    quoted = {"": criterion.quote.words} if criterion.quote else {}
    return quoted | {part.id: part.words for part in criterion.parts if part.words}


def clause_faults(criterion: Criterion) -> Iterator[Fault]:
    """List what is wrong with the clauses of one criterion."""
    texts = texts_of(criterion)
    known = {part.id for part in criterion.parts} | {check.id for check in criterion.checks}
    for clause in criterion.clauses:
        yield from _words(clause, texts, criterion.id)
        yield from _deciders(clause, known)
    for part, text in texts.items():
        yield from _overlaps([clause for clause in criterion.clauses if clause.part == part and clause.words], text)
    required = {check.id for check in criterion.checks if check.force == "required"}
    named = {name for clause in criterion.clauses for name in clause.checks}
    for name in criterion.of_no_clause:
        if name not in required:
            yield "of_no_clause", f"'{name}'", _near(name, required, "the id of a required check")
        if name in named:
            yield "of_no_clause", f"'{name}', which a clause names", "a check of no clause"


def _words(clause: Clause, texts: dict[str, str], criterion: str) -> Iterator[Fault]:
    text = texts.get(clause.part)
    if text is None:
        whose = f"the part '{clause.part}'" if clause.part else "the quotation"
        yield clause.words, f"a clause of {whose}, of which {criterion} has no words", "a part with words, or [quote]"
    elif not clause.words.strip():
        yield "clause", "a clause without words", "a piece of the publisher's words"
    elif text.count(clause.words) != 1:
        found = "words that stand there more than once" if clause.words in text else "words that do not stand there"
        yield clause.words, f"{found}: '{clause.words}'", f"one verbatim piece of '{text}'"


def _deciders(clause: Clause, known: set[str]) -> Iterator[Fault]:
    for name in clause.checks:
        if name not in known:
            yield clause.words, f"'{name}'", _near(name, known, "the id of a check or part of this criterion")
    if bool(clause.checks) == bool(clause.says):
        yield clause.words, "both checks and says, or neither", "the checks that decide, or else who or what does"


def _overlaps(clauses: list[Clause], text: str) -> Iterator[Fault]:
    placed = sorted((text.find(clause.words), clause.words) for clause in clauses if clause.words in text)
    for (begin, words), (after, other) in itertools.pairwise(placed):
        if begin + len(words) > after:
            yield other, f"'{other}', which overlaps '{words}'", "clauses that share no word"


def _near(name: str, known: set[str], expected: str) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1)
    return f"'{near[0]}'" if near else expected

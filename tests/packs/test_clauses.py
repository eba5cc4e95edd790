"""Clauses of the publisher's words: verbatim, apart from one another, and decided by what there is."""

from __future__ import annotations

import pytest

from evaluator.advice.pack_lint import lint_pack
from evaluator.errors import PackError
from evaluator.packs import load_pack
from evaluator.packs.finding import available_packs

X = "x/criterion.toml"
QUOTE = '\n[quote]\nwords = "Specified, by enough people and people of note"\nof = "Nobody"\nread = 2026-01-01\n'
SPECIFIED = '[[clause]]\nwords = "Specified"\nchecks = ["X.specified"]\n'
ENOUGH = '[[clause]]\nwords = "by enough people"\nchecks = ["X.people"]\n'


def clause(words, rest='checks = ["X.people"]'):
    return f'[[clause]]\nwords = "{words}"\n{rest}\n'


@pytest.mark.parametrize(
    ("written", "found", "expected"),
    [
        (QUOTE + clause("Precise"), "words that do not stand there: 'Precise'", "one verbatim piece of"),
        (QUOTE + clause("specified"), "words that do not stand there: 'specified'", "one verbatim piece of"),
        (QUOTE + clause("people"), "words that stand there more than once: 'people'", "one verbatim piece of"),
        (QUOTE + clause(" "), "a clause without words", "a piece of the publisher's words"),
        (QUOTE + clause("enough people") + ENOUGH, "'enough people', which overlaps 'by enough people'", "no word"),
        (QUOTE + clause("Specified", 'checks = ["X.specifid"]'), "'X.specifid'", "'X.specified'"),
        (QUOTE + clause("Specified", 'checks = ["zz"]'), "'zz'", "the id of a check or part of this criterion"),
        (QUOTE + clause("Specified", ""), "both checks and says, or neither", "the checks that decide"),
        (QUOTE + clause("Specified", 'checks = ["X.people"]\nsays = "Both."'), "both checks and says", "the checks"),
        (QUOTE + clause("Specified", 'part = "X.part"\nsays = "It."'), "a clause of the part 'X.part'", "[quote]"),
        (SPECIFIED, "a clause of the quotation, of which X has no words", "a part with words, or [quote]"),
        (QUOTE + '[of_no_clause]\n"X.nobody" = "Why."\n', "'X.nobody'", "the id of a required check"),
        (QUOTE + SPECIFIED + '[of_no_clause]\n"X.specified" = "Why."\n', "which a clause names", "of no clause"),
    ],
)
def test_a_clause_that_does_not_fit_is_refused(small, written, found, expected):
    with pytest.raises(PackError) as caught:
        load_pack(small((X, '[[check]]\nid = "X.specified"', f'{written}[[check]]\nid = "X.specified"')))

    told = [fault for fault in caught.value.faults if found in fault.found and expected in fault.expected]
    assert told, str(caught.value)


def test_lint_asks_a_required_check_of_no_clause_for_the_reason(small):
    start = '[[check]]\nid = "X.specified"'
    unsaid = small((X, start, QUOTE + SPECIFIED + start), folder="unsaid")
    said = small((X, start, QUOTE + SPECIFIED + '[of_no_clause]\n"X.people" = "Why."\n' + start), folder="said")

    assert [f"{one.where}: {one.found}" for one in lint_pack(unsaid).findings] == [
        "X.people: a required check of no clause"
    ]
    assert lint_pack(said).findings == ()


def test_a_pack_without_clauses_is_asked_for_none(small):
    start = '[[check]]\nid = "X.specified"'

    assert lint_pack(small((X, start, QUOTE + start))).findings == ()


@pytest.mark.parametrize("name", [f"{pack}@{edition}" for pack, edition, _ in available_packs()])
def test_every_quoted_criterion_of_a_shipped_pack_has_its_clauses(name):
    pack = load_pack(name)

    assert [one.id for one in pack.criteria if one.quote and not one.clauses] == []

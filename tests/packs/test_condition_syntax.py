"""What a rule author is told of a condition that cannot be read: its column, what stands there, what was expected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import STATES, ConditionFault, parse

FIELD = c.Path(("measure", "title"))
STEP = "'is', '=', 'in', 'within' or 'covers' after the field"
VALUE = 'a value: a word, a number, "quoted text", @threshold or a field'
LIST_FIELD = "a list and a field of its items, such as codes.code"


@pytest.mark.parametrize(
    ("text", "column", "found", "expected"),
    [
        ("", 1, "the end", "a field or a condition"),
        ("  ", 1, "the end", "a field or a condition"),
        ("measure.title ~ a", 15, "'~'", "a field, a value or a bracket"),
        ('measure.title = "open', 17, "'\"'", "a field, a value or a bracket"),
        ("= a", 1, "'='", "a field or a condition"),
        ("a b", 3, "'b'", "'and', 'or' or the end of the condition"),
        ("a and b or c", 9, "'or'", "brackets where 'and' and 'or' mix"),
        ("(a", 3, "the end", "')'"),
        ("measure.title", 14, "the end", STEP),
        ("measure.title with", 15, "'with'", STEP),
        ("measure.title is", 17, "the end", "a name"),
        ("measure.title is odd", 18, "'odd'", "one of " + ", ".join(STATES)),
        ("measure.title is evidenced with a", 33, "'a'", "'['"),
        ("measure.title is evidenced with [a b]", 36, "'b'", "']'"),
        ("measure.title =", 16, "the end", VALUE),
        ("measure.title = with", 17, "'with'", VALUE),
        ("measure.title in a", 18, "'a'", "'['"),
        ("measure.title in [a", 20, "the end", "']'"),
        ("measure.title within 3", 22, "'3'", "a threshold such as @large_population"),
        ("count codes", 12, "the end", "=, !=, <, <=, > or >="),
        ("count codes > many", 15, "'many'", "a number"),
        ("distinct codes > 1", 10, "'codes'", LIST_FIELD),
        ("codes covers codes.code", 1, "'codes'", LIST_FIELD),
        ("all_distinct codes", 19, "the end", "'by'"),
        ("some : (a)", 6, "':'", "a name"),
        ("some codes (a)", 12, "'('", "':'"),
        ("(" * 41 + "a", 41, "'('", "at most 40 conditions inside each other"),
        ("days_between(measure.title) > 1", 27, "')'", "','"),
        ("reading.burden", 15, "the end", "'='"),
        ("grades(measure.title)", 22, "the end", "'in'"),
    ],
)
def test_a_condition_that_cannot_be_read_names_its_column(text: str, column: int, found: str, expected: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse(text)

    assert (caught.value.column, caught.value.found, caught.value.expected) == (column, found, expected)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("measure.title is evidenced", c.Evidenced(FIELD, ())),
        ("measure.title is evidenced with [year, grade]", c.Evidenced(FIELD, ("year", "grade"))),
        ("measure.title is blank", c.Is(FIELD, "blank")),
        ('measure.title = "two words"', c.Compare(FIELD, "=", "two words")),
        ("measure.title != -1.5", c.Compare(FIELD, "!=", Decimal("-1.5"))),
        ("measure.title < as_of", c.Compare(FIELD, "<", c.AsOf())),
        ("measure.title = measure.title", c.Compare(FIELD, "=", FIELD)),
        ("measure.title >= @least", c.Compare(FIELD, ">=", c.ThresholdName("least"))),
        ("measure.title within @least", c.Within(FIELD, c.ThresholdName("least"))),
        ("measure.title in [a, 2]", c.In(FIELD, ("a", Decimal(2)))),
        ("count codes > 1", c.Count(c.Path(("codes",)), None, ">", Decimal(1))),
        ("count codes: (a) = @least", c.Count(c.Path(("codes",)), c.Name("a"), "=", c.ThresholdName("least"))),
        ("distinct codes.code > 1", c.Distinct(c.Path(("codes",)), "code", ">", Decimal(1))),
        ("all_distinct codes by [code, section]", c.AllDistinct(c.Path(("codes",)), ("code", "section"))),
        (
            "codes.code covers parts.name",
            c.Covers(c.Path(("codes",)), "code", c.Path(("parts",)), "name"),
        ),
        (
            "grades(measure.title, codes) in [a]",
            c.TableIn("grades", (FIELD, c.Path(("codes",))), ("a",)),
        ),
        ("days_between(codes, measure.title) < 2", c.DaysBetween(c.Path(("codes",)), FIELD, "<", Decimal(2))),
        ("reading.burden = all", c.Reading("burden", "all")),
        ("not a or b", c.Joined("or", (c.Not(c.Name("a")), c.Name("b")))),
        ("each codes: (a)", c.Quantified("each", c.Path(("codes",)), c.Name("a"))),
    ],
)
def test_each_form_of_the_language_is_read(text: str, condition: c.Condition) -> None:
    assert parse(text) == condition

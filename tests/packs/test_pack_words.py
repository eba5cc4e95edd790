"""Words of a pack that name or fit nothing: one thing broken at a time, and the fault that a rule author reads."""

from __future__ import annotations

import pytest

from evaluator.errors import Fault, PackError
from evaluator.packs import load_pack

X, XGAPS, FIELDS, HEAD = "x/criterion.toml", "x/gaps.toml", "fields.toml", "pack.toml"
LOGIC = 'logic = { all = ["X.specified", "X.people"] }'
PEOPLE_ID = 'id = "X.people"\nforce = "required"'
LAST_APPLIES = '{ then = "yes" },'
NO = '{ when = "measure.type = structure", then = "no", says = "Structures are left out." }'
IN_ORDER = "cases with a condition, and a last one without"
FORCE = "required checks, and only they, in the logic"

Change = tuple[str, str, str]
PART = """
[[part]]
id = "X.part"
asks = "Both?"
logic = { all = ["X.specified", "X.people"] }
"""


def faults(small, *changes: Change) -> list[Fault]:
    with pytest.raises(PackError) as caught:
        load_pack(small(*changes))
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            (FIELDS, "", '["measure.titel"]\nlabel = "T"\nkind = "fact"\n'),
            ("measure.titel", "a field that proposals do not have", "'measure.title'"),
        ),
        (
            (FIELDS, "", '["qqqq"]\nlabel = "T"\nkind = "fact"\n'),
            ("qqqq", "a field that proposals do not have", "a field of the proposal"),
        ),
        (
            (FIELDS, 'label = "Type"', 'label = "Type"\ntype = "text"'),
            (
                "measure.type",
                "type or choices of a field of the proposal",
                "them left out: the form of proposals says them",
            ),
        ),
        (
            (FIELDS, 'label = "Type"', 'label = "Type"\nrelevant = "measure.titel = a"'),
            ("measure.type", "the field 'measure.titel' in 'measure.titel = a'", "'measure.title'"),
        ),
        (
            (HEAD, "", 'applies = [{ then = "no", when = "measure.type = structure" }]'),
            ("applies", "a 'no' without its reason", "'says', the sentence that a reader gets"),
        ),
        (
            (HEAD, "", 'applies = [{ then = "yes" }]'),
            (
                "applies",
                "a case without a condition before others",
                "a condition in every case but the last of a criterion",
            ),
        ),
        (
            (X, LAST_APPLIES, '{ then = "undecided", needs = "measure.titel" },'),
            ("applies", "needs = 'measure.titel'", "the field whose answer would decide"),
        ),
        ((X, LAST_APPLIES, ""), ("applies", "a last case with a condition", "a last case that always holds")),
        (
            (X, NO, '{ then = "judgement" }'),
            (
                "applies",
                "a case without a condition before others",
                "a condition in every case but the last of a criterion",
            ),
        ),
        (
            (X, "measure.type = structure", "measure.type = structur"),
            ("applies", "'structur' in 'measure.type = structur'", "'structure'"),
        ),
        (
            (X, 'title = "Small criterion"', 'title = "S"\nstatus = "retired"'),
            ("X", "status = 'retired' alone", "status_why or status_since, which readers get"),
        ),
        (
            (X, LOGIC, 'logic = { all = ["X.specified", "X.people", "X.specified"] }'),
            ("X.specified", "a member used twice", "each part and check once in the logic"),
        ),
        (
            (X, LOGIC, 'logic = { all = ["X.specified", "X.people", "X.peple"] }'),
            ("X", "the member 'X.peple'", "'X.people'"),
        ),
        (
            (X, LOGIC, 'logic = { all = ["X.specified", "X.people", "qqqq"] }'),
            ("X", "the member 'qqqq'", "the id of a part or check"),
        ),
        ((X, LOGIC, 'logic = { all = ["X.specified"] }'), ("X.people", "a required check outside the logic", FORCE)),
        (
            (X, PEOPLE_ID, 'id = "X.people"\nforce = "supporting"\nattach = "X"'),
            ("X.people", "a check in the logic that is not required", FORCE),
        ),
        (
            (X, LOGIC, 'logic = { at_least = 3, of = ["X.specified", "X.people"] }'),
            ("X", "at_least = 3 of 2", "a number that the members can reach"),
        ),
        (
            (X, LOGIC, 'logic = { all = [{ any = [{ all = ["X.specified", "X.people"] }] }] }'),
            ("X", "a group three levels deep", "at most two levels inside a part; name a part instead"),
        ),
        ((X, LOGIC, 'logic = { any = ["X.specified", "X.people"], gap = "wrte" }'), ("X", "gap = 'wrte'", "'write'")),
        ((X, 'gap = "cite"', 'gap = "qqqq"'), ("X.specified", "gap = 'qqqq'", "an id of gaps.toml")),
        (
            (X, ', gap = "cite"', ""),
            ("X.specified", "a case with then = 'unknown' and no gap", "'gap', the remedy in gaps.toml"),
        ),
        (
            (X, ', question = "Enough?"', ""),
            ("X.people", "a judgement without its question", "'question', what the panel is asked"),
        ),
        (
            (X, '{ then = "unknown", says = "Nobody is named.", gap = "people" },', ""),
            ("X.people", "cases out of order", IN_ORDER),
        ),
        ((X, 'when = "development.members is answered", ', ""), ("X.people", "cases out of order", IN_ORDER)),
        (
            (X, "measure.type = structure", "grades(measure.type) in [high]"),
            (
                "applies",
                "'grades' in 'grades(measure.type) in [high]'",
                "a table of tables/, which the pack does not have",
            ),
        ),
        ((X, "At least {@enough}", "At least {@enuogh}"), ("X.people", "{@enuogh}", "a threshold of thresholds.toml")),
        (
            (X, "Few took part.", "{measure.titel} is small."),
            ("X.people", "{measure.titel} in a sentence", "{measure.title}"),
        ),
        (
            (X, "Few took part.", "{qqqq} is small."),
            ("X.people", "{qqqq} in a sentence", "{evidence}, {item} or a field"),
        ),
        ((X, "", PART), ("X.part", "a part that no logic names", "a place in the logic")),
        (
            (XGAPS, 'where = "development.members"', 'where = "development.membrs"'),
            ("people", "where = 'development.membrs'", "'development.members'"),
        ),
        (
            (XGAPS, 'where = "development.members"', 'where = "qqqq"'),
            ("people", "where = 'qqqq'", "a field of the proposal"),
        ),
    ],
)
def test_a_word_that_fits_nothing_is_named_in_its_place(small, change, told):
    noted = faults(small, change)

    assert (f"small/{change[0]}", *told) in [(one.file, one.where, one.found, one.expected) for one in noted]


def test_a_remedy_with_a_wrong_field_names_the_line_it_stands_on(small):
    (fault,) = faults(small, (XGAPS, 'where = "development.members"', 'where = "development.membrs"'))

    assert (fault.file, fault.line) == ("small/x/gaps.toml", 28)


SUPPORTING = """
[[check]]
id = "X.extra"
force = "supporting"
attach = "X.specifed"
asks = "Anything else?"
case = [{ then = "true", says = "{item}, {evidence}." }]
"""
OVER_A_TITLE = """
over = "measure.title"
empty = [{ then = "judgement", says = "None.", question = "Why?" }]
"""
LISTED = 'logic = { all = ["X.part"] }'


@pytest.mark.parametrize(
    ("changes", "where", "found", "expected"),
    [
        ([(X, "", SUPPORTING)], "X.extra", "attach = 'X.specifed'", "the criterion, part or check that it belongs to"),
        (
            [(X, LOGIC, LISTED), (X, "", PART + OVER_A_TITLE)],
            "X.part",
            "over = 'measure.title'",
            "a list of the proposal",
        ),
        (
            [(X, LOGIC, LISTED), (X, "", PART + 'over = "development.members"')],
            "X.part",
            "no case for an empty list",
            "'empty', with a last case that always holds",
        ),
        ([(X, LOGIC, LISTED), (X, "", PART + 'gap = "wrte"')], "X.part", "gap = 'wrte'", "'write'"),
        (
            [
                (X, 'title = "Small criterion"', 'title = "S"\naliases = ["old", "form.title"]'),
                ("form/criterion.toml", 'title = "Form"', 'title = "Form"\naliases = ["old"]'),
            ],
            "old",
            "an alias used twice",
            "an alias of one criterion or check",
        ),
        (
            [(X, 'title = "Small criterion"', 'title = "S"\naliases = ["form.title"]')],
            "form.title",
            "an alias that is an id in use",
            "an id that is used no longer",
        ),
    ],
)
def test_a_part_check_or_alias_that_fits_nothing_is_named(small, changes, where, found, expected):
    noted = faults(small, *changes)

    assert (where, found, expected) in [(one.where, one.found, one.expected) for one in noted]


AMBIGUITY = """
[people]
where = "X"
question = "Do people count?"
ours = "both"
why = "Ours."
readings = { both = "Both.", one = "One." }
"""


@pytest.mark.parametrize(
    ("logic", "found", "expected"),
    [
        (
            'both = { all = ["X.specified", "X.people"] }',
            "logic for the readings both",
            "one for each reading of 'people'",
        ),
        (
            'both = { all = ["X.specified", "X.people"] }, one = { all = ["X.specified"] }',
            "other members under the reading 'one'",
            "the same parts and checks",
        ),
    ],
)
def test_logic_by_reading_covers_each_reading_and_the_same_checks(small, logic, found, expected):
    (fault,) = faults(
        small, ("ambiguities.toml", "", AMBIGUITY), (X, LOGIC, f'logic = {{ by_reading = "people", {logic} }}')
    )

    assert (fault.file, fault.where, fault.found, fault.expected) == ("small/" + X, "X", found, expected)


def test_logic_by_reading_without_any_is_a_fault(small):
    noted = faults(small, ("ambiguities.toml", "", AMBIGUITY), (X, LOGIC, 'logic = { by_reading = "people" }'))

    assert ("X", "logic for the readings ") in [(one.where, one.found) for one in noted]


def test_logic_by_an_ambiguity_that_is_not_there_is_a_fault(small):
    written = 'logic = { by_reading = "qqqq", both = { all = ["X.specified", "X.people"] } }'

    assert "logic for the readings both" in [one.found for one in faults(small, (X, LOGIC, written))]


def test_logic_by_reading_that_covers_each_is_read(small):
    both, either = '{ all = ["X.specified", "X.people"] }', '{ any = ["X.specified", "X.people"], gap = "write" }'
    written = f'logic = {{ by_reading = "people", both = {both}, one = {either} }}'

    pack = load_pack(small(("ambiguities.toml", "", AMBIGUITY), (X, LOGIC, written)))

    assert (pack.criteria[0].logic.mode, set(pack.criteria[0].alternatives)) == ("all", {"both", "one"})

"""Files of a pack that cannot be read, or hold something else than they should: every fault with file and key path."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator.errors import CalendarError, Fault, PackError, ProfileError
from evaluator.packs import load_pack
from evaluator.packs.own_calendar import read_calendar

X = "x/criterion.toml"
LOGIC = 'logic = { all = ["X.specified", "X.people"] }'
ONE_OF = "one of { all = […] }, { any = […] } or { at_least = 2, of = […] }"
SILENT = 'silent = { then = "unknown", says = "Nothing is said.", gap = "write" }'


def faults(folder: str) -> list[Fault]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("logic", "where", "found", "expected"),
    [
        ('logic = "X.specified"', "X", "'X.specified'", ONE_OF),
        ('logic = { most = ["X.specified"] }', "X", "{'most': ['X.specified']}", ONE_OF),
        ('logic = { all = ["X.specified"], any = [] }', "X", "{'all': ['X.specified'], 'any': []}", ONE_OF),
        ("", "X", "None", ONE_OF),
        ("logic = { all = [] }", "X", "no members", "a list of ids of parts or checks"),
        ('logic = { any = "X.people" }', "X", "no members", "a list of ids of parts or checks"),
        ("logic = { at_least = 2 }", "X", "no members", "a list of ids of parts or checks"),
        ("logic = { all = [3] }", "X", "3", ONE_OF),
    ],
)
def test_logic_that_is_none_names_the_criterion(small, logic, where, found, expected):
    noted = faults(small((X, LOGIC, logic)))

    assert (f"small/{X}", where, found, expected) in [(one.file, one.where, one.found, one.expected) for one in noted]


def test_a_ladder_needs_its_last_rung(small):
    (fault,) = faults(small((X, SILENT, "")))

    assert (fault.file, fault.where, fault.found) == (f"small/{X}", "X.specified", "a ladder without its last rung")
    assert fault.line is not None
    assert "'silent'" in fault.expected


@pytest.mark.parametrize(
    ("file", "bytes_of_it", "found", "expected"),
    [
        ("fields.toml", b'label = "\xff"', "bytes that are not UTF-8", "UTF-8 text"),
        (X, b"id = X", "no TOML at character 6 (invalid value)", "TOML"),
        ("x/gaps.toml", b"[one]\n[one]", "no TOML at character 5 (cannot declare", "TOML"),
        ("fields.toml", None, "no such file", "a TOML file"),
        (X, None, "no such file", "a TOML file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(small, file, bytes_of_it, found, expected):
    folder = small()
    path = Path(folder, file)
    path.unlink() if bytes_of_it is None else path.write_bytes(bytes_of_it)

    fault = faults(folder)[0]

    assert (fault.file, fault.expected) == (f"small/{file}", expected)
    assert found in fault.found
    assert fault.line == (bytes_of_it.count(b"\n") + 1 if expected == "TOML" else None)


@pytest.mark.parametrize("file", ["fields.toml", X, "x/gaps.toml", "ambiguities.toml", "wording.toml"])
def test_a_file_that_is_there_and_cannot_be_read_is_a_fault_though_it_could_be_left_out(small, file):
    """Without what it says, another pack would be in force."""
    folder = small()
    path = Path(folder, file)
    path.unlink(missing_ok=True)
    path.mkdir()

    fault = faults(folder)[0]

    assert (fault.file, fault.found) == (f"small/{file}", "a file that cannot be read (Is a directory)")
    assert fault.next_step == "See that you may read it."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("fields.toml", 'label = "Title"', "label = 3"),
            ("measure.title.label", "3", "a text"),
        ),
        (
            ("fields.toml", 'label = "Title"', 'lable = "T"\nlabel = "T"'),
            ("measure.title.lable", "the unknown key 'lable'", "'label'"),
        ),
        (("fields.toml", 'label = "Title"', ""), ("measure.title.label", "nothing", "the key 'label'")),
        (
            ("pack.toml", 'title = "Small"', "zzz = 1\ntitle = 'S'"),
            ("zzz", "the unknown key 'zzz'", "a key named in docs/pack-format.md"),
        ),
        (("pack.toml", 'title = "Small"', "title = ['Small']"), ("title", "['Small']", "a text")),
        (("x/gaps.toml", "", "[[odd]]\n"), ("3", "[{}]", "a group of keys")),
        (("x/gaps.toml", "effort =", "efort ="), ("write.efort", "the unknown key 'efort'", "'effort'")),
        ((X, 'says = "Claimed.", ', ""), ("checks.X.specified.cases.1.says", "nothing", "the key 'says'")),
        (
            ("pack.toml", 'order = ["x"]', 'order = "x"'),
            ("form, order", "something else", "the folder of the form check and a list of folders of criteria"),
        ),
    ],
)
def test_a_wrong_type_or_key_is_named_with_its_key_path(small, change, told):
    noted = faults(small(change))

    assert (f"small/{change[0]}", *told) in [(one.file, one.where, one.found, one.expected) for one in noted]


@pytest.mark.parametrize(
    ("text", "found"),
    [("rule = [3]", "3"), ("lists = 3\n[[rule]]\nid = 'a'", "{'id': 'a'}")],
)
def test_a_wording_rule_that_is_no_table_is_named(small, text, found):
    fault = faults(small(("wording.toml", "", text)))[0]

    assert (fault.file, fault.where, fault.found) == ("small/wording.toml", "rule", found)


def test_a_meeting_that_is_no_table_is_named(tmp_path):
    path = tmp_path / "calendar.toml"
    path.write_text("meeting = [3]")

    with pytest.raises(CalendarError, match="meeting 1: found 3; expected a \\[\\[meeting\\]\\] with its dates"):
        read_calendar(str(path))


@pytest.mark.parametrize(
    ("text", "where"),
    [("gaps = 3", "gaps"), ("[gaps]\n'X.people' = 3", "gaps.X.people"), ("criteria = 3", "criteria")],
)
def test_a_profile_with_something_else_than_a_table_is_named(tmp_path, text, where):
    path = tmp_path / "mine.toml"
    path.write_text(f'id = "mine"\ntitle = "Mine"\nauthor = "Me"\npack = "small"\n{text}\n')

    with pytest.raises(ProfileError) as caught:
        load_pack(None, str(path))

    assert where in [fault.where for fault in caught.value.faults]


def test_semantic_faults_are_told_all_at_once_with_file_id_and_key_path(cat2, small):
    folder = small(
        ("fields.toml", "", '["measure.titel"]\nlabel = "T"\nkind = "fact"\n'),
        (X, 'gap = "cite"', 'gap = "cit"'),
        (X, ', question = "Enough?"', ""),
        (X, "count development.members", "count development.membrs"),
        (X, "measure.type = structure", "measure.type is"),
    )

    ran = cat2("pack", "show", folder)

    assert ran.code == 2
    assert "5 faults in the criteria pack" in ran.err
    words = " ".join(ran.err.split())
    for told in (
        "measure.titel: found a field that proposals do not have; expected 'measure.title'",
        "X.specified: found gap = 'cit'; expected 'cite'",
        "X.people: found a judgement without its question",
        "'development.members'",
        "applies: found the end at column 16 in 'measure.type is'",
    ):
        assert told in words
    assert f"small/{X}:" in ran.err


def test_a_pack_that_extends_itself_in_a_circle_is_refused(cat2, small):
    first, second = (
        small(folder="one"),
        small(("pack.toml", 'title = "Small"', 'title = "S"\nextends = "../one"'), folder="two"),
    )
    head = Path(first, "pack.toml")
    head.write_text(head.read_text() + 'extends = "../two"\n')

    ran = cat2("pack", "show", second)

    assert ran.code == 2
    assert "a circle:" in ran.err


def test_faulty_house_criteria_in_a_profile_and_beside_it_are_told_at_once(tmp_path):
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "criterion.toml").write_text('id = "H2"\ntitle = "Beside"\nlogic = { all = ["H2.a"] }\n')
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\ntitle = "Mine"\nauthor = "Me"\npack = "measure-evaluation"\ncriteria = ["beside"]\n'
        '[[criterion]]\nid = "H1"\ntitle = "In place"\nlogic = { all = ["H1.a"] }\n'
    )

    with pytest.raises(ProfileError) as caught:
        load_pack(None, str(path))

    told = [(Path(fault.file).name, fault.where, fault.expected) for fault in caught.value.faults]
    assert ("mine.toml", "criterion.H1.asks", "the key 'asks'") in told
    assert ("criterion.toml", "asks", "the key 'asks'") in told

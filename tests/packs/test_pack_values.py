"""Whatever stands under a key of a pack: it is read, or it is a fault of the pack, and never anything else."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from small_pack import FILES

from evaluator.engine import compile_pack
from evaluator.errors import PackError
from evaluator.packs import load_pack
from evaluator.packs.crosswalk import renamed_ids
from evaluator.packs.reading import load_examples

X, HEAD, EXAMPLES = "x/criterion.toml", "pack.toml", "x/examples.toml"
AMBIGUITIES = """
[people]
where = "X"
question = "Do people count?"
readings = { both = "Both.", one = "One." }
ours = "both"
why = "Ours."
"""
BESIDE = {
    "ambiguities.toml": AMBIGUITIES,
    "tables/grades.toml": """
title = "Grades"
keys = ["grade"]
result = "strength"
row = [{ grade = "A", strength = "strong" }]
""",
    "wording.toml": """
lists = { texts = ["measure.title"] }
[[rule]]
id = "wording.vague"
criterion = "X"
fields = "texts"
asks = "Is it vague?"
says = "{found} is vague."
phrases = [{ find = ["some"], better = "Say how many." }]
""",
    "calendar.toml": """
release = [{ month = 3, day = 15 }]
says = "Released in March."
silent_on = "Deadlines."
of = "Nobody"
read = 2026-01-01
url = "https://example.org"
target = "change.target_deadline"
""",
    "crosswalk.toml": 'since = "2025-01"\nretired = ["X.old"]\nrenamed = { "X.older" = "X.people" }\n',
}
MORE = {
    HEAD: 'define = { one = "measure.title is answered" }\nlead = { field = "measure.title", title = "T" }\n'
    'applies = [{ when = "measure.title = x", then = "no", says = "No." }]\n',
    X: """
[[part]]
id = "X.part"
asks = "Is it?"
logic = { all = ["X.people"] }
[[clause]]
words = "enough"
checks = ["X.people"]
[quote]
words = "Specified, by enough people"
of = "Nobody"
read = 2026-01-01
[define]
two = "one and reading.people = both"
[of_no_clause]
"X.specified" = "It is ours."
""",
}
SOUND = {
    **{name: text + MORE.get(name, "") for name, text in FILES.items()},
    **BESIDE,
    X: FILES[X].replace('"X.people"] }', '"X.part"] }', 1) + MORE[X],
}
WHOLE = {name: tomli.loads(text) for name, text in SOUND.items()}
VALUES: tuple[Any, ...] = (5, "x", ["x"], {})
# Those of a check and its ladder too, of a part and of an example, and keys that no file has.
PLACES = [(name, (key,)) for name, data in WHOLE.items() for key in data]
PLACES += [
    (name, (key, number, inner))
    for name, data in WHOLE.items()
    for key, rows in data.items()
    if isinstance(rows, list)
    for number, row in enumerate(rows)
    if isinstance(row, dict)
    for inner in row
]
PLACES += [
    (name, (key, inner))
    for name, data in WHOLE.items()
    for key, table in data.items()
    if isinstance(table, dict)
    for inner in table
]
PLACES += [(HEAD, (key,)) for key in ("extends", "overrides", "profile", "digest", "base_digest", "criteria", "fields")]
PLACES += [
    (X, (key,)) for key in ("gaps", "checks", "parts", "clauses", "alternatives", "reading", "aliases", "status")
]


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write a pack as TOML and give its folder; of a change only the file that it is in."""

    def write(name: str, text: str) -> str:
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(tmp_path / "small")

    for name, text in SOUND.items():
        write(name, text)
    return write


def test_the_pack_that_is_changed_is_sound(write) -> None:
    folder = write("pack.toml", _toml(WHOLE[HEAD]))

    pack = load_pack(folder)

    assert len(load_examples(folder, pack)["X"]) > 1
    assert renamed_ids(folder, pack)


@pytest.mark.parametrize("name", SOUND)
def test_any_value_is_read_or_is_a_fault_of_the_pack(write, name: str) -> None:
    for place in (place for file, place in PLACES if file == name):
        for value in VALUES:
            folder = write(name, _toml(_replaced(WHOLE[name], place, value)))
            _read_or_refused(folder, f"{name}: {place} = {value!r}")


@pytest.mark.parametrize("name", [HEAD, X, "wording.toml"])
def test_in_a_pack_that_extends_another_too(write, name: str) -> None:
    base = write(HEAD, SOUND[HEAD])
    folder = Path(base).with_name("own")
    head = {"id": "own", "edition": "1", "title": "Own", "author": "Me", "extends": base, "order": ["x"]}
    head |= {"overrides": ["X"], "define": {"three": "one"}}
    own = {HEAD: head, X: WHOLE[X], "x/gaps.toml": WHOLE["x/gaps.toml"], "wording.toml": {}}
    for file, data in own.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(_toml(data))
    assert load_pack(str(folder)).define.keys() == {"one", "three"}

    for key in (*own[name], "rule", "lists", "form", "lead"):
        for value in VALUES:
            (folder / name).write_text(_toml({**own[name], key: value}))
            _read_or_refused(str(folder), f"{name}: {key} = {value!r}")


def _read_or_refused(folder: str, what: str) -> None:
    try:
        pack = load_pack(folder)
        compile_pack(pack)
        load_examples(folder, pack)
        renamed_ids(folder, pack)
    except PackError as error:
        told = [bool(fault.found and fault.expected) for fault in error.faults]
    except Exception as error:
        error.add_note(what)
        raise
    else:
        told = [True]
    assert told, what
    assert all(told), what


@pytest.mark.parametrize(
    ("change", "where", "found"),
    [
        (
            (X, 'silent = { then = "unknown", says = "Nothing is said.", gap = "write" }', 'silent = "unknown"'),
            "X.specified",
            "silent = 'unknown'",
        ),
        ((X, 'ladder = "risk_adjustment.specification"', "ladder = 5"), "X.specified", "ladder = 5"),
        ((HEAD, "id =", "base_digest = 5\nid ="), "base_digest", "the unknown key 'base_digest'"),
        ((HEAD, "id =", "overide = 5\nid ="), "overide", "the unknown key 'overide'"),
        (
            (HEAD, 'lead = { field = "measure.title"', 'lead = { field = "measure.titel"'),
            "lead",
            "field = 'measure.titel'",
        ),
        ((HEAD, 'lead = { field = "measure.title"', 'lead = { field = "qqqq"'), "lead", "field = 'qqqq'"),
        (("ambiguities.toml", 'ours = "both"', 'ours = "bth"'), "people.ours", "'bth'"),
        (("ambiguities.toml", 'ours = "both"', 'ours = "nonsense"'), "people.ours", "'nonsense'"),
        (("fields.toml", 'label = "Type"', 'label = "Type"\nevidence = ["yaer"]'), "measure.type", "'yaer'"),
        ((X, "Nothing is said.", "Nothing is said of {codes[].code}."), "X.specified", "{codes[].code} in a sentence"),
        ((X, 'id = "X.part"', 'id = "X.part"\nover = "codes[].channels"'), "X.part", "over = 'codes[].channels'"),
    ],
)
def test_what_is_none_of_the_format_is_named(write, change, where, found) -> None:
    file, old, new = change
    assert old in SOUND[file]
    folder = write(file, SOUND[file].replace(old, new, 1))

    with pytest.raises(PackError) as caught:
        load_pack(folder)

    assert (f"small/{file}", where, found) in [(one.file, one.where, one.found) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("file", "key", "value", "found"),
    [
        (X, "check", 5, "5"),
        (X, "check", ["x"], "['x']"),
        (X, "part", "x", "'x'"),
        ("wording.toml", "rule", 5, "5"),
    ],
)
def test_what_is_no_list_of_tables_is_named(write, file, key, value, found) -> None:
    folder = write(file, _toml({**WHOLE[file], key: value}))

    with pytest.raises(PackError) as caught:
        load_pack(folder)

    assert (f"small/{file}", key, found) in [(one.file, one.where, one.found) for one in caught.value.faults]


def test_examples_that_are_no_tables_are_named(write) -> None:
    folder = write(EXAMPLES, 'example = ["x"]')

    with pytest.raises(PackError, match=r"example: found \['x'\]; expected \[\[example\]\], a table for each"):
        load_examples(folder, load_pack(folder))


@pytest.mark.parametrize(("ours", "expected"), [("bth", "'both'"), ("nonsense", "one of its readings: both, one")])
def test_our_reading_is_one_of_the_readings(write, ours, expected) -> None:
    folder = write("ambiguities.toml", AMBIGUITIES.replace('ours = "both"', f'ours = "{ours}"'))

    with pytest.raises(PackError) as caught:
        load_pack(folder)

    assert [(one.line, one.expected) for one in caught.value.faults] == [(6, expected)]


def test_an_ambiguity_without_readings_says_so(write) -> None:
    text = AMBIGUITIES.replace('{ both = "Both.", one = "One." }', "{}")
    folder = write("ambiguities.toml", text)

    with pytest.raises(PackError, match="one of its readings: of which there are none"):
        load_pack(folder)


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_criterion_is_a_fault(write, text) -> None:
    folder = write(X, text)

    with pytest.raises(PackError, match="an empty file; expected a criterion"):
        load_pack(folder)


def test_a_folder_with_a_name_that_no_file_can_have_is_no_such_file(write) -> None:
    folder = write(HEAD, SOUND[HEAD].replace('order = ["x"]', 'order = ["x\\u0000"]'))

    with pytest.raises(PackError, match="no such file"):
        load_pack(folder)


def test_an_unknown_key_beside_the_examples_is_a_fault(write) -> None:
    folder = write(EXAMPLES, "exmaple = 5\n" + SOUND[EXAMPLES])

    with pytest.raises(PackError, match="the unknown key 'exmaple'"):
        load_examples(folder, load_pack(folder))


def _replaced(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    step, *rest = place
    if isinstance(data, list):
        return [_replaced(one, tuple(rest), value) if number == step else one for number, one in enumerate(data)]
    return {**data, step: _replaced(data.get(step), tuple(rest), value)}


def _toml(data: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in data.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)

"""Packs and profiles that cannot be read to the end: each fault with its file, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator.errors import PackError, ProfileError
from evaluator.model.criteria import FieldGuide
from evaluator.packs import load_pack
from evaluator.packs.own_fields import answers_of
from evaluator.packs.profile_file import read_profile
from evaluator.packs.reading import load_examples


@pytest.mark.parametrize(
    ("file", "before", "after", "where", "found"),
    [
        ("pack.toml", 'form = "form"', "form = 3", "form, order", "something else"),
        ("pack.toml", '"c-burden-and-use"', '"c-burden"', "", "no such file"),
        ("pack.toml", 'title = "AMA', 'titel = "AMA', "titel", "the unknown key 'titel'"),
        ("c-burden-and-use/criterion.toml", 'title = "', 'titel = "', "title", "nothing"),
        ("thresholds.toml", "value = 30", 'value = "thirty"', "comment_period.value", "'thirty'"),
    ],
)
def test_a_pack_that_cannot_be_read(  # noqa: PLR0913, PLR0917  a fault has its place and its words
    pack_copy: Path, file: str, before: str, after: str, where: str, found: str
) -> None:
    path = pack_copy / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_pack(str(pack_copy))

    assert any(each.where.startswith(where) and found in each.found for each in caught.value.faults)


def test_faulty_examples_are_told(pack_copy: Path) -> None:
    pack = load_pack(str(pack_copy))
    path = pack_copy / "c-burden-and-use" / "examples.toml"
    path.write_text('[[example]]\nid = "one"\nfinding = "met"\n', encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_examples(str(pack_copy), pack)

    assert [each.where for each in caught.value.faults] == ["example.one.shows"]


def test_an_empty_profile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("", encoding="utf-8")

    with pytest.raises(ProfileError) as caught:
        read_profile(str(path))

    assert [each.found for each in caught.value.faults] == ["an empty file"]


def test_an_answer_of_ones_own_has_the_five_states() -> None:
    text, number = (answers_of(FieldGuide(label="x", kind="fact", type=kind)) for kind in ("text", "number"))

    assert text.validate_python("Said.").state == "answered"
    assert [text.validate_python(word).state for word in ("unknown", "absent", "", None)] == [
        "unknown",
        "absent",
        "blank",
        "blank",
    ]
    assert text.validate_python({"not_applicable": "So."}).reason == "So."
    assert str(number.validate_python({"value": 3, "evidence": ["E1"]}).value) == "3"

"""Faulty review files are told whole, with line, what was found and what would be right; and nothing is believed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from review_files import CONDITION, EVALUATOR, EXAMPLES, RESOLVED, begun, example, filled, overridden, saved

from evaluator.errors import ReviewError
from evaluator.model.review import Review
from evaluator.proposals.yaml_text import yaml_document
from evaluator.review.digests import review_digest, seal_of
from evaluator.review.reading import read_review
from evaluator.review.scaffold import Wishes, review_scaffold
from evaluator.review.schema import review_schema

LEG = "outcome-for-judgement"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
SCHEMA = Draft202012Validator(review_schema())


def told(data: Any, folder: Path) -> str:
    with pytest.raises(ReviewError) as error:
        read_review(saved(data, folder / "r.json"))
    return str(error.value)


def told_of(entries: dict[str, dict[str, Any]], folder: Path, **wishes: Any) -> str:
    return told(filled(begun(example(LEG), **wishes), entries), folder)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blind", [False, True], ids=["open", "blind"])
def test_what_is_begun_reads_back_and_decides_nothing(name, blind, tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(review_scaffold(EVALUATOR, example(name), Wishes(blind=blind, all_checks=not blind)), "utf-8")

    review = read_review(str(path)).review

    assert review.record.blind == blind
    assert all(not entry.model_dump(exclude_none=True) for entry in review.entries.values())
    assert list(review.entries) == list(review.record.entries)
    assert review.record.seal == seal_of(review.record)
    assert list(SCHEMA.iter_errors(yaml_document(path.read_text("utf-8")).data)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_blind_round_shows_nothing_of_what_was_found(name):
    text = review_scaffold(EVALUATOR, example(name), Wishes(blind=True))

    for words in ("The program found", "For the panel", "Documented", "Incomplete", "found:", '"found"'):
        assert words not in text
    for gap in (gap for one in EVALUATOR.evaluate(example(name)).criteria for gap in one.gaps):
        assert gap.title not in text


def test_what_an_applicant_writes_stays_in_its_comment(tmp_path):
    data = example(LEG)
    nasty = "x\nentries:\n  A:\n    disposition: affirmed\u2028reviewer: Mallory\u0085\r- \x1b[31m"
    title = data.measure.title.__class__(state="answered", value=nasty)
    proposal = data.model_copy(update={"measure": data.measure.model_copy(update={"title": title}), "id": ""})
    path = tmp_path / "r.yaml"
    path.write_text(review_scaffold(EVALUATOR, proposal, Wishes()), "utf-8")

    review = read_review(str(path)).review

    assert review.reviewer == ""
    assert all(entry.disposition is None for entry in review.entries.values())
    assert review.record.proposal.title.split() == nasty.split()


def test_yaml_and_json_of_one_review_have_one_digest(tmp_path):
    text = review_scaffold(EVALUATOR, example(LEG), Wishes("Reviewer 1"))
    (tmp_path / "r.yaml").write_text(text, "utf-8")
    (tmp_path / "r.json").write_text(json.dumps(yaml_document(text).data), "utf-8")

    one, other = (read_review(str(tmp_path / name)).review for name in ("r.yaml", "r.json"))

    assert review_digest(one) == review_digest(other)
    assert Review.model_validate(one.model_dump(by_alias=True)) == one


def test_what_is_filled_in_fits_the_published_schema():
    data = filled(begun(example(LEG)), {"A": CONDITION, "B": {**RESOLVED, "vote": {"for": 3}}, "C": {"comment": ""}})

    assert list(SCHEMA.iter_errors(data)) == []
    assert list(SCHEMA.iter_errors(filled(data, {"A": {"disposition": "waived"}})))
    assert list(SCHEMA.iter_errors(filled(data, {"A": {"verdict": "met"}})))


@pytest.mark.parametrize(
    ("entry", "where", "words"),
    [
        ({"disposition": "affirm"}, "entries.A.disposition", '"affirm"; expected one of affirmed, resolved'),
        ({"disposition": "affirm"}, "", 'Did you mean "affirmed"?'),
        ({"dispositon": "affirmed"}, "", 'the unknown key "dispositon"'),
        ({"dispositon": "affirmed"}, "", 'Did you mean "disposition"?'),
        ({"disposition": "resolved", "to": "met", "rationale": "x"}, "entries.A.disposition", "needs_judgement"),
        ({"disposition": "overridden", "to": "not_met"}, "entries.A.rationale", "found nothing; expected the reason"),
        ({"disposition": "overridden", "rationale": "x"}, "entries.A.to", "found nothing; expected the finding"),
        ({"disposition": "overridden", "to": "met", "rationale": "x"}, "entries.A.to", "which is what was found"),
        (
            {"disposition": "overridden", "to": "passed", "rationale": "x"},
            "entries.A.to",
            "expected one of met, not_met",
        ),
        ({"disposition": "conditional"}, "entries.A.condition", "what has to be done"),
        ({"disposition": "conditional"}, "entries.A.owner", "who sees to it"),
        ({"disposition": "conditional"}, "entries.A.due", "the day by which"),
        ({**CONDITION, "due": "1 March"}, "entries.A.due", '"1 March"; expected a date of the calendar'),
        ({**CONDITION, "due": "2027-02-30"}, "entries.A.due", "a date of the calendar"),
        ({**CONDITION, "due": "1027-03-01"}, "entries.A.due", "a date of the calendar between 1900 and 2200"),
        ({**CONDITION, "to": "met"}, "entries.A.to", '"met" with "conditional"'),
        ({"disposition": "deferred"}, "entries.A.rationale", '"deferred" needs it'),
        ({"disposition": "deferred", "rationale": "TBD"}, "entries.A.rationale", '"TBD"; expected the reason in words'),
        ({**CONDITION, "condition": "…"}, "entries.A.condition", "expected what has to be done"),
        ({**CONDITION, "owner": "TBD"}, "entries.A.owner", '"TBD"; expected who sees to it'),
        ({"disposition": "affirmed", "owner": "Me"}, "entries.A.owner", 'It belongs to "conditional"'),
        ({"rationale": "x"}, "entries.A.rationale", "found it without a disposition"),
        ({"rating": "met"}, "entries.A.rating", "Ratings belong to a blind round"),
        ({"disposition": "affirmed", "reason": "because"}, "entries.A.reason", "one of evidence, wording"),
        ({"disposition": "affirmed", "comment": 5}, "entries.A.comment", "the number 5; expected text"),
        ({"disposition": "affirmed", "vote": "5 to 2"}, "entries.A.vote", "a group such as {for: 5, against: 1"),
        ({"disposition": "affirmed", "vote": {"for": -1}}, "entries.A.vote.for", "a whole number, 0 or more"),
        ({"disposition": "affirmed", "vote": {"for": 2.5}}, "entries.A.vote.for", "a whole number, 0 or more"),
        ({"disposition": "affirmed", "vote": {"yes": 5}}, "entries.A.vote.yes", "one of for, against, abstained"),
        ({"disposition": "affirmed", "vote": {"for": 2, "against": 3}}, "entries.A.vote", "2 for and 3 against"),
        ({"disposition": "affirmed", "vote": {"for": 0, "against": 0}}, "entries.A.vote.for", "no vote for it"),
        ({"disposition": "affirmed", "vote": {"for": 5, "eligible": 4}}, "entries.A.vote.eligible", "at least the 5"),
        (
            {"disposition": "affirmed", "when": "2026-11-22", "expires": "2026-11-21"},
            "entries.A.expires",
            "a day not before 2026-11-22",
        ),
    ],
)
def test_each_fault_of_an_entry_is_told(entry, where, words, tmp_path):
    found = told_of({"A": entry}, tmp_path)

    assert where in found
    assert words in found
    assert "r.json:" in found
    assert "fault" in found


def test_a_question_is_resolved_to_met_or_not_met_only(tmp_path):
    found = told_of({"B": {**RESOLVED, "to": "incomplete"}}, tmp_path)

    assert 'entries.B.to: found "incomplete"; expected met or not_met' in found


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path):
    data = filled(begun(example(LEG)), {"A": {"disposition": "affirm"}, "E": overridden("met", when="soon")})
    data["entries"]["Z"] = {"disposition": "affirmed"}
    data["date"] = "yesterday"

    lines = told(data, tmp_path).splitlines()

    assert lines[0] == "4 faults in the review"
    assert [line.split(": ")[1] for line in lines[1:]] == [
        "date",
        "entries.A.disposition",
        "entries.E.when",
        "entries.Z",
    ]


def test_an_entry_that_was_not_written_is_told_with_the_near_miss(tmp_path):
    found = told_of({"B.influences": {"disposition": "affirmed"}}, tmp_path)

    assert 'an entry for "B.influences"' in found
    assert 'Did you mean "B.influence"?' in found


def test_nobody_speaks_without_a_name(tmp_path):
    found = told_of({"A": {"disposition": "affirmed"}}, tmp_path, reviewer="")

    assert "reviewer: found nothing; expected who reviewed" in found


def test_a_blind_round_takes_ratings_only(tmp_path):
    assert "only rating, rationale and comment" in told_of({"A": {"disposition": "affirmed"}}, tmp_path, blind=True)
    assert "one of met, not_met" in told_of({"A": {"rating": "good"}}, tmp_path, blind=True)


def test_nothing_is_said_of_what_could_not_be_evaluated(tmp_path):
    data = begun(example(LEG))
    data["record"]["entries"]["A"]["found"] = "error"
    data["record"]["seal"] = seal_of(Review.model_validate({**data, "entries": {}}).record)

    found = told(filled(data, {"A": {"disposition": "affirmed"}}), tmp_path)

    assert '"affirmed" of what could not be evaluated; expected no disposition' in found


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("cat2-review/2", "This version of cat2 reads no other"),
        ("cat2-proposal/1", "Begin with `cat2 review new`"),
        (None, "expected schema: cat2-review/1"),
    ],
)
def test_another_schema_is_told_alone(schema, words, tmp_path):
    found = told({**begun(example(LEG)), "schema": schema, "nonsense": 1}, tmp_path)

    assert "1 fault in the review" in found
    assert words in found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("entries", "A", "read"), "0123456789abcdef"),
        (("entries", "A", "found"), "needs_judgement"),
        (("proposal", "digest"), "0" * 64),
        (("ruler", "pack"), "ama-category-ii@2027-01#000000000000"),
        (("answers", "measure.type"), "0123456789abcdef"),
        (("blind",), True),
    ],
)
def test_a_record_that_was_changed_is_refused(path, value, tmp_path):
    data = begun(example(LEG))
    at = data["record"]
    for step in path[:-1]:
        at = at[step]
    assert at[path[-1]] != value
    at[path[-1]] = value

    assert "record.seal: found a record that its seal does not fit" in told(data, tmp_path)


def test_a_file_that_is_cut_off_is_refused_wherever_it_is_cut(tmp_path):
    text = review_scaffold(EVALUATOR, example("process-ready"), Wishes("Reviewer 1"))
    path = tmp_path / "r.yaml"
    lines = text.splitlines(keepends=True)

    for end in range(0, len(lines) - 1, 7):
        path.write_text("".join(lines[:end]), "utf-8")
        with pytest.raises(ReviewError):
            read_review(str(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing but comments"),
        (b"# only\n", "nothing but comments"),
        (b"- a\n- b\n", "a list of 2 rows"),
        (b"{", "r."),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"schema: cat2-review/1\nschema: x\n", "a second time"),
        (b"schema: cat2-review/1\nrecord: 5\nentries: []\n", "a group"),
        (b"schema: cat2-review/1\nentries:\n  A: yes\nrecord: {}\n", "a group of keys"),
        (b"a: b: c\n", "`key: value`"),
    ],
)
def test_what_is_no_review_is_told_in_words(content, words, tmp_path):
    path = tmp_path / "r.yaml"
    path.write_bytes(content)

    with pytest.raises(ReviewError) as error:
        read_review(str(path))

    assert words in str(error.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ReviewError, match="cannot be read"):
        read_review(str(tmp_path / "none.yaml"))


PLAIN = begun(example("process-ready"))
PIECES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["met", "affirmed", "2026-11-22"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["disposition", "to", "vote", "for", "A", "due", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(["entries", "record", "reviewer", "date", "A", "vote", "ruler"]), piece=PIECES)
def test_no_shape_of_a_file_ends_in_anything_but_words(place, piece, tmp_path):
    data = copy.deepcopy(PLAIN)
    holder = {"A": data["entries"], "vote": data["entries"]["A"], "ruler": data["record"]}.get(place, data)
    holder[place] = piece

    try:
        read_review(saved(data, tmp_path / "any.json"))
    except ReviewError as error:
        assert str(error).strip()  # noqa: PT017  either it reads, or it is told

"""A page is ready to be shown: in its order, in words, with the place of everything."""

from __future__ import annotations

from typing import Any, get_args

import pytest
import report_open_criteria as gapped
import report_other_criteria as criteria
from report_pieces import check, gap, read
from report_samples import deletion, evaluation, everything, nothing_open, recommended, source_map

from evaluator.model.criteria import Actor, Effort, Fixability, Force, Outcome
from evaluator.model.evaluation import (
    Applicability,
    FindingWord,
    LeadAnswer,
    Place,
    Readiness,
    RecommendationWord,
    Result,
)
from evaluator.rendering import words
from evaluator.rendering.page import page_of
from evaluator.rendering.page_shapes import Page
from evaluator.rendering.places import Places
from evaluator.rendering.readings import readings_of


def _page(places: dict[str, Place] | None = None, **changes: Any) -> Page:
    return page_of(
        Result(digest="0", evaluation=evaluation(**changes), source_map=source_map() if places is None else places)
    )


def _gaps(page: Page) -> list[str]:
    return [gap.title for group in page.gap_groups for about in group.subjects for gap in about.gaps]


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (FindingWord, words.FINDINGS),
        (Outcome, words.OUTCOMES),
        (RecommendationWord, words.RECOMMENDATIONS),
        (RecommendationWord, words.MEANINGS),
        (Actor, words.ACTORS),
        (Effort, words.EFFORTS),
        (Fixability, words.FIXABILITIES),
        (Force, words.FORCES),
    ],
)
def test_there_are_words_for_all_there_is(kind: Any, table: dict[str, object]) -> None:
    assert set(table) == set(get_args(kind))


def test_no_two_findings_look_alike() -> None:
    shown = [(mark.symbol, mark.word) for mark in words.FINDINGS.values()]

    assert len(set(shown)) == len(shown)
    assert (
        len({mark.symbol for mark in words.FINDINGS.values()}) == len(shown) - 1
    )  # two kinds of set aside share a dash


@pytest.mark.parametrize("word", get_args(RecommendationWord))
def test_every_recommendation_is_said_with_what_it_means(word: RecommendationWord) -> None:
    page = _page(recommendation=recommended(word))

    assert (page.mark, page.meaning) == (words.RECOMMENDATIONS[word], words.MEANINGS[word])
    assert page.by_engine == ""


def test_no_word_of_ours_says_that_anything_is_approved() -> None:
    said = str([vars(words)]).lower()

    assert [word for word in ("accept", "approv", "reject", "pass", "fail", "grade") if word in said] == []


def test_gaps_that_no_work_closes_come_first_then_the_form_then_the_criteria_then_what_is_not_counted() -> None:
    assert _gaps(page_of(everything())) == [
        "The result lies outside the entity’s control",
        "Usefulness in practice",
        "Channel of reporting",
        "Channel of reporting",
        "Setting in the denominator",
        "Maintenance interval",
        "Minutes per case, before and after",
        "A row for “not performed”",
    ]


def test_gaps_are_numbered_through_the_groups() -> None:
    groups = page_of(everything()).gap_groups

    assert [group.heading for group in groups] == [
        "Gaps for the measure developer",
        "Gaps for the measure steward",
        "Gaps for the coding staff",
    ]
    numbers = [gap.number for group in groups for about in group.subjects for gap in about.gaps]
    assert numbers == [f"Gap {number}" for number in range(1, 9)]


def test_a_group_with_a_gap_that_no_work_closes_comes_first() -> None:
    inherent = gapped.influence().gaps[0].model_copy(update={"actor": "staff"})

    page = _page(criteria=(gapped.influence().model_copy(update={"gaps": (inherent,)}), gapped.burden()))

    assert [group.anchor for group in page.gap_groups] == ["gaps-staff", "gaps-developer", "gaps-steward"]


def test_the_same_gap_of_two_codes_stays_two() -> None:
    subjects = [about.subject for group in page_of(everything()).gap_groups for about in group.subjects]

    assert [each.scope for each in subjects if each.part == "H1 Channel"] == ["code 300XF", "code 301XF"]


def test_a_gap_that_is_not_counted_says_why() -> None:
    gaps = {
        gap.title: gap for group in page_of(everything()).gap_groups for each in group.subjects for gap in each.gaps
    }

    assert gaps["Setting in the denominator"].remark == (
        "Not counted, since people must say whether this criterion applies. "
        "Whether an efficiency measure is meant is for people to say."
    )
    assert gaps["Maintenance interval"].remark == ""


def test_a_gap_without_checks_stands_under_its_criterion() -> None:
    lonely = gapped.burden().model_copy(update={"gaps": (gap("C.x", "Lonely"),)})

    (about,) = _page(criteria=(lonely,), form=nothing_open().evaluation.form).gap_groups[0].subjects

    assert (about.subject.id, about.subject.part, about.mark.word) == ("C", "", "Incomplete")


def test_the_rows_of_a_list_stand_together_with_their_lines() -> None:
    gaps = {
        gap.title: gap for group in page_of(everything()).gap_groups for each in group.subjects for gap in each.gaps
    }

    rows = gaps["A row for “not performed”"].readings.first

    assert [(row.label, row.said, row.place.words) for row in rows] == [
        ("Reporting, states, row 1", "State: met; Code: 300XF; Modifier: none", "lines 141–143"),
        ("Reporting, states, row 2", "State: exception; Code: 300XF; Modifier: 1P", "lines 145–147"),
    ]


@pytest.mark.parametrize(
    ("whole", "field", "shown"),
    [
        (("answered", "6, 11"), ("answered", "6"), ["A"]),
        (("blank", ""), ("blank", ""), ["A"]),
        (("answered", "6, 11"), ("blank", ""), ["A", "B"]),
        (("answered", "x" * 400), ("answered", "6"), ["A", "B"]),
    ],
)
def test_a_field_is_shown_beside_its_whole_only_if_it_adds_to_it(
    whole: tuple[str, str], field: tuple[str, str], shown: list[str]
) -> None:
    reads = [read("a", "A", *whole), read("a.b", "B", *field)]

    readings = readings_of(reads, Places({}))

    assert [each.label for each in readings.first] == shown


def test_many_readings_are_parted_into_the_first_and_the_rest() -> None:
    reads = [(f"a.field_{number}", "", "blank") for number in range(11)]
    many = gapped.burden().model_copy(
        update={"gaps": (gap("C.x", "X", checks=("C.x",)),), "checks": (check("C.x", "unknown", "Much.", reads=reads),)}
    )

    (about,) = _page(criteria=(many,), form=nothing_open().evaluation.form).gap_groups[0].subjects

    readings = about.gaps[0].readings
    assert (len(readings.first), len(readings.rest), readings.rest_title) == (8, 3, "3 more answers that were read")
    assert readings.first[0].label == "A, field 0"


@pytest.mark.parametrize(
    ("places", "words_", "path"),
    [
        ({"burden.why_category_ii": Place(file="a.yaml", line=7)}, "line 7", ""),
        ({"burden.why_category_ii": Place(file="a.json", source="x[0]")}, "", "x[0]"),
        (
            {"burden.why_category_ii": Place(file="/home/a.yaml", line=7), "use": Place(file="b.yaml")},
            "a.yaml, line 7",
            "",
        ),
        ({}, "", "burden.why_category_ii"),
    ],
)
def test_an_answer_is_found_by_line_else_by_source_else_by_path(
    places: dict[str, Place], words_: str, path: str
) -> None:
    lead = _page(places).lead

    assert lead is not None
    assert (lead.place.words, lead.place.path) == (words_, path)


def test_what_is_to_be_written_names_the_path_and_the_nearest_line() -> None:
    gaps = {
        gap.title: gap for group in page_of(everything()).gap_groups for each in group.subjects for gap in each.gaps
    }

    assert gaps["The result lies outside the entity’s control"].place.words == "line 55"
    assert gaps["Usefulness in practice"].place.words == "in the section that begins on line 60"
    assert gaps["Setting in the denominator"].place.words == ""
    assert gaps["Usefulness in practice"].place.path == "burden.feedback"


def test_files_are_named_without_their_folders() -> None:
    (read_from,) = [fact.value for fact in page_of(everything()).ruler if fact.name == "Read from"]

    assert read_from == "foot.yaml"


@pytest.mark.parametrize(
    ("state", "silence"),
    [
        ("blank", "This is not answered, and a reader will look for it."),
        ("unknown", "This is not known yet, and a reader will look for it."),
        ("absent", "This is stated to be none, and a reader will look for it."),
    ],
)
def test_a_lead_that_is_not_answered_is_said_to_be_so(state: Any, silence: str) -> None:
    lead = _page(lead=LeadAnswer(title="Why", path="a.b", state=state)).lead

    assert lead is not None
    assert (lead.said, lead.silence) == ("", silence)


def test_a_pack_without_a_lead_has_none() -> None:
    assert _page(lead=None).lead is None


@pytest.mark.parametrize(
    ("low", "high", "of", "said"),
    [
        (5, 9, 9, "5 of 9 documented (between 5 and 9)"),
        (9, 9, 9, "9 of 9 documented, none undecided"),
        (0, 0, 0, "no criterion applies"),
    ],
)
def test_readiness_is_given_with_its_interval(low: int, high: int, of: int, said: str) -> None:
    assert _page(readiness=Readiness(low=low, high=high, of=of)).counts[0].value == said


@pytest.mark.parametrize(
    ("gaps", "addressable", "said"), [(0, 0, "none"), (3, 3, "3, all addressable"), (3, 2, "3, of which 2 addressable")]
)
def test_gaps_are_counted_with_those_that_can_be_closed(gaps: int, addressable: int, said: str) -> None:
    assert _page(recommendation=recommended("gaps", gaps=gaps, addressable=addressable)).counts[2].value == said


def test_a_deletion_shows_its_code_and_no_title() -> None:
    page = page_of(deletion())

    assert page.title == "Untitled proposal"
    assert page.facts == ("Deletes code 300XF", "As of 21 November 2026")
    assert [entry.applies for entry in page.set_aside] == ["A deletion is not judged by the merits of a new code."]


def test_whether_a_criterion_applies_is_a_question_for_people() -> None:
    questions = [(each.subject.id, each.question) for each in page_of(everything()).questions]

    assert ("G", "Does this criterion apply here?") in questions


def test_an_advisory_is_not_among_the_checks_that_document_a_criterion() -> None:
    (documented,) = _page(criteria=(criteria.purpose(),)).documented

    assert [each.check for each in documented.checks] == ["A.use_declared", "A.purpose_stated"]


def test_a_claim_in_a_documented_criterion_is_called_a_claim() -> None:
    claim = check("A.claim", "not_applicable", "It is claimed not to apply.", claimed=True)
    purpose = criteria.purpose()

    (documented,) = _page(criteria=(purpose.model_copy(update={"checks": (claim, *purpose.checks)}),)).documented

    assert documented.checks[0].mark.word == "Claimed not to apply"


@pytest.mark.parametrize(
    ("applicability", "said"),
    [
        (Applicability(outcome="undecided"), "Nobody can tell yet whether it applies."),
        (
            Applicability(outcome="undecided", says="The type is open.", needs="measure.type", needs_label="Type"),
            (
                "The type is open. Whether it applies depends on this answer: Type "
                "(in the section that begins on line 10, measure.type)."
            ),
        ),
        (
            Applicability(outcome="undecided", needs="a.b"),
            "Whether it applies depends on this answer: a.b (a.b).",
        ),
    ],
)
def test_a_criterion_that_waits_for_an_answer_names_it(applicability: Applicability, said: str) -> None:
    waiting = criteria.content().model_copy(update={"applicability": applicability, "finding": "incomplete"})

    assert [entry.applies for entry in _page(criteria=(waiting,)).undecided] == [said]


def test_every_check_stands_somewhere() -> None:
    stray = check("C.stray", "false", "Nobody waits for this.", standing="advisory", force="informational")
    burden = gapped.burden()

    page = _page(criteria=(burden.model_copy(update={"checks": (*burden.checks, stray)}),))

    assert [(notes.title, [note.said for note in notes.notes]) for notes in page.uncounted] == [
        ("Without influence on the finding: 1", ["Nobody waits for this."])
    ]


def test_a_criterion_in_the_strip_leads_to_what_is_open_in_it() -> None:
    targets = {entry.id: entry.target for entry in page_of(everything()).criteria}

    assert targets["A"] == "criterion-A"
    assert targets["C"] == "gap-2-of"
    assert targets["D"] == "question-1"
    assert targets["B"] == "gap-1-of"
    assert targets["F"] == "criterion-F"


def test_thresholds_carry_their_status_and_who_signed() -> None:
    limits = {limit.name: limit for limit in page_of(everything()).limits}

    assert limits["Large population"].value == "200,000 people"
    assert limits["Large population"].status == "borrowed from another public source"
    assert limits["Evidence age"].signed == "no methodologist has signed it yet"
    assert limits["Expert rating"].signed == "signed by A. Methodologist"


def test_readings_of_criteria_that_are_not_shown_in_full_are_listed_at_the_end() -> None:
    notes = ("A note.",)
    page = _page(criteria=(gapped.influence().model_copy(update={"notes": notes}), criteria.purpose()))

    assert [(each.name, each.value) for each in page.interpretations] == [
        ("B The practitioner can influence the result", "A note.")
    ]

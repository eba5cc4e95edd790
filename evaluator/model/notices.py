"""Sentences of ours that a result keeps: which one it is, and the values in it. They are said where they are shown."""

from typing import Literal

from pydantic import Field

from evaluator.model.answers import Frozen

# About the reading of a proposal, a workbook, a FHIR Measure, a record of a table, a profile, or a review.
WarningCode = Literal[
    "evidence_without_answer",
    "empty_list",
    "empty_row",
    "part_of_one",
    "not_above_zero",
    "list_without_sheet",
    "column_gone",
    "row_gone",
    "text_not_read",
    "note_not_read",
    "sheet_not_read",
    "space_in_code",
    "no_list",
    "no_object",
    "no_text",
    "no_day",
    "no_status",
    "no_title",
    "number_as_text",
    "placeholder",
    "several_stated",
    "code_contradicted",
    "no_counterpart",
    "no_length",
    "ends_first",
    "several_groups",
    "reasons_untold",
    "undescribed",
    "population_untold",
    "refers_to_undescribed",
    "unknown_word",
    "several_for_one",
    "no_number",
    "no_date",
    "no_yes_or_no",
    "no_category_ii_code",
    "renamed",
    "decided_later",
    "fulfilled_later",
]
# Why a disposition has no effect any more.
LapseReason = Literal[
    "criteria_differ",
    "criteria_differ_under_profile",
    "fails_now",
    "answers_differ",
    "answer_gone",
    "finding_differs",
    "expired",
    "criterion_gone",
    "criterion_aside",
    "check_gone",
    "item_gone",
    "not_asked",
]
# Why a criterion is not evaluated, where the edition and not a profile sets it aside.
AsideReason = Literal["upcoming", "upcoming_from", "retired", "retired_since"]
NoticeCode = Literal[WarningCode, LapseReason, AsideReason, "text"]


# What was found where something else was expected.
FoundKind = Literal["text", "blank_text", "word", "number", "list", "empty_list", "group", "empty_group", "nothing"]


class Found(Frozen):
    """A value that was read: of a text, word or number what it is, of a list how long, of a group its keys."""

    kind: FoundKind
    text: str = ""


Values = dict[str, str | tuple[Found, ...]]


class Notice(Frozen):
    """One sentence of ours; of the code `text`, words that somebody wrote and that stand as they are.

    A value whose name begins with `date` is a day (2026-11-22), one that begins with `finding` the word of a finding.
    """

    code: NoticeCode
    where: str = Field(default="", description="the field, element or place that it is about")
    values: Values = Field(default={}, description="what stands in it, by name")
    because: "Notice | None" = Field(default=None, description="what is said behind it, such as a reason")


def as_written(text: str) -> Notice:
    """Keep words that somebody wrote, such as the reason of a profile."""
    return Notice(code="text", values={"text": text})

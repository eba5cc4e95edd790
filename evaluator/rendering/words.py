"""The words and symbols in which findings and their kin are shown; written here once for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.shapes import Mark

if TYPE_CHECKING:
    from evaluator.model.answers import State
    from evaluator.model.criteria import Actor, Effort, Fixability, Force, Outcome
    from evaluator.model.evaluation import FindingWord, RecommendationWord

FINDINGS: dict[FindingWord, Mark] = {
    "met": Mark("met", "✓", "Documented"),
    "not_met": Mark("not-met", "✕", "Not met"),
    "incomplete": Mark("incomplete", "◔", "Incomplete"),
    "needs_judgement": Mark("judgement", "◇", "For the panel"),
    "not_applicable": Mark("none", "–", "Not applicable"),
    "not_evaluated": Mark("none", "–", "Not evaluated"),
    "error": Mark("error", "!", "Could not be evaluated"),
}

OUTCOMES: dict[Outcome, Mark] = {
    "true": FINDINGS["met"],
    "false": FINDINGS["not_met"],
    "unknown": FINDINGS["incomplete"],
    "judgement": FINDINGS["needs_judgement"],
    "not_applicable": FINDINGS["not_applicable"],
    "error": FINDINGS["error"],
}

CLAIMED = Mark("judgement", "◇", "Claimed not to apply")

RECOMMENDATIONS: dict[RecommendationWord, Mark] = {
    "undetermined": Mark("error", "!", "Undetermined"),
    "not_ready": Mark("not-met", "✕", "Not ready"),
    "form_incomplete": Mark("incomplete", "◔", "Form incomplete"),
    "gaps": Mark("incomplete", "◔", "Gaps to close"),
    "for_judgement": Mark("judgement", "◇", "For the panel"),
    "ready": Mark("met", "✓", "Ready for the panel"),
}

MEANINGS: dict[RecommendationWord, str] = {
    "undetermined": "Nothing of the proposal was evaluated, or a part that could change the result could not be.",
    "not_ready": "What is proposed contradicts a criterion, however it is written: no work on the form closes it.",
    "form_incomplete": "Answers that identify the proposal are missing. The criteria are judged from what is there.",
    "gaps": "Each gap below says what was read, what is missing and what would close it.",
    "for_judgement": "What can be checked is documented. What is left asks for the judgement of people.",
    "ready": "Every criterion that applies is documented. What follows from that is for the panel to decide.",
}

# In the order in which the groups of gaps are shown.
ACTORS: dict[Actor, str] = {
    "developer": "the measure developer",
    "steward": "the measure steward",
    "staff": "the coding staff",
    "panel": "the panel",
}

EFFORTS: dict[Effort, str] = {"low": "low effort", "medium": "medium effort", "high": "high effort"}

FIXABILITIES: dict[Fixability, str] = {
    "wording": "a matter of wording",
    "evidence": "evidence to add",
    "work": "work to do",
    "inherent": "no work on the form closes it",
}

FORCES: dict[Force, str] = {
    "required": "required",
    "supporting": "supporting",
    "lint": "wording",
    "informational": "for information",
    "upcoming": "upcoming",
    "retired": "retired",
}

# What is said of a field that has no value; a claim carries its reason besides.
STATES: dict[State, str] = {
    "answered": "answered",
    "unknown": "not known yet",
    "absent": "stated to be none",
    "not_applicable": "claimed not to apply",
    "blank": "not answered",
}

AUTOMATIONS = {
    "automated": "decided by checks alone",
    "partial": "decided by checks as far as they reach; people decide the rest",
    "judgement": "decided by people; checks only gather what they need",
}

THRESHOLDS = {
    "published": "published with the criteria",
    "borrowed": "borrowed from another public source",
    "judgement": "our judgement",
}

CHANGES = {"add": "Adds", "revise": "Revises", "delete": "Deletes"}


def count(number: int, one: str, many: str = "") -> str:
    """Say how many there are, with the noun in the right number."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(words: list[str]) -> str:
    """Join words as in a sentence: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))

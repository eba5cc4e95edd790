"""What the form says beside a question: guidance, whether it is required, and the words it offers."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.model.choice_words import choice_in_words
from evaluator.model.criteria import FieldGuide
from evaluator.proposals.parts import STATE_WORDS
from evaluator.proposals.questions import Question
from evaluator.proposals.shape import Field
from evaluator.proposals.wording import expected_of


def guidance(question: Question) -> str:
    """Say why a question is asked, what may be written, and what a good and a poor answer look like."""
    guide = question.guide
    expected = (
        "" if question.is_made_of_others or question.field.kind == "text" else _sentence(_expected(question.field))
    )
    # A form for files calls this state by the word that is written there.
    help_text = guide.help.replace("`absent`", f"“{STATE_WORDS['absent']}”") if guide else ""
    lines = [help_text, expected]
    lines += [f"{word}: {example}" for word, example in _examples(guide)]
    return "\n".join(line for line in lines if line)


def required(guide: FieldGuide | None) -> str:
    """Say whether the form counts as incomplete without an answer."""
    if guide is None or not guide.required:
        return ""
    return "if it applies" if guide.relevant else "required"


def states(guide: FieldGuide | None) -> tuple[str, ...]:
    """List the words for why there is no answer that a question allows."""
    allowed = ["unknown"]
    if guide is None or guide.absent != "nothing":
        allowed.append("absent")
    if guide is not None and guide.may_claim_not_applicable:
        allowed.append("not_applicable")
    return tuple(STATE_WORDS[each] for each in allowed)


def offered(field: Field) -> tuple[str, ...]:
    """List the words to choose from, where an answer is a choice."""
    if field.kind == "yes_no":
        return ("yes", "no")
    held = field.rows.choices if field.kind == "list" and field.rows else field.choices
    return tuple(map(choice_in_words, held))


def _examples(guide: FieldGuide | None) -> Iterator[tuple[str, str]]:
    if guide is not None:
        yield from ((word, example) for word, example in (("Good", guide.good), ("Poor", guide.poor)) if example)


def _expected(field: Field) -> str:
    held = field.rows if field.kind == "list" and field.rows else field
    if held.choices:
        return f"{'any' if field.kind == 'list' else 'one'} of: {'; '.join(map(choice_in_words, held.choices))}"
    return expected_of(field)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""

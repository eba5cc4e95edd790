"""The criteria as SARIF rules: what each asks, in whose words, and which checks decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from evaluator.rendering.catalogue import say
from evaluator.rendering.escaping import markdown_link, markdown_text
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.logic import logic_in_words
from evaluator.rendering.sarif_text import plain
from evaluator.rendering.values import date_in_words
from evaluator.rendering.words import AUTOMATIONS

if TYPE_CHECKING:
    from evaluator.model.criteria import Quote
    from evaluator.model.evaluation import CriterionResult
    from evaluator.rendering.sourced import Sourced

FORM: Final = "form"
_LONGEST_DESCRIPTION: Final = 1024  # GitHub shows no more


def rules_of(found: list[Sourced]) -> list[dict[str, Any]]:
    """List the form check and the criteria of these results, which were judged by one ruler."""
    asked: dict[tuple[str, str], None] = {}
    criteria: dict[str, CriterionResult] = {}
    for each in found:
        evaluation = each.result.evaluation
        for name, criterion in [(FORM, evaluation.form), *((one.id, one) for one in evaluation.criteria)]:
            criteria.setdefault(name, criterion)
            asked |= {(name, check.asks): None for check in criterion.checks if check.force == "required"}
    questions = {name: [asks for criterion, asks in asked if criterion == name] for name in criteria}
    title = found[0].result.evaluation.ruler.title
    return [_rule(name, criterion, questions[name], title) for name, criterion in criteria.items()]


def _rule(name: str, criterion: CriterionResult, questions: list[str], title: str) -> dict[str, Any]:
    address = safe_link(criterion.quote.url) if criterion.quote else ""
    return {
        "id": name,
        "name": plain(criterion.title),
        "shortDescription": {"text": plain(f"{criterion.id} {criterion.title}" if name != FORM else criterion.title)},
        "fullDescription": {"text": plain(criterion.asks)[:_LONGEST_DESCRIPTION]},
        "help": {
            "text": "\n".join(_help(criterion, questions, title)),
            "markdown": "\n\n".join(_markdown_help(criterion, questions, title)),
        },
        **({"helpUri": address} if address else {}),
        "properties": {"automation": criterion.automation, "tags": [plain(title)]},
    }


def _help(criterion: CriterionResult, questions: list[str], title: str) -> list[str]:
    return [
        plain(criterion.asks),
        *([_quoted(criterion.quote)] if criterion.quote else []),
        say("sarif.logic", logic=plain(logic_in_words(criterion.logic)).rstrip(".")),
        say("sarif.automation", automation=AUTOMATIONS[criterion.automation]),
        *(f"- {plain(question)}" for question in questions),
        say("sarif.whose", title=plain(title)),
    ]


def _quoted(quote: Quote) -> str:
    return say("sarif.quoted", source=_source(quote, quote.of, quote.url), words=plain(quote.words))


def _markdown_help(criterion: CriterionResult, questions: list[str], title: str) -> list[str]:
    return [
        f"**{markdown_text(criterion.asks)}**",
        *([_markdown_quoted(criterion.quote)] if criterion.quote else []),
        " ".join(
            (
                say("sarif.logic", logic=markdown_text(logic_in_words(criterion.logic).rstrip("."))),
                say("sarif.automation", automation=AUTOMATIONS[criterion.automation]),
            )
        ),
        *(["\n".join(f"- {markdown_text(question)}" for question in questions)] if questions else []),
        say("sarif.whose", title=markdown_text(title)),
    ]


def _markdown_quoted(quote: Quote) -> str:
    source = _source(quote, markdown_text(quote.of), markdown_link(quote.url) if quote.url else "")
    return f"> {markdown_text(quote.words)}\n>\n> {source}"


def _source(quote: Quote, publisher: str, link: str) -> str:
    date = date_in_words(quote.read)
    if not link:
        return say("sarif.source", publisher=publisher, date=date)
    return say("sarif.source_at", publisher=publisher, date=date, link=link)

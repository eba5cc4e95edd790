"""Short ways to write the pieces of a result by hand."""

from __future__ import annotations

import datetime
from typing import Any

from evaluator.model.criteria import Group, Quote
from evaluator.model.evaluation import CheckResult, CriterionResult, GapResult, Logic, Read, ThresholdUsed
from evaluator.model.scope import Scope

AS_OF = datetime.date(2026, 11, 21)
FIRST_CODE = Scope(kind="code", id="0", label="code 300XF")
SECOND_CODE = Scope(kind="code", id="1", label="code 301XF")
LONG = "The visit note is read by hand. " * 40
SEGMENT = ThresholdUsed(
    id="large_population",
    value="200000",
    unit="people",
    status="borrowed",
    source="Rare-disease line of the Orphan Drug Act",
    url="https://example.org/orphan-drug-act",
)
FRESH = ThresholdUsed(id="evidence_age", value="5", unit="years", status="judgement", source="Our own view")
MEDIAN = ThresholdUsed(
    id="expert_rating",
    value="7",
    unit="of 9",
    status="borrowed",
    source="RAND/UCLA Appropriateness Method",
    reviewed_by="A. Methodologist",
)


def check(name: str, outcome: str, says: str, **rest: Any) -> CheckResult:
    """Make one check; `reads` are tuples of path, label, state and value."""
    reads = tuple(each if isinstance(each, Read) else read(*each) for each in rest.pop("reads", ()))
    defaults = {
        "key": name,
        "force": "required",
        "case": 1,
        "standing": "decides",
        "asks": f"What about {name.rpartition('.')[2].replace('_', ' ')}?",
    }
    return CheckResult(id=name, outcome=outcome, says=says, reads=reads, **{**defaults, **rest})


def read(path: str, label: str, state: str = "blank", value: str = "", evidence: tuple[str, ...] = ()) -> Read:
    return Read(path=path, label=label, state=state, value=value, evidence=evidence)


def gap(name: str, title: str, **rest: Any) -> GapResult:
    defaults = {
        "code": "ANSWER_MISSING",
        "fixability": "evidence",
        "effort": "low",
        "actor": "developer",
        "where": "measure.title",
        "label": "Title",
        "missing": (),
        "remedy": "",
        "example": "",
        "checks": (),
    }
    return GapResult(id=name, title=title, **{**defaults, **rest})


def criterion(letter: str, title: str, asks: str, finding: str, words: str = "", **rest: Any) -> CriterionResult:
    quote = Quote(words=words, of="AMA", read=AS_OF, url="https://example.org/criteria") if words else None
    logic = (Logic(group=Group(mode="all", members=(f"{letter}1", f"{letter}2"))),)
    defaults = {"automation": "partial", "logic": logic}
    return CriterionResult(id=letter, title=title, asks=asks, finding=finding, quote=quote, **{**defaults, **rest})

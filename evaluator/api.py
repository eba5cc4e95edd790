"""Evaluate a proposal and render what was found: what everything above this layer calls."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evaluator import scoring
from evaluator.calendar import outlook
from evaluator.engine import CompiledPack, Run, run
from evaluator.engine.answers import context_of
from evaluator.engine.gaps import work_in_brief
from evaluator.engine.inputs import Inputs
from evaluator.engine.profile_used import profile_used
from evaluator.engine.results import Results
from evaluator.engine.tables import NOT_SUPPLIED, rows_of_list
from evaluator.engine.trusted import trusted
from evaluator.engine.unasked import unasked
from evaluator.engine.values import shown
from evaluator.engine.wording import Wording
from evaluator.model.answers import Answer
from evaluator.model.evaluation import (
    CriterionResult,
    Evaluation,
    LeadAnswer,
    Place,
    ProposalSummary,
    Recommendation,
    Result,
)
from evaluator.model.ruler import Ruler
from evaluator.model.summary import Summary
from evaluator.proposals.writing import digest
from evaluator.rendering.catalogue import ENGLISH, speaking
from evaluator.rendering.recommendation import recommendation_sentence
from evaluator.version import VERSION

if TYPE_CHECKING:
    from evaluator.engine.checks import Observation
    from evaluator.model.calendar import Calendar, Outlook
    from evaluator.model.criteria import Pack
    from evaluator.model.notices import Notice
    from evaluator.model.proposal import Proposal
    from evaluator.packs.own_codes import CodeList


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Evaluator:
    """Evaluates proposals under one pack; the pack is compiled once."""

    def __init__(
        self,
        pack: Pack,
        as_of: datetime.date | None = None,
        *,
        codes: CodeList | None = None,
        calendar: Calendar | None = None,
        advises: bool = True,
    ) -> None:
        """Prepare a pack; `codes` and `calendar` are the user's own, read from files.

        One that does not advise asks only the checks that decide, which is all that a summary tells of.
        """
        self.pack = pack
        self.own = rows_of_list(pack, codes) if codes else NOT_SUPPLIED
        self._codes, self._calendar = codes, calendar
        self.as_of = as_of or datetime.datetime.now(tz=datetime.UTC).date()
        self.compiled = CompiledPack(pack)
        self._ruler, self._profile = self._measured_with(), profile_used(pack)
        self._wording = Wording(pack, self.compiled.answers)
        self._inputs = Inputs(pack, self.compiled.answers, unasked(self.compiled))
        if not advises:
            self.compiled.forget_advice()

    def evaluate(self, proposal: Proposal, warnings: tuple[Notice, ...] = ()) -> Evaluation:
        """Evaluate one proposal.

        Raises:
            ChainError: if the rules engine fails on every criterion.
        """
        return self.assemble(proposal, self.run(proposal), warnings)

    def summary(self, proposal: Proposal, found: Run | None = None) -> Summary:
        """Give the findings, numbers and gaps that an evaluation would have, without its texts.

        `found` is a run of the engine over the same proposal, if there is one already.

        Raises:
            ChainError: if the rules engine fails on every criterion.
        """
        found = self.run(proposal) if found is None else found
        briefs = [work_in_brief(criterion) for criterion in found.criteria]
        names = [criterion.plan.criterion.id for criterion in found.criteria]
        findings: dict[str, Any] = {name: found.findings[name]["finding"] for name in names}
        data = {
            "ruler": self._ruler,
            "proposal": proposal.id,
            "recommendation": found.recommendation,
            "findings": findings,
            "readiness": scoring.readiness(list(findings.values())[1:]),
            "completeness": scoring.completeness(*self._inputs.of(found.context)),
            "gaps": tuple([row for brief in briefs for row in brief.gaps]),
            "questions": sum([brief.questions for brief in briefs]),
            "errors": sum(len(criterion.errors) for criterion in found.criteria),
        }
        return trusted(Summary, data)

    def run(
        self,
        proposal: Proposal,
        assumed: Mapping[str, Observation] = NOTHING,
        disposed: Mapping[str, str] = NOTHING,
    ) -> Run:
        """Let the rules derive findings; `assumed` are outcomes of checks, `disposed` findings that people prefer.

        Raises:
            ChainError: if the rules engine fails on every criterion.
        """
        return run(self.compiled, proposal, self.as_of, own=self.own, assumed=assumed, disposed=disposed)

    def assemble(self, proposal: Proposal, found: Run, warnings: tuple[Notice, ...] = ()) -> Evaluation:
        """Put a run of the engine together with the numbers drawn from it."""
        results = Results(self.pack, found, self.compiled.answers)
        form, *criteria = results.criteria(self._wording.of(found.context))
        data: dict[str, Any] = {
            "ruler": self._ruler,
            "proposal": self._summary(proposal, found),
            "profile": self._profile,
            "recommendation": _recommendation(found, [form, *criteria]),
            "readiness": scoring.readiness([criterion.finding for criterion in criteria]),
            "completeness": scoring.completeness(*self._inputs.of(found.context)),
            "lead": self._lead(found),
            "form": form,
            "criteria": tuple(criteria),
            "claims_not_applicable": tuple(results.claims()),
            "outlook": self._outlook(found),
            "trace": results.trace(),
            "warnings": (*(self.pack.profile.warnings if self.pack.profile else ()), *warnings),
            "errors": tuple(error for criterion in found.criteria for error in criterion.errors),
            "notice": self.pack.notice,
        }
        return trusted(Evaluation, data)

    def relevance(self, proposal: Proposal) -> dict[str, bool | None]:
        """Tell of each field that is asked only under some condition whether it is asked here; None if it may be."""
        return self._inputs.relevance(context_of(proposal, self.as_of, self.own))

    @property
    def ruler(self) -> Ruler:
        """Say what numbers are measured with here."""
        return self._ruler

    def _measured_with(self) -> Ruler:
        pack = self.pack
        return Ruler(
            pack=pack.id,
            title=pack.title,
            edition=pack.edition,
            digest=pack.digest,
            profile=pack.profile.id if pack.profile else "",
            profile_digest=pack.profile.digest if pack.profile else "",
            scoring_model=pack.scoring_model,
            engine=VERSION,
            as_of=self.as_of,
            codes=self._codes.digest if self._codes else "",
            calendar=self._calendar.digest if self._calendar else "",
        )

    def _outlook(self, found: Run) -> Outlook | None:
        published = self.pack.calendar
        if published is None:
            return None
        target = None
        if published.target:
            answer = self.compiled.answers.reader(tuple(published.target.split(".")), None)(found.context)
            target = datetime.date.fromisoformat(shown(answer)) if answer.state == "answered" else None
        return outlook(published, self.as_of, self._calendar, target)

    def _summary(self, proposal: Proposal, found: Run) -> ProposalSummary:
        def said(*steps: str) -> str:
            answer: Answer[Any] = self.compiled.answers.reader(steps, None)(found.context)
            return shown(answer) if answer.state == "answered" else ""

        codes = [shown(code.code) for code in proposal.codes.value or ()]
        existing = said("change", "existing_code")
        return ProposalSummary(
            id=proposal.id,
            digest=digest(proposal),
            title=said("measure", "title"),
            change=said("change", "kind"),
            codes=tuple(code for code in codes if code) or ((existing,) if existing else ()),
            steward=said("measure", "steward"),
            measure_type=said("measure", "type"),
            note=said("note"),
        )

    def _lead(self, found: Run) -> LeadAnswer | None:
        lead = self.pack.lead
        if lead is None or not self._inputs.is_asked(lead.field, found.context):
            return None
        answer = self.compiled.answers.reader(tuple(lead.field.split(".")), None)(found.context)
        return LeadAnswer(title=lead.title, path=lead.field, state=answer.state, value=shown(answer))


def evaluate(proposal: Proposal, pack: Pack, as_of: datetime.date | None = None) -> Evaluation:
    """Evaluate one proposal under a pack; for many, keep an `Evaluator`."""
    return Evaluator(pack, as_of).evaluate(proposal)


def result_of(evaluation: Evaluation, places: dict[str, Place] | None = None) -> Result:
    """Make the result that is saved: the evaluation with its digest, and where each answer was written."""
    return Result(digest=evaluation_digest(evaluation), evaluation=evaluation, source_map=places or {})


def evaluation_digest(evaluation: Evaluation) -> str:
    """Hash the canonical JSON of an evaluation: SHA-256, as hexadecimal text."""
    return digest_as_written(evaluation.model_dump(mode="json", by_alias=True))


def digest_as_written(data: Any) -> str:
    """Hash the canonical JSON of an evaluation as it stands in a file."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _recommendation(found: Run, criteria: list[CriterionResult]) -> Recommendation:
    gaps = [gap for criterion in criteria for gap in criterion.gaps if gap.counted]
    questions = sum(len(criterion.questions) for criterion in criteria)
    advisories = sum(len(criterion.advisories) for criterion in criteria)
    addressable = sum(gap.fixability != "inherent" for gap in gaps)
    word: Any = found.recommendation
    plain = Recommendation(
        engine=word,
        effective=word,
        sentence="",
        gaps=len(gaps),
        addressable=addressable,
        questions=questions,
        advisories=advisories,
    )
    # A result is the same in every language; reports say the sentence anew in theirs.
    with speaking(ENGLISH):
        return plain.model_copy(update={"sentence": recommendation_sentence(plain, criteria)})

"""What was observed and derived, put together criterion by criterion for those who read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluator.engine.answers import Answers, Context
from evaluator.engine.chain import Firing
from evaluator.engine.checks import CompiledCheck, FieldRead
from evaluator.engine.clauses import Clauses
from evaluator.engine.facts import Fact
from evaluator.engine.gaps import Work, is_question, questions_of, work_on
from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.engine.pattern import Instance, Pattern, Told
from evaluator.engine.plans import ListPlan
from evaluator.engine.run import Run
from evaluator.engine.trusted import trusted
from evaluator.engine.values import NOT_STATED, said_of, shown, written_of
from evaluator.engine.whole_answers import seen_whole
from evaluator.model.answers import BLANK
from evaluator.model.criteria import Pack, Part
from evaluator.model.evaluation import (
    Advisory,
    Applicability,
    CheckResult,
    Cited,
    Claim,
    CriterionResult,
    GroupResult,
    PanelQuestion,
    PartResult,
    Read,
    StateWithin,
)
from evaluator.model.measure_detail import Source
from evaluator.model.trace import Trace, TraceNode

ADVISORY = ("supporting", "lint")
_NOT_JUDGED = ("not_applicable", "not_evaluated")
Advice = Mapping[str, Sequence[Advisory]]  # on the wording, by criterion


class Results:
    """Puts one run together; what many checks read is looked up once."""

    def __init__(self, pack: Pack, run: Run, answers: Answers) -> None:
        self._pack, self._run, self._seen = pack, run, answers
        self._reads: dict[tuple[str, tuple[str, ...]], Read] = {}
        self._citations: dict[str, Cited] = {}
        self._works: dict[str, Work] = {}

    def criteria(self, advice: Advice) -> list[CriterionResult]:
        """Give the form check and the criteria; what could be worded better is advice on those that were judged."""
        return [self._criterion(found, advice) for found in self._run.criteria]

    def claims(self) -> Iterator[Claim]:
        """List the fields that checks read and that are claimed not to apply, once `criteria` has been called."""
        for read in self._reads.values():
            if read.state == "not_applicable":
                yield Claim(path=read.path, label=read.label, reason=read.reason)

    def trace(self) -> Trace:
        """List the facts put in and those derived, with the rule and its causes."""
        told = [_told(found, self._work(found)) for found in self._run.criteria]
        recommended = self._run.recommended
        nodes = (
            *(node for one in told for node in one.put_in),
            *_put_in(recommended.facts),
            *(node for one in told for node in one.derived),
            *_derived(recommended.firings),
        )
        return trusted(Trace, {"nodes": nodes})

    def _work(self, found: CriterionObserved) -> Work:
        name = found.plan.criterion.id
        if name not in self._works:
            self._works[name] = work_on(found, self._pack.fields)
        return self._works[name]

    def _criterion(self, found: CriterionObserved, advice: Advice) -> CriterionResult:
        criterion = found.plan.criterion
        work = self._work(found)
        told = _told(found, work)
        finding = self._run.findings[criterion.id]
        checks = tuple([self._check(observed, work) for observed in found.observed.values()])
        advisories = [_advisory(check) for check in checks if _is_advisory(check)]
        if finding["finding"] not in _NOT_JUDGED:
            advisories.extend(advice.get(criterion.id, ()))
        data = {
            "clauses": told.clauses,
            "besides": told.besides,
            "finding": finding["finding"],
            "inherent": bool(finding["inherent"]),
            "flagged": bool(finding["flagged"]),
            "applicability": self._applicability(found.applicability),
            "parts": tuple(self._parts(found)),
            "groups": told.groups,
            "checks": checks,
            "gaps": tuple(work.gaps),
            "questions": tuple(self._questions(found, work)),
            "advisories": tuple(advisories),
            "evidence": tuple(self._cited(checks)),
        }
        return trusted(CriterionResult, data, found.plan.frame)

    def _applicability(self, found: Applicability) -> Applicability:
        guide = self._pack.fields.get(found.needs)
        return found if guide is None else trusted(Applicability, {**vars(found), "needs_label": guide.label})

    def _check(self, observed: Observed, work: Work) -> CheckResult:
        compiled, key, (outcome, case, claimed), context, scope, _, group = observed
        data: dict[str, Any] = {
            "key": key,
            "part": group.partition("[")[0].partition("/")[0],
            "scope": scope,
            "outcome": outcome,
            "claimed": claimed,
            "says": "",
            "reads": tuple(
                [
                    self._read(read, observed)
                    for read in compiled.reads
                    if not read.gate or read.concerns(outcome, context)
                ]
            ),
        }
        if case >= 0:
            label = scope.label or NOT_STATED
            data["says"] = self._pack.claim_question if claimed else compiled.sentences[case](context, label)
            data["question"] = compiled.questions[case](context, label)
        if key in work.standing:
            data["standing"] = work.standing[key]
        # the last frame is that of an error, whose case is -1
        return trusted(CheckResult, data, compiled.frames[case])

    def _read(self, read: FieldRead, observed: Observed) -> Read:
        """Describe an answer that a check read; many checks read the same one, which is described once."""
        path = read.path or read.location(observed.context, observed.path)
        # What would stand in a source that nobody named has the place of the source's name, beside that name.
        known = self._reads.get((path, read.steps))
        if known is None:
            known = self._reads[path, read.steps] = self._described(read, path, observed.context)
        return known

    def _described(self, read: FieldRead, path: str, context: Context) -> Read:
        answer = read.reader(context)
        if answer is BLANK and read.path:
            return read.blank
        said = said_of(seen_whole(answer, read.resolved.field, self._seen))
        data = {
            "path": path,
            "label": read.blank.label,
            "state": answer.state,
            "value": said.words or written_of(answer),
            "evidence": tuple(read.references(context)),
            "reason": answer.reason or "",
            "states": tuple(StateWithin(start=start, end=end, state=state) for start, end, state in said.states),
        }
        return trusted(Read, data)

    def _parts(self, found: CriterionObserved) -> Iterator[PartResult]:
        parts = {part.id: part for part in found.plan.criterion.parts}
        for instance in found.instances.values():
            part = parts.get(instance.plan.owner)
            if part is not None and instance.plan.key == part.id:
                yield self._part(found, part, instance)

    def _part(self, found: CriterionObserved, part: Part, instance: Instance) -> PartResult:
        key = instance.key
        finding = self._run.findings[key]
        data = {
            "id": part.id,
            "key": key,
            "title": part.title,
            "asks": part.asks,
            "words": part.words,
            "scope": found.scope_of(instance),
            "finding": finding["finding"],
            "inherent": bool(finding["inherent"]),
            "items": instance.members if isinstance(instance.plan, ListPlan) else (),
        }
        return trusted(PartResult, data)

    def _questions(self, found: CriterionObserved, work: Work) -> Iterator[PanelQuestion]:
        if is_question(found):
            yield PanelQuestion(check="", documented="", question=found.applicability.says)
        for observed in questions_of(found, work.standing):
            _, case, claimed = observed.observation
            label = observed.scope.label or NOT_STATED
            compiled = observed.compiled
            data = {
                "check": observed.key,
                "scope": observed.scope,
                "part": observed.group.partition("[")[0].partition("/")[0],
                "documented": _claims(observed) if claimed else compiled.sentences[case](observed.context, label),
                "question": self._claim(compiled) if claimed else compiled.questions[case](observed.context, label),
            }
            yield trusted(PanelQuestion, data)

    def _claim(self, compiled: CompiledCheck) -> str:
        """Ask about one claim what each check that it answers asks: a panel decides each of them by itself."""
        return f"{compiled.check.asks} {self._pack.claim_question}"

    def _cited(self, checks: tuple[CheckResult, ...]) -> Iterator[Cited]:
        names = dict.fromkeys([name for check in checks for read in check.reads for name in read.evidence])
        for name in names:
            source = self._run.context.sources.get(name)
            if source is not None:
                if name not in self._citations:
                    self._citations[name] = _citation(source)
                yield self._citations[name]


def _claims(observed: Observed) -> str:
    """Say which fields are claimed not to apply, and for which reason."""
    reads = [(read.blank.label, read.reader(observed.context)) for read in observed.compiled.reads]
    return "; ".join(f"{label}: {answer.reason}" for label, answer in reads if answer.state == "not_applicable")


def _told(found: CriterionObserved, work: Work) -> Told:
    """Say of a pattern of outcomes what is the same in every proposal, once."""
    pattern = found.pattern
    if pattern.told is None:
        clauses = Clauses(found, work.standing)
        groups, put_in = tuple(_groups(pattern)), tuple(_put_in(pattern.facts))
        pattern.told = Told(clauses.clauses(), clauses.besides(), groups, put_in, tuple(_derived(pattern.firings)))
    return pattern.told


def _groups(pattern: Pattern) -> Iterator[GroupResult]:
    for key, instance in pattern.instances.items():
        finding = pattern.findings[key]
        plan = instance.plan
        mode, k = (plan.part.combine, 0) if isinstance(plan, ListPlan) else (plan.mode, plan.k)
        data = {
            "key": key,
            "of": plan.owner,
            "mode": mode,
            "k": k,
            "members": instance.members,
            "finding": finding["finding"],
            "inherent": bool(finding["inherent"]),
            "flagged": bool(finding["flagged"]),
        }
        yield trusted(GroupResult, data)


def _put_in(facts: Iterable[Fact]) -> Iterator[TraceNode]:
    for fact in facts:
        yield trusted(TraceNode, {"id": fact["id"], "fact": _without_id(fact)})


def _derived(firings: Iterable[Firing]) -> Iterator[TraceNode]:
    for rule, because, fact in firings:
        data = {"id": fact["id"], "rule": rule, "because": because, "fact": _without_id(fact)}
        yield trusted(TraceNode, data)


def _without_id(fact: Fact) -> Fact:
    told = fact.copy()
    del told["id"]
    return told


def _citation(source: Source) -> Cited:
    attachment = source.attachment.value
    return Cited(
        id=source.id,
        citation=shown(source.citation),
        year=shown(source.year),
        url=shown(source.url) or shown(source.doi),
        attachment=shown(attachment.name) if attachment else "",
    )


def _is_advisory(check: CheckResult) -> bool:
    asks_a_person = check.outcome == "judgement" and not check.claimed
    return check.force in ADVISORY and (check.outcome in ("false", "unknown") or asks_a_person)


def _advisory(check: CheckResult) -> Advisory:
    data = {
        "check": check.key,
        "scope": check.scope,
        "force": check.force,
        "says": f"{check.says} {check.question}" if check.question else check.says,
        "stated": check.outcome != "unknown",
    }
    return trusted(Advisory, data)

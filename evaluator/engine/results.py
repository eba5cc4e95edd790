"""What was observed and derived, put together criterion by criterion for those who read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluator.engine.checks import FieldRead
from evaluator.engine.clauses import Clauses
from evaluator.engine.compile import ListPlan
from evaluator.engine.gaps import Work, work_on
from evaluator.engine.observe import CriterionObserved, Instance, Observed
from evaluator.engine.run import Run
from evaluator.engine.values import NOT_STATED, plain_number, shown
from evaluator.model.criteria import Ambiguity, Pack, Part
from evaluator.model.evaluation import TRACE_FORMAT
from evaluator.model.measure_detail import Source

Data = dict[str, Any]
ADVISORY = ("supporting", "lint")


class Results:
    """Puts one run together; what many checks read is looked up once."""

    def __init__(self, pack: Pack, run: Run, labels: dict[str, str]) -> None:
        self._pack, self._run = pack, run
        self._profile = pack.profile
        self._labels = labels
        self._reads: dict[str, Data] = {}

    def criteria(self) -> list[Data]:
        """Give the form check and the criteria as the data of `CriterionResult`."""
        return [self._criterion(found) for found in self._run.criteria]

    def trace(self) -> Data:
        """List the facts put in and those derived, with the rule and its causes."""
        nodes: list[Data] = [{"id": fact["id"], "fact": _told(fact)} for fact in self._run.facts]
        for rule, because, derived in self._run.firings:
            nodes.append({"id": derived["id"], "rule": rule, "because": because, "fact": _told(derived)})
        return {"format": TRACE_FORMAT, "nodes": nodes}

    def _criterion(self, found: CriterionObserved) -> Data:
        criterion = found.plan.criterion
        work = work_on(found, self._run.findings, self._pack.fields)
        finding = self._run.findings[criterion.id]
        checks = [self._check(observed, work) for observed in found.observed.values()]
        applicability = found.applicability.model_dump()
        applicability["needs_label"] = self._labels.get(found.applicability.needs, "")
        return {
            "id": criterion.id,
            "title": criterion.title,
            "asks": criterion.asks,
            "automation": criterion.automation,
            "quote": criterion.quote,
            **Clauses(found, self._run.findings, work.standing).results(),
            "notes": criterion.notes,
            "logic": found.plan.sentence,
            "readings": [
                self._reading(name, one)
                for name, one in self._pack.ambiguities.items()
                if one.where == criterion.id and not found.plan.aside
            ],
            "finding": finding["finding"],
            "not_evaluated": found.plan.aside,
            "inherent": bool(finding["inherent"]),
            "flagged": bool(finding["flagged"]),
            "applicability": applicability,
            "parts": list(self._parts(found)),
            "groups": list(self._groups(found)),
            "checks": checks,
            "gaps": work.gaps,
            "questions": list(self._questions(found, work)),
            "advisories": [_advisory(check) for check in checks if _is_advisory(check)],
            "evidence": self._cited(checks),
        }

    def _check(self, observed: Observed, work: Work) -> Data:
        compiled, case = observed.compiled, observed.observation.case
        check = compiled.check
        failed = case < 0
        written = None if failed else check.cases[case]
        label = observed.scope.label or NOT_STATED
        outcome = observed.observation.outcome
        return {
            "id": check.id,
            "key": observed.key,
            "part": observed.group.partition("[")[0].partition("/")[0],
            "scope": observed.scope,
            "force": check.force,
            "asks": check.asks,
            "outcome": outcome,
            "claimed": observed.observation.claimed,
            "case": case + 1,
            "condition": (written.when or "") if written else "",
            "says": "" if failed else compiled.sentences[case](observed.context, label),
            "question": "" if failed else compiled.questions[case](observed.context, label),
            "gap": written.gap if written else "",
            "standing": work.standing.get(observed.key, "advisory" if check.force != "required" else "not_counted"),
            "promoted": self._profile is not None and check.id in self._profile.promoted,
            "interpretation": check.interpretation,
            "reads": [
                self._read(read, observed) for read in compiled.reads if read.concerns(outcome, observed.context)
            ],
            "thresholds": [self._threshold(name) for name in compiled.thresholds],
        }

    def _read(self, read: FieldRead, observed: Observed) -> Data:
        """Describe an answer that a check read; many checks read the same one, which is described once."""
        path = read.location(observed.context, observed.path)
        known = self._reads.get(path)
        if known is None:
            answer = read.reader(observed.context)
            known = self._reads[path] = {
                "path": path,
                "label": self._label(read),
                "state": answer.state,
                "value": read.words(observed.context),
                "evidence": read.references(observed.context),
                "reason": answer.reason or "",
            }
        return known

    def _label(self, read: FieldRead) -> str:
        """Name a field; one of an object, such as the unit of a period, is named with the object."""
        path = read.resolved.field.path
        own, whole = self._labels.get(path, ".".join(read.steps)), self._labels.get(path.rpartition(".")[0], "")
        told = not whole or own.casefold().startswith(whole.casefold())
        return own if told else f"{whole}, {own[:1].lower()}{own[1:]}"

    def _threshold(self, name: str) -> Data:
        threshold = self._pack.thresholds[name]
        return {
            "id": name,
            "value": plain_number(threshold.value),
            **threshold.model_dump(include={"unit", "status", "source", "url", "reviewed_by"}),
            "by_profile": self._profile is not None and name in self._profile.thresholds,
            "instead_of": self._profile.thresholds.get(name, "") if self._profile else "",
        }

    def _reading(self, name: str, ambiguity: Ambiguity) -> Data:
        used = ambiguity.in_force or ambiguity.ours
        chosen = self._profile.why.get(name, "") if self._profile and used != ambiguity.ours else ""
        return {
            "id": name,
            "question": ambiguity.question,
            "reading": used,
            "means": ambiguity.readings[used],
            "ours": used == ambiguity.ours,
            "why": chosen or ambiguity.why,
        }

    def _groups(self, found: CriterionObserved) -> Iterator[Data]:
        for key, instance in found.instances.items():
            finding = self._run.findings[key]
            plan = instance.plan
            mode, k = (plan.part.combine, 0) if isinstance(plan, ListPlan) else (plan.mode, plan.k)
            yield {
                "key": key,
                "of": plan.owner,
                "mode": mode,
                "k": k,
                "members": instance.members,
                "finding": finding["finding"],
                "inherent": bool(finding["inherent"]),
                "flagged": bool(finding["flagged"]),
            }

    def _parts(self, found: CriterionObserved) -> Iterator[Data]:
        parts = {part.id: part for part in found.plan.criterion.parts}
        for key, instance in found.instances.items():
            part = parts.get(instance.plan.owner)
            if part is not None and instance.plan.key == part.id:
                yield self._part(part, key, instance)

    def _part(self, part: Part, key: str, instance: Instance) -> Data:
        finding = self._run.findings[key]
        return {
            "id": part.id,
            "key": key,
            "title": part.title,
            "asks": part.asks,
            "words": part.words,
            "scope": instance.scope,
            "finding": finding["finding"],
            "inherent": bool(finding["inherent"]),
            "items": instance.members if isinstance(instance.plan, ListPlan) else (),
        }

    def _questions(self, found: CriterionObserved, work: Work) -> Iterator[Data]:
        if (
            found.applicability.outcome == "judgement"
            and self._run.findings[found.plan.criterion.id]["finding"] == "needs_judgement"
        ):
            yield {"check": "", "documented": "", "question": found.applicability.says}
        for observed in found.observed.values():
            outcome, case, claimed = observed.observation
            if work.standing.get(observed.key) != "decides" or not (claimed or outcome == "judgement"):
                continue
            label = observed.scope.label or NOT_STATED
            compiled = observed.compiled
            claims = [answer.reason or "" for answer in self._answers(observed) if answer.state == "not_applicable"]
            yield {
                "check": observed.key,
                "scope": observed.scope,
                "part": observed.group.partition("[")[0].partition("/")[0],
                "documented": "; ".join(claims) if claimed else compiled.sentences[case](observed.context, label),
                "question": self._pack.claim_question if claimed else compiled.questions[case](observed.context, label),
            }

    def _answers(self, observed: Observed) -> list[Any]:
        return [read.reader(observed.context) for read in observed.compiled.reads]

    def _cited(self, checks: list[Data]) -> list[Data]:
        sources = self._run.context.sources
        names: dict[str, None] = {}
        for check in checks:
            for read in check["reads"]:
                names.update(dict.fromkeys(read["evidence"]))
        return [_citation(sources[name]) for name in names if name in sources]


def _told(fact: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in fact.items() if name != "id"}


def _citation(source: Source) -> Data:
    attachment = source.attachment.value
    return {
        "id": source.id,
        "citation": shown(source.citation),
        "year": shown(source.year),
        "url": shown(source.url) or shown(source.doi),
        "attachment": shown(attachment.name) if attachment else "",
    }


def _is_advisory(check: Data) -> bool:
    return check["force"] in ADVISORY and check["outcome"] in ("false", "unknown")


def _advisory(check: Data) -> Data:
    return {
        "check": check["key"],
        "scope": check["scope"],
        "force": check["force"],
        "says": check["says"],
        "stated": check["outcome"] == "false",
    }

"""The reference findings: from outcomes through groups, parts and criteria to the recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reference.answers import Situation, items, reading_in_force
from reference.language import holds
from reference.outcomes import Outcome, outcome_of, outcome_without_items

if TYPE_CHECKING:
    import datetime

    from evaluator.model.criteria import Criterion, Group, Pack, Part
    from evaluator.model.proposal import Proposal

ORDER = ("not_met", "incomplete", "needs_judgement", "met")
FINDING_OF = {
    "true": "met",
    "false": "not_met",
    "unknown": "incomplete",
    "judgement": "needs_judgement",
}
DROPPED = ("not_applicable", "not_evaluated")

# A check or part by its id, and the number of the list's item that it was judged for.
Place = tuple[str, int | None]


@dataclass(frozen=True)
class Finding:
    """What a member, group, part or criterion comes to; `claimed` and `error` occur among members too."""

    word: str
    inherent: bool = False
    flagged: bool = False


@dataclass
class Evaluation:
    """Everything that was decided about one proposal."""

    outcomes: dict[Place, Outcome] = field(default_factory=dict)
    parts: dict[Place, Finding] = field(default_factory=dict)
    criteria: dict[str, Finding] = field(default_factory=dict)
    applies: dict[str, str] = field(default_factory=dict)
    form: Finding = Finding("not_evaluated")
    recommendation: str = "undetermined"


def evaluate(
    pack: Pack, proposal: Proposal, as_of: datetime.date, instead: Mapping[Place, Outcome] | None = None
) -> Evaluation:
    """Evaluate a proposal; `instead` replaces the outcomes of some checks, so that errors can be put in."""
    evaluation = Evaluation()
    everywhere = Situation(pack, proposal, as_of)
    whole = {criterion.id: criterion for criterion in (pack.profile.before if pack.profile else ())}
    for changed in (pack.form, *pack.criteria):
        criterion = whole.get(changed.id, changed)
        situation = replace(everywhere, define={**pack.define, **criterion.define})
        if left_out(pack, criterion):
            finding = Finding("not_evaluated")
        else:
            finding = _Judge(criterion, situation, evaluation, instead or {}).finding()
        if changed is pack.form:
            evaluation.form = finding
        else:
            evaluation.criteria[criterion.id] = finding
    evaluation.recommendation = recommend(pack, evaluation.form, evaluation.criteria)
    return evaluation


def left_out(pack: Pack, criterion: Criterion) -> bool:
    """Tell whether a criterion is not evaluated: it is not in force, or the profile leaves it out."""
    chosen = pack.profile is None or criterion.id not in pack.profile.not_evaluated
    return criterion.status != "active" or not chosen


def recommend(pack: Pack, form: Finding, criteria: Mapping[str, Finding]) -> str:
    """Name the recommendation, from the top of the list down."""
    words = {finding.word for finding in criteria.values()}
    if any(finding.word == "not_met" and finding.inherent for finding in criteria.values()):
        return "not_ready"
    if form.word == "error" or any(_may_be_hopeless(criterion, criteria[criterion.id]) for criterion in pack.criteria):
        return "undetermined"
    if form.word in ("not_met", "incomplete"):
        return "form_incomplete"
    if words & {"not_met", "incomplete"}:
        return "gaps"
    if "error" in words:
        return "undetermined"
    if "needs_judgement" in words or form.word == "needs_judgement":
        return "for_judgement"
    return "ready" if "met" in words else "undetermined"


def _may_be_hopeless(criterion: Criterion, finding: Finding) -> bool:
    """Tell whether an error may hide that no work helps: of what is settled, only `not_met` can become so."""
    doubtful = finding.word == "error" or (finding.word == "not_met" and finding.flagged)
    return doubtful and any(gap.fixability == "inherent" for gap in criterion.gaps)


def combine(mode: str, members: list[Finding], k: int = 0) -> Finding:
    """Combine members into the finding of their group."""
    if mode == "any":
        left = [member for member in members if member.word not in (*DROPPED, "claimed")]
        word = _highest(left, any_claim=any(member.word == "claimed" for member in members))
        inherent = all(member.inherent for member in left)
    else:
        left = [_claim_as_judgement(member) for member in members if member.word not in DROPPED]
        not_met = [member for member in left if member.word == "not_met"]
        if mode == "all":
            word = _lowest(left)
            inherent = any(member.inherent for member in not_met)
        else:
            word = _k_th_highest(left, k)
            inherent = len(left) - sum(member.inherent for member in not_met) < k
    doubt = any(member.word == "error" or member.flagged for member in left)
    return Finding(word, inherent and word == "not_met", doubt and word != "error")


def _claim_as_judgement(member: Finding) -> Finding:
    return replace(member, word="needs_judgement") if member.word == "claimed" else member


def _lowest(left: list[Finding]) -> str:
    words = {member.word for member in left}
    for word in ("not_met", "error", "incomplete", "needs_judgement", "met"):
        if word in words:
            return word
    return "not_applicable"


def _highest(left: list[Finding], *, any_claim: bool) -> str:
    words = {member.word for member in left}
    for word in ("met", "error", "needs_judgement", "incomplete", "not_met"):
        if word in words:
            return word
    return "needs_judgement" if any_claim else "not_applicable"


def _k_th_highest(left: list[Finding], k: int) -> str:
    if not left:
        return "not_applicable"
    if len(left) < k:
        return "incomplete"
    # An error may hide anything between the worst and the best.
    worst, best = (_ranked(left, instead_of_error)[k - 1] for instead_of_error in ("not_met", "met"))
    return worst if worst == best else "error"


def _ranked(left: list[Finding], instead_of_error: str) -> list[str]:
    words = [instead_of_error if member.word == "error" else member.word for member in left]
    return sorted(words, key=ORDER.index, reverse=True)


class _Judge:
    """Judges one criterion, and writes down what it finds on the way."""

    def __init__(
        self, criterion: Criterion, situation: Situation, evaluation: Evaluation, instead: Mapping[Place, Outcome]
    ) -> None:
        self.criterion = criterion
        self.situation = situation
        self.evaluation = evaluation
        self.instead = instead
        self.checks = {check.id: check for check in criterion.checks}
        self.parts = {part.id: part for part in criterion.parts}
        profile = situation.pack.profile
        self.dropped = {piece.id for piece in profile.left_out} if profile else set()
        self.inherent_gaps = {gap.id for gap in criterion.gaps if gap.fixability == "inherent"}

    def finding(self) -> Finding:
        found = self.group(self.logic(self.criterion), self.situation, None)
        applies = self.evaluation.applies[self.criterion.id] = self.applicability()
        if applies == "no":
            return Finding("not_applicable")
        if applies == "undecided":
            return Finding("incomplete")
        if applies == "judgement" and found.word not in ("met", "error"):
            return Finding("needs_judgement", flagged=found.flagged)
        return found

    def logic(self, holder: Criterion | Part) -> Group:
        name = holder.reading
        return holder.alternatives[reading_in_force(self.situation.pack, name)] if name else holder.logic

    def applicability(self) -> str:
        pack = self.situation.pack
        first = () if self.criterion.id == pack.form.id else pack.applies
        for case in (*first, *self.criterion.applies):
            if holds(case.when, self.situation):
                return case.then
        return "yes"

    def group(self, group: Group, situation: Situation, number: int | None) -> Finding:
        members = [self.member(member, situation, number) for member in group.members]
        return combine(group.mode, members, group.k)

    def member(self, member: str | Group, situation: Situation, number: int | None) -> Finding:
        if self.is_dropped(member):
            return Finding("not_evaluated")
        if not isinstance(member, str):
            return self.group(member, situation, number)
        if member in self.parts:
            return self.part(self.parts[member], situation, number)
        return self.check(member, situation, number)

    def is_dropped(self, member: str | Group) -> bool:
        """Tell whether the profile leaves a member out, or everything in it."""
        if not isinstance(member, str):
            return all(map(self.is_dropped, member.members))
        inside = member in self.parts and self.is_dropped(self.logic(self.parts[member]))
        return member in self.dropped or inside

    def check(self, name: str, situation: Situation, number: int | None) -> Finding:
        place = (name, number)
        outcome = self.instead.get(place) or outcome_of(self.checks[name], situation)
        self.evaluation.outcomes[place] = outcome
        return self.as_member(outcome)

    def as_member(self, outcome: Outcome) -> Finding:
        word = FINDING_OF.get(outcome.word, outcome.word)
        return Finding(word, inherent=word == "not_met" and outcome.gap in self.inherent_gaps)

    def part(self, part: Part, situation: Situation, number: int | None) -> Finding:
        found = self.over_items(part, situation) if part.over else self.group(self.logic(part), situation, number)
        self.evaluation.parts[part.id, number] = found
        return found

    def over_items(self, part: Part, situation: Situation) -> Finding:
        things = items(situation, part.over)
        if not things:
            members = [self.as_member(outcome_without_items(part, situation))]
        else:
            members = [self.one_item(part, situation.inside(thing), number) for number, thing in enumerate(things)]
        return combine(part.combine, members)

    def one_item(self, part: Part, situation: Situation, number: int) -> Finding:
        found = self.group(self.logic(part), situation, number)
        self.evaluation.parts[part.id, number] = found
        return found

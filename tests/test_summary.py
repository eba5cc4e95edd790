"""A summary says what the whole evaluation says, for every example."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.engine.checks import CompiledCheck
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.model.summary import GapRow, Summary
from evaluator.packs import available_packs, load_pack
from evaluator.packs.reading import load_examples
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 21)
EVALUATORS = {name: Evaluator(load_pack(str(folder)), DAY) for name, _, folder in available_packs()}
EVALUATORS["society"] = Evaluator(load_pack(None, str(ROOT / "examples" / "society" / "profile.toml")), DAY)


def drawn_from(evaluation: Evaluation) -> Summary:
    """Make the summary from the whole."""
    criteria = (evaluation.form, *evaluation.criteria)
    rows = [(criterion.id, gap) for criterion in criteria for gap in criterion.gaps]
    shared = ("id", "scope", "code", "fixability", "effort", "actor", "where", "counted")
    return Summary(
        ruler=evaluation.ruler,
        proposal=evaluation.proposal.id,
        recommendation=evaluation.recommendation.engine,
        findings={criterion.id: criterion.finding for criterion in criteria},
        readiness=evaluation.readiness,
        completeness=evaluation.completeness,
        gaps=tuple(GapRow(criterion=name, **{key: getattr(gap, key) for key in shared}) for name, gap in rows),
        questions=evaluation.recommendation.questions,
        errors=len(evaluation.errors),
    )


def assert_equal(evaluator: Evaluator, proposal: Proposal) -> None:
    summary = evaluator.summary(proposal)
    assert summary == drawn_from(evaluator.evaluate(proposal))
    assert repr(Summary.model_validate(summary.model_dump())) == repr(summary)


@pytest.mark.untraced
@pytest.mark.parametrize("name", EVALUATORS)
@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_whole_proposals(name: str, path: Path) -> None:
    assert_equal(EVALUATORS[name], read_proposal(path, EVALUATORS[name].pack).proposal)


def test_an_item_is_called_as_in_its_own_proposal() -> None:
    evaluator = Evaluator(load_pack(), DAY)
    data = written(read_proposal(ROOT / "examples" / "three-codes.yaml", evaluator.pack).proposal)

    for code in ("332XF", "339XF"):
        data["codes"][2]["code"] = code
        proposal = Proposal.model_validate(data)
        assert [gap.scope.label for gap in evaluator.summary(proposal).gaps if gap.scope.id] == [code]
        assert_equal(evaluator, proposal)


@pytest.mark.parametrize("profile", [None, "measure-only"])
def test_one_that_does_not_advise_says_the_same(profile: str | None) -> None:
    pack = load_pack(profile=profile)
    whole, brief = Evaluator(pack, DAY), Evaluator(pack, DAY, advises=False)

    for path in sorted((ROOT / "examples").glob("*.yaml")):
        proposal = read_proposal(path, pack).proposal
        assert brief.summary(proposal) == whole.summary(proposal)
        asked = {check.force for one in brief.evaluate(proposal).criteria for check in one.checks}
        assert asked <= {"required"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, _, _ in available_packs()])
def test_examples_of_criteria(name: str) -> None:
    evaluator = EVALUATORS[name]

    for examples in load_examples(name, evaluator.pack).values():
        for example in examples[::2]:
            assert_equal(evaluator, proposal_with(example.answers))


def test_errors_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluator = EVALUATORS["ama-category-ii"]
    observe = CompiledCheck.observe
    broken = evaluator.pack.criteria[0].checks[0].id

    def observe_or_raise(check, context):
        if check.check.id == broken:
            raise RuntimeError(broken)
        return observe(check, context)

    monkeypatch.setattr(CompiledCheck, "observe", observe_or_raise)
    proposal = proposal_with({})

    assert evaluator.summary(proposal).errors == 1
    assert_equal(evaluator, proposal)

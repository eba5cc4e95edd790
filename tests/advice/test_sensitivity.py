"""What a finding hangs on: leaving that out changes it, and leaving out anything else does not."""

from __future__ import annotations

import copy
import datetime
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.advice.sensitivity import sensitivity_of
from evaluator.advice.trials import Trials
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.engine.chain import shared_chain
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.rendering.sensitivity import sensitivity_text

EXAMPLES = Path(__file__).parents[2] / "examples"
EVALUATOR = Evaluator(load_pack(), datetime.date(2026, 11, 22))
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@cache
def proposal(name):
    return read_proposal(EXAMPLES / f"{name}.yaml", EVALUATOR.pack).proposal


@cache
def found(name):
    return sensitivity_of(EVALUATOR, proposal(name))


@cache
def trials(name):
    return Trials(EVALUATOR, proposal(name))


def without(name, path):
    """Leave out by path in another way than the code that is tested: blank it where it stands."""
    data = copy.deepcopy(written(proposal(name)))
    steps = [int(step) if step.isdecimal() else step for step in path.split(".")]
    holder = data
    for step in steps[:-1]:
        holder = inside(holder)[step]
    del inside(holder)[steps[-1]]
    return data


def inside(holder):
    return holder["value"] if isinstance(holder, dict) and set(holder) <= {"value", "evidence"} else holder


def plain_run(data):
    return run(EVALUATOR.compiled, Proposal.model_validate(data), EVALUATOR.as_of)


def words(findings):
    return {key: fact["finding"] for key, fact in findings.items()}


def leaves(data, path=()):
    """List the places of single answers; several choices or texts in a list are one answer."""
    is_one_answer = isinstance(data, list) and not any(isinstance(each, dict) for each in data)
    if isinstance(data, dict | list) and "not_applicable" not in data and not is_one_answer:
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            if step not in ("value", "evidence", "schema", "id") or (step == "evidence" and not path):
                yield from leaves(value, (*path, str(step)))
            elif step == "value":
                yield from leaves(value, path)
    elif path:
        yield ".".join(path)


def test_several_choices_in_one_answer_are_left_out_together():
    hangs = [hang for one in found("revision").criteria for hang in one.hangs_on]

    assert ("use.purposes", "incomplete") in [(hang.without.path, hang.becomes) for hang in hangs]


def test_parts_that_are_asked_no_more_have_no_finding():
    changed = without("revision", "change.kind")

    tried = trials("revision").changed("change.kind", changed["change"])

    assert words(tried.findings) == words(plain_run(changed).findings)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_trial_finds_what_a_whole_run_finds(data):
    name = data.draw(st.sampled_from(NAMES))
    path = data.draw(st.sampled_from(sorted(set(leaves(written(proposal(name)))))))
    changed = without(name, path)

    tried = trials(name).changed(path, changed.get(path.partition(".")[0]))
    whole = plain_run(changed)

    assert words(tried.findings) == words(whole.findings)
    assert tried.recommendation == whole.recommendation
    hangs = {one.id: one.hangs_on for one in found(name).criteria}
    for criterion in [EVALUATOR.pack.form.id, *(one.id for one in EVALUATOR.pack.criteria)]:
        told = {hang.without.path: hang.becomes for hang in hangs[criterion] if hang.without.kind == "answer"}
        assert told.get(path, trials(name).before.word(criterion)) == whole.findings[criterion]["finding"]


@pytest.mark.parametrize("name", ["process-with-gaps", "deletion"])
def test_what_a_finding_hangs_on_changes_it_as_told(name):
    for one in found(name).criteria:
        assert one.robust == (not one.hangs_on)
        for hang in one.hangs_on[:2]:
            whole = plain_run(without(name, hang.without.path))
            assert whole.findings[one.id]["finding"] == hang.becomes != one.finding
    for hang in found(name).recommendation_hangs_on[:2]:
        assert plain_run(without(name, hang.without.path)).recommendation == hang.becomes


def test_evidence_items_are_left_out_besides_answers():
    kinds = {hang.without.path: hang.without.kind for one in found("process-ready").criteria for hang in one.hangs_on}

    assert kinds["evidence.sources.3"] == "evidence"
    assert kinds["measure.type"] == "answer"
    assert found("process-ready").evidence > 0


def test_an_empty_proposal_hangs_on_nothing():
    empty = sensitivity_of(EVALUATOR, Proposal())

    assert (empty.answers, empty.evidence) == (0, 0)
    assert all(one.robust for one in empty.criteria)


def test_a_fault_of_all_rules_is_not_hidden(monkeypatch):
    def broken(*_):
        raise ValueError("broken")

    unused = Evaluator(EVALUATOR.pack, EVALUATOR.as_of)  # so that no pattern of outcomes is known already
    asked = Trials(unused, proposal("process-with-gaps"))
    monkeypatch.setattr(shared_chain(unused.compiled.modes), "run", broken)
    data = without("process-with-gaps", "use.purpose")

    with pytest.raises(ValueError, match="broken"):
        asked.changed("use.purpose", data["use"])


def test_the_command_says_for_whom_it_is_and_names_lines(cat2):
    ran = cat2("sensitivity", EXAMPLES / "process-with-gaps.yaml")

    assert ran.code == 0
    assert ran.out.startswith("For staff:")
    assert "    - Purpose of the measure: line 48, use.purpose" in ran.out
    assert "Robust, no single answer or evidence item changes it:" in ran.out


def test_the_command_prints_the_document(cat2):
    data = json.loads(cat2("sensitivity", EXAMPLES / "deletion.yaml", "-f", "json").out)

    assert data["format"] == "cat2-sensitivity/1"
    assert data["recommendation"] == "for_judgement"


def test_a_proposal_that_cannot_be_read_is_told(cat2, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("measure: [", "utf-8")

    assert cat2("sensitivity", broken).code == 2


def test_nothing_is_said_of_what_no_answer_changes():
    text = sensitivity_text(sensitivity_of(EVALUATOR, Proposal()))

    assert "No single answer or evidence item changes it." in text

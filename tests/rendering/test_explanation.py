"""The explained tree replays: from the outcomes it shows to the finding it shows, by hand."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.api import Evaluator, result_of
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.rendering.explanation import explained

EXAMPLES = Path(__file__).parents[2] / "examples"
EVALUATOR = Evaluator(load_pack(), datetime.date(2026, 11, 22))
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
ORDER = ["not_met", "incomplete", "needs_judgement", "met"]
OF_OUTCOME = {"true": "met", "false": "not_met", "unknown": "incomplete", "judgement": "needs_judgement"}


@cache
def data_of(name):
    return written(read_proposal(EXAMPLES / f"{name}.yaml", EVALUATOR.pack).proposal)


def replay(key, groups, checks):
    """Work out a finding from the outcomes below it; what does not arise drops out, a claim drops out of an any."""
    if key in checks:
        check = checks[key]
        return "claimed" if check["claimed"] else OF_OUTCOME.get(check["outcome"], check["outcome"])
    group = groups[key]
    found = [replay(member, groups, checks) for member in group["members"]]
    left = [one for one in found if one != "not_applicable"]
    if not left:
        return "not_applicable"
    if group["mode"] == "any" and set(left) != {"claimed"}:
        left = [one for one in left if one != "claimed"]
    ranked = sorted(("needs_judgement" if one == "claimed" else one for one in left), key=ORDER.index)
    if group["mode"] == "at_least":
        return ranked[-group["k"]] if len(ranked) >= group["k"] else "incomplete"
    return ranked[0 if group["mode"] == "all" else -1]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_the_explained_tree_replays_to_the_finding(name, data):
    left_out = data.draw(st.lists(st.sampled_from(sorted(data_of(name))), max_size=3))
    draft = Proposal.model_validate({key: value for key, value in data_of(name).items() if key not in left_out})

    for one in explained(result_of(EVALUATOR.evaluate(draft)), None)["criteria"]:
        groups = {group["key"]: group for group in one["groups"]}
        checks = {check["key"]: check for check in one["checks"]}
        for key, group in groups.items():
            assert replay(key, groups, checks) == group["finding"], key
        if one["applicability"]["outcome"] == "yes":
            assert replay(one["id"], groups, checks) == one["finding"]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(NAMES))
def test_every_fact_of_the_trace_is_observed_or_derived_from_facts_before_it(name):
    trace = explained(result_of(EVALUATOR.evaluate(Proposal.model_validate(data_of(name)))), None)["trace"]
    known = set()
    for node in trace:
        assert set(node["because"]) <= known | {each["id"] for each in trace if not each["rule"]}
        known.add(node["id"])

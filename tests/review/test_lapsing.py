"""A disposition lapses when what it read has changed, and by nothing else that is edited."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from review_files import AS_OF, EVALUATOR, EXAMPLES, begun, example, filled, overridden, review_of, saved, under

from evaluator.errors import ProposalError
from evaluator.model.evaluation import CheckResult, Evaluation
from evaluator.model.proposal import Proposal
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.writing import written
from evaluator.review.lapsing import standing
from evaluator.review.reading import ReadReview, read_review
from evaluator.review.subjects import Subjects

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
SUBJECTS = Subjects(EVALUATOR)


@cache
def plain(name: str) -> dict[str, Any]:
    return json.loads(json.dumps(written(example(name)), default=float))


@cache
def evaluated(name: str) -> Evaluation:
    return EVALUATOR.evaluate(example(name))


def parsed(data: dict[str, Any]) -> Proposal:
    return proposal_of(Document(data, SourceMap(dict)), EVALUATOR.pack).proposal


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, (*path, n))]
    return [path] if path not in (("schema",), ("id",)) else []


EDITS = [(name, leaf) for name in NAMES for leaf in leaves(plain(name))]


def edited(name: str, leaf: tuple[str | int, ...], how: str) -> Proposal:
    data = copy.deepcopy(plain(name))
    at = data
    for step in leaf[:-1]:
        at = at[step]
    old = at[leaf[-1]]
    at[leaf[-1]] = {
        "unknown": "unknown",
        "other": old + 1 if isinstance(old, int | float) and not isinstance(old, bool) else f"{old} and more",
        "none": None,
    }[how]
    return parsed(data)


@cache
def affirmed(name: str, folder: str) -> ReadReview:
    """Speak about every criterion and every check at once."""
    data = begun(example(name))
    every = {
        key: {"disposition": "affirmed"} for key, one in data["record"]["entries"].items() if one["found"] != "error"
    }
    return read_review(saved(filled(data, every), Path(folder) / f"{name}.json"))


def place(leaf: tuple[str | int, ...]) -> str:
    """Name the field of a leaf as results name it, without what belongs to the way of writing."""
    steps = [str(step) for step in leaf if step not in ("value", "not_applicable")]
    return ".".join(steps[: steps.index("evidence", 1)] if "evidence" in steps[1:] else steps)


def concerns(path: str, edit: str) -> bool:
    return path == edit or path.startswith(f"{edit}.") or edit.startswith(f"{path}.")


def reads(check: CheckResult, edit: str, sources: list[str]) -> bool:
    source = re.match(r"evidence\.sources\.(\d+)", edit)
    cited = source is not None and sources[int(source[1])] in {name for read in check.reads for name in read.evidence}
    return cited or any(concerns(read.path, edit) for read in check.reads)


def applies_on(criterion: str, edit: str) -> bool:
    plan = next(plan for plan in EVALUATOR.compiled.plans if plan.criterion.id == criterion)
    define = {**EVALUATOR.pack.define, **plan.criterion.define}
    said = " ".join(case.case.when or "" for case in plan.applies) + " ".join(define.values())
    return any(concerns(path, edit) for path in re.findall(r"[a-z_]+(?:\.[a-z_]+)+|codes", said))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=st.sampled_from(EDITS), how=st.sampled_from(["other", "unknown", "none"]))
def test_an_edit_lapses_what_read_it_and_leaves_the_rest_standing(edit, how, tmp_path_factory):
    name, leaf = edit
    read = affirmed(name, str(tmp_path_factory.getbasetemp()))
    try:
        proposal = edited(name, leaf, how)
    except ProposalError:
        assume(False)  # noqa: FBT003  the edit is none that a proposal may hold
    assume(proposal != example(name))
    before, where = evaluated(name), place(leaf)
    sources = [source.id for source in example(name).evidence.sources.value or ()]

    found = standing(read.review, SUBJECTS.of(EVALUATOR.run(proposal)), EVALUATOR.compiled, AS_OF.isoformat())

    lapsed = {one.key: one for one in found.lapsed}
    for criterion in (before.form, *before.criteria):
        deciding = [check for check in criterion.checks if check.force == "required"]
        for check in deciding:
            if check.key in read.review.entries:
                code = lapsed[check.key].code if check.key in lapsed else ""
                if code == "gone":  # whether the criterion applies hangs on this answer
                    assert applies_on(criterion.id, where)
                else:
                    assert code == ("answers_changed" if reads(check, where, sources) else ""), (check.key, where)
        if any(reads(check, where, sources) for check in deciding):
            assert criterion.id in lapsed
        elif not applies_on(criterion.id, where):
            assert criterion.id not in lapsed


def test_what_changed_is_named_with_its_label(tmp_path):
    proposal = example("outcome-for-judgement")
    read = review_of(proposal, tmp_path, {"D1.segment_quantified": overridden("met"), "A": {"disposition": "affirmed"}})
    data = written(proposal)
    data["significance"]["segment"]["number"] = 190_000

    found = under(read, parsed(json.loads(json.dumps(data, default=float))))

    (lapsed,) = found.review.lapsed
    assert (lapsed.key, lapsed.code, lapsed.said) == ("D1.segment_quantified", "answers_changed", "met")
    assert "significance.segment.number" in {one.path for one in lapsed.changed}
    assert all(one.label for one in lapsed.changed)
    assert [one.key for one in found.review.dispositions] == ["A"]
    assert not found.review.of_this_draft

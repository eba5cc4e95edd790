"""The shipped profile for archives, and criteria that are not evaluated for whatever reason."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from evaluator.api import Evaluator, result_of
from evaluator.model.criteria import Pack, ProfileInForce
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.packs.profile_file import available_profiles
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.explanation import explanation
from evaluator.rendering.formats import render
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.terminal import terminal_summary

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2026, 11, 22)
ASIDE = ["form", "C", "H", "I", "J"]


def evaluated(pack: Pack, proposal: Proposal | None = None) -> Evaluation:
    return Evaluator(pack, DAY).evaluate(proposal or Proposal())


def leaving_out(*names: str) -> Pack:
    reasons = dict.fromkeys(names, "Not asked here.")
    profile = ProfileInForce(id="brief", title="Brief", author="Nobody", digest="0", not_evaluated=reasons)
    return load_pack().model_copy(update={"profile": profile})


def test_it_is_shipped() -> None:
    assert "measure-only" in available_profiles()


def test_what_archives_cannot_say_is_listed_with_its_reason_and_in_its_place() -> None:
    found = evaluated(load_pack(profile="measure-only"))
    every = [found.form, *found.criteria]

    assert [one.id for one in every] == ["form", *"ABCDEFGHIJ"]
    assert [one.id for one in every if one.finding == "not_evaluated"] == ASIDE
    assert all(one.not_evaluated for one in every if one.id in ASIDE)
    assert not any(one.checks or one.gaps or one.readings for one in every if one.id in ASIDE)


@pytest.mark.untraced
def test_what_is_left_out_counts_nowhere() -> None:
    whole, found = evaluated(load_pack()), evaluated(load_pack(profile="measure-only"))

    assert whole.recommendation.engine == "form_incomplete"
    assert found.recommendation.engine == "gaps"
    assert whole.readiness.of - found.readiness.of == len(ASIDE) - 1
    assert found.completeness.of < whole.completeness.of
    assert not {path for path in found.completeness.missing if path.startswith(("development", "applicant"))}
    assert any(path.startswith("specification") for path in found.completeness.missing)
    assert found.lead is None


@pytest.mark.untraced
def test_the_recommendation_names_what_was_not_evaluated() -> None:
    pack = load_pack(profile="measure-only")
    found = evaluated(pack, read_proposal(EXAMPLES / "process-ready.yaml", pack).proposal)

    assert found.recommendation.engine == "ready"
    assert found.recommendation.sentence.endswith(
        "not evaluated: form, C, H, I, J; evaluated in part only: B, D, E, G."
    )


@pytest.mark.untraced
def test_reports_say_why_a_criterion_is_not_evaluated() -> None:
    result = result_of(evaluated(load_pack(profile="measure-only")))
    reason = result.evaluation.criteria[2].not_evaluated

    assert notice_in_words(reason).startswith("A specification says what is measured.")
    for text in (render(result, "md"), render(result, "html"), " ".join(explanation(result, "C").split())):
        assert "A specification says what is measured." in text
    assert "– C   Burden and use                                      Not evaluated" in terminal_summary(result)


def test_nothing_evaluated_at_all_is_undetermined() -> None:
    found = evaluated(leaving_out("form", *"ABCDEFGHIJ"))

    assert found.recommendation.engine == "undetermined"
    assert (found.readiness.low, found.readiness.high, found.readiness.of) == (0, 0, 0)
    assert found.completeness.of == 0
    assert found.errors == ()


@pytest.mark.untraced
def test_the_form_alone_is_undetermined_once_it_is_complete() -> None:
    pack = leaving_out(*"ABCDEFGHIJ")
    complete = read_proposal(EXAMPLES / "process-ready.yaml", pack).proposal

    assert evaluated(pack).recommendation.engine == "form_incomplete"
    assert evaluated(pack, complete).recommendation.engine == "undetermined"


@pytest.mark.parametrize(
    ("status", "since", "expected"),
    [
        ("upcoming", None, "It is upcoming. It is being voted on."),
        ("upcoming", datetime.date(2027, 3, 1), "It is upcoming and applies from 1 March 2027. It is being voted on."),
        ("retired", datetime.date(2026, 7, 4), "It is retired since 4 July 2026. It is being voted on."),
    ],
)
def test_an_upcoming_or_retired_criterion_is_listed_and_not_counted(
    status: str, since: datetime.date | None, expected: str
) -> None:
    pack = load_pack()
    last = pack.criteria[-1].model_copy(
        update={"status": status, "status_since": since, "status_why": "It is being voted on."}
    )
    found = evaluated(pack.model_copy(update={"criteria": (*pack.criteria[:-1], last)}))

    assert found.criteria[-1].finding == "not_evaluated"
    assert notice_in_words(found.criteria[-1].not_evaluated) == expected
    assert "development.members" in evaluated(pack).completeness.missing
    assert "development.members" not in found.completeness.missing


@pytest.mark.untraced
@pytest.mark.parametrize("force", ["upcoming", "retired"])
def test_an_upcoming_or_retired_check_is_asked_and_not_counted(force: str) -> None:
    pack = load_pack()
    b = next(one for one in pack.criteria if one.id == "B")
    checks = tuple(
        one.model_copy(update={"force": force}) if one.id == "B.attribution_rule" else one for one in b.checks
    )
    changed = b.model_copy(update={"checks": checks})
    other = pack.model_copy(update={"criteria": tuple(changed if one is b else one for one in pack.criteria)})

    before, after = evaluated(pack), evaluated(other)
    check = next(one for one in after.criteria[1].checks if one.id == "B.attribution_rule")

    assert check.force == force
    assert after.recommendation.advisories == before.recommendation.advisories - 1
    assert "B.attribution_rule" in render(result_of(after), "md")

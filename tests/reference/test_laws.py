"""The laws of combination: no order counts, saying it twice adds nothing, and what is decided does not come undone.

Both evaluators are held to them, on generated packs whose checks come to outcomes that are drawn.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.agreement import Fallible, Found
from reference.building import case, guide, proposal
from reference.effort import share
from reference.findings import Finding
from reference.packs import packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.model.criteria import Check, Criterion, Group, Pack, Part

pytestmark = pytest.mark.slow

Words = dict[str, str]
BOTH = pytest.mark.parametrize("judge", [Fallible.by_reference, Fallible.by_engine], ids=["reference", "engine"])
FEW = share(6)
DECIDED = ("true", "false")
DRAWN = (*DECIDED, "unknown", "judgement", "not_applicable", "claimed", "error", "unknown", "judgement", *DECIDED)
LETTERS = st.binary(min_size=64, max_size=64)
# Every list that a part may go over has two items.
SAID = proposal(
    {
        "measure.title": {"not_applicable": "It has none."},
        "measure.parts": [{"name": "A"}, {"name": "B"}],
        "codes": [{"code": "300XF"}, {"code": "301XF"}],
        "evidence.sources": [{"id": "E1"}, {"id": "E2"}],
        "evidence.guidelines": [{"source": "E1"}, {"source": "E2"}],
        "evidence.reviews": [{"source": "E1"}, {"source": "E2"}],
        "reporting.states": [{"state": "met"}, {"state": "not_met"}],
        "development.members": [{"role": "chair"}, {"role": "clinician"}],
    }
)


@BOTH
@FEW
@given(pack=packs(), letters=LETTERS, seed=st.integers(0, 2**32))
def test_no_order_counts(judge: Any, pack: Pack, letters: bytes, seed: int) -> None:
    words = drawn_words(pack, letters)

    before = judged(judge, pack, words)
    after = judged(judge, shuffled(pack, random.Random(seed)), words)  # noqa: S311

    assert after == before


@BOTH
@FEW
@given(pack=packs(), letters=LETTERS)
def test_saying_it_twice_adds_nothing(judge: Any, pack: Pack, letters: bytes) -> None:
    words = drawn_words(pack, letters)
    again = {f"{name}_again": word for name, word in words.items()}

    before = judged(judge, pack, words)
    after = judged(judge, doubled(pack), {**words, **again})

    assert {name: after[name] for name in before} == before


@BOTH
@FEW
@given(pack=packs(), letters=LETTERS, data=st.data())
def test_what_is_met_or_not_met_stays_so(judge: Any, pack: Pack, letters: bytes, data: st.DataObject) -> None:
    words = drawn_words(pack, letters)
    undecided = [name for name, word in words.items() if word in ("unknown", "judgement")]
    now_decided = {name: data.draw(st.sampled_from(DECIDED)) for name in undecided[::2]}

    before = judged(judge, pack, words)
    after = judged(judge, pack, {**words, **now_decided})

    assert settled(after, settled(before)) == settled(before)


@BOTH
@FEW
@given(pack=packs(), letters=LETTERS, data=st.data())
def test_an_error_hides_nothing_that_could_change_a_finding(
    judge: Any, pack: Pack, letters: bytes, data: st.DataObject
) -> None:
    words = drawn_words(pack, letters)
    failed = [name for name, word in words.items() if word == "error"]
    mended = {name: data.draw(st.sampled_from((*DECIDED, "unknown", "judgement"))) for name in failed}

    before = judged(judge, pack, words)
    after = judged(judge, pack, {**words, **mended})

    certain = {name: found.word for name, found in findings(before).items() if found.word != "error"}
    assert {name: found.word for name, found in findings(after).items() if name in certain} == certain


def judged(judge: Any, pack: Pack, words: Words) -> Found:
    """Judge a pack whose checks come to these outcomes, and keep what is found about parts and criteria."""
    broken = frozenset((name, number) for name, word in words.items() if word == "error" for number in (None, 0, 1))
    found = judge(Fallible.of(settled_checks(pack, words)), SAID, broken)
    return {**findings(found), "recommendation": found["recommendation"]}


def findings(found: Found) -> dict[str, Finding]:
    """Keep what is a finding."""
    return {name: value for name, value in found.items() if isinstance(value, Finding)}


def settled(found: Found, names: Any = None) -> Words:
    """Keep the findings that are met or not met, or those of the names given."""
    words = {name: finding.word for name, finding in findings(found).items()}
    return {
        name: word for name, word in words.items() if (word in ("met", "not_met") if names is None else name in names)
    }


def drawn_words(pack: Pack, letters: bytes) -> Words:
    """Draw the outcome of every check."""
    names = [check.id for criterion in (pack.form, *pack.criteria) for check in criterion.checks]
    return {name: DRAWN[letters[place % len(letters)] % len(DRAWN)] for place, name in enumerate(names)}


def settled_checks(pack: Pack, words: Words) -> Pack:
    """Make every check of a pack come to its outcome, whatever is proposed; errors are put in elsewhere."""
    fields = {**pack.fields, "measure.title": guide(may_claim_not_applicable=True)}

    def settle(criterion: Criterion) -> Criterion:
        checks = tuple(_settled_check(check, words[check.id], criterion.id) for check in criterion.checks)
        # The laws are about one logic: the one in force, and no other that a reading could put in its place.
        return criterion.model_copy(update={"checks": checks, "reading": "", "alternatives": {}})

    return _of_criteria(pack, settle).model_copy(update={"fields": fields})


def _settled_check(check: Check, word: str, criterion: str) -> Check:
    if word == "claimed":
        cases = [case("measure.title is answered", "true"), case(None, "unknown", f"{criterion}.gap")]
    elif word in ("false", "unknown"):
        cases = [case(None, word, f"{criterion}.{'inherent-gap' if len(check.cases) > 2 else 'gap'}")]
    else:
        cases = [case(None, "true" if word == "error" else word)]
    return check.model_copy(update={"cases": tuple(cases)})


def shuffled(pack: Pack, chance: random.Random) -> Pack:
    """Put the members of every group, and all that stands in a list of a pack, in another order."""

    def shuffle_group(group: Group) -> Group:
        members = [one if isinstance(one, str) else shuffle_group(one) for one in group.members]
        return group.model_copy(update={"members": _mixed(members, chance)})

    def shuffle(criterion: Criterion) -> Criterion:
        parts = [part.model_copy(update={"logic": shuffle_group(part.logic)}) for part in criterion.parts]
        changed = {
            "logic": shuffle_group(criterion.logic),
            "parts": _mixed(parts, chance),
            "checks": _mixed(list(criterion.checks), chance),
        }
        return criterion.model_copy(update=changed)

    mixed = _of_criteria(pack, shuffle)
    return mixed.model_copy(update={"criteria": _mixed(list(mixed.criteria), chance)})


def _mixed(things: list[Any], chance: random.Random) -> tuple[Any, ...]:
    return tuple(chance.sample(things, len(things)))


def doubled(pack: Pack) -> Pack:
    """Say every member of a criterion's and of a part's logic twice; the second time under a name of its own."""
    return _of_criteria(pack, _doubled_criterion)


def _doubled_criterion(criterion: Criterion) -> Criterion:
    parts = [*criterion.parts, *(_again_part(part) for part in criterion.parts)]
    checks = (*criterion.checks, *(check.model_copy(update={"id": f"{check.id}_again"}) for check in criterion.checks))
    changed = {"logic": _doubled_group(criterion.logic), "parts": tuple(parts), "checks": checks}
    return criterion.model_copy(update=changed)


def _doubled_group(group: Group) -> Group:
    twice = (*group.members, *_again(group).members)
    return group.model_copy(update={"members": twice, "k": 2 * group.k})


def _again(group: Group) -> Group:
    members = (f"{one}_again" if isinstance(one, str) else _again(one) for one in group.members)
    return group.model_copy(update={"members": tuple(members)})


def _again_part(part: Part) -> Part:
    return part.model_copy(update={"id": f"{part.id}_again", "logic": _again(part.logic)})


def _of_criteria(pack: Pack, change: Callable[[Criterion], Criterion]) -> Pack:
    criteria = tuple(change(criterion) for criterion in pack.criteria)
    return pack.model_copy(update={"form": change(pack.form), "criteria": criteria})

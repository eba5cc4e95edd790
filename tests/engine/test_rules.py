"""Every rule is needed: with any one left out or altered, a finding or the recommendation comes out wrong."""

from __future__ import annotations

import copy
import itertools

import pytest

from evaluator.engine.chain import Chain
from evaluator.engine.derive import SUMMARY, Derivation
from evaluator.engine.facts import COLUMNS, counts_fact, counts_of
from evaluator.engine.rules import ONLY, SAID, SUMMARY_COLUMNS, WIDEST_JOIN, definitions, gather_name, place
from evaluator.errors import ChainError

RANK = {"not_met": 0, "inherent": 0, "incomplete": 1, "needs_judgement": 2, "met": 3}
WORD_OF = {
    "true": "met",
    "false": "not_met",
    "inherent": "inherent",
    "unknown": "incomplete",
    "judgement": "needs_judgement",
    "claimed": "claimed",
    "error": "error",
}
BY_RANK = {rank: word for word, rank in RANK.items() if word != "inherent"}


def expected(mode: str, k: int, members: list[str]) -> tuple[str, int]:
    """Combine members as the words of the design say, by trying every value an error could have had."""
    if mode == "any":
        left = [member for member in members if member != "claimed"]
        if not left:
            return ("needs_judgement" if members else "not_applicable"), 0
        members, k = left, 1
    if not members:
        return "not_applicable", 0
    members = ["needs_judgement" if member == "claimed" else member for member in members]
    if mode == "all":
        k = len(members)
    if len(members) < k:
        return "incomplete", 0
    errors = members.count("error")
    settled = [member for member in members if member != "error"]
    found = {kth_highest([*settled, *filled], k) for filled in itertools.product(RANK, repeat=errors)}
    words = {word for word, _ in found}
    if len(words) > 1:
        return "error", 0
    word = words.pop()
    return word, int(word == "not_met" and kth_highest([*settled, *["met"] * errors], k) == (word, 1))


def kth_highest(members: list[str], k: int) -> tuple[str, int]:
    word = BY_RANK[sorted((RANK[member] for member in members), reverse=True)[k - 1]]
    could_be_closed = sum(member != "inherent" for member in members) >= k
    return word, int(word == "not_met" and not could_be_closed)


def decided(chain: Chain, mode: str, k: int, counts: dict[str, int]) -> tuple[str, int]:
    derivation = Derivation({"G": {"parent": "above", "place": place(1, 0)}})
    chain.run([counts_fact("G", mode, k, {**dict.fromkeys(COLUMNS, 0), **counts, "flagged": 0})], derivation.act)
    fact = derivation.findings["G"]
    return str(fact["finding"]), int(fact["inherent"])


def group_cases() -> list[tuple[str, int, dict[str, int]]]:
    cases = []
    for counts in itertools.product((0, 1), repeat=len(COLUMNS)):
        row = dict(zip(COLUMNS, counts, strict=True))
        cases += [("all", 0, row), ("any", 0, row)]
        cases += [("at_least", k, row) for k in (1, 2, 3)]
    cases += [
        ("at_least", k, {one: 2, other: 1}) for k in (1, 2, 3) for one in COLUMNS for other in COLUMNS if one != other
    ]
    return [*cases, *[(mode, 0, {column: 2}) for mode in ("all", "any") for column in COLUMNS]]


GROUPS = [
    (case, expected(case[0], case[1], [WORD_OF[name] for name, count in case[2].items() for _ in range(count)]))
    for case in group_cases()
]


def group_difference(chain: Chain, modes: tuple[str, ...]) -> str:
    for (mode, k, counts), wanted in GROUPS:
        if mode in modes:
            try:
                found = decided(chain, mode, k, counts)
            except (ChainError, KeyError) as error:
                return f"{mode} {k} {counts}: {error}"
            if found != wanted:
                return f"{mode} {k} {counts}: {found} instead of {wanted}"
    return ""


def gather_difference(chain: Chain) -> str:
    for size in range(1, WIDEST_JOIN + 1):
        places = {"G": {"parent": "above", "place": place(1, 0)}}
        base = dict.fromkeys(COLUMNS, 0)
        facts = [{"id": "roster:G", "kind": "roster", "of": "G", "mode": "all", "k": 0, "gathers": size, **base}]
        for slot in range(size):
            places[f"m{slot}"] = {"parent": "G", "place": place(size, slot)}
            facts.append(counts_fact(f"m{slot}", "all", 0, {**base, "true": 1, "flagged": 0}))
        derivation = Derivation(places)
        try:
            firings = chain.run(facts, derivation.act)
        except (ChainError, KeyError) as error:
            return f"gathering {size}: {error}"
        gathered = [firing for firing in firings if firing.rule == gather_name(size)]
        if len(gathered) != 1 or gathered[0].derived is None or gathered[0].derived["true"] != size:
            return f"gathering {size}: {gathered}"
    return ""


APPLIED = {
    ("judgement", "met"): "met",
    ("judgement", "error"): "error",
    ("judgement", "not_met"): "needs_judgement",
    ("judgement", "incomplete"): "needs_judgement",
    ("judgement", "not_applicable"): "needs_judgement",
    ("no", ""): "not_applicable",
    ("undecided", ""): "incomplete",
    ("error", ""): "error",
}
COUNTED = {"met": "true", "not_met": "false", "incomplete": "unknown", "error": "error"}


def applies_difference(chain: Chain) -> str:
    for (outcome, logic), wanted in APPLIED.items():
        facts = [{"id": "applies:C", "kind": "applies", "of": "C", "outcome": outcome}]
        if logic:
            counts = {**dict.fromkeys(COLUMNS, 0), "flagged": 0}
            if logic in COUNTED:
                counts[COUNTED[logic]] = 1
            facts.append(counts_fact("C/logic", "all", 0, counts))
        derivation = Derivation(
            {"C": {"parent": "above", "place": place(1, 0)}, "C/logic": {"parent": "C", "place": ONLY}}
        )
        try:
            chain.run(facts, derivation.act)
            found = derivation.findings["C"]["finding"]
        except (ChainError, KeyError) as error:
            return f"{outcome} {logic}: {error}"
        if found != wanted:
            return f"{outcome} {logic}: {found} instead of {wanted}"
    return ""


def disposed_difference(chain: Chain) -> str:
    """What people say is the finding, whatever the engine found; but an error stays an error."""
    for said, found in itertools.product(SAID, ("met", "not_met", "incomplete", "error", "not_applicable")):
        counts = {**dict.fromkeys(COLUMNS, 0), "flagged": 0, **({COUNTED[found]: 1} if found in COUNTED else {})}
        facts = [{"id": "disposed:C", "kind": "disposed", "of": "C", "outcome": said}]
        facts.append(counts_fact("C/found", "all", 0, counts))
        derivation = Derivation(
            {"C": {"parent": "above", "place": place(1, 0)}, "C/found": {"parent": "C", "place": ONLY}}
        )
        try:
            firings = chain.run(facts, derivation.act)
        except (ChainError, KeyError) as error:
            return f"{said} of {found}: {error}"
        words = [derivation.findings.get(name, {}).get("finding") for name in ("C/found", "C")]
        if words != [found, "error" if found == "error" else said] or len(firings) != len(words):
            return f"{said} of {found}: {words}"
    return ""


RECOMMENDED = dict(
    zip(
        SUMMARY_COLUMNS,
        (
            "not_ready",
            "undetermined",
            "undetermined",
            "form_incomplete",
            "gaps",
            "undetermined",
            "for_judgement",
            "ready",
        ),
        strict=True,
    )
)


def recommendation_difference(chain: Chain) -> str:
    for counts in itertools.product((0, 2), repeat=len(SUMMARY_COLUMNS)):
        row = dict(zip(SUMMARY_COLUMNS, counts, strict=True))
        wanted = next((RECOMMENDED[name] for name, count in row.items() if count), "undetermined")
        derivation = Derivation({})
        try:
            firings = chain.run([{"id": SUMMARY, "kind": "summary", "of": SUMMARY, **row}], derivation.act)
        except (ChainError, KeyError) as error:
            return f"{row}: {error}"
        if derivation.recommendation != wanted or len(firings) != 1:
            return f"{row}: {derivation.recommendation} instead of {wanted}"
    return ""


def difference(chain: Chain, rule: str) -> str:
    """Look where this rule matters; an empty text says that everything came out right."""
    if rule.startswith("gather"):
        return gather_difference(chain)
    if rule.startswith("apply"):
        return applies_difference(chain)
    if rule.startswith("dispose"):
        return disposed_difference(chain)
    if rule.startswith("recommend"):
        return recommendation_difference(chain)
    mode = "at_least" if rule.startswith("at_least") else rule.partition("_")[0]
    return group_difference(chain, (mode,))


def with_rules(rules: dict) -> Chain | None:
    try:
        return Chain(rules)
    except Exception:  # noqa: BLE001  an alteration that the engine refuses to compile is one that cannot go unseen
        return None


def altered(definition: dict) -> list[dict]:
    """Change one condition of a rule at a time: turn its comparison, or shift what it compares with."""
    variants = []
    for alias_index, joined in enumerate(definition["all"]):
        ((alias, body),) = joined.items()
        for index, condition in enumerate(body["$and"]):
            for other in turned(condition):
                variant = copy.deepcopy(definition)
                variant["all"][alias_index][alias]["$and"][index] = other
                variants.append(variant)
    return variants


def turned(condition: dict) -> list[dict]:
    ((name, value),) = condition.items()
    if name in ("$gt", "$lt", "$gte", "$neq"):
        opposite = {"$gt": "$lte", "$lt": "$gte", "$gte": "$lt", "$neq": None}[name]
        ((field, bound),) = value.items()
        flipped = [{opposite: value}] if opposite else [{field: bound}]
        shifted = [{name: {field: bound + 1}}] if isinstance(bound, int) and name != "$gt" else []
        return flipped + shifted
    if isinstance(value, dict):
        return []  # a join between facts; leaving the rule out covers it
    return [{name: value + 1}] if isinstance(value, int) else [{name: f"{value}?"}]


@pytest.fixture(scope="module")
def chain() -> Chain:
    return Chain(definitions())


@pytest.mark.parametrize(
    "rule", ["all_met", "at_least_met", "gather_1", "apply_no", "recommend_ready", "any_met", "dispose_met"]
)
def test_all_rules_together_decide_as_the_design_says(chain, rule):
    assert difference(chain, rule) == ""


@pytest.mark.parametrize("rule", definitions())
def test_without_a_rule_something_is_wrong(rule):
    rules = {name: definition for name, definition in definitions().items() if name != rule}

    assert difference(Chain(rules), rule)


@pytest.mark.parametrize("rule", definitions())
def test_with_a_rule_altered_something_is_wrong(rule):
    unseen = []
    for variant in altered(definitions()[rule]):
        chain = with_rules({**definitions(), rule: variant})
        if chain is not None and not difference(chain, rule):
            unseen.append(variant)

    assert unseen == []


def test_a_claim_and_an_error_are_counted_apart():
    counts = counts_of([{"finding": "error", "inherent": 0, "flagged": 0}], {"claimed": 1})

    assert (counts["claimed"], counts["error"], counts["flagged"]) == (1, 1, 1)

"""What a rule does once its conditions hold: it records and asserts the fact that its name stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from evaluator.engine.facts import Fact, counts_fact, counts_of, summary_counts
from evaluator.engine.rules import APPLIED, DECISIONS, RECOMMENDED

SUMMARY = "summary"


@dataclass
class Derivation:
    """The facts derived in one run, by what they are of; `places` says which roster waits for each finding."""

    places: dict[str, Fact]
    findings: dict[str, Fact] = field(default_factory=dict)
    recommendation: str = ""

    def act(self, rule: str, matched: list[Fact]) -> Fact:
        """Derive the fact of a rule from the facts it matched."""
        if rule in DECISIONS:
            word, inherent = DECISIONS[rule]
            return self._found(matched[0], word, inherent, matched[0])
        if rule in APPLIED:
            applies, logic = _roster_first(matched)
            return self._found(applies, APPLIED[rule], 0, logic[0] if logic else {"flagged": 0})
        if rule in RECOMMENDED:
            self.recommendation = RECOMMENDED[rule]
            return {"id": "recommendation", "kind": "recommendation", "of": SUMMARY, "is": self.recommendation}
        return self._gathered(matched)

    def _found(self, about: Fact, word: str, inherent: int, source: Fact) -> Fact:
        of = str(about["of"])
        fact: Fact = {
            "id": f"finding:{of}",
            "kind": "finding",
            "of": of,
            "finding": word,
            "inherent": inherent,
            "flagged": source["flagged"],
        }
        fact.update(self.places[of])
        self.findings[of] = fact
        return fact

    def _gathered(self, matched: list[Fact]) -> Fact:
        roster, findings = _roster_first(matched)
        of, mode = str(roster["of"]), str(roster["mode"])
        if mode == "summary":
            return {"id": SUMMARY, "kind": "summary", "of": of, **summary_counts(findings)}
        if mode.endswith("tally"):
            counts = summary_counts(findings) if mode == "summary_tally" else counts_of(findings, {})
            tally: Fact = {
                "id": f"tally:{of}",
                "kind": "finding",
                "of": of,
                "finding": "tally",
                "inherent": 0,
                "flagged": 0,
                **counts,
            }
            return {**tally, **self.places[of]}
        return counts_fact(of, mode, int(roster["k"]), counts_of(findings, roster))


def _roster_first(matched: list[Fact]) -> tuple[Fact, list[Fact]]:
    roster = next(fact for fact in matched if fact["kind"] != "finding")
    return roster, [fact for fact in matched if fact is not roster]

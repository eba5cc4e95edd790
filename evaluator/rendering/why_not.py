"""Why not, as text: for each open check the cases that did not hold and what each lacks; what holds the rest up."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from evaluator.rendering.values import sentence_in_words, shortened, value_in_words
from evaluator.rendering.words import CLAIMED, FINDINGS, OUTCOMES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evaluator.model.evaluation import Place, Read
    from evaluator.model.why_not import CriterionWhyNot, HeldUp, Need, OpenCheck, Way, WhyNot
    from evaluator.rendering.shapes import Mark

_WIDTH = 80
_NATURES = {
    "work": "",
    "open_fact": "find it out and state it as it is",
    "stated_fact": "this is a stated fact; it is what it is",
    "reading": "the reading in force; no answer changes it",
}
_KINDS = {"all": "all of these:", "any": "any one of these:"}


def why_not_text(found: WhyNot, places: Mapping[str, Place], notice: str = "") -> str:
    """Write what keeps findings from being better; `places` says where answers stand, and `notice` comes last."""
    text = _Text(places)
    lines = [line for one in found.criteria for line in text.criterion(one)]
    return "\n".join([*lines, textwrap.fill(notice, _WIDTH)] if notice else lines)


class _Text:
    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places

    def criterion(self, one: CriterionWhyNot) -> Iterator[str]:
        yield f"{one.id} · {one.title}: {_shown(FINDINGS[one.finding])}"
        yield from _wrapped(f"Logic: {one.logic}", "  ")
        if one.not_evaluated:
            yield from _wrapped(one.not_evaluated, "  ")
        applicability = one.applicability
        if applicability.outcome in ("no", "judgement", "undecided"):
            yield from _wrapped(f"Applies: {applicability.outcome}. {applicability.says}", "  ")
        if applicability.needs:
            yield from _wrapped(f"Needs: {applicability.needs_label} ({applicability.needs})", "  ")
        for piece in one.left_out:
            yield from _wrapped(f"Left out: {piece.id}. {piece.asks} {piece.why}", "  ")
        for check in one.open:
            yield from self._check(check)
        if one.moot:
            yield from _wrapped(f"Open, and moot: another way settles it, or nothing can: {', '.join(one.moot)}", "  ")
        if one.holds_up:
            yield "  What holds up:" if one.finding != "met" else "  What holds it up:"
        for held in one.holds_up:
            yield from self._held_up(held)
        yield ""

    def _check(self, check: OpenCheck) -> Iterator[str]:
        mark = CLAIMED["claimed"] if check.claimed else OUTCOMES[check.outcome]
        scope = f" · for {check.scope}" if check.scope else ""
        yield from _wrapped(f"{check.key}{scope}: {_shown(mark)}. {check.asks}", "  ")
        held = f"because {check.held}" if check.held else "because no earlier case held"
        yield from _wrapped(f"It is so by case {check.case}, {held}.", "    ")
        yield from _wrapped(sentence_in_words(check.says), "    ")
        for read in check.reads:
            yield from _wrapped(f"read {self._read(read)}", "    ")
        if not check.ways:
            yield from _wrapped("No other case of this check would settle it better.", "    ")
        for way in check.ways:
            yield from self._way(way)

    def _way(self, way: Way) -> Iterator[str]:
        mark = OUTCOMES[way.then]
        yield from _wrapped(f"{mark.symbol} Case {way.case} would make it “{mark.word}”: {way.says}", "    ")
        if way.need.closed:
            closed = "This way is closed: what it rests on is stated otherwise, or read otherwise."
            yield from _wrapped(closed, "      ")
        yield "      For that, this would have to be true:"
        yield from self._need(way.need, "      ")

    def _need(self, need: Need, indent: str) -> Iterator[str]:
        about = f"{need.about}: " if need.about else ""
        if need.kind != "leaf":
            yield f"{indent}- {about}{_KINDS[need.kind]}"
            for member in need.members:
                yield from self._need(member, indent + "  ")
            return
        yield from _wrapped(f"- {about}{need.words}", indent)
        now = "; ".join(self._read(read) for read in need.reads)
        remark = _NATURES[need.nature]
        said = ". ".join(filter(None, [now and f"now: {now.removesuffix('.')}", remark[:1].upper() + remark[1:]]))
        if said:
            yield from _wrapped(said, indent + "    ")

    def _held_up(self, held: HeldUp) -> Iterator[str]:
        scope = f" · for {held.scope}" if held.scope else ""
        yield from _wrapped(
            f"{held.key}{scope}: {OUTCOMES[held.outcome].symbol} {sentence_in_words(held.says)}", "    "
        )
        for read in held.reads:
            yield from _wrapped(f"read {self._read(read)}", "      ")

    def _read(self, read: Read) -> str:
        place = self._places.get(read.path)
        line = f", line {place.line}" if place is not None and place.line is not None else ""
        said = shortened(value_in_words(read.value)) if read.state == "answered" else STATES[read.state]
        evidence = f" [{', '.join(read.evidence)}]" if read.evidence else ""
        return f"{read.path}{line}: {said}{f': {read.reason}' if read.reason else ''}{evidence}"


def _shown(mark: Mark) -> str:
    return f"{mark.symbol} {mark.word}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )

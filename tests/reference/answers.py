"""The reference reading of answers: what a path of a condition leads to, in its effective state.

Shares no code with the engine: it may import `evaluator.model` and nothing else of the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from evaluator.model.answers import Answer, Item, Text
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.proposal import Proposal

if TYPE_CHECKING:
    import datetime

    from evaluator.model.measure_detail import Source

# What holds for a field that fields.toml does not name.
UNGUIDED = FieldGuide(label="", kind="fact")


@dataclass(frozen=True)
class Reading:
    """What was read at one path: state, value and references, and the key that fields.toml knows the field by."""

    state: str
    key: str
    value: Any = None
    evidence: tuple[str, ...] = ()
    names_source: bool = False


@dataclass(frozen=True)
class Situation:
    """Everything a condition may look at."""

    pack: Pack
    proposal: Proposal
    as_of: datetime.date
    define: dict[str, str] = field(default_factory=dict)
    item: Reading | None = None

    def inside(self, item: Reading) -> Situation:
        """Look at one item of a list."""
        return replace(self, item=item)


def read(situation: Situation, path: str) -> Reading:
    """Follow a dotted path to an answer, through sections, objects and the evidence register."""
    first, *rest = path.split(".")
    if first == "item":
        assert situation.item is not None, f"{path} stands outside a list"
        reading = situation.item
    elif first == "extra":
        reading, rest = _effective(situation.pack, _own(situation.proposal.extra, rest), path), []
    else:
        node, key = getattr(situation.proposal, first), first
        while not isinstance(node, Answer):
            node, key, rest = getattr(node, rest[0]), f"{key}.{rest[0]}", rest[1:]
        reading = _effective(situation.pack, node, key)
    for name in rest:
        reading = _child(situation, reading, name)
    return reading


def _own(extra: dict[str, dict[str, Any]], names: list[str]) -> Answer[Any]:
    """Read a field that the pack declares for itself, which a proposal holds as plain data."""
    owner, name = names
    written = extra.get(owner, {}).get(name)
    evidence: tuple[str, ...] = ()
    if isinstance(written, dict):
        if "not_applicable" in written:
            return Answer("not_applicable", reason=written["not_applicable"])
        written, evidence = written["value"], tuple(written.get("evidence") or ())
    if written is None or written == "":
        return Answer("blank", evidence=evidence)
    if written in ("unknown", "absent"):
        return Answer(written, evidence=evidence)
    is_number = isinstance(written, int | float) and not isinstance(written, bool)
    return Answer("answered", Decimal(str(written)) if is_number else written, evidence)


def items(situation: Situation, path: str) -> list[Reading] | None:
    """List the items at a path; an absent list has none, and of any other unanswered list they are not known."""
    reading = read(situation, path)
    if reading.state == "absent":
        return []
    if reading.state != "answered":
        return None
    return [Reading("answered", f"{reading.key}[]", value) for value in reading.value]


def evidenced(situation: Situation, reading: Reading, demanded: tuple[str, ...] = ()) -> bool:
    """Tell whether an answer is supported by one source that carries all that is demanded."""
    if reading.state != "answered":
        return False
    wanted = (*_guide(situation.pack, reading.key).evidence, *demanded)
    named = (reading.value,) if reading.names_source else reading.evidence
    sources = [source for name in named if (source := _source(situation, name)) is not None]
    return any(all(_carries(situation.pack, source, name) for name in wanted) for source in sources)


def reading_in_force(pack: Pack, name: str) -> str:
    """Name the reading of an ambiguity that holds: the one that was chosen, or the pack's own."""
    return pack.ambiguities[name].in_force or pack.ambiguities[name].ours


def _child(situation: Situation, parent: Reading, name: str) -> Reading:
    key = f"{parent.key}.{name}"
    if parent.state != "answered":
        return Reading(parent.state, key)
    if isinstance(parent.value, Item):
        return _effective(situation.pack, getattr(parent.value, name), key)
    source = _source(situation, parent.value)
    if source is None:
        return Reading("blank", key)
    return _effective(situation.pack, getattr(source, name), f"evidence.sources[].{name}")


def _source(situation: Situation, name: str) -> Source | None:
    register = items(situation, "evidence.sources") or []
    return next((entry.value for entry in register if entry.value.id == name), None)


def _carries(pack: Pack, source: Source, name: str) -> bool:
    return _effective(pack, getattr(source, name), f"evidence.sources[].{name}").state == "answered"


def _effective(pack: Pack, answer: Answer[Any], key: str) -> Reading:
    guide = _guide(pack, key)
    state = "claimed" if answer.state == "not_applicable" else answer.state
    if state == "answered" and _is_free_text(pack, key) and _is_placeholder(pack, guide, answer.value):
        state = "unknown"
    if state == "answered" and isinstance(answer.value, Item) and not _tells_anything(pack, answer.value, key):
        state = "unknown"
    if state == "absent" and guide.absent == "nothing":
        state = "unknown"
    if state == "claimed" and (not guide.may_claim_not_applicable or _is_placeholder(pack, UNGUIDED, answer.reason)):
        state = "unknown"
    return Reading(state, key, answer.value, answer.evidence, _holds_source_id(key))


def _tells_anything(pack: Pack, held: Item, key: str) -> bool:
    """Tell whether one answer of a group is more than unknown."""
    states = [_effective(pack, getattr(held, name), f"{key}.{name}").state for name in type(held).model_fields]
    return any(state not in ("unknown", "blank") for state in states)


def _is_free_text(pack: Pack, key: str) -> bool:
    """Tell whether a field takes any text; a choice, date or id is never a placeholder."""
    return pack.fields[key].type == "text" if key.startswith("extra.") else _is_text_in_the_form(key)


@cache
def _is_text_in_the_form(key: str) -> bool:
    held: Any = Proposal
    for step in key.split("."):
        held = held.model_fields[step.removesuffix("[]")].annotation
        held = get_args(held)[0] if get_origin(held) is Answer else held
        held = get_args(held)[0] if step.endswith("[]") else held
    return bool(held == Text)


def _is_placeholder(pack: Pack, guide: FieldGuide, text: str) -> bool:
    said = plain(text)
    if said in map(plain, guide.answers_despite_placeholder):
        return False
    whole = said in map(plain, (*pack.placeholders.words, *guide.placeholders))
    is_mute = not any(character.isalnum() for character in said)
    return whole or is_mute or any(said.startswith(plain(start)) for start in pack.placeholders.starts)


def plain(text: str) -> str:
    """Drop what does not count when texts are compared: case and outer spaces."""
    return text.strip().casefold()


def _guide(pack: Pack, key: str) -> FieldGuide:
    return pack.fields.get(key, UNGUIDED)


def _holds_source_id(key: str) -> bool:
    """Tell whether a field names a source of the register: the guidelines and reviews do."""
    return key in {"evidence.guidelines[].source", "evidence.reviews[].source"}

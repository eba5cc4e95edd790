"""The list of proposals narrowed: by words, by what is found, by the kind of change and by steward."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, get_args

from evaluator.model.choice_words import choice_in_words
from evaluator.model.evaluation import RecommendationWord
from evaluator.rendering.shapes import Mark
from evaluator.rendering.words import RECOMMENDATIONS
from evaluator.store.records import StoredProposal
from evaluator.web.office import Brief, Office

# Nobody said so far: apart from every answer, and from "all of them", which is empty.
_NONE = "-"
_NONE_WORDS = "none stated"


class Wanted(NamedTuple):
    """What somebody wants to see, as the address of the page has it; empty is everything."""

    words: str = ""
    finding: str = ""
    change: str = ""
    steward: str = ""


class Listed(NamedTuple):
    """One proposal in the list."""

    stored: StoredProposal
    mark: Mark
    change: str
    steward: str


class Offered(NamedTuple):
    """One value that a list can be narrowed to."""

    value: str
    words: str
    chosen: bool


class Narrowing(NamedTuple):
    """One thing that a list can be narrowed by."""

    name: str
    label: str
    offered: tuple[Offered, ...]


class Chosen(NamedTuple):
    """What fits, of how many, and what else could be chosen."""

    proposals: list[Listed]
    of: int
    narrowings: tuple[Narrowing, ...]


def chosen(office: Office, every: list[StoredProposal], wanted: Wanted) -> Chosen:
    """Choose the proposals that fit."""
    briefs = [(stored, office.brief(stored)) for stored in every]
    fitting = [_listed(stored, brief) for stored, brief in briefs if _fits(stored, brief, wanted)]
    return Chosen(fitting, len(every), tuple(_narrowings([brief for _, brief in briefs], wanted)))


def _listed(stored: StoredProposal, brief: Brief) -> Listed:
    return Listed(stored, RECOMMENDATIONS[brief.finding], _capital(choice_in_words(brief.change)), brief.steward)


def _fits(stored: StoredProposal, brief: Brief, wanted: Wanted) -> bool:
    text = f"{stored.title} {stored.name}".casefold()
    asked = ((wanted.finding, brief.finding), (wanted.change, brief.change), (wanted.steward, _plain(brief.steward)))
    return all(word in text for word in wanted.words.casefold().split()) and all(
        not value or value == (held or _NONE) for value, held in asked
    )


def _narrowings(briefs: list[Brief], wanted: Wanted) -> Iterable[Narrowing]:
    findings = {each: RECOMMENDATIONS[each].word for each in get_args(RecommendationWord)}
    held = {brief.finding for brief in briefs}
    yield _narrowing("finding", "Found", {key: word for key, word in findings.items() if key in held}, wanted.finding)
    changes = {brief.change or _NONE: choice_in_words(brief.change) or _NONE_WORDS for brief in briefs}
    yield _narrowing("change", "Change", dict(sorted(changes.items())), wanted.change)
    stewards = {_plain(brief.steward) or _NONE: brief.steward or _NONE_WORDS for brief in reversed(briefs)}
    yield _narrowing("steward", "Steward", dict(sorted(stewards.items())), wanted.steward)


def _narrowing(name: str, label: str, held: dict[str, str], value: str) -> Narrowing:
    # What the address asks for stays in sight even if no proposal here has it.
    known = held if not value or value in held else {**held, value: value}
    offered = [Offered(each, _capital(words), each == value) for each, words in known.items()]
    return Narrowing(name, label, (Offered("", "All", not value), *offered))


def _plain(steward: str) -> str:
    return steward.casefold()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

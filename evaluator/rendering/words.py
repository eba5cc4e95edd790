"""The words and symbols in which findings and their kin are shown; symbols stand here, words in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from evaluator.model.answers import State
from evaluator.model.criteria import Actor, Effort, Fixability, Force, GapRecord, Outcome
from evaluator.model.evaluation import FindingWord, RecommendationWord, Standing
from evaluator.rendering.catalogue import say
from evaluator.rendering.shapes import Mark
from evaluator.rendering.values import number_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = TypeVar("Key", bound=str)


class Words(Mapping[Key, str]):
    """The words for each of a closed list of keys, in the language of the report."""

    def __init__(self, subject: str, keys: Iterable[Key]) -> None:
        """Say `subject.key` for each key."""
        self.ids = {key: f"{subject}.{key}" for key in keys}

    def __getitem__(self, key: Key) -> str:
        """Say the word for a key."""
        return say(self.ids[key])

    def __iter__(self) -> Iterator[Key]:
        """Give the keys in their order."""
        return iter(self.ids)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self.ids)


class Marks(Mapping[Key, Mark]):
    """A mark for each of a closed list of keys: style and symbol as they are here, the word from the catalogue."""

    def __init__(self, looks: dict[Key, tuple[str, str, str]]) -> None:
        """Show each key by a style, a symbol, and the phrase of an id."""
        self.ids = {key: name for key, (_, _, name) in looks.items()}
        self._looks = looks

    def __getitem__(self, key: Key) -> Mark:
        """Give the mark for a key."""
        style, symbol, name = self._looks[key]
        return Mark(style, symbol, say(name))

    def __iter__(self) -> Iterator[Key]:
        """Give the keys in their order."""
        return iter(self._looks)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._looks)


_LOOKS: dict[FindingWord, tuple[str, str, str]] = {
    "met": ("met", "✓", "finding.met"),
    "not_met": ("not-met", "✕", "finding.not_met"),
    "incomplete": ("incomplete", "◔", "finding.incomplete"),
    "needs_judgement": ("judgement", "◇", "finding.needs_judgement"),
    "not_applicable": ("none", "–", "finding.not_applicable"),
    "not_evaluated": ("none", "–", "finding.not_evaluated"),
    "error": ("error", "!", "finding.error"),
}

FINDINGS: Marks[FindingWord] = Marks(_LOOKS)

OUTCOMES: Marks[Outcome] = Marks(
    {
        "true": _LOOKS["met"],
        "false": _LOOKS["not_met"],
        "unknown": _LOOKS["incomplete"],
        "judgement": _LOOKS["needs_judgement"],
        "not_applicable": _LOOKS["not_applicable"],
        "error": _LOOKS["error"],
    }
)
# Of a clause: another way settles what it is about.
NOT_NEEDED: Marks[Literal["not_needed"]] = Marks({"not_needed": ("none", "–", "finding.not_needed")})

# A check whose outcome is a claim that its subject does not apply.
CLAIMED: Marks[Literal["claimed"]] = Marks({"claimed": ("judgement", "◇", "finding.claimed")})

RECOMMENDATIONS: Marks[RecommendationWord] = Marks(
    {
        "undetermined": ("error", "!", "recommendation.undetermined"),
        "not_ready": ("not-met", "✕", "recommendation.not_ready"),
        "form_incomplete": ("incomplete", "◔", "recommendation.form_incomplete"),
        "gaps": ("incomplete", "◔", "recommendation.gaps"),
        "for_judgement": ("judgement", "◇", "recommendation.for_judgement"),
        "ready": ("met", "✓", "recommendation.ready"),
    }
)

MEANINGS = Words("meaning", RECOMMENDATIONS)

# In the order in which the groups of gaps are shown.
ACTORS: Words[Actor] = Words("actor", ("developer", "steward", "staff", "panel"))
EFFORTS: Words[Effort] = Words("effort", get_args(Effort))
FIXABILITIES: Words[Fixability] = Words("fixability", get_args(Fixability))
# What a check is worth to the finding of its criterion.
STANDINGS: Words[Standing] = Words("standing", get_args(Standing))
FORCES: Words[Force] = Words("force", get_args(Force))
# What is said of a field that has no value; a claim carries its reason besides.
STATES: Words[State] = Words("state", get_args(State))
AUTOMATIONS = Words("automation", ("automated", "partial", "judgement"))
THRESHOLDS = Words("threshold", ("published", "borrowed", "judgement"))
GAP_KINDS = Words("gap_kind", get_args(GapRecord.model_fields["code"].annotation))
CHANGES = Words("change", ("add", "revise", "delete"))


def say_count(name: str, number: int, **values: object) -> str:
    """Say a phrase of how many there are, in which `{number}` has its thousands told apart."""
    return say(name, n=number, number=number_in_words(number), **values)


def count(number: int, one: str, many: str = "") -> str:
    """Say how many there are, with the noun in the right number; for what is written in English alone."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(words: list[str]) -> str:
    """Join words as in a sentence: `a, b and c`."""
    return say("language.and").join(filter(None, [", ".join(words[:-1]), *words[-1:]]))

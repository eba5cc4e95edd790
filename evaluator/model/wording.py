"""The lint of wording as data: what to look for in which fields, what to say and the better wording."""

from typing import Literal

from pydantic import Field

from evaluator.model.answers import Frozen

Detector = Literal[
    "phrases", "abbreviations", "code_shapes", "missing_elements", "mixed_words", "near_identical", "too_long"
]
ShapeName = Literal["icd_10", "cpt", "category_ii", "hcpcs_level_ii", "loinc", "snomed_ct"]


class Phrases(Frozen):
    """Whole words or phrases with the better wording for them."""

    find: tuple[str, ...]
    better: str


class Shape(Frozen):
    """A code by its shape; with `near`, only in a text that holds one of these words too."""

    shape: ShapeName
    near: tuple[str, ...] = ()


class Element(Frozen):
    """Something that a statement should name, in its own words or in a field of its own."""

    name: str
    fields: tuple[str, ...] = ()
    words: tuple[str, ...]


class WordingRule(Frozen):
    """One thing to look for. It is always an advisory on the criterion it concerns."""

    id: str
    criterion: str
    detector: Detector = "phrases"
    fields: tuple[str, ...]
    asks: str
    says: str
    better: str = Field(default="", description="for detectors; phrases have their own")
    interpretation: str = Field(default="", description="where it comes from, or why we look for it")
    phrases: tuple[Phrases, ...] = ()
    unless: tuple[str, ...] = Field(default=(), description="phrases in which nothing is found")
    defined_in: tuple[str, ...] = Field(default=(), description="fields whose words are defined, and not vague")
    known: tuple[str, ...] = Field(default=(), description="abbreviations that need no spelling out")
    shapes: tuple[Shape, ...] = ()
    elements: tuple[Element, ...] = ()
    beside: tuple[str, ...] = Field(default=(), description="fields that are read together with the text")
    words: tuple[str, ...] = Field(default=(), description="words that clash when one clause holds them all")
    clause_ends: tuple[str, ...] = Field(default=(), description="words that begin a clause of their own")
    similarity: int = Field(default=100, description="percent of words in common from which texts are near-identical")
    longest: int = Field(default=0, description="characters")

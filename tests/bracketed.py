"""Packs, proposals and catalogues whose every text stands in brackets, so that whatever else a report says shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from evaluator.model.choice_words import choice_in_words
from evaluator.model.criteria import Pack
from evaluator.packs.fields import proposal_fields
from evaluator.proposals.document import Document
from evaluator.proposals.reading import ReadProposal, proposal_of
from evaluator.proposals.yaml_text import yaml_document
from evaluator.rendering.catalogue import ENGLISH, Catalogue, Phrase, catalogue
from evaluator.rendering.values import name_in_words

ROOT = Path(__file__).parents[1]
# What people read of a pack; all else in it are ids, conditions, and words that are looked for.
_SHOWN = {
    "asks",
    "author",
    "better",
    "claim_question",
    "example",
    "help",
    "interpretation",
    "label",
    "name",
    "note",
    "notes",
    "notice",
    "of",
    "publisher",
    "question",
    "remedy",
    "reviewed_by",
    "says",
    "silent_on",
    "source",
    "status_why",
    "title",
    "unit",
    "why",
}
_SHOWN_BY_NAME = ("readings", "of_no_clause", "not_evaluated", "why")
# What is typed in a form that is no text: a choice, an id, a code, an address, a number or date.
_PLAIN = re.compile(r"[a-z0-9_]+|\dP|E\d+|[0-9X]{4}F|https?:\S+|[\d.:-]+|10\.\d+/\S+")
_DATA = (
    r"https?:[^\s)>]+",
    r"\b(?=\w*\d)[0-9a-f]{12,}\b",  # digests
    r"\b[\w-]+(?:\.[\w/-]+)+\b",  # paths of fields, ids of checks, names of files
    r"\b[A-Z]\d?(?:\[\d+\])?(?![^\W\d_])",  # letters of criteria
    r"\b[0-9X]{4,5}F\b|\b[0-9]P\b|\bE\d+\b",
    r"\b[a-z]+(?:-[a-z0-9]+)+@?\S*",  # ids of packs, profiles and proposals
    r"\bdocumentation/1\b|\bcat2\b",
)


def bracketed_catalogue() -> Catalogue:
    """Put every phrase of the English catalogue into brackets that stand nowhere else."""
    return Catalogue("xx", {name: _in_phrase(phrase) for name, phrase in catalogue(ENGLISH).phrases.items()})


def bracketed_pack(pack: Pack) -> Pack:
    """Put every text of a pack that people read into brackets, and cross out the words of the publisher."""
    held: Pack = _bracketed(pack, "")
    return held


def crossed_proposal(name: str, pack: Pack) -> ReadProposal:
    """Read an example whose every text is crossed out: reports cut long ones, and would cut brackets too.

    A number stays, since a text of crosses alone would count as none.
    """
    document = yaml_document((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    return proposal_of(Document(_typed(document.data), document.lines), pack, f"{name}.yaml")


def in_brackets(text: str) -> str:
    """Put a text into brackets, once."""
    return text if not text or text.startswith("⟪") else f"⟪{text}⟫"


def crossed(text: str) -> str:
    """Cross out every letter of a text."""
    return re.sub(r"[^\W\d_]", "×", text)


def outside_brackets(text: str) -> str:
    """Take out what stands in brackets, the innermost first."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧⟪⟫]*⟧|⟪[^⟦⟧⟪⟫]*⟫", " ", text)
    return text


def names_of(pack: Pack) -> re.Pattern[str]:
    """Match what neither a pack nor a catalogue says: names of fields, choices, ids, thresholds, addresses."""
    fields = proposal_fields().values()
    steps = {step for field in fields for step in field.path.replace("[]", "").split(".")}
    choices = {choice for field in fields for choice in field.choices}
    ids = {*pack.thresholds, *pack.ambiguities, *steps, *choices, "form"}
    said = {words for name in ids for words in (name, name_in_words(name), choice_in_words(name))}
    longest_first = sorted({*said, *map(str.lower, said)}, key=len, reverse=True)
    names = "|".join(re.escape(each) for each in longest_first)
    return re.compile("|".join((*_DATA, rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])")))


def texts_of(page: str) -> list[str]:
    """List the texts of a page, and the attributes that are read out."""
    parser = _Texts()
    parser.feed(page)
    return [" ".join(text.split()) for text in parser.texts if text.strip()]


def english_in(texts: Iterable[str], names: re.Pattern[str]) -> list[str]:
    """List what is said outside brackets and is no name."""
    # A phrase may go on from one text to the next, where a place or a link stands in it.
    left = outside_brackets("\n".join(texts)).split("\n")
    return [text.strip() for text in dict.fromkeys(left) if re.search(r"[^\W\d_×]{2,}", names.sub(" ", text))]


def _in_phrase(phrase: Phrase) -> Phrase:
    opened = {form: (f"⟦{parts[0]}", *parts[1:]) for form, parts in phrase.forms.items()}
    forms = {form: (*parts[:-1], f"{parts[-1]}⟧") for form, parts in opened.items()}
    return Phrase(forms, phrase.names, f"⟦{phrase.plain}⟧" if phrase.plain else "")


def _bracketed(held: Any, name: str) -> Any:
    if isinstance(held, BaseModel):
        return held.model_copy(update={each: _bracketed(getattr(held, each), each) for each in type(held).model_fields})
    if isinstance(held, tuple):
        return tuple(_bracketed(each, name) for each in held)
    if isinstance(held, dict):
        return {key: _bracketed(each, "says" if name in _SHOWN_BY_NAME else str(key)) for key, each in held.items()}
    if isinstance(held, str) and name == "words":
        # clauses are found in the words of the publisher, and must stay as long as they are
        return crossed(held)
    return in_brackets(held) if isinstance(held, str) and name in _SHOWN else held


def _typed(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: value if key in {"schema", "id", "extra"} else _typed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_typed(each) for each in data]
    return f"{crossed(data)} 7" if isinstance(data, str) and not _PLAIN.fullmatch(data) else data


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"style", "script"}
        self.texts += [value or "" for name, value in attrs if name in {"aria-label", "title", "alt"}]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  as the parser calls it
        self._silent = False

    def handle_data(self, data: str) -> None:
        self.texts += [] if self._silent else [data]

"""The words of reports, one catalogue for each language; only this module reads `templates/words/`.

A language holds for a whole report: `speaking` sets it, and `say` looks a phrase up by its id.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import tomli

from evaluator.errors import CatalogueError, Fault, UsageError, toml_fault
from evaluator.rendering.shelf import OURS, Shelf, language_of
from evaluator.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

ENGLISH = "en"
FORMS = ("one", "other")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_NUMBER = "n"
_UNSET = "Write the phrase as text, or as a table of `one` and `other`."


@dataclass(frozen=True)
class Phrase:
    """One entry: for each form its text, literal pieces and names of values by turns, beginning with a literal.

    `plain` is the text of a phrase that says no value, empty for any other.
    """

    forms: dict[str, tuple[str, ...]]
    names: frozenset[str]
    plain: str = ""

    def parts(self, values: dict[str, Any]) -> tuple[str, ...]:
        """Choose the form for the number that is to be said.

        Raises:
            TypeError: if these are not the values that the phrase says.
        """
        if values.keys() != self.names:
            raise TypeError(f"expected the values {sorted(self.names)}, found {sorted(values)}")
        return self.forms["one" if values.get(_NUMBER) == 1 and "one" in self.forms else "other"]


@dataclass(frozen=True)
class Catalogue:
    """All phrases of one language, by id."""

    language: str
    phrases: dict[str, Phrase]

    def parts(self, name: str, values: dict[str, Any]) -> tuple[str, ...]:
        """Give the pieces of a phrase: literals and, at every second place, names of values."""
        return self.phrases[name].parts(values)


def say(name: str, /, **values: object) -> str:
    """Say a phrase in the language of the report, with values put in their places; `n` chooses the form."""
    phrase = spoken().phrases[name]
    if phrase.plain and not values:
        return phrase.plain
    parts = phrase.parts(values)
    return "".join(str(values[part]) if position % 2 else part for position, part in enumerate(parts))


def spoken() -> Catalogue:
    """Give the catalogue of the language in force, English where none was chosen."""
    return _SPOKEN.get() or catalogue(ENGLISH)


@contextmanager
def speaking(language: str | Catalogue) -> Iterator[None]:
    """Write everything within in a language, or in the words of a catalogue.

    Raises:
        UsageError: if there is no catalogue of that language.
        CatalogueError: with every fault of the catalogue.
    """
    token = _SPOKEN.set(catalogue(language) if isinstance(language, str) else language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def languages(shelf: Shelf = OURS) -> list[str]:
    """List the languages there are, with those of a society."""
    names = (*(f"words/{file.name}" for file in _folder().iterdir()), *shelf.files)
    return sorted({language for name in names if (language := language_of(name))})


@cache
def catalogue(language: str) -> Catalogue:
    """Read the catalogue of a language; any but the English must say what the English says, all of it.

    Raises:
        UsageError: if there is none.
        CatalogueError: with every fault of the file.
    """
    _expect(language, languages())
    file = _folder() / f"{language}.toml"
    phrases, faults = _read(file.read_bytes())
    if language != ENGLISH:
        english = catalogue(ENGLISH).phrases
        faults += [*_missing(phrases, english, faults), *_compared(phrases, english)]
    _refuse(faults, f"words/{language}.toml")
    return Catalogue(language, phrases)


def catalogue_with(language: str, shelf: Shelf) -> Catalogue:
    """Read the catalogue of a language in which a society says some phrases otherwise; it need not name the others.

    A language that is the society's own says all of them.

    Raises:
        UsageError: if there is no such language, here or there.
        CatalogueError: with every fault of the file.
    """
    _expect(language, languages(shelf))
    name = f"words/{language}.toml"
    if name not in shelf.files:
        return catalogue(language)
    phrases, faults = _read(shelf.files[name])
    english, ours = catalogue(ENGLISH).phrases, language in languages()
    faults += [*([] if ours else _missing(phrases, english, faults)), *_compared(phrases, english)]
    _refuse(faults, shelf.shown(name))
    return Catalogue(language, {**catalogue(language).phrases, **phrases} if ours else phrases)


_SPOKEN: ContextVar[Catalogue | None] = ContextVar("spoken", default=None)


def _folder() -> Traversable:
    return templates_folder() / "words"


def _expect(language: str, known: list[str]) -> None:
    if language not in known:
        raise UsageError(f"--language: found '{language}'; expected one of {', '.join(known)}")


def _refuse(faults: list[Fault], file: str) -> None:
    if faults:
        raise CatalogueError([replace(fault, file=file) for fault in faults])


def _read(content: bytes) -> tuple[dict[str, Phrase], list[Fault]]:
    try:
        entries = dict(_entries(tomli.loads(content.decode("utf-8")), ""))
    except tomli.TOMLDecodeError as error:
        return {}, [toml_fault(error, "", "Mend the file at that place.")]
    except (UnicodeDecodeError, RecursionError) as error:
        return {}, [Fault("", str(error), "TOML in UTF-8", "Mend the file at that place.")]
    faults = [
        Fault(name, repr(entry), "a phrase that is not empty, each value in it as {name}", _UNSET)
        for name, entry in entries.items()
        if not _is_phrase(entry)
    ]
    return {name: _phrase(entry) for name, entry in entries.items() if _is_phrase(entry)}, faults


def _entries(table: dict[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, entry in table.items():
        if isinstance(entry, dict) and entry and not set(entry) <= set(FORMS):
            yield from _entries(entry, f"{above}{key}.")
        else:
            yield f"{above}{key}", entry


def _is_phrase(entry: Any) -> bool:
    texts = list(entry.values()) if isinstance(entry, dict) and set(entry) == set(FORMS) else [entry]
    return all(isinstance(text, str) and text and not re.search(r"[{}]", _PLACE.sub("", text)) for text in texts)


def _phrase(entry: str | dict[str, str]) -> Phrase:
    forms = entry if isinstance(entry, dict) else {"other": entry}
    names = {name for text in forms.values() for name in _PLACE.findall(text)}
    return Phrase(
        {form: tuple(_PLACE.split(text)) for form, text in forms.items()},
        frozenset(names | {_NUMBER} if len(forms) > 1 else names),
        "" if names or len(forms) > 1 else forms["other"],
    )


def _missing(found: dict[str, Phrase], expected: dict[str, Phrase], told: list[Fault]) -> list[Fault]:
    known = {*found, *(fault.where for fault in told)}
    return [
        Fault(name, "nothing", f"a translation of “{_shown(phrase)}”", "Add it.")
        for name, phrase in expected.items()
        if name not in known and "" not in known
    ]


def _compared(found: dict[str, Phrase], expected: dict[str, Phrase]) -> list[Fault]:
    """Name everything that is too much, or says other values than the English."""
    unknown = [
        Fault(name, "an id that the English catalogue has not", "only its ids", "Take it out, or mend its spelling.")
        for name in found
        if name not in expected
    ]
    return [*unknown, *(fault for name in found if name in expected for fault in _unlike(name, found[name]))]


def _unlike(name: str, phrase: Phrase) -> list[Fault]:
    english = catalogue(ENGLISH).phrases[name]
    if phrase.forms.keys() != english.forms.keys():
        return [Fault(name, _kind(phrase), _kind(english), "Write it in the same way as the English.")]
    if phrase.names != english.names:
        found, expected = (", ".join(sorted(each)) or "none" for each in (phrase.names, english.names))
        return [Fault(name, f"the values {found}", f"the values {expected}", "Each value needs its place.")]
    return []


def _kind(phrase: Phrase) -> str:
    return "forms `one` and `other`" if len(phrase.forms) > 1 else "one text"


def _shown(phrase: Phrase) -> str:
    parts = phrase.forms["other"]
    return "".join(f"{{{part}}}" if position % 2 else part for position, part in enumerate(parts))

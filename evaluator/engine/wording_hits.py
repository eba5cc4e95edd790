"""What is found in texts: phrases, abbreviations, shapes of codes, missing elements, clashes, likeness, length.

Every pattern runs in time linear in the text. The words come from the pack; here are only shapes of characters.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evaluator.engine.texts import Text
from evaluator.model.wording import ShapeName, WordingRule

LIKENESS_WINDOW = 20  # texts before; more would make many texts quadratic
_LONGEST_SPELLING = 120  # characters before an abbreviation in brackets
_SHORTEST_ABBREVIATION = 2
_OFTEN_ENOUGH = 5  # places of one abbreviation that are looked at in one text
_FEW_PATTERNS = 8  # made for single texts; none of our examples needs more than three, an archive would need thousands
_SHOUTING = 2  # neighbours in capitals from which capitals are a heading


class Hit(NamedTuple):
    """One thing found in a text; `other` is the path of a second text, where there is one."""

    text: Text
    start: int
    end: int
    found: str
    better: str = ""
    other: str = ""


Finder = Callable[[Sequence[Text]], Iterator[Hit]]

_SHAPES: dict[ShapeName, str] = {
    "icd_10": r"[A-TV-Z]\d[\dAB](?:\.[\dA-Z]{1,4})?",
    "cpt": r"\d{5}",
    "category_ii": r"\d{4}F",
    "hcpcs_level_ii": r"[A-CEGHJ-MP-V]\d{4}",
    "loinc": r"\d{3,5}-\d",
    "snomed_ct": r"\d{6,18}",
}
_TOKEN = re.compile(r"(?<![\w&/.-])[A-Z][A-Z0-9]{1,7}s?(?![\w&])")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“][^\"“”\n]{0,100}[\"”]")  # what someone else calls something
_SMALL_FORMS = str.maketrans("İıſ", "iis")  # which case alone does not bring to i and s
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]")


class WholeWords:
    """Phrases to be found as whole words, without regard to case, the longest first.

    A text is searched for those alone whose longest word stands in it: most texts hold none, and a pattern of a few
    phrases is made in no time. After a few such patterns one of all phrases is less work than to make ever new ones.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        ordered = sorted({" ".join(phrase.split()) for phrase in phrases}, key=len, reverse=True)
        longest = [max(_WORD.findall(_small(phrase)), key=len, default="") for phrase in ordered]
        # Only of plain letters is it sure that each has one small form; other phrases are always searched for.
        self._phrases = [
            (phrase, word if word.isascii() else "") for phrase, word in zip(ordered, longest, strict=True)
        ]
        self._longest = frozenset(word for _, word in self._phrases)
        self._made: set[frozenset[str]] = set()

    def finditer(self, words: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find all of them in order, none within another."""
        pattern = self._pattern(words)
        return iter(()) if pattern is None else pattern.finditer(words, start, end)

    def search(self, words: str) -> re.Match[str] | None:
        """Find the first."""
        pattern = self._pattern(words)
        return pattern and pattern.search(words)

    def match(self, words: str, start: int) -> re.Match[str] | None:
        """Find one that begins there."""
        pattern = self._pattern(words)
        return pattern and pattern.match(words, start)

    def blanked(self, words: str) -> str:
        """Put spaces in their place."""
        pattern = self._pattern(words)
        return words if pattern is None else pattern.sub(_spaces, words)

    def _pattern(self, words: str) -> re.Pattern[str] | None:
        held = self._longest & (_words_of(words) | {""})
        if not held:
            return None
        if held not in self._made and len(self._made) >= _FEW_PATTERNS:
            held = self._longest
        self._made.add(held)
        return _any_of(tuple(phrase for phrase, word in self._phrases if word in held))


@lru_cache(maxsize=512)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Make a pattern; phrases stand by their first letter, so that most words are passed over after one look."""
    letters: dict[str, list[str]] = {}
    for phrase in phrases:
        # A bounded space: an unbounded one before a word that does not come would be read again and again.
        letters.setdefault(phrase[0].casefold(), []).append(r"\s{1,3}".join(map(re.escape, phrase.split())))
    firsts = "".join(map(re.escape, letters))
    joined = "|".join(f"(?={re.escape(first)})(?:{'|'.join(group)})" for first, group in letters.items())
    return re.compile(rf"(?<!\w)(?=[{firsts}])(?:{joined})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=256)
def _words_of(text: str) -> frozenset[str]:
    """List the words of a text in small letters, as a pattern without regard to case takes them."""
    return frozenset(_WORD.findall(_small(text)))


def _small(text: str) -> str:
    return text.translate(_SMALL_FORMS).lower()


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def phrases(rule: WordingRule) -> Finder:
    """Find whole words and phrases, each with its own better wording."""
    wanted = WholeWords(phrase for group in rule.phrases for phrase in group.find)
    better = {_plain(phrase): group.better for group in rule.phrases for phrase in group.find}
    unless = WholeWords(rule.unless)

    def find(texts: Sequence[Text]) -> Iterator[Hit]:
        for text in texts:
            found = list(wanted.finditer(text.words))
            quoted = _spans(_QUOTED, text.words) if found else []
            spared = _spans(unless, text.words) if found else []
            for match in found:
                if not (_within(match.span(), quoted) or _within(match.span(), spared)):
                    yield Hit(text, *match.span(), match[0], better[_plain(match[0])])

    return find


def code_shapes(rule: WordingRule) -> Finder:
    """Find codes by their shape, except in brackets, where they stand beside words."""
    shapes = [
        (re.compile(rf"(?<![\w.-]){_SHAPES[s.shape]}(?![\w-]|\.\d)"), WholeWords(s.near) if s.near else None)
        for s in rule.shapes
    ]

    def find(texts: Sequence[Text]) -> Iterator[Hit]:
        for text in texts:
            words = _BRACKETED.sub(_spaces, text.words)
            for pattern, near in shapes:
                if near is None or near.search(text.words):
                    yield from (Hit(text, *match.span(), match[0]) for match in pattern.finditer(words))

    return find


def mixed_words(rule: WordingRule) -> Finder:
    """Find clauses without brackets or commas that hold all of the words that clash."""
    wanted = frozenset(map(_plain, rule.words))
    mixed, unless = WholeWords(rule.words), WholeWords(rule.unless)
    ends = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in rule.clause_ends)
    ending = re.compile(rf"[.,;:()\[\]\n\"“”]{'|' + ends if ends else ''}", re.IGNORECASE)

    def find(texts: Sequence[Text]) -> Iterator[Hit]:
        for text in texts:
            words = unless.blanked(text.words)
            if not (wanted and _holds(mixed, words, 0, len(words), wanted)):
                continue
            for start, end in _clauses(words, ending):
                # A word that begins or ends a clause joins it to its neighbour, which stands apart already.
                within = _inner(mixed, words, start, end)
                if _holds(mixed, words, *within, wanted):
                    yield _trimmed(text, start, end)

    return find


def near_identical(rule: WordingRule) -> Finder:
    """Find texts of one field that share nearly all their words with one before; the same text is another matter."""

    def find(texts: Sequence[Text]) -> Iterator[Hit]:
        seen: list[tuple[Text, Counter[str]]] = []
        for text in texts:
            words = Counter(_WORD.findall(text.words.casefold()))
            for earlier, others in seen[-LIKENESS_WINDOW:]:
                same_field = earlier.field == text.field
                if same_field and words != others and _likeness(words, others) >= rule.similarity:
                    yield Hit(text, 0, len(text.words), text.words, other=earlier.path)
                    break
            seen.append((text, words))

    return find


def too_long(rule: WordingRule) -> Finder:
    """Find texts of more characters than a form would take."""
    limit = rule.longest
    return lambda texts: (Hit(text, limit, limit, f"{len(text.words):,}") for text in texts if len(text.words) > limit)


def abbreviations(rule: WordingRule) -> Finder:
    """Find capitalised abbreviations that no text up to there spells out; each once.

    The finder is given all texts of the proposal, so that it knows those before.
    """
    known, after = frozenset(rule.known), WholeWords(rule.unless)
    fields = frozenset(rule.fields)

    def find(texts: Sequence[Text]) -> Iterator[Hit]:
        settled = set(known) | {text.words.strip() for text in texts if text.field in rule.defined_in}
        for text in texts:
            found = list(_abbreviations(text.words))
            settled.update(name for name, match in found if _is_spelled_out(text.words, name, match))
            for name, match in found:
                is_initials = after.match(text.words, match.end() + _gap(text.words, match.end()))
                if text.field in fields and name not in settled and not is_initials:
                    settled.add(name)
                    yield Hit(text, *match.span(), name)

    return find


def _abbreviations(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    looked: dict[str, int] = {}
    for match in _TOKEN.finditer(words):
        name = match[0].removesuffix("s")
        looked[name] = looked.get(name, 0) + 1
        if looked[name] > _OFTEN_ENOUGH:
            continue
        letters = sum(letter.isalpha() for letter in name)
        if letters >= _SHORTEST_ABBREVIATION and not _stands_in_capitals(words, match):
            yield name, match


def _stands_in_capitals(words: str, match: re.Match[str]) -> bool:
    """Tell a heading in capitals from an abbreviation by its neighbours."""
    around = words[max(0, match.start() - 30) : match.end() + 30]
    return len(_CAPITALS.findall(around)) > _SHOUTING and sum(map(str.isupper, around)) * 2 > sum(
        map(str.isalpha, around)
    )


def _gap(words: str, start: int) -> int:
    return len(words[start : start + 3]) - len(words[start : start + 3].lstrip(" ,."))


def _is_spelled_out(words: str, name: str, match: re.Match[str]) -> bool:
    """See `long form (ABC)` and `ABC (long form)`: in both a word of the long form has the first letter."""
    first = name[0].casefold()
    before, after = words[max(0, match.start() - _LONGEST_SPELLING) : match.start()].rstrip(), words[match.end() :]
    if before.endswith(("(", "[", ", or", "(or")):
        return any(word[0].casefold() == first for word in _WORD.findall(before)[-2 * len(name) - 2 :])
    opened = after[:_LONGEST_SPELLING].lstrip()
    inside = _WORD.findall(re.split(r"[)\]]", opened[1:], maxsplit=1)[0]) if opened.startswith(("(", "[")) else []
    return len(inside) > 1 and inside[0][0].casefold() == first


def _clauses(words: str, ending: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in ending.finditer(words):
        yield start, match.start()
        start = match.end()
    yield start, len(words)


def _holds(mixed: WholeWords, words: str, start: int, end: int, wanted: frozenset[str]) -> bool:
    return wanted <= {_plain(match[0]) for match in mixed.finditer(words, start, end)}


def _inner(mixed: WholeWords, words: str, start: int, end: int) -> tuple[int, int]:
    matches = list(mixed.finditer(words, start, end))
    if matches and not words[start : matches[0].start()].strip():
        start = matches[0].end()
    if matches and not words[matches[-1].end() : end].strip():
        end = max(start, matches[-1].start())
    return start, end


def _trimmed(text: Text, start: int, end: int) -> Hit:
    found = text.words[start:end]
    start += len(found) - len(found.lstrip())
    return Hit(text, start, start + len(found.strip()), " ".join(found.split()))


def _likeness(words: Counter[str], others: Counter[str]) -> int:
    return 200 * (words & others).total() // max(1, words.total() + others.total())


def _spans(pattern: re.Pattern[str] | WholeWords, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(words)]


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Tell whether one of these spans holds another; they are in order and apart."""
    before = bisect_right(spans, (span[0], sys.maxsize)) - 1
    return before >= 0 and span[1] <= spans[before][1]


def _plain(phrase: str) -> str:
    return " ".join(phrase.split()).casefold()

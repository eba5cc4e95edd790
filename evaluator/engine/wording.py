"""The lint of wording: the rules of a pack looked for in a proposal's texts. Only advisories come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from evaluator.engine import wording_hits as hits
from evaluator.engine.answers import Answers, Context
from evaluator.engine.texts import Texts, all_texts, texts_of
from evaluator.engine.values import shown
from evaluator.engine.wording_hits import Finder, Hit, WholeWords
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Advisory
from evaluator.model.wording import Element, WordingRule
from evaluator.packs.words import PLACE

_AROUND = 45  # characters of an excerpt on either side
_LONGEST_EXCERPT = 160
_FINDERS: dict[str, Callable[[WordingRule], Finder]] = {
    "phrases": hits.phrases,
    "abbreviations": hits.abbreviations,
    "code_shapes": hits.code_shapes,
    "mixed_words": hits.mixed_words,
    "near_identical": hits.near_identical,
    "too_long": hits.too_long,
}


class Wording:
    """The wording rules of one pack, compiled once."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        self._labels = {path: guide.label for path, guide in pack.fields.items()}
        self._answers = answers
        everything = all_texts(answers)
        self._rules = [(rule, self._compiled(rule, everything)) for rule in pack.wording]

    def of(self, context: Context) -> dict[str, list[Advisory]]:
        """Find what could be worded better: advisories by the criterion that they concern."""
        advice: dict[str, list[Advisory]] = defaultdict(list)
        for rule, find in self._rules:
            seen = set()
            for hit in find(context):
                name = (hit.text.path, " ".join(hit.found.split()).casefold())
                if name not in seen:
                    seen.add(name)
                    advice[rule.criterion].append(self._advisory(rule, hit, context))
        return advice

    def _compiled(self, rule: WordingRule, everything: Texts) -> Callable[[Context], Iterator[Hit]]:
        fields = [texts_of(field, self._answers) for field in rule.fields]
        if rule.detector == "missing_elements":
            return self._missing_elements(rule, fields)
        find = _FINDERS[rule.detector](rule)
        if rule.detector == "abbreviations":
            return lambda context: find(everything(context))
        if rule.detector != "phrases" or not rule.defined_in:
            return lambda context: find([text for read in fields for text in read(context)])
        defined = [texts_of(field, self._answers) for field in rule.defined_in]

        def undefined(context: Context) -> Iterator[Hit]:
            terms = [text.words.strip().casefold() for read in defined for text in read(context)]
            found = find([text for read in fields for text in read(context)])
            return (hit for hit in found if not any(_covers(term, hit) for term in terms))

        return undefined

    def _missing_elements(self, rule: WordingRule, fields: list[Texts]) -> Callable[[Context], Iterator[Hit]]:
        elements = [self._element(element) for element in rule.elements]
        beside = [texts_of(field, self._answers) for field in rule.beside]

        def find(context: Context) -> Iterator[Hit]:
            for text in (text for read in fields for text in read(context)):
                together = [text.words, *(other.words for read in beside for other in read(context))]
                missing = [name for name, is_named in elements if not is_named(together, context)]
                if missing:
                    yield Hit(text, 0, len(text.words), ", ".join(missing))

        return find

    def _element(self, element: Element) -> tuple[str, Callable[[list[str], Context], bool]]:
        named = WholeWords(element.words)
        readers = [self._answers.reader(tuple(field.split(".")), None) for field in element.fields]

        def is_named(texts: list[str], context: Context) -> bool:
            return any(named.search(text) for text in texts) or any(
                read(context).state == "answered" for read in readers
            )

        return element.name, is_named

    def _advisory(self, rule: WordingRule, hit: Hit, context: Context) -> Advisory:
        def filled(sentence: str) -> str:
            return "".join(
                self._piece(piece, rule, hit, context) if n % 2 else piece
                for n, piece in enumerate(PLACE.split(sentence))
            )

        return Advisory(
            check=rule.id,
            force="lint",
            says=filled(rule.says),
            stated=True,
            asks=rule.asks,
            path=hit.text.path,
            label=self._labels.get(hit.text.field, hit.text.path),
            excerpt=_excerpt(hit),
            better=filled(hit.better or rule.better),
            interpretation=rule.interpretation,
        )

    def _piece(self, place: str, rule: WordingRule, hit: Hit, context: Context) -> str:
        """Fill a place of a sentence: what was found, a number, or an answer; one not given is named in brackets."""
        match place:
            case "found":
                return " ".join(hit.found.split())
            case "field":
                return self._labels.get(hit.text.field, hit.text.path)
            case "other":
                return hit.other
            case "longest":
                return f"{rule.longest:,}"
        value = shown(self._answers.reader(tuple(place.split(".")), None)(context))
        return value or f"[{self._labels.get(place, place)}]"


def _covers(term: str, hit: Hit) -> bool:
    """Tell whether a defined term stands where something was found."""
    if not term or hit.found.casefold() not in term:
        return False
    around = hit.text.words[max(0, hit.start - len(term)) : hit.end + len(term)]
    return term in around.casefold()


def _excerpt(hit: Hit) -> str:
    """Cut out what was found with some words around it, on one line."""
    words = hit.text.words
    end = min(hit.end, hit.start + _LONGEST_EXCERPT)
    first, last = max(0, hit.start - _AROUND), min(len(words), end + _AROUND)
    if first:
        first += len(words[first : hit.start].partition(" ")[0]) if " " in words[first : hit.start] else 0
    if last < len(words) and " " in words[end:last]:
        last = end + words[end:last].rfind(" ")
    cut = " ".join(words[first:last].split())
    return f"{'… ' if first else ''}{cut}{' …' if last < len(words) else ''}"

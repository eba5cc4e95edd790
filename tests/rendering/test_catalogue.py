"""The catalogue of words: complete, used, and the only place of English in a report."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bracketed import outside_brackets, texts_of
from report_samples import deletion, documents, everything, nothing_open, rewritten

from evaluator.archive import drift
from evaluator.errors import CatalogueError, TemplateError, UsageError
from evaluator.model.evaluation import Result
from evaluator.rendering import catalogue as catalogues
from evaluator.rendering import dispositions, notices, readings, recommendation, since, words
from evaluator.rendering.audiences import Reader
from evaluator.rendering.catalogue import ENGLISH, catalogue, catalogue_with, say, speaking
from evaluator.rendering.formats import render, render_packet
from evaluator.rendering.shelf import read_shelf

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
IDS = catalogue(ENGLISH).phrases
SAID = re.compile(r"\bsay(?:_in_style)?\(\s*[\"']([\w.]+)[\"']")
NAMED = re.compile(r"[\"']([a-z_]+\.[A-Za-z0-9_]+)[\"']")


def _sources() -> list[str]:
    files = [*(ROOT / "evaluator").rglob("*.py"), *TEMPLATES.rglob("*")]
    kinds = {".py", ".html", ".md", ".css", ".svg"}
    return [file.read_text(encoding="utf-8") for file in files if file.suffix in kinds and file.name != "README.md"]


def _families() -> set[str]:
    """Collect the ids that stand behind closed lists of keys, such as findings."""
    modules = (words, readings, recommendation, dispositions, since, drift)
    every = [each for module in modules for each in vars(module).values()]
    lists = [each.ids for each in every if isinstance(each, words.Words | words.Marks)]
    months = {f"month.{number}" for number in range(1, 13)}
    return {
        name for ids in [*lists, recommendation._OPENINGS, notices.PHRASES, notices.FOUND] for name in ids.values()
    } | months


def test_every_id_that_is_said_exists() -> None:
    said = {name for text in _sources() for name in SAID.findall(text)} | _families()

    assert len(said) > 150
    assert sorted(said - set(IDS)) == []


def test_every_id_is_used() -> None:
    used = {name for text in _sources() for name in NAMED.findall(text)} | _families()

    assert sorted(set(IDS) - used) == []


def test_a_number_chooses_the_form() -> None:
    assert say("gaps.how_many", n=1) == "1 gap"
    assert say("gaps.how_many", n=0) == "0 gaps"


def test_a_value_that_a_phrase_does_not_say_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"expected the values \['name'\], found \['nome'\]"):
        say("facts.steward", nome="x")


def test_a_value_is_put_in_as_it_is() -> None:
    assert say("facts.steward", name="{name.__class__} {0}") == "Steward: {name.__class__} {0}"


REPORTS = [
    file
    for file in sorted(TEMPLATES.rglob("*"))
    if file.suffix in {".html", ".md", ".svg"} and file.name != "README.md" and file.parent.name not in {"pack", "web"}
]


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.name)
def test_no_template_speaks_english_by_itself(file: Path) -> None:
    without_jinja = re.sub(r"\{#.*?#\}|\{[{%].*?[%}]\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    texts = [without_jinja] if file.suffix == ".md" else texts_of(without_jinja)

    assert [text for text in texts if re.search(r"[^\W\d_]", text)] == []


# --- translations


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Callable[[str], str]], None]]:
    """Put a translation `xx` beside the English that is made from its lines."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    monkeypatch.setattr(catalogues, "templates_folder", lambda: folder)

    def put(change: Callable[[str], str]) -> None:
        english = (folder / "words" / "en.toml").read_text(encoding="utf-8")
        (folder / "words" / "xx.toml").write_text(change(english), encoding="utf-8")

    catalogue.cache_clear()
    yield put
    catalogue.cache_clear()


def _bracketed(english: str) -> str:
    """Put every phrase into brackets that stand nowhere else."""
    return re.sub(r'(= |one = |other = )(["\'])(.+?)\2(?=$| \}|,)', r"\1\2⟦\3⟧\2", english, flags=re.MULTILINE)


def _foreign(result: Result) -> Result:
    """Make the texts of pack and proposal unlike any word: ids in brackets of their own, sentences in crosses."""
    return rewritten(
        result, lambda text: re.sub(r"[^\W\d_]", "×", text) if " " in text else f"⟪{text}⟫" if ":/" not in text else ""
    )


def _in_words_of(language: str, result: Result) -> str:
    """Write every report there is, one after the other."""
    foreign = _foreign(result)
    advised = Reader("staff", rewritten(documents(), lambda text: f"⟪{text}⟫"))
    pages = [render(foreign, "html", language, reader=advised), render(foreign, "html", language)]
    return "".join([*pages, str(render_packet([foreign, foreign], "html", language))])


# Names of fields in a path, and keys of the trace: data of the form and of the engine.
DATA = re.compile(
    r"foot.yaml|use\.purpose|Codes|Reporting|states|Evidence|guidelines|\b(?:kind|check|outcome|finding|rank|of):"
)


@pytest.mark.parametrize("sample", [everything, nothing_open, deletion], ids=lambda sample: sample.__name__)
def test_a_translation_leaves_no_english(sample: Callable[[], Result], translated: Callable[..., None]) -> None:
    translated(_bracketed)

    page = _in_words_of("xx", sample())

    body = re.sub(r"<code.*?</code>|<head>.*?</head>", "", page, flags=re.DOTALL)
    left = DATA.sub("", outside_brackets(" ".join(texts_of(body))))
    assert '<html lang="⟦en⟧">' in page
    assert body.count("⟦") > 40
    assert re.findall(r"[^\W\d_]{2,}", left) == []


def _edited(**entries: str) -> Callable[[str], str]:
    def change(english: str) -> str:
        for old, new in entries.items():
            assert re.search(rf"^{old} = ", english, flags=re.MULTILINE)
            english = re.sub(rf"^{old} = .*\n", f"{new}\n" if new else "", english, count=1, flags=re.MULTILINE)
        return english

    return change


def test_all_faults_of_a_translation_are_told_at_once(translated: Callable[..., None]) -> None:
    translated(
        _edited(
            skip="",
            untitled='untitled = ""',
            note='notes = "Hinweis: {note}"',
            kicker='kicker = "{kriterien} {kind}"',
            codes='codes = "{change} {codes} {n}"',
            title="title = 3",
        )
    )

    with pytest.raises(CatalogueError) as raised, speaking("xx"):
        pass

    told = str(raised.value)
    assert "words/xx.toml: page.skip: found nothing; expected a translation of “Skip to the report”" in told
    assert "page.untitled: found ''; expected a phrase that is not empty" in told
    assert "page.note: found nothing; expected a translation of “Note: {note}”. Add it." in told
    assert "page.notes: found an id that the English catalogue has not" in told
    assert "page.kicker: found the values kind, kriterien; expected the values criteria, kind." in told
    assert "change.codes: found one text; expected forms `one` and `other`." in told
    assert "page.title: found 3; expected a phrase" in told
    assert told.startswith("7 faults in the catalogue of words")


def test_a_translation_with_a_slip_of_syntax_is_one_fault(translated: Callable[..., None]) -> None:
    translated(lambda _english: "[page")

    with pytest.raises(CatalogueError, match=r"words/xx.toml:1: found what is no TOML at character 6"):
        catalogue("xx")


@pytest.mark.parametrize("language", ["xx", "../words/en", ""])
def test_an_unknown_language_is_told_with_those_there_are(language: str) -> None:
    with pytest.raises(UsageError, match=f"--language: found '{language}'; expected one of en"):
        render(everything(), "html", language)


def test_a_language_alone_is_templates_enough(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    shutil.copy(ROOT / "templates" / "words" / "en.toml", tmp_path / "words" / "la.toml")
    own = read_shelf(tmp_path)

    assert catalogue_with("la", own).phrases == catalogue(ENGLISH).phrases
    with pytest.raises(UsageError, match="--language: found 'de'; expected one of en, la"):
        catalogue_with("de", own)


def test_a_language_that_nobody_can_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "La_tin.toml").write_text("", encoding="utf-8")

    with pytest.raises(TemplateError, match=r"found no file with the name of one of ours \(words/La_tin\.toml\)"):
        read_shelf(tmp_path)


def test_a_language_holds_for_one_report_only(translated: Callable[..., None]) -> None:
    translated(_bracketed)

    foreign, english = render(everything(), "md", "xx"), render(everything(), "md")

    assert "⟦" in foreign
    assert "⟦" not in english


def test_json_is_the_same_in_every_language(translated: Callable[..., None]) -> None:
    translated(_bracketed)

    assert render(everything(), "json", "xx") == render(everything(), "json")


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_translation_cannot_bring_markup(form: str, translated: Callable[..., None]) -> None:
    translated(_edited(skip='skip = "a"', untitled='untitled = "b"', note='note = "1. *<b>* {note}"'))

    page = render(everything(), form, "xx")

    assert "<b>*" not in page
    assert ("1. *&lt;b&gt;* " if form == "html" else r"1\. \*&lt;b&gt;\* ") in page

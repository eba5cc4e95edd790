"""A society's templates are drawn like ours, and can neither reach out, nor go on for ever, nor bring cat2 down."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pango import needs_pango
from report_samples import everything

from evaluator.errors import CatalogueError, TemplateError
from evaluator.rendering import sandbox
from evaluator.rendering.formats import render
from evaluator.rendering.sandbox import Limits
from evaluator.rendering.shelf import names_of_ours, read_shelf

OUTSIDE = "a line of a file that no template may read"
ENDLESS = (
    "{% macro again() %}{% for a in page.title * 500 %}{% for b in page.title * 500 %}{{ a }}"
    "{% endfor %}{% endfor %}{% endmacro %}{{ again() }}"
)


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Any]:
    """Draw the sample report from a folder with these files."""

    def draw(files: dict[str, str], form: str = "html") -> Any:
        for name, text in files.items():
            path = tmp_path / "own" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return render(everything(), form, shelf=read_shelf(tmp_path / "own"))

    return draw


def _said(drawn: Callable[..., Any], page: str, form: str = "html") -> str:
    with pytest.raises(TemplateError) as raised:
        drawn({"gap-report.html": page}, form)
    return str(raised.value)


def test_what_a_folder_does_not_replace_is_ours(drawn: Callable[..., Any]) -> None:
    css = {"gap-report.css": "p { color: teal }"}

    page = drawn(css)

    body = render(everything(), "html").partition("</style>")[2]
    assert page.partition("</style>")[2] == body
    assert "<style>\np { color: teal }" in page
    assert drawn(css, "md") == render(everything(), "md")


def test_a_file_may_build_on_ours_and_on_files_beside_it(drawn: Callable[..., Any]) -> None:
    page = drawn(
        {
            "gap-report.html": "{% extends 'skeleton.html' %}{% block main %}{% include 'x.html' %}{% endblock %}",
            "x.html": "<p>{{ page.title }} & ours</p>",
        }
    )

    assert "<p>Foot examination with sensory testing in adults with diabetes & ours</p>" in page


def test_words_of_a_society_reach_the_page_and_the_template(drawn: Callable[..., Any]) -> None:
    page = drawn(
        {
            "words/en.toml": '[gaps]\nnone = "Nothing is open."\n[finding]\nmet = "On file"\n',
            "gap-report.html": '{{ say("gaps.none") }} {{ page.documented[0].mark.word }}',
        }
    )

    assert page == "Nothing is open. On file"


def test_a_word_that_we_do_not_have_is_a_fault_with_its_file(drawn: Callable[..., Any]) -> None:
    with pytest.raises(CatalogueError, match=r"own/words/en\.toml: gaps\.non: found an id that the English"):
        drawn({"words/en.toml": '[gaps]\nnon = "Nothing is open."\n'})


def test_a_language_of_a_society_says_everything(drawn: Callable[..., Any], tmp_path: Path) -> None:
    drawn({"words/xx.toml": '[gaps]\nnone = "Nihil."\n'})

    with pytest.raises(CatalogueError, match=r"own/words/xx\.toml: .*found nothing; expected a translation"):
        render(everything(), "html", "xx", read_shelf(tmp_path / "own"))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("\n{{ page.titel }}", r"own/gap-report\.html:2: found Page has no attribute 'titel'.*templates/README\.md"),
        ("{{ pages }}", r"own/gap-report\.html:1: found 'pages' is undefined"),
        ("\n\n{% for %}", r"own/gap-report\.html:3: found .*expected a template in the language Jinja2"),
        ("{{ 1 + page.title }}", r"own/gap-report\.html:1: found a step that cannot be done \(TypeError"),
        ("{{ say('no.such') }}", r"own/gap-report\.html:1: found a step that cannot be done \(KeyError: 'no\.such'"),
        ("{% include '/etc/passwd' %}", r"own/gap-report\.html:1: found a template named '/etc/passwd'"),
        ("{% include '../../../../etc/passwd' %}", r"found a template named '\.\./\.\./\.\./\.\./etc/passwd'"),
        ("{% include 'parts/../../README.md' %}", r"found a template named"),
        ("{% include 'secret.html' %}", r"found a template named 'secret\.html'"),
        ("{{ ''.__class__.__mro__ }}", r"found access to attribute '__class__' of 'str' object is unsafe"),
        ("{{ page.__class__ }}", r"found access to attribute '__class__' of 'Page' object is unsafe"),
        ("{{ page['__class__'] }}", r"found .*__class__"),
        ("{{ page | attr('__class__') }}", r"found access to attribute '__class__'"),
        ("{{ say.__globals__ }}", r"found access to attribute '__globals__'"),
        ("{{ say.__closure__ }}", r"found access to attribute '__closure__'"),
        ("{{ '{0.__class__}'.format(page) }}", r"found access to attribute '__class__'"),
        ("{{ self.__init__ }}", r"found access to attribute"),
        ("{% for x in range(9) %}{% endfor %}", r"found 'range' is undefined"),
        ("{{ [1] | random }}", r"No filter named 'random'"),
        ("{{ 'x' * 10 ** 10 }}", r"found more memory than a report needs"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", r"found a template that calls itself again and again"),
        ("{% include 'gap-report.html' %}", r"found a template that calls itself again and again"),
    ],
)
def test_a_fault_is_told_with_its_place(page: str, found: str, drawn: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(OUTSIDE, encoding="utf-8")

    said = _said(drawn, page)

    assert re.search(found, said, re.DOTALL), said
    assert "Traceback" not in said
    assert "1 fault in the template\n" in said


@pytest.mark.slow
def test_a_loop_without_end_is_stopped(drawn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sandbox.LIMITS, "html", Limits(2, 1_000_000_000, 50_000_000))

    said = _said(drawn, ENDLESS * 3)

    assert "own/gap-report.html: found more than 2 seconds of work; expected a report sooner. Look for a loop" in said


@pytest.mark.slow
def test_a_number_without_end_is_stopped(drawn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sandbox.LIMITS, "html", Limits(1, 1_000_000_000, 50_000_000))

    assert "found more than 1 seconds of work" in _said(drawn, "{{ (10 ** (10 ** 8)) % 7 }}")


def test_a_report_without_end_is_stopped(drawn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sandbox.LIMITS, "html", Limits(10, 1_000_000_000, 100_000))

    assert "found a report of 200,000 bytes; expected at most 100,000" in _said(drawn, "{{ 'x' * 200000 }}")


@pytest.mark.parametrize(
    ("child", "found"),
    [
        ("import os; os.kill(os.getpid(), 11)", "a process that ended by signal SIGSEGV before its report was done"),
        (
            "raise SystemExit('no engine')",
            r"a process that ended by exit code 1 before its report was done \(no engine",
        ),
        ("import os; os.write(1, b'T' + b'x' * 3000)", "a report without end; expected at most 1,000 bytes"),
        ("import os; os.write(1, b'?')", "a process that ended by exit code 0"),
        ("while True: pass", "more than 1 seconds of work"),
        ("import os, time; os.write(1, b'T'); time.sleep(60)", "more than 1 seconds of work"),
    ],
)
def test_a_process_that_goes_wrong_is_told(
    child: str, found: str, drawn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = sandbox.subprocess.Popen
    monkeypatch.setitem(sandbox.LIMITS, "html", Limits(1, 1_000_000_000, 1000))
    monkeypatch.setattr(sandbox.Limits, "patience", 2)
    monkeypatch.setattr(
        sandbox.subprocess, "Popen", lambda words, **rest: start([words[0], "-c", child, *words[3:]], **rest)
    )

    with pytest.raises(TemplateError, match=found):
        drawn({"gap-report.html": "x"})


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname').read()",
        "open('/tmp/cat2-written', 'w')",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('socket').socket()",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:9')",
        "__import__('os').remove('/tmp/cat2-written')",
        "__import__('os').fork()",
    ],
)
def test_code_that_got_out_of_a_template_is_refused_what_none_needs(deed: str) -> None:
    code = (
        "from evaluator.rendering import sandboxed\n"
        "from evaluator.rendering.sandbox import OF_TEXT\n"
        "import socket, subprocess, urllib.request\n"
        "sandboxed._confine(OF_TEXT)\n"
        f"try:\n    {deed}\nexcept PermissionError as error:\n    print(error)\n"
    )

    done = sandbox.subprocess.run(
        [sandbox.sys.executable, "-c", code], capture_output=True, text=True, check=True, env=sandbox._surroundings()
    )

    assert done.stdout.startswith("a template ")


def test_only_what_finds_libraries_and_typefaces_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")

    assert set(sandbox._surroundings()) <= {
        *("PYTHONPATH", "PYTHONHASHSEED"),
        *(name for name in os.environ if name.startswith(sandbox._HANDED_ON)),
    }


@pytest.mark.slow
@needs_pango
class TestPrinted:
    def test_a_page_of_a_society_is_printed_and_fetches_nothing(self, drawn: Callable[..., Any]) -> None:
        page = "<html lang=en><title>Ours</title><img src='file:///etc/hostname' alt=x><h1>{{ page.title }}</h1>"

        assert drawn({"gap-report.html": page}, "pdf").startswith(b"%PDF")

    def test_a_page_without_end_is_stopped(self, drawn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sandbox.LIMITS, "pdf", Limits(3, 2_000_000_000, 50_000_000))

        said = _said(drawn, "{% for a in page.title * 99 %}<p>{{ page.notice * 9 }}</p>{% endfor %}", "pdf")

        assert "more than 3 seconds of work" in said

    def test_a_picture_written_as_data_is_shown(self, drawn: Callable[..., Any]) -> None:
        dot = "R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="

        with_it = drawn({"gap-report.html": f"<title>x</title><img alt=x src='data:image/gif;base64,{dot}'>"}, "pdf")

        assert b"/Image" in with_it


class TestFolder:
    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(TemplateError, match=r"nowhere: found no folder; expected .*cat2 template copy"):
            read_shelf(tmp_path / "nowhere")

    def test_a_folder_that_replaces_nothing_is_told_with_the_near_miss(self, tmp_path: Path) -> None:
        (tmp_path / "gap_report.html").write_text("x", encoding="utf-8")

        with pytest.raises(TemplateError, match=r"found no file with the name.*Did you mean gap-report\.html\?"):
            read_shelf(tmp_path)

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path) -> None:
        own = tmp_path / "own"
        own.mkdir()
        (tmp_path / "secret").write_text(OUTSIDE, encoding="utf-8")
        (own / "gap-report.html").symlink_to(tmp_path / "secret")

        with pytest.raises(TemplateError, match=r"own/gap-report\.html: found a link to .*secret"):
            read_shelf(own)

    def test_what_is_no_file_is_refused(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "gap-report.html")

        with pytest.raises(TemplateError, match="found something that is no file"):
            read_shelf(tmp_path)

    def test_every_file_in_another_encoding_is_told_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "gap-report.html").write_bytes("<p>\nä".encode("latin-1"))
        (tmp_path / "gap-report.css").write_bytes("/* ö".encode("latin-1"))

        with pytest.raises(TemplateError) as raised:
            read_shelf(tmp_path)

        assert len(raised.value.faults) == 2
        assert "gap-report.html:2: found the byte 0xe4; expected text in UTF-8" in str(raised.value)

    def test_too_much_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("evaluator.rendering.shelf.LARGEST_FOLDER", 10)
        (tmp_path / "gap-report.html").write_text("x" * 11, encoding="utf-8")

        with pytest.raises(TemplateError, match="found 11 bytes; expected at most 10"):
            read_shelf(tmp_path)

    def test_a_file_that_is_too_large_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("evaluator.rendering.shelf.LARGEST_FILE", 10)
        (tmp_path / "gap-report.html").write_text("x" * 11, encoding="utf-8")

        with pytest.raises(TemplateError, match=r"gap-report\.html: found 11 bytes; expected at most 10"):
            read_shelf(tmp_path)

    def test_too_many_files_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("evaluator.rendering.shelf.MOST_FILES", 1)
        for name in ("gap-report.html", "gap-report.css"):
            (tmp_path / name).write_text("x", encoding="utf-8")

        with pytest.raises(TemplateError, match="found more than 1 files"):
            read_shelf(tmp_path)

    def test_what_editors_leave_behind_is_passed_over(self, tmp_path: Path) -> None:
        for name in ("gap-report.html", ".DS_Store", "~$gap-report.docx", ".git/config"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(b"\xff" if name != "gap-report.html" else b"x")

        assert list(read_shelf(tmp_path).files) == ["gap-report.html"]

    def test_the_names_to_replace_are_those_of_reports(self) -> None:
        names = names_of_ours()

        assert {"gap-report.html", "gap-report.css", "gap-report.md", "words/en.toml", "parts/gaps.html"} <= set(names)
        assert [name for name in names if name.startswith(("pack/", "README", "notebook"))] == []


def test_the_process_that_draws_does_without_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[bytes] = []
    monkeypatch.setattr(sandbox.pickle, "dumps", lambda one, dumps=pickle.dumps: handed.append(dumps(one)) or handed[0])
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "gap-report.css").write_text("p { color: red }", encoding="utf-8")
    render(everything(), "html", shelf=read_shelf(tmp_path / "own"))

    code = (
        "import sys, evaluator.rendering.sandboxed as it; it.main(); "
        "print('jinja2' in sys.modules, 'pydantic' in sys.modules, file=sys.__stderr__)"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=handed[0], capture_output=True, check=True)

    assert b"color: red" in ran.stdout
    assert ran.stderr.decode().splitlines()[-1] == "True False"

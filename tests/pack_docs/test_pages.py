"""The pages about packs: complete, current, and pictures that can be read without being seen."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from evaluator.model.criteria import Applies, Check, Criterion, Group, Part
from evaluator.packs import available_packs, load_pack
from evaluator.packs.reading import load_examples
from evaluator.rendering.escaping import markdown_text
from evaluator.rendering.logic_picture import logic_picture, logic_sentences
from evaluator.rendering.pack_pages import criterion_page, pack_documents
from evaluator.rendering.remedies import remedies_by_check

PAGES = Path(__file__).parents[2] / "docs" / "packs"
NEWEST = {name: folder for name, _, folder in reversed(available_packs())}
SVG = "{http://www.w3.org/2000/svg}"
every_pack = pytest.mark.parametrize("name", sorted(NEWEST))


def _documents(name):
    folder = str(NEWEST[name])
    pack = load_pack(folder)
    return pack, pack_documents(pack, load_examples(folder, pack))


@pytest.mark.golden
@every_pack
def test_the_pages_in_docs_are_current(name):
    _, documents = _documents(name)
    folder = PAGES / name
    if os.environ.get("CAT2_GOLDEN"):
        folder.mkdir(parents=True, exist_ok=True)
        for stale in {path.name for path in folder.iterdir()} - documents.keys():
            (folder / stale).unlink()
        for file, text in documents.items():
            (folder / file).write_bytes(text.encode())

    there = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}

    changed = sorted(file for file in documents.keys() | there.keys() if documents.get(file) != there.get(file))
    assert changed == [], "run `make golden` and read the difference"


@every_pack
def test_a_page_holds_everything_that_a_reader_of_a_report_may_see(name):
    pack, documents = _documents(name)
    for criterion in (pack.form, *pack.criteria):
        page = documents[f"{criterion.id.lower()}.md"]
        quote = [criterion.quote.words] if criterion.quote else []
        gaps = [text for gap in criterion.gaps for text in (gap.title, gap.remedy, gap.example)]
        asked = [text for check in criterion.checks for text in (check.id, check.asks, check.interpretation)]

        missing = [text for text in (*quote, *criterion.notes, *gaps, *asked) if markdown_text(text) not in page]

        assert missing == []


@every_pack
def test_no_condition_is_left_in_the_language_of_packs(name):
    _, documents = _documents(name)
    texts = [text for file, text in documents.items() if file.endswith(".md")]

    assert [
        line
        for text in texts
        for line in re.findall(r"^\d+\. If .*?\*\*", text, re.MULTILINE)
        if re.search(r"[=@]|\bitem\.", line)
    ] == []


@every_pack
def test_links_lead_to_pages_and_pictures(name):
    _, documents = _documents(name)

    targets = {target for text in documents.values() for target in re.findall(r"\]\(([^)\s]+)\)", text)}

    assert targets >= {file for file in documents if file != "README.md"}
    assert {target for target in targets if target.endswith((".md", ".svg"))} <= documents.keys()


@every_pack
def test_pictures_are_whole_and_tell_their_text(name):
    pack, documents = _documents(name)
    for criterion in (pack.form, *pack.criteria):
        picture = Xml.fromstring(documents[f"{criterion.id.lower()}.svg"])  # noqa: S314  our own text

        shown = " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))
        width = int(picture.attrib["width"])
        assert picture.findtext(f"{SVG}desc") == " ".join(logic_sentences(criterion))
        assert picture.findtext(f"{SVG}title") == f"The logic of {criterion.id}"
        assert all(check.id in shown for check in criterion.checks if check.force == "required")
        assert all(
            int(box.attrib.get("x", 0)) + int(box.attrib["width"]) <= width for box in picture.iter(f"{SVG}rect")
        )
        assert "href" not in documents[f"{criterion.id.lower()}.svg"]


def _check(name):
    return Check.model_validate({"id": name, "force": "required", "asks": f"Is {name} <there>?", "cases": []})


def _criterion(**more):
    inner = Group(mode="any", members=("X.two", "X.three"))
    return Criterion(
        id="X",
        title="A & B",
        asks="What?",
        automation="partial",
        logic=Group(mode="at_least", k=2, members=("X.part", inner, "X.one")),
        parts=(
            Part(
                id="X.part",
                asks="Which?",
                over="evidence.guidelines",
                combine="any",
                logic=Group(mode="all", members=("X.four",)),
            ),
        ),
        checks=tuple(_check(f"X.{name}") for name in ("one", "two", "three", "four")),
        **more,
    )


def test_logic_is_told_in_sentences():
    assert logic_sentences(_criterion()) == [
        "X asks for at least 2 of these: X.part; (any one of these: X.two; X.three); X.one.",
        "X.part asks, for at least one item of evidence.guidelines, for X.four.",
    ]


def test_boxes_stand_under_what_they_belong_to():
    nodes = logic_picture(_criterion()).nodes

    assert [(node.x, node.kind) for node in nodes] == [
        (8, "group"),
        (34, "part"),
        (60, "check"),
        (34, "group"),
        (60, "check"),
        (60, "check"),
        (34, "check"),
    ]
    assert nodes[0].joint == ""
    assert nodes[2].joint.startswith(f"M{nodes[2].x - 13} {nodes[1].y + 24}V")


def test_a_very_long_question_is_cut_in_the_picture_only():
    criterion = _criterion()
    long = criterion.checks[0].model_copy(update={"asks": "long " * 60})
    criterion = criterion.model_copy(update={"checks": (long, *criterion.checks[1:])})

    assert max(len(node.text) for node in logic_picture(criterion).nodes) == 96


def test_a_criterion_that_is_not_counted_says_so():
    pack = load_pack("measure-evaluation")
    retired = _criterion(status="retired", status_since="2026-01-31", status_why="Nobody asked for it.")

    page = criterion_page(pack, retired, ())

    assert page.status == "Retired since 31 January 2026; listed and not counted. Nobody asked for it."
    assert [case.then for case in page.applies] == ["it does not apply"]


def test_the_form_check_is_not_touched_by_what_the_pack_says_of_criteria():
    pack = load_pack("measure-evaluation")
    form = pack.form.model_copy(update={"applies": (Applies(then="yes"),)})

    page = criterion_page(pack.model_copy(update={"form": form}), form, ())

    assert [(case.when, case.then) for case in page.applies] == [("Otherwise", "it applies")]


@every_pack
def test_each_remedy_stands_under_one_question(name):
    pack = load_pack(str(NEWEST[name]))
    for criterion in (pack.form, *pack.criteria):
        shown = [row.remedy for group in remedies_by_check(pack, criterion) for row in group.rows]

        assert sorted(shown) == sorted(gap.remedy for gap in criterion.gaps)


def test_docs_are_written_where_told(cat2, tmp_path):
    ran = cat2("pack", "docs", "measure-evaluation", "-o", tmp_path / "pages")

    assert ran.code == 0
    assert sorted(Path(line).name for line in ran.out.splitlines()) == sorted(
        path.name for path in (tmp_path / "pages").iterdir()
    )
    assert "| M1 | [Importance](m1.md) |" in (tmp_path / "pages" / "README.md").read_text(encoding="utf-8")

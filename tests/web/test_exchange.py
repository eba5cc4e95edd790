from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from html_pages import elements_of, text_of
from web_server import AS_OF, PACK, ROOT, Person, Served, form_values

from evaluator.api import Evaluator
from evaluator.proposals.drafts import draft_of
from evaluator.proposals.reading import proposal_in, read_proposal
from evaluator.proposals.writing import digest, to_json, written
from evaluator.proposals.xlsx.reading import proposal_in as workbook_in
from evaluator.proposals.xlsx.writing import workbook_of
from evaluator.review.scaffold import Wishes, review_scaffold

READY = ROOT / "examples" / "process-ready.yaml"
MEASURE = {"resourceType": "Measure", "title": "A measure", "scoring": {"coding": [{"code": "proportion"}]}}
ATTACK = '=HYPERLINK("http://evil.example")<script>alert(1)</script>'


def _sent(person: Person, path: str, name: str, raw: bytes):
    token = form_values(person.page("/"))["csrf"][0]
    return person.post(path, data={"csrf": token}, files={"file": (name, raw, "application/octet-stream")})


def _ready():
    return read_proposal(READY, PACK).proposal


@pytest.mark.parametrize(
    ("name", "written_as"),
    [
        ("a.yaml", READY.read_bytes),
        ("a.json", lambda: to_json(_ready()).encode()),
        ("a.xlsx", lambda: workbook_of(PACK, _ready())),
        ("../../etc/../a", READY.read_bytes),
    ],
)
def test_a_proposal_comes_back_from_every_format(person: Person, name: str, written_as: Callable[[], bytes]) -> None:
    answer = _sent(person, "/import", name, written_as())

    assert answer.status_code == 303
    made = answer.headers["location"].rpartition("/")[2]
    for export, read in (("yaml", proposal_in), ("json", proposal_in), ("xlsx", None)):
        file = person.get(f"/proposals/{made}/export/{export}")
        assert file.headers["content-disposition"].startswith('attachment; filename="standing-blood-pressure')
        again = read(file.content, f"a.{export}", PACK) if read else workbook_in(file.content, PACK, "a.xlsx")
        assert digest(again.proposal) == digest(_ready())


def test_a_fhir_measure_becomes_a_proposal(served: Served, person: Person) -> None:
    answer = _sent(person, "/import", "m.json", json.dumps(MEASURE).encode())

    assert answer.status_code in (200, 303)
    assert served.store.proposals()[0].title == "A measure"


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 80_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.yaml", b"", "an empty file"),
        ("a.yaml", b"schema: cat2-proposal/1\nmeasure:\n  type: proces\n  titel: x\n", "Did you mean"),
        ("a.yaml", b"%PDF-1.7", "a PDF"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old", "old Word or Excel"),
        ("a.xlsx", _bomb, "unpacks to more than 60 MB"),
        ("a.html", b"<html>", "HTML or XML"),
        ("a.json", b"\x00\x01\x02", "no text"),
        ("<b>.yaml", b"x: [", "&lt;b&gt;.yaml"),
        ("a.yaml", b"a: &a [x]\nb: [*a, *a]\n", "a.yaml"),
        ("a.yaml", b"x" * 5_100_000, "at most 5 MB"),
    ],
)
def test_a_file_that_is_no_proposal_is_refused_with_its_faults(
    served: Served, person: Person, name: str, raw: bytes | Callable[[], bytes], words: str
) -> None:
    before = served.store.proposals()

    answer = _sent(person, "/import", name, raw() if callable(raw) else raw)

    assert answer.status_code == 422
    assert words in answer.text
    elements_of(answer.text)
    assert served.store.proposals() == before


def test_what_is_exported_holds_no_formula_and_no_markup(served: Served, person: Person) -> None:
    made = served.store.create({"measure": {"title": ATTACK}, "note": ATTACK})

    share = person.get(f"/proposals/{made}/export/share").text
    report = person.get(f"/proposals/{made}/export/report-html").text
    book = openpyxl.load_workbook(io.BytesIO(person.get(f"/proposals/{made}/export/xlsx").content))

    assert "<script>" not in share + report
    assert "&lt;script&gt;" in share
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("report-html", b"<!doctype"),
        ("report-md", b"# "),
        ("report-pdf", b"%PDF"),
        ("report-docx", b"PK"),
        ("report-json", b"{"),
    ],
)
def test_every_report_is_handed_out(served: Served, person: Person, name: str, begins: bytes) -> None:
    made = served.example("deletion")

    assert person.get(f"/proposals/{made}/export/{name}").content.startswith(begins)


def test_a_page_to_share_stands_alone(served: Served, person: Person) -> None:
    made = served.example("process-with-gaps")

    share = person.get(f"/proposals/{made}/export/share").text

    elements = elements_of(share)
    assert [each.tag for each in elements if each.tag in ("script", "link", "img", "form", "input")] == []
    assert "Gaps to close" in text_of(share)


def test_what_cannot_be_read_is_named_in_the_file_that_leaves_it_out(served: Served, person: Person) -> None:
    made = served.store.create({"burden": {"minutes_before": "about 9"}, "measure": {"title": "T"}})

    text = person.get(f"/proposals/{made}/export/yaml").text

    assert '# burden.minutes_before: Found "about 9"' in text
    assert "Title" in text.partition("title: T")[0]


def test_a_review_stands_beside_what_is_found(served: Served, person: Person) -> None:
    made = served.example("outcome-for-judgement")
    proposal = read_proposal(ROOT / "examples" / "outcome-for-judgement.yaml", PACK).proposal
    text = review_scaffold(Evaluator(PACK, AS_OF), proposal, Wishes("Ann Example"))

    answer = _sent(person, f"/proposals/{made}/review", "../a.review.yaml", text.encode())
    assert answer.status_code == 303
    page = text_of(person.page(f"/proposals/{made}/review"))
    assert "a.review.yaml" in page
    assert "With what people decided" in page
    assert "review" in person.get(f"/proposals/{made}/export/report-md").text.lower()

    person.submit(f"/proposals/{made}/review", remove="yes")
    assert "Attached" not in text_of(person.page(f"/proposals/{made}/review"))


def test_the_page_of_a_review_says_what_lapsed_with_an_edit(served: Served, person: Person) -> None:
    made = served.example("process-with-gaps")
    proposal = read_proposal(ROOT / "examples" / "process-with-gaps.yaml", PACK).proposal
    text = review_scaffold(Evaluator(PACK, AS_OF), proposal, Wishes("Ann Example"))
    said = "conditional\n    condition: <b>Time</b> twenty cases.\n    owner: The steward\n    due: 2027-03-01"
    text = text.replace("\n  C:\n    disposition:", f"\n  C:\n    disposition: {said}", 1)
    assert _sent(person, f"/proposals/{made}/review", "a.review.yaml", text.encode()).status_code == 303

    before = text_of(person.page(f"/proposals/{made}/review"))
    person.submit(f"/proposals/{made}/form/burden", **{"v:burden.method_before": "Paper charts are read."})
    after = text_of(person.page(f"/proposals/{made}/review"))

    assert "1 disposition in force; 1 condition is open. By the program alone: Gaps to close" in before
    assert "Lapsed" not in before
    assert "The proposal has changed since; what was said of answers that changed has lapsed." in after
    assert "C Burden and use (Conditional): The answers that it was said of have changed." in after
    assert "What changed: How the data are collected today" in after
    assert "Condition: <b>Time</b> twenty cases." in after


@pytest.mark.parametrize("raw", [b"", b"\x00", b"schema: cat2-review/1\n", READY.read_bytes()])
def test_a_file_that_is_no_review_is_refused(served: Served, person: Person, raw: bytes) -> None:
    made = served.example("process-ready")

    answer = _sent(person, f"/proposals/{made}/review", "r.yaml", raw)

    assert answer.status_code == 422
    assert "r.yaml" in answer.text
    assert served.store.review(made) is None


def test_versions_are_compared_and_restored(served: Served, person: Person) -> None:
    made = served.example("process-ready")
    path = f"/proposals/{made}/form/specification"
    person.submit(path, **{"v:specification.denominator": "Another <b>text</b>"})

    page = text_of(person.page(f"/proposals/{made}/versions/difference?before=1&after=2"))
    assert "Another <b>text</b>" in page
    assert "Patients aged 65 or older with a first" in page
    assert "Standing blood pressure" in text_of(person.page(f"/proposals/{made}/versions/1"))
    person.submit(f"/proposals/{made}/versions/1", f"/proposals/{made}/versions/1/restore")

    assert served.store.version(made).data == served.store.version(made, 1).data
    assert "Version 1 restored" in person.page(f"/proposals/{made}/versions")


def test_both_answers_are_shown_where_two_people_changed_one(served: Served, person: Person) -> None:
    made = served.store.create({"measure": {"title": "A"}})
    path = f"/proposals/{made}/form/measure"
    late = form_values(person.page(path))
    person.submit(path, **{"v:measure.title": "first"})

    answer = person.post(path, data=late | {"v:measure.title": ["second"]})

    assert answer.headers["location"] == f"/proposals/{made}/conflicts"
    page = text_of(person.page(f"/proposals/{made}/conflicts"))
    assert "first" in page
    assert "second" in page
    assert "changed in two places" in text_of(person.page(path))
    (conflict,) = served.store.conflicts(made)
    person.submit(f"/proposals/{made}/conflicts", **{f"{conflict.version}:measure.title": "aside"})
    assert served.store.version(made).data == {"measure": {"title": "second"}}
    assert served.store.conflicts(made) == []


def test_a_copy_is_a_proposal_of_its_own(served: Served, person: Person) -> None:
    made = served.store.create(draft_of(written(_ready())))

    answer = person.submit(f"/proposals/{made}", f"/proposals/{made}/duplicate")
    copy = answer.headers["location"].rpartition("/")[2]
    person.submit(f"/proposals/{copy}", f"/proposals/{copy}/archive", archived="yes")

    assert served.store.version(copy).data == served.store.version(made).data
    assert copy not in person.page("/?q=standing")
    assert made in person.page("/?q=STANDING+pressure")
    assert copy in person.page("/?show=archived")
    assert made not in person.page("/?q=nothing+like+it")


def test_a_form_without_a_file_says_so(person: Person) -> None:
    token = form_values(person.page("/"))["csrf"][0]

    assert "No file was chosen" in person.post("/import", data={"csrf": token}).text

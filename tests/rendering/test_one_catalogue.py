"""Every word of ours in a report comes from the one catalogue: the rest is the pack's, the applicant's, or a name.

What a pack says stands in brackets of one kind, what the catalogue says in brackets of another, and what an applicant
typed is crossed out; whatever a report says outside of these would stay English in every translation. PDF is drawn
from the page, and JSON holds no sentence.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from bracketed import (
    ROOT,
    bracketed_catalogue,
    bracketed_pack,
    crossed_proposal,
    english_in,
    in_brackets,
    names_of,
    texts_of,
)
from docx import Document
from review_files import begun, filled, saved

from evaluator.advice.ask_next import next_questions
from evaluator.advice.changes import changes_between
from evaluator.advice.plan import plans_for
from evaluator.advice.sensitivity import sensitivity_of
from evaluator.api import Evaluator, result_of
from evaluator.model.calendar import Calendar, Meeting
from evaluator.model.criteria import Pack
from evaluator.model.documents import NO_DOCUMENTS, Documents
from evaluator.model.evaluation import Evaluation, EvaluationError, Place, Result
from evaluator.model.notices import AsideReason, LapseReason, Notice, NoticeCode, WarningCode, as_written
from evaluator.model.proposal import Proposal
from evaluator.model.trace import Trace, TraceNode
from evaluator.packs import load_pack
from evaluator.proposals.document import Document as Written
from evaluator.proposals.document import SourceMap
from evaluator.proposals.reading import ReadProposal, proposal_of
from evaluator.proposals.writing import written
from evaluator.rendering import formats
from evaluator.rendering.audiences import Reader
from evaluator.rendering.catalogue import speaking, spoken
from evaluator.rendering.formats import render, render_packet
from evaluator.rendering.notebook import as_html
from evaluator.rendering.notices import PHRASES
from evaluator.rendering.sourced import Sourced
from evaluator.review.effective import ReviewedEvaluator
from evaluator.review.reading import read_review

DAY = datetime.date(2026, 11, 22)
GAPS = "process-with-gaps"
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
PARAGRAPH, TEXT = (f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}" for tag in ("p", "t"))
# The cells of a table that programs read: words of closed lists, as in JSON.
FOR_PROGRAMS = {"finding", "effective", "recommendation", "kind", "change", "measure_type", "counted", "claimed"}
FOR_PEOPLE = {"text", "markdown", "shownAs", "sentence", "actor", "effort", "fixability", "item", "tags", "name"}


@pytest.fixture(scope="module", autouse=True)
def _strange() -> Iterator[None]:
    """Write every report in the words of the English catalogue, in brackets."""
    strange = bracketed_catalogue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "catalogue_with", lambda *_: strange)
        patch.setattr(formats, "ENGLISH", strange)
        yield


@pytest.fixture(scope="module")
def pack() -> Pack:
    return bracketed_pack(load_pack())


@pytest.fixture(scope="module")
def evaluator(pack: Pack) -> Evaluator:
    return Evaluator(pack, DAY)


@pytest.fixture(scope="module")
def with_gaps(pack: Pack) -> ReadProposal:
    return crossed_proposal(GAPS, pack)


def _result(evaluation: Evaluation, read: ReadProposal) -> Result:
    """Make a result without the facts of the trace, which are data."""
    plain = evaluation.model_copy(update={"trace": Trace(nodes=(TraceNode(id="f1", fact={}),))})
    return result_of(plain, {path: Place(file=read.file, line=line) for path, line in read.source_map.items()})


def _in_html(result: Result, documents: Documents) -> list[str]:
    pages = [str(render(result, "html", reader=Reader(each, documents))) for each in ("applicant", "staff")]
    pages.append(str(render_packet([result, result], "html")))
    return texts_of("".join(re.sub(r"<code.*?</code>|<head>.*?</head>", "", each, flags=re.DOTALL) for each in pages))


def _in_markdown(result: Result, documents: Documents) -> list[str]:
    pages = [str(render(result, "md", reader=Reader(each, documents))) for each in ("applicant", "staff")]
    text = "".join([*pages, str(render_packet([result, result], "md"))])
    return re.sub(r"\\(.)|`[^`]*`", r"\1", re.sub("&#(58|46);", ".", text)).split("\n")


def _in_word(result: Result, documents: Documents) -> list[str]:
    files = [render(result, "docx", reader=Reader(each, documents)) for each in ("applicant", "staff")]
    files.append(render_packet([result], "docx"))
    paragraphs = [each for file in files for each in Document(io.BytesIO(bytes(file))).element.body.iter(PARAGRAPH)]
    return ["".join(text.text or "" for text in each.iter(TEXT)) for each in paragraphs]


def _in_notebook(result: Result, _: Documents) -> list[str]:
    with speaking(bracketed_catalogue()):
        return texts_of(as_html(result))


def _in_csv(result: Result, _: Documents) -> list[str]:
    tables = [csv.DictReader(io.StringIO(_together(form, result))) for form in ("csv", "csv-gaps")]
    return [cell for table in tables for row in table for name, cell in row.items() if name not in FOR_PROGRAMS]


def _in_sarif(result: Result, _: Documents) -> list[str]:
    logs = [json.loads(_together(form, result)) for form in ("sarif", "sarif-gaps")]
    return [text for log in logs for text in _sentences(log, "")]


def _together(form: str, result: Result) -> str:
    return formats.render_together([Sourced(result)], form)


def _sentences(data: Any, key: str) -> Iterator[str]:
    """List what SARIF shows to people, and our own words among its properties."""
    if isinstance(data, dict):
        for name, each in data.items():
            yield from _sentences(each, name)
    elif isinstance(data, list):
        for each in data:
            yield from _sentences(each, key)
    elif isinstance(data, str) and key in FOR_PEOPLE:
        yield data.replace("\\", "")


Texts = Callable[[Result, Documents], list[str]]
FORMATS = (_in_html, _in_markdown, _in_word, _in_csv, _in_sarif)


def _told(texts: Texts, result: Result, pack: Pack, documents: Documents = NO_DOCUMENTS) -> list[str]:
    found = texts(result, documents)
    assert sum("⟦" in text for text in found) > 10
    return english_in(found, names_of(pack))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        *((name, _in_html) for name in (GAPS, "deletion", "three-codes")),
        *((name, texts) for name in EXAMPLES for texts in (_in_csv, _in_sarif)),
    ],
)
def test_every_example(name: str, texts: Texts, pack: Pack, evaluator: Evaluator) -> None:
    read = crossed_proposal(name, pack)

    assert _told(texts, _result(evaluator.evaluate(read.proposal), read), pack) == []


@pytest.mark.parametrize("texts", [_in_markdown, _in_word, _in_notebook])
def test_the_other_formats_say_no_more(texts: Texts, pack: Pack, evaluator: Evaluator, with_gaps: ReadProposal) -> None:
    assert _told(texts, _result(evaluator.evaluate(with_gaps.proposal), with_gaps), pack) == []


@pytest.mark.parametrize("texts", [_in_html, _in_markdown])
def test_with_all_advice(texts: Texts, pack: Pack, evaluator: Evaluator, with_gaps: ReadProposal) -> None:
    proposal, lines = with_gaps.proposal, with_gaps.source_map
    evaluation = evaluator.evaluate(proposal)
    documents = Documents(
        plans=plans_for(evaluator, proposal, "for_judgement"),
        next_questions=next_questions(evaluator, proposal, lines),
        sensitivity=sensitivity_of(evaluator, proposal, lines),
        changes=changes_between(evaluator.evaluate(_without(proposal, pack)), evaluation),
    )

    assert documents.plans.plans
    assert _told(texts, _result(evaluation, with_gaps), pack, documents) == []


def test_where_there_is_no_plan(pack: Pack, evaluator: Evaluator) -> None:
    read = crossed_proposal("separately-payable-service", pack)
    documents = Documents(plans=plans_for(evaluator, read.proposal, "ready"))

    assert documents.plans.obstacles
    assert _told(_in_html, _result(evaluator.evaluate(read.proposal), read), pack, documents) == []


def test_under_a_profile_with_an_upcoming_criterion(with_gaps: ReadProposal) -> None:
    chosen = load_pack(profile=str(ROOT / "examples" / "society" / "profile.toml"))
    last = {"status": "upcoming", "status_since": datetime.date(2027, 3, 1), "status_why": "It is voted on."}
    criteria = (*chosen.criteria[:-1], chosen.criteria[-1].model_copy(update=last))
    pack = bracketed_pack(chosen.model_copy(update={"criteria": criteria}))

    result = _result(Evaluator(pack, DAY).evaluate(with_gaps.proposal), with_gaps)

    assert result.evaluation.criteria[-1].not_evaluated.code == "upcoming_from"
    for texts in (_in_html, _in_csv, _in_sarif):
        assert _told(texts, result, pack) == []


def test_with_a_calendar_of_ones_own(pack: Pack, with_gaps: ReadProposal) -> None:
    days = [datetime.date(2026, 12, 1), datetime.date(2027, 2, 1), datetime.date(2027, 7, 1)]
    meetings = tuple(
        Meeting(name=in_brackets("Meeting"), submission_deadline=day, starts=days[1], ends=days[1], release=days[2])
        for day in (*days, DAY.replace(month=1))
    )
    evaluator = Evaluator(pack, DAY, calendar=Calendar(meetings=meetings, digest="ca1e" * 16))

    assert _told(_in_html, _result(evaluator.evaluate(with_gaps.proposal), with_gaps), pack) == []


def test_what_could_not_be_evaluated(pack: Pack, evaluator: Evaluator, with_gaps: ReadProposal) -> None:
    evaluation = evaluator.evaluate(with_gaps.proposal)
    failed = evaluation.criteria[0].model_copy(update={"finding": "error"})
    changes = {
        "criteria": (failed, *evaluation.criteria[1:]),
        # what a technical error says stands as it is
        "errors": (EvaluationError(where="B", message=in_brackets("KeyError: 'x'")),),
    }

    result = _result(evaluation.model_copy(update=changes), with_gaps)

    for texts in (_in_html, _in_sarif):
        assert _told(texts, result, pack) == []


def _notice(code: NoticeCode) -> Notice:
    """Make a notice with the values that its phrase says."""
    names = spoken().phrases[PHRASES[code]].names
    values = {name: _a_value(name) for name in names}
    return Notice(code=code, where="measure.title", values=values, because=as_written(in_brackets("Why")))


def _a_value(name: str) -> str:
    if name.startswith("date"):
        return "2026-11-22"
    return "met" if name.startswith("finding") else "×"


def test_every_notice(pack: Pack, evaluator: Evaluator, with_gaps: ReadProposal) -> None:
    notices = tuple(map(_notice, PHRASES))

    result = _result(evaluator.evaluate(with_gaps.proposal, notices), with_gaps)

    assert set(PHRASES) == {*get_args(WarningCode), *get_args(LapseReason), *get_args(AsideReason), "text"}
    for texts in (_in_html, _in_sarif):
        assert _told(texts, result, pack) == []


def test_under_a_review_of_which_some_has_lapsed(
    pack: Pack, evaluator: Evaluator, with_gaps: ReadProposal, tmp_path: Path
) -> None:
    said = {"disposition": "affirmed", "rationale": "××× 7", "expires": "2026-11-23", "comment": "×× 7"}
    conditional = {"disposition": "conditional", "condition": "×× 7", "owner": "×× 7", "due": "2026-11-22"}
    entries = {"A": said, "C": said, "D": said, "E": said, "F": said, "J": conditional}
    path = saved(filled(begun(with_gaps.proposal, evaluator, reviewer="7"), entries), tmp_path / "review.json")
    later = ReviewedEvaluator(pack, DAY.replace(day=24), read_review(path))

    now = later.evaluate(_without(with_gaps.proposal, pack))

    assert {each.code for each in now.review.lapsed} >= {"answers_changed", "expired"}
    shown = " ".join(_in_html(_result(now, with_gaps), NO_DOCUMENTS))
    assert "⟦no. 2⟧" in shown
    assert "⟦Source E1⟧" in shown
    for texts in (_in_html, _in_markdown):
        assert _told(texts, _result(now, with_gaps), pack) == []


def _without(proposal: Proposal, pack: Pack) -> Proposal:
    """Make another draft, which says nothing of the use, cites otherwise, and has a row that says nothing."""
    data = {key: value for key, value in written(proposal).items() if key != "use"}
    data["evidence"]["sources"] = [{**source, "citation": "× 8"} for source in data["evidence"]["sources"]]
    data["codes"].append({"code": "unknown"})
    return proposal_of(Written(data, SourceMap(dict)), pack).proposal

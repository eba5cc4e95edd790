"""What can be asked of runs: rates, drift, agreement, a dashboard, and never more than the viewer may see."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from archive_runs import DAY, lines, proposal, scored
from axe import violations
from bracketed import bracketed_catalogue, english_in, names_of, texts_of
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from evaluator.archive.agreement import ac1_of, area_of, compare, kappa_of
from evaluator.archive.asking import connected
from evaluator.archive.dashboard import dashboard
from evaluator.archive.decisions import read_decisions
from evaluator.archive.drift import drift
from evaluator.archive.rescore import Under, rescore
from evaluator.archive.score import Ruling
from evaluator.archive.stats import stats
from evaluator.archive.tellings import of_agreement, of_drift
from evaluator.errors import RunError, SourceError
from evaluator.packs import load_pack
from evaluator.rendering.catalogue import speaking
from evaluator.review.agreement import agreement

OURS = """
id = "ours"
title = "Ours"
[[field]]
to = "id"
from = "No"
[[field]]
to = "measure.title"
from = "Name"
"""
PURPOSE = {"purpose": "To find ulcers early.", "intended_use": "quality_improvement", "programmes": "absent"}

SAID = {
    "use": PURPOSE,
    "influence": {"actor": "The clinician"},
    "specification": {"data_source": "Claims", "measurement_period": {"description": "A year"}},
}


def _rows() -> list[dict]:
    """Make sixty proposals: the first thirty say what they are for, every other counts an outcome."""
    return [proposal(f"{n}", "outcome" if n % 2 else "process", **(SAID if n < 30 else {})) for n in range(60)]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    source = lines(folder / "a.jsonl", _rows())
    scored(folder / "run", source, ruling=Ruling(as_of=DAY, profile="measure-only", visibility="own"))
    scored(folder / "whole", source, ruling=Ruling(as_of=DAY, visibility="own"))
    return folder


@pytest.fixture
def decided(place: Path) -> Path:
    path = place / "decisions.csv"
    rows = [f"{n},{'yes' if n < 25 else 'no'}" for n in range(50)]
    path.write_text("\n".join(["id,decision", *rows, "99,yes", "51,later", "52,yes", "52,no"]), encoding="utf-8")
    return path


@pytest.mark.parametrize(("viewer", "seen"), [("published", 0), ("own", 60), ("confidential", 60)])
def test_a_viewer_sees_no_more_than_is_meant_for_them(place: Path, viewer: str, seen: int) -> None:
    found = stats([place / "run"], viewer)

    assert (found.n, found.hidden) == (seen, 60 - seen)
    with connected([place / "run"], viewer) as connection:
        assert connection.execute("select count(distinct number) from gaps").fetchone() == (seen,)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "copy proposals to '{}/out.csv'",
        "attach '{}/x.db'",
        "install httpfs",
        "set enable_external_access = true",
        "select * from all_proposals",
        "select * from nowhere",
    ],
)
def test_a_question_reaches_nothing_but_the_run(place: Path, sql: str) -> None:
    with pytest.raises(RunError), connected([place / "run"], "published") as connection:
        connection.execute(sql.format(place)).fetchall()


def test_rates_add_up(place: Path) -> None:
    found = stats([place / "run"], "own")
    rates = {rate.criterion: rate.counts for rate in found.rates}

    assert all(sum(counts.values()) == found.n for counts in rates.values())
    assert (rates["A"]["met"], rates["A"]["incomplete"]) == (30, 30)
    assert rates["F"]["not_applicable"] == 30
    assert {group.name: group.n for group in found.groups["measure_type"]} == {"outcome": 30, "process": 30}
    assert {group.name: group.met["A"] for group in found.groups["steward"]} == {"Society of Examples": (30, 60)}


def test_numbers_of_two_rulers_are_not_added_up(place: Path) -> None:
    with pytest.raises(RunError, match="cat2 archive drift"):
        stats([place / "run", place / "whole"], "own")


def test_every_flip_has_its_cause(place: Path) -> None:
    found = drift(place / "whole", place / "run", "own")

    assert found.compared == 60
    assert {flip.criterion for flip in found.flips} >= {"form", "C", "H", "I", "J"}
    assert all(sum(count for _, count in flip.causes) == flip.times for flip in found.flips)
    gone = [flip for flip in found.flips if flip.now == "not_evaluated"]
    assert {flip.criterion for flip in gone} == {"form", "C", "H", "I", "J"}
    assert all(cause.startswith("left out now: ") for flip in gone for cause, _ in flip.causes)
    assert not drift(place / "run", place / "run", "own").flips


def test_an_archive_is_scored_anew_under_another_ruler(place: Path, tmp_path: Path) -> None:
    manifest = rescore(place / "run", tmp_path / "anew", Under(pack="ama-category-ii"))
    twice = drift(place / "run", place / "whole", "own")

    assert manifest["ruler"]["as_of"] == DAY
    assert manifest["visibility"] == "own"
    assert drift(place / "run", tmp_path / "anew", "own") == twice
    causes = {flip.criterion: flip.causes[0][0] for flip in twice.flips}
    assert causes["B"].startswith("B.action_described: left out → unknown; B.direct: left out → ")
    assert causes["E"].endswith("more checks")


def test_an_archive_that_has_changed_is_not_scored_anew(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    mapping = tmp_path / "ours.toml"
    source.write_text("No,Name\n1,One\n2,Two\n", encoding="utf-8")
    mapping.write_text(OURS, encoding="utf-8")
    scored(tmp_path / "run", source, ruling=Ruling(as_of=DAY, profile="measure-only", mappings=(str(mapping),)))
    under = Under(pack="ama-category-ii")

    source.write_text("No,Name\n1,One\n2,Three\n", encoding="utf-8")
    with pytest.raises(RunError, match="the inputs have changed"):
        rescore(tmp_path / "run", tmp_path / "again", under)
    mapping.write_text(OURS + "# other\n", encoding="utf-8")
    with pytest.raises(RunError, match="has changed since this run was scored"):
        rescore(tmp_path / "run", tmp_path / "third", under)
    source.unlink()
    mapping.write_text(OURS, encoding="utf-8")
    with pytest.raises(RunError, match="is not there"):
        rescore(tmp_path / "run", tmp_path / "fourth", under)
    assert not (tmp_path / "third").exists()
    assert not (tmp_path / "fourth").exists()


def test_a_changed_reading_and_a_changed_check_are_told(place: Path) -> None:
    profile = place / "reading.toml"
    profile.write_text(
        'id = "r"\ntitle = "R"\nauthor = "Nobody"\npack = "ama-category-ii"\nsays = "One point is enough."\n'
        '[readings]\nsignificance = "any"\nintermediate_outcome = "process"\n'
        '[why]\nsignificance = "So we decided."\nintermediate_outcome = "So we decided."\n',
        encoding="utf-8",
    )
    rows = [proposal("1", "outcome", significance={"outcome": "Death"}), proposal("2", "intermediate_outcome")]
    source = lines(place / "b.jsonl", rows)
    scored(place / "b1", source, ruling=Ruling(as_of=DAY))
    scored(place / "b2", source, ruling=Ruling(as_of=DAY, profile=str(profile)))
    found = {flip.criterion: flip for flip in drift(place / "b1", place / "b2", "confidential").flips}

    assert (found["D"].was, found["D"].now) == ("incomplete", "met")
    assert found["D"].causes == (("the reading of 'significance': all → any", 1),)
    assert (found["F"].was, found["F"].now) == ("incomplete", "not_applicable")
    assert "the reading of 'intermediate_outcome': outcome → process" in found["F"].causes[0][0]


def test_agreement_counts_what_is_left_out(place: Path, decided: Path) -> None:
    labels = read_decisions(decided, ("id", "decision"), ("yes",), ("no",))
    found = compare([place / "run"], labels, "own")
    row = next(row for row in found.rows if row.subject == "A")

    assert (labels.other, labels.ambiguous) == ({"later": 1}, ("52",))
    assert (found.labels, found.unmatched, found.rank_n) == (51, 1, (25, 25))
    assert (row.n, row.yes, row.no, row.agreed, row.too_few) == (50, 25, 25, 45, False)
    assert row.kappa.value == pytest.approx(0.8)
    assert row.kappa.low < 0.8 < row.kappa.high
    assert found == compare([place / "run"], labels, "own")


def test_below_twenty_of_either_no_coefficient_is_given(place: Path, decided: Path) -> None:
    labels = read_decisions(decided, ("id", "decision"), ("yes",), ("later",))
    found = compare([place / "run"], labels, "own")

    assert all(row.too_few and row.kappa.value is None and row.ac1.value is None for row in found.rows)
    assert found.rank.value is None
    assert "fewer than 20" in found.limits[0]


def test_decisions_without_the_words_are_refused(decided: Path) -> None:
    with pytest.raises(SourceError, match="none of the words"):
        read_decisions(decided, ("id", "decision"), ("ja",), ("nein",))
    with pytest.raises(SourceError, match="no such column"):
        read_decisions(decided, ("nqmc_id", "decision"), ("yes",), ("no",))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_coefficients_from_counts_are_those_from_items(pairs: list[tuple[bool, bool]]) -> None:
    words = {True: "yes", False: "no"}
    exact = agreement(({"a": words[one], "b": words[other]} for one, other in pairs), ("yes", "no"))
    counts = Counter(pairs)

    assert ac1_of(counts) == pytest.approx(float(exact.ac1 or 0))
    assert (kappa_of(counts) is None) == (exact.kappa is None)
    assert exact.kappa is None or kappa_of(counts) == pytest.approx(float(exact.kappa))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=40))
def test_the_area_counts_pairs(items: list[tuple[bool, int]]) -> None:
    yes, no = ([value for label, value in items if label is wanted] for wanted in (True, False))
    pairs = [(one, other) for one in yes for other in no]
    above = sum(1.0 if one > other else 0.5 if one == other else 0.0 for one, other in pairs)

    assert area_of(Counter(items)) == (pytest.approx(above / len(pairs)) if pairs else None)


def test_titles_can_be_withheld_and_hidden_records_are_nowhere(place: Path) -> None:
    named = dict(dashboard([place / "run"], "own"))
    unnamed = dict(dashboard([place / "run"], "own", titles=False))
    hidden = dict(dashboard([place / "run"], "published"))

    assert "Measure 7" in named["index.html"]
    assert "Measure 7" not in unnamed["index.html"]
    assert "Proposal 8" in unnamed["index.html"]
    assert "Measure" not in hidden["index.html"].partition('id="matrix"')[2]
    assert "60 proposals are not shown" in hidden["index.html"]


def test_a_large_dashboard_has_pages_that_lead_to_each_other(place: Path, monkeypatch) -> None:
    monkeypatch.setattr("evaluator.archive.dashboard.ROWS", 25)
    pages = dict(dashboard([place / "run"], "own"))

    assert list(pages) == ["index.html", "page-0002.html", "page-0003.html"]
    assert sum(page.count('<th scope="row">') for page in pages.values()) == 60
    assert 'href="index.html"' in pages["page-0003.html"]
    assert "<title>Archive: 60 proposals, page 3 of 3</title>" in pages["page-0003.html"]
    assert all("data-sorts hidden>A heading sorts the rows of this page" in page for page in pages.values())
    assert all("://" not in page for page in pages.values())


def test_of_many_pages_the_near_ones_the_ends_and_some_between_are_linked(place: Path, monkeypatch) -> None:
    monkeypatch.setattr("evaluator.archive.dashboard.ROWS", 1)
    pages = dict(dashboard([place / "run"], "own"))
    there = {
        name: [int(n) for n in re.findall(r">(\d+)</(?:a|b)>", page.partition('aria-label="Pages"')[2])]
        for name, page in pages.items()
    }

    assert there["index.html"] == [1, 2, 3, 4, 10, 20, 30, 40, 50, 60]
    assert there["page-0026.html"] == [1, 10, 20, 23, 24, 25, 26, 27, 28, 29, 30, 40, 50, 60]
    assert {n for numbers in there.values() for n in numbers} == set(range(1, 61))


def test_every_page_explains_its_letters_marks_and_numbers(place: Path) -> None:
    page = dict(dashboard([place / "run"], "own"))["index.html"]
    matrix = page.partition('id="matrix"')[2]

    assert "A Purpose and intended use · B Influence of the practitioner · D Significance" in matrix
    assert "Readiness: how many criteria are documented" in matrix
    assert "Incomplete" in matrix.partition("<table")[0]
    assert "Not evaluated" not in matrix
    assert "Evaluated in part only, so that documented says less than under the whole pack: B, D, E, G." in page
    assert "Is the act described? A specification defines what is counted." in page
    assert "E1.recommended" not in page  # what stands in a part that is left out


def test_the_dashboard_speaks_the_language_of_its_catalogue(place: Path, decided: Path) -> None:
    runs, pack = [place / "run"], load_pack(profile="measure-only")
    titles = "|".join(re.escape(one.title) for one in (pack.form, *pack.criteria))
    known = [pack.title, "measure-only", "Society of Examples", *(why for why in pack.profile.not_evaluated.values())]
    known += [each for one in pack.profile.left_out for each in (one.asks, one.why)]
    names = re.compile("|".join([*map(re.escape, known), titles, r"Measure \d+", names_of(pack).pattern]))

    with speaking(bracketed_catalogue()):
        more = [
            *of_drift(drift(place / "whole", place / "run", "own")),
            *of_agreement(compare(runs, read_decisions(decided, ("id", "decision"), ("yes",), ("no",)), "own")),
        ]
        pages = dict(dashboard(runs, "own", more))
    texts = texts_of(re.sub(r"<head>.*?</head>", "", pages["index.html"], flags=re.DOTALL))

    assert '<html lang="⟦en⟧">' in pages["index.html"]
    assert len(texts) > 100
    assert english_in(texts, names) == []


def test_records_that_could_not_be_scored_are_counted_for_those_who_see_everything(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1"), "no JSON"])
    scored(tmp_path / "run", source, ruling=Ruling(as_of=DAY, profile="measure-only", visibility="published"))

    assert {viewer: stats([tmp_path / "run"], viewer).errors for viewer in ("published", "own", "confidential")} == {
        "published": 0,
        "own": 0,
        "confidential": 1,
    }


@pytest.mark.parametrize("script", [True, False])
def test_the_dashboard_is_read_without_a_script_and_sorted_with_one(
    place: Path, browser: Browser, tmp_path: Path, *, script: bool
) -> None:
    for name, text in dashboard([place / "run"], "own"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    context = browser.new_context(java_script_enabled=script, bypass_csp=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    buttons = page.locator("thead button")

    assert page.locator(".matrix tbody tr").count() == 60
    assert buttons.count() == (9 if script else 0)  # the six criteria that are evaluated, name, readiness, gaps
    if script:
        assert [each["id"] for each in violations(page)] == []
        buttons.nth(0).click()
        first = page.locator(".matrix tbody th").first.inner_text()
        assert first.startswith("Measure 0")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator(".matrix").evaluate("box => box.scrollLeft = 400")  # and each row still shows whose it is
        assert page.locator(".matrix tbody th").first.bounding_box()["x"] == 16
    assert faults == []


def test_the_commands(cat2, place: Path, decided: Path, tmp_path: Path) -> None:
    run = str(place / "run")
    shown = cat2("archive", "stats", run, "--viewer", "own")
    hidden = cat2("archive", "stats", run)
    asked = cat2("archive", "query", run, "select count(*) as n from proposals", "--viewer", "own", "-f", "json")
    drifted = cat2("archive", "drift", str(place / "whole"), run, "--viewer", "own")
    kept = str(tmp_path / "kept")
    anew = cat2("archive", "drift", run, "--pack", "ama-category-ii", "--viewer", "own", "--keep", kept, "-q")
    agreed = cat2("archive", "agreement", run, "--decisions", str(decided), "--viewer", "own")
    words = ("archive", "dashboard", run, "--compare", str(place / "whole"), "--decisions", str(decided))
    drawn = cat2(*words, "-o", str(tmp_path / "d"), "--viewer", "own")
    again = cat2(*words, "-o", str(tmp_path / "d"), "--viewer", "own")

    assert [each.code for each in (shown, hidden, asked, drifted, anew, agreed, drawn, again)] == [0] * 7 + [2]
    assert "A Purpose and intended use" in shown.out
    assert "60 proposals are not shown" in hidden.err
    assert hidden.out.startswith("0 proposals, 60 more that this viewer may not see")
    assert json.loads(asked.out) == [{"n": 60}]
    assert "left out now" in drifted.out
    assert "B.direct: left out → unknown" in anew.out
    assert (tmp_path / "kept" / "manifest.json").is_file()
    assert "It predicts no decision." in agreed.out
    assert "Flips" in (tmp_path / "d" / "index.html").read_text(encoding="utf-8")
    assert "not empty" in again.err


@pytest.mark.parametrize(
    "words",
    [
        ("stats",),
        ("stats", "nowhere"),
        ("stats", "RUN", "--viewer", "nobody"),
        ("query", "RUN", "selct"),
        ("query", "RUN", ";"),
        ("query", "RUN", "/* nothing */"),
        ("query", "RUN", "copy proposals to 'x.csv'"),
        ("stats", "RUN", "RUN"),
        ("drift", "RUN"),
        ("drift", "RUN", "RUN", "--pack", "ama-category-ii"),
        ("drift", "RUN", "--pack", "nothing"),
        ("agreement", "RUN"),
        ("agreement", "RUN", "--decisions", "nowhere.csv"),
        ("agreement", "RUN", "--decisions", "D", "--yes", "yes", "--no", "yes"),
        ("dashboard", "RUN"),
    ],
)
def test_a_faulty_call_says_what_to_do(cat2, place: Path, decided: Path, words: tuple[str, ...]) -> None:
    names = {"RUN": str(place / "run"), "D": str(decided)}
    done = cat2("archive", *(names.get(word, word) for word in words))

    assert done.code in (2, 4)
    assert done.err.startswith("cat2: ")
    assert done.out == ""


def test_a_process_that_asked_ends_without_a_word(place: Path) -> None:
    command = [sys.executable, "-m", "evaluator", "archive", "stats", str(place / "run"), "--viewer", "own"]

    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)

    assert "60" in ran.stdout
    assert ran.stderr == ""

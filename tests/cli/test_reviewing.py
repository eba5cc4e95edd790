"""Reviews on the command line: begun, filled in, evaluated under, compared; nothing is replaced or half-written."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEG = ROOT / "examples" / "outcome-for-judgement.yaml"
DOCUMENTED = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
DAY = ("--as-of", "2026-11-22")
DECIDED = {
    "B.influence": "disposition: resolved\n    to: met\n    rationale: Seen.",
    "E": "disposition: overridden\n    to: not_met\n    rationale: The guideline was withdrawn.",
    "A": "disposition: affirmed",
}


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    shutil.copy(LEG, tmp_path / "proposal.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def decide(path: Path, entries: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for key, said in entries.items():
        empty = re.compile(rf"(?m)^(  {re.escape(key)}:\n)(?:    \w+:\n)+")
        assert empty.search(text), key
        text = empty.sub(lambda found, said=said: f"{found[1]}    {said}\n", text)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def review(cat2, place) -> Path:
    assert cat2("review", "new", "proposal.yaml", "--reviewer", "Ada Example", *DAY).code == 0
    path = place / "proposal.ada-example.review.yaml"
    decide(path, DECIDED)
    return path


def test_a_review_is_begun_beside_the_proposal_and_never_replaced(cat2, place):
    first = cat2("review", "new", "proposal.yaml", *DAY)
    words = (place / "proposal.review.yaml").read_text()
    again = cat2("review", "new", "proposal.yaml", *DAY)
    over = cat2("review", "new", "proposal.yaml", "-o", "proposal.yaml", *DAY)

    assert (first.code, first.out) == (0, "proposal.review.yaml\n")
    assert "cat2 report proposal.yaml --review proposal.review.yaml" in first.err
    assert (again.code, over.code) == (2, 2)
    assert "no review is replaced; name another file with -o" in again.err
    assert (place / "proposal.review.yaml").read_text() == words
    assert (place / "proposal.yaml").read_bytes() == LEG.read_bytes()
    assert sorted(path.name for path in place.iterdir()) == ["proposal.review.yaml", "proposal.yaml"]


def test_a_review_can_be_printed_and_a_faulty_proposal_begins_none(cat2, place):
    (place / "bad.yaml").write_text("schema: cat2-proposal/1\nmeasur: {}\n")

    printed, bad = cat2("review", "new", "proposal.yaml", "-o", "-"), cat2("review", "new", "bad.yaml")

    assert printed.out.startswith("# Review\n# Of: Venous leg ulcer")
    assert bad.code == 2
    assert "measur" in bad.err
    assert not list(place.glob("*.review.yaml"))


@pytest.mark.usefixtures("place")
def test_a_blind_round_asks_about_criteria_only(cat2):
    ran = cat2("review", "new", "proposal.yaml", "--blind", "--all-checks")

    assert ran.code == 2
    assert "leave out --all-checks" in ran.err


def test_every_command_shows_what_was_found_and_what_follows(cat2, review):
    under = ("--review", str(review), *DAY)

    checked, explained = cat2("check", "proposal.yaml", *under), cat2("explain", "proposal.yaml", "E", *under)
    reported = cat2("report", "proposal.yaml", *under, "-f", "md")
    result = json.loads(cat2("evaluate", "proposal.yaml", *under).out)["evaluation"]

    assert "Gaps to close (still open: C, D, E, G and J)" in checked.out
    assert "By the program alone: For the panel" in checked.out
    assert "With dispositions: ✕ Not met" in explained.out
    assert "Overridden: ✓ Documented, now ✕ Not met. The guideline was withdrawn." in " ".join(explained.out.split())
    assert "## Decided beside the findings" in reported.out
    assert (result["recommendation"]["engine"], result["recommendation"]["effective"]) == ("for_judgement", "gaps")
    assert {one["id"]: one["effective"] for one in result["criteria"]}["B"] == "met"
    assert len(result["ruler"]["review"]) == 64


def test_fail_on_looks_at_what_follows(cat2, review):
    def code(*words: str) -> int:
        return cat2("check", "proposal.yaml", *DAY, *words).code

    assert code("--fail-on", "not_met") == 0
    assert code("--fail-on", "not_met", "--review", str(review)) == 1
    assert code("--fail-on", "incomplete", "--review", str(review)) == 0


def test_an_edited_answer_lapses_and_the_report_names_it(cat2, review, place):
    text = (place / "proposal.yaml").read_text()
    old = "In the invented trial E1 ulcers healed sooner"
    assert text.count(old) == 1
    (place / "proposal.yaml").write_text(text.replace(old, "In the invented trial E1 most ulcers healed sooner"))

    ran = cat2("check", "proposal.yaml", "--review", review, *DAY)

    assert "! Lapsed: B Influence of the practitioner" in ran.out
    assert "! Lapsed: E Evidence base" in ran.out  # for an outcome, E reads this answer too
    assert "influence.intervention" in ran.out
    assert "1 disposition in force; 2 lapsed" in " ".join(ran.out.split())


def test_a_saved_result_keeps_its_review_and_takes_no_other(cat2, review):
    cat2("evaluate", "proposal.yaml", "--review", review, *DAY, "-o", "saved.json")

    again = cat2("report", "saved.json", "-f", "md")
    other = cat2("report", "saved.json", "--review", review)
    explained = cat2("explain", "saved.json", "--review", review)

    assert "The guideline was withdrawn." in again.out
    assert (other.code, explained.code) == (2, 2)
    assert "is a saved result" in other.err


def test_a_review_is_of_one_proposal(cat2, review, place):
    shutil.copy(ROOT / "examples" / "process-ready.yaml", place / "other.yaml")
    (place / "two.jsonl").write_text('{"schema":"cat2-proposal/1"}\n{"schema":"cat2-proposal/1"}\n')

    both = cat2("check", "proposal.yaml", "other.yaml", "--review", review)
    lines = cat2("check", "two.jsonl", "--review", review)
    other = cat2("evaluate", "other.yaml", "--review", review, "-o", place / "out")
    pack = cat2("check", "proposal.yaml", "--review", review, "--pack", "measure-evaluation")

    assert [ran.code for ran in (both, lines, other, pack)] == [2, 2, 2, 2]
    assert [ran.out for ran in (both, lines, other, pack)] == ["", "", "", ""]
    assert "expected the one proposal that was reviewed" in both.err
    assert "several proposals" in lines.err
    assert 'expected a review of "' in other.err
    assert "Name the criteria of the review with --pack." in pack.err
    assert not (place / "out").exists()


def test_a_report_never_replaces_the_review(cat2, review):
    words = review.read_text()

    ran = cat2("report", "proposal.yaml", "--review", review, "-f", "html", "-o", review)

    assert ran.code == 2
    assert "this is an input file" in ran.err
    assert review.read_text() == words


def test_a_tampered_or_cut_review_writes_nothing(cat2, review, place):
    text = review.read_text()
    review.write_text(text.replace('"found": met', '"found": not_met', 1))
    tampered = cat2("report", "proposal.yaml", "--review", review, "-o", "r.html")
    review.write_text(text[: text.index("record:")])
    cut = cat2("report", "proposal.yaml", "--review", review, "-o", "r.html")

    assert (tampered.code, cut.code) == (2, 2)
    assert "its seal does not fit" in tampered.err
    assert "seems to be cut off" in cut.err
    assert "Traceback" not in tampered.err + cut.err
    assert not (place / "r.html").exists()


def test_two_reviewers_are_compared_from_files_or_a_folder(cat2, place):
    for name, word in (("Ada", "met"), ("Ben", "not_met")):
        cat2("review", "new", "proposal.yaml", "--blind", "--reviewer", name, *DAY)
        decide(place / f"proposal.{name.lower()}.review.yaml", {"E": f"rating: {word}", "A": "rating: met"})
    files = sorted(place.glob("*.review.yaml"))

    by_files, by_folder = cat2("review", "compare", *files), cat2("review", "compare", place, files[0])
    data = json.loads(cat2("review", "compare", place, "-f", "json").out)

    assert by_files.code == 0
    assert by_files.out == by_folder.out
    assert "To discuss (1), where they differ most first\n\nE · Evidence base" in by_files.out
    assert (data["schema"], data["discuss"], data["criteria"]["n"]) == ("cat2-comparison/1", ["E"], 2)
    assert data["criteria"]["raw"] == {"exact": "1/2", "shown": "0.50"}


def test_faults_of_all_compared_files_are_told_at_once(cat2, place):
    for name in ("a", "b"):
        (place / f"{name}.review.yaml").write_text("schema: cat2-review/9\n")

    ran = cat2("review", "compare", place)

    assert ran.code == 2
    assert "2 faults in the review" in ran.err


@pytest.mark.parametrize("words", [[], ["empty"]])
def test_nothing_to_compare_is_told(words, cat2, place):
    (place / "empty").mkdir()

    assert cat2("review", "compare", *words).code == 4


def test_the_schema_of_a_review_is_published(cat2):
    ran = cat2("schema", "review")

    assert json.loads(ran.out)["title"] == "Review"


def test_the_commands_of_the_documentation_run(cat2, place):
    commands = [shlex.split(line)[1:] for line in DOCUMENTED.splitlines() if line.startswith("cat2 ")]

    assert len(commands) == 7
    for words in commands[:6]:
        assert cat2(*words).code == 0, words
    decide(place / "proposal.ada-example.review.yaml", {"A": "rating: met"})
    decide(place / "proposal.ben-example.review.yaml", {"A": "rating: met"})
    assert cat2(*commands[6]).code == 0


def test_the_documentation_names_every_word(cat2):
    data = json.loads(cat2("schema", "review").out)["$defs"]
    keys = [*data["Entry"]["properties"], *data["Vote"]["properties"]]
    words = re.findall(r'"const": "(\w+)"|"enum": \[([^\]]+)\]', json.dumps(data["Entry"]))
    named = {word.strip('" ') for pair in words for part in pair for word in part.split(",") if word.strip('" ')}

    assert [key for key in keys if f"`{key}`" not in DOCUMENTED] == []
    assert {"affirmed", "met", "mistake"} <= named
    assert [word for word in named if f"`{word}`" not in DOCUMENTED] == []


def test_a_review_is_carried_over_to_a_new_draft(cat2, place, review):
    draft = (place / "proposal.yaml").read_text(encoding="utf-8")
    (place / "draft2.yaml").write_text(f"{draft}\n# a later draft\n", encoding="utf-8")

    ran = cat2("review", "new", "draft2.yaml", "--from", review, *DAY)
    report = cat2("report", "draft2.yaml", "--review", "draft2.review.yaml", "-f", "md", *DAY)
    blind = cat2("review", "new", "draft2.yaml", "--from", review, "--blind")

    assert (ran.code, ran.out) == (0, "draft2.review.yaml\n")
    assert "Carried over from proposal.ada-example.review.yaml: 3 dispositions, 0 comments." in ran.err
    assert "3 dispositions in force" in report.out
    assert (blind.code, blind.out) == (2, "")
    assert "--blind: a blind round shows nothing that was said before; leave out --from" in blind.err

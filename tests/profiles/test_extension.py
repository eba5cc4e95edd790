"""Packs that extend a pack, and ids that are remembered under their old names."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from told import told

from evaluator.api import Evaluator
from evaluator.errors import Fault, PackError
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.packs.reading import load_examples

Write = Callable[..., str]
HEAD = (
    'id = "house"\nedition = "1"\ntitle = "House"\nauthor = "A society (invented)"\n'
    'extends = "ama-category-ii@2026-11"\n'
)
CRITERION = """
id = "Z"
title = "House"
asks = "Is it?"
automation = "automated"
logic = { all = ["Z.one"] }

[[check]]
id = "Z.one"
force = "required"
asks = "Is it?"
case = [
  { when = "extra.house.answer = good", then = "true", says = "It is {extra.house.answer}." },
  { then = "unknown", says = "It is not said.", gap = "say" },
]
"""
GAPS = """
[say]
code = "ANSWER_MISSING"
title = "Say it"
fixability = "wording"
effort = "low"
actor = "developer"
where = "extra.house.answer"
remedy = "Say it."
example = "good"
"""
HEAD_OF_PROFILE = 'id = "narrow"\ntitle = "N"\nauthor = "A"\npack = "ama-category-ii@2026-11"\n'
FIELDS = '["extra.house.answer"]\nlabel = "Answer"\nkind = "fact"\ntype = "choice"\nchoices = ["good", "bad"]\n'
EXAMPLES = '[[example]]\nid = "silent"\nshows = "Silence."\nfinding = "incomplete"\ngaps = ["say"]\n'
THRESHOLD = '[comment_period]\nvalue = 90\nunit = "days"\nstatus = "judgement"\nsource = "Ours"\ndate = 2026-01-01\n'


@pytest.fixture
def house(tmp_path: Path) -> Write:
    """Write a pack that extends the AMA's, with one criterion of its own, and give its folder."""

    def write(head: str = "", *, criterion: str = CRITERION, files: dict[str, str] | None = None) -> str:
        texts = {
            "pack.toml": f'{HEAD}order = ["z-house"]\n{head}',
            "fields.toml": FIELDS,
            "z-house/criterion.toml": criterion,
            "z-house/gaps.toml": GAPS,
            "z-house/examples.toml": EXAMPLES,
            **(files or {}),
        }
        for name, text in texts.items():
            path = tmp_path / "house" / "1" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(tmp_path / "house" / "1")

    return write


def faults(folder: str) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value.faults


def test_everything_is_inherited_and_the_new_criterion_comes_last(house: Write) -> None:
    pack, base = load_pack(house()), load_pack("ama-category-ii@2026-11")

    assert pack.criteria[:-1] == base.criteria
    assert pack.criteria[-1].id == "Z"
    assert (pack.id, pack.form, pack.notice) == ("house", base.form, base.notice)
    assert pack.thresholds == base.thresholds
    assert (pack.wording, pack.calendar) == (base.wording, base.calendar)
    assert set(pack.fields) - set(base.fields) == {"extra.house.answer"}


def test_the_digest_follows_the_pack_it_builds_on(house: Write, pack_copy: Path) -> None:
    folder = house()
    head = Path(folder, "pack.toml")
    head.write_text(head.read_text("utf-8").replace("ama-category-ii@2026-11", str(pack_copy)), encoding="utf-8")
    before = load_pack(folder).digest
    thresholds = pack_copy / "thresholds.toml"
    thresholds.write_text(thresholds.read_text("utf-8") + "\n# Another line.\n", encoding="utf-8")

    assert load_pack(folder).digest != before
    assert load_pack(folder).digest == load_pack(folder).digest


def test_a_pack_may_be_named_beside_the_one_that_extends_it(house: Write, pack_copy: Path) -> None:
    folder = house()
    head = Path(folder, "pack.toml")
    head.write_text(head.read_text("utf-8").replace("ama-category-ii@2026-11", "../../ama/2026-11"), encoding="utf-8")

    assert pack_copy.is_dir()
    assert load_pack(folder).criteria[0].id == "A"


def test_its_proposals_are_judged_by_both(house: Write) -> None:
    evaluator = Evaluator(load_pack(house()), datetime.date(2026, 11, 22))

    found = evaluator.evaluate(Proposal.model_validate({"extra": {"house": {"answer": "good"}}}))

    assert [one.id for one in found.criteria] == [*"ABCDEFGHIJ", "Z"]
    assert found.criteria[-1].finding == "met"
    assert found.criteria[-1].checks[0].says == "It is good."


def test_its_examples_are_its_own(house: Write) -> None:
    folder = house()

    assert [one.id for one in load_examples(folder, load_pack(folder))["Z"]] == ["silent"]


def test_what_is_listed_is_replaced_in_its_place(house: Write) -> None:
    folder = house(
        'overrides = ["C", "thresholds.comment_period"]',
        criterion=CRITERION.replace('id = "Z"', 'id = "C"', 1),
        files={"thresholds.toml": THRESHOLD},
    )

    pack = load_pack(folder)

    assert [one.id for one in pack.criteria] == [*"ABCDEFGHIJ"]
    assert pack.criteria[2].title == "House"
    assert pack.thresholds["comment_period"].value == 90


def test_a_rule_of_wording_is_replaced_in_its_place_and_another_comes_last(house: Write) -> None:
    rule = (
        '[[rule]]\nid = "{name}"\ncriterion = "E"\nfields = ["measure.title"]\nasks = "Is it plain?"\n'
        'says = "{{found}}"\nphrases = [{{ find = ["soon"], better = "Say when." }}]\ninterpretation = "Ours."\n'
    )
    written = rule.format(name="E.wording_vague") + rule.format(name="E.wording_soon")
    before = [one.id for one in load_pack("ama-category-ii@2026-11").wording]

    pack = load_pack(house('overrides = ["wording.E.wording_vague"]', files={"wording.toml": written}))

    assert [one.id for one in pack.wording] == [*before, "E.wording_soon"]
    assert next(one for one in pack.wording if one.id == "E.wording_vague").asks == "Is it plain?"
    assert pack.calendar == load_pack("ama-category-ii@2026-11").calendar


@pytest.mark.parametrize(
    ("head", "criterion", "files", "found"),
    [
        ("", CRITERION.replace('id = "Z"', 'id = "C"', 1), {}, "'C' brought anew and not listed"),
        ("", CRITERION, {"thresholds.toml": THRESHOLD}, "'thresholds.comment_period' brought anew and not listed"),
        ('overrides = ["C"]', CRITERION, {}, "'C'"),
        (
            'overrides = ["thresholds.coment_period"]',
            CRITERION,
            {"thresholds.toml": THRESHOLD},
            "'thresholds.coment_period'",
        ),
        ("", CRITERION.replace("extra.house.answer = good", "extra.house.answer = goood"), {}, "'goood'"),
        ('form = "z-house"', CRITERION, {}, "the id 'Z'"),
        ("", CRITERION, {"fields.toml": FIELDS.replace('type = "choice"\n', "")}, "no type"),
        ("", CRITERION.replace("Z.one", "J2.two_disciplines"), {}, "also that of a check in ama-category-ii@"),
    ],
)
def test_faults_of_an_extension(house: Write, head: str, criterion: str, files: dict[str, str], found: str) -> None:
    said = faults(house(head, criterion=criterion, files=files))

    assert any(found in each.found for each in said), said


def test_a_circle_is_told(house: Write, tmp_path: Path) -> None:
    folder = house()
    other = tmp_path / "other" / "1"
    other.mkdir(parents=True)
    Path(folder, "pack.toml").write_text(HEAD.replace("ama-category-ii@2026-11", "../../other/1"), encoding="utf-8")
    (other / "pack.toml").write_text(HEAD.replace("ama-category-ii@2026-11", "../../house/1"), encoding="utf-8")

    (fault,) = faults(folder)

    assert fault.found == "a circle: house/1 → other/1 → house/1"


def test_a_base_that_does_not_exist_offers_the_near_miss(house: Write) -> None:
    folder = house()
    head = Path(folder, "pack.toml")
    head.write_text(
        head.read_text("utf-8").replace("ama-category-ii@2026-11", "ama-category-i@2026-11"), encoding="utf-8"
    )

    assert any("Did you mean 'ama-category-ii@2026-11'?" in each.next_step for each in faults(folder))


def test_a_profile_for_the_base_fits_the_pack_that_extends_it(house: Write) -> None:
    reasons = HEAD_OF_PROFILE + '[not_evaluated]\nC = "Not asked."\n'
    folder = house(files={"narrow.toml": reasons})

    pack = load_pack(folder, str(Path(folder, "narrow.toml")))

    assert pack.profile is not None
    assert (pack.id, pack.profile.id) == ("house", "narrow")


def test_an_old_id_leads_to_the_new_one_with_a_warning(profile: Write, pack_copy: Path) -> None:
    file = pack_copy / "j-development-process" / "criterion.toml"
    text = file.read_text("utf-8").replace(
        'id = "J2.methodologist"\n', 'id = "J2.methodologist"\naliases = ["J2.statistician"]\n'
    )
    file.write_text(text, encoding="utf-8")
    gap = 'where = "note"\n' + GAPS.split("[say]\n")[1].replace('where = "extra.house.answer"\n', "")
    written = f'promote = ["J2.statistician"]\n[why]\n"J2.statistician" = "So."\n[gaps."J2.statistician"]\n{gap}'

    pack = load_pack(str(pack_copy), profile(written))

    assert pack.profile is not None
    assert pack.profile.promoted == ("J2.methodologist",)
    assert pack.profile.why == {"J2.methodologist": "So."}
    assert told(pack.profile.warnings) == ["house.toml, promote: 'J2.statistician' is now called 'J2.methodologist'."]
    found = Evaluator(pack, datetime.date(2026, 11, 22)).evaluate(Proposal())
    assert found.warnings == pack.profile.warnings


@pytest.mark.parametrize(
    ("alias", "found"),
    [("J2.two_disciplines", "an alias that is an id in use"), ("A", "an alias that is an id in use")],
)
def test_an_alias_is_nobody_elses_id(pack_copy: Path, alias: str, found: str) -> None:
    file = pack_copy / "j-development-process" / "criterion.toml"
    text = file.read_text("utf-8").replace(
        'id = "J2.methodologist"\n', f'id = "J2.methodologist"\naliases = ["{alias}"]\n'
    )
    file.write_text(text, encoding="utf-8")

    assert [each.found for each in faults(str(pack_copy))] == [found]


def test_a_status_needs_its_reason(pack_copy: Path) -> None:
    file = pack_copy / "j-development-process" / "criterion.toml"
    file.write_text(
        file.read_text("utf-8").replace('id = "J"\n', 'id = "J"\nstatus = "retired"\n', 1), encoding="utf-8"
    )

    assert [each.found for each in faults(str(pack_copy))] == ["status = 'retired' alone"]

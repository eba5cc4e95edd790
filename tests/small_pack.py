"""A pack of one criterion, small enough to know by heart, and copies of it with something changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PACK = """
id = "small"
edition = "2026-01"
title = "Small"
publisher = "Nobody"
author = "Nobody"
scoring_model = "documentation/1"
licence = "None"
notice = "None"
claim_question = "Is that so?"
form = "form"
order = ["x"]
"""
FIELDS = """
[placeholders]
words = ["tbd"]
["measure.title"]
label = "Title"
kind = "fact"
required = true
["measure.type"]
label = "Type"
kind = "fact"
required = true
["risk_adjustment.specification"]
label = "Specification"
kind = "work"
absent = "denial"
["development.members"]
label = "Members"
kind = "fact"
absent = "denial"
may_claim_not_applicable = true
"""
FORM = """
id = "form"
title = "Form"
asks = "Is there a title?"
automation = "automated"
logic = { all = ["form.title"] }
[[check]]
id = "form.title"
force = "required"
asks = "Is there a title?"
ladder = "measure.title"
stated = { then = "true", says = "The title is given." }
silent = { then = "unknown", says = "There is no title.", gap = "title" }
"""
CRITERION = """
id = "X"
title = "Small criterion"
asks = "Is it specified, and by enough people?"
automation = "automated"
logic = { all = ["X.specified", "X.people"] }
applies = [
  { when = "measure.type = structure", then = "no", says = "Structures are left out." },
  { then = "yes" },
]
[[check]]
id = "X.specified"
force = "required"
asks = "Is it specified?"
ladder = "risk_adjustment.specification"
evidenced = { then = "true", says = "Specified ({evidence})." }
stated = { then = "unknown", says = "Claimed.", gap = "cite" }
absent = { then = "false", says = "Stated to have none.", gap = "write" }
silent = { then = "unknown", says = "Nothing is said.", gap = "write" }
[[check]]
id = "X.people"
force = "required"
asks = "Were there enough people?"
case = [
  { when = "count development.members >= @enough", then = "true", says = "At least {@enough} took part." },
  { when = "development.members is answered", then = "judgement", says = "Few took part.", question = "Enough?" },
  { then = "unknown", says = "Nobody is named.", gap = "people" },
]
"""
GAP = """
[{name}]
code = "ANSWER_MISSING"
title = "{name}"
fixability = "work"
effort = "low"
actor = "developer"
where = "{where}"
remedy = "Write the {name}."
example = "The {name}."
"""
THRESHOLDS = """
[enough]
value = 3
unit = "people"
status = "borrowed"
source = "Nobody"
url = "https://example.org"
date = 2026-01-01
"""
SOURCE = '"evidence.sources" = [{ id = "E1", citation = "A report" }]'
SPECIFIED = '"risk_adjustment.specification" = { value = "A report", evidence = ["E1"] }'
EXAMPLES = f"""
[[example]]
id = "silent"
shows = "Nothing is said."
finding = "incomplete"
checks = {{ "X.specified" = "unknown", "X.people" = "unknown" }}
gaps = ["write", "people"]
[[example]]
id = "structure"
shows = "A structure is left out."
answers = {{ "measure.type" = "structure" }}
finding = "not_applicable"
[[example]]
id = "stated"
shows = "Claimed only."
answers = {{ "risk_adjustment.specification" = "A report" }}
finding = "incomplete"
gaps = ["cite", "people"]
[[example]]
id = "denied"
shows = "Stated to have none."
answers = {{ "risk_adjustment.specification" = "absent" }}
finding = "not_met"
gaps = ["write", "people"]
[[example]]
id = "few"
shows = "Two people are for judgement."
finding = "needs_judgement"
[example.answers]
{SOURCE}
{SPECIFIED}
"development.members" = [{{ name = "A" }}, {{ name = "B" }}]
[[example]]
id = "enough"
shows = "Three people are enough."
finding = "met"
[example.answers]
{SOURCE}
{SPECIFIED}
"development.members" = [{{ name = "A" }}, {{ name = "B" }}, {{ name = "C" }}]
[[example]]
id = "claimed"
shows = "Whether people are not needed is for the panel."
finding = "needs_judgement"
checks = {{ "X.people" = "claimed" }}
[example.answers]
{SOURCE}
{SPECIFIED}
"development.members" = {{ not_applicable = "One author" }}
"""
FORM_EXAMPLES = """
[[example]]
id = "titled"
shows = "A title is enough."
answers = { "measure.title" = "A measure" }
finding = "met"
[[example]]
id = "untitled"
shows = "No title."
finding = "incomplete"
gaps = ["title"]
"""
FILES = {
    "pack.toml": PACK,
    "fields.toml": FIELDS,
    "thresholds.toml": THRESHOLDS,
    "form/criterion.toml": FORM,
    "form/gaps.toml": GAP.format(name="title", where="measure.title"),
    "form/examples.toml": FORM_EXAMPLES,
    "x/criterion.toml": CRITERION,
    "x/gaps.toml": "".join(
        GAP.format(name=name, where=where)
        for name, where in (
            ("cite", "risk_adjustment.specification"),
            ("write", "risk_adjustment.specification"),
            ("people", "development.members"),
        )
    ),
    "x/examples.toml": EXAMPLES,
}


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., str]:
    """Write the pack with texts replaced or added, and give its folder."""

    def write(*changes: tuple[str, str, str], folder: str = "small") -> str:
        files = dict(FILES)
        for file, old, new in changes:
            assert old in files.get(file, ""), f"{file} does not hold {old!r}"
            files[file] = files[file].replace(old, new) if old else files.get(file, "") + new
        for file, text in files.items():
            path = tmp_path / folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(tmp_path / folder)

    return write

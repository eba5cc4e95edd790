"""An empty proposal form with its explanations, which loads as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.model.answers import Frozen
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.own_answers import expected_answer
from evaluator.proposals.shape import Field, Kind, fields_of
from evaluator.proposals.wording import expected_of
from evaluator.proposals.yaml_writing import comment_lines, entry_lines, inline

_HEAD = """\
Proposal
To be compared with: {title}, edition {edition}

How to fill it in

Lines that begin with # explain; the program does not read them.
Write each answer after its colon. A field left empty is listed as missing, and nothing more.

  field: the answer                      the usual way
  field: unknown                         asked for and not known yet
  field: absent                          stated not to exist, such as no exclusions
  field: {{not_applicable: the reason}}    only where the explanation offers it
  field: {{value: the answer, evidence: [E1, E2]}}
                                         with the sources that support it; the register
                                         under `evidence` lists each source once
  field: >-                              a long text, on indented lines of its own
    The first line,
    and the next.

Put a text in quotes if it holds a colon and a space, or begins with a sign such as [ or *.
Numbers stand alone, without unit, quotes or thousands separator. Dates are written 2026-03-31.
Rows of a list are shown behind #: take away the "# " in front of each line to use them,
and repeat them for each further row."""

_EXAMPLES: dict[Kind, str | int] = {
    "text": "…",
    "yes_no": "yes",
    "number": 5,
    "whole": 100,
    "year": 2025,
    "date": "2026-03-31",
    "evidence_id": "E1",
    "code": "300XF",
    "hash": "0" * 64,
}
_SPEAKS_FOR_ITSELF: frozenset[Kind] = frozenset({"text", "group", "list"})


def scaffold(pack: Pack) -> str:
    """Write the form of a pack: every field empty or behind #, with what the pack says about it."""
    lines = [*comment_lines(_HEAD.format(title=pack.title, edition=pack.edition)), "", *_identity(pack)]
    for name, field in _asked(Proposal, pack, "").items():
        if field.is_section and field.group is not None:
            lines += ["", "", *_banner(field), f"{name}:", *_fields(field.group, pack, name, "  ")]
        elif field.is_answer and field.kind == "list":
            lines += ["", "", *_banner(field), *_list(name, field, pack, name, "")]
    return "\n".join([*lines, *_own_fields(pack), ""])


def _identity(pack: Pack) -> Iterator[str]:
    yield f"schema: {PROPOSAL_SCHEMA}"
    yield ""
    yield "# A short name of your own for this proposal, such as grip-strength-2026."
    yield 'id: ""'
    yield from _fields_named(("note",), Proposal, pack, "", "")


def _banner(field: Field) -> Iterator[str]:
    group = (field.rows or field).group
    yield "# " + "─" * 98
    yield from comment_lines(" ".join(((group and group.__doc__) or "").split()))
    yield "# " + "─" * 98


def _fields(group: type[Frozen], pack: Pack, path: str, indent: str) -> Iterator[str]:
    yield from _fields_named(tuple(_asked(group, pack, path)), group, pack, path, indent)


def _asked(group: type[Frozen], pack: Pack, path: str) -> dict[str, Field]:
    """Keep the fields that the pack asks for, with what they lie in, and the name of each row of the register."""
    before = f"{path}." if path else ""
    return {
        name: field
        for name, field in fields_of(group).items()
        if (before and not field.is_answer) or any(_lies_in(asked, before + name) for asked in pack.fields)
    }


def _lies_in(asked: str, path: str) -> bool:
    return asked == path or asked.startswith((f"{path}.", f"{path}[]"))


def _fields_named(names: tuple[str, ...], group: type[Frozen], pack: Pack, path: str, indent: str) -> Iterator[str]:
    for name in names:
        field = fields_of(group)[name]
        guide = f"{path}.{name}" if path else name
        yield ""
        if field.kind == "list" and field.rows is not None and field.rows.group is not None:
            yield from _list(name, field, pack, guide, indent)
        elif field.group is not None:
            yield from _explained(pack.fields.get(guide), field, indent)
            yield f"{indent}{name}:"
            yield from _brief_fields(field.group, pack, guide, f"{indent}  ")
        else:
            yield from _explained(pack.fields.get(guide), field, indent)
            yield f"{indent}{name}:"


def _brief_fields(group: type[Frozen], pack: Pack, path: str, indent: str) -> Iterator[str]:
    for name, field in _asked(group, pack, path).items():
        yield from comment_lines(_brief(pack.fields.get(f"{path}.{name}"), field), indent)
        yield f"{indent}{name}:"


def _list(name: str, field: Field, pack: Pack, guide: str, indent: str) -> Iterator[str]:
    yield from _explained(pack.fields.get(guide), field, indent)
    yield f"{indent}{name}:"
    if field.rows is not None and field.rows.group is not None:
        for line in _example_row(field.rows.group, pack, f"{guide}[]"):
            yield f"{indent}# {line}"


def _example_row(group: type[Frozen], pack: Pack, path: str, indent: str = "") -> Iterator[str]:
    start = f"{indent}- "
    for name, field in _asked(group, pack, path).items():
        here = f"{path}.{name}"
        yield from comment_lines(_brief(pack.fields.get(here), field), f"{indent}  ")
        first, *rest = _example_entry(name, field, pack, here, f"{indent}  ")
        yield start + first[len(start) :]
        yield from rest
        start = f"{indent}  "


def _example_entry(name: str, field: Field, pack: Pack, path: str, indent: str) -> Iterator[str]:
    if field.group is not None:
        yield f"{indent}{name}:"
        for inner, each in _asked(field.group, pack, path).items():
            here = f"{path}.{inner}"
            yield from comment_lines(_brief(pack.fields.get(here), each), f"{indent}  ")
            yield from _example_entry(inner, each, pack, here, f"{indent}  ")
    elif field.rows is not None and field.rows.group is not None:
        yield f"{indent}{name}:"
        yield from _example_row(field.rows.group, pack, f"{path}[]", f"{indent}  ")
    else:
        yield from entry_lines(name, _example(pack.fields.get(path), field), indent)


def _example(guide: FieldGuide | None, field: Field) -> object:
    if field.kind == "list" and field.rows is not None:
        return [_example(None, field.rows)]
    if field.kind == "choice":
        return field.choices[0]
    return guide.good if guide is not None and guide.good and field.kind == "text" else _EXAMPLES[field.kind]


def _explained(guide: FieldGuide | None, field: Field, indent: str) -> Iterator[str]:
    if guide is None:
        return
    words = _type_words(field)
    sentence = f"{words[0].upper()}{words[1:]}." if words else ""
    yield from comment_lines(guide.label, indent)
    for line in [guide.help, sentence, _words_line(guide), _quoted("Good", guide.good), _quoted("Poor", guide.poor)]:
        if line:
            yield from comment_lines(line, indent, "  ")


def _brief(guide: FieldGuide | None, field: Field) -> str:
    label = guide.label if guide is not None else ""
    return ": ".join(part for part in (label, _type_words(field)) if part)


def _type_words(field: Field) -> str:
    if field.kind == "choice":
        return f"one of {', '.join(field.choices)}"
    if field.kind == "list" and field.rows is not None:
        rows = field.rows
        return (
            f"any of {', '.join(rows.choices)}; written [{rows.choices[0]}, …]" if rows.choices else "one row for each"
        )
    return "" if field.kind in _SPEAKS_FOR_ITSELF else expected_of(field)


def _words_line(guide: FieldGuide) -> str:
    absent = "If there is none, write absent." if guide.absent != "nothing" and "`absent`" not in guide.help else ""
    claim = "If it does not apply, write {not_applicable: the reason}." if guide.may_claim_not_applicable else ""
    return " ".join(part for part in (absent, claim) if part)


def _quoted(word: str, example: str) -> str:
    return f"{word}: {example}" if example else ""


def _own_fields(pack: Pack) -> Iterator[str]:
    own = [name.removeprefix("extra.").partition(".") for name in pack.fields if name.startswith("extra.")]
    if own:
        yield from ("", "", "# What this set of criteria asks besides.", "extra:")
    for owner in dict.fromkeys(owner for owner, _, _ in own):
        yield f"  {inline(owner)}:"
        for key in (key for each, _, key in own if each == owner):
            yield ""
            guide = pack.fields[f"extra.{owner}.{key}"]
            expected = expected_answer(guide) if guide.type not in ("", "text") else ""
            for words in filter(None, (guide.label, guide.help, expected, _words_line(guide))):
                yield from comment_lines(words, "    ")
            yield f"    {key}:"

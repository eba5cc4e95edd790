"""Lint a pack that can be read: what would mislead a reader or can never happen, beyond the faults of reading it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from evaluator.advice.criterion_run import CriterionRun, criteria_of
from evaluator.advice.lint_finding import LintFinding, LintResult
from evaluator.advice.lint_logic import logic_findings
from evaluator.advice.lint_use import clause_findings, use_findings
from evaluator.advice.lint_words import word_findings
from evaluator.errors import PackError
from evaluator.model.criteria import Criterion, Pack
from evaluator.packs.crosswalk import ids_of, renamed_ids, retired_ids
from evaluator.packs.files import PackFiles
from evaluator.packs.finding import available_packs, pack_folder
from evaluator.packs.reading import load_pack

FILE = "lint.toml"
OWN_TABLES = ("allow", "avoid", "unread")
_ANY_DAY = datetime.date(2026, 11, 22)


def lint_pack(name: str | None = None, before: str | None = None) -> LintResult:
    """Look a pack over; `before` is the edition before, if it is not shipped.

    Raises:
        PackError: if the pack is faulty.
    """
    pack = load_pack(name)
    found: list[LintFinding] = []
    undecided: list[str] = []
    for criterion in criteria_of(pack):
        for variant in _variants(criterion):
            rows = list(logic_findings(pack, CriterionRun(pack, variant, _ANY_DAY)))
            found += [one for one in rows if isinstance(one, LintFinding)]
            undecided += [one for one in rows if isinstance(one, str)]
    own = _own_words(name)
    found += use_findings(pack, own["unread"])
    found += clause_findings(pack)
    found += word_findings(pack, own["allow"], own["avoid"])
    found += _lost_ids(name, pack, before)
    return LintResult(f"{pack.id}@{pack.edition}", tuple(dict.fromkeys(found)), tuple(dict.fromkeys(undecided)))


def _variants(criterion: Criterion) -> Iterator[Criterion]:
    """Write out the criterion under each reading that its logic, or that of one of its parts, depends on."""
    yield criterion
    for group in criterion.alternatives.values():
        if group != criterion.logic:
            yield criterion.model_copy(update={"logic": group})
    for number, part in enumerate(criterion.parts):
        for group in part.alternatives.values():
            if group != part.logic:
                changed = part.model_copy(update={"logic": group})
                parts = (*criterion.parts[:number], changed, *criterion.parts[number + 1 :])
                yield criterion.model_copy(update={"parts": parts})


def _own_words(name: str | None) -> dict[str, dict[str, str]]:
    """Read what the pack says to lint: words allowed or avoided, fields no check need read; each with a reason."""
    files = PackFiles(pack_folder(name))
    written = files.read(FILE, required=False)
    for key in written.keys() - set(OWN_TABLES):
        files.fault(FILE, key, f"the unknown key '{key}'", "one of " + ", ".join(OWN_TABLES), near=key)
    for table, rows in written.items():
        if not isinstance(rows, dict) or not all(isinstance(reason, str) and reason for reason in rows.values()):
            files.fault(FILE, table, "something else", "a table of names, each with its reason", near=table)
    if files.faults:
        raise PackError(files.faults)
    return {table: written.get(table, {}) for table in OWN_TABLES}


def _lost_ids(name: str | None, pack: Pack, before: str | None) -> Iterator[LintFinding]:
    """Ids are promises: one that the edition before had is still there, renamed or retired on purpose."""
    earlier = before or _edition_before(pack)
    if earlier is None:
        return
    kept = ids_of(pack) | renamed_ids(name, pack).keys() | retired_ids(name)
    for lost in sorted(ids_of(load_pack(earlier)) - kept):
        yield LintFinding(lost, f"an id of {earlier} that is gone", "'renamed' or 'retired' in crosswalk.toml")


def _edition_before(pack: Pack) -> str | None:
    editions = [edition for shipped, edition, _ in available_packs() if shipped == pack.id and edition < pack.edition]
    return f"{pack.id}@{max(editions)}" if editions else None

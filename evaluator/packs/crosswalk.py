"""What became of the ids of the edition before: `crosswalk.toml` and the aliases of a pack."""

from __future__ import annotations

from evaluator.errors import PackError
from evaluator.model.criteria import Check, Criterion, Pack
from evaluator.packs.files import PackFiles
from evaluator.packs.finding import pack_folder

CROSSWALK = "crosswalk.toml"


def renamed_ids(name: str | None, pack: Pack) -> dict[str, str]:
    """Give the new id for each old one: of criteria, parts and checks, and of gaps written as CRITERION/gap.

    Raises:
        PackError: if crosswalk.toml is faulty or leads to an id that the pack does not have.
    """
    files = PackFiles(pack_folder(name))
    written = files.read(CROSSWALK, required=False)
    for key in written.keys() - {"since", "renamed", "retired"}:
        files.fault(
            CROSSWALK, key, f"the unknown key '{key}'", "'since', the table 'renamed' and the list 'retired'", near=key
        )
    renamed = written.get("renamed", {})
    if not isinstance(renamed, dict):
        files.fault(CROSSWALK, "renamed", repr(renamed)[:60], 'a table of old = "new"', near="renamed")
        renamed = {}
    known = _ids(pack)
    for old, new in renamed.items():
        if not isinstance(new, str) or new not in known:
            files.fault(CROSSWALK, old, repr(new)[:60], "an id of this pack; a gap as CRITERION/gap", near=f'"{old}"')
    if files.faults:
        raise PackError(files.faults)
    return {**_aliases(pack), **renamed}


def retired_ids(name: str | None) -> set[str]:
    """Give the ids of the edition before that this one has given up on purpose."""
    retired = PackFiles(pack_folder(name)).read(CROSSWALK, required=False).get("retired", [])
    return set(map(str, retired)) if isinstance(retired, list) else set()


def ids_of(pack: Pack) -> set[str]:
    """List the ids that an edition promises to keep: of criteria, parts and checks, and gaps as CRITERION/gap."""
    return _ids(pack)


def _ids(pack: Pack) -> set[str]:
    every = (pack.form, *pack.criteria)
    return {
        *(one.id for one in every),
        *(part.id for one in every for part in one.parts),
        *(check.id for one in every for check in one.checks),
        *(f"{one.id}/{gap.id}" for one in every for gap in one.gaps),
    }


def _aliases(pack: Pack) -> dict[str, str]:
    every = (pack.form, *pack.criteria)
    named: list[Criterion | Check] = [*every, *(check for one in every for check in one.checks)]
    return {alias: one.id for one in named for alias in one.aliases}

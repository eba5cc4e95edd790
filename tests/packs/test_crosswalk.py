"""What became of the ids of the edition before: told in `crosswalk.toml`, or by what is wrong with it."""

from __future__ import annotations

import pytest

from evaluator.errors import PackError
from evaluator.packs import load_pack
from evaluator.packs.crosswalk import renamed_ids, retired_ids


@pytest.mark.parametrize(
    ("crosswalk", "said"),
    [
        ('[renamed]\n"X.people" = "X.nowhere"\n', "X.nowhere"),
        ('renames = { "a" = "b" }\n', "renames"),
        ("renamed = 5\n", "old"),
        ("[renamed\n", "TOML"),
    ],
)
def test_a_faulty_crosswalk_is_told(small, crosswalk, said):
    after = small(("crosswalk.toml", "", crosswalk))

    with pytest.raises(PackError, match=said):
        renamed_ids(after, load_pack(after))


def test_an_id_is_known_by_its_new_name(small):
    after = small(("crosswalk.toml", "", '[renamed]\n"X.persons" = "X.people"\n'))

    assert renamed_ids(after, load_pack(after)) == {"X.persons": "X.people"}


def test_ids_given_up_on_purpose_are_listed(small):
    after = small(("crosswalk.toml", "", 'since = "2026-11"\nretired = ["X.old", "Y/older"]\n'))

    assert retired_ids(after) == {"X.old", "Y/older"}
    assert renamed_ids(after, load_pack(after)) == {}

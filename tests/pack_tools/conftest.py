"""The small pack, for the tests of the tools that rule authors use."""

from __future__ import annotations

from small_pack import small  # noqa: F401  a fixture for every test here

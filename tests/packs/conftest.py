"""The small pack, to break one thing of it at a time."""

from __future__ import annotations

from small_pack import small  # noqa: F401  a fixture for every test here

"""Whether WeasyPrint can draw here; where it cannot, tests of PDF say so and are skipped."""

from __future__ import annotations

import ctypes.util

import pytest

needs_pango = pytest.mark.skipif(
    ctypes.util.find_library("pangoft2-1.0") is None,
    reason="there is no Pango here (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)",
)

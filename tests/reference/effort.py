"""How hard hypothesis tries here: the same in every run, or CAT2_HYPOTHESIS=deep for a night."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A pack with a batch of proposals is large and slow on purpose.
_LARGE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
_EVERY_RUN = settings(max_examples=240, derandomize=True, database=None, deadline=None, suppress_health_check=_LARGE)
_DEEP = settings(max_examples=20_000, derandomize=False, deadline=None, print_blob=True, suppress_health_check=_LARGE)
ALL = _DEEP if os.environ.get("CAT2_HYPOTHESIS") == "deep" else _EVERY_RUN


def share(parts: int) -> settings:
    """Try as hard as one of several tests that share the work."""
    return settings(ALL, max_examples=ALL.max_examples // parts)

"""How hard hypothesis tries: `ci` is the same in every run, `deep` is for a night (CAT2_HYPOTHESIS=deep)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A pack with a batch of proposals is large and slow on purpose.
_LARGE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "ci", max_examples=240, derandomize=True, database=None, deadline=None, suppress_health_check=_LARGE
)
settings.register_profile(
    "deep", max_examples=20_000, derandomize=False, deadline=None, print_blob=True, suppress_health_check=_LARGE
)
settings.load_profile(os.environ.get("CAT2_HYPOTHESIS", "ci"))

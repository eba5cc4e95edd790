"""With what a proposal was measured: the pack and its edition, the profile and what it changes, the day, own files."""

import datetime
from typing import Literal

from pydantic import Field

from evaluator.model.answers import Frozen


class ProfileChange(Frozen):
    """One thing that a profile makes different from the pack: what it is, as it is now, as it was, and why."""

    kind: Literal["not_evaluated", "left_out", "promoted", "threshold", "reading", "added"]
    id: str
    title: str
    now: str = ""
    before: str = ""
    why: str = ""


class ProfileUsed(Frozen):
    """The profile under which a proposal was judged."""

    id: str
    title: str
    author: str
    says: str = ""
    changes: tuple[ProfileChange, ...] = ()


class Ruler(Frozen):
    """What the findings were measured with; numbers are compared only across equal rulers."""

    pack: str
    title: str = Field(description="what the criteria are called, as a report prints it")
    edition: str
    digest: str
    profile: str = ""
    profile_digest: str = ""
    scoring_model: str
    engine: str
    as_of: datetime.date
    codes: str = Field(default="", description="SHA-256 of the user's list of codes; empty where there was none")
    calendar: str = Field(default="", description="SHA-256 of the user's calendar; empty where there was none")
    review: str = Field(default="", description="SHA-256 of the review, whatever its layout; empty without one")

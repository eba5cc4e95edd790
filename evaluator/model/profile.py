"""A profile as a society writes it: what it selects, sets, promotes and adds over a pack."""

from pydantic import Field as Key

from evaluator.model.answers import Frozen
from evaluator.model.criteria import FieldGuide, GapRecord, Threshold


class Profile(Frozen):
    """One profile. House criteria are read beside it, and stand in `criteria` by folder."""

    id: str
    title: str
    author: str
    pack: str = Key(description="the pack it is for: an id, id@edition or id@first..last")
    says: str = Key(default="", description="what it is for, as a sentence that every report prints")
    select: tuple[str, ...] | None = Key(default=None, description="the criteria that are evaluated; left out: all")
    not_evaluated: dict[str, str] = Key(default={}, description="the reason for each criterion, part or check left out")
    promote: tuple[str, ...] = ()
    gaps: dict[str, GapRecord] = Key(default={}, description="by id of the promoted check")
    thresholds: dict[str, Threshold] = {}
    readings: dict[str, str] = {}
    why: dict[str, str] = Key(default={}, description="why a reading was chosen or a check promoted, by its id")
    fields: dict[str, FieldGuide] = {}
    criteria: tuple[str, ...] = Key(default=(), description="folders of house criteria, beside the profile")

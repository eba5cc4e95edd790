"""What a finding is about: the proposal as a whole, or one item of a list in it."""

from evaluator.model.answers import Frozen


class Scope(Frozen):
    """What a finding is about: the proposal, or one item of a list."""

    kind: str = "proposal"
    id: str = ""
    label: str = ""


WHOLE = Scope.model_construct()

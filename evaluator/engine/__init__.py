"""The engine: `compile_pack` once, then `run` for each proposal.

`compile_pack(pack)` gives a `CompiledPack`; `run(compiled, proposal, as_of)` gives a `Run` whose `findings` maps the
id of a criterion, part or group (list items with `[n]` behind) to a fact with `finding`, `inherent` and
`flagged`, whose `criteria[n].observed` maps check keys to observations, and its `recommendation` is the
engine's word.
"""

from evaluator.engine.compile import CompiledPack
from evaluator.engine.run import Run, concluded, run

__all__ = ["CompiledPack", "Run", "compile_pack", "concluded", "run"]

compile_pack = CompiledPack

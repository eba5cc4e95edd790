from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from web_server import AS_OF, PACK, ROOT

from evaluator.advice.ask_next import next_questions
from evaluator.api import Evaluator
from evaluator.proposals.reading import read_proposal
from evaluator.web.asking import Asking
from evaluator.web.own import Own

WAIT = 120


@pytest.fixture
def asking() -> Iterator[Asking]:
    begun = Asking(PACK, Own(AS_OF))
    yield begun
    begun.close()


@pytest.mark.slow
def test_a_process_of_its_own_says_what_the_command_line_says(asking: Asking) -> None:
    proposal = read_proposal(ROOT / "examples" / "process-with-gaps.yaml", PACK).proposal

    before = asking.known(proposal, AS_OF)
    found = asking.questions(proposal, AS_OF, WAIT)

    assert before is None
    assert found == next_questions(Evaluator(PACK, AS_OF), proposal)
    assert asking.known(proposal, AS_OF) == found


@pytest.mark.slow
def test_each_day_is_asked_for_itself_while_the_server_runs(asking: Asking) -> None:
    proposal = read_proposal(ROOT / "examples" / "process-ready.yaml", PACK).proposal
    before = AS_OF.replace(year=AS_OF.year - 20)  # of which all that was published since lies ahead

    then, now = (asking.questions(proposal, day, WAIT) for day in (before, AS_OF))

    assert then == next_questions(Evaluator(PACK, before), proposal)
    assert now == next_questions(Evaluator(PACK, AS_OF), proposal)
    assert now != then


@pytest.mark.slow
def test_the_form_goes_on_when_somebody_ends_that_process(asking: Asking) -> None:
    proposal = read_proposal(ROOT / "examples" / "process-ready.yaml", PACK).proposal
    asking.questions(proposal, AS_OF, WAIT)
    other = read_proposal(ROOT / "examples" / "deletion.yaml", PACK).proposal

    for process in asking._worker._processes.values():
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()

    assert asking.questions(other, AS_OF, WAIT) is None
    assert asking.questions(other, AS_OF, WAIT) is not None

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

    before = asking.known(proposal)
    found = asking.questions(proposal, WAIT)

    assert before is None
    assert found == next_questions(Evaluator(PACK, AS_OF), proposal)
    assert asking.known(proposal) == found


@pytest.mark.slow
def test_the_form_goes_on_when_somebody_ends_that_process(asking: Asking) -> None:
    proposal = read_proposal(ROOT / "examples" / "process-ready.yaml", PACK).proposal
    asking.questions(proposal, WAIT)
    other = read_proposal(ROOT / "examples" / "deletion.yaml", PACK).proposal

    for process in asking._worker._processes.values():
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()

    assert asking.questions(other, WAIT) is None
    assert asking.questions(other, WAIT) is not None

"""Run the command line as `python -m evaluator`."""

from evaluator.cli import main

main()

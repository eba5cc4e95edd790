"""Run the command line as `python -m evaluator`."""

from evaluator.cli import main

if __name__ == "__main__":  # a process that we start for ourselves reads this file too
    main()

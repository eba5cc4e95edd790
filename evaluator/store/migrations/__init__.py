"""The steps from one shape of the tables to the next; the database itself is moved by `evaluator.store.opening`."""

"""Many proposals: batches, the runs they leave, and what can be asked of runs."""

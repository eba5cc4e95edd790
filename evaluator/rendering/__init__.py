"""From an evaluation to text and files; it reads a saved result and nothing else."""

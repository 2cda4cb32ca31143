"""Training, evaluation and benchmarks of the project; see README.md here."""

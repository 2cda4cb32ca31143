"""Which words of a bead render each other."""

"""How the weights of bead scores are learnt: pairs ──► documents of known beads ──► lattices ──► weights."""

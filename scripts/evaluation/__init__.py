"""What the project measures of itself: gold ──► measurements ──► figures ──► floors, and a table of them."""

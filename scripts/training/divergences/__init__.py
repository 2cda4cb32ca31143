"""Divergences planted in good pairs, and the model that learns from them to find real ones."""

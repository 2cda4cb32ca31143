"""Sentence pairs from two collections that are not translations of one another, but hold some.

two collections ── neighbours, both ways ──► candidates ── margin, one to one ──► pairs, with the chance of each
"""

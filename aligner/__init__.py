"""Aligns Chinese and English texts, and shows what the translation lost, added or changed."""

"""A second opinion on what the audit found, by a language model behind an OpenAI-compatible endpoint.

    candidates ──► questions (a place and its bead) ──► cache or endpoint ──► verdicts ──► scores weighed anew

Nothing leaves the machine unless somebody asks for it and names an address; see `second_opinion`.
"""

from __future__ import annotations

from aligner.judging.opinion import SecondOpinion

__all__ = ["SecondOpinion"]

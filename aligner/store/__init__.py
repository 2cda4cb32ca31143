"""Many documents in one SQLite file, kept and asked.

    Audit, or the folder it was written into ──► Entry ── put ──► Store ── search ──► hits, with the aligned side marked

A store holds documents, sections, sentences, links, divergences, and the decisions of whoever reviews them. It is made
of the four files that `align` writes for programs, so that a corpus aligned on other machines needs no second run.
"""

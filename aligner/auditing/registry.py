"""The rules of the audit, in the order in which they are asked."""

from __future__ import annotations

from aligner.auditing import entities, language, lists, modality, names, numbers, qualifiers, structure, terminology
from aligner.auditing.coverage import rule as coverage
from aligner.auditing.rule import Rule

RULES: tuple[Rule, ...] = (
    structure.RULE,
    entities.RULE,
    numbers.RULE,
    modality.RULE,
    qualifiers.RULE,
    terminology.RULE,
    lists.RULE,
    names.RULE,
    coverage.RULE,
    language.RULE,
)

"""JSON lines: NAME.links.jsonl and NAME.divergences.jsonl, one record a line, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aligner.bitext import Alignment, Link, joined
from aligner.divergence import Audit, Divergence
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.settings import WriteSettings
from aligner.writing.text import utf8

_BREAKS = re.compile("[\x85\u2028\u2029]")


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The links, each sentence link followed by its clause links, and the divergences."""
    return {
        ".links.jsonl": _lines(link_records(audit.alignment)),
        ".divergences.jsonl": _lines(divergence_records(audit)),
    }


def divergence_records(audit: Audit) -> Iterator[dict[str, Any]]:
    """The divergences as records, with the keys of the contract."""
    return (_divergence(divergence, audit.alignment) for divergence in audit.divergences)


def link_records(alignment: Alignment) -> Iterator[dict[str, Any]]:
    """The links as records, in order of the Chinese text, each sentence link followed by its clause links."""
    for index in text_order(alignment.sentences):
        yield _link(alignment.sentences[index], alignment)
        clauses = alignment.clauses[index]
        yield from (_link(clauses[i], alignment) for i in text_order(clauses))


def _link(link: Link, alignment: Alignment) -> dict[str, Any]:
    zh_text, en_text = alignment.texts(link)
    parent = {} if link.parent is None else {"parent": link.parent}
    return {
        "id": link.id,
        "level": link.level,
        **parent,
        "zh": link.zh,
        "en": link.en,
        "zh_text": zh_text,
        "en_text": en_text,
        "score": round(link.score, 4),
    }


def _divergence(divergence: Divergence, alignment: Alignment) -> dict[str, Any]:
    return {
        "id": divergence.id,
        "kind": divergence.kind,
        "class": divergence.cls,
        "severity": divergence.severity,
        "score": round(divergence.score, 4),
        "link": divergence.link,
        "zh": divergence.zh,
        "en": divergence.en,
        "zh_text": joined(alignment.zh, divergence.zh),
        "en_text": joined(alignment.en, divergence.en),
        "message": divergence.message,
        "evidence": divergence.evidence,
    }


def _lines(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    return map(line, records)


def line(record: Mapping[str, Any]) -> bytes:
    """A record as one line, whatever a program takes for the end of one: U+0085, U+2028 and U+2029 are escaped."""
    given = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return utf8(_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", given) + "\n")

"""Parquet, for data frames and databases: NAME.links.parquet and NAME.divergences.parquet.

The columns are the keys of the JSON lines; spans are lists of [start, end], and the evidence is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aligner.divergence import Audit
from aligner.errors import MissingExtraError
from aligner.writing.jsonl import divergence_records, link_records
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings
from aligner.writing.text import without_surrogates

if TYPE_CHECKING:
    import pyarrow as pa


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The two tables.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "writing Parquet") from None
    spans = pa.list_(pa.list_(pa.int64(), 2))
    types = {"zh": spans, "en": spans, "score": pa.float64()}
    links = ("id", "level", "parent", "zh", "en", "zh_text", "en_text", "score")
    divergences = (
        *("id", "kind", "class", "severity", "score", "link"),
        *("zh", "en", "zh_text", "en_text", "message", "evidence"),
    )
    evidence = ({**record, "evidence": _json(record["evidence"])} for record in divergence_records(audit))
    schemas = [pa.schema([(name, types.get(name, pa.string())) for name in names]) for names in (links, divergences)]
    return {
        ".links.parquet": [_table(list(link_records(audit.alignment)), schemas[0])],
        ".divergences.parquet": [_table(list(evidence), schemas[1])],
    }


def _table(records: Sequence[Mapping[str, Any]], schema: pa.Schema) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [pa.array([_value(record.get(field.name)) for record in records], type=field.type) for field in schema]
    content = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), content, compression="zstd")
    return content.getvalue()


def _value(given: Any) -> Any:  # noqa: ANN401  # whatever a record holds
    if isinstance(given, str):
        return without_surrogates(given)
    return [list(span) for span in given] if isinstance(given, tuple) else given


def _json(evidence: Mapping[str, Any]) -> str:
    return json.dumps(dict(evidence), ensure_ascii=False, allow_nan=False)

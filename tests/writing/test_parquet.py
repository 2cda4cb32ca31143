import json
from io import BytesIO

import pytest

from aligner.divergence import Audit
from aligner.writing.jsonl import divergence_records, link_records
from aligner.writing.origin import Origin
from aligner.writing.parquet import files
from aligner.writing.settings import DEFAULTS
from tests.writing import build

pq = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")


def rows(audit: Audit, suffix: str) -> list[dict[str, object]]:
    content = b"".join(files(audit, Origin("roads", "1"), DEFAULTS)[suffix])
    return pq.read_table(BytesIO(content)).to_pylist()


def test_links_are_those_of_the_json_lines(sample: Audit) -> None:
    plain = json.loads(json.dumps(list(link_records(sample.alignment))))
    assert rows(sample, ".links.parquet") == [{"parent": None, **record} for record in plain]


def test_divergences_are_those_of_the_json_lines(sample: Audit) -> None:
    read = [dict(row, evidence=json.loads(str(row["evidence"]))) for row in rows(sample, ".divergences.parquet")]
    assert read == json.loads(json.dumps(list(divergence_records(sample))))


def test_tables_without_rows_have_their_columns() -> None:
    audit = build.audit(build.parallel(build.document("zh"), build.document("en")))
    content = b"".join(files(audit, Origin("x", "1"), DEFAULTS)[".divergences.parquet"])
    assert pq.read_table(BytesIO(content)).column_names[:3] == ["id", "kind", "class"]


def test_half_a_surrogate_pair_is_replaced() -> None:
    audit = build.audit(build.parallel(build.document("zh", [["路\ud83d。"]]), build.document("en", [["A."]])))
    assert rows(audit, ".links.parquet")[0]["zh_text"] == "路\ufffd。"


def test_the_same_audit_gives_the_same_bytes(sample: Audit) -> None:
    first, second = (b"".join(files(sample, Origin("x", "1"), DEFAULTS)[".links.parquet"]) for _ in range(2))
    assert first == second

"""Random documents are written without a fault; `scripts.benchmark_exchange --documents 2000` does more of them."""

from pathlib import Path
from random import Random

import pytest

from aligner.bitext import joined
from scripts.benchmark_exchange import Official, invalid, large, main, memory, random_audit

DOCUMENTS = 60


def test_none_is_invalid(tmp_path: Path) -> None:
    assert list(invalid(DOCUMENTS, 1, tmp_path)) == []


@pytest.mark.shared
def test_none_is_invalid_by_the_official_schemas(tmp_path: Path, shared: Path) -> None:
    official = Official(shared / "schemas")
    assert list(invalid(DOCUMENTS, 2, tmp_path, official)) == []
    (tmp_path / "x.tmx").write_text("<tmx/>", encoding="utf-8")
    assert "header" in official.refuses(tmp_path / "x.tmx")


def test_the_documents_are_whole_and_of_all_kinds() -> None:
    audits = [random_audit(Random(f"3 {number}")) for number in range(DOCUMENTS)]
    assert audits[0] == random_audit(Random("3 0"))
    for audit in audits:
        for document in (audit.alignment.zh, audit.alignment.en):
            assert all(block.span.end <= len(document.text) for block in document.blocks)
            for clause in document.clauses:
                sentence = document.sentences[clause.sentence].span
                assert sentence.start <= clause.span.start < clause.span.end <= sentence.end
    kinds = {block.kind for audit in audits for block in audit.alignment.zh.blocks}
    assert kinds == {"paragraph", "heading", "item", "cell"}
    assert any(bead.is_null for audit in audits for bead in audit.alignment.beads)
    assert any("]]>" in joined(audit.alignment.zh, link.zh) for audit in audits for link in audit.alignment.sentences)


def test_a_large_memory_is_written_and_validated(tmp_path: Path) -> None:
    written, validated = memory(300, tmp_path)
    assert written.startswith("written    300 units")
    assert validated.startswith("validated  300 units, 0 faults")
    assert len(large(100).divergences) == 2


def test_the_program_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--units", "50", "--documents", "3"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 documents, 0 invalid files"

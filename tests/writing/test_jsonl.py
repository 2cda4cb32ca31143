import json
from pathlib import Path
from typing import Any

from aligner.bitext import Link
from aligner.divergence import Audit, Divergence
from aligner.document import Span
from aligner.writing import write


def records(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().decode().splitlines()]


def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def read_link(record: dict[str, Any]) -> Link:
    zh, en = spans(record["zh"]), spans(record["en"])
    return Link(record["id"], record["level"], zh, en, record["score"], record.get("parent"))


def read_divergence(record: dict[str, Any]) -> Divergence:
    rules = tuple(record["evidence"])
    same = {key: record[key] for key in ("id", "kind", "severity", "score", "link", "message", "evidence")}
    return Divergence(cls=record["class"], zh=spans(record["zh"]), en=spans(record["en"]), rules=rules, **same)


def test_links_are_read_back(sample: Audit, tmp_path: Path) -> None:
    *_, links, _ = write(sample, tmp_path, name="roads", formats=["jsonl"])
    read = [read_link(record) for record in records(links)]
    clauses = [link for inner in sample.alignment.clauses for link in inner]
    assert sorted(read, key=repr) == sorted([*sample.alignment.sentences, *clauses], key=repr)


def test_clause_links_follow_their_sentence_link_in_order_of_the_chinese(sample: Audit, tmp_path: Path) -> None:
    *_, links, _ = write(sample, tmp_path, name="roads", formats=["jsonl"])
    parent, starts = "", [-1]
    for link in map(read_link, records(links)):
        if link.level == "sentence":
            parent = link.id
            starts = [*starts, link.zh[0].start] if link.zh else starts
        assert link.parent in (None, parent)
    assert starts == sorted(starts)


def test_divergences_from_the_threshold_up_are_read_back(sample: Audit, tmp_path: Path) -> None:
    *_, divergences = write(sample, tmp_path, name="roads", formats=["jsonl"])
    assert tuple(map(read_divergence, records(divergences))) == sample.divergences
    assert len(sample.divergences) == len(sample.candidates) - 1


def test_texts_are_those_of_the_spans_in_the_text_files(sample: Audit, tmp_path: Path) -> None:
    zh, en, links, divergences = write(sample, tmp_path, name="roads", formats=["jsonl"])
    texts = {"zh": zh.read_bytes().decode(), "en": en.read_bytes().decode()}
    found = records(links) + records(divergences)
    for record in found:
        for language in ("zh", "en"):
            pieces = [texts[language][start:end] for start, end in record[language]]
            assert "".join(record[f"{language}_text"].split()) == "".join("".join(pieces).split())
    assert any(len(record["en"]) > 1 for record in found)


def test_fields_are_those_of_the_contract(sample: Audit, tmp_path: Path) -> None:
    *_, links, divergences = write(sample, tmp_path, name="roads", formats=["jsonl"])
    sentence, clause, *_ = records(links)
    assert list(sentence) == ["id", "level", "zh", "en", "zh_text", "en_text", "score"]
    assert list(clause) == ["id", "level", "parent", "zh", "en", "zh_text", "en_text", "score"]
    names = "id kind class severity score link zh en zh_text en_text message evidence"
    assert list(records(divergences)[0]) == names.split()

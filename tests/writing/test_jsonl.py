import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

from aligner.bitext import Link
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Span
from aligner.writing import write
from tests.writing import build
from tests.writing.hostile import LONG, audits


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


def check_links(audit: Audit, file: Path) -> None:
    """What is read back is what was written: identifiers, levels, spans, scores and texts."""
    alignment = audit.alignment
    found = records(file)
    clauses = [link for inner in alignment.clauses for link in inner]
    links = {link.id: link for link in (*alignment.sentences, *clauses)}
    assert {link.id: link for link in map(read_link, found)} == links
    assert len(found) == len(alignment.sentences) + len(clauses)
    for record in found:
        texts = alignment.texts(links[record["id"]])
        assert (record["zh_text"], record["en_text"]) == tuple(map(whole, texts))


def whole(text: str) -> str:
    """A text as UTF-8 can hold it: with U+FFFD for half a surrogate pair."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_links_are_read_back(sample: Audit, tmp_path: Path) -> None:
    *_, links, _ = write(sample, tmp_path, name="roads", formats=["jsonl"])
    check_links(sample, links)


@given(audits)
@settings(max_examples=60, deadline=None)
def test_any_audit_is_read_back(audit: Audit) -> None:
    with TemporaryDirectory() as folder:
        zh, en, links, divergences = write(audit, Path(folder), name="x", formats=["jsonl"])
        check_links(audit, links)
        for file, document in ((zh, audit.alignment.zh), (en, audit.alignment.en)):
            assert file.read_bytes().decode() == whole(document.text) + "\n"
        found = records(divergences)
    assert [record["id"] for record in found] == [d.id for d in audit.divergences]
    for record, divergence in zip(found, audit.divergences, strict=True):
        assert (record["zh"], record["en"]) == tuple(
            [list(s) for s in spans] for spans in (divergence.zh, divergence.en)
        )
        same = ("kind", "severity", "score", "link")
        assert [record[key] for key in same] == [getattr(divergence, key) for key in same]
        assert (record["class"], record["message"]) == (divergence.cls, whole(divergence.message))
        assert record["evidence"] == json.loads(whole(json.dumps(divergence.evidence, ensure_ascii=False)))


def test_a_unit_of_any_length_is_read_back(tmp_path: Path) -> None:
    zh, en = (build.document(language, [[text]]) for language, text in zip(LANGUAGES, LONG, strict=True))
    audit = build.audit(build.parallel(zh, en))
    *_, links, _ = write(audit, tmp_path, name="x", formats=["jsonl"])
    check_links(audit, links)


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

"""The formats of corpus tools: InterText, the vertical format, Moses."""

import re
from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import given, settings
from lxml import etree

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.document import LANGUAGES, Language
from aligner.writing import intertext, moses, vertical
from aligner.writing.markup import legal
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.settings import DEFAULTS, WriteSettings
from tests.writing import build
from tests.writing.hostile import pairs

Files = Callable[[Audit, Origin, WriteSettings], Mapping[str, Iterable[bytes]]]


def written(files: Files, audit: Audit, settings: WriteSettings = DEFAULTS) -> dict[str, str]:
    return {
        suffix: b"".join(pieces).decode() for suffix, pieces in files(audit, Origin("roads", "1"), settings).items()
    }


def of(pairs: list[tuple[str, str]]) -> Audit:
    zh = build.document("zh", *([[a]] for a, _ in pairs))
    en = build.document("en", *([[b]] for _, b in pairs))
    return build.audit(build.parallel(zh, en))


def beads(audit: Audit) -> list[Bead]:
    return [audit.alignment.beads[i] for i in text_order(audit.alignment.sentences)]


def sentences(audit: Audit, language: Language) -> list[str]:
    document = audit.alignment.document(language)
    return [sentence.span.of(document.text) for sentence in document.sentences]


def test_intertext_sentences_and_links(sample: Audit) -> None:
    found = written(intertext.files, sample)
    assert list(found) == [".zh.xml", ".en.xml", ".zh.en.xml"]
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        root = etree.fromstring(found[f".{language}.xml"].encode())
        assert [s.text for s in root.iterfind("body/p/s")] == sentences(sample, language)
        names[language] = [s.get("id") for s in root.iterfind("body/p/s")]
        assert all(s.get("id").startswith(f"{s.getparent().get('id')}:") for s in root.iterfind("body/p/s"))
    links = etree.fromstring(found[".zh.en.xml"].encode())
    assert dict(links.attrib) == {"toDoc": "roads.en.xml", "fromDoc": "roads.zh.xml"}
    read = []
    for link in links:
        to, source = link.get("xtargets").split(";")
        bead = Bead(*(tuple(names[lang].index(n) for n in side.split()) for lang, side in (("zh", source), ("en", to))))
        assert link.get("type") == f"{len(bead.en)}-{len(bead.zh)}"  # English first, as in the targets
        read.append(bead)
    assert [(bead.zh, bead.en) for bead in read] == [(bead.zh, bead.en) for bead in beads(sample)]


@given(pairs)
@settings(max_examples=40, deadline=None)
def test_intertext_holds_any_text(pairs: list[tuple[str, str]]) -> None:
    found = written(intertext.files, of(pairs))
    for side, language in enumerate(LANGUAGES):
        root = etree.fromstring(found[f".{language}.xml"].encode())
        assert [s.text for s in root.iterfind("body/p/s")] == [legal(pair[side]) for pair in pairs]


def tokens(text: str) -> list[str]:
    return [line.partition("\t")[0] for line in text.split("\n") if "\t" in line]


def test_vertical_tokens_are_all_characters_but_blanks(sample: Audit) -> None:
    found = written(vertical.files, sample)
    for language in LANGUAGES:
        text = found[f".{language}.vert"]
        etree.fromstring(text.encode())  # the structures are balanced and escaped
        characters = etree.fromstring(f"<a>{''.join(tokens(text))}</a>").text
        assert characters == re.sub(r"\s", "", sample.alignment.document(language).text)


def test_vertical_glue_says_where_no_blank_stood() -> None:
    audit = of([("修路3.2万公里 yes。", "It's 3.2 km (approx.), see A-1.")])
    lines = written(vertical.files, audit)[".en.vert"].split("\n")
    joined = "".join(f" {line[:-2]}" if line.endswith("\t-") else "\b" for line in lines if line[-2:] in ("\t-", "/>"))
    assert joined.replace("\b ", "") == " It's 3.2 km (approx.), see A-1."
    assert tokens(written(vertical.files, audit)[".zh.vert"]) == ["修", "路", "3.2", "万", "公", "里", "yes", "。"]


def test_vertical_marks_divergences_on_their_tokens(sample: Audit) -> None:
    found = written(vertical.files, sample)
    marked = [line for line in found[".zh.vert"].split("\n") if line.endswith("\tomission-major")]
    assert "".join(line[0] for line in marked) == "砂石、沥青旧桥一律停用。财政局"
    assert "task\taddition-minor" in found[".en.vert"].split("\n")


def test_vertical_structures_say_kind_number_and_link(sample: Audit) -> None:
    found = written(vertical.files, sample)
    root = etree.fromstring(found[".zh.vert"].encode())
    assert dict(root.attrib) == {"id": "roads", "language": "zh-Hans", "source": "roads.html"}
    assert [p.get("type") for p in root] == [
        *("heading", "paragraph", "heading", "paragraph", "item", "item", "cell", "cell")
    ]
    assert [p.get("n") for p in root if p.get("n")] == ["一、", "（一）", "（二）"]
    links = {link.id for link in sample.alignment.sentences if link.zh}
    assert {s.get("link") for s in root.iterfind("p/s")} == links


def test_vertical_links_for_both_corpus_managers(sample: Audit) -> None:
    found = written(vertical.files, sample)

    def numbers(column: str) -> tuple[int, ...]:
        first, _, last = column.partition(",")
        return tuple(range(int(first), int(last or first) + 1)) if first != "-1" else ()

    read = [tuple(map(numbers, line.split("\t"))) for line in found[".zh-en.map"].splitlines()]
    assert read == [(bead.zh, bead.en) for bead in beads(sample)]
    header, *lines = found[".zh-en.beads"].splitlines()
    assert header == "ZH\tEN\ts\t{id}"
    assert lines[-1] == "zh.s9 zh.s10\ten.s9 en.s10"
    assert lines[5] == "\ten.s6"


def test_vertical_says_which_links_no_range_can_hold(caplog: pytest.LogCaptureFixture) -> None:
    zh, en = build.document("zh", [["甲。"]]), build.document("en", [["A."], ["B."], ["C."]])
    audit = build.audit(build.alignment(zh, en, [Bead((0,), (0, 2)), Bead((), (1,))]))
    found = written(vertical.files, audit)
    assert found[".zh-en.map"] == "-1\t1\n"
    assert "zh.s1\ten.s1 en.s3" in found[".zh-en.beads"]
    assert "1 links join sentences that do not follow one another" in caplog.text


@given(pairs)
@settings(max_examples=40, deadline=None)
def test_vertical_is_balanced_for_any_text(pairs: list[tuple[str, str]]) -> None:
    found = written(vertical.files, of(pairs))
    for language in LANGUAGES:
        root = etree.fromstring(found[f".{language}.vert"].encode())
        assert len(root.findall("p/s")) == len(pairs)


def test_moses_lines_are_the_pairs(sample: Audit) -> None:
    found = written(moses.files, sample)
    both = [link for link in sample.alignment.sentences if link.zh and link.en]
    read = list(zip(found[".zh-en.zh"].splitlines(), found[".zh-en.en"].splitlines(), strict=True))
    assert read == [sample.alignment.texts(link) for link in both]
    clauses = written(moses.files, sample, WriteSettings(units="clause"))
    assert clauses[".zh-en.zh"].splitlines()[1] == "各县人民政府，"
    assert len(written(moses.files, sample, WriteSettings(clean=True))[".zh-en.zh"].splitlines()) == 5


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_moses_keeps_a_line_a_line_whatever_is_in_it(pairs: list[tuple[str, str]]) -> None:
    found = written(moses.files, of(pairs))
    expected = [pair for pair in pairs if all(map(str.strip, pair))]
    for side, language in enumerate(LANGUAGES):
        lines = found[f".zh-en.{language}"].splitlines()  # this one cuts at every line break that Unicode knows
        assert len(lines) == len(expected)
        for line, pair in zip(lines, expected, strict=True):
            assert "".join(line.split()) == re.sub("[\ud800-\udfff]", "\ufffd", "".join(pair[side].split()))


def test_moses_says_that_breaks_were_written_as_blanks(caplog: pytest.LogCaptureFixture) -> None:
    found = written(moses.files, of([("甲\u2028乙\r\n丙。", "A.")]))
    assert found[".zh-en.zh"] == "甲 乙 丙。\n"
    assert "1 lines had line breaks in them" in caplog.text

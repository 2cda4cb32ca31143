from pathlib import Path
from random import Random

import pytest
from lxml import etree

from aligner.divergence import Audit
from aligner.validation import tei, tmx
from aligner.validation.faults import Fault
from aligner.validation.grammar import TEI, TMX
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings
from aligner.writing.tei import files as tei_files
from aligner.writing.tmx import files as tmx_files
from tests.validation.mutations import mutated

FILES = Path(__file__).resolve().parents[1] / "golden/validation"
MUTATIONS = 150


def written(audit: Audit, suffix: str, **choices: object) -> etree._Element:
    files = {".tei.xml": tei_files, ".tmx": tmx_files}[suffix]
    return etree.fromstring(b"".join(files(audit, Origin("roads", "0.1"), WriteSettings(**choices))[suffix]))


def test_shapes_are_read_from_the_grammar() -> None:
    assert TMX.vocabulary["prop"].attributes == {"type", "xml:lang", "lang", "o-encoding"}
    assert TMX.vocabulary["prop"].required == {"type"}
    assert TMX.vocabulary["tuv"].children == {"seg"}
    assert TMX.vocabulary["tu"].children == {"tuv"}
    assert TEI.vocabulary["annotation"].required == {"xml:id", "target"}
    assert TEI.vocabulary["fileDesc"].children == {"titleStmt", "publicationStmt", "sourceDesc"}


def test_faults_are_those_of_the_innermost_elements_all_of_them() -> None:
    root = etree.parse(str(FILES / "valid.tmx")).getroot()
    for prop in root.iter("prop"):
        del prop.attrib["type"]
    root.find("header").set("segtype", "clause")
    assert [fault.code for fault in TMX.faults(root)] == ["TMX206", "TMX205"]


def test_what_nothing_can_name_is_told_as_it_is() -> None:
    element = etree.fromstring("<a/>")
    assert Fault.at("TEI299", element, inside="a", why="so").message.startswith("a is not as the format has it (so);")


@pytest.mark.shared
def test_our_grammar_of_tei_judges_as_the_official_one_does(sample: Audit, tei_all: etree.RelaxNG) -> None:
    bases = [etree.parse(str(FILES / "valid.tei.xml")).getroot()]
    bases += [written(sample, ".tei.xml", tei_corpus=corpus) for corpus in (False, True)]
    random, refused = Random(4), 0
    for _ in range(MUTATIONS):
        root = mutated(random.choice(bases), random)
        official = tei_all.validate(root)
        assert (TEI.holds(root) if root.tag in tei_roots() else official) == official, etree.tostring(root).decode()
        refused += not official
        if not official and root.tag in tei_roots():
            assert list(tei.faults(root)), etree.tostring(root).decode()
    assert MUTATIONS / 5 < refused < MUTATIONS


def tei_roots() -> tuple[str, ...]:
    return tuple(f"{{{tei.NAMESPACE}}}{name}" for name in tei.ROOTS)


@pytest.mark.shared
def test_our_grammar_of_tmx_judges_as_the_official_ones_do(sample: Audit, shared: Path) -> None:
    dtd = etree.DTD(str(shared / "schemas/tmx14.dtd"))
    xsd = etree.XMLSchema(etree.parse(str(shared / "schemas/tmx14.xsd")))
    bases = [etree.parse(str(FILES / "valid.tmx")).getroot(), written(sample, ".tmx")]
    random, refused = Random(4), 0
    for _ in range(4 * MUTATIONS):
        root = mutated(random.choice(bases), random)
        if root.tag != "tmx" or stricter(root):
            continue
        official = dtd.validate(root) and xsd.validate(root)
        assert TMX.holds(root) == official, etree.tostring(root).decode()
        refused += not official
        if not official:
            assert list(tmx.faults([etree.tostring(root)])), etree.tostring(root).decode()
    assert refused > MUTATIONS


def stricter(root: etree._Element) -> bool:
    """Whether a file has what the description of TMX forbids and neither DTD nor XSD sees."""
    dates = ("creationdate", "changedate", "lastusagedate")
    return root.get("version") is None or any(
        not str(element.get(name, "20150704T080000Z")).endswith("Z")
        or not str(element.get("usagecount", "1")).isdigit()
        for element in root.iter()
        for name in dates
    )

"""What one half of this program writes, the other half reads: the same pairs in the same order."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from aligner.divergence import Audit
from aligner.document import LANGUAGES, Language
from aligner.reading import read_pairs
from aligner.reading.pairs import Pair
from aligner.writing import WriteSettings, write
from aligner.writing.markup import legal
from aligner.writing.places import text_order
from tests.writing import build
from tests.writing.hostile import LONG, pairs

FILES = {"tmx": "x.tmx", "tei": "x.tei.xml", "xliff": "x.xlf", "xlsx": "x.xlsx", "intertext": "x.zh.en.xml"}
NEEDED: dict[str, tuple[Language, ...]] = {"tmx": ("zh", "en"), "xliff": ("en",)}
"""The sides without which a unit is not written (TMX), or not taken for a translation (XLIFF)."""

CHOICES = [(name, WriteSettings()) for name in FILES] + [
    ("tei", WriteSettings(tei_corpus=True)),
    ("tmx", WriteSettings(tmx_profile="memoq")),
    ("tmx", WriteSettings(tmx_profile="trados")),
]


def read_back(audit: Audit, folder: Path, name: str, chosen: WriteSettings) -> list[tuple[str, str]]:
    write(audit, folder, name="x", formats=[name], settings=chosen)
    return [(pair.zh, pair.en) for pair in read_pairs(folder / FILES[name])]


@pytest.mark.parametrize(("name", "chosen"), CHOICES)
def test_the_page(page: Audit, tmp_path: Path, name: str, chosen: WriteSettings) -> None:
    alignment = page.alignment
    links = [alignment.sentences[i] for i in text_order(alignment.sentences)]
    kept = [link for link in links if all(link.spans(language) for language in NEEDED.get(name, ()))]
    assert read_back(page, tmp_path, name, chosen) == [alignment.texts(link) for link in kept]


@pytest.mark.parametrize("name", FILES)
@given(pairs=pairs)
@settings(max_examples=20, deadline=None)
def test_any_text(name: str, pairs: list[tuple[str, str]]) -> None:
    written = [*(pair for pair in pairs if can_be_read(pair, name)), ("修路。", "Build roads.")]
    zh = build.document("zh", *([[a]] for a, _ in written))
    en = build.document("en", *([[b]] for _, b in written))
    with TemporaryDirectory() as folder:
        read = read_back(build.audit(build.parallel(zh, en)), Path(folder), name, WriteSettings())
    # A reader takes a unit as one line without blanks around it.
    expected = [Pair.of({"zh": legal(a), "en": legal(b)}, None) for a, b in written]
    assert read == [(pair.zh, pair.en) for pair in expected if pair.zh or pair.en]


@pytest.mark.parametrize("name", [name for name in FILES if name != "xlsx"])
def test_a_unit_of_any_length(name: str, tmp_path: Path) -> None:
    zh, en = (build.document(language, [[text]]) for language, text in zip(LANGUAGES, LONG, strict=True))
    assert read_back(build.audit(build.parallel(zh, en)), tmp_path, name, WriteSettings()) == [LONG]


def can_be_read(pair: tuple[str, str], name: str) -> bool:
    """Whether a format's reader takes a pair at all, or has a reason to take it for something else."""
    if name == "xliff" and pair[0] == pair[1]:
        return False  # a target that repeats its source is no translation
    texts = dict(zip(LANGUAGES, pair, strict=True))
    return all(texts[language].strip() for language in NEEDED.get(name, ()))

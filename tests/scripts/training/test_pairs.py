import lzma
from pathlib import Path

import pytest

from scripts.training.pairs import SOURCES, Source, file_of, read_pairs


def written(folder: Path, text: str) -> Source:
    source = SOURCES[0]
    file_of(folder, source).write_bytes(lzma.compress(text.encode()))
    return source


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("你好\thello\n再见\tgoodbye\n", [("你好", "hello"), ("再见", "goodbye")]),
        ("你好\thello", [("你好", "hello")]),
        (" 你好 \t hello \n", [("你好", "hello")]),
        ("你好\tone\ttwo\n", [("你好", "one\ttwo")]),
        ("你好\u2028吗\thow are you\n", [("你好\u2028吗", "how are you")]),  # only \n ends a line
        ("no tab\n\n", []),
        ("你好\t\n\thello\n \t \n", []),
        ("", []),
    ],
)
def test_a_line_is_a_pair_of_texts(text: str, pairs: list[tuple[str, str]], tmp_path: Path) -> None:
    assert list(read_pairs(tmp_path, written(tmp_path, text))) == pairs


def test_every_source_says_whose_it_is() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.licence and source.origin for source in SOURCES)
    assert not any(source.ordered for source in SOURCES if source.kind == "dictionary")


@pytest.mark.shared
def test_the_data_has_these_sources_and_no_others(shared: Path) -> None:
    files = {path.name for path in (shared / "data/train").iterdir()}
    assert files == {file_of(shared, source).name for source in SOURCES}

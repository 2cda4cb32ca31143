from pathlib import Path

from scripts.benchmark_batch import documents, run_batch, write_corpus
from tests.batch.build import EN, ZH

LINES = {
    "one": [(ZH.format(n=n).replace("\n\n", ""), EN.format(n=n).replace("\n\n", " ")) for n in range(5)],
    "two": [("第二个来源。", "The second source.")],
}


def test_documents_have_the_size_asked_for_and_come_from_each_source_in_turn() -> None:
    made = list(documents(LINES, 4, 900))
    assert len(made) == 4
    assert [lines[0] in LINES["two"] for lines in made] == [False, True, False, True]
    for lines in made:
        assert 900 <= sum(len(text.encode()) + 2 for pair in lines for text in pair) < 2000
    assert made == list(documents(LINES, 4, 900))


def test_a_batch_is_timed(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    write_corpus(tmp_path / "corpus", documents(LINES, 2, 300))
    found = run_batch(tmp_path / "corpus", tmp_path / "out", 1)
    assert (found.jobs, found.documents) == (1, 2)
    assert 0 < found.processor < found.seconds
    assert found.megabytes > 100

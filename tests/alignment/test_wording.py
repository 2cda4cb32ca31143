from aligner.alignment.lexical_tables import load_tables
from aligner.alignment.wording import Wording
from aligner.embedding.vocabulary import load_tokenizer, tokens


def test_words_are_counted_by_sentence() -> None:
    wording = Wording.of(*tokens(["风能，风能。", "。", "太阳能"], load_tokenizer()), load_tables())
    part = wording.part(0, 3)
    assert part.counts.sum(axis=1).tolist() == [2, 0, 1]
    assert part.counts.shape == (3, 2)
    assert (part.common > 0).all()
    assert wording.part(1, 2).counts.shape == (1, 0)
    assert wording.part(-1, 5).counts.sum(axis=1).tolist() == [0, 2, 0, 1, 0, 0]

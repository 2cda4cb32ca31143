from aligner.divergence import Audit
from aligner.writing.report.summary import Count, summary
from tests.writing import build


def test_counts(sample: Audit) -> None:
    found = summary(sample)
    assert (found.zh_sentences, found.en_sentences, found.links, found.clause_links) == (10, 10, 10, 12)
    assert found.types == (("1-1", 7), ("0-1", 1), ("1-0", 1), ("2-2", 1))
    assert found.nulls == (1, 1)
    assert found.mean_score is not None
    assert round(found.mean_score, 4) == 0.776
    assert found.divergences == Count("all", 3, 2)
    assert found.kinds == (Count("omission", 3, 0), Count("addition", 0, 1), Count("mistranslation", 0, 1))
    assert [count for count in found.classes if count.total] == [
        Count("content", 2, 1),
        Count("entity", 1, 0),
        Count("structure", 0, 1),
    ]
    assert found.severities == (Count("major", 3, 0), Count("minor", 0, 2))


def test_each_way_of_counting_adds_up(sample: Audit) -> None:
    found = summary(sample)
    for counts in (found.kinds, found.classes, found.severities):
        assert sum(count.total for count in counts) == found.divergences.total == len(sample.divergences)


def test_nothing_to_count() -> None:
    found = summary(build.audit(build.parallel(build.document("zh"), build.document("en"))))
    assert found.mean_score is None
    assert found.types == ()

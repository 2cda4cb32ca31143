from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.given import align_pairs
from aligner.auditing import audit
from aligner.divergence import Audit
from aligner.judging import SecondOpinion
from aligner.judging.cache import AnswerCache
from aligner.judging.endpoint import Endpoint
from aligner.judging.opinion import combined
from aligner.reading.pairs import Pair
from tests.judging.server import AGREES, DENIES, Judge, Reply, judge

PAIRS = [
    Pair("到2025年，建成500个风电场。", "By 2025, 600 wind farms will be built."),
    Pair("推动太阳能、风能等可再生能源发展。", "Promote the development of renewable energy."),
    Pair("照顾老人、儿童和残疾人。", "Take care of the elderly and children , , ."),
]


@pytest.fixture(scope="module")
def audited() -> Audit:
    return audit(align_pairs(PAIRS))


def opinion(server: Judge, **options: object) -> SecondOpinion:
    endpoint = Endpoint(server.url, "little", timeout=5, pause=lambda seconds: None)
    return SecondOpinion(endpoint, **options)  # type: ignore[arg-type]  # options of any kind


def asked_about(audit: Audit, least: float = 0.2) -> list[int]:
    return [k for k, d in enumerate(audit.candidates) if d.score >= least and d.cls != "language"]


def test_the_likely_candidates_are_asked_about_with_their_beads_and_marked_as_judged(audited: Audit) -> None:
    heard: list[tuple[int, int]] = []
    with judge(Reply(AGREES)) as server:
        second = opinion(server, on_question=lambda done, total: heard.append((done, total)))
        found = second(audited)
        contents = [body["messages"][1]["content"] for _, _, body in server.requests]
    asked = asked_about(audited)
    assert second.judged == len(server.requests) == len(asked) > 1
    assert heard == [(k, len(asked)) for k in range(1, len(asked) + 1)]
    assert any("建成500个风电场" in content and "600 wind farms" in content for content in contents)
    for k, (before, after) in enumerate(zip(audited.candidates, found.candidates, strict=True)):
        if k not in asked:
            assert after == before
            continue
        assert after.score > before.score or before.score > 0.99
        assert after.evidence["judge"]["verdict"] == "divergence"
        assert after.evidence["judge"]["model"] == "little"
        assert after.evidence["judge"]["score_before"] == before.score
        assert "second opinion by little: agrees: it is lost" in after.message
        assert (after.id, after.zh, after.en, after.kind) == (before.id, before.zh, before.en, before.kind)
    assert second.warnings == ()


def test_a_denied_candidate_may_fall_below_the_threshold(audited: Audit) -> None:
    weak = replace(audited, candidates=tuple(replace(d, score=min(d.score, 0.6)) for d in audited.candidates))
    with judge(Reply(DENIES)) as server:
        found = opinion(server)(weak)
    assert weak.divergences
    assert all(d.cls == "language" for d in found.divergences)
    assert all(a.score <= b.score for a, b in zip(found.candidates, weak.candidates, strict=True))


def test_the_likeliest_come_first_and_the_budget_holds(audited: Audit) -> None:
    with judge(Reply(AGREES)) as server:
        second = opinion(server, budget=1)
        found = second(audited)
        assert len(server.requests) == 1
    judged = [k for k, d in enumerate(found.candidates) if "judge" in d.evidence]
    scores = [audited.candidates[k].score for k in asked_about(audited)]
    assert [audited.candidates[k].score for k in judged] == [max(scores)]
    (warning,) = second.warnings
    assert warning.startswith(f"{len(scores) - 1} candidates have no second opinion")
    assert warning.endswith("budget is spent")


def test_failed_requests_count_towards_the_budget(audited: Audit) -> None:
    with judge(Reply(), *[Reply(status=500)] * 50) as server:
        opinion(server, budget=3)(audited)
        assert len(server.requests) == 3


def test_what_was_answered_is_not_asked_again(audited: Audit, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    with judge(Reply(AGREES)) as server:
        first = opinion(server, cache=cache)(audited)
        count = len(server.requests)
        second = opinion(server, cache=cache, budget=0)
        assert second(audited) == first
        assert len(server.requests) == count
    assert (second.judged, second.remembered, second.warnings) == (count, count, ())


def test_an_answer_that_cannot_be_read_is_asked_for_once_more_and_not_kept(audited: Audit, tmp_path: Path) -> None:
    one = replace(audited, candidates=tuple(audited.candidates[k] for k in asked_about(audited)[:1]))
    cache = AnswerCache(tmp_path)
    with judge(Reply("I would say so."), Reply(AGREES)) as server:
        assert opinion(server, cache=cache)(one).candidates[0].evidence["judge"]["verdict"] == "divergence"
        assert len(server.requests) == 2
    with judge(Reply("I would say so.")) as server:
        second = opinion(server, cache=cache)
        assert second(one) == one
        assert len(server.requests) == 2
    assert second.warnings[0].endswith("no answer that can be read")


def test_a_judge_that_fails_again_and_again_is_asked_no_more(audited: Audit) -> None:
    several = replace(audited, candidates=tuple(audited.candidates[asked_about(audited)[0]] for _ in range(12)))
    with judge(Reply(), Reply(status=500)) as server:
        second = opinion(server)
        second(several)
        assert len(server.requests) == 1 + 5 * 4
    assert (second.judged, second.unanswered) == (1, 11)
    assert second.warnings[0].endswith("failed again and again")


def test_faults_of_one_text_and_unlikely_candidates_are_not_asked_about(audited: Audit) -> None:
    assert any(d.cls == "language" for d in audited.candidates)
    with judge(Reply(AGREES)) as server:
        found = opinion(server, least=0.9)(audited)
        assert len(server.requests) == len(asked_about(audited, 0.9)) < len(audited.candidates)
    assert all("judge" not in d.evidence for d in found.candidates if d.cls == "language")


PROBABILITY = st.floats(0, 1)


@given(PROBABILITY, PROBABILITY)
def test_weighed_scores_are_probabilities_on_the_judges_side(score: float, probability: float) -> None:
    found = combined(score, probability)
    assert 0 <= found <= 1
    if 0.001 < score < 0.999:
        assert (found >= round(score, 4) - 1e-4) if probability >= 0.5 else (found <= round(score, 4) + 1e-4)


def test_a_half_changes_nothing_and_no_judge_is_believed_blindly() -> None:
    assert combined(0.3, 0.5) == 0.3
    assert combined(0.5, 0.9) == combined(0.5, 1 - 0.1) > 0.8
    assert combined(0.9, 0.0) == combined(0.9, 0.05) > 0.4

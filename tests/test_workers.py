"""Work shared out among processes gives what one process gives."""

import logging
import os
from collections.abc import Iterator, Sequence

import pytest

from aligner.workers import LEAST, available, beside, in_two_passes, shared_out, streamed


def squares(part: Sequence[int]) -> list[int]:
    return [k * k for k in part]


@pytest.mark.parametrize("count", [0, 1, LEAST, 2 * LEAST - 1, 2 * LEAST, 5 * LEAST + 3])
@pytest.mark.parametrize("workers", [1, 2, 3, 64])
def test_every_thing_has_its_result_in_order(count: int, workers: int) -> None:
    assert shared_out(squares, range(count), workers) == [k * k for k in range(count)]


def test_several_processes_share_the_work() -> None:
    found = shared_out(lambda part: [os.getpid()] * len(part), range(2 * LEAST), workers=2)
    assert len(set(found)) == 2
    assert found[0] == os.getpid()


@pytest.mark.parametrize("sizes", [[1] * 400, [9] * 100 + [1] * 300, [0] * 399 + [5], [0] * 400])
def test_parts_are_about_as_long(sizes: list[int]) -> None:
    found = shared_out(lambda part: [os.getpid()] * len(part), range(len(sizes)), workers=2, size=lambda k: sizes[k])
    own = sum(size for size, process in zip(sizes, found, strict=True) if process == os.getpid())
    assert abs(own - sum(sizes) / 2) <= max(sizes)
    assert len(found) == len(sizes)


def test_few_things_are_worked_on_here() -> None:
    found = shared_out(lambda part: [os.getpid()] * len(part), range(2 * LEAST - 1), workers=2)
    assert set(found) == {os.getpid()}


def test_a_worker_that_dies_costs_its_part_only_time() -> None:
    here = os.getpid()

    def work(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(9)
        return squares(part)

    assert shared_out(work, range(3 * LEAST), workers=3) == squares(range(3 * LEAST))


def test_an_error_is_raised_as_without_workers() -> None:
    def work(part: Sequence[int]) -> list[int]:
        if part[-1] == 2 * LEAST - 1:
            raise ValueError("the last one")
        return squares(part)

    with pytest.raises(ValueError, match="the last one"):
        shared_out(work, range(2 * LEAST), workers=2)


def test_there_is_a_processor() -> None:
    assert available() >= 1


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_of_a_stream_too_every_thing_has_its_result_in_order(count: int, workers: int) -> None:
    assert list(streamed(lambda k: k * k, range(count), workers)) == [k * k for k in range(count)]


def test_no_more_of_a_stream_is_taken_than_there_are_workers() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for k in range(100):
            taken.append(k)
            yield k

    found = streamed(lambda k: (k, os.getpid()), things(), workers=2)
    results = [next(found) for _ in range(3)]
    assert [k for k, _ in results] == [0, 1, 2]
    assert os.getpid() not in {process for _, process in results}
    assert len(taken) == 5
    found.close()


def test_a_worker_that_dies_costs_the_stream_only_time() -> None:
    here = os.getpid()

    def work(k: int) -> int:
        if os.getpid() != here and k in {1, 4}:
            os._exit(9)
        return k * k

    assert list(streamed(work, range(9), workers=3)) == [k * k for k in range(9)]


def test_an_error_ends_the_stream_where_it_would_without_workers() -> None:
    def work(k: int) -> float:
        return 6 / (k - 3)

    found = streamed(work, range(9), workers=2)
    assert [next(found) for _ in range(3)] == [-2, -3, -6]
    with pytest.raises(ZeroDivisionError):
        next(found)


def shares(part: Sequence[int], total: int) -> list[float]:
    return [k / total for k in part]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_second_pass_knows_of_all_parts(workers: int) -> None:
    things = range(3 * LEAST)
    assert in_two_passes(sum, sum, shares, things, workers) == shares(things, sum(things))


def test_a_process_keeps_its_part_through_both_passes() -> None:
    kept: list[Sequence[int]] = []

    def work(part: Sequence[int], parts: list[Sequence[int]]) -> list[bool]:
        return [kept == [part]] * len(part)

    def together(parts: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        assert [k for part in parts for k in part] == list(range(2 * LEAST))
        return list(parts)

    def note(part: Sequence[int]) -> Sequence[int]:
        kept.append(part)
        return part

    assert all(in_two_passes(note, together, work, range(2 * LEAST), workers=2))


@pytest.mark.parametrize("dies_at", ["note", "work"])
def test_a_worker_that_dies_in_either_pass_costs_only_time(dies_at: str) -> None:
    here = os.getpid()

    def note(part: Sequence[int]) -> int:
        if os.getpid() != here and dies_at == "note":
            os._exit(9)
        return sum(part)

    def work(part: Sequence[int], total: int) -> list[float]:
        if os.getpid() != here and dies_at == "work":
            os._exit(9)
        return shares(part, total)

    things = range(3 * LEAST)
    assert in_two_passes(note, sum, work, things, workers=3) == shares(things, sum(things))


@pytest.mark.parametrize("workers", [1, 2])
def test_work_beside_gives_its_result(workers: int) -> None:
    with beside(os.getpid, workers) as result:
        assert (result() == os.getpid()) is (workers == 1)


def test_work_beside_that_dies_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(9)
        return here

    with beside(work, workers=2) as result:
        assert result() == here


def test_an_error_beside_is_raised_here() -> None:
    def work() -> None:
        raise ValueError("no")

    with beside(work, workers=2) as result, pytest.raises(ValueError, match="no"):
        result()


def test_work_that_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(KeyError), beside(lambda: open(os.devnull).read(), workers=2):
        raise KeyError


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_worker_logs_is_said_here_once(workers: int, caplog: pytest.LogCaptureFixture) -> None:
    def work() -> int:
        logging.getLogger("aligner.test").warning("%s of %s", "one", object())
        return 1

    with caplog.at_level(logging.WARNING, "aligner"), beside(work, workers) as result:
        assert result() == 1
    assert len(caplog.records) == 1
    assert caplog.records[0].getMessage().startswith("one of <object")

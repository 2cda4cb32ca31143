"""Work shared out among processes gives what one process gives."""

import os
from collections.abc import Iterator, Sequence

import pytest

from aligner.workers import LEAST, available, shared_out, streamed


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

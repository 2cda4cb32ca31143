"""Work shared out among processes gives what one process gives."""

import os
from collections.abc import Sequence

import pytest

from aligner.workers import LEAST, available, shared_out


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

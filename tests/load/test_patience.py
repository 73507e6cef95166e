"""A limit on time holds wherever the alarm comes."""

import time

import pytest

from govcheck.load.patience import OutOfPatience, patience


class Slow:
    """An object whose end takes longer than there is patience for."""

    def __del__(self) -> None:
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            pass


def lose_time() -> None:
    slow = Slow()
    del slow
    until = time.monotonic() + 5
    while time.monotonic() < until:
        pass


def test_an_alarm_that_comes_while_an_object_ends_comes_again() -> None:
    with pytest.raises(OutOfPatience), patience(0.05):
        lose_time()

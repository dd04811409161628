"""The pause after a failure of the network."""

from random import Random

from bot.backoff import Backoff


class Longest(Random):
    def uniform(self, a: float, b: float) -> float:
        return max(a, b)


class Seconds:
    passed = 0.0

    def __call__(self) -> float:
        return self.passed


def test_it_doubles_up_to_a_minute_and_begins_anew_after_a_success() -> None:
    seconds = Seconds()
    backoff = Backoff(time=seconds)
    assert (backoff.wait, backoff.failures) == (0, 0)

    pauses = []
    for _ in range(8):
        backoff.failed(Longest())
        pauses.append(backoff.wait)
        seconds.passed += backoff.wait
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (backoff.wait, backoff.failures) == (0, 8)

    backoff.succeeded()
    assert (backoff.wait, backoff.failures) == (0, 0)
    backoff.failed(Longest())
    assert backoff.wait == 1


def test_what_fails_during_the_pause_makes_it_no_longer() -> None:
    seconds = Seconds()
    backoff = Backoff(time=seconds)
    for _ in range(15):
        backoff.failed(Longest())
    assert (backoff.wait, backoff.failures) == (1, 15)
    seconds.passed = 0.75
    assert backoff.wait == 0.25


def test_pauses_are_jittered() -> None:
    class Shortest(Random):
        def uniform(self, a: float, b: float) -> float:
            return min(a, b)

    backoff = Backoff(time=Seconds())
    backoff.failed(Shortest())
    assert backoff.wait == 0.5


def test_a_success_ends_the_pause() -> None:
    backoff = Backoff(time=Seconds())
    backoff.failed(Longest())
    backoff.succeeded()
    assert backoff.wait == 0

"""How long to keep still after the network failed."""

import time as system_time
from collections.abc import Callable
from random import Random

LONGEST = 60.0


class Backoff:
    """A pause after each failure, twice as long as the one before, until something succeeds.

    From 1 to 60 s, jittered. `time`: monotonic seconds, real ones: the event's clock may run.
    """

    def __init__(self, *, time: Callable[[], float] = system_time.monotonic) -> None:
        self._time = time
        self._pauses = 0
        self._until = time()
        self.failures = 0
        """How many times in a row it failed."""

    @property
    def wait(self) -> float:
        """Give the seconds that the pause still lasts; 0 when it is over."""
        return max(0.0, self._until - self._time()) if self.failures else 0.0

    def failed(self, rng: Random) -> None:
        """Begin a pause; what fails during one was under way before and makes it no longer."""
        if not self.wait:
            self._until = self._time() + min(2.0**self._pauses, LONGEST) * rng.uniform(0.5, 1.0)
            self._pauses += 1
        self.failures += 1

    def succeeded(self) -> None:
        """End the pause, and begin anew with a short one next time."""
        self.failures = self._pauses = 0

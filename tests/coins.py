"""Chance that always falls the same way, where a test is about what comes of it."""

from random import Random


class Heads(Random):
    """Every coin shows heads: each step of the results that is due is taken."""

    def random(self) -> float:
        return 0.75

    def getrandbits(self, k: int, /) -> int:
        return super().getrandbits(k)


class Tails(Heads):
    """Every coin shows tails: no step is taken that may wait."""

    def random(self) -> float:
        return 0.25

"""How good guesses are, against blind ones."""

import asyncio
from math import comb
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.services.sealing import Seal
from storage import key_file
from tests.attack import means
from tests.attack.day import Evidence, Truth, played

ALARM = 1e-6
"""A means that is this unlikely to have guessed so well by chance is a leak."""


class Day(NamedTuple):
    """A day that was played, and the key, which only the server has."""

    evidence: Evidence
    truth: Truth
    seal: Seal


class Score(NamedTuple):
    """How many guesses of a means were right, of how many, and the odds of a blind one."""

    right: int
    guesses: int
    odds: float

    @property
    def chance(self) -> float:
        """Say how likely at least so many right ones are by chance alone."""
        n, p = self.guesses, self.odds
        return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(self.right, n + 1))


def play(folder: Path, seed: int) -> Day:
    """Play a day in an empty folder."""
    evidence, truth = asyncio.run(played(folder, seed))
    return Day(evidence, truth, Seal(key_file.read_or_make(folder / "workshop.key")))


def scores(day: Day) -> dict[str, Score]:
    """Try every means on a day."""
    dice = Random(1)  # noqa: S311 -- the attacker's
    truth = day.truth
    found = {}
    for which in means.QUESTIONS:
        guesses = which.find(day.evidence, truth, dice)
        right = sum(truth.asked[text] == who for text, who in guesses.items())
        found[which.name] = Score(right, len(guesses), _odds(which, day))
    real = {f"{q}:{day.seal.voter(q, person)}": person for q, person in truth.voted}
    for which in means.VOTES:
        guesses = which.find(day.evidence, truth, dice)
        right = sum(real.get(vote) == who for vote, who in guesses.items())
        found[which.name] = Score(right, len(guesses), len(truth.numbers) / len(truth.voted))
    return found


def pooled(several: list[dict[str, Score]]) -> dict[str, Score]:
    """Add the scores of several days up."""
    return {
        name: Score(
            sum(each[name].right for each in several),
            sum(each[name].guesses for each in several),
            several[0][name].odds,
        )
        for name in several[0]
    }


def _odds(which: means.Means, day: Day) -> float:
    """Return the odds of a blind guess, by somebody who reads in which language it is written.

    Whoever matches two orders is told who asked; a blind one is right once in all of them.
    """
    if which.find in {means.file_order, means.wal_order, means.exports, means.joiners}:
        return 1 / len(day.truth.asked)
    return 2 / len(day.evidence.people)

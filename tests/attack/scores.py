"""How good guesses are, against blind ones."""

import asyncio
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.services.sealing import Seal
from storage import key_file
from tests.attack import means
from tests.attack.day import played
from tests.attack.evidence import Evidence, Truth

ALARM = 1e-6
"""A means that is this unlikely to have guessed so well by chance is a leak."""


class Day(NamedTuple):
    """A day that was played, and the key, which only the server has."""

    evidence: Evidence
    truth: Truth
    seal: Seal


class Score(NamedTuple):
    """How many guesses of a means were right, and of each guess the odds of a blind one."""

    right: int
    odds: tuple[float, ...]

    @property
    def chance(self) -> float:
        """Say how likely at least so many right ones are by chance alone."""
        right = [1.0]  # how likely each number of right ones is, guess by guess
        for p in self.odds:
            right = [a * (1 - p) + b * p for a, b in zip([*right, 0], [0, *right], strict=True)]
        return min(1.0, sum(right[self.right :]))


def play(folder: Path, seed: int) -> Day:
    """Play a day in an empty folder."""
    evidence, truth = asyncio.run(played(folder, seed))
    return Day(evidence, truth, Seal(key_file.read_or_make(folder / "workshop.key")))


def scores(day: Day) -> dict[str, Score]:
    """Try every means on a day.

    A blind guess is one among those who read the language of the question; where two orders are
    matched, and who asked or voted is told, it is one of all ways to match them.
    """
    dice = Random(1)
    evidence, truth, seal = day
    locales = Counter(evidence.people.values())
    found = {}
    for which in means.QUESTIONS:
        guesses = which.find(evidence, truth, dice)
        asked = Counter(truth.asked[text] for text in guesses)
        found[which.name] = Score(
            sum(truth.asked[text] == who for text, who in guesses.items()),
            tuple(
                asked[truth.asked[text]] / len(guesses)
                if which.matches
                else 1 / locales[evidence.people[truth.asked[text]]]
                for text in guesses
            ),
        )
    real = {f"{q}:{seal.voter(q, person)}": person for q, person in truth.voted}
    for which in means.VOTES:
        guesses = which.find(evidence, truth, dice)
        votes = Counter(vote.partition(":")[0] for vote in guesses)
        found[which.name] = Score(
            sum(real.get(vote) == who for vote, who in guesses.items()),
            tuple(
                1 / (votes[vote.partition(":")[0]] if which.matches else len(evidence.people))
                for vote in guesses
            ),
        )
    return found


def pooled(several: list[dict[str, Score]]) -> dict[str, Score]:
    """Add the scores of several days up."""
    return {
        name: Score(
            sum(each[name].right for each in several),
            tuple(odds for each in several for odds in each[name].odds),
        )
        for name in several[0]
    }

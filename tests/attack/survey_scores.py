"""How good guesses about answers to surveys are, against blind ones."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.attack import survey_means as means
from tests.attack.evidence import Evidence, SurveyTruth
from tests.attack.scores import Score
from tests.attack.survey_day import played
from tests.attack.survey_pairs import PAIRS
from tests.attack.survey_rows import arrivals, group_of, rows_of


class Day(NamedTuple):
    """An end of a day that was played."""

    evidence: Evidence
    truth: SurveyTruth


def play(folder: Path, seed: int) -> Day:
    """Play an end of a day in an empty folder."""
    return Day(*asyncio.run(played(folder, seed)))


def scores(day: Day) -> dict[str, Score]:
    """Try every means on a day.

    What anybody may know is of how many people the answers waited when one was let out, at least
    five: a blind guess is one of them. Where orders are matched, and who wrote is told, it is one
    of all ways to match what came between two thefts.
    """
    dice = Random(1)
    evidence, truth = day
    came = arrivals(evidence, truth)
    found = {}
    for which in means.ANSWERS:
        guesses = which.find(evidence, truth, dice)
        groups = Counter(group_of(text, truth, came) for text in guesses)
        odds = [
            1 / groups[group_of(text, truth, came)]
            if which.matches
            else 1 / (len(truth.drafts) if which.drafts else truth.among[text])
            for text in guesses
        ]
        found[which.name] = _score(guesses, truth.asked, odds)
    tables = (
        (means.PARTS, truth.took_part, "participation"),
        (means.WAITING, truth.waited, "waiting_response"),
    )
    for many, real, table in tables:
        stolen = {f"{k[0]}:{k[1]}": (k[0], n) for k, n in rows_of(evidence, table).items()}
        for which in many:
            guesses = which.find(evidence, truth, dice)
            groups = Counter(stolen[key] for key in guesses)
            odds = [
                1 / (groups[stolen[key]] if which.matches else len(evidence.people))
                for key in guesses
            ]
            found[which.name] = _score(guesses, real, odds)
    for pairing in PAIRS:
        pairs = pairing.find(evidence, truth)
        right = sum(truth.asked[one] == truth.asked[other] for one, other in pairs.items())
        found[pairing.name] = Score(right, tuple(_pair_odds(pairs, truth, came)))
    return found


def _score(guesses: Mapping[str, int], real: Mapping[str, int], odds: list[float]) -> Score:
    return Score(sum(real.get(key) == who for key, who in guesses.items()), tuple(odds))


def _pair_odds(
    pairs: Mapping[str, str], truth: SurveyTruth, came: Mapping[str, int]
) -> list[float]:
    """Return the odds of each pair: one of those who wrote to both items between two thefts."""
    of: dict[tuple[object, ...], set[int]] = {}
    for text, number in came.items():
        of.setdefault((truth.items[text], number), set()).add(truth.asked[text])
    found = []
    for one, other in pairs.items():
        sides = [of.get((truth.items[t], came.get(t, -1)), set()) for t in (one, other)]
        found.append(1 / max(1, len(sides[0] & sides[1])))
    return found

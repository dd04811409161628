"""Attacks many days: `python -m tests.attack --seeds N`."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.attack import leaks, survey_leaks, survey_scores
from tests.attack.scores import Score, play, pooled, scores


def days(seeds: int) -> dict[str, Score]:
    """Play and attack so many days; add up how good the guesses were."""
    found = []
    for seed in range(1, seeds + 1):
        with TemporaryDirectory() as folder:
            found.append(scores(play(Path(folder), seed)))
    return pooled(found)


def survey_days(seeds: int) -> dict[str, Score]:
    """Play and attack so many ends of days."""
    found = []
    for seed in range(1, seeds + 1):
        with TemporaryDirectory() as folder:
            found.append(survey_scores.scores(survey_scores.play(Path(folder), seed)))
    return pooled(found)


def table(title: str, found: dict[str, Score]) -> None:
    """Print the scores."""
    print(f"\n{title}\n\n| means | right | of | blind | p |\n|---|---|---|---|---|")  # noqa: T201 -- this is the command's answer
    for name, its in found.items():
        row = (name, its.right, len(its.odds), f"{sum(its.odds):.1f}", f"{its.chance:.2g}")
        print("|", *(f"{cell} |" for cell in row))  # noqa: T201 -- this is the command's answer


def main() -> None:
    """Attack the bot as it is, and one that leaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    table(f"{seeds} days, 60 people each", days(seeds))
    table(f"{seeds} ends of days, 48 people each, surveys", survey_days(seeds))
    with pytest.MonkeyPatch.context() as patch:
        leaks.spring(patch)
        table("The same bot, leaking on purpose, 1 day", days(1))
    with pytest.MonkeyPatch.context() as patch:
        survey_leaks.spring(patch)
        table("Surveys that leak on purpose, 1 end of a day", survey_days(1))


if __name__ == "__main__":
    main()

"""What is wrong with an answer; how it stands is in screens/problems.*.txt."""

from collections.abc import Callable

import pytest

from bot.views.problems import problem
from storage.models import Agenda, Locale, Problem


@pytest.mark.parametrize("locale", Locale)
def test_each_problem_the_first_and_the_third_time(
    agenda: Agenda, written: Callable[[str, Locale], dict[str, str]], locale: Locale
) -> None:
    texts = {
        f"{what.value}, {time}": str(problem(what, misses, agenda.event, locale))
        for what in Problem
        for time, misses in (("at first", 1), ("the third time", 3))
    }

    assert texts == written("problems", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("what", Problem)
def test_twice_in_the_same_words_then_in_others(
    agenda: Agenda, what: Problem, locale: Locale
) -> None:
    first, second, third = (problem(what, n, agenda.event, locale) for n in (1, 2, 3))

    assert first == second
    assert third != second
    assert "/cancel" in third

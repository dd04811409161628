"""The moments at which things are let out, what is news to moderators, and who asks too much."""

from datetime import timedelta
from itertools import pairwise
from random import Random

from bot.services.releases import EARLIEST, LATEST, Floods, Releases
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def releases(seed: int = 1) -> Releases:
    return Releases(Random(seed))


def moments(its: Releases, seconds: int, *, start: int = 0) -> list[int]:
    """Return the seconds at which something was let out."""
    return [n for n in range(start, start + seconds) if its.due(NOW + n * SECOND)]


def among(*ids: str) -> frozenset[str]:
    return frozenset(ids)


def test_they_are_25_to_55_seconds_apart_and_never_the_same() -> None:
    found = moments(releases(), 20_000)
    gaps = [after - before for before, after in pairwise(found)]

    assert 25 <= min(gaps) < 30
    assert 50 < max(gaps) <= 56  # asked once a second
    assert len(set(gaps)) > 25
    assert moments(releases(2), 20_000) != found


def test_nothing_is_let_out_in_the_moment_of_a_start() -> None:
    for seed in range(20):
        first, *_ = moments(releases(seed), 200)
        assert EARLIEST <= first * SECOND <= LATEST + SECOND


def test_after_a_long_pause_it_is_one_moment_not_many() -> None:
    its = releases()
    its.due(NOW)

    later = NOW + 60 * MINUTE
    assert [its.due(later), its.due(later), its.due(later + 24 * SECOND)] == [True, False, False]


def test_a_clock_that_was_set_back_delays_nothing_for_long() -> None:
    its = releases()
    its.due(NOW)
    assert its.due(NOW + 60 * MINUTE)

    assert its.due(NOW)
    assert len(moments(its, 300)) >= 2


def test_it_is_news_that_there_is_something_and_later_that_there_is_more() -> None:
    its = releases()

    def news(minute: int, *ids: str) -> bool:
        return its.is_news(among(*ids), now=NOW + minute * MINUTE)

    assert news(0) is False
    assert news(1, "a") is True
    assert news(2, "a") is False
    assert news(3, "a", "b") is False  # told two minutes ago, and something still waits
    assert news(10, "a", "b") is False
    assert news(11, "a", "b") is True
    assert news(30, "a", "b") is False
    assert news(31, "b") is False


def test_once_all_is_done_the_next_one_is_news_at_once() -> None:
    its = releases()
    assert its.is_news(among("a", "b"), now=NOW)
    assert its.is_news(among(), now=NOW + MINUTE) is False

    assert its.is_news(among("c"), now=NOW + 2 * MINUTE) is True
    assert its.is_news(among("d"), now=NOW + 3 * MINUTE) is True


def test_who_asks_too_much_is_known_for_five_minutes() -> None:
    floods = Floods()

    def asks(person: int, second: int) -> bool:
        now = NOW + second * SECOND
        if not floods.allows(person, now=now):
            return False
        floods.count(person, now=now)
        return True

    assert [asks(1, n) for n in (0, 100, 200, 299)] == [True, True, True, False]
    assert [asks(2, 299), asks(1, 300), asks(1, 301), asks(1, 400)] == [True, True, False, True]


def test_of_who_has_been_quiet_nothing_is_kept() -> None:
    floods = Floods()
    for person in (1, 2):
        floods.allows(person, now=NOW)
        floods.count(person, now=NOW)

    floods.count(3, now=NOW + 5 * MINUTE)

    assert list(floods._sent) == [3]


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    floods = Floods()
    for _ in range(3):
        floods.count(1, now=NOW + 60 * MINUTE)

    assert floods.allows(1, now=NOW)

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock

START = datetime(2025, 7, 3, 8, 20, tzinfo=ZoneInfo("Asia/Phnom_Penh"))
AT_START = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)


class Seconds:
    """Monotonic seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_without_a_start_it_shows_the_real_time() -> None:
    before = datetime.now(UTC)
    shown = Clock().now()

    assert before <= shown <= datetime.now(UTC)
    assert shown.tzinfo is UTC


def test_the_real_time_goes_on_while_the_machine_sleeps(seconds: Seconds) -> None:
    """Monotonic seconds stand still then; the clock must not be late by as much."""
    clock = Clock(monotonic=seconds)

    before = datetime.now(UTC)
    seconds.passed -= 3600

    assert before <= clock.now() <= datetime.now(UTC)


def test_it_starts_elsewhere(seconds: Seconds) -> None:
    clock = Clock(start=START, monotonic=seconds)
    assert clock.now() == AT_START
    assert clock.now().tzinfo is UTC

    seconds.passed += 90.5

    assert clock.now() == AT_START + timedelta(seconds=90.5)


def test_it_runs_faster(seconds: Seconds) -> None:
    clock = Clock(start=START, speed=60, monotonic=seconds)

    seconds.passed += 10

    assert clock.now() == AT_START + timedelta(minutes=10)


def test_it_runs_faster_from_the_real_time(seconds: Seconds) -> None:
    before = datetime.now(UTC)
    clock = Clock(speed=60, monotonic=seconds)
    after = datetime.now(UTC)

    seconds.passed += 60

    assert before <= clock.now() - timedelta(hours=1) <= after


def test_at_speed_0_it_stands_until_it_is_set(seconds: Seconds) -> None:
    clock = Clock(start=START, speed=0, monotonic=seconds)

    seconds.passed += 10_000
    assert clock.now() == AT_START

    clock.set(now=START + timedelta(hours=1))
    seconds.passed += 10_000
    assert clock.now() == AT_START + timedelta(hours=1)


def test_another_speed_counts_from_now_on(seconds: Seconds) -> None:
    clock = Clock(start=START, monotonic=seconds)

    seconds.passed += 60
    clock.set(speed=10)
    seconds.passed += 60

    assert clock.now() == AT_START + timedelta(minutes=11)
    assert clock.speed == 10


def test_a_jump_keeps_the_speed(seconds: Seconds) -> None:
    clock = Clock(start=START, speed=2, monotonic=seconds)

    seconds.passed += 5
    clock.set(now=START - timedelta(days=1))
    seconds.passed += 5

    assert clock.now() == AT_START - timedelta(days=1) + timedelta(seconds=10)


def test_jump_and_speed_together(seconds: Seconds) -> None:
    clock = Clock(start=START, speed=0, monotonic=seconds)

    clock.set(now=START + timedelta(hours=2), speed=3)
    seconds.passed += 1

    assert clock.now() == AT_START + timedelta(hours=2, seconds=3)


def test_the_real_time_can_be_frozen(seconds: Seconds) -> None:
    clock = Clock(monotonic=seconds)

    clock.set(speed=0)
    frozen = clock.now()
    seconds.passed += 60

    assert clock.now() == frozen
    assert datetime.now(UTC) - frozen < timedelta(seconds=5)

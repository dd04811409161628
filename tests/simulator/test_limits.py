import pytest

from simulator.errors import Refusal
from simulator.limits import Limiter, Limits


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_limited_unless_asked_for() -> None:
    limiter = Limiter(None, time=Time())
    for _ in range(1000):
        limiter.check("1")


def test_one_a_second_in_a_chat_and_twenty_a_minute_in_a_group() -> None:
    time = Time()
    limiter = Limiter(Limits(overall=50, chat=1, group=20), time=time)
    limiter.check("1")
    with pytest.raises(Refusal) as refused:
        limiter.check("1")
    assert refused.value.body() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    for _ in range(20):
        limiter.check("-5")
    time.now += 10
    with pytest.raises(Refusal, match="retry after 50"):
        limiter.check("-5")
    limiter.check("1")


def test_thirty_a_second_overall() -> None:
    time = Time()
    limiter = Limiter(Limits(), time=time)
    for chat in range(30):
        limiter.check(str(chat))
    with pytest.raises(Refusal, match="retry after 1"):
        limiter.check("99")
    time.now += 1.01
    limiter.check("99")

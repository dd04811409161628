from random import Random

import pytest

from simulator.errors import Refusal
from simulator.queries import Queries


def test_a_tap_grows_too_old() -> None:
    now = 0.0
    queries = Queries(random=Random(1), time=lambda: now)
    early, late = (queries.open(chat_id=1, message_id=2, person=1) for _ in range(2))
    now = 60.0
    assert queries.answer(early.id, {}).view() == {
        "callback_query_id": early.id,
        "answered": True,
        "answer": {},
    }
    now = 60.1
    with pytest.raises(Refusal) as refused:
        queries.answer(late.id, {})
    assert refused.value.description == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )

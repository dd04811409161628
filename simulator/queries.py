"""Taps on buttons that wait for answerCallbackQuery."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator.errors import QUERY_TOO_OLD, bad_request

SECONDS_TO_ANSWER = 60.0
LONGEST_ANSWER = 200


@dataclass(slots=True, kw_only=True)
class Query:
    """One tap; `born` in the seconds of a monotonic clock."""

    id: str
    chat_id: int
    message_id: int
    person: int
    born: float
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    def view(self) -> dict[str, Any]:
        """Show what became of the tap."""
        return {
            "callback_query_id": self.id,
            "answered": self.answered.is_set(),
            "answer": self.answer,
        }


class Queries:
    """Every tap; one can be answered once, and not after a minute."""

    def __init__(self, *, random: Random, time: Callable[[], float]) -> None:
        self._random = random
        self._time = time
        self._queries: dict[str, Query] = {}

    def open(self, *, chat_id: int, message_id: int, person: int) -> Query:
        """Note a tap under a new id."""
        query = Query(
            id=str(self._random.randrange(10**17, 10**18)),
            chat_id=chat_id,
            message_id=message_id,
            person=person,
            born=self._time(),
        )
        self._queries[query.id] = query
        return query

    def answer(self, query_id: str, answer: dict[str, Any]) -> Query:
        """Answer a tap.

        Raises: Refusal when the id is unknown, answered already, or too old, and
        MESSAGE_TOO_LONG over 200 characters.
        """
        query = self._queries.get(query_id)
        if (
            query is None
            or query.answered.is_set()
            or self._time() - query.born > SECONDS_TO_ANSWER
        ):
            raise bad_request(QUERY_TOO_OLD)
        if len(answer.get("text", "")) > LONGEST_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        query.answer = answer
        query.answered.set()
        return query

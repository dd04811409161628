"""One account that answers, deletes its data and answers again: no five people."""

from collections.abc import Awaitable, Callable

import pytest

from bot.services import participants
from storage.database import Database
from storage.models import Agenda, Participant
from tests.conftest import SEAL
from tests.services.responding import OPENS, Answers


@pytest.mark.xfail(
    strict=True, reason="with /mydata goes what would tell that somebody answered before"
)
async def test_one_account_and_another_are_no_five_people(
    db: Database, agenda: Agenda, join: Callable[..., Awaitable[Participant]]
) -> None:
    its = Answers(db, agenda)
    await its.open()
    for _time in range(4):
        mony = await join(1)
        await its.sent(1, n=1)
        await participants.forget(db, SEAL, mony, agenda=agenda, now=OPENS)
    await join(2)
    await its.sent(2, n=5)
    assert await its.let_out() == 0

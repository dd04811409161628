"""A roster that comes back: what it changes, also when it comes once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from bot.services import entries, roster
from storage import guests
from storage.database import Database
from storage.models import Agenda, EntryStep, Participant, Reconciled, RosterRow


def row(*, name: str = "Chan Sophea", organisation: str = "", at: str = "x") -> RosterRow:
    """A row of somebody who came without a ticket."""
    return RosterRow(
        number=2,
        code="",
        name=name,
        organisation=organisation,
        position="",
        phone="",
        came=True,
        at=at,
    )


async def taken_in(
    db: Database, actor: Participant, found: Sequence[RosterRow], *, agenda: Agenda, now: datetime
) -> Reconciled:
    """Send a file and apply it."""
    entry = await entries.begin(db, actor, EntryStep.ROSTER, now=now)
    entry = await entries.go_on(db, replace(entry, file_id="file"), now=now)
    rng = Random(1)  # noqa: S311 -- ticket codes
    return await roster.apply(db, actor, entry, found, agenda=agenda, rng=rng, now=now)


@pytest.mark.parametrize("organisation", ["", "CCC", "-", "X", "123", "=1+1", "A" * 121])
async def test_the_same_file_once_more_adds_nobody(
    db: Database, sokha: Participant, agenda: Agenda, now: datetime, organisation: str
) -> None:
    found = [row(organisation=organisation)]
    assert len((await taken_in(db, sokha, found, agenda=agenda, now=now)).add) == 1
    again = await taken_in(db, sokha, found, agenda=agenda, now=now)
    assert (len(again.add), again.already, again.clashes) == (0, 1, ())
    assert len(await guests.every(db)) == 1

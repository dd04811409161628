"""A roster that comes back: what it changes, also when it comes once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
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
    rng = Random(1)
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


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("8:41", "08:41"),
        ("៨:៤១", "08:41"),
        ("8h41", "08:41"),
        ("2025-07-03 08:41:00", "08:41"),
        ("03.07.2025 08:41", "08:41"),
        ("12:15 am", "00:15"),
        ("1:05 PM", "13:05"),
        ("1:05 p.m.", "13:05"),
        ("ម៉ោង ៨:៤១ ព្រឹក", "08:41"),
        ("ម៉ោង ១:០៥ រសៀល", "13:05"),
        ("3.07.2025", "17:00"),
        ("25:00", "17:00"),
        ("23:59", "17:00"),
        ("x", "17:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(agenda: Agenda, at: str, then: str) -> None:
    now = datetime(2025, 7, 3, 10, tzinfo=UTC)
    came = roster.came_at(row(at=at), agenda, now).astimezone(agenda.event.time_zone)
    assert came.strftime("%H:%M") == then


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-03-10 08:41", "2026-03-10 08:41"),
        ("08:41", "2026-03-11 08:41"),
        ("2026-03-12 08:41", "2026-03-11 17:00"),
        ("1900-01-01 08:41", "2026-03-11 08:41"),
    ],
)
def test_of_several_days_it_is_the_one_that_was_written(
    big_agenda: Agenda, at: str, then: str
) -> None:
    zone = big_agenda.event.time_zone
    now = datetime(2026, 3, 11, 17, tzinfo=zone)
    came = roster.came_at(row(at=at), big_agenda, now).astimezone(zone)
    assert came.strftime("%Y-%m-%d %H:%M") == then

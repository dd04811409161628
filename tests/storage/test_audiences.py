"""Whom each audience holds, and how many of them read which language."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from storage import audiences, participants, roles, stars
from storage.database import Database
from storage.models import (
    Agenda,
    Audience,
    AudienceKind,
    Level,
    Locale,
    Organisation,
    Participant,
    RegistrationStatus,
    Role,
)
from storage.stamps import stamp

Registers = Callable[..., Awaitable[Participant]]

REGISTERED, SUB_NATIONAL, MODERATOR, SPEAKER, ORGANISER_WHO_SPEAKS, WAITING, PASSER_BY = range(1, 8)


@pytest.fixture
async def everybody(
    db: Database, agenda: Agenda, register: Registers, join: Registers, now: datetime
) -> Database:
    """One of each: the number is their id. The two registered ones read English, others Khmer."""
    await register(1, agenda)
    await register(
        2, agenda, level=Level.SUB_NATIONAL, province="kampot", organisation="Youth Council"
    )
    for number in (3, 4, 5, 6, 7):
        await join(number, locale=Locale.KM)
    async with db.transaction() as tx:
        roles_ = {3: Role.MODERATOR, 5: Role.ORGANISER}
        for number, role in roles_.items():
            await roles.change(tx, number, was=Role.ATTENDEE, becomes=role)
        for number in (4, 5):
            await roles.bind_speaker(tx, number, agenda.sessions[1].speakers[0].speaker.id)
        none, waiting = RegistrationStatus.NONE, RegistrationStatus.WAITING
        await participants.change_status(tx, 6, was=none, becomes=waiting, now=now)
        for number in (1, 3, 7):
            await stars.add(tx, number, "panel")
        await tx.all(
            "INSERT INTO check_in (participant_id, checked_in_at) VALUES (2, ?1)", (stamp(now),)
        )
    return db


@pytest.mark.parametrize(
    ("kind", "value", "who"),
    [
        (AudienceKind.EVERYONE, "", [1, 2, 3, 4, 5]),
        (AudienceKind.CHECKED_IN, "", [2]),
        (AudienceKind.LANGUAGE, "km", [3, 4, 5]),
        (AudienceKind.LANGUAGE, "en", [1, 2]),
        (AudienceKind.LEVEL, "national", [1]),
        (AudienceKind.LEVEL, "sub_national", [2]),
        (AudienceKind.ORGANISATION, "2", [2]),
        (AudienceKind.ORGANISATION, "3", []),
        (AudienceKind.STARRED, "panel", [1, 3]),
        (AudienceKind.STARRED, "lunch", []),
        (AudienceKind.ROLE, "attendee", [1, 2]),
        (AudienceKind.ROLE, "speaker", [4, 5]),
        (AudienceKind.ROLE, "moderator", [3]),
        (AudienceKind.ROLE, "organiser", [5]),
        (AudienceKind.WAITING, "", [6]),
    ],
)
async def test_whom_an_audience_holds(
    everybody: Database, kind: AudienceKind, value: str, who: list[int]
) -> None:
    audience = Audience(kind, value)

    assert await audiences.ids(everybody, audience) == who
    assert await audiences.count(everybody, audience) == {
        Locale.KM: sum(number > SUB_NATIONAL for number in who),
        Locale.EN: sum(number <= SUB_NATIONAL for number in who),
    }


async def test_somebody_who_blocked_the_bot_is_among_them(
    everybody: Database, now: datetime
) -> None:
    async with everybody.transaction() as tx:
        await participants.mark_reachable(tx, 1, unreachable_since=now)

    assert 1 in await audiences.ids(everybody, Audience())


async def test_what_there_is_to_choose_from(everybody: Database) -> None:
    assert await audiences.organisations(everybody) == [
        (Organisation(1, "Open Development Cambodia", "open development cambodia"), 1),
        (Organisation(2, "Youth Council", "youth council"), 1),
    ]
    assert await audiences.stars(everybody) == {"panel": 2}

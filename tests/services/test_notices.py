"""Notices of changes: who is told of what, asked again when it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.services import notices
from storage.database import Database
from storage.models import (
    Agenda,
    Participant,
    Plan,
    RegistrationStatus,
    Role,
    SessionRole,
    SessionSpeaker,
    SessionStatus,
    Text,
)
from tests.services.conftest import Has
from tests.services.noticing import (
    CANCELLED,
    RENAMED,
    Edit,
    changed,
    later,
    publish,
    star,
    told,
)

Register = Callable[..., Awaitable[Participant]]


@pytest.fixture
async def people(db: Database, agenda: Agenda, register: Register, has: Has) -> None:
    """1 and 2 are registered, 1 starred the panel; 3 waits, 4 looks on; the rest is the team."""
    one = await register(1, agenda)
    await register(2, agenda)
    three = await register(3, agenda)
    async with db.transaction() as tx:
        await tx.all("UPDATE participant SET status = 'waiting' WHERE id = ?1", (three.id,))
    four = await has(4, Role.ATTENDEE)
    await has(5, Role.MODERATOR)
    await has(6, Role.ORGANISER)
    await has(7, Role.SPEAKER, "cadt")
    await has(8, Role.ATTENDEE, "thy-try")
    for person in (one, three, four):
        await star(db, agenda, person, "panel")


EVERYONE = [1, 2, 5, 6, 7, 8]
ON_THE_PANEL = [7, 8]


@pytest.mark.parametrize(
    ("edit", "optional", "reached"),
    [
        (later(10), False, EVERYONE),
        (later(10), True, [1, *ON_THE_PANEL]),
        (changed(room=None), False, EVERYONE),
        (changed(room=None), True, [1, *ON_THE_PANEL]),
        (CANCELLED, False, EVERYONE),
        (CANCELLED, True, [1, *ON_THE_PANEL]),
        (RENAMED, False, [1, *ON_THE_PANEL]),
        (RENAMED, True, [1, *ON_THE_PANEL]),
        (changed(speakers=()), False, [1, *ON_THE_PANEL]),
        (changed(qa_open=False, items=()), False, []),
    ],
)
@pytest.mark.usefixtures("people")
async def test_whoever_is_concerned_is_told(
    db: Database,
    edit: Edit,
    *,
    optional: bool,
    reached: list[int],
) -> None:
    await publish(db, panel=changed(optional=optional), coffee_break=changed(optional=optional))
    assert await told(db) == []
    assert await publish(db, panel=edit) == len(reached)
    assert await told(db) == [(each, "2-3") for each in reached]


@pytest.mark.usefixtures("people")
async def test_cancelled_and_back_again(db: Database) -> None:
    await publish(db, panel=CANCELLED)
    async with db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = 'sent'")
    await publish(db, panel=changed(status=SessionStatus.SCHEDULED))
    assert await told(db) == [(each, "2-3") for each in EVERYONE]


async def test_what_concerns_somebody_is_asked_again_when_it_is_sent(
    db: Database, register: Register, agenda: Agenda, built_in: Plan
) -> None:
    dara = await register(1, agenda)
    await publish(db, panel=RENAMED)
    assert await notices.concerning(db, "1-2", dara) == ()

    await star(db, agenda, dara, "panel")
    panel = built_in.sessions[5]
    (change,) = await notices.concerning(db, "1-2", dara)
    assert change.before == panel
    assert change.after == replace(panel, title=Text("ថ្មី", "New"), sequence=1)

    gone = replace(dara, status=RegistrationStatus.WITHDRAWN)
    assert await notices.concerning(db, "1-2", gone) == ()
    assert await notices.concerning(db, "1-2", replace(gone, speaker_id="dfat")) == (change,)
    assert await notices.concerning(db, "1-2", replace(gone, role=Role.MODERATOR)) == (change,)
    assert await notices.concerning(db, "1-7", dara) == ()


async def test_whoever_joins_or_leaves_a_cast_is_told(
    db: Database, has: Has, built_in: Plan
) -> None:
    await has(1, Role.ATTENDEE, "sin-putheary")
    await has(2, Role.ATTENDEE, "luy-theary")
    await has(3, Role.ATTENDEE, "thy-try")
    joining = next(each for each in built_in.speakers if each.id == "luy-theary")
    part = SessionSpeaker(joining, SessionRole.SPEAKER, confirmed=True)
    assert await publish(db, welcome=changed(speakers=(part,))) == 2
    assert await told(db) == [(1, "1-2"), (2, "1-2")]


async def test_linked_chats_get_what_concerns_everyone(db: Database) -> None:
    async with db.transaction() as tx:
        for number, lost in ((1, None), (2, "2025-07-03T00:00:00Z")):
            await tx.all(
                "INSERT INTO linked_chat (id, chat_id, title, language, linked_at, lost_since)"
                " VALUES (?1, ?2, 'Group', 'both', '2025-07-01T00:00:00Z', ?3)",
                (number, -number, lost),
            )
    assert await publish(db, panel=RENAMED) == 0
    assert await publish(db, lunch_break=later(15)) == 0
    assert await publish(db, closing=later(15)) == 0
    rows = await db.all("SELECT dedupe_key, linked_chat_id, subject, status FROM delivery")
    assert [tuple(row) for row in rows] == [
        ("change:3:chat:1", 1, "2-3", "expired"),
        ("change:4:chat:1", 1, "2-4", "pending"),
    ]
    found = await notices.concerning(db, "1-4", None)
    assert [each.after.id for each in found] == ["lunch-break", "closing"]

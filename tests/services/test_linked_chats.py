"""Linked groups and channels: who may see to them, and what they missed while they were lost."""

from datetime import datetime, timedelta
from random import Random

import pytest

from bot.services import linked_chats, team
from bot.services.errors import BadInvitation, NotAllowed, PreviewPassed
from storage import deliveries
from storage import linked_chats as rows
from storage.database import Database
from storage.models import (
    ChatLanguage,
    DeliveryKind,
    InvitationKind,
    LinkedChat,
    Participant,
    Priority,
    Role,
)
from tests.services.conftest import Has

RNG = Random(1)
GROUP, OTHER = -100, -200


async def code_of(db: Database, actor: Participant, *, now: datetime) -> str:
    """Make a code that links a chat."""
    return await team.invite(db, actor, InvitationKind.LINK, rng=RNG, now=now)


async def linked(
    db: Database, actor: Participant, chat_id: int = GROUP, *, now: datetime, title: str = "Team"
) -> LinkedChat:
    """Link a chat."""
    code = await code_of(db, actor, now=now)
    chat, maker = await linked_chats.link(db, code, chat_id=chat_id, title=title, by=None, now=now)
    assert maker == actor
    return chat


async def statuses(db: Database) -> list[str]:
    """Return how the deliveries to linked chats stand."""
    return [row["status"] for row in await db.all("SELECT status FROM delivery ORDER BY id")]


async def test_a_code_says_who_made_it_and_who_wrote_it(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    bopha = await has(2, Role.ATTENDEE)
    code = await code_of(db, sokha, now=now)

    chat, maker = await linked_chats.link(db, code, chat_id=GROUP, title="Team", by=2, now=now)

    assert chat == LinkedChat(1, GROUP, "Team", ChatLanguage.BOTH, now, None)
    assert maker == sokha
    (row,) = await db.all("SELECT used_by, linked_by FROM invitation, linked_chat")
    assert tuple(row) == (bopha.id, sokha.id)


async def test_two_chats_race_for_one_code(db: Database, sokha: Participant, now: datetime) -> None:
    code = await code_of(db, sokha, now=now)
    await linked_chats.link(db, code, chat_id=GROUP, title="Team", by=None, now=now)

    with pytest.raises(BadInvitation):
        await linked_chats.link(db, code, chat_id=OTHER, title="Other", by=None, now=now)
    assert [chat.chat_id for chat in await rows.every(db)] == [GROUP]


async def test_other_codes_link_nothing(db: Database, sokha: Participant, now: datetime) -> None:
    role = await team.invite(db, sokha, InvitationKind.TEAM, role=Role.MODERATOR, rng=RNG, now=now)
    for code in ("", "x", role):
        with pytest.raises(BadInvitation):
            await linked_chats.link(db, code, chat_id=GROUP, title="Team", by=None, now=now)
    assert await rows.every(db) == []


async def test_what_it_missed_while_it_was_lost_waits_again(
    db: Database, sokha: Participant, now: datetime
) -> None:
    chat = await linked(db, sokha, now=now)
    await linked_chats.may_write(db, GROUP, title="Team", yes=False, now=now)
    async with db.transaction() as tx:
        for number, hours in enumerate((1, 3)):
            await deliveries.enqueue_for_chats(
                tx,
                [chat.id],
                once=f"announcement:{number}",
                kind=DeliveryKind.ANNOUNCEMENT,
                subject=str(number),
                priority=Priority.NORMAL,
                due_at=now,
                expires_at=now + timedelta(hours=hours),
                now=now,
            )
        await tx.all("UPDATE delivery SET status = 'blocked'")
    later = now + timedelta(hours=2)

    await linked_chats.may_write(db, GROUP, title="The team", yes=True, now=later)

    assert await rows.every(db) == [
        LinkedChat(chat.id, GROUP, "The team", ChatLanguage.BOTH, now, None)
    ]
    assert await statuses(db) == ["blocked", "pending"]


async def test_lost_twice_it_is_lost_since_the_first_time(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await linked(db, sokha, now=now)

    for hours in (1, 2):
        since = now + timedelta(hours=hours)
        await linked_chats.may_write(db, GROUP, title="Team", yes=False, now=since)

    (chat,) = await rows.every(db)
    assert chat.lost_since == now + timedelta(hours=1)
    await linked(db, sokha, now=now + timedelta(hours=3))
    (chat,) = await rows.every(db)
    assert (chat.linked_at, chat.lost_since) == (now, None)


async def test_a_group_that_is_linked_under_both_ids_is_linked_once(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await linked(db, sokha, GROUP, now=now)
    kept = await linked(db, sokha, OTHER, now=now)

    await linked_chats.move(db, GROUP, OTHER)

    assert await rows.every(db) == [kept]


async def test_a_group_that_was_left_behind_is_found_under_its_new_id(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await linked(db, sokha, GROUP, now=now)
    await linked_chats.may_write(db, GROUP, title="Team", yes=False, now=now)

    await linked_chats.move(db, GROUP, OTHER)

    (chat,) = await rows.every(db)
    assert (chat.chat_id, chat.lost_since) == (OTHER, None)


async def test_of_chats_that_are_not_linked_nothing_is_noted(db: Database, now: datetime) -> None:
    version = db.version

    await linked_chats.may_write(db, GROUP, title="Team", yes=False, now=now)
    await linked_chats.rename(db, GROUP, "Team")
    await linked_chats.move(db, GROUP, OTHER)

    assert (await rows.every(db), db.version) == ([], version)


async def test_unlinked_it_takes_along_what_waited_for_it(
    db: Database, sokha: Participant, now: datetime
) -> None:
    chat = await linked(db, sokha, now=now)
    async with db.transaction() as tx:
        await deliveries.enqueue_for_chats(
            tx,
            [chat.id],
            once="announcement:1",
            kind=DeliveryKind.ANNOUNCEMENT,
            subject="1",
            priority=Priority.NORMAL,
            due_at=now,
            expires_at=now + timedelta(hours=1),
            now=now,
        )

    assert await linked_chats.unlink(db, sokha, chat.id) is True
    assert await linked_chats.unlink(db, sokha, chat.id) is False

    assert await statuses(db) == []
    with pytest.raises(PreviewPassed):
        await linked_chats.find(db, sokha, chat.id)
    with pytest.raises(PreviewPassed):
        await linked_chats.choose_language(db, sokha, chat.id, ChatLanguage.KM)


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_only_organisers_see_to_them(
    db: Database, sokha: Participant, has: Has, now: datetime, role: Role
) -> None:
    chat, dara = await linked(db, sokha, now=now), await has(2, role)

    for refused in (
        linked_chats.every(db, dara),
        linked_chats.find(db, dara, chat.id),
        linked_chats.choose_language(db, dara, chat.id, ChatLanguage.KM),
        linked_chats.unlink(db, dara, chat.id),
    ):
        with pytest.raises(NotAllowed):
            await refused
    assert await linked_chats.every(db, sokha) == [chat]

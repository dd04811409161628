"""Participants: their language, whether they can be reached, what is stored, and forgetting it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.services import agenda as agendas
from bot.services import participants
from storage import organisations
from storage import participants as rows
from storage.database import Database
from storage.deliveries import enqueue
from storage.models import (
    Agenda,
    Conversation,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Draft,
    Locale,
    Participant,
    Priority,
    RegistrationStatus,
    Role,
    Step,
    Stored,
)
from tests.conftest import SEAL

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]
Join = Callable[..., Awaitable[Participant]]
Ready = Callable[..., Awaitable[None]]
Register = Callable[..., Awaitable[Participant]]


def newcomer(telegram_id: int, locale: Locale, now: datetime) -> Participant:
    return Participant(
        id=1,
        telegram_id=telegram_id,
        locale=locale,
        role=Role.ATTENDEE,
        status=RegistrationStatus.NONE,
        joined_at=now,
        consented_at=None,
        registered_at=None,
        name=None,
        organisation=None,
        level=None,
        province=None,
        position=None,
        phone=None,
        ticket_code=None,
        unreachable_since=None,
        step=None,
    )


async def test_a_newcomer_joins_in_their_language(empty_db: Database, now: datetime) -> None:
    dara = await participants.speak(empty_db, 2**52, Locale.KM, now=now)
    assert dara == newcomer(2**52, Locale.KM, now)
    assert await rows.by_telegram_id(empty_db, 2**52) == dara
    assert await rows.by_id(empty_db, 1) == dara
    assert await rows.by_telegram_id(empty_db, 1) is None


async def test_another_language_changes_nothing_else(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    dara = await register(1, agenda)
    later = now + timedelta(days=1)
    assert await participants.speak(db, 1, Locale.KM, now=later) == replace(dara, locale=Locale.KM)


async def test_blocked_and_back(empty_db: Database, join: Join, now: datetime) -> None:
    dara, chan = await join(1), await join(2)
    await participants.reachable(empty_db, 1, now=now, yes=False)
    assert await rows.by_telegram_id(empty_db, 1) == replace(dara, unreachable_since=now)
    assert await rows.by_telegram_id(empty_db, 2) == chan

    await participants.reachable(empty_db, 1, now=now + timedelta(hours=1), yes=True)
    assert await rows.by_telegram_id(empty_db, 1) == dara


async def test_a_stranger_who_blocks_the_bot_is_not_stored(
    empty_db: Database, now: datetime
) -> None:
    await participants.reachable(empty_db, 1, now=now, yes=False)
    assert await rows.by_telegram_id(empty_db, 1) is None


async def promoted(db: Database, participant_id: int, now: datetime) -> Delivery:
    async with db.transaction() as tx:
        await enqueue(
            tx,
            dedupe_key=f"promoted:{participant_id}",
            participant_id=participant_id,
            kind=DeliveryKind.PROMOTED,
            subject="",
            priority=Priority.URGENT,
            due_at=now,
            expires_at=now + timedelta(hours=1),
            now=now,
        )
    return Delivery(
        id=1,
        participant_id=participant_id,
        linked_chat_id=None,
        chat_id=1,
        kind=DeliveryKind.PROMOTED,
        subject="",
        priority=Priority.URGENT,
        status=DeliveryStatus.PENDING,
        due_at=now,
        expires_at=now + timedelta(hours=1),
        attempts=0,
        changed_at=now,
    )


async def test_everything_stored_about_me(
    db: Database, agenda: Agenda, register: Register, ready: Ready, now: datetime
) -> None:
    await register(2, agenda)
    dara = await register(1, agenda)
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=now)
    await ready(dara, name="Changed")
    delivery = await promoted(db, dara.id, now)

    changing = await rows.by_telegram_id(db, 1)
    assert changing == replace(dara, step=Step.SUMMARY)
    draft = Draft(
        consented=True,
        name="Changed",
        organisation=dara.organisation,
        level=dara.level,
        position=dara.position,
        phone=dara.phone,
    )
    assert await participants.stored_about(db, SEAL, changing) == Stored(
        participant=changing,
        starred=frozenset({"panel"}),
        conversation=Conversation(1, Step.SUMMARY, draft),
        deliveries=(delivery,),
    )


async def test_forgetting_leaves_no_row(
    *, db: Database, agenda: Agenda, register: Register, ready: Ready, dump: Dump, now: datetime
) -> None:
    await register(2, agenda, organisation="Khmer Women")
    before = await dump()
    dara = await register(1, agenda, organisation="Open Development Cambodia")
    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=now)
    await ready(dara)
    await promoted(db, dara.id, now)
    assert {table for table, was in before.items() if (await dump())[table] != was} == {
        "participant",
        "given_number",
        "organisation",
        "star",
        "conversation",
        "delivery",
        "reminder_rule",
    }

    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    assert await dump() == {**before, "given_number": [("p", 2)]}  # hers is not given again


async def test_forgetting_keeps_an_organisation_that_others_belong_to(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    dara, chan = await register(1, agenda), await register(2, agenda)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    assert [known.name for known in await organisations.all_(db)] == [chan.organisation]


async def test_forgetting_twice_changes_nothing_more(
    db: Database, agenda: Agenda, register: Register, dump: Dump, now: datetime
) -> None:
    before = await dump()
    dara = await register(1, agenda)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    assert await dump() == {**before, "given_number": [("p", 1)]}


async def test_whoever_is_forgotten_may_come_back_as_new(
    db: Database, agenda: Agenda, register: Register, join: Join, now: datetime
) -> None:
    dara = await register(1, agenda)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    assert await join(1) == replace(newcomer(1, Locale.EN, now), id=dara.id + 1)


async def test_the_known_are_read_again_after_a_write(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    people = participants.KnownParticipants(db)
    assert await people.by_telegram_id(1) is None
    dara = await register(1, agenda)
    assert await people.by_telegram_id(1) == dara
    assert await people.by_telegram_id(1) is await people.by_telegram_id(1)
    assert await people.starred_by(dara.id) == frozenset()

    await agendas.star(db, dara.id, agenda=agenda, session_id="panel", now=now)
    assert await people.starred_by(dara.id) == frozenset({"panel"})
    await participants.speak(db, 1, Locale.KM, now=now)
    assert await people.by_telegram_id(1) == replace(dara, locale=Locale.KM)
    await participants.forget(db, SEAL, dara, agenda=agenda, now=now)
    assert await people.by_telegram_id(1) is None
    assert await people.starred_by(dara.id) == frozenset()

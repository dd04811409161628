"""The end of a registration: confirmed, changed, cancelled, withdrawn."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.services import participants, registration
from bot.services.errors import StepPassed
from storage import conversations
from storage import organisations as organisation_rows
from storage.database import Database
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Participant,
    RegistrationStatus,
    Step,
    Turn,
)

Join = Callable[..., Awaitable[Participant]]
Ready = Callable[..., Awaitable[None]]
Register = Callable[..., Awaitable[Participant]]

RNG = Random(7)


At = Callable[..., Awaitable[Conversation]]


async def test_a_second_confirmation_changes_nothing(
    db: Database, dara: Participant, agenda: Agenda, ready: Ready, now: datetime
) -> None:
    await ready(dara)
    first = await registration.confirm(db, dara, agenda=agenda, rng=RNG, now=now)
    later = now + timedelta(minutes=1)
    with pytest.raises(StepPassed):
        await registration.confirm(db, dara, agenda=agenda, rng=RNG, now=later)
    assert await participants.speak(db, 1, dara.locale, now=later) == first


async def test_confirming_before_the_summary_is_refused(
    db: Database, dara: Participant, agenda: Agenda, at: At, now: datetime
) -> None:
    conversation = await at(Step.PHONE, consented=True, name="Dara")
    with pytest.raises(StepPassed):
        await registration.confirm(db, dara, agenda=agenda, rng=RNG, now=now)
    assert await conversations.of(db, 1) == conversation
    assert (await participants.speak(db, 1, dara.locale, now=now)).status is RegistrationStatus.NONE


async def test_changing_a_registration_keeps_ticket_place_and_dates(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    first = await register(1, agenda)
    later = now + timedelta(hours=1)
    turn = await registration.begin(db, first, now=later)
    assert turn.conversation == Conversation(
        1,
        Step.SUMMARY,
        Draft(
            consented=True,
            name="Sok Dara",
            organisation="Open Development Cambodia",
            level=Level.NATIONAL,
            position="Researcher",
            phone="012345678",
        ),
    )
    turn = await registration.edit(db, turn.conversation, Step.NAME, now=later)
    await registration.answer(db, turn.conversation, "Sok Darany", now=later)
    again = await registration.confirm(db, first, agenda=agenda, rng=RNG, now=later)
    assert again == replace(first, name="Sok Darany")


async def test_cancelling_forgets_the_draft_and_keeps_the_registration(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    first = await register(1, agenda)
    await registration.begin(db, first, now=now)
    assert await registration.cancel(db, first) is True
    assert await registration.cancel(db, first) is False
    assert await participants.speak(db, 1, first.locale, now=now) == first


async def test_withdrawing_forgets_the_details_and_registering_again_asks_anew(
    db: Database, agenda: Agenda, register: Register, now: datetime
) -> None:
    first = await register(1, agenda)
    assert await registration.withdraw(db, first, agenda=agenda, now=now) is True
    assert await registration.withdraw(db, first, agenda=agenda, now=now) is False
    withdrawn = await participants.speak(db, 1, first.locale, now=now)
    assert withdrawn == replace(
        first,
        status=RegistrationStatus.WITHDRAWN,
        consented_at=None,
        registered_at=None,
        name=None,
        organisation=None,
        level=None,
        position=None,
        phone=None,
        ticket_code=None,
    )
    assert await organisation_rows.all_(db) == []

    turn = await registration.begin(db, withdrawn, now=now)
    assert turn == Turn(Conversation(1, Step.CONSENT, Draft()))


async def test_every_ticket_has_its_own_code(
    db: Database, agenda: Agenda, join: Join, ready: Ready, now: datetime
) -> None:
    codes = []
    for telegram_id in range(1, 4):
        person = await join(telegram_id)
        await ready(person)
        rng = Random(3)
        registered = await registration.confirm(db, person, agenda=agenda, rng=rng, now=now)
        codes.append(registered.ticket_code or "")
    assert len(set(codes)) == 3
    assert all(len(code) == 6 and set(code) <= set(registration.TICKET_LETTERS) for code in codes)


async def test_old_drafts_are_forgotten(
    db: Database, join: Join, ready: Ready, now: datetime
) -> None:
    hour = timedelta(hours=1)
    for telegram_id, when in ((1, now - hour), (2, now), (3, now + hour)):
        await ready(await join(telegram_id), now=when)
    await registration.forget_drafts(db, before=now)
    assert list(await conversations.steps(db)) == [2, 3]


async def test_names_in_any_script_come_back_as_they_were_typed(
    agenda: Agenda, register: Register
) -> None:
    typed = ["ស៊ិន សុវណ្ណារិទ្ធ", "<b>O’Neil</b> & 'Co'\"; --", "Nguyễn Thị", "🙂 Dara"]
    people = [
        await register(number, agenda, name=name) for number, name in enumerate(typed, start=1)
    ]
    assert [person.name for person in people] == typed


async def test_times_are_stored_in_utc(db: Database, join: Join) -> None:
    del db
    dara = await join(1, now=datetime.fromisoformat("2025-07-03T08:20:00+07:00"))
    assert dara.joined_at == datetime(2025, 7, 3, 1, 20, tzinfo=UTC)
    assert dara.joined_at.tzinfo is UTC

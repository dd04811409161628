"""Event files loaded: once, whole or not at all, and stars that stay."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import event_file, participants
from bot.services.errors import OtherEvent
from bot.settings import BUILT_IN
from storage import stars
from storage.agenda import load
from storage.database import Database
from storage.models import Agenda, Locale, Participant, Plan

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]
Join = Callable[..., Awaitable[Participant]]

TEXT = BUILT_IN.read_text("utf-8")


def edited(*changes: tuple[str, str]) -> Plan:
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return event_file.parse(text)


def without(session_id: str) -> Plan:
    head, *sessions = TEXT.split("[[sessions]]")
    kept = [session for session in sessions if f'id = "{session_id}"' not in session]
    assert len(kept) == len(sessions) - 1
    return event_file.parse("[[sessions]]".join([head, *kept]))


async def test_what_was_loaded_is_what_the_file_says(db: Database, built_in: Plan) -> None:
    agenda = await load(db)
    assert agenda.event == built_in.event
    assert agenda.sessions == built_in.sessions


async def test_side_by_side_sessions_come_back_in_the_order_of_the_file(
    empty_db: Database, big_event: Plan, now: datetime
) -> None:
    assert await agendas.load_event(empty_db, big_event, now=now) is True
    agenda = await load(empty_db)
    assert (agenda.event, agenda.sessions) == (big_event.event, big_event.sessions)


async def test_before_a_file_was_loaded_there_is_no_agenda(empty_db: Database) -> None:
    with pytest.raises(LookupError, match=r"^'?no event file was loaded yet'?$"):
        await load(empty_db)


async def test_the_same_file_again_changes_nothing(
    db: Database, built_in: Plan, dump: Dump, now: datetime
) -> None:
    before = await dump()
    later = now + timedelta(days=1)
    assert await agendas.load_event(db, built_in, now=later) is False
    assert await dump() == before


async def test_an_edited_file_replaces_all_of_the_old_one(db: Database, now: datetime) -> None:
    file = edited(
        ('en = "Lunch Break"', 'en = "Long lunch"'),
        ("start = 2025-07-03 09:10:00", "start = 2025-07-03 09:12:00"),
        ("capacity = 170\n", ""),
    )
    assert await agendas.load_event(db, file, now=now) is True
    agenda = await load(db)
    moved_or_renamed = {"opening", "lunch-break"}
    assert agenda.event == file.event
    assert agenda.sessions == tuple(
        replace(session, sequence=int(session.id in moved_or_renamed)) for session in file.sessions
    )


async def test_the_first_file_once_more_brings_the_first_rows_back(
    db: Database, built_in: Plan, dump: Dump, now: datetime
) -> None:
    before = await dump()
    assert await agendas.load_event(db, without("panel"), now=now) is True
    assert await agendas.load_event(db, built_in, now=now) is True
    after = await dump()
    kept = {name: len(after.pop(name)) for name in ("agenda_version", "agenda_import")}
    assert kept == {"agenda_version": 3, "agenda_import": 2}
    assert after == {name: rows for name, rows in before.items() if name not in kept}


async def test_a_bad_file_changes_nothing(db: Database, dump: Dump, now: datetime) -> None:
    before = await dump()
    with pytest.raises(event_file.EventFileError):
        await agendas.load_event(db, event_file.parse(TEXT + "\n[[sessions]]\n"), now=now)
    assert await dump() == before


async def test_a_file_that_cannot_be_stored_changes_nothing(
    db: Database, built_in: Plan, dump: Dump, now: datetime
) -> None:
    before = await dump()
    event = replace(built_in.event, file_hash="other")
    twice = replace(built_in, event=event, rooms=built_in.rooms * 2)
    with pytest.raises(Exception, match=r"^UNIQUE constraint failed: room\.id$"):
        await agendas.load_event(db, twice, now=now)
    assert await dump() == before


async def test_another_event_is_refused(
    db: Database, big_event: Plan, dump: Dump, now: datetime
) -> None:
    before = await dump()
    with pytest.raises(OtherEvent) as caught:
        await agendas.load_event(db, big_event, now=now)
    assert str(caught.value) == (
        "The database holds the event “digital-government-2025”, the file is about"
        " “big-event-2026”. Set DATABASE to another file for another event."
    )
    assert await dump() == before


async def test_sessions_that_stay_keep_their_stars(
    db: Database, agenda: Agenda, join: Join, now: datetime
) -> None:
    dara = await join(1)
    for session_id in ("panel", "presentation", "plenary"):
        await agendas.star(db, dara.id, agenda=agenda, session_id=session_id, now=now)

    await agendas.load_event(db, without("plenary"), now=now)
    assert await stars.of(db, dara.id) == {"panel", "presentation"}

    moved = edited(("end = 2025-07-03 12:00:00", "end = 2025-07-03 11:55:00"))
    await agendas.load_event(db, moved, now=now)
    assert await stars.of(db, dara.id) == {"panel", "presentation"}


async def test_the_book_reads_again_only_what_changed(
    db: Database, built_in: Plan, now: datetime
) -> None:
    book = agendas.AgendaBook(db)
    first = await book.current(now=now)
    assert first.event == built_in.event
    await participants.speak(db, 7, Locale.EN, now=now)
    assert await book.current(now=now) is first

    await agendas.load_event(db, edited(("capacity = 170", "capacity = 200")), now=now)
    assert (await book.current(now=now)).event.capacity == 200

"""Edited event files: at once while there is no organiser, else offered, looked at, published."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import drafts, event_file, imports, publishing
from bot.services.errors import DoesNotFit, NotAllowed, OtherEvent, PreviewPassed
from bot.services.event_file import EventFileError
from bot.settings import BUILT_IN
from storage import agenda_drafts, agenda_versions
from storage.agenda import load
from storage.database import Database
from storage.models import (
    Cancel,
    ChangeKind,
    Participant,
    Plan,
    Preview,
    Published,
    RegistrationStatus,
    Role,
)
from tests.services.conftest import Has, Join, as_now

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

TEXT = BUILT_IN.read_text("utf-8")
LONG_LUNCH = TEXT.replace('en = "Lunch Break"', 'en = "Long lunch"')
LATE_END = LONG_LUNCH.replace("end = 2025-07-03 16:30:00", "end = 2025-07-03 16:45:00")
DELAY = timedelta(minutes=2)
DAY = timedelta(days=1)


async def publish(db: Database, organiser: Participant, shown: Preview, now: datetime) -> Published:
    return await publishing.publish(
        db,
        organiser,
        revision=shown.draft.revision,
        version=shown.version,
        delay=DELAY,
        now=now,
    )


async def offers(db: Database) -> list[tuple[int, str]]:
    rows = await db.all(
        "SELECT participant_id, subject FROM delivery WHERE kind = 'event_file' ORDER BY id"
    )
    return [(row["participant_id"], row["subject"][:16]) for row in rows]


def kinds(preview: Preview) -> dict[str, tuple[ChangeKind, ...]]:
    return {change.after.id: change.kinds for change in preview.changes}


async def test_without_an_organiser_an_edited_file_is_the_agenda(
    db: Database, now: datetime
) -> None:
    file = event_file.parse(LONG_LUNCH)
    assert await agendas.load_event(db, file, now=now) is True
    assert await agenda_versions.newest_number(db) == 2
    assert await offers(db) == []


async def test_with_organisers_it_waits_and_each_is_told_once(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    bopha = await has(101, Role.ORGANISER)
    await has(102, Role.MODERATOR)
    file = event_file.parse(LONG_LUNCH)
    for day in range(3):
        assert await agendas.load_event(db, file, now=now + day * DAY) is False
    assert await agenda_versions.newest_number(db) == 1
    signs = file.event.file_hash[:16]
    assert await offers(db) == [(sokha.id, signs), (bopha.id, signs)]
    row = await db.one("SELECT * FROM delivery ORDER BY id")
    assert row is not None
    assert [
        row[name] for name in ("dedupe_key", "subject", "priority", "due_at", "expires_at")
    ] == [
        f"event_file:{file.event.file_hash}:{sokha.id}",
        file.event.file_hash,
        "normal",
        "2025-07-03T01:20:00Z",
        "2025-07-04T01:20:00Z",
    ]


async def test_an_offered_file_is_previewed_and_published(
    db: Database, sokha: Participant, now: datetime
) -> None:
    file = event_file.parse(LONG_LUNCH)
    await agendas.load_event(db, file, now=now)
    shown = await imports.open_import(db, sokha, file.event.file_hash[:16], now=now)
    assert kinds(shown) == {"lunch-break": (ChangeKind.RENAMED,)}
    assert await imports.open_import(db, sokha, file.event.file_hash, now=now) == shown

    await publish(db, sokha, shown, now)
    assert (await load(db)).event == file.event
    assert await agendas.load_event(db, file, now=now) is False
    assert len(await offers(db)) == 1
    with pytest.raises(PreviewPassed):
        await imports.open_import(db, sokha, file.event.file_hash, now=now)


async def test_the_same_file_never_undoes_what_was_changed_live(
    db: Database, sokha: Participant, built_in: Plan, dump: Dump, now: datetime
) -> None:
    await publish(db, sokha, await drafts.change(db, sokha, Cancel("panel"), now=now), now)
    before = await dump()
    assert await agendas.load_event(db, built_in, now=now) is False
    assert await dump() == before

    uploaded = await imports.upload(db, sokha, TEXT.encode(), now=now)
    assert (uploaded.changes, uploaded.draft.edits) == ((), ())


async def test_live_changes_stay_beside_edited_ones(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await publish(db, sokha, await drafts.change(db, sokha, Cancel("panel"), now=now), now)
    shown = await imports.upload(db, sokha, LONG_LUNCH.encode(), now=now)
    assert kinds(shown) == {"lunch-break": (ChangeKind.RENAMED,)}
    await publish(db, sokha, shown, now)

    again = await imports.upload(db, sokha, LATE_END.encode(), now=now)
    assert kinds(again) == {"closing": (ChangeKind.MOVED,)}


async def test_another_file_takes_the_place_of_the_first_in_the_draft(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await imports.upload(db, sokha, LONG_LUNCH.encode(), now=now)
    await drafts.change(db, sokha, Cancel("panel"), now=now)
    shown = await imports.upload(db, sokha, LATE_END.encode(), now=now)
    assert kinds(shown) == {
        "panel": (ChangeKind.CANCELLED,),
        "lunch-break": (ChangeKind.RENAMED,),
        "closing": (ChangeKind.MOVED,),
    }
    assert len(shown.draft.edits) == 2


async def test_what_was_undone_is_not_offered_again(
    db: Database, sokha: Participant, now: datetime
) -> None:
    file = event_file.parse(LONG_LUNCH)
    shown = await imports.upload(db, sokha, LONG_LUNCH.encode(), now=now)
    await publish(db, sokha, shown, now)
    await publishing.undo(db, sokha, version=2, delay=DELAY, now=now)
    assert await agendas.load_event(db, file, now=now) is False
    assert await offers(db) == []
    assert kinds(await imports.open_import(db, sokha, file.event.file_hash, now=now)) == {
        "lunch-break": (ChangeKind.RENAMED,)
    }


async def test_a_file_that_changes_the_event_itself(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    dara = await join(7)
    async with db.transaction() as tx:
        await tx.all(
            "UPDATE participant SET status = 'waiting', registered_at = '2025-07-01T00:00:00Z'"
            " WHERE id = ?1",
            (dara.id,),
        )
        await tx.all("UPDATE event SET capacity = 0")
    bigger = TEXT.replace("capacity = 170", "capacity = 200")
    shown = await imports.upload(db, sokha, bigger.encode(), now=now)
    assert (shown.changes, shown.event_changed) == ((), True)
    done = await publish(db, sokha, shown, now)
    assert (done.changes, done.told) == ((), 0)
    assert (await load(db)).event.capacity == 200
    assert (await as_now(db, dara)).status is RegistrationStatus.REGISTERED


async def test_a_file_of_which_only_a_remark_changed_can_be_published(
    db: Database, sokha: Participant, now: datetime
) -> None:
    shown = await imports.upload(db, sokha, f"{TEXT}\n# A remark.\n".encode(), now=now)
    assert (shown.changes, shown.event_changed) == ((), False)
    done = await publish(db, sokha, shown, now)
    assert (done.version, done.changes, done.told) == (2, (), 0)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\xff", EventFileError),
        (b"[event]\n", EventFileError),
        (TEXT.replace('id = "panel"', 'id = "opening"').encode(), EventFileError),
        (
            TEXT.replace('id = "digital-government-2025"', 'id = "another-event"').encode(),
            OtherEvent,
        ),
    ],
)
async def test_what_cannot_be_used_changes_nothing(
    db: Database,
    sokha: Participant,
    dump: Dump,
    now: datetime,
    *,
    data: bytes,
    error: type[Exception],
) -> None:
    before = await dump()
    with pytest.raises(error):
        await imports.upload(db, sokha, data, now=now)
    assert await dump() == before


async def test_an_unknown_file_cannot_be_opened(
    db: Database, sokha: Participant, now: datetime
) -> None:
    for signs in ("", "0" * 16, "%"):
        with pytest.raises(PreviewPassed):
            await imports.open_import(db, sokha, signs, now=now)
    assert await agenda_drafts.of(db, sokha.id) is None


async def test_only_organisers_may(db: Database, has: Has, now: datetime) -> None:
    moderator = await has(5, Role.MODERATOR)
    with pytest.raises(NotAllowed):
        await imports.upload(db, moderator, LONG_LUNCH.encode(), now=now)
    with pytest.raises(NotAllowed):
        await imports.open_import(db, moderator, "0" * 16, now=now)


async def test_a_file_by_which_all_would_be_deleted_at_once_is_refused(
    db: Database, sokha: Participant
) -> None:
    early = TEXT.replace("purge_on = 2025-10-03", "purge_on = 2025-07-10").encode()
    the_day = datetime(2025, 7, 9, 17, tzinfo=UTC)

    shown = await imports.upload(db, sokha, early, now=the_day - DELAY)
    assert shown.draft.edits
    await drafts.discard(db, sokha, now=the_day)
    with pytest.raises(DoesNotFit, match="deleted at once"):
        await imports.upload(db, sokha, early, now=the_day)

"""Publishing: one version, one notice; told at once, or taken back before anybody knew."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import drafts, publishing
from bot.services.errors import PreviewPassed
from storage import agenda_drafts, agenda_versions, progress
from storage.agenda import load
from storage.database import Database
from storage.models import (
    Add,
    Agenda,
    Cancel,
    ChangeKind,
    DeliveryKind,
    Edit,
    Participant,
    Plan,
    Progress,
    Published,
    Rename,
    Role,
    SessionChange,
    SessionStatus,
    Shift,
    ShiftRule,
    Text,
)
from tests.services.conftest import Has

Publish = Callable[..., Awaitable[Published]]
Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

DELAY = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def publish(db: Database, sokha: Participant, now: datetime) -> Publish:
    """Change and publish: `await publish(Cancel("panel"))`."""

    async def published(*steps: Edit, at: datetime = now) -> Published:
        for step in steps:
            shown = await drafts.change(db, sokha, step, now=at)
        return await publishing.publish(
            db,
            sokha,
            revision=shown.draft.revision,
            version=shown.version,
            delay=DELAY,
            now=at,
        )

    return published


async def notices(db: Database) -> list[tuple[str, str]]:
    """The subject and the status of every notice of a change."""
    rows = await db.all("SELECT subject, status FROM delivery WHERE kind = 'change' ORDER BY id")
    return [(row["subject"], row["status"]) for row in rows]


async def test_a_draft_becomes_the_agenda(
    db: Database, publish: Publish, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    panel = built_in.sessions[5]
    called_off = replace(panel, status=SessionStatus.CANCELLED, sequence=1)
    assert await publish(Cancel("panel")) == Published(
        version=2,
        changes=(SessionChange(panel, called_off, (ChangeKind.CANCELLED,)),),
        told=1,
        due_at=now + DELAY,
    )
    version = await agenda_versions.newest(db)
    assert version is not None
    assert (version.number, version.published_at, version.published_by) == (2, now, sokha.id)
    assert (await load(db)).sessions == version.plan.sessions
    assert version.plan.sessions == tuple(
        called_off if each is panel else each for each in built_in.sessions
    )
    assert await drafts.preview(db, sokha, now=now) is None
    assert await agenda_drafts.count_open(db) == 0


async def test_a_second_tap_publishes_nothing(
    db: Database, sokha: Participant, now: datetime
) -> None:
    shown = await drafts.change(db, sokha, Cancel("panel"), now=now)

    async def tap() -> Published:
        return await publishing.publish(
            db, sokha, revision=shown.draft.revision, version=1, delay=DELAY, now=now
        )

    outcomes = await asyncio.gather(*(tap() for _ in range(5)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["PreviewPassed"] * 4 + ["Published"]
    assert await agenda_versions.newest_number(db) == 2
    assert await notices(db) == [("1-2", "pending")]


async def test_what_was_done_already_is_known(
    db: Database, publish: Publish, sokha: Participant, has: Has, now: datetime
) -> None:
    bopha = await has(101, Role.ORGANISER)
    done = await publish(Cancel("panel"))
    assert await publishing.published(db, sokha, revision=1, version=1) == done
    assert await publishing.published(db, sokha, revision=0, version=1) is None
    assert await publishing.published(db, bopha, revision=1, version=1) is None
    assert await publishing.undone(db, sokha, version=1) is None

    undone = await publishing.undo(db, sokha, version=2, delay=DELAY, now=now)
    assert await publishing.undone(db, sokha, version=2) == replace(undone, due_at=now)
    assert await publishing.undone(db, bopha, version=2) is None
    assert await publishing.published(db, sokha, revision=1, version=1) is None

    await publish(Cancel("closing"))
    assert await publishing.undone(db, sokha, version=2) is None
    assert await publishing.undone(db, sokha, version=3) is None


async def test_the_message_that_shows_it_is_stored_with_it(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    await has(101, Role.MODERATOR)
    shown = await drafts.change(db, sokha, Cancel("panel"), now=now)
    seen = {"revision": shown.draft.revision, "version": 1}
    await publishing.publish(db, sokha, **seen, delay=DELAY, now=now, shown_in=(100, 7))
    followed = Progress(DeliveryKind.CHANGE, "%-2", 100, 7)
    assert await progress.under_way(db) == [followed]


async def test_what_changes_nothing_is_not_published(
    db: Database, sokha: Participant, built_in: Plan, dump: Dump, now: datetime
) -> None:
    await drafts.change(db, sokha, Rename("panel", Text("ថ្មី", "New")), now=now)
    back = Rename("panel", built_in.sessions[5].title)
    shown = await drafts.change(db, sokha, back, now=now)
    assert shown.changes == ()
    before = await dump()
    with pytest.raises(PreviewPassed):
        await publishing.publish(
            db, sokha, revision=shown.draft.revision, version=1, delay=DELAY, now=now
        )
    assert await dump() == before


async def test_undo_publishes_the_version_before(
    db: Database, publish: Publish, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    done = await publish(Cancel("panel"))
    undone = await publishing.undo(db, sokha, version=done.version, delay=DELAY, now=now)
    panel = replace(built_in.sessions[5], sequence=2)
    assert (undone.version, undone.told) == (3, 0)
    assert [(each.after, each.kinds) for each in undone.changes] == [
        (panel, (ChangeKind.RESTORED,))
    ]
    assert await notices(db) == [("1-2", "expired")]
    assert (await load(db)).session("panel") == panel

    with pytest.raises(PreviewPassed):
        await publishing.undo(db, sokha, version=done.version, delay=DELAY, now=now)
    redone = await publishing.undo(db, sokha, version=3, delay=DELAY, now=now)
    assert [each.kinds for each in redone.changes] == [(ChangeKind.CANCELLED,)]
    assert await notices(db) == [("1-2", "expired"), ("3-4", "pending")]


async def test_before_the_first_version_there_is_nothing_to_undo(
    db: Database, sokha: Participant, now: datetime
) -> None:
    for version in (0, 1, 2):
        with pytest.raises(PreviewPassed):
            await publishing.undo(db, sokha, version=version, delay=DELAY, now=now)


async def test_a_session_added_and_undone_is_cancelled_for_those_who_were_told(
    db: Database, publish: Publish, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    new = replace(built_in.sessions[1], id="briefing", room=None, speakers=())
    await publish(Add(new))
    async with db.transaction() as tx:
        await tx.all("UPDATE delivery SET status = 'sent'")
    undone = await publishing.undo(db, sokha, version=2, delay=DELAY, now=now)
    assert [(each.after.id, each.kinds) for each in undone.changes] == [
        ("briefing", (ChangeKind.CANCELLED,))
    ]
    assert await notices(db) == [("1-2", "sent"), ("2-3", "pending")]


async def test_an_undo_of_ones_own_is_not_shown_as_somebody_elses(
    db: Database, publish: Publish, sokha: Participant, has: Has, now: datetime
) -> None:
    done = await publish(Cancel("panel"))
    bopha = await has(101, Role.ORGANISER)
    for organiser in (sokha, bopha):
        await drafts.change(db, organiser, Cancel("closing"), now=now)
    undone = await publishing.undo(db, sokha, version=done.version, delay=DELAY, now=now)

    mine = await drafts.preview(db, sokha, now=now)
    theirs = await drafts.preview(db, bopha, now=now)
    assert mine is not None
    assert theirs is not None
    assert (mine.since, theirs.since) == ((), undone.changes)


async def test_people_are_told_at_once_if_need_be(
    db: Database, publish: Publish, sokha: Participant, now: datetime
) -> None:
    done = await publish(Cancel("panel"))
    later = now + MINUTE
    assert await publishing.tell_now(db, sokha, version=done.version, now=later) is True
    (row,) = await db.all("SELECT due_at FROM delivery")
    assert row["due_at"] == "2025-07-03T01:21:00Z"
    assert await publishing.tell_now(db, sokha, version=done.version, now=later) is False
    assert await publishing.tell_now(db, sokha, version=7, now=later) is False


async def test_old_times_stand_for_the_rest_of_the_day(
    db: Database, publish: Publish, built_in: Plan, now: datetime
) -> None:
    book = agendas.AgendaBook(db)
    assert (await book.current(now=now)).changes == ()
    late = Shift(15, ShiftRule.BREAKS, False, now + 2 * timedelta(hours=1))
    await publish(late, at=late.at)
    await publish(replace(late, minutes=10, at=late.at + 5 * MINUTE), at=late.at + 5 * MINUTE)
    await publish(Rename("panel", Text("ថ្មី", "New")), at=late.at + 6 * MINUTE)

    its = await book.current(now=late.at + 7 * MINUTE)
    panel, now_panel = built_in.sessions[5], its.session("panel")
    assert now_panel is not None
    assert its.version == 4
    change = its.change("panel")
    assert change == SessionChange(panel, now_panel, (ChangeKind.MOVED, ChangeKind.RENAMED))
    assert now_panel.starts_at - panel.starts_at == 20 * MINUTE
    assert now_panel.sequence == 3

    tomorrow = await book.current(now=now + timedelta(days=1))
    assert tomorrow.changes == ()


async def test_what_is_cancelled_is_not_on_stage(
    db: Database, publish: Publish, sokha: Participant, now: datetime
) -> None:
    book = agendas.AgendaBook(db)
    async with db.transaction() as tx:
        await tx.all(
            "INSERT INTO stage (id, session_id, since, set_by)"
            " VALUES (1, 'panel', '2025-07-03T01:20:00Z', ?1)",
            (sokha.id,),
        )
    assert agendas.on_stage(await book.current(now=now), now) is not None
    await publish(Cancel("panel"))
    assert agendas.on_stage(await book.current(now=now), now) is None


async def test_stars_outlive_every_change(
    db: Database, publish: Publish, agenda: Agenda, sokha: Participant, now: datetime
) -> None:
    await agendas.star(db, sokha.id, agenda=agenda, session_id="panel", now=now)
    await publish(Cancel("panel"))
    await publishing.undo(db, sokha, version=2, delay=DELAY, now=now)
    rows = await db.all("SELECT session_id FROM star")
    assert [row["session_id"] for row in rows] == ["panel"]


async def test_a_version_whose_data_would_be_deleted_at_once_is_not_published(
    db: Database, publish: Publish, sokha: Participant, now: datetime
) -> None:
    await publish(Cancel("panel"))
    october = now + timedelta(days=92)
    with pytest.raises(PreviewPassed):
        await publish(Cancel("plenary"), at=october)
    with pytest.raises(PreviewPassed):
        await publishing.undo(db, sokha, version=2, delay=DELAY, now=october)
    assert await agenda_versions.newest_number(db) == 2

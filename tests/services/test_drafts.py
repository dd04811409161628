"""Drafts of the agenda: gathered, previewed, corrected, given up; each organiser's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import drafts, edits, publishing, stage
from bot.services.errors import DoesNotFit, NotAllowed, PreviewPassed
from storage import agenda_drafts
from storage.database import Database
from storage.models import (
    AgendaDraft,
    Cancel,
    ChangeKind,
    OthersDraft,
    Participant,
    Plan,
    Preview,
    Rename,
    Role,
    SessionChange,
    Shift,
    ShiftRule,
    Text,
)
from tests.services.conftest import Has, Join

LUNCH = Rename("lunch-break", Text("អាហារថ្ងៃត្រង់យូរ", "Long lunch"))
PANEL = Cancel("panel")
DELAY = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
AT = datetime(2025, 7, 3, 3, 20, tzinfo=UTC)


@pytest.fixture
async def bopha(has: Has) -> Participant:
    """Another organiser."""
    return await has(101, Role.ORGANISER)


def late(minutes: int, rule: ShiftRule = ShiftRule.EVERYTHING) -> Shift:
    return Shift(minutes, rule, False, AT)


def touched(preview: Preview | None) -> dict[str, tuple[ChangeKind, ...]]:
    assert preview is not None
    return {change.after.id: change.kinds for change in preview.changes}


async def test_without_a_draft_there_is_nothing_to_preview(
    db: Database, sokha: Participant, now: datetime
) -> None:
    assert await drafts.preview(db, sokha, now=now) is None
    await drafts.discard(db, sokha, now=now)
    assert await drafts.preview(db, sokha, now=now) is None


async def test_edits_gather(
    db: Database, sokha: Participant, built_in: Plan, now: datetime
) -> None:
    first = await drafts.change(db, sokha, LUNCH, now=now)
    lunch = built_in.sessions[6]
    changes = (SessionChange(lunch, replace(lunch, title=LUNCH.title), (ChangeKind.RENAMED,)),)
    assert first == Preview(
        draft=AgendaDraft(sokha.id, 1, 1, (LUNCH,)),
        version=1,
        plan=edits.apply(built_in, LUNCH),
        changes=changes,
        event_changed=False,
        told=0,
    )

    second = await drafts.change(db, sokha, PANEL, now=now)
    assert second.draft == AgendaDraft(sokha.id, 1, 2, (LUNCH, PANEL))
    assert touched(second) == {
        "panel": (ChangeKind.CANCELLED,),
        "lunch-break": (ChangeKind.RENAMED,),
    }
    assert second.told == 1
    assert await drafts.preview(db, sokha, now=now) == second


async def test_what_does_not_fit_changes_nothing(
    db: Database, sokha: Participant, now: datetime
) -> None:
    before = await drafts.change(db, sokha, PANEL, now=now)
    for edit in (Rename("panel", LUNCH.title), Cancel("gone"), late(-30)):
        with pytest.raises(DoesNotFit):
            await drafts.change(db, sokha, edit, now=now)
        with pytest.raises(DoesNotFit):
            await drafts.replace_last(
                db, sokha, Cancel("gone"), revision=before.draft.revision, now=now
            )
    assert await drafts.preview(db, sokha, now=now) == before


async def test_another_rule_takes_the_place_of_the_last_edit(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await drafts.change(db, sokha, LUNCH, now=now)
    shown = await drafts.change(db, sokha, late(15), now=now)
    breaks = late(15, ShiftRule.BREAKS)
    found = await drafts.replace_last(db, sokha, breaks, revision=shown.draft.revision, now=now)
    assert found.draft == AgendaDraft(sokha.id, 1, 3, (LUNCH, breaks))
    with pytest.raises(PreviewPassed):
        await drafts.replace_last(db, sokha, late(5), revision=shown.draft.revision, now=now)


async def test_a_delay_said_once_more_is_not_added_to_the_first(
    db: Database, sokha: Participant, now: datetime
) -> None:
    for edit in (late(15), LUNCH, late(10)):
        found = await drafts.change(db, sokha, edit, now=now)
    assert found.draft.edits == (LUNCH, late(10))


async def test_edits_are_taken_back_one_by_one(
    db: Database, sokha: Participant, now: datetime
) -> None:
    await drafts.change(db, sokha, LUNCH, now=now)
    shown = await drafts.change(db, sokha, PANEL, now=now)
    found = await drafts.take_back(db, sokha, revision=shown.draft.revision, now=now)
    assert found is not None
    assert found.draft == AgendaDraft(sokha.id, 1, 3, (LUNCH,))
    with pytest.raises(PreviewPassed):
        await drafts.take_back(db, sokha, revision=shown.draft.revision, now=now)
    assert await drafts.take_back(db, sokha, revision=3, now=now) is None
    assert await drafts.preview(db, sokha, now=now) is None
    with pytest.raises(PreviewPassed):
        await drafts.take_back(db, sokha, revision=4, now=now)


async def test_a_preview_of_a_discarded_draft_means_nothing_later(
    db: Database, sokha: Participant, now: datetime
) -> None:
    shown = await drafts.change(db, sokha, LUNCH, now=now)
    await drafts.discard(db, sokha, now=now)
    assert await agenda_drafts.count_open(db) == 0

    other = await drafts.change(db, sokha, PANEL, now=now)
    assert (shown.draft.revision, other.draft.revision) == (1, 3)
    assert await agenda_drafts.count_open(db) == 1
    with pytest.raises(PreviewPassed):
        await publishing.publish(db, sokha, revision=1, version=1, delay=DELAY, now=now)


async def test_two_at_once_see_each_others_drafts(
    db: Database, sokha: Participant, bopha: Participant, now: datetime
) -> None:
    theirs = await drafts.change(db, bopha, PANEL, now=now - 30 * MINUTE)
    shown = await drafts.change(db, sokha, LUNCH, now=now)
    assert shown.others == (OthersDraft(None, theirs.changes),)

    theirs_now = await drafts.preview(db, bopha, now=now)
    assert theirs_now is not None
    assert theirs_now.others == (OthersDraft(None, shown.changes),)

    later = await drafts.preview(db, sokha, now=now + MINUTE)
    assert later is not None
    assert later.others == ()


async def test_what_another_published_meanwhile_is_shown_and_nothing_is_overwritten(
    db: Database, sokha: Participant, bopha: Participant, now: datetime
) -> None:
    mine = await drafts.change(db, sokha, LUNCH, now=now)
    theirs = await drafts.change(db, bopha, PANEL, now=now)
    published = await publishing.publish(
        db, bopha, revision=theirs.draft.revision, version=1, delay=DELAY, now=now
    )
    with pytest.raises(PreviewPassed):
        await publishing.publish(
            db, sokha, revision=mine.draft.revision, version=1, delay=DELAY, now=now
        )

    again = await drafts.preview(db, sokha, now=now)
    assert again is not None
    assert (again.version, again.since, again.others) == (2, published.changes, ())
    assert touched(again) == {"lunch-break": (ChangeKind.RENAMED,)}
    assert await drafts.preview(db, sokha, now=now) == again

    await publishing.publish(
        db, sokha, revision=again.draft.revision, version=2, delay=DELAY, now=now
    )
    begun = await drafts.change(db, sokha, Cancel("closing"), now=now)
    assert (begun.version, begun.since) == (3, ())


async def test_what_does_not_fit_any_more_is_said_and_left_out(
    db: Database, sokha: Participant, bopha: Participant, now: datetime
) -> None:
    rename = Rename("panel", LUNCH.title)
    await drafts.change(db, sokha, rename, now=now)
    await drafts.change(db, sokha, LUNCH, now=now)
    theirs = await drafts.change(db, bopha, PANEL, now=now)
    await publishing.publish(
        db, bopha, revision=theirs.draft.revision, version=1, delay=DELAY, now=now
    )
    found = await drafts.preview(db, sokha, now=now)
    assert found is not None
    assert found.refused == (rename,)
    assert touched(found) == {"lunch-break": (ChangeKind.RENAMED,)}

    done = await publishing.publish(
        db, sokha, revision=found.draft.revision, version=2, delay=DELAY, now=now
    )
    assert [(each.after.id, each.kinds) for each in done.changes] == [
        ("lunch-break", (ChangeKind.RENAMED,))
    ]


async def test_a_delay_said_long_ago_is_said_anew(db: Database, sokha: Participant) -> None:
    said = await drafts.change(db, sokha, late(15), now=AT)
    assert await drafts.preview(db, sokha, now=AT + 5 * MINUTE) == said

    later = AT + timedelta(hours=4)
    with pytest.raises(PreviewPassed):
        await publishing.publish(
            db, sokha, revision=said.draft.revision, version=1, delay=DELAY, now=later
        )
    await stage.mark(
        db,
        sokha,
        "group-work",
        agenda=await agendas.AgendaBook(db).current(now=later),
        now=later,
    )
    found = await drafts.preview(db, sokha, now=later)
    assert found is not None
    assert found.draft == AgendaDraft(
        sokha.id, 1, 2, (replace(late(15), at=later, on_stage="group-work"),)
    )
    assert "panel" in touched(said)
    assert "panel" not in touched(found)

    done = await publishing.publish(db, sokha, revision=2, version=1, delay=DELAY, now=later)
    assert {each.after.id: each.kinds for each in done.changes} == touched(found)


async def test_a_delay_that_does_not_fit_any_more_is_left_out(
    db: Database, sokha: Participant
) -> None:
    await drafts.change(db, sokha, LUNCH, now=AT)
    await drafts.change(db, sokha, late(15), now=AT)
    evening = AT + timedelta(hours=10)

    found = await drafts.preview(db, sokha, now=evening)

    assert found is not None
    assert found.refused == (replace(late(15), at=evening),)
    assert touched(found) == {"lunch-break": (ChangeKind.RENAMED,)}


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_only_organisers_may(
    db: Database, has: Has, join: Join, now: datetime, role: Role
) -> None:
    person = await has(5, role) if role is not Role.ATTENDEE else await join(5)
    for attempt in (
        drafts.preview(db, person, now=now),
        drafts.change(db, person, PANEL, now=now),
        drafts.replace_last(db, person, PANEL, revision=1, now=now),
        drafts.take_back(db, person, revision=1, now=now),
        drafts.discard(db, person, now=now),
        publishing.publish(db, person, revision=1, version=1, delay=DELAY, now=now),
        publishing.tell_now(db, person, version=1, now=now),
        publishing.undo(db, person, version=1, delay=DELAY, now=now),
    ):
        with pytest.raises(NotAllowed):
            await attempt

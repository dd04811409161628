"""The stage: who may mark it, how long a mark holds, and how far off the plan it is."""

from datetime import datetime, timedelta

import pytest

from bot.services import agenda as agendas
from bot.services import drafts, publishing, stage
from bot.services.agenda import AgendaBook
from bot.services.errors import NoSuchSession, NotAllowed, PreviewPassed
from storage import participants
from storage.database import Database
from storage.models import (
    Agenda,
    Cancel,
    Mark,
    OnStage,
    Participant,
    Role,
    Shift,
    ShiftRule,
)
from tests.services.conftest import Has

MORNING = datetime.fromisoformat("2025-07-03T01:20:00Z")  # 08:20 in Phnom Penh


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return a local time of the event's day."""
    return MORNING + timedelta(hours=hour - 8, minutes=minute - 20, seconds=second)


class Play:
    """The agenda as it is read, and somebody who runs the stage."""

    def __init__(self, db: Database, actor: Participant) -> None:
        self.db = db
        self.actor = actor
        self._book = AgendaBook(db)

    async def agenda(self, now: datetime) -> Agenda:
        """Return the agenda as it stands."""
        return await self._book.current(now=now)

    async def mark(
        self, session_id: str, now: datetime, by: Participant | None = None
    ) -> Mark | None:
        """Say that a session is on."""
        return await stage.mark(
            self.db, by or self.actor, session_id, agenda=await self.agenda(now), now=now
        )

    async def look(self, now: datetime, by: Participant | None = None) -> OnStage:
        """Look at the stage."""
        return await stage.look(self.db, by or self.actor, agenda=await self.agenda(now), now=now)

    async def on(self, now: datetime) -> list[str]:
        """Return the ids of what is on for everyone."""
        return [each.id for each in agendas.at(await self.agenda(now), now).running]


@pytest.fixture
async def play(db: Database, sokha: Participant) -> Play:
    """The built-in agenda and an organiser."""
    return Play(db, sokha)


async def test_without_a_mark_the_clock_says_what_is_on(play: Play) -> None:
    its = await play.look(at(10, 35))

    assert [each.id for each in its.by_clock] == ["coffee-break"]
    assert (its.mark, its.until, its.late, its.may_move) == (None, None, 0, True)
    assert its.sessions == (await play.agenda(at(10, 35))).sessions


async def test_a_mark_says_who_said_so_and_until_when_it_holds(
    play: Play, sokha: Participant
) -> None:
    assert await play.mark("panel", at(10, 44)) is None

    its = await play.look(at(10, 44))
    assert its.mark == Mark("panel", at(10, 44), None, sokha.id, None)
    assert [each.id for each in its.by_clock] == ["coffee-break"]
    assert its.until == at(12)
    assert await play.on(at(10, 44)) == ["panel"]
    assert await play.on(at(11, 59, 59)) == ["panel"]
    assert await play.on(at(12)) == ["lunch-break"]
    assert (await play.look(at(12))).mark is None


async def test_it_holds_half_an_hour_at_least_and_longer_when_said_again(play: Play) -> None:
    await play.mark("coffee-break", at(10, 40))
    assert (await play.look(at(10, 41))).until == at(11, 10)

    await play.mark("coffee-break", at(10, 50))

    its = await play.look(at(10, 51))
    assert its.mark is not None
    assert (its.mark.since, its.mark.renewed_at) == (at(10, 40), at(10, 50))
    assert its.until == at(11, 20)
    assert await play.on(at(11, 19)) == ["coffee-break"]
    assert await play.on(at(11, 20)) == ["panel"]


async def test_after_it_ended_a_mark_is_a_new_one(play: Play) -> None:
    await play.mark("panel", at(10, 45))

    await play.mark("panel", at(12, 1))

    its = await play.look(at(12, 1))
    assert its.mark is not None
    assert (its.mark.since, its.mark.renewed_at, its.until) == (at(12, 1), None, at(12, 31))


async def test_the_last_one_counts_and_hears_what_was_said_before(
    play: Play, has: Has, db: Database
) -> None:
    bopha = await has(2, Role.MODERATOR)
    await play.mark("coffee-break", at(10, 38))

    before = await play.mark("panel", at(10, 40), by=bopha)

    assert before == Mark("coffee-break", at(10, 38), None, play.actor.id, None)
    assert await play.mark("lunch-break", at(10, 41), by=bopha) is None  # their own
    assert await play.mark("group-work", at(13, 35)) is None  # it did not hold any more
    assert len(await db.all("SELECT * FROM stage")) == 1


async def test_whoever_marked_it_may_leave(play: Play, has: Has, db: Database) -> None:
    bopha = await has(2, Role.MODERATOR)
    await play.mark("panel", at(10, 40), by=bopha)
    async with db.transaction() as tx:
        await participants.delete(tx, bopha.id)

    its = await play.look(at(10, 41))

    assert its.mark == Mark("panel", at(10, 40), None, None, None)


async def test_following_the_clock_twice_is_no_harm(play: Play, db: Database) -> None:
    await play.mark("panel", at(10, 40))

    await stage.follow_clock(db, play.actor)
    await stage.follow_clock(db, play.actor)

    assert await play.on(at(10, 40)) == ["coffee-break"]


@pytest.mark.parametrize(
    ("session_id", "marked", "now", "late"),
    [
        ("panel", (10, 45), (10, 45), 0),
        ("panel", (10, 49, 59), (10, 50), 0),
        ("panel", (10, 50), (10, 50), 5),
        ("panel", (10, 57), (11, 20), 10),
        ("panel", (10, 58), (10, 58), 15),
        ("panel", (11, 45), (11, 45), 60),
        ("panel", (11, 46), (11, 46), 0),  # no delay: they tell what goes on
        ("panel", (10, 40, 1), (10, 41), 0),
        ("panel", (10, 40), (10, 41), -5),
        ("panel", (10, 33), (10, 33), -10),
        ("panel", (9, 40), (9, 40), 0),
        ("coffee-break", (10, 30), (10, 49), 0),
        ("coffee-break", (10, 30), (10, 50), 5),
        ("coffee-break", (10, 30), (10, 51), 10),
        ("coffee-break", (10, 50), (10, 51), 10),
        ("welcome", (10, 30), (10, 30), 0),
    ],
)
async def test_how_late_the_rest_of_the_day_is(
    play: Play, session_id: str, marked: tuple[int, ...], now: tuple[int, ...], late: int
) -> None:
    await play.mark(session_id, at(*marked))

    assert (await play.look(at(*now))).late == late


async def test_once_the_agenda_says_so_it_is_late_no_more(play: Play, db: Database) -> None:
    await play.mark("panel", at(10, 57))
    shift = Shift(10, ShiftRule.EVERYTHING, False, at(10, 58), "panel")
    found = await drafts.change(db, play.actor, shift, now=at(10, 58))
    await publishing.publish(
        db,
        play.actor,
        revision=found.draft.revision,
        version=found.version,
        delay=timedelta(),
        now=at(10, 58),
    )

    its = await play.look(at(10, 59))

    assert (its.late, its.until) == (0, at(12, 10))


async def test_what_was_cancelled_is_not_on_and_cannot_be_marked(play: Play, db: Database) -> None:
    await play.mark("panel", at(10, 45))
    found = await drafts.change(db, play.actor, Cancel("panel"), now=at(10, 46))
    await publishing.publish(
        db,
        play.actor,
        revision=found.draft.revision,
        version=found.version,
        delay=timedelta(),
        now=at(10, 46),
    )

    its = await play.look(at(10, 47))
    assert (its.mark, "panel" in [each.id for each in its.sessions]) == (None, False)
    with pytest.raises(PreviewPassed):
        await play.mark("panel", at(10, 47))


async def test_only_sessions_of_the_day_are_marked(play: Play, db: Database) -> None:
    with pytest.raises(NoSuchSession):
        await play.mark("no-such", at(10))
    with pytest.raises(PreviewPassed):
        await play.mark("panel", at(10) + timedelta(days=1))
    assert await db.all("SELECT * FROM stage") == []
    assert (await play.look(at(10) - timedelta(days=1))).sessions == ()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ORGANISER])
async def test_who_runs_the_day_sets_the_stage(
    play: Play, has: Has, db: Database, role: Role
) -> None:
    dara = await has(2, role)

    await play.mark("panel", at(10, 40), by=dara)
    assert (await play.look(at(10, 40), by=dara)).may_move is (role is Role.ORGANISER)
    await stage.follow_clock(db, dara)


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER])
async def test_nobody_else_does(play: Play, has: Has, db: Database, role: Role) -> None:
    dara = await has(2, role)

    with pytest.raises(NotAllowed):
        await play.mark("no-such", at(10, 40), by=dara)
    with pytest.raises(NotAllowed):
        await play.look(at(10, 40), by=dara)
    with pytest.raises(NotAllowed):
        await stage.follow_clock(db, dara)
    assert await db.all("SELECT * FROM stage") == []


async def test_a_role_that_was_taken_away_counts_no_more(play: Play, has: Has) -> None:
    dara = await has(2, Role.MODERATOR)
    await has(2, Role.ATTENDEE)

    with pytest.raises(NotAllowed):
        await play.mark("panel", at(10, 40), by=dara)

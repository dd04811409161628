"""The scheduler's ticks, each run as the scheduler runs it."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot import app, jobs
from bot.clock import Clock
from bot.context import Context, WorkshopApplication
from bot.services import members, participants, registration
from bot.settings import Settings
from simulator.server import Simulator
from storage import conversations
from storage.models import Locale

TOKEN = "100200300:simulator"  # noqa: S105 -- it opens nothing but the simulator
START = datetime(2025, 7, 3, 1, 20, tzinfo=UTC)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(token=TOKEN) as running:
        yield running


@pytest.fixture
async def application(simulator: Simulator, tmp_path: Path) -> AsyncIterator[WorkshopApplication]:
    """The bot, ready but with no scheduler running."""
    settings = Settings(bot_token=TOKEN, bot_api_url=simulator.url, database=tmp_path / "w.db")
    clock = Clock(start=START, speed=0)
    async with app.opened(settings, clock=clock, rng=Random(1)) as built:
        await built.initialize()
        yield built
        await built.shutdown()


def tick(application: WorkshopApplication) -> Context:
    return Context(application)


def test_every_tick_may_be_late_and_never_overtakes_itself(
    application: WorkshopApplication,
) -> None:
    queue = application.job_queue
    assert queue is not None

    assert {job.name: job.job.max_instances for job in queue.jobs()} == {
        "outbox": 1,
        "reminders": 1,
        "release": 1,
        "queues": 1,
        "progress": 1,
        "purge": 1,
        "tidy": 1,
        "menus": 1,
    }
    assert {job.job.misfire_grace_time for job in queue.jobs()} == {jobs.MISFIRE_GRACE}
    assert all(job.job.coalesce for job in queue.jobs())


async def test_menus_stand_before_anybody_has_chosen_a_language(
    application: WorkshopApplication,
) -> None:
    await jobs.put_menus(tick(application))

    khmer, english = (
        await application.bot.get_my_commands(),
        await application.bot.get_my_commands(language_code="en"),
    )
    assert [command.command for command in khmer] == [command.command for command in english]
    assert (khmer[0].command, khmer[0].description) == ("start", "ម៉ឺនុយដើម")
    assert (english[0].command, english[0].description) == ("start", "Main menu")
    assert len(english) == 13


async def test_the_team_has_its_menus_after_a_start(
    application: WorkshopApplication, simulator: Simulator
) -> None:
    dara, gone, sokha = [await simulator.person(name) for name in ("Dara", "Gone", "Sokha")]
    shared = application.bot_data
    for person in (dara, gone, sokha):
        await person.send("/start", expect=0)  # a bot may write to whoever began
        await participants.speak(shared.db, person.id, Locale.EN, now=START)
    await gone.block()
    await members.appoint(shared.db, {gone.id, sokha.id})  # as the settings name them

    await jobs.put_menus(tick(application))

    for person in (dara, sokha):
        await person.refresh()
    assert sokha.commands[:5] == ["start", "admin", "late", "checkin", "stage"]
    assert dara.commands[:2] == ["start", "register"]


async def test_a_registration_that_nobody_went_on_with_is_forgotten_after_a_day(
    application: WorkshopApplication,
) -> None:
    shared = application.bot_data
    old, new = [await participants.speak(shared.db, n, Locale.EN, now=START) for n in (1, 2)]
    await registration.begin(shared.db, old, now=START)
    await registration.begin(shared.db, new, now=START + timedelta(seconds=1))

    shared.clock.set(now=START + jobs.DRAFTS_LIVE)
    await jobs.tidy(tick(application))
    assert list(await conversations.steps(shared.db)) == [1, 2]

    shared.clock.set(now=START + jobs.DRAFTS_LIVE + timedelta(seconds=1))
    await jobs.tidy(tick(application))
    assert list(await conversations.steps(shared.db)) == [2]


async def test_a_tick_that_fails_is_one_line_in_the_log(
    application: WorkshopApplication,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await simulator.control("/faults", {"kind": "drop_before", "method": "setMyCommands"})

    with caplog.at_level(logging.INFO, "bot"):
        await jobs.put_menus(tick(application))

    assert [record.getMessage() for record in caplog.records] == ["a tick failed: PerhapsDelivered"]


async def test_with_nothing_to_send_nothing_is_sent(
    application: WorkshopApplication, simulator: Simulator
) -> None:
    await jobs.send(tick(application))

    assert [each["method"] for each in simulator.world.traffic.after(0)] == ["getMe"]

"""Reminders as they arrive, and the choices in /settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot import jobs
from bot.context import Context
from simulator.person import Person
from storage import reminders
from storage.models import ReminderRule, ReminderScope, Role
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.plays import register
from tests.e2e.said import Rows, Said, Seen, seen
from tests.e2e.said_agenda import DAY

EVENING = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
STARTS = {
    "km": "ចាប់ផ្ដើមក្នុង ១០ នាទីទៀត (ម៉ោង {})",
    "en": "Starts in 10 minutes ({})",
}
BEGAN = {"km": "បានចាប់ផ្ដើមនៅម៉ោង {}", "en": "Began at {}"}
TIMES = {
    "km": {"group-work": "១:៣០ រសៀល", "plenary": "២:៤៥ រសៀល"},
    "en": {"group-work": "1:30 PM", "plenary": "2:45 PM"},
}
TITLES = {
    "km": {
        "group-work": "ការងារជាក្រុម៖ ការកំណត់ឱកាស និងឧបសគ្គសម្រាប់អង្គការសង្គមស៊ីវិល",
        "plenary": "បទបង្ហាញរបស់ក្រុម និងការពិភាក្សាពេញអង្គ",
    },
    "en": {
        "group-work": "Group Work: Identifying Opportunities and Barriers for CSOs",
        "plenary": "Group Presentations & Plenary Discussion",
    },
}
MORE = {"km": "មើលបន្ថែម · {}", "en": "More · {}"}
REMINDERS = {"km": "ការរំលឹក", "en": "Reminders"}
HEADING = {"km": "ការរំលឹករបស់អ្នក", "en": "Your reminders"}
TODAY = {
    "km": (
        "ថ្ងៃនេះ · ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥",
        "អ្នកអាចកំណត់ការរំលឹកដែលអ្នកចង់ទទួល៖ /settings",
    ),
    "en": ("Today · Thursday, 3 July 2025", "You choose which reminders you get: /settings"),
}
CHOICES = {
    "km": {
        "of": ["គ្រប់វគ្គ", "តែវគ្គ ★", "មិនរំលឹក"],
        "soon": ["៥ នាទី", "១០ នាទី"],
        "ahead": ["១៥ នាទី", "៣០ នាទី"],
        "breaks": ["ទាំងពេលសម្រាក", "លើកលែងពេលសម្រាក"],
        "morning": ["របៀបវារៈប្រចាំថ្ងៃ", "មិនផ្ញើរបៀបវារៈ"],
    },
    "en": {
        "of": ["All", "★ Starred", "None"],
        "soon": ["5 min", "10 min"],
        "ahead": ["15 min", "30 min"],
        "breaks": ["Breaks too", "No breaks"],
        "morning": ["The day's plan", "No plan"],
    },
}


@asynccontextmanager
async def ticking_by_hand(open_workshop: Opens) -> AsyncIterator[Workshop]:
    """Open the workshop on the evening before; the test runs the ticks."""
    async with open_workshop() as opened:
        queue = opened.application.job_queue
        assert queue is not None
        for name in ("outbox", "reminders"):
            for tick in queue.get_jobs_by_name(name):
                tick.schedule_removal()
        opened.clock.set(now=EVENING)
        yield opened


@pytest.fixture
async def workshop(open_workshop: Opens) -> AsyncIterator[Workshop]:
    async with ticking_by_hand(open_workshop) as opened:
        yield opened


async def tick(workshop: Workshop) -> None:
    """Run the two ticks as the scheduler does each second."""
    await jobs.remind(Context(workshop.application))
    await workshop.drain()


async def news(workshop: Workshop, person: Person) -> list[Seen]:
    """Run a tick and give what arrives on somebody's phone."""
    await person.refresh()
    before = len(person.chat)
    await tick(workshop)
    await person.refresh()
    return [seen(message) for message in person.chat[before:]]


def reminder(says: Said, session_id: str, start: dict[str, str] = STARTS) -> Seen:
    code = says.code
    time = TIMES[code][session_id]
    text = f"{TITLES[code][session_id]}\n{start[code].format(time)}"
    return text, [[MORE[code].format(time)], [REMINDERS[code]]]


def without_people(messages: list[Seen]) -> list[Seen]:
    """Leave out the line that names who takes part."""
    return [("\n".join(text.split("\n")[:2]), rows) for text, rows in messages]


def settings_rows(says: Said, *marked: str) -> Rows:
    """Write the rows of /settings with these choices marked."""
    rows = [
        [f"✓ {label}" if label in marked else label for label in row]
        for row in CHOICES[says.code].values()
    ]
    return [*rows, *says.labels(["agenda", "home"])]


async def test_a_reminder_ten_minutes_before_and_its_card(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    workshop.at(13, 19)
    assert await news(workshop, dara) == []

    workshop.at(13, 20)
    assert without_people(await news(workshop, dara)) == [reminder(says, "group-work")]
    assert await news(workshop, dara) == []
    await dara.tap(MORE[says.code].format(TIMES[says.code]["group-work"]))

    assert dara.last.text.startswith(TITLES[says.code]["group-work"])


async def test_it_comes_in_the_language_read_when_it_is_sent(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    other = {"km": "English", "en": "ភាសាខ្មែរ"}[says.code]
    await dara.send("/language")
    await dara.tap(other)
    await dara.settled()
    workshop.at(13, 20)

    (text, _rows), *more = await news(workshop, dara)

    assert (text.split("\n")[0], more) == (
        TITLES[{"km": "en", "en": "km"}[says.code]]["group-work"],
        [],
    )


async def test_the_plan_of_the_day_comes_in_the_morning(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    workshop.at(6, 59)
    assert await news(workshop, dara) == []
    workshop.at(7)

    ((text, rows),) = await news(workshop, dara)

    heading, hint = TODAY[says.code]
    venue = "\n".join(says.venue)
    plan = "\n".join(f"{time} · {title}" for time, title in DAY[says.code].items())
    assert text == f"{heading}\n{venue}\n\n{plan}\n\n{hint}"
    assert rows == [[says.buttons["agenda"], REMINDERS[says.code]]]
    workshop.at(8, 20)
    assert await news(workshop, dara) == []


async def test_after_a_restart_late_ones_come_and_none_twice(
    open_workshop: Opens, says: Said
) -> None:
    async with ticking_by_hand(open_workshop) as before:
        dara = await before.reader("Dara", says.code)
        await register(dara, says)
        before.at(13, 20)
        assert len(await news(before, dara)) == 1
    async with ticking_by_hand(open_workshop) as after:
        again = await after.newcomer("Dara", id=dara.id)
        await again.send("/start")
        after.at(13, 21)
        assert await news(after, again) == []

        after.at(15, 0)  # it was down at 14:35

        assert without_people(await news(after, again)) == [reminder(says, "plenary", BEGAN)]


async def test_settings_change_in_place_and_hold(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    of, soon, ahead, breaks, morning = CHOICES[says.code].values()
    await dara.send("/settings")
    assert dara.last.text.startswith(HEADING[says.code])
    assert dara.last.buttons == settings_rows(says, of[0], soon[1], breaks[1], morning[0])
    screen, messages = dara.last.message_id, len(dara.chat)

    for label in (of[1], ahead[1], breaks[0], morning[1]):
        await dara.tap(label)

    assert (dara.last.message_id, len(dara.chat)) == (screen, messages)
    assert dara.last.buttons == settings_rows(says, of[1], ahead[1], breaks[0], morning[1])
    await dara.tap(f"✓ {of[1]}", edit=False)
    chosen = ReminderRule(ReminderScope.STARRED, minutes=30, breaks=True, morning=False)
    assert await reminders.rule_of(workshop.db, 1) == chosen

    await dara.tap(of[2])
    assert dara.last.buttons == [
        [*of[:2], f"✓ {of[2]}"],
        [morning[0], f"✓ {morning[1]}"],
        *says.labels(["agenda", "home"]),
    ]


async def test_forged_choices_are_old_buttons(workshop: Workshop, dara: Person, says: Said) -> None:
    await dara.send("/settings")
    for data in ("rem.min:7", "rem.of:everything", "rem.day:x"):
        await dara.tap_data(data)
        assert dara.last.text == says.old_button
    assert await reminders.rule_of(workshop.db, 1) == ReminderRule()


async def test_whoever_gave_the_place_back_is_reminded_of_nothing(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    workshop.at(13, 20)
    await jobs.remind(Context(workshop.application))
    await dara.send("/register")
    await dara.tap(says.buttons["cannot_come"], dara.last)
    await dara.tap(says.buttons["give_back"])

    assert await news(workshop, dara) == []
    rows = await workshop.db.all("SELECT status, reason FROM delivery")
    assert [tuple(row) for row in rows] == [("expired", "no place any more")]


async def test_a_slip_on_the_stage_uses_no_reminder_up(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    sokha = await workshop.reader("Sokha", says.code)
    await workshop.promote(sokha, Role.ORGANISER)
    workshop.at(13, 19)
    await tick(workshop)
    await sokha.tap_data("stage.on:closing")
    workshop.at(13, 20)

    assert without_people(await news(workshop, dara)) == [reminder(says, "group-work")]

    await sokha.tap_data("stage.clock")
    workshop.at(13, 21)
    assert await news(workshop, dara) == []


async def test_a_rehearsal_at_600_times_the_speed(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    """A tick is ten minutes of the event: what is found late is told as it is by then."""
    await register(dara, says)
    workshop.at(13, 15)
    starts: list[str] = []
    while workshop.clock.now() < EVENING + timedelta(hours=20):
        starts += [text.split("\n")[0] for text, _ in await news(workshop, dara)]
        workshop.clock.set(now=workshop.clock.now() + timedelta(minutes=10))

    assert starts[:2] == list(TITLES[says.code].values())
    assert len(starts) == 2

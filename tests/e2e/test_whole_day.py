"""The whole day of the concept note, and everything that can go wrong on it.

170 people of two languages; an organiser who runs the day from her phone; five who block the bot,
kill -9 in the middle of a broadcast, a 429 of 20 seconds, an outage of Telegram over a reminder.
At the end every chat is compared, message by message, with what it should be.
"""

import asyncio
import signal
from pathlib import Path

from simulator.accounts import ORGANISER, Account
from simulator.person import Person
from storage import participants, roles
from storage.models import Locale, Role
from tests.e2e.day import Day, opened
from tests.e2e.day_expected import transcript
from tests.e2e.day_people import Guest, Line, at, written
from tests.e2e.day_plan import Notice, Story
from tests.e2e.day_story import (
    BLOCKED,
    CANCELLED,
    CONFIRMED,
    EARLY,
    FIRST,
    GUESTS,
    LATE,
    REPEATED,
    SPEAKER,
    guests,
    story,
)
from tests.e2e.plays import register
from tests.e2e.program import Programs
from tests.e2e.said import Said
from tests.e2e.said_en import EN
from tests.e2e.said_km import KM

HALF = 60
IN_HAND = 50
UNREACHED = """\
3 people to tell in person

• Guest 2011, Open Development Cambodia, 020110000 — has blocked the bot
• Guest 2052, Open Development Cambodia, 020520000 — has blocked the bot
• Guest 2093, Open Development Cambodia, 020930000 — has blocked the bot"""
"""Of the last notice: whoever came back got it then, and is not among them any more."""
DFAT = "Representative from Dev… (TBC)"


async def by_chat(day: Day, guest: Guest, says: Said) -> None:
    """Let a guest register in the chat, the day before."""
    day.simulator.world.add_account(Account(id=guest.id, first_name="Dara"))
    person = day.simulator.person_with_id(guest.id)
    await person.send("/start")
    await person.tap(says.language)
    await register(person, says)


async def the_organiser(day: Day) -> Person:
    """Let the organiser open the bot."""
    day.simulator.world.add_account(Account(id=ORGANISER, first_name="Bopha"))
    bopha = day.simulator.person_with_id(ORGANISER)
    await bopha.send("/start")
    await bopha.tap("English")
    await bopha.settled()
    return bopha


async def a_speaker(day: Day) -> None:
    """Let a guest be one of the panel."""
    async with day.db.transaction() as tx:
        guest = await participants.by_telegram_id(tx, SPEAKER)
        assert guest is not None
        await roles.change(tx, guest.id, was=Role.ATTENDEE, becomes=Role.SPEAKER)
        await roles.bind_speaker(tx, guest.id, "thy-try")


async def killed_in_the_middle(day: Day, programs: Programs) -> None:
    """Let a program of its own send what is due at 10:22, and kill it half way."""
    await day.stop()
    day.clock.set(now=at(10, 22))
    program = programs(day.simulator.api_url, MESSAGES_PER_SECOND="100")
    program.begins = at(10, 22)
    await day.fault("delay_after", method="sendMessage", chat_id=REPEATED, seconds=60)
    await program.start(polling=False)
    await day.arrived(HALF, REPEATED)
    await day.fault("delay", method="sendMessage", seconds=60)
    await day.noted(at(10, 22), but=REPEATED)
    assert await program.send_signal(signal.SIGKILL) == -signal.SIGKILL
    assert HALF <= len(day.since(at(10, 22))) < GUESTS
    await day.healed()
    await day.start()
    await day.tick()


async def too_many(day: Day) -> None:
    """Let Telegram say half way through a broadcast that it is too much, for 20 seconds."""
    await day.is_at(12, 32)
    await day.arrived(HALF)
    await day.fault("flood", method="sendMessage", seconds=20)


async def morning(day: Day, bopha: Person, programs: Programs) -> None:
    """Play the morning: late by 15 minutes, a crash, somebody confirmed."""
    await day.until(6, 58)
    await day.block(FIRST + 10)
    await day.until(9, 5)
    await day.block(FIRST + 51)
    await day.until(10, 20)
    await bopha.send("/late 15")
    await bopha.tap("Publish")
    await day.until(10, 21)
    await day.block(FIRST + 92, silently=True)
    await killed_in_the_middle(day, programs)
    await day.until(10, 30)
    await changes(bopha, "11:00 AM", "Change speakers", DFAT, "Confirm")


async def afternoon(day: Day, bopha: Person) -> None:
    """Play the rest: lunch shortened, a 429, an outage, a session called off."""
    await day.until(12, 30)
    await bopha.send("/late -15")
    await bopha.tap("Publish")
    flood = asyncio.create_task(too_many(day))
    await day.until(13)
    await flood
    await day.block(FIRST + 133)
    await day.until(13, 18)
    await day.fault("outage")
    await day.until(13, 25)
    await day.healed()
    await day.until(14, 33)
    await changes(bopha, "3:30 PM", "Cancel the session")
    await day.until(15)
    await day.block(FIRST + 166)
    await day.until(15, 50)
    await day.unblock(FIRST + 133)
    await day.until(16, 45)


async def changes(bopha: Person, *labels: str) -> None:
    """Change a session and publish that, in a message of its own."""
    await bopha.send("/late")
    for label in ("Change the agenda", *labels, "Preview", "Publish"):
        await bopha.tap(label)


def expected(guest: Guest, told: Story) -> list[Line]:
    """Work out a guest's chat; one message comes twice, for kill -9 left no time to note it."""
    lines = transcript(guest, told, blocked=BLOCKED.get(guest.id))
    if guest.id == REPEATED:
        notice = next(line for line in lines if line.time == at(10, 22))
        lines.insert(lines.index(notice), notice)
    return lines


def ledger(notice: Notice, everybody: list[Guest]) -> str:
    """Write what became of a notice; the organiser, who sees it, got it like everybody else.

    Whoever could not be reached is told of a later change too, together with what they missed.
    """
    missed = {
        person
        for earlier in story().notices
        for person, (since, until) in BLOCKED.items()
        if since < earlier.due <= until and earlier.due < notice.due < earlier.expires
    }
    told = [
        guest.id
        for guest in everybody
        if notice.concerns in {None, *guest.concerned} or guest.id in missed
    ]
    total = len(told) + (notice.concerns is None)
    spans = [BLOCKED[person] for person in told if person in BLOCKED]
    blocked = sum(since < notice.due <= until for since, until in spans)
    return (
        f"Change of the agenda\nIt is through.\n\n▰▰▰▰▰▰▰▰▰▰ {total} of {total}\n\n"
        f"Sent: {total - blocked}\nHave blocked the bot: {blocked}"
    )


async def test_the_whole_day(tmp_path: Path, forked: Programs) -> None:
    async with opened(tmp_path) as day:
        everybody = list(guests())
        _, second, third, *_ = everybody
        await by_chat(day, second, EN)
        await by_chat(day, third, KM)
        await day.welcome([guest for guest in everybody if guest not in {second, third}])
        bopha = await the_organiser(day)
        await a_speaker(day)

        await morning(day, bopha, forked)
        await afternoon(day, bopha)

        told = story()
        for guest in everybody:
            assert written(day.chat(guest.id)) == written(expected(guest, told)), guest
        hers = day.chat(bopha.id, but={LATE, CONFIRMED, EARLY, CANCELLED})
        assert written(hers) == written(expected(Guest(id=bopha.id, locale=Locale.EN), told))
        assert 1 <= day.refused("sendMessage", 429) <= IN_HAND
        assert day.refused("sendMessage", 403) == 1
        await bopha.refresh()
        shown = [said.text for said in bopha.chat if "It is through." in said.text]
        assert shown == [ledger(notice, everybody) for notice in told.notices]
        await bopha.tap("People to tell in person")
        assert bopha.last.text == UNREACHED

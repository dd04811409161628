"""How an organiser writes an announcement, and how its ticks are run."""

import pytest

from bot import outbox_progress, ratelimit_chats
from simulator.person import Person
from simulator.shown import Shown
from storage.models import Role
from tests.e2e.conftest import Workshop

KHMER = "អាហារថ្ងៃត្រង់នៅជាន់ទី ២ & «សាលធំ» <b>"
ENGLISH = "Lunch is on the 2nd floor & in the <big> hall.\n\nBring your badge."
IN_KHMER = f"សេចក្ដីជូនដំណឹង\n\n{KHMER}"
IN_ENGLISH = f"Announcement\n\n{ENGLISH}"


def still(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no tick run but those that the test runs, and no second pass between two messages."""
    monkeypatch.setattr(ratelimit_chats, "PRIVATE_CHAT_SECONDS", 0.0)
    queue = workshop.application.job_queue
    assert queue is not None
    for name in ("outbox", "progress", "reminders"):
        for tick in queue.get_jobs_by_name(name):
            tick.schedule_removal()


async def member(workshop: Workshop, name: str, language: str = "en") -> Person:
    """Give a phone to somebody of the team: what is for everyone is for them too."""
    person = await workshop.reader(name, language)
    await workshop.promote(person, Role.MODERATOR)
    return person


async def organiser(workshop: Workshop, name: str = "Mony", language: str = "en") -> Person:
    """Give a phone to an organiser."""
    person = await workshop.reader(name, language)
    await workshop.promote(person, Role.ORGANISER)
    return person


async def write(mony: Person, khmer: str = KHMER, english: str = ENGLISH) -> None:
    """Write both texts of an announcement."""
    await mony.send("/announce")
    await mony.send(khmer)
    await mony.send(english)


async def preview(mony: Person, problem: str = "") -> None:
    """Ask for the preview: two messages, the numbers and the answer; with a problem one edit."""
    await mony.tap("Preview")
    await mony.expect(2 if problem else 4)
    assert problem in mony.changed.text


async def announce(mony: Person, confirm: str, khmer: str = KHMER, english: str = ENGLISH) -> None:
    """Write an announcement, look at it, and confirm."""
    await write(mony, khmer, english)
    await preview(mony)
    await mony.tap(confirm)


async def show_progress(workshop: Workshop) -> None:
    """Run the tick that shows how broadcasts go on, as the scheduler does every three seconds."""
    await outbox_progress.show(workshop.application.bot, workshop.application.bot_data)
    await workshop.simulator.quiet()


async def go_out(workshop: Workshop, *people: Person) -> None:
    """Run both ticks, and look at these people's phones."""
    await workshop.drain()
    await show_progress(workshop)
    for person in people:
        await person.refresh()


def since(person: Person, message: Shown) -> list[str]:
    """Return what the bot wrote to somebody after a message."""
    later = [each for each in person.chat if each.message_id > message.message_id]
    return [each.text for each in later if each.from_bot]

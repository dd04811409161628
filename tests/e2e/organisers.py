"""How organisers play, and what the database holds of what they did."""

from typing import TYPE_CHECKING

from simulator.person import Person
from storage.models import Role
from tests.e2e.said_changes import BUTTONS

if TYPE_CHECKING:
    from tests.e2e.conftest import Workshop


async def organiser(workshop: "Workshop", name: str, code: str) -> Person:
    """Give a phone to an organiser who reads this language."""
    person = await workshop.reader(name, code)
    await workshop.promote(person, Role.ORGANISER)
    return person


async def publish(person: Person, code: str) -> None:
    """Look at one's draft and publish it."""
    await person.tap_data("ed.see")
    await person.tap(BUTTONS[code]["publish"])


async def session(workshop: "Workshop", session_id: str) -> dict[str, object]:
    """Read a session's row."""
    rows = await workshop.db.all("SELECT * FROM session WHERE id = ?1", (session_id,))
    return dict(rows[0])


def stop_ticks(workshop: "Workshop") -> None:
    """Leave the ticks that send and remind to the test."""
    queue = workshop.application.job_queue
    assert queue is not None
    for name in ("outbox", "reminders", "progress", "release", "queues", "purge"):
        for tick in queue.get_jobs_by_name(name):
            tick.schedule_removal()

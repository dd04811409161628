"""How people play the check-in desk: who registered, and who lets them in."""

from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from bot.i18n.normalise import key
from simulator.person import Person
from storage import organisations, participants
from storage.models import Draft, RegistrationStatus
from tests.e2e.conftest import Workshop


async def registered(
    workshop: Workshop,
    person: Person,
    name: str,
    code: str,
    *,
    organisation: str = "ODC",
    waiting: bool = False,
) -> int:
    """Let somebody have registered; return their id."""
    now = workshop.clock.now()
    async with workshop.db.transaction() as tx:
        found = await participants.by_telegram_id(tx, person.id)
        assert found is not None
        status = RegistrationStatus.WAITING if waiting else RegistrationStatus.REGISTERED
        await participants.register(
            tx,
            found.id,
            draft=Draft(consented=True, name=name, organisation=organisation),
            organisation_id=await organisations.named(tx, name=organisation, key=key(organisation)),
            status=status,
            ticket_code=code,
            now=now,
        )
    return found.id


async def came(workshop: Workshop) -> dict[str, str]:
    """Return when everybody came who did, by name."""
    rows = await workshop.db.all(
        "SELECT name, checked_in_at FROM check_in"
        " JOIN participant ON participant.id = check_in.participant_id"
        " UNION ALL SELECT name, checked_in_at FROM walk_in WHERE checked_in_at IS NOT NULL"
        " ORDER BY 1"
    )
    return {row["name"]: row["checked_in_at"] for row in rows}


def spreadsheet(*rows: tuple[object, ...]) -> bytes:
    """Write a spreadsheet as somebody saves it."""
    book, content = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.properties.created = datetime(2025, 7, 3)  # noqa: DTZ001 -- a spreadsheet has no zones
    book.save(content)
    return content.getvalue()

"""Rules: which sessions take questions, and when these are moderated."""

import pytest

from bot.services import qa_rules
from bot.services.errors import NoSuchSession, NotAllowed
from storage.database import Database
from storage.models import Agenda, Moderation, Participant, QaRule, Role
from tests.services.conftest import Has

BEFORE, AFTER = Moderation.BEFORE, Moderation.AFTER


async def of(db: Database, agenda: Agenda, *session_ids: str) -> list[QaRule]:
    rules = await qa_rules.of_all(db, agenda)
    return [rules[each] for each in session_ids]


async def test_until_something_is_decided_the_agenda_says_what_is_open(
    db: Database, agenda: Agenda
) -> None:
    assert await qa_rules.of_all(db, agenda) == {
        session.id: QaRule(BEFORE, session.qa_open) for session in agenda.sessions
    }
    assert [session.id for session in agenda.sessions if session.qa_open] == [
        *("presentation", "panel", "plenary", "recommendations"),
    ]
    assert await qa_rules.of_event(db) is BEFORE


async def test_a_session_is_opened_and_closed(
    db: Database, agenda: Agenda, bopha: Participant
) -> None:
    for session_id, yes in (("panel", False), ("welcome", True), ("plenary", False)):
        await qa_rules.open_(db, bopha, session_id, yes=yes, agenda=agenda)
    await qa_rules.open_(db, bopha, "plenary", yes=True, agenda=agenda)

    rules = await of(db, agenda, "panel", "welcome", "plenary", "presentation")
    assert [rule.open for rule in rules] == [False, True, True, True]


async def test_one_session_may_be_moderated_otherwise_than_the_event(
    db: Database, agenda: Agenda, sokha: Participant
) -> None:
    await qa_rules.moderate(db, sokha, "panel", AFTER, agenda=agenda)
    await qa_rules.open_(db, sokha, "panel", yes=False, agenda=agenda)
    assert await of(db, agenda, "panel", "plenary") == [QaRule(AFTER, False), QaRule(BEFORE, True)]
    assert await qa_rules.of_event(db) is BEFORE

    await qa_rules.moderate(db, sokha, "panel", BEFORE, agenda=agenda)
    assert await of(db, agenda, "panel") == [QaRule(BEFORE, False)]


async def test_what_is_decided_for_the_event_holds_everywhere(
    db: Database, agenda: Agenda, sokha: Participant
) -> None:
    await qa_rules.moderate(db, sokha, "panel", BEFORE, agenda=agenda)
    await qa_rules.open_(db, sokha, "panel", yes=False, agenda=agenda)

    await qa_rules.moderate(db, sokha, "", AFTER, agenda=agenda)

    rules = await qa_rules.of_all(db, agenda)
    assert {rule.moderation for rule in rules.values()} == {AFTER}
    assert (await qa_rules.of_event(db), rules["panel"].open) == (AFTER, False)

    await qa_rules.moderate(db, sokha, "panel", BEFORE, agenda=agenda)
    assert [rule.moderation for rule in await of(db, agenda, "panel", "plenary")] == [BEFORE, AFTER]


async def test_whoever_was_asked_about_other_rules_changes_nothing(
    db: Database, agenda: Agenda, sokha: Participant
) -> None:
    async def publish(of: str) -> bool:
        return await qa_rules.moderate(db, sokha, "", AFTER, agenda=agenda, of=of)

    asked = await qa_rules.marked(db, agenda)
    assert await publish(asked) is True
    await qa_rules.moderate(db, sokha, "panel", BEFORE, agenda=agenda)

    assert await publish(asked) is False

    assert (await qa_rules.of_event(db), await of(db, agenda, "panel")) == (
        AFTER,
        [QaRule(BEFORE, True)],
    )


async def test_only_of_what_is_on_the_agenda(
    db: Database, agenda: Agenda, sokha: Participant
) -> None:
    with pytest.raises(NoSuchSession):
        await qa_rules.moderate(db, sokha, "no-such", AFTER, agenda=agenda)
    for session_id in ("no-such", ""):
        with pytest.raises(NoSuchSession):
            await qa_rules.open_(db, sokha, session_id, yes=True, agenda=agenda)
    assert await db.all("SELECT * FROM qa_rule") == []


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_who_decides(db: Database, agenda: Agenda, has: Has, role: Role) -> None:
    dara = await has(300, role)

    for session_id in ("panel", ""):
        with pytest.raises(NotAllowed):
            await qa_rules.moderate(db, dara, session_id, AFTER, agenda=agenda)
    if role is not Role.MODERATOR:
        with pytest.raises(NotAllowed):
            await qa_rules.open_(db, dara, "panel", yes=False, agenda=agenda)
    assert await db.all("SELECT * FROM qa_rule") == []
